"""The API test kit: a whole application over a real database, and people signed in to it.

`client` talks to the application without credentials. `owner`, `manager`, `rep` (of one company) and `other_tenant`
(the owner of another) are httpx clients with a bearer token, and with `.user` and `.tenant`; `make_tenant()` and
`make_user(owner, role)` make more of them. `settings` can be overridden in a module.

Every test that uses these runs on each store: SQLite always, PostgreSQL where one can be had; `-m "not postgres"`
leaves the second out, and `@pytest.mark.parametrize("store", ["sqlite"], indirect=True)` does so for one test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

import postgres_server
import prepared_stores
from ringside.accounts import passwords
from ringside.app import create_app
from ringside.core import postgres as postgres_store
from ringside.core.compute import AtOnce
from ringside.core.jobs import Equipment, StepFailed, perform
from ringside.core.settings import Settings

PASSWORD = "correct horse battery"
_number = count(1)


class Client(httpx.AsyncClient):
    """An httpx client; signed in when `user` is set."""

    user: dict[str, Any]
    tenant: dict[str, Any]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server; skips, saying why, where there is none."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres_server.server())
        except postgres_server.NoPostgres as reason:
            pytest.skip(str(reason))
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a database that is at the present schema, with tenants to be."""
    with prepared_stores.postgres_template(postgres) as name:
        yield name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that is at the present schema."""
    return prepared_stores.sqlite_files(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def prepared() -> bool:
    """Whether the databases are copied, at the present schema. A module about their making says no."""
    return True


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(
    request: pytest.FixtureRequest, prepared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str | None]:
    """Where the databases are: None for SQLite, else the address of a PostgreSQL database."""
    if request.param == "sqlite":
        if prepared:
            shutil.copytree(request.getfixturevalue("sqlite_template"), tmp_path / "data")
        yield None
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template") if prepared else "template1"
    if prepared:
        monkeypatch.setattr(postgres_store, "PostgresDatabases", prepared_stores.SpareSchemas)
    with postgres_server.database(server, f"ringside_{os.getpid()}_{next(_number)}", template) as url:
        yield url


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Passwords of people who never were need no protection; tests/unit/accounts looks at the real hashes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def settings(tmp_path: Path, store: str | None) -> Settings:
    """The settings of the application under test."""
    return Settings(
        _env_file=None, data=tmp_path / "data", database_url=store, database_pool=4, address_limit="10000/minute"
    )


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app
    app.dependency_overrides.clear()  # which all applications of a process share


@pytest.fixture
def at_once(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done where they would be queued, without queue and helper process, which take seconds to start."""
    state = app.state
    state.jobs._watching.cancel()  # no queue may find the calls that are being done here

    async def enqueue(job: Any, tenant_id: str, subject_id: str, run: int = 1) -> str:
        equipment = Equipment(state.settings, state.databases, state.files, state.models)
        with suppress(StepFailed):
            await perform(job, equipment, tenant_id, subject_id, run, helper=AtOnce())
        return subject_id

    monkeypatch.setattr(state.jobs, "enqueue", enqueue)


@pytest.fixture
async def make_client(app: FastAPI) -> AsyncIterator[Callable[..., Client]]:
    clients: list[Client] = []

    def make(token: str | None = None) -> Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        client = Client(transport=transport, base_url="http://ringside.example", headers=headers)
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
def client(make_client: Callable[..., Client]) -> Client:
    """Nobody in particular."""
    return make_client()


def signed_in_as(make_client: Callable[..., Client], answer: httpx.Response) -> Client:
    """A client that carries the bearer token of a register, login or accept answer."""
    assert answer.is_success, answer.text
    body = answer.json()
    client = make_client(body["access_token"])
    client.user, client.tenant = body["user"], body["tenant"]
    return client


@pytest.fixture
def make_tenant(make_client: Callable[..., Client]) -> Callable[..., Awaitable[Client]]:
    """Registers a new company and gives its owner."""

    async def make(**fields: Any) -> Client:
        number = next(_number)
        body = {
            "email": f"owner{number}@example.com",
            "password": PASSWORD,
            "name": f"Owner {number}",
            "company": f"Company {number}",
        }
        async with make_client() as nobody:
            return signed_in_as(make_client, await nobody.post("/api/auth/register", json=body | fields))

    return make


@pytest.fixture
def make_user(make_client: Callable[..., Client]) -> Callable[..., Awaitable[Client]]:
    """Invites somebody into the company of a signed-in owner and gives that person."""

    async def make(owner: Client, role: str = "rep", **fields: Any) -> Client:
        number = next(_number)
        wish = {"email": f"{role}{number}@example.com", "role": role}
        invitation = await owner.post("/api/invitations", json=wish)
        assert invitation.status_code == 201, invitation.text
        body = {"token": invitation.json()["token"], "name": f"{role.title()} {number}", "password": PASSWORD}
        async with make_client() as nobody:
            return signed_in_as(make_client, await nobody.post("/api/auth/invitation/accept", json=body | fields))

    return make


@pytest.fixture
async def owner(make_tenant: Callable[..., Awaitable[Client]]) -> Client:
    return await make_tenant()


@pytest.fixture
async def manager(owner: Client, make_user: Callable[..., Awaitable[Client]]) -> Client:
    return await make_user(owner, "manager")


@pytest.fixture
async def rep(owner: Client, make_user: Callable[..., Awaitable[Client]]) -> Client:
    return await make_user(owner, "rep")


@pytest.fixture
async def other_tenant(make_tenant: Callable[..., Awaitable[Client]]) -> Client:
    """The owner of another company, who must see nothing of `owner`'s."""
    return await make_tenant()
