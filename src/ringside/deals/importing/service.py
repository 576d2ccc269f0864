"""Imports: look at a file, then take its rows in, part by part, each part whole or not at all."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import members
from ringside.accounts.principal import Principal
from ringside.core import events
from ringside.core.db import Databases
from ringside.core.errors import NotFound
from ringside.core.ids import new_id
from ringside.deals.importing import activities, cells, drafts, headers, inspecting, keeping, preview, reading, records
from ringside.deals.importing.cells import Wrong
from ringside.deals.importing.context import Context
from ringside.deals.importing.guessing import CUSTOM, ImportKind
from ringside.deals.importing.identity import Identities
from ringside.deals.importing.inspecting import Before, Inspected
from ringside.deals.importing.models import ImportLayout
from ringside.deals.importing.schemas import (
    ImportLayoutOut,
    ImportMapping,
    ImportPreview,
    ImportProblem,
    ImportRemark,
    ImportResult,
)
from ringside.deals.importing.values import plain
from ringside.deals.importing.wording import NOTES, said
from ringside.deals.service import tell
from ringside.dialogue.schemas import Language

PART = 2_000
MOST_ERRORS = 1_000
TOLD = 50
"""Changed deals that open pages are told of one by one; of more they hear once."""
ALIKE = 0.6
"""The share of equal headers from which two files come from the same place."""
NEWS = "deals.import"


class UnknownLayout(NotFound):
    slug, title = "unknown-mapping", "There is no such mapping"


@dataclass(frozen=True, slots=True)
class Handling:
    """What a kind of record is made of and how it is kept."""

    build: Callable[..., Any]
    keep: Callable[[AsyncSession, Sequence[Any], Context], Awaitable[list[str]]]


HANDLING: dict[ImportKind, Handling] = {
    "deals": Handling(drafts.deal, keeping.keep),
    "accounts": Handling(records.account, records.keep_accounts),
    "contacts": Handling(records.contact, records.keep_contacts),
    "activities": Handling(activities.activity, activities.keep),
}
_one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)


@dataclass
class _Part:
    drafts: list[Any]
    wrong: list[tuple[int, list[Wrong]]]
    notes: list[tuple[str, int]]
    shortened: int
    rows: int


async def look(
    store: Databases, who: Principal, path: Path, kind: ImportKind, given: ImportMapping | None
) -> ImportPreview:
    """What this file holds and how it would be read. Raises Unreadable."""
    async with store.tenant(who.tenant_id) as session:
        before = await _before(session, kind, await asyncio.to_thread(inspecting.headers, path))
    seen = await asyncio.to_thread(inspecting.inspect, path, kind, given, before)
    return await asyncio.to_thread(preview.preview, seen, given, before, who.language)


async def run(
    store: Databases, who: Principal, path: Path, kind: ImportKind, given: ImportMapping | None, dry_run: bool,
    now: datetime,
) -> ImportResult:  # fmt: skip
    """Take in this file, or with `dry_run` only say what would happen. Raises Unreadable."""
    async with store.tenant(who.tenant_id) as session:
        before = await _before(session, kind, await asyncio.to_thread(inspecting.headers, path))
    seen = await asyncio.to_thread(inspecting.inspect, path, kind, given, before)
    about = Context(who.tenant_id, now, dry_run, await _users(store, who.tenant_id))
    errors: list[ImportProblem] = []
    bad = done = 0
    changed: set[str] = set()
    async with _one_at_a_time[who.tenant_id]:
        async for part in _ahead(_parts(seen)):
            for number, wrong in part.wrong:
                bad += 1
                if len(errors) < MOST_ERRORS:
                    errors.extend(preview.problems(number, wrong, who.language))
            for code, number in part.notes:
                about.tally.notes.add(code, row=number)
            if part.shortened:
                about.tally.notes.add("shortened", str(cells.CLIPPED[CUSTOM]), count=part.shortened)
            changed.update(await _keep(store, kind, part.drafts, about))
            for number, late in about.tally.late:
                bad += 1
                if len(errors) < MOST_ERRORS:
                    errors.extend(preview.problems(number, [late], who.language))
            about.tally.late.clear()
            done += part.rows
            events.publish(who.tenant_id, who.user_id, NEWS, {"done": done, "of": seen.rows, "dry_run": dry_run})
        mapping = inspecting.mapping_of(seen, given, before)
        if not dry_run:
            await _finish(store, who, seen, mapping, before, changed, about, now)
    _notes_of_whole(seen, about, done)
    return ImportResult.model_validate({
        "kind": kind, "dry_run": dry_run, "rows": done, "created": about.tally.created, "updated": about.tally.updated,
        "unchanged": about.tally.unchanged, "errors": errors[:MOST_ERRORS], "errors_total": bad,
        "notes": _notes(about, who.language), "linked": dict(about.tally.linked),
        "outcome": dict(about.tally.outcome), "identity": seen.plan.identity, "mapping": mapping,
    })  # fmt: skip


async def layouts(session: AsyncSession) -> list[ImportLayoutOut]:
    """The mappings that are kept, the last used first."""
    rows = await session.scalars(sa.select(ImportLayout).order_by(ImportLayout.used_at.desc()).limit(100))
    return [
        ImportLayoutOut.model_validate({
            "id": row.id, "kind": row.kind, "headers": row.headers, "mapping": row.mapping,
            "used_at": row.used_at.isoformat(),
        })
        for row in rows
    ]  # fmt: skip


async def forget_layout(session: AsyncSession, layout_id: str) -> None:
    """Read files with these columns afresh from now on. Raises UnknownLayout."""
    layout = await session.get(ImportLayout, layout_id)
    if layout is None:
        raise UnknownLayout
    # What tells its records from others stays: the next import must find them again.
    layout.mapping = {}


async def _ahead(parts: Iterator[_Part]) -> AsyncIterator[_Part]:
    """Each part, while the next is being read."""
    upcoming = asyncio.create_task(asyncio.to_thread(next, parts, None))
    try:
        while (part := await upcoming) is not None:
            upcoming = asyncio.create_task(asyncio.to_thread(next, parts, None))
            yield part
    finally:
        await asyncio.wait([upcoming])  # the file must outlive its reader


def _parts(seen: Inspected) -> Iterator[_Part]:
    """The file's rows as drafts, part by part."""
    identities, build = Identities(seen.plan), HANDLING[seen.plan.kind].build
    part = _Part([], [], [], 0, 0)
    for line in reading.lines(seen.path, seen.layout):
        part.rows += 1
        if line.broken is not None:
            part.wrong.append(
                (line.number, [Wrong(None, ", ".join(line.cells)[:120], "broken", {"detail": line.broken})])
            )
        else:
            row = cells.read(seen.plan, line)
            key, note = identities.key(line, row)
            made = build(seen.plan, row, key)
            part.shortened += row.shortened
            if isinstance(made, list):
                part.wrong.append((line.number, made))
            else:
                part.drafts.append(made)
                if note:
                    part.notes.append((note, line.number))
        if part.rows == PART:
            yield part
            part = _Part([], [], [], 0, 0)
    if part.rows:
        yield part


