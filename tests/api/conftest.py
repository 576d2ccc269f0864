"""The API test kit: a whole application over a real database, and people signed in to it.

`client` talks to the application without credentials; `owner`, `manager`, `rep` and `other_tenant` are signed-in clients
(httpx, bearer token) with `.user` and `.tenant`. `make_tenant()` and `make_user(tenant_owner, role)` make more of them.
Tests that use `app` (all of these do) run once per store: SQLite always, PostgreSQL where one can be had and where the
test is marked `both_stores`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from ringside.app import create_app
from ringside.core.settings import Settings

PASSWORD = "correct horse battery"
_number = count(1)


class Client(httpx.AsyncClient):
    """An httpx client; signed in when `user` is set."""

    user: dict[str, Any]
    tenant: dict[str, Any]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of the application under test; override in a module to test others."""
    return Settings(_env_file=None, data=tmp_path / "data", address_limit="10000/minute")


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


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
async def owner(make_tenant: Callable[..., Awaitable[Client]]) -> Client:
    return await make_tenant()


@pytest.fixture
async def other_tenant(make_tenant: Callable[..., Awaitable[Client]]) -> Client:
    """The owner of another company, who must see nothing of `owner`'s."""
    return await make_tenant()
