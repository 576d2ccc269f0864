"""Analysed calls as rows of numbers, for questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.models import Call, CallObjection

FIGURES = ("talk_ratio", "longest_monologue", "interactivity", "patience", "questions", "discovery_coverage")
_AT_ONCE = 5_000
"""Ids in one statement: SQLite and PostgreSQL take about 32,000."""
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


@dataclass(frozen=True, slots=True)
class Measured:
    """What an analysed call measured: values by signal, and objections as (raised, resolved) by kind."""

    figures: dict[str, float]
    objections: dict[str, tuple[int, int]] = field(default_factory=dict)


async def measured(session: AsyncSession, call_ids: Sequence[str]) -> dict[str, Measured]:
    """The figures of those of these calls whose analysis is done."""
    found: dict[str, Measured] = {}
    for start in range(0, len(call_ids), _AT_ONCE):
        some = call_ids[start : start + _AT_ONCE]
        done = sa.select(Call.id, Call.figures).where(Call.id.in_(some), Call.status == "done")
        for call_id, figures in await session.execute(done):
            values = {name: (figures.get(name) or {}).get("value") for name in FIGURES}
            found[call_id] = Measured({name: value for name, value in values.items() if value is not None})
        for row in await session.scalars(sa.select(CallObjection).where(CallObjection.call_id.in_(some))):
            if row.call_id in found:
                found[row.call_id].objections[row.kind] = (row.raised, row.resolved)
    return found
