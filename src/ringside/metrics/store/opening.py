"""The store that the settings name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import SignedIn, TenantSession
from ringside.core.settings import Settings
from ringside.metrics.store import Store
from ringside.metrics.store.dynamo import DynamoStores
from ringside.metrics.store.sql import SqlStore


class Stores:
    """The stores of all tenants, for as long as an event loop runs."""

    def __init__(self, settings: Settings) -> None:
        self._dynamo = DynamoStores(settings) if settings.metrics_store == "dynamodb" else None

    async def of(self, tenant_id: str, session: AsyncSession) -> Store:
        """This tenant's store; `session` is on its database, and where that is the store, commits what is put."""
        return SqlStore(session) if self._dynamo is None else await self._dynamo.of(tenant_id)

    async def drop_tenant(self, tenant_id: str) -> None:
        """Remove everything of a tenant that is not in its database."""
        if self._dynamo is not None:
            await self._dynamo.drop_tenant(tenant_id)

    async def close(self) -> None:
        """Let go of all connections."""
        if self._dynamo is not None:
            await self._dynamo.close()


@asynccontextmanager
async def open_store(settings: Settings, tenant_id: str, session: AsyncSession) -> AsyncIterator[Store]:
    """A tenant's store outside a request, such as in a job."""
    stores = Stores(settings)
    try:
        yield await stores.of(tenant_id, session)
    finally:
        await stores.close()


async def _stores(request: Request) -> Stores:
    return cast("Stores", request.app.state.metrics_stores)


StoresDep = Annotated[Stores, Depends(_stores)]


async def tenant_store(stores: StoresDep, who: SignedIn, session: TenantSession) -> Store:
    return await stores.of(who.tenant_id, session)


StoreDep = Annotated[Store, Depends(tenant_store, scope="function")]
