"""Runs metric queries: plan, guard, run within limits, remember. One per process.

Ibis, DuckDB and sqlglot weigh much, so they are imported with the first question.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
import threading
import time
from collections import ChainMap
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from ringside.core.files import FileStore, NoSuchFile
from ringside.core.settings import Settings
from ringside.metrics.model.schema import Model
from ringside.metrics.query.cache import Remembered
from ringside.metrics.query.measures import dates_of
from ringside.metrics.query.problems import (
    Busy,
    NoData,
    TookTooLong,
)
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.sources.schema import TENANT, Catalog, StoredTable

if TYPE_CHECKING:
    from ringside.metrics.query.duck import Duck
    from ringside.metrics.query.rows import Relation
    from ringside.metrics.query.running import Statement, Writer
    from ringside.metrics.query.warehouse import Warehouse

_CELLS_KEPT = 2_000_000
_STATEMENTS_KEPT = 4_000
T = TypeVar("T")


class Engine:
    """Answers metric queries from tenants' Parquet files and connected databases."""

    def __init__(self, settings: Settings, files: FileStore) -> None:
        self._settings, self._files = settings, files
        self._threads = ThreadPoolExecutor(settings.metrics_askers, "metrics")
        self._slots = asyncio.Semaphore(settings.metrics_askers)
        self._waiting = 0
        self._results: Remembered[Result] = Remembered(_CELLS_KEPT)
        self._statements: Remembered[Statement] = Remembered(_STATEMENTS_KEPT)
        self._checked: Remembered[dict[str, int]] = Remembered(_STATEMENTS_KEPT)
        self._digests = _Digests()
        self._warehouses: dict[str, Warehouse] = {}
        self._opening = threading.Lock()
        self._duck: Duck | None = None
        self._spilled: tempfile.TemporaryDirectory[str] | None = None

    async def run(self, tenant_id: str, catalog: Catalog, model: Model, query: MetricQuery, today: date) -> Result:
        """The answer. Raises CannotAnswer and its kinds, NoData, DuplicateKeys, Busy, TookTooLong, TooMuchData."""
        started = time.perf_counter()
        if not catalog.tables:
            raise NoData
        key = self._key(catalog, model, query, today)
        if (known := self._results.get(tenant_id, key)) is not None:
            return known.model_copy(update={"cached": True, "took_ms": _since(started)})
        asked = _Asked(tenant_id, catalog, model, query, today, key)
        async with self._slot():
            statement = await self._within_limits(lambda running: self._prepare(asked))
            async with AsyncExitStack() as opened:
                paths = await self._on_disk(opened, asked, statement)
                result = await self._within_limits(lambda running: self._ask(asked, statement, paths, running))
        result = result.model_copy(update={"took_ms": _since(started)})
        if not statement.place:
            self._results.put(tenant_id, key, result, 1 + len(result.rows) * len(result.columns))
        return result

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._opening:
            if self._duck is not None:
                self._duck.close()
            if self._spilled is not None:
                self._spilled.cleanup()
            self._duck = self._spilled = None
        if _ENGINES.get(self._files) is self:
            del _ENGINES[self._files]

    # Limits

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """A place among those who are answered at once; only so many may wait for one, and only so long."""
        if self._slots.locked():
            await self._wait()
        else:
            await self._slots.acquire()
        try:
            yield
        finally:
            self._slots.release()

    async def _wait(self) -> None:
        crowded = Busy("Many questions are being worked out. Please ask again in a moment.", retry_after=5)
        if self._waiting >= self._settings.metrics_waiting:
            raise crowded
        self._waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self._settings.metrics_seconds)
        except TimeoutError:
            raise crowded from None
        finally:
            self._waiting -= 1

    async def _within_limits(self, work: Callable[[_Running], T]) -> T:
        """Work in a thread of ours, stopped when it takes too long or nobody waits for it any more."""
        running = _Running()
        future = asyncio.get_running_loop().run_in_executor(self._threads, work, running)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._settings.metrics_seconds)
        except TimeoutError:
            await running.stop(future)
            raise TookTooLong(
                f"This took longer than {self._settings.metrics_seconds:g} seconds. A shorter period may be quicker."
            ) from None
        except asyncio.CancelledError:
            await running.stop(future)
            raise

    # One question

    def _key(self, catalog: Catalog, model: Model, query: MetricQuery, today: date) -> str:
        """All that an answer depends on, the tenant apart."""
        day = today.isoformat() if query.empty else ""
        return "|".join([catalog.version, self._digests.of(model), day, query.model_dump_json()])

    def _prepare(self, asked: _Asked) -> Statement:
        known = self._statements.get(asked.tenant, asked.key)
        if known is not None:
            return known
        from ringside.metrics.query.running import DuckWriter, prepare  # noqa: PLC0415 - heavy

        relations = _Relations(asked, self._warehouse)
        writers: Mapping[str, Writer] = ChainMap({"": DuckWriter()}, self._warehouses)  # type: ignore[arg-type]
        statement = prepare(
            asked.query, asked.model, relations, asked.today, writers, self._settings.metrics_rows,
            _spans(asked.catalog, asked.model), asked.is_unique,
        )  # fmt: skip
        self._statements.put(asked.tenant, asked.key, statement)
        return statement

    async def _on_disk(
        self, opened: AsyncExitStack, asked: _Asked, statement: Statement
    ) -> dict[str, tuple[Path, ...]]:
        """Where the files of each table that is read can be opened; nothing for a connected database."""
        if statement.place:
            return {}
        paths = {}
        try:
            for name in statement.read:
                files = asked.catalog.tables[name].files
                paths[name] = tuple(
                    [await opened.enter_async_context(self._files.on_disk(asked.tenant, file)) for file in files]
                )
        except NoSuchFile:
            raise NoData("The data is being replaced. Please ask again.") from None
        return paths

    def _ask(
        self, asked: _Asked, statement: Statement, paths: Mapping[str, Sequence[Path]], running: _Running
    ) -> Result:
        """The answer of the database, in this thread."""
        from ringside.metrics.query.running import check_unique, rows_of  # noqa: PLC0415 - heavy

        if statement.place:
            fetch = self._warehouses[statement.place].fetch
            running.interrupt = self._warehouses[statement.place].interrupt
        else:
            duck = self._opened()
            schema = _schema(asked)
            duck.open(schema, paths)
            running.interrupt = duck.cursor().interrupt
            fetch = duck.fetch
        if running.stopped:
            raise TookTooLong
        checked = self._checked.get(asked.tenant, asked.catalog.version) or {}
        check_unique(statement, fetch, checked)
        self._checked.put(asked.tenant, asked.catalog.version, checked)
        rows, truncated = rows_of(statement, fetch(statement.sql, statement.limit + 1))
        facts = [asked.stored(fact) for fact in statement.facts]
        return Result(
            columns=statement.columns,
            rows=rows,
            truncated=truncated,
            sql=statement.sql,
            tables=statement.read,
            scanned=sum(stored.rows for stored in facts if stored is not None),
            data_version=asked.catalog.version,
        )

    # What is kept open

    def _opened(self) -> Duck:
        with self._opening:
            if self._duck is None:
                from ringside.metrics.query.duck import Duck  # noqa: PLC0415 - heavy

                settings = self._settings
                # Goes with the engine, or at the latest with the process.
                self._spilled = tempfile.TemporaryDirectory(prefix="ringside-metrics-", ignore_cleanup_errors=True)
                self._duck = Duck(
                    settings.metrics_memory,
                    settings.metrics_threads or os.cpu_count() or 1,
                    Path(self._spilled.name),
                    [settings.data],
                )
            return self._duck

    def _warehouse(self, stored: StoredTable) -> Relation:
        """A table of a connected database."""
        from ringside.metrics.query.warehouse import Warehouse  # noqa: PLC0415 - heavy
        from ringside.metrics.sources import connect  # noqa: PLC0415 - heavy

        connection = stored.connection
        if connection is None:
            raise NoData
        with self._opening:
            warehouse = self._warehouses.get(connection.source_id)
            if warehouse is None:
                warehouse = Warehouse(lambda: connect.backend(connection, self._settings))
                self._warehouses[connection.source_id] = warehouse
        return warehouse.relation(stored, connection)


