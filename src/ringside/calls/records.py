"""A recorded call as it is kept: finding it, who may see it, its words and what a step of its analysis found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls.models import Call, CallStep, CallTranscript, CallTurn
from ringside.core.errors import Conflict, NotFound
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

SEES_ALL = ("manager", "owner")


class UnknownCall(NotFound):
    slug, title = "unknown-call", "There is no such call"


class NoReport(Conflict):
    slug, title = "no-report", "This call has no report yet"


async def visible(session: AsyncSession, who: Principal, call_id: str) -> Call:
    """A call that the caller may read: their own, or for managers and owners anybody's. Raises UnknownCall."""
    call = await session.get(Call, call_id, populate_existing=True)
    if call is None or not sees(who, call.user_id):
        raise UnknownCall
    return call


def sees(who: Principal, user_id: str) -> bool:
    return user_id == who.user_id or who.role in SEES_ALL


def narrowed(who: Principal, query: sa.Select[Any]) -> sa.Select[Any]:
    """The query without the calls of others, for whoever may not see them."""
    return query if who.role in SEES_ALL else query.where(Call.user_id == who.user_id)


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as it is read: a long call has too many to make each a tracked object."""

    index: int
    speaker: Speaker
    label: str
    text: str
    start: float | None
    end: float | None


async def turns(session: AsyncSession, call_id: str) -> Sequence[Said]:
    """All turns in order."""
    columns = (CallTurn.index, CallTurn.speaker, CallTurn.label, CallTurn.text, CallTurn.start, CallTurn.end)
    rows = await session.execute(sa.select(*columns).where(CallTurn.call_id == call_id).order_by(CallTurn.index))
    return [Said(*cast(tuple[Any, ...], row)) for row in rows]


def transcript(call: Call, said: Sequence[Said]) -> Transcript:
    """The call in the words every room speaks about a conversation."""
    return Transcript(
        turns=tuple(Turn(index=t.index, speaker=t.speaker, text=t.text, start=t.start, end=t.end) for t in said),
        language=cast(Language, call.language),
    )


async def sent_transcript(session: AsyncSession, call_id: str) -> CallTranscript | None:
    return await session.get(CallTranscript, call_id, populate_existing=True)


def key_of(*parts: object) -> str:
    """A short name of everything that a result depends on."""
    return sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()[:32]


async def result(session: AsyncSession, call_id: str, step: str, key: str | None) -> dict[str, Any] | None:
    """What a step found from these inputs, if it has run on them."""
    if key is None:
        return None
    row = await session.get(CallStep, (call_id, step, key))
    return None if row is None else row.result


async def keep(session: AsyncSession, call_id: str, step: str, key: str, found: dict[str, Any], now: datetime) -> None:
    """Store what a step found. Whoever stored the same before wins; it is the same."""
    try:
        async with session.begin_nested():
            await session.execute(sa.insert(CallStep).values(call_id=call_id, step=step, key=key, result=found, at=now))
    except IntegrityError:
        if await session.get(CallStep, (call_id, step, key)) is None:
            raise


async def forget_result(session: AsyncSession, call_id: str, step: str, key: str) -> None:
    """Drop what a step found, to find it anew."""
    one = (CallStep.call_id == call_id, CallStep.step == step, CallStep.key == key)
    await session.execute(sa.delete(CallStep).where(*one))


async def forget_other_results(session: AsyncSession, call_id: str, kept: dict[str, str]) -> None:
    """Drop results that no report shows any more."""
    shown = [sa.and_(CallStep.step == step, CallStep.key == key) for step, key in kept.items()]
    await session.execute(sa.delete(CallStep).where(CallStep.call_id == call_id, sa.not_(sa.or_(*shown))))
