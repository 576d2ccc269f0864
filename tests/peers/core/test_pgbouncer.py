"""A real PgBouncer with transaction pooling: every transaction may meet another server process."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
import sqlalchemy as sa

import postgres_server
from ringside.accounts.models import Usage
from ringside.core.ids import new_id
from ringside.core.postgres import PostgresDatabases

pytestmark = [pytest.mark.peer, pytest.mark.postgres]

CONFIGURATION = """
[databases]
* = host=127.0.0.1 port={server} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
"""


@pytest.fixture
def pooler() -> Iterator[str]:
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("PgBouncer is not installed (Debian, Ubuntu: apt-get install pgbouncer)")
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.own_server())
        except postgres_server.NoPostgres as reason:
            pytest.skip(str(reason))
        folder = Path(mkdtemp(prefix="ringside-pgbouncer-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        port, user = postgres_server.free_port(), postgres_server.unprivileged_user()
        settings = CONFIGURATION.format(
            server=psycopg.conninfo.conninfo_to_dict(server)["port"], port=port, folder=folder
        )
        (folder / "ini").write_text(settings)
        if user:
            shutil.chown(folder, user)
        process = subprocess.Popen([program, "-q", str(folder / "ini")], user=user, stderr=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        deadline = time.monotonic() + 10
        while not postgres_server.answers(url):
            assert time.monotonic() < deadline, "PgBouncer does not answer"
            time.sleep(0.05)
        yield url


async def test_tenants_stay_apart_behind_a_transaction_pooler(pooler: str) -> None:
    databases = PostgresDatabases(pooler, pooler=True)
    tenants = [new_id() for _ in range(4)]
    for tenant in tenants:
        await databases.create_tenant(tenant)

    async def work(tenant: str, number: int) -> None:
        async with databases.tenant(tenant) as session:
            session.add(Usage(kind="k", start=date(2026, 1, 1), user_id=f"{tenant[-6:]}-{number}", amount=1))
            await session.flush()
            await asyncio.sleep(0.002)
            foreign = sa.select(sa.func.count()).select_from(Usage).where(~Usage.user_id.startswith(tenant[-6:]))
            assert await session.scalar(foreign) == 0

    await asyncio.gather(*(work(tenant, number) for tenant in tenants for number in range(15)))
    for tenant in tenants:
        async with databases.tenant(tenant) as session:
            assert await session.scalar(sa.select(sa.func.count()).select_from(Usage)) == 15
    await databases.close()
