"""One PostgreSQL schema for the control database and one per tenant. Works behind a transaction pooler."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from ringside.core import migrations
from ringside.core.db import Databases, UnknownTenant
from ringside.core.ids import is_id

# Not "public": a Supabase project serves that one to the world.
CONTROL_SCHEMA = "ringside_control"

_SEARCH = sa.text("select set_config('search_path', :schema, true)")
_SEARCH_KNOWN = sa.text("select set_config('search_path', :schema, true) where to_regnamespace(:schema) is not null")


class PostgresDatabases(Databases):
    """All schemas through one pool; each transaction chooses its schema at its start, for itself only."""

    def __init__(self, url: str, pool_size: int = 10, pooler: bool | None = None) -> None:
        self._url = make_url(url).set(drivername="postgresql+asyncpg")
        pooler = behind_pooler(self._url) if pooler is None else pooler
        self._engine = _engine(self._url, pool_size, pooler)
        # A pool of its own: who holds a tenant's connection and waits for this one gets it in the end.
        self._control = _engine(self._url, max(2, pool_size // 2), pooler)
        self._started = False
        self._checked: set[str] = set()
        self._migrating = asyncio.Lock()

    async def start(self) -> None:
        if not self._started:
            await self._migrate(CONTROL_SCHEMA, "control", create=True)
            self._started = True

    async def check(self) -> None:
        async with self._control_session() as session:
            await session.execute(sa.text("select 1"))

    async def create_tenant(self, tenant_id: str) -> None:
        await self._migrate(_schema(tenant_id), "tenant", create=True)

    async def drop_tenant(self, tenant_id: str) -> None:
        self._checked.discard(tenant_id)
        async with self._engine.begin() as connection:
            await connection.execute(sa.text(f'drop schema if exists "{_schema(tenant_id)}" cascade'))

    async def tenants(self) -> list[str]:
        async with self._engine.connect() as connection:
            names = await connection.scalars(sa.text(r"select nspname from pg_namespace where nspname like 't\_%'"))
            return sorted(name[2:] for name in names if is_id(name[2:]))

    async def migrate_tenant(self, tenant_id: str) -> None:
        await self._migrate(_schema(tenant_id), "tenant", create=False)

    async def close(self) -> None:
        await self._engine.dispose()
        await self._control.dispose()

    @asynccontextmanager
    async def _control_session(self) -> AsyncIterator[AsyncSession]:
        await self.start()
        async with self._session(self._control, CONTROL_SCHEMA) as session:
            yield session

    @asynccontextmanager
    async def _tenant_session(self, tenant_id: str) -> AsyncIterator[AsyncSession]:
        if tenant_id not in self._checked:
            await self.migrate_tenant(tenant_id)
            self._checked.add(tenant_id)
        async with self._session(self._engine, _schema(tenant_id)) as session:
            yield session

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine, schema: str) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(engine, expire_on_commit=False) as session:

            @sa.event.listens_for(session.sync_session, "after_begin")
            def choose_schema(_session: Any, _transaction: Any, connection: sa.Connection) -> None:
                if connection.execute(_SEARCH_KNOWN, {"schema": schema}).first() is None:
                    raise UnknownTenant

            yield session

    async def _migrate(self, schema: str, tree: migrations.Tree, *, create: bool) -> None:
        async with self._migrating, self._engine.begin() as connection:
            # Several processes may start at once: one of them migrates, the others wait and find nothing to do.
            await connection.execute(sa.text("select pg_advisory_xact_lock(hashtext(:schema))"), {"schema": schema})
            if create:
                await connection.execute(sa.text(f'create schema if not exists "{schema}"'))
            elif (await connection.execute(_SEARCH_KNOWN, {"schema": schema})).first() is None:
                raise UnknownTenant
            await connection.execute(_SEARCH, {"schema": schema})
            if await connection.run_sync(_revision, schema) != migrations.head(tree):
                await connection.run_sync(migrations.upgrade, tree, schema)


def _schema(tenant_id: str) -> str:
    if not is_id(tenant_id):
        raise UnknownTenant
    return f"t_{tenant_id}"


def _revision(connection: sa.Connection, schema: str) -> str | None:
    if connection.scalar(sa.text("select to_regclass(:name)"), {"name": f"{schema}.alembic_version"}) is None:
        return None
    return cast("str | None", connection.scalar(sa.text("select version_num from alembic_version")))


def behind_pooler(url: URL) -> bool:
    """Whether the address looks like a transaction pooler: the usual ports, or a pooler's host name."""
    return url.port in (6432, 6543) or "pooler." in (url.host or "")


def _engine(url: URL, pool_size: int, pooler: bool) -> AsyncEngine:
    if not pooler:
        return create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_pre_ping=True)
    # Behind a transaction pooler the next transaction may meet another server process, which knows none of our prepared
    # statements, or has one of the same name from somebody else.
    unique: Callable[[], str] = lambda: f"ringside_{uuid4().hex}"  # noqa: E731
    return create_async_engine(
        url.update_query_dict({"prepared_statement_cache_size": "0"}),
        poolclass=NullPool,
        connect_args={"statement_cache_size": 0, "prepared_statement_name_func": unique},
    )
