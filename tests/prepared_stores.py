"""Stores brought to the present schema once in a process and copied for each test: migrating takes most of a set-up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

import postgres_server
from ringside.core.ids import new_id
from ringside.core.postgres import PostgresDatabases, _schema
from ringside.core.sqlite import SqliteDatabases

# Schemas of tenants to be, in each copy. Who creates more of them migrates the further ones.
SPARES = 2

_TAKE_SPARE = r"""
    do $$
    declare spare text;
    begin
        perform pg_advisory_xact_lock(hashtext('spare schemas'));
        select nspname into spare from pg_namespace where nspname like 'spare\_%' limit 1;
        if spare is not null and to_regnamespace('NEW') is null then
            execute format('alter schema %I rename to "NEW"', spare);
        end if;
    end $$
"""


def sqlite_files(folder: Path) -> Path:
    """Fills this folder with a control database and the template of tenants, as SqliteDatabases leaves them."""

    async def fill() -> None:
        databases = SqliteDatabases(folder)
        await databases.start()
        tenant_id = new_id()
        await databases.create_tenant(tenant_id)
        await databases.drop_tenant(tenant_id)
        await databases.close()

    asyncio.run(fill())
    return folder


@contextmanager
def postgres_template(server_url: str) -> Iterator[str]:
    """The name of a database with a control schema and spare schemas of tenants, to create others from."""
    name = f"ringside_prepared_{os.getpid()}"
    with postgres_server.database(server_url, name) as url:
        asyncio.run(_fill_postgres(url))
        yield name


async def _fill_postgres(url: str) -> None:
    databases = PostgresDatabases(url, pool_size=1)
    await databases.start()
    for number in range(SPARES):
        tenant_id = new_id()
        await databases.create_tenant(tenant_id)
        async with databases._engine.begin() as connection:
            await connection.execute(sa.text(f'alter schema "t_{tenant_id}" rename to "spare_{number}"'))
    await databases.close()


class SpareSchemas(PostgresDatabases):
    """Takes a spare schema for a new tenant, if there is one, then does what is done for every new tenant."""

    async def create_tenant(self, tenant_id: str) -> None:
        async with self._engine.begin() as connection:
            await connection.exec_driver_sql(_TAKE_SPARE.replace("NEW", _schema(tenant_id)))
        await super().create_tenant(tenant_id)
