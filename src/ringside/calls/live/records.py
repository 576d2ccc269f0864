"""Live calls as they are kept: finding one, who may see it, what was said in it so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls.live.cue_models import LiveCue
from ringside.calls.live.models import LiveCall, LiveNote, LiveTurn
from ringside.calls.records import SEES_ALL, UnknownCall, sees
from ringside.dialogue.schemas import Speaker, Turn

RUNNING = ("waiting", "live", "lost")


async def visible(session: AsyncSession, who: Principal, call_id: str) -> LiveCall:
    """A live call that the caller may read: their own, or for managers and owners anybody's. Raises UnknownCall."""
    call = await session.get(LiveCall, call_id, populate_existing=True)
    if call is None or not sees(who, call.user_id):
        raise UnknownCall
    return call


async def running(session: AsyncSession, who: Principal, limit: int) -> Sequence[LiveCall]:
    """Calls that are going on, the newest first."""
    query = sa.select(LiveCall).where(LiveCall.status.in_(RUNNING))
    if who.role not in SEES_ALL:
        query = query.where(LiveCall.user_id == who.user_id)
    return (await session.scalars(query.order_by(LiveCall.id.desc()).limit(limit))).all()


async def opened(session: AsyncSession, user_id: str) -> int:
    """How many calls of this rep wait for their sound or go on."""
    query = sa.select(sa.func.count()).select_from(LiveCall)
    found = await session.scalar(query.where(LiveCall.user_id == user_id, LiveCall.status.in_(RUNNING)))
    return found or 0


async def said(session: AsyncSession, call_id: str) -> Sequence[LiveTurn]:
    """All final turns, in the order in which they became final."""
    query = sa.select(LiveTurn).where(LiveTurn.call_id == call_id).order_by(LiveTurn.index)
    return (await session.scalars(query)).all()


def as_turns(rows: Sequence[LiveTurn]) -> list[Turn]:
    """The same in the words of every room; quotes count turns by this index."""
    return [
        Turn(index=row.index, speaker=cast("Speaker", row.speaker), text=row.text, start=row.start, end=row.end)
        for row in rows
    ]


async def notes(session: AsyncSession, call_id: str) -> Sequence[LiveNote]:
    query = sa.select(LiveNote).where(LiveNote.call_id == call_id).order_by(LiveNote.id)
    return (await session.scalars(query)).all()


async def forget(session: AsyncSession, call_id: str) -> None:
    """Erase what was heard live of a call."""
    for table in (LiveCue, LiveTurn, LiveNote):
        await session.execute(sa.delete(table).where(table.call_id == call_id))
    await session.execute(sa.delete(LiveCall).where(LiveCall.id == call_id))


async def abandoned(session: AsyncSession, before: datetime, waiting_before: datetime) -> Sequence[str]:
    """Calls that nobody sends sound of any more, and those whose sound never came."""
    query = sa.select(LiveCall.id).where(
        sa.or_(
            sa.and_(LiveCall.status.in_(("live", "lost")), LiveCall.heard_at < before),
            sa.and_(LiveCall.status == "waiting", LiveCall.created_at < waiting_before),
        )
    )
    return (await session.scalars(query)).all()
