"""One database per tenant, in files and in schemas alike."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from ringside.accounts.models import Usage, User
from ringside.core.db import ControlBase, TenantBase, UnknownTenant
from ringside.core.ids import new_id
from ringside.core.migrations import import_tables
from ringside.core.sqlite import SqliteDatabases

import_tables()
DAY = datetime(2026, 1, 1).date()


@pytest.fixture
def prepared():
    return False  # how databases are made is what these tests are about


@pytest.fixture
def databases(app):
    return app.state.databases


@pytest.fixture
async def tenant(databases):
    tenant_id = new_id()
    await databases.create_tenant(tenant_id)
    return tenant_id


def usage(user_id="u", amount=1):
    return Usage(kind="k", start=DAY, user_id=user_id, amount=amount)


async def total(databases, tenant_id):
    async with databases.tenant(tenant_id) as session:
        return await session.scalar(sa.select(sa.func.count()).select_from(Usage))


async def test_commit_on_exit_and_undo_on_an_exception(databases, tenant):
    async with databases.tenant(tenant) as session:
        session.add(usage())
    assert await total(databases, tenant) == 1

    async def fail_late():
        async with databases.tenant(tenant) as session:
            session.add(usage("second"))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_late()
    assert await total(databases, tenant) == 1


async def test_tenants_are_apart(databases, tenant):
    other = new_id()
    await databases.create_tenant(other)
    async with databases.tenant(tenant) as session:
        session.add(usage())
    assert await total(databases, other) == 0
    assert await databases.tenants() == sorted([tenant, other])


@pytest.mark.parametrize("unknown", ["0" * 32, "", "nothing", "../control", "x'; drop schema public; --", "A" * 32])
async def test_unknown_tenants(databases, unknown):
    with pytest.raises(UnknownTenant):
        await total(databases, unknown)
    with pytest.raises(UnknownTenant):
        await databases.migrate_tenant(unknown)


async def test_a_dropped_tenant_is_gone(databases, tenant, settings, store):
    async with databases.tenant(tenant) as session:
        session.add(usage())
    await databases.drop_tenant(tenant)
    assert await databases.tenants() == []
    with pytest.raises(UnknownTenant):
        await total(databases, tenant)
    if store is None:
        assert not list((settings.data / "tenants").glob(f"{tenant}*"))


async def test_a_tenant_cannot_be_created_twice(databases, tenant, store):
    async with databases.tenant(tenant) as session:
        session.add(usage())
    if store is None:
        with pytest.raises(FileExistsError):
            await databases.create_tenant(tenant)
    else:
        await databases.create_tenant(tenant)  # the schema is there and current: nothing happens
    assert await total(databases, tenant) == 1


async def test_many_writers_at_once(databases, tenant):
    """A transaction that reads first and writes later must wait for others, not fail."""

    async def read_then_write(user):
        async with databases.tenant(tenant) as session:
            await session.scalar(sa.select(sa.func.count()).select_from(Usage))
            await asyncio.sleep(0.005)
            session.add(usage(user))

    await asyncio.gather(*(read_then_write(f"u{n}") for n in range(20)))
    assert await total(databases, tenant) == 20


async def test_moments_come_back_in_utc(databases):
    local = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=3)))
    user_id = new_id()
    async with databases.control() as control:
        control.add(
            User(id=user_id, email="t@example.com", name="T", language="en", password_hash=None, created_at=local)
        )
    async with databases.control() as control:
        user = await control.get_one(User, user_id)
        assert user.created_at == local
        assert user.created_at.tzinfo is UTC


async def test_migrated_schema_is_the_one_the_code_speaks_of(databases, tenant):
    def differences(session, base):
        options = {"compare_type": True, "include_name": one_of(base.metadata.tables)}
        context = MigrationContext.configure(session.connection(), opts=options)
        return [change for change in compare_metadata(context, base.metadata) if change[0] != "remove_table"]

    def one_of(tables):  # others, such as a search index, are written by hand
        return lambda name, kind, _parents: not (kind == "table" and name not in tables)

    async with databases.control() as control:
        assert await control.run_sync(differences, ControlBase) == []
    async with databases.tenant(tenant) as session:
        assert await session.run_sync(differences, TenantBase) == []


async def test_migrating_again_changes_nothing(databases, tenant):
    async with databases.tenant(tenant) as session:
        session.add(usage())
    await databases.migrate_tenant(tenant)
    assert await total(databases, tenant) == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_an_old_file_is_migrated_when_it_is_opened(databases, settings):
    tenant_id = new_id()
    (settings.data / "tenants").mkdir(exist_ok=True)
    sqlite3.connect(settings.data / "tenants" / f"{tenant_id}.db").close()  # as if from before the first revision
    assert await total(databases, tenant_id) == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_files_are_let_go_when_there_are_too_many(settings):
    databases = SqliteDatabases(settings.data, engines=2)
    ids = [new_id() for _ in range(5)]
    for tenant_id in ids:
        await databases.create_tenant(tenant_id)
    for _ in range(10):
        await asyncio.gather(*(total(databases, tenant_id) for tenant_id in ids * 2))
        assert len(databases._engines) <= 2
    await databases.close()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_erased_words_are_gone_from_the_file(databases, tenant, settings):
    async with databases.tenant(tenant) as session:
        session.add(usage("a-very-recognisable-person"))
    async with databases.tenant(tenant) as session:
        await session.execute(sa.delete(Usage))
    async with databases.tenant(tenant) as session:
        await session.execute(sa.text("pragma wal_checkpoint(truncate)"))
    await databases.close()
    files = list((settings.data / "tenants").glob(f"{tenant}.db*"))
    assert files
    assert not any(b"a-very-recognisable-person" in path.read_bytes() for path in files)