class _Running:
    """Work under way in a thread, and how to stop it."""

    def __init__(self) -> None:
        self.stopped = False
        self.interrupt: Callable[[], None] | None = None

    async def stop(self, future: asyncio.Future[Any]) -> None:
        """Interrupt until the thread is free again: one that comes before the statement has begun is lost."""
        self.stopped = True
        while not future.done():
            if self.interrupt is not None:
                self.interrupt()
            await asyncio.wait([future], timeout=0.05)
        if not future.cancelled():
            future.exception()  # it is ours to have seen


@dataclass(frozen=True)
class _Asked:
    tenant: str
    catalog: Catalog
    model: Model
    query: MetricQuery
    today: date
    key: str

    def stored(self, table: str) -> StoredTable | None:
        """The stored table behind a table of the model."""
        return self.catalog.tables.get(self.model.tables[table].source or table)

    def is_unique(self, table: str, key: tuple[str, ...]) -> bool:
        """Whether the table's profile shows that each row has a key of its own."""
        stored = self.stored(table)
        profile = stored.columns.get(key[0]) if stored is not None and len(key) == 1 else None
        return profile is not None and profile.is_unique


class _Relations(Mapping[str, "Relation"]):
    """The model's tables as the database holds them, looked up when a plan reads them."""

    def __init__(self, asked: _Asked, warehouse: Callable[[StoredTable], Relation]) -> None:
        self._asked, self._warehouse = asked, warehouse
        self._known: dict[str, Relation] = {}

    def __getitem__(self, name: str) -> Relation:
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Relation:
        from ringside.metrics.query.rows import Relation  # noqa: PLC0415 - heavy
        from ringside.metrics.query.running import stored_table  # noqa: PLC0415 - heavy

        found = self._asked.stored(name)
        if found is None:
            raise KeyError(name)
        if found.connection is not None:
            return self._warehouse(found)
        columns = {column: profile.arrow for column, profile in found.columns.items()} | {TENANT: "string"}
        return Relation(stored_table(found.name, _schema(self._asked), columns), TENANT, self._asked.tenant)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._asked.model.tables and self._asked.stored(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._asked.model.tables if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Digests:
    """Fingerprints of models. The same few objects are asked about again and again."""

    def __init__(self) -> None:
        self._known: list[tuple[Model, str]] = []

    def of(self, model: Model) -> str:
        for known, digest in self._known:
            if known is model:
                return digest
        digest = hashlib.sha256(model.model_dump_json().encode()).hexdigest()
        self._known = [(model, digest), *self._known[:31]]
        return digest


def _schema(asked: _Asked) -> str:
    """The database schema of a tenant's data version: letters, digits and underscores only."""
    return f"t_{asked.tenant}_{hashlib.sha256(asked.catalog.version.encode()).hexdigest()[:12]}"


def _spans(catalog: Catalog, model: Model) -> dict[str, tuple[date, date]]:
    """First and last day of each fact by its own date."""
    spans = {}
    for name, field in dates_of(model):
        stored = catalog.tables.get(model.tables[field.node.table].source or field.node.table)
        profile = stored.columns.get(field.column) if stored is not None else None
        if profile is not None and isinstance(profile.min, str) and isinstance(profile.max, str):
            with suppress(ValueError):
                spans[name] = (date.fromisoformat(profile.min[:10]), date.fromisoformat(profile.max[:10]))
    return spans


def run_local(
    tables: Mapping[str, Path | Sequence[Path]], model: Model, query: MetricQuery, today: date, tenant: str = "local"
) -> Result:
    """The answer from Parquet files of this machine, without a server: for evals and tests.

    Tables are named as stored. A file with a tenant's column is limited to `tenant`; one without is read whole.
    """
    from ringside.metrics.query import local  # noqa: PLC0415 - heavy

    files = {name: (given,) if isinstance(given, Path) else tuple(given) for name, given in tables.items()}
    return local.run(files, model, query, today, tenant)


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)


_ENGINES: WeakKeyDictionary[FileStore, Engine] = WeakKeyDictionary()


def engine_of(settings: Settings, files: FileStore) -> Engine:
    """The engine that asks the data of this file store; one per process."""
    if files not in _ENGINES:
        _ENGINES[files] = Engine(settings, files)
    return _ENGINES[files]
