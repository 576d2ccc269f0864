"""One SQLite file for the control database and one per tenant, in the data folder. Not for network file systems."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, NullPool

from ringside.core import migrations, sqlite_driver
from ringside.core.db import Databases, UnknownTenant
from ringside.core.ids import is_id, new_id

# secure_delete: erased words must be gone from the file too, not only from the index.
_PRAGMAS = ("foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL", "secure_delete=ON")


class SqliteDatabases(Databases):
    """Files, a few open connections to the tenants used last, and a migrated template copied for each new tenant."""

    def __init__(self, data: Path, engines: int = 256) -> None:
        self.control_path = data / "control.db"
        self.folder = data / "tenants"
        self._most = engines
        self._control: AsyncEngine | None = None
        self._engines: OrderedDict[str, AsyncEngine] = OrderedDict()
        self._in_use: Counter[str] = Counter()
        self._opening = asyncio.Lock()

    async def start(self) -> None:
        if self._control is None:
            await asyncio.to_thread(_bring_up, self.control_path, "control")
            self._control = _engine(self.control_path, pool_size=8, max_overflow=24)

    async def check(self) -> None:
        async with self._control_session() as session:
            await session.execute(sa.text("select 1"))

    def path(self, tenant_id: str) -> Path:
        """The file of a tenant. Raises UnknownTenant on anything that is not an id of ours, such as a path."""
        if not is_id(tenant_id):
            raise UnknownTenant
        return self.folder / f"{tenant_id}.db"

    async def create_tenant(self, tenant_id: str) -> None:
        await asyncio.to_thread(self._create, self.path(tenant_id))

    def _create(self, path: Path) -> None:
        template = self.folder / f".template-{migrations.fingerprint('tenant')}.db"
        if not template.exists():
            made = template.with_name(f".{new_id()}.db")
            _bring_up(made, "tenant")
            made.replace(template)
        fresh = path.with_suffix(".new")
        shutil.copyfile(template, fresh)
        os.link(fresh, path)  # refuses to replace an existing tenant
        fresh.unlink()

    async def drop_tenant(self, tenant_id: str) -> None:
        path = self.path(tenant_id)
        async with self._opening:
            if engine := self._engines.pop(tenant_id, None):
                await engine.dispose()
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    async def tenants(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.db") if is_id(path.stem))

    async def migrate_tenant(self, tenant_id: str) -> None:
        path = self.path(tenant_id)
        if not path.exists():
            raise UnknownTenant
        await asyncio.to_thread(_bring_up, path, "tenant")

    async def close(self) -> None:
        engines = [*self._engines.values(), *([self._control] if self._control else [])]
        self._engines.clear()
        self._control = None
        for engine in engines:
            await engine.dispose()

    @asynccontextmanager
    async def _control_session(self) -> AsyncIterator[AsyncSession]:
        if self._control is None:
            await self.start()
        async with AsyncSession(self._control, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def _tenant_session(self, tenant_id: str) -> AsyncIterator[AsyncSession]:
        self._in_use[tenant_id] += 1
        try:
            engine = self._engines.get(tenant_id) or await self._open(tenant_id)
            self._engines.move_to_end(tenant_id)
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield session
        finally:
            self._in_use[tenant_id] -= 1
            if not self._in_use[tenant_id]:
                del self._in_use[tenant_id]
            await self._close_idle()

    async def _open(self, tenant_id: str) -> AsyncEngine:
        async with self._opening:
            if tenant_id in self._engines:
                return self._engines[tenant_id]
            await self.migrate_tenant(tenant_id)
            engine = self._engines[tenant_id] = _engine(self.path(tenant_id), pool_size=2, max_overflow=14)
            return engine

    async def _close_idle(self) -> None:
        """Let go of the tenants not used for longest, when more are open than should be."""
        if len(self._engines) <= self._most:
            return
        for tenant_id in list(self._engines):
            # Looked at anew each time: others run while a file is being closed.
            idle = len(self._engines) > self._most and tenant_id not in self._in_use
            if idle and (engine := self._engines.pop(tenant_id, None)):
                await engine.dispose()


def _bring_up(path: Path, tree: migrations.Tree) -> None:
    """Create or migrate one file; nearly free when it is already at the newest revision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _revision(path) == migrations.head(tree):
        return
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": 30})
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        # Two processes may start at once: the second waits here, and then finds nothing left to do.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        migrations.upgrade_locked(connection, tree)
        connection.commit()
        # Everything into the one file, so that it can be copied as a template.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _revision(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("select version_num from alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return row[0] if row else None


def _engine(path: Path, *, pool_size: int, max_overflow: int) -> AsyncEngine:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
        # Python's sqlite3 then begins a transaction at the first write and takes the write lock at once. A transaction
        # that begins with a read fails without waiting when another has written meanwhile.
        connect_args={"isolation_level": "IMMEDIATE"},
    )
    sqlite_driver.use_on(engine)

    @sa.event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
