"""Sources of numbers: taken in, listed, loaded again, removed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.db import Databases
from ringside.core.errors import Conflict, Invalid, NotFound
from ringside.core.files import FileStore
from ringside.core.ids import new_id
from ringside.core.jobs import Jobs
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.metrics.models import SavedSource, SavedTable
from ringside.metrics.sources import fetching, taking, wording
from ringside.metrics.sources.schema import Report, StoredTable
from ringside.metrics.sources.schemas import ColumnOut, Kind, MetricSource, ReportOut, SourceItem, TableOut

log = structlog.get_logger()
MOST_FILES = 100
SMALL = 8 * 1024**2
"""Bytes that are loaded while their sender waits."""
TITLES: dict[Kind, dict[Language, str]] = {
    "demo": {"en": "Demo company", "he": "חברת הדגמה"},
    "own": {"en": "Practice and calls", "he": "אימונים ושיחות"},
    "files": {"en": "Upload", "he": "העלאה"},
    "connection": {"en": "Database", "he": "מסד נתונים"},
}
T = TypeVar("T")


class UnknownSource(NotFound):
    slug, title = "unknown-source", "There is no such source of numbers"


class NoFiles(Invalid):
    slug, title = "no-files", "The form holds no file"


class TooManyFiles(Invalid):
    slug, title = "too-many-files", f"At most {MOST_FILES} files can be sent at once"


class NothingRejected(NotFound):
    slug, title = "nothing-rejected", "The last load of this source took everything over"


class FilesNeeded(Conflict):
    slug, title = "files-needed", "This source was uploaded; send its files again to bring it up to date"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file in the file store, and what it was called."""

    name: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class House:
    """What loading needs of the application."""

    databases: Databases
    files: FileStore
    settings: Settings
    jobs: Jobs


async def add(
    house: House, who: Principal, kind: Kind, name: str, sent: Sequence[Sent], now: datetime,
    connection: dict[str, Any] | None = None, source_id: str | None = None,
) -> MetricSource:  # fmt: skip
    """A new source, loaded at once if it is small. Raises NoFiles, TooManyFiles."""
    _check(kind, sent)
    title = " ".join(name.split())[:200] or (sent[0].filename if sent else TITLES[kind][who.language])
    async with house.databases.tenant(who.tenant_id) as session:
        source = await _single(session, kind)
        if source is None:
            source = SavedSource(
                id=source_id or new_id(now), title=title, kind=kind, status="queued", run=1, version=0, waiting=[],
                stored={}, created_by=who.user_id, created_at=now, connection=connection,
            )  # fmt: skip
            session.add(source)
        else:
            source.run, source.status = source.run + 1, "queued"
        source.waiting = [{"name": file.name, "filename": file.filename} for file in sent]
        await session.flush()
        source_id, run = source.id, source.run
    await _start(house, who, source_id, run, kind, sent, now)
    async with house.databases.tenant(who.tenant_id) as session:
        return await get(session, source_id, who.language)


def _check(kind: Kind, sent: Sequence[Sent]) -> None:
    if kind == "files" and not sent:
        raise NoFiles
    if len(sent) > MOST_FILES:
        raise TooManyFiles


async def _single(session: AsyncSession, kind: Kind) -> SavedSource | None:
    """The source of this kind where a company has one only."""
    if kind not in ("demo", "own"):
        return None
    return (await session.scalars(sa.select(SavedSource).where(SavedSource.kind == kind).limit(1))).first()


async def refresh(house: House, who: Principal, source_id: str, sent: Sequence[Sent], now: datetime) -> MetricSource:
    """Load a source anew; an uploaded one from new files. Raises UnknownSource, FilesNeeded, TooManyFiles."""
    async with house.databases.tenant(who.tenant_id) as session:
        source = await _find(session, source_id)
        if source.kind == "files" and not sent and not source.waiting:
            raise FilesNeeded
        _check("own", sent)
        source.run, source.status, source.problem = source.run + 1, "queued", None
        if sent:
            source.waiting = [{"name": file.name, "filename": file.filename} for file in sent]
        run, kind = source.run, source.kind
    await _start(house, who, source_id, run, kind, sent, now)  # type: ignore[arg-type]
    async with house.databases.tenant(who.tenant_id) as session:
        return await get(session, source_id, who.language)


