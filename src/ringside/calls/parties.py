"""Who recorded calls were with, as far as title, labels and transcript files name somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import records
from ringside.calls.models import Call, CallTranscript, CallTurn


@dataclass(frozen=True, slots=True)
class Parties:
    """A call and the texts in which people of the other side are named: names and addresses, unsorted."""

    call_id: str
    title: str
    happened_at: datetime
    named: tuple[str, ...]


async def recent(
    session: AsyncSession, who: Principal, since: datetime, without: Collection[str], limit: int
) -> list[Parties]:
    """The latest calls since then that the caller may read, but for those `without`."""
    query = sa.select(Call.id, Call.title, Call.happened_at).where(Call.happened_at >= since)
    if without:
        query = query.where(Call.id.not_in(without))
    if who.role not in records.SEES_ALL:
        query = query.where(Call.user_id == who.user_id)
    query = query.order_by(Call.happened_at.desc(), Call.id.desc()).limit(limit)
    calls = (await session.execute(query)).all()
    ids = [call.id for call in calls]
    named: dict[str, dict[str, None]] = defaultdict(dict)
    labels = sa.select(CallTurn.call_id, CallTurn.label).where(CallTurn.call_id.in_(ids), CallTurn.speaker != "rep")
    for call_id, label in await session.execute(labels.distinct()):
        named[call_id][label] = None
    people = sa.select(CallTranscript.call_id, CallTranscript.people).where(CallTranscript.call_id.in_(ids))
    for call_id, given in await session.execute(people):
        for label, person in given.items():
            named[call_id][label] = None
            named[call_id].update({str(value): None for value in (person or {}).values() if isinstance(value, str)})
    return [Parties(call.id, call.title, call.happened_at, tuple(named[call.id])) for call in calls]
