"""Practice calls as rows of numbers, for questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.practice.models import Call

COLUMNS: dict[str, type] = {
    "practice_call_id": str, "user_id": str, "started_at": datetime, "ended_at": datetime, "scenario": str,
    "scenario_kind": str, "persona": str, "level": str, "language": str, "outcome": str, "score": float, "turns": int,
}  # fmt: skip


async def rows(session: AsyncSession) -> Sequence[dict[str, Any]]:
    """One row for each practice call that has ended."""
    query = sa.select(
        Call.id, Call.user_id, Call.started_at, Call.ended_at, Call.scenario, Call.persona, Call.level, Call.language,
        Call.outcome, Call.score, Call.turns,
    ).where(Call.status == "ended").order_by(Call.id)  # fmt: skip
    return [
        {
            "practice_call_id": row.id, "user_id": row.user_id, "started_at": row.started_at, "ended_at": row.ended_at,
            "scenario": _worded(row.scenario.get("title"), row.language), "scenario_kind": row.scenario.get("kind"),
            "persona": _worded(row.persona.get("name"), row.language), "level": row.level, "language": row.language,
            "outcome": row.outcome, "score": row.score, "turns": row.turns,
        }
        for row in await session.execute(query)
    ]  # fmt: skip


def _worded(text: Any, language: str) -> str | None:
    """A text that may be there in several languages."""
    if isinstance(text, dict):
        text = text.get(language) or next(iter(text.values()), None)
    return None if text is None else str(text)
