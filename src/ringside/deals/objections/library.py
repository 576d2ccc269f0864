"""The library of answers: drafts by anyone, approved and retired by managers, every version kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.core.errors import Conflict, Forbidden, Invalid, NotFound
from ringside.core.ids import new_id
from ringside.core.search import Index, Item
from ringside.deals.objections import concerns, laer, ranking, workflow
from ringside.deals.objections.models import AnswerUse, EntryEvent, LibraryEntry
from ringside.deals.objections.ranking import Record
from ringside.deals.objections.schemas import (
    CategoryOut,
    EntryChange,
    EntryDecision,
    EntryEventOut,
    EntryForm,
    EntryRecord,
    EntryStatus,
    LibraryEntryOut,
    NewEntry,
    SpokenStep,
)
from ringside.deals.records.models import Deal
from ringside.dialogue.schemas import Language

ENTRIES = Index("objection answer")
FORM = tuple(EntryForm.model_fields)


class UnknownEntry(NotFound):
    slug, title = "unknown-answer", "There is no such answer in the library"


class NotYourEntry(Forbidden):
    slug, title = "not-your-answer", "Only managers may do this to an answer that is not your own draft"


class EntryChanged(Conflict):
    slug, title = "answer-changed", "Somebody else has changed this answer meanwhile"


class WrongStatus(Conflict):
    slug, title = "answer-status", "This cannot be done to an answer that stands so"


class SameEntry(Conflict):
    slug, title = "same-answer", "This answer is in the library already"


class UnknownConcern(Invalid):
    slug, title = "unknown-concern", "This concern does not belong to this kind of objection"


async def get(session: AsyncSession, entry_id: str) -> LibraryEntry:
    """An entry. Raises UnknownEntry."""
    entry = await session.get(LibraryEntry, entry_id, populate_existing=True)
    if entry is None:
        raise UnknownEntry
    return entry


async def add(
    session: AsyncSession, who: Principal, body: NewEntry, now: datetime, *, origin: str = "own", origin_id: str = ""
) -> LibraryEntry:
    """A new draft. Raises UnknownConcern, UnknownEntry for what it replaces, SameEntry."""
    _check(body.kind, body.concern)
    if body.replaces is not None:
        await get(session, body.replaces)
    entry = LibraryEntry(
        id=new_id(),
        status="draft",
        **body.model_dump(include=set(FORM)),
        replaces=body.replaces,
        origin="template" if body.template else origin,
        origin_id=origin_id or None,
        version=1,
        created_by=who.user_id,
        created_at=now,
        updated_at=now,
    )
    try:
        async with session.begin_nested():
            session.add(entry)
    except IntegrityError:
        raise SameEntry from None
    _note(session, entry, "created", who, now)
    await index(session, entry)
    return entry


async def change(
    session: AsyncSession, who: Principal, entry_id: str, body: EntryChange, now: datetime
) -> LibraryEntry:
    """Change an entry; the version before stays in its history. Raises NotYourEntry, EntryChanged, UnknownConcern."""
    entry = await _for(session, who, entry_id, "edit", body.version)
    wanted = body.model_dump(include=body.model_fields_set - {"version"})
    # Only these may be nothing; to leave the others out is to leave them alone.
    wanted = {name: value for name, value in wanted.items() if value is not None or name in ("concern", "tone")}
    if wanted.get("kind", entry.kind) != entry.kind:
        wanted.setdefault("concern", None)
    _check(wanted.get("kind", entry.kind), wanted.get("concern", entry.concern))
    for name, value in wanted.items():
        setattr(entry, name, value)
    await _advance(session, entry, "edited", who, now)
    return entry


async def decide(
    session: AsyncSession, who: Principal, entry_id: str, body: EntryDecision, now: datetime
) -> LibraryEntry:
    """Approve, return with a note, retire or restore an entry; approving one retires what it replaces.

    Raises NotYourEntry, WrongStatus, EntryChanged.
    """
    entry = await get(session, entry_id)
    then = workflow.after(cast(EntryStatus, entry.status), body.action)
    if who.role not in workflow.APPROVERS:
        raise NotYourEntry
    if then is None:
        raise WrongStatus(f"It is {entry.status}.")
    await _for(session, who, entry_id, body.action, body.version)
    entry.status = then
    if body.action == "approve":
        entry.approved_by, entry.approved_at = who.user_id, now
        await _retire_replaced(session, who, entry, now)
    done = {"approve": "approved", "return": "returned", "retire": "retired", "restore": "restored"}[body.action]
    await _advance(session, entry, done, who, now, body.note)
    return entry


async def _retire_replaced(session: AsyncSession, who: Principal, entry: LibraryEntry, now: datetime) -> None:
    old = await session.get(LibraryEntry, entry.replaces) if entry.replaces else None
    if old is not None and old.status == "approved":
        old.status = "retired"
        await _advance(session, old, "retired", who, now)


async def delete(session: AsyncSession, who: Principal, entry_id: str) -> None:
    """Erase an entry with its history; what was done with it stays counted nowhere. Raises NotYourEntry."""
    entry = await _for(session, who, entry_id, "delete", None)
    await session.execute(sa.update(AnswerUse).where(AnswerUse.entry_id == entry.id).values(entry_id=None))
    await session.execute(sa.delete(EntryEvent).where(EntryEvent.entry_id == entry.id))
    await ENTRIES.remove(session, entry.id)
    await session.delete(entry)


async def _for(
    session: AsyncSession, who: Principal, entry_id: str, deed: workflow.Deed, version: int | None
) -> LibraryEntry:
    entry = await get(session, entry_id)
    if deed not in workflow.allowed(cast(EntryStatus, entry.status), who.role, entry.created_by == who.user_id):
        raise NotYourEntry
    if version is not None and version != entry.version:
        raise EntryChanged("Load it again, look at what has changed, and save once more.")
    return entry


async def _advance(
    session: AsyncSession, entry: LibraryEntry, action: str, who: Principal, now: datetime, note: str = ""
) -> None:
    """The next version of an entry, in a way that two cannot make the same one."""
    taken = cast(
        sa.CursorResult[Any],
        await session.execute(
            sa.update(LibraryEntry)
            .where(LibraryEntry.id == entry.id, LibraryEntry.version == entry.version)
            .values(version=entry.version + 1, updated_at=now)
            .execution_options(synchronize_session=False)
        ),
    )
    if taken.rowcount != 1:
        raise EntryChanged
    await session.flush()
    await session.refresh(entry)
    _note(session, entry, action, who, now, note)
    await index(session, entry)


def _note(
    session: AsyncSession, entry: LibraryEntry, action: str, who: Principal, now: datetime, note: str = ""
) -> None:
    session.add(
        EntryEvent(
            id=new_id(), entry_id=entry.id, version=entry.version, action=action, user_id=who.user_id, at=now,
            note=note, body={name: getattr(entry, name) for name in FORM},
        )
    )  # fmt: skip


async def index(session: AsyncSession, entry: LibraryEntry) -> None:
    """Let an entry be found as it stands."""
    marks = {"status": entry.status, "kind_of": entry.kind, "language": entry.language}
    said = "\n".join(filter(None, (entry.title, entry.objection, entry.text)))
    await ENTRIES.put(session, entry.id, [Item("entry", said, {**marks, "category": entry.category})])


def _check(kind: str, concern: str | None) -> None:
    if concern is not None and concern not in {each.id for each in concerns.of(kind)}:
        raise UnknownConcern


# Reading -------------------------------------------------------------------------------------------------------------


async def history(session: AsyncSession, control: AsyncSession, who: Principal, entry_id: str) -> list[EntryEventOut]:
    """Everything done to an entry, the newest first."""
    await get(session, entry_id)
    rows = list(
        await session.scalars(
            sa.select(EntryEvent).where(EntryEvent.entry_id == entry_id).order_by(EntryEvent.version, EntryEvent.id)
        )
    )
    names = await accounts.names(control, who.tenant_id, {row.user_id for row in rows})
    told = []
    before: Mapping[str, Any] = {}
    for row in rows:
        changed = [name for name in FORM if before and row.body.get(name) != before.get(name)]
        before = row.body
        told.append(
            EntryEventOut(
                version=row.version, action=row.action, by=row.user_id, by_name=names.get(row.user_id), at=row.at,
                note=row.note, entry=EntryForm.model_validate(row.body), changed=changed,
            )
        )  # fmt: skip
    return told[::-1]


async def records(session: AsyncSession, entry_ids: Collection[str] | None = None) -> dict[str, Record]:
    """What came of the uses of these entries, or of all. A deal counts when it closed after the use."""
    closed = sa.case((Deal.closed_at >= AnswerUse.at, Deal.status), else_=None)
    # As ranking.succeeded says, counted where the rows are: a library has many more uses than answers.
    worked = sa.case(
        (AnswerUse.outcome.is_not(None), sa.case((AnswerUse.outcome == "resolved", 1), else_=0)),
        (closed == "won", 1),
        (closed == "lost", 0),
        (AnswerUse.rating >= ranking.GOOD, 1),
        (AnswerUse.rating <= ranking.BAD, 0),
        else_=None,
    )
    query = (
        sa.select(
            AnswerUse.entry_id, sa.func.count(), sa.func.count(worked), sa.func.coalesce(sa.func.sum(worked), 0),
            sa.func.count(AnswerUse.rating), sa.func.avg(AnswerUse.rating),
        )
        .outerjoin(Deal, sa.and_(Deal.id == AnswerUse.deal_id, Deal.deleted_at.is_(None)))
        .where(AnswerUse.entry_id.is_not(None))
        .group_by(AnswerUse.entry_id)
    )  # fmt: skip
    if entry_ids is not None:
        query = query.where(AnswerUse.entry_id.in_(entry_ids))
    return {
        entry_id: Record(uses, trials, int(won), ratings, None if mean is None else float(mean))
        for entry_id, uses, trials, won, ratings, mean in await session.execute(query)
    }


async def categories(session: AsyncSession) -> list[CategoryOut]:
    """The company's own shelves, the fullest first."""
    count = sa.func.count().label("entries")
    rows = await session.execute(
        sa.select(LibraryEntry.category, count)
        .where(LibraryEntry.category != "")
        .group_by(LibraryEntry.category)
        .order_by(count.desc(), LibraryEntry.category)
    )
    return [CategoryOut(name=name, entries=entries) for name, entries in rows]


