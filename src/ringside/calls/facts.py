"""Analysed calls as rows of numbers, for questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.models import Call, CallObjection

FIGURES = ("talk_ratio", "longest_monologue", "interactivity", "patience", "questions", "discovery_coverage")
COLUMNS: dict[str, type] = {
    "call_id": str, "user_id": str, "happened_at": datetime, "title": str, "language": str, "source": str,
    "rubric": str, "minutes": float, "score": float, "turns": int, "objections_raised": int,
    "objections_resolved": int, **dict.fromkeys(FIGURES, float),
}  # fmt: skip


async def rows(session: AsyncSession) -> Sequence[dict[str, Any]]:
    """One row for each call whose analysis is done."""
    summed = (
        sa.select(
            CallObjection.call_id,
            sa.func.sum(CallObjection.raised).label("raised"),
            sa.func.sum(CallObjection.resolved).label("resolved"),
        )
        .group_by(CallObjection.call_id)
        .subquery()
    )
    query = (
        sa.select(
            Call.id, Call.user_id, Call.happened_at, Call.title, Call.language, Call.source, Call.rubric,
            Call.duration_s, Call.score, Call.turns, Call.figures, summed.c.raised, summed.c.resolved,
        )
        .outerjoin(summed, summed.c.call_id == Call.id)
        .where(Call.status == "done")
        .order_by(Call.id)
    )  # fmt: skip
    return [
        {
            "call_id": row.id, "user_id": row.user_id, "happened_at": row.happened_at, "title": row.title,
            "language": row.language, "source": row.source, "rubric": (row.rubric or {}).get("id"),
            "minutes": None if row.duration_s is None else round(row.duration_s / 60, 3), "score": row.score,
            "turns": row.turns, "objections_raised": int(row.raised or 0),
            "objections_resolved": int(row.resolved or 0),
            **{name: (row.figures.get(name) or {}).get("value") for name in FIGURES},
        }
        for row in await session.execute(query)
    ]  # fmt: skip
