"""Messages and insights in the tenant's own database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ringside.core.clock import now
from ringside.core.db import open_databases
from ringside.core.ids import new_id
from ringside.metrics.models import StoredItem
from ringside.metrics.store import Item
from ringside.metrics.store.sql import SqlStore
from store_contract import StoreContract


@pytest.fixture
async def databases(settings):
    databases = open_databases(settings)
    await databases.start()
    yield databases
    await databases.close()


@pytest.fixture
async def kept(databases):
    await databases.create_tenant(tenant := new_id())
    async with databases.tenant(tenant) as session:
        yield SqlStore(session)


@pytest.fixture
async def foreign(databases):
    await databases.create_tenant(tenant := new_id())
    async with databases.tenant(tenant) as session:
        yield SqlStore(session)


class TestSqlStore(StoreContract):
    concurrent = False  # one session, one statement at a time


async def test_what_is_expired_is_purged(databases):
    await databases.create_tenant(tenant := new_id())
    async with databases.tenant(tenant) as session:
        store = SqlStore(session)
        await store.put(Item("note", "p", "old", now(), expires_at=now() - timedelta(hours=1)))
        await store.put(Item("note", "p", "new", now()))
        await store.purge()
        assert (await session.scalars(sa.select(StoredItem.id))).all() == ["new"]