async def shown(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    entries: Sequence[LibraryEntry],
    known: Mapping[str, Record] | None = None,
) -> list[LibraryEntryOut]:
    """Entries as they are shown to this person."""
    known = known if known is not None else await records(session, [entry.id for entry in entries])
    people = {each for entry in entries for each in (entry.created_by, entry.approved_by) if each}
    names = await accounts.names(control, who.tenant_id, people) if people else {}
    return [_shown(entry, known.get(entry.id, Record()), names, who) for entry in entries]


def _shown(entry: LibraryEntry, record: Record, names: Mapping[str, str], who: Principal) -> LibraryEntryOut:
    titles = concerns.titles(who.language)
    spoken = laer.steps(entry.text, entry.objection, cast(Language, entry.language))
    plain = ("id", "status", *FORM, "version", "replaces", "origin", "created_by", "created_at", "updated_at",
             "approved_at")  # fmt: skip
    return LibraryEntryOut.model_validate(
        {
            **{name: getattr(entry, name) for name in plain},
            "kind_title": titles[entry.kind],
            "concern_title": titles.get(entry.concern or ""),
            "steps": [SpokenStep(step=step, text=text) for step, text in spoken],
            "link": _moment(entry),
            "created_by_name": names.get(entry.created_by),
            "approved_by_name": names.get(entry.approved_by or ""),
            "record": record_out(record),
            "actions": workflow.allowed(cast(EntryStatus, entry.status), who.role, entry.created_by == who.user_id),
        }
    )


def _moment(entry: LibraryEntry) -> str | None:
    if entry.origin != "call" or not entry.origin_id:
        return None
    call_id, _, turn = entry.origin_id.partition(":")
    return f"/calls/{call_id}#turn-{turn}"


def record_out(record: Record) -> EntryRecord:
    return EntryRecord(
        uses=record.uses, trials=record.trials, successes=record.successes, lower=round(record.lower, 4),
        rating=None if record.rating is None else round(record.rating, 2), ratings=record.ratings,
    )  # fmt: skip
