"""A load as a durable job: get the tables, type and check them, store them, and make them the ones that are asked."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core import events
from ringside.core.db import Databases
from ringside.core.files import FileStore
from ringside.core.jobs import Job, Work
from ringside.core.settings import Settings
from ringside.metrics.models import SavedSource, SavedTable
from ringside.metrics.sources import adopting, connect, fetching, names
from ringside.metrics.sources.fetching import Asked, Fetched
from ringside.metrics.sources.loads import Loaded
from ringside.metrics.sources.raw import Unreadable
from ringside.metrics.sources.schema import Catalog, Report

NEWS = "metrics.source"
KEPT_VERSIONS = 2
"""The present load and the one before it, whose files a question under way may still read."""

T = TypeVar("T")
Compute = Callable[..., Awaitable[Any]]
"""Runs a function that blocks: in a thread for what is small, in the helper process of a job."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a load takes place."""

    databases: Databases
    files: FileStore
    settings: Settings
    tenant_id: str
    compute: Compute


async def take(place: Place, source_id: str, run: int, now: datetime) -> None:
    """Load a source, unless it was deleted or is being loaded anew."""
    asked = await _begin(place, source_id, run)
    if asked is None:
        return
    _tell(place, source_id, "loading")
    with tempfile.TemporaryDirectory(prefix=".load-", dir=place.settings.data) as folder:
        async with AsyncExitStack() as kept:
            fetched = await fetching.fetch(place.databases, place.files, place.settings, asked, kept, now)
            into = Path(folder) / "stored"
            loaded: Loaded = await place.compute(_load, fetched, into, asked)
        written = await _store_files(place, into)
        settled = await _settle(place, asked, loaded, written, now)
    if settled:
        await adopting.adopt(place.databases, place.files, asked, now)
        await _ready(place, asked)
        await _tidy(place, asked)
    else:
        for name in written:
            await place.files.delete(place.tenant_id, name)
    _tell(place, source_id, "ready" if loaded.catalog.tables else "failed")


def _load(fetched: Fetched, into: Path, asked: Asked) -> Loaded:
    """The part that takes long: in a thread or another process."""
    common: dict[str, Any] = {
        "tenant": asked.tenant_id, "source": asked.source_id, "version": asked.version, "taken": asked.taken,
    }  # fmt: skip
    try:
        return _from(fetched, into, asked, common)
    except Unreadable as error:  # which another process could not send back whole
        return Loaded(Catalog(version="", tables={}), Report(problems=(error.problem,)))


def _from(fetched: Fetched, into: Path, asked: Asked, common: dict[str, Any]) -> Loaded:
    from ringside.metrics.sources import loading  # noqa: PLC0415

    if fetched.warehouse is not None:
        return connect.look(fetched.warehouse, into, **common)
    if fetched.tables is not None:
        loaded = loading.save_tables(fetched.tables, into, **common)
        return loaded.for_managers() if asked.kind == "own" else loaded
    return loading.load(fetched.paths, into, **common)


async def _begin(place: Place, source_id: str, run: int) -> Asked | None:
    async with place.databases.tenant(place.tenant_id) as session:
        source = await session.get(SavedSource, source_id)
        if source is None or source.run != run or source.status not in ("queued", "loading"):
            return None
        source.status = "loading"
        others = await session.scalars(sa.select(SavedTable.key).where(SavedTable.source_id != source_id))
        stored = [int(version) for version in source.stored]
        return Asked(
            tenant_id=place.tenant_id, source_id=source_id, run=run, kind=source.kind, user_id=source.created_by,
            version=max([source.version, *stored], default=0) + 1, waiting=tuple(source.waiting),
            connection=source.connection, taken=tuple(others),
        )  # fmt: skip


async def _store_files(place: Place, folder: Path) -> list[str]:
    written = await asyncio.to_thread(_written, folder)
    for name in written:
        await place.files.put(place.tenant_id, name, folder / name)
    return written


