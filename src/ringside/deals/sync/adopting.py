"""Records that are here already when a CRM is connected: taken over where there is no doubt, never doubled for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ringside.deals.records.matching import folded
from ringside.deals.records.models import Account, Activity, Contact, Deal
from ringside.deals.sync.models import CrmConnection, CrmLink, CrmOutgoing
from ringside.deals.sync.port import Kind, Remote

if TYPE_CHECKING:
    from ringside.deals.sync.context import Near, Taking

_TABLES: dict[Kind, Any] = {"account": Account, "contact": Contact, "deal": Deal, "activity": Activity}
Key = tuple[Any, ...]


OWN = "_own"
"""In `seen` of a link: a record of Ringside's that was written into the CRM. What comes back of it is no news."""
_MARK = re.compile(r"Ringside ([0-9a-f]{32})\)?\s*\Z")


async def written_before(taking: Taking, stream: str, records: Sequence[Remote]) -> set[str]:
    """Ids of notes and tasks that Ringside wrote itself without hearing that they arrived; they are linked now."""
    marked = {m[1]: r for r in records if (m := _MARK.search(str(r.fields.get("text") or "")))}
    if not marked:
        return set()
    query = sa.select(CrmOutgoing).where(
        CrmOutgoing.connection_id == taking.connection_id, CrmOutgoing.id.in_(marked), CrmOutgoing.status == "sending"
    )
    found = set()
    for row in await taking.session.scalars(query):
        record = marked[row.id]
        row.status, row.external_id, row.sent_at = "sent", record.id, taking.now
        taking.session.add(
            CrmLink(
                connection_id=taking.connection_id, kind="activity", external_id=record.id, record_id=row.activity_id,
                stream=stream, digest="", seen={OWN: 1}, wants=None, gone=False, swept=0,
            )
        )  # fmt: skip
        found.add(record.id)
    return found


async def find(taking: Taking, kind: Kind, records: Sequence[Remote], near: Near) -> dict[str, Any]:
    """Our records that these are, by external id: of the same id, or the only one of that address or name."""
    if not records or kind not in _TABLES:
        return {}
    table = _TABLES[kind]
    owned = set(await taking.session.scalars(sa.select(CrmConnection.id)))
    ids = [record.id for record in records]
    same = await _free(taking, table, owned, table.external_id.in_(ids + [one[:15] for one in ids]))
    sources = {taking.vendor, "import"}
    by_id = {row.external_id: row for row in same if row.source in sources}
    found = {r.id: row for r in records if (row := by_id.get(r.id) or by_id.get(r.id[:15])) is not None}
    taken = {row.id for row in found.values()}
    rest = [record for record in records if record.id not in found]
    for column, theirs, ours in _keys(kind, near):
        wanted = [value for record in rest if (key := theirs(record)) is not None and (value := key[0])]
        if not wanted:
            continue
        rows = [row for row in await _free(taking, table, owned, column.in_(wanted)) if row.id not in taken]
        match = _only({r.id: theirs(r) for r in rest}, {row.id: (ours(row), row) for row in rows})
        found |= match
        taken |= {row.id for row in match.values()}
        rest = [record for record in rest if record.id not in found]
    return found


async def _free(taking: Taking, table: Any, owned: set[str], condition: Any) -> Sequence[Any]:
    """Records that no connection owns."""
    query = sa.select(table).where(condition, table.deleted_at.is_(None), table.source.not_in(owned))
    return list(await taking.session.scalars(query))


def _keys(kind: Kind, near: Near) -> Iterable[tuple[Any, Callable[[Remote], Key | None], Callable[[Any], Key]]]:
    """By what a record is known: the column to look in, and the whole key of theirs and of ours."""
    if kind == "contact":
        yield Contact.email, lambda r: _filled(r.fields.get("email")), lambda row: (row.email,)
    if kind == "account":
        yield Account.domain, lambda r: _filled(r.fields.get("domain")), lambda row: (row.domain,)
        yield Account.folded, lambda r: _filled(folded(r.name)), lambda row: (row.folded,)
    if kind == "deal":
        yield (
            Deal.folded,
            lambda r: (folded(r.name), near.of("account", r.account)) if r.name and r.account else None,
            lambda row: (row.folded, row.account_id),
        )


def _filled(value: Any) -> Key | None:
    return (value,) if value else None


def _only(theirs: Mapping[str, Key | None], ours: Mapping[str, tuple[Key, Any]]) -> dict[str, Any]:
    """Pairs whose key stands once on either side."""
    by_key: dict[Key, list[str]] = {}
    for one, key in theirs.items():
        if key is not None:
            by_key.setdefault(key, []).append(one)
    mine: dict[Key, list[Any]] = {}
    for key, row in ours.values():
        mine.setdefault(key, []).append(row)
    return {ones[0]: mine[key][0] for key, ones in by_key.items() if len(ones) == 1 and len(mine.get(key, ())) == 1}
