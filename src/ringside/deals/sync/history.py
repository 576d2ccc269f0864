"""The history of deals: the changes a CRM remembers, each once, and those it does not, as they are seen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records import tracking
from ringside.deals.records.models import DealChange
from ringside.deals.sync.context import Taken, Taking

HISTORIC = frozenset({"stage", "status", "amount", "close_on"})


async def keep(taking: Taking, made: Sequence[Taken]) -> None:
    """The changes the CRM remembers, each once, and those it does not as they are seen now."""
    wanted: dict[str, DealChange] = {}
    for entry in made:
        latest: dict[str, tuple[str, str | None]] = {}
        for change in entry.record.changes or ():
            known_by = _fixed_id(taking.connection_id, change.key, change.at)
            latest[change.field] = (known_by, change.after)
            wanted[known_by] = DealChange(
                id=known_by, deal_id=entry.row.id, at=change.at, field=change.field, before=change.before,
                after=change.after, source=taking.connection_id,
            )  # fmt: skip
        for name, was, became in (
            tracking.differences(entry.before, tracking.values_of(entry.row)) if entry.before is not None else ()
        ):
            told_of = latest.get(name)
            if told_of is not None and told_of[1] == became and name in HISTORIC and not _clashed(entry, name):
                continue
            at = taking.now if _clashed(entry, name) else min(entry.record.modified, taking.now)
            one = _fixed_id(taking.connection_id, f"{entry.record.id}:{name}:{was}:{became}", at)
            wanted[one] = DealChange(
                id=one, deal_id=entry.row.id, at=at, field=name, before=was, after=became, source=taking.connection_id
            )
    await _add_missing(taking.session, wanted)


def _clashed(entry: Taken, name: str) -> bool:
    return name in entry.clashes or (name == "owner" and "owner_name" in entry.clashes)


async def _add_missing(session: AsyncSession, wanted: Mapping[str, DealChange]) -> None:
    ids = sorted(wanted)
    there: set[str] = set()
    for at in range(0, len(ids), 500):
        there |= set(await session.scalars(sa.select(DealChange.id).where(DealChange.id.in_(ids[at : at + 500]))))
    session.add_all([wanted[one] for one in ids if one not in there])


def _fixed_id(connection_id: str, key: str, at: datetime) -> str:
    """The same id for the same change, however often it is told; sorted by its time."""
    mark = hashlib.blake2b(f"{connection_id}:{key}".encode(), digest_size=10).hexdigest()
    return f"{max(0, int(at.timestamp() * 1000)):012x}{mark}"[:32]
