"""The cues of a call in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.live import uses
from ringside.calls.live.brief import Briefing
from ringside.calls.live.cue_models import LiveCue
from ringside.calls.live.following import State, follow
from ringside.calls.live.messages import Cue
from ringside.calls.live.models import LiveCall
from ringside.dialogue.rubrics import Rubric
from ringside.dialogue.schemas import Language, Turn
from ringside.playbook import rubrics
from ringside.playbook.rubrics import UnknownRubric

OPEN = ("shown", "expired")
"""Standings that code may still change."""


async def keep(session: AsyncSession, call_id: str, cues: Sequence[Cue]) -> None:
    """Store cues that are new or stand differently."""
    there = {row.id: row for row in await _rows(session, call_id)}
    for cue in cues:
        row = there.get(cue.id)
        if row is None:
            row = LiveCue(call_id=call_id, id=cue.id, kind=cue.kind, at=cue.at)
            session.add(row)
            there[cue.id] = row
        row.standing, row.useful, row.shown = cue.standing, cue.useful, cue.model_dump(mode="json")
    await session.flush()


async def kept(session: AsyncSession, call_id: str) -> list[Cue]:
    """The cues of a call in the order they were shown."""
    return [cue_of(row) for row in await _rows(session, call_id)]


async def say(
    session: AsyncSession, call_id: str, cue_id: str, standing: str | None, useful: bool | None
) -> Cue | None:
    """Note what the rep says of a cue; the cue as it stands then, None where there is no such cue."""
    row = await session.get(LiveCue, (call_id, cue_id))
    if row is None:
        return None
    row.standing = standing or row.standing
    row.useful = row.useful if useful is None else useful
    await session.flush()
    return cue_of(row)


def cue_of(row: LiveCue) -> Cue:
    """A cue as it stands."""
    return Cue.model_validate({**row.shown, "standing": row.standing, "useful": row.useful})


async def settle(session: AsyncSession, call_id: str, turns: Sequence[Turn]) -> list[Cue]:
    """Say of every cue nobody spoke of whether it was used or ignored; the cues as they stand then."""
    rows = await _rows(session, call_id)
    call = await session.get(LiveCall, call_id)
    if call is not None and any(row.standing in OPEN for row in rows):
        # reading an hour of talk takes a second: other calls go on meanwhile
        state = await asyncio.to_thread(_followed, "he" if call.language == "he" else "en", turns)
        briefing = Briefing(state.language, rubric=await _rubric(session, call.rubric))
        for row in rows:
            if row.standing in OPEN:
                verdict = await asyncio.to_thread(uses.judged, briefing, state, cue_of(row), over=True)
                row.standing = verdict or "expired"
        await session.flush()
    return [cue_of(row) for row in rows]


def _followed(language: Language, turns: Sequence[Turn]) -> State:
    state = State(language)
    for turn in turns:
        state = follow(state, turn)
    return state


async def forget(session: AsyncSession, call_id: str) -> None:
    """Remove the cues of a call."""
    await session.execute(sa.delete(LiveCue).where(LiveCue.call_id == call_id))


async def _rubric(session: AsyncSession, rubric_id: str | None) -> Rubric | None:
    try:
        return await rubrics.get(session, rubric_id) if rubric_id else None
    except UnknownRubric:
        return None


async def _rows(session: AsyncSession, call_id: str) -> list[LiveCue]:
    found = await session.scalars(sa.select(LiveCue).where(LiveCue.call_id == call_id).order_by(LiveCue.at, LiveCue.id))
    return list(found)
