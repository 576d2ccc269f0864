"""Databases: one that knows who exists (control) and one per tenant, in SQLite files or PostgreSQL schemas alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from ringside.core.errors import NotFound
from ringside.core.settings import Settings

# Names for every constraint, so that a later migration can address them on both stores.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Timestamp(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept and returned in UTC (SQLite itself would forget the zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite's text in one step instead of three: some answers are made of hundreds of thousands of moments."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


class Money(sa.types.TypeDecorator[Decimal]):
    """An amount with two places, kept as whole hundredths: exact on every store, and so are its sums in SQL."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else int((value * 100).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


_TYPES = {datetime: Timestamp(), dict[str, Any]: sa.JSON(), list[Any]: sa.JSON(), list[str]: sa.JSON()}


class ControlBase(DeclarativeBase):
    """Control tables. Each declares `info={"retention": ...}`; what names a person `info={"subject": ...}`."""

    metadata = sa.MetaData(naming_convention=_NAMES)
    type_annotation_map = _TYPES


class TenantBase(DeclarativeBase):
    """Tables of each tenant's database, with the same declarations."""

    metadata = sa.MetaData(naming_convention=_NAMES)
    type_annotation_map = _TYPES


class UnknownTenant(NotFound):
    slug, title = "unknown-tenant", "There is no such tenant"


class Databases(ABC):
    """Where everything is kept. `open_databases` picks the store."""

    @abstractmethod
    async def start(self) -> None:
        """Bring the control database to the present schema."""

    @abstractmethod
    async def check(self) -> None:
        """Raise unless the control database answers."""

    @abstractmethod
    async def create_tenant(self, tenant_id: str) -> None:
        """Make an empty database for a tenant."""

    @abstractmethod
    async def drop_tenant(self, tenant_id: str) -> None:
        """Remove a tenant's database and everything in it."""

    @abstractmethod
    async def tenants(self) -> list[str]:
        """The ids of all tenant databases, sorted."""

    @abstractmethod
    async def migrate_tenant(self, tenant_id: str) -> None:
        """Bring one tenant's database to the present schema. Raises UnknownTenant."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of all connections."""

    @abstractmethod
    def _control_session(self) -> AbstractAsyncContextManager[AsyncSession]: ...

    @abstractmethod
    def _tenant_session(self, tenant_id: str) -> AbstractAsyncContextManager[AsyncSession]: ...

    @asynccontextmanager
    async def control(self) -> AsyncIterator[AsyncSession]:
        """A session on the control database, committed on exit, undone on an exception."""
        async with self._control_session() as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def tenant(self, tenant_id: str) -> AsyncIterator[AsyncSession]:
        """A session on this tenant's database, committed on exit, undone on an exception. Raises UnknownTenant.

        Reads see what others have committed meanwhile; the first write takes SQLite's one write lock and keeps it until
        the commit, so call models before writing, or commit in between. Who needs both databases at once reads the
        tenant's first, then control: everybody in the same order cannot wait for each other.
        """
        async with self._tenant_session(tenant_id) as session:
            yield session
            await session.commit()


def open_databases(settings: Settings) -> Databases:
    """The store that the settings name. Drivers are imported only when used."""
    if settings.database_url is None:
        from ringside.core.sqlite import SqliteDatabases  # noqa: PLC0415

        return SqliteDatabases(settings.data, engines=settings.sqlite_engines)
    from ringside.core.postgres import PostgresDatabases  # noqa: PLC0415

    return PostgresDatabases(
        settings.database_url.get_secret_value(), pool_size=settings.database_pool, pooler=settings.database_pooler
    )
