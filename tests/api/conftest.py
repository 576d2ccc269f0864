"""The API test kit: a whole application over a real database, and people signed in to it.

`client` talks to the application without credentials. `owner`, `manager`, `rep` (of one company) and `other_tenant`
(the owner of another) are httpx clients with a bearer token, and with `.user` and `.tenant`; `make_tenant()` and
`make_user(owner, role)` make more of them. `settings` can be overridden in a module.

Every test that uses these runs on each store: SQLite always, PostgreSQL where one can be had; `-m "not postgres"`
leaves the second out, and `@pytest.mark.parametrize("store", ["sqlite"], indirect=True)` does so for one test.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

import postgres_server
from ringside.app import create_app
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


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where the databases are: None for SQLite, else the address of an empty PostgreSQL database."""
    if request.param == "sqlite":
        yield None
    else:
        name = f"ringside_{os.getpid()}_{next(_number)}"
        with postgres_server.database(request.getfixturevalue("postgres"), name) as url:
            yield url


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