async def _keep(store: Databases, kind: ImportKind, made: Sequence[Any], about: Context) -> list[str]:
    """One part, committed as a whole. Somebody who wrote the same record meanwhile is found the second time."""
    if not made:
        return []
    keep = HANDLING[kind].keep
    for attempt in (1, 2):
        saved = about.tally.copy()
        try:
            async with store.tenant(about.tenant_id) as session:
                return await keep(session, made, about)
        except IntegrityError:
            if attempt == 2:
                raise
            about.tally.reset(saved)
    return []


async def _finish(
    store: Databases, who: Principal, seen: Inspected, mapping: ImportMapping, before: Before, changed: set[str],
    about: Context, now: datetime,
) -> None:  # fmt: skip
    """Keep how the file was read, and tell open pages."""
    async with store.tenant(who.tenant_id) as session:
        print_ = fingerprint(seen.layout.headers)
        query = sa.select(ImportLayout).where(ImportLayout.kind == seen.plan.kind, ImportLayout.fingerprint == print_)
        layout = await session.scalar(query)
        if layout is None:
            layout = ImportLayout(
                id=new_id(now), kind=seen.plan.kind, fingerprint=print_, headers=list(seen.layout.headers),
                identity=seen.plan.identity, namespace=before.namespace, created_by=who.user_id,
            )  # fmt: skip
            session.add(layout)
        layout.mapping, layout.used_at = mapping.model_dump(mode="json", exclude_none=True), now
        if 0 < len(changed) <= TOLD:
            for deal_id in changed:
                tell(session, who.tenant_id, deal_id, "import")
        elif changed or about.tally.created:
            tell(session, who.tenant_id, "", "import")


