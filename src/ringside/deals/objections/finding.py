"""Finding entries of the library: for a page of it, and for an objection that is to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.paging import BadCursor, decode_cursor, encode_cursor
from ringside.deals.objections import library
from ringside.deals.objections.models import LibraryEntry
from ringside.deals.objections.ranking import Candidate, Record, fit, ranked
from ringside.deals.objections.schemas import EntryPage, EntryStatus, LibrarySort
from ringside.deals.schemas import Tone
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook.knowledge.asking import synonyms

MOST_FOUND = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page of the library is narrowed to."""

    q: str = ""
    kind: ObjectionKind | None = None
    concern: str | None = None
    tone: Tone | None = None
    status: EntryStatus | None = None
    language: Language | None = None
    category: str | None = None
    mine: bool = False
    sort: LibrarySort = "proven"


async def page(
    session: AsyncSession, control: AsyncSession, who: Principal, wish: Wish, limit: int, cursor: str | None
) -> EntryPage:
    """A page of the library, in the order asked for; the next one begins after an entry, whatever came meanwhile."""
    query = sa.select(LibraryEntry.id, LibraryEntry.updated_at)
    for column, value in (
        (LibraryEntry.kind, wish.kind), (LibraryEntry.concern, wish.concern), (LibraryEntry.tone, wish.tone),
        (LibraryEntry.status, wish.status), (LibraryEntry.language, wish.language),
        (LibraryEntry.category, wish.category), (LibraryEntry.created_by, who.user_id if wish.mine else None),
    ):  # fmt: skip
        if value is not None:
            query = query.where(column == value)
    there = {row.id: row.updated_at for row in await session.execute(query)}
    order = list(there)
    if wish.q.strip():
        hits = await library.ENTRIES.search(session, wish.q, limit=MOST_FOUND, typing=True, also=synonyms())
        order = [hit.owner_id for hit in hits if hit.owner_id in there]
    known = await library.records(session)
    if not wish.q.strip():
        order.sort(key=lambda entry_id: _key(wish.sort, known.get(entry_id, Record()), there[entry_id], entry_id))
    start = _after(order, cursor)
    chosen = order[start : start + limit]
    rows = {row.id: row for row in await session.scalars(sa.select(LibraryEntry).where(LibraryEntry.id.in_(chosen)))}
    items = await library.shown(session, control, who, [rows[each] for each in chosen if each in rows], known)
    more = start + limit < len(order)
    counted = sa.select(LibraryEntry.status, sa.func.count()).group_by(LibraryEntry.status)
    counts = {row[0]: row[1] for row in await session.execute(counted)}
    return EntryPage(
        items=items,
        next_cursor=encode_cursor(chosen[-1]) if more and chosen else None,
        counts=cast("dict[EntryStatus, int]", {status: counts.get(status, 0) for status in _STATUSES}),
    )


_STATUSES = ("draft", "approved", "retired")


def _key(sort: LibrarySort, record: Record, updated: object, entry_id: str) -> tuple[float, float, str]:
    """What a page is sorted by, the best first; new entries come before old ones of the same worth."""
    age = -updated.timestamp()  # type: ignore[attr-defined]
    match sort:
        case "proven":
            return (-record.lower, age, entry_id)
        case "rating":
            return (-(record.rating or 0.0), age, entry_id)
        case "used":
            return (-record.uses, age, entry_id)
        case "newest":
            return (age, 0.0, entry_id)


def _after(order: list[str], cursor: str | None) -> int:
    last = decode_cursor(cursor)
    if last is None:
        return 0
    try:
        return order.index(last) + 1
    except ValueError:
        raise BadCursor from None


async def answering(
    session: AsyncSession, text: str, kind: ObjectionKind, concern: str | None, language: Language, limit: int
) -> tuple[list[LibraryEntry], dict[str, Record], frozenset[str]]:
    """Approved entries of this kind and language that answer this objection, the best first, with their records.

    Last, the ids of those that are about its concern or about any: the others may be shown, not said for it.
    """
    rows = (
        await session.execute(
            sa.select(LibraryEntry.id, LibraryEntry.concern).where(
                LibraryEntry.status == "approved", LibraryEntry.kind == kind, LibraryEntry.language == language
            )
        )
    ).all()
    if not rows:
        return [], {}, frozenset()
    marks = {"status": "approved", "kind_of": kind, "language": language}
    hits = await library.ENTRIES.search(session, text[:300], marks, limit=20, every=False)
    near = {hit.owner_id: hit.covered for hit in hits}
    known = await library.records(session, [row.id for row in rows])
    candidates = [Candidate(r.id, r.concern, known.get(r.id, Record()), near.get(r.id, 0.0)) for r in rows]
    best = [each.id for each in ranked(candidates, concern)[:limit]]
    fitting = frozenset(each.id for each in candidates if fit(each, concern))
    found = {row.id: row for row in await session.scalars(sa.select(LibraryEntry).where(LibraryEntry.id.in_(best)))}
    return [found[each] for each in best if each in found], known, fitting