def _written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.exists() else []


async def _settle(place: Place, asked: Asked, loaded: Loaded, written: Sequence[str], now: datetime) -> bool:
    """Make the new tables the ones that are asked; a load without any leaves the old ones in place."""
    async with place.databases.tenant(place.tenant_id) as session:
        source = await session.get(SavedSource, asked.source_id, with_for_update=True)
        if source is None or source.run != asked.run:
            return False
        source.report = loaded.report.model_dump(mode="json")
        source.rejected = loaded.rejected
        source.stored = {**source.stored, str(asked.version): list(written)}
        if not loaded.catalog.tables:
            source.status = "failed"
            source.problem = next((p.what for p in loaded.report.problems if p.severity == "error"), "nothing-in-it")
            return True
        await session.execute(sa.delete(SavedTable).where(SavedTable.source_id == asked.source_id))
        taken = list(await session.scalars(sa.select(SavedTable.key)))
        for table in loaded.catalog.tables.values():
            name = names.unique(table.name, taken)  # another load may have come in between
            taken.append(name)
            body = table.model_copy(update={"name": name}).model_dump(mode="json")
            session.add(SavedTable(key=name, source_id=asked.source_id, version=asked.version, body=body))
        source.problem, source.version, source.loaded_at = None, asked.version, now
        return True


async def _ready(place: Place, asked: Asked) -> None:
    """Say so only now that the model knows the tables; a process that dies before loads them again."""
    mine = (SavedSource.id == asked.source_id, SavedSource.run == asked.run, SavedSource.status == "loading")
    async with place.databases.tenant(place.tenant_id) as session:
        await session.execute(sa.update(SavedSource).where(*mine).values(status="ready"))


async def _tidy(place: Place, asked: Asked) -> None:
    """Remove what was uploaded and the files of loads that nobody asks any more."""
    gone: list[str] = [str(item["name"]) for item in asked.waiting]
    async with place.databases.tenant(place.tenant_id) as session:
        source = await session.get(SavedSource, asked.source_id)
        if source is None:
            return
        source.waiting = [item for item in source.waiting if item not in asked.waiting]
        used = {source.version, *sorted(map(int, source.stored))[-KEPT_VERSIONS:]}
        gone += [name for version, names in source.stored.items() if int(version) not in used for name in names]
        source.stored = {version: names for version, names in source.stored.items() if int(version) in used}
    for name in gone:
        await place.files.delete(place.tenant_id, name)


def _tell(place: Place, source_id: str, status: str) -> None:
    events.publish(place.tenant_id, None, NEWS, {"source_id": source_id, "status": status})


async def fail(databases: Databases, tenant_id: str, source_id: str, run: int, why: str) -> None:
    """Say that a load came to nothing. What was uploaded stays, and so do the tables of the load before."""
    mine = (SavedSource.id == source_id, SavedSource.run == run)
    async with databases.tenant(tenant_id) as session:
        await session.execute(sa.update(SavedSource).where(*mine).values(status="failed", problem=why))
    events.publish(tenant_id, None, NEWS, {"source_id": source_id, "status": "failed"})


async def _work(work: Work) -> None:
    place = Place(work.databases, work.files, work.settings, work.tenant_id, work.compute)

    async def load() -> None:
        await take(place, work.subject_id, work.run, work.now())

    await work.step("load", load)


async def _failed(work: Work, error: Exception) -> None:
    await fail(work.databases, work.tenant_id, work.subject_id, work.run, fetching.why(error))


async def _unfinished(session: AsyncSession) -> Iterable[tuple[str, int]]:
    query = sa.select(SavedSource.id, SavedSource.run).where(SavedSource.status.in_(("queued", "loading")))
    return [(row.id, row.run) for row in await session.execute(query)]


LOAD = Job("metrics-load", _work, on_failure=_failed, unfinished=_unfinished)