async def _start(
    house: House, who: Principal, source_id: str, run: int, kind: Kind, sent: Sequence[Sent], now: datetime
) -> None:
    """Load here and now what is small; queue the rest."""
    if kind == "connection" or sum(file.size for file in sent) > SMALL:
        await house.jobs.enqueue(taking.LOAD, who.tenant_id, source_id, run)
        return
    place = taking.Place(house.databases, house.files, house.settings, who.tenant_id, _in_thread)
    try:
        await taking.take(place, source_id, run, now)
    except Exception as error:
        log.error("a load failed", tenant_id=who.tenant_id, source_id=source_id, exc_info=error)
        await taking.fail(house.databases, who.tenant_id, source_id, run, fetching.why(error))


async def _in_thread(function: Callable[..., T], *args: Any) -> T:
    return await asyncio.to_thread(function, *args)


async def listed(session: AsyncSession, language: Language) -> list[SourceItem]:
    """All sources, the newest first."""
    tables = await _tables(session)
    sources = await session.scalars(sa.select(SavedSource).order_by(SavedSource.id.desc()))
    return [_item(source, tables.get(source.id, []), language) for source in sources]


async def get(session: AsyncSession, source_id: str, language: Language) -> MetricSource:
    """A source with its report. Raises UnknownSource."""
    source = await _find(session, source_id)
    tables = (await _tables(session, source_id)).get(source_id, [])
    report = Report.model_validate(source.report or {})
    rejected = {table.name: table.rejected for table in report.tables}
    out = ReportOut(
        tables=[_table(table, rejected.get(table.name, 0)) for table in tables],
        problems=[wording.problem(problem, language) for problem in report.problems],
    )
    item = _item(source, tables, language)
    return MetricSource(**item.model_dump(), report=out, rejected=source.rejected is not None)


async def rejected_file(session: AsyncSession, source_id: str) -> str:
    """The name of the file with what was not taken over. Raises UnknownSource, NothingRejected."""
    source = await _find(session, source_id)
    if source.rejected is None:
        raise NothingRejected
    return source.rejected


async def remove(session: AsyncSession, files: FileStore, tenant_id: str, source_id: str) -> None:
    """Remove a source with its tables and files. Raises UnknownSource."""
    source = await _find(session, source_id)
    gone = [str(item["name"]) for item in source.waiting]
    gone += [name for names in source.stored.values() for name in names]
    await session.execute(sa.delete(SavedTable).where(SavedTable.source_id == source_id))
    await session.delete(source)
    await session.flush()
    for name in gone:
        await files.delete(tenant_id, name)


async def store(files: FileStore, tenant_id: str, chunks: AsyncIterator[bytes], filename: str) -> Sent:
    """Keep an uploaded file until it is loaded. Raises NoSpace."""
    name = f"{new_id()}.numbers"
    return Sent(name, filename, await files.save(tenant_id, name, chunks))


async def _find(session: AsyncSession, source_id: str) -> SavedSource:
    source = await session.get(SavedSource, source_id)
    if source is None:
        raise UnknownSource
    return source


async def _tables(session: AsyncSession, source_id: str | None = None) -> dict[str, list[StoredTable]]:
    query = sa.select(SavedTable).order_by(SavedTable.key)
    if source_id is not None:
        query = query.where(SavedTable.source_id == source_id)
    found: dict[str, list[StoredTable]] = {}
    for row in await session.scalars(query):
        found.setdefault(row.source_id, []).append(StoredTable.model_validate(row.body))
    return found


def _item(source: SavedSource, tables: Sequence[StoredTable], language: Language) -> SourceItem:
    return SourceItem(
        id=source.id,
        name=source.title,
        kind=source.kind,
        status=source.status,
        problem=wording.failure(source.problem, language),
        version=source.version,
        created_at=source.created_at,
        loaded_at=source.loaded_at,
        tables=[table.name for table in tables],
        rows=sum(table.rows for table in tables),
    )


def _table(table: StoredTable, rejected: int) -> TableOut:
    return TableOut(
        name=table.name,
        label=table.label,
        rows=table.rows,
        rejected=rejected,
        columns=[
            ColumnOut.model_validate(column.model_dump(include=set(ColumnOut.model_fields)))
            for column in table.columns.values()
        ],
    )