async def _before(session: AsyncSession, kind: ImportKind, names: Sequence[str]) -> Before:
    """How files with these columns, or nearly these, were read before."""
    print_ = fingerprint(names)
    mine = {headers.spaced(name) for name in names}
    best, alike = None, ALIKE
    rows = await session.scalars(
        sa.select(ImportLayout).where(ImportLayout.kind == kind).order_by(ImportLayout.used_at.desc()).limit(200)
    )
    for row in rows:
        if row.fingerprint == print_:
            mapping = ImportMapping.model_validate(row.mapping) if row.mapping else None
            return Before(mapping, row.identity, row.namespace)  # type: ignore[arg-type]
        theirs = {headers.spaced(name) for name in row.headers}
        share = len(mine & theirs) / len(mine | theirs)
        if share >= alike:
            best, alike = row, share
    # Of a file with other columns only what tells its records apart is taken over.
    return Before(None, best.identity, best.namespace) if best else Before(None, None, f"{print_[:8]}:")  # type: ignore[arg-type]


def fingerprint(names: Sequence[str]) -> str:
    """A short name of these headers in any order."""
    said_ = "\n".join(sorted(headers.spaced(name) for name in names))
    return hashlib.blake2b(said_.encode(), digest_size=16).hexdigest()


async def _users(store: Databases, tenant_id: str) -> dict[str, tuple[str, str]]:
    """The company's people by name and by address."""
    found: dict[str, tuple[str, str]] = {}
    cursor: str | None = None
    async with store.control() as control:
        while True:
            page = await members.list_members(control, tenant_id, 100, cursor)
            for member in page.items:
                found[plain(member.email)] = (member.id, member.name)
                found.setdefault(plain(member.name), (member.id, member.name))
            cursor = page.next_cursor
            if cursor is None:
                return found


def _notes_of_whole(seen: Inspected, about: Context, rows: int) -> None:
    """What is to be known of the file as a whole."""
    notes = about.tally.notes
    for column in preview.open_dates(seen):
        part = next((part for part in seen.plan.parts if part.header == column.header), None)
        if part is not None:
            count = seen.evidence[column.header].either
            notes.add("day_first" if part.day_first else "month_first", column.header, count=count)
    currencies = sorted({code for item in seen.evidence.values() for code in item.currencies})
    if len(currencies) > 1:
        notes.add("currencies", ", ".join(currencies), count=rows)
    if seen.plan.kind == "deals" and not seen.plan.has_outcome and about.tally.outcome["open"]:
        notes.add("no_outcome", count=about.tally.outcome["open"])


def _notes(about: Context, language: Language) -> list[ImportRemark]:
    notes = about.tally.notes
    return [
        ImportRemark(
            code=code, text=said(NOTES, code, language, value=detail), count=count, row=notes.first.get((code, detail))
        )
        for (code, detail), count in notes.counts.most_common(100)
    ]  # fmt: skip
