"""A company with a CRM beside it: jobs are done where they are queued, and nobody waits for a clock."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

import prepared_stores
from peers.deals.fake_hubspot import FakeHubSpot
from peers.deals.fake_salesforce import FakeSalesforce
from ringside.app import create_app
from ringside.core.compute import AtOnce
from ringside.core.jobs import Equipment, StepFailed, perform
from ringside.core.settings import Settings
from ringside.deals.sync import running

Row = dict[str, Any]


class Waits(list[float]):
    """How long a sync would have waited."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    waits = Waits()
    monkeypatch.setattr(running, "SLEEP", waits)
    return waits


@pytest.fixture
def salesforce() -> Iterator[FakeSalesforce]:
    vendor = FakeSalesforce()
    yield vendor
    vendor.close()


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    vendor = FakeHubSpot()
    yield vendor
    vendor.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return prepared_stores.sqlite_files(tmp_path_factory.mktemp("prepared"))


class Company:
    """A signed-in owner, and what the tests look at."""

    def __init__(self, app: Any, client: httpx.AsyncClient, tenant_id: str) -> None:
        self.app, self.client, self.tenant_id = app, client, tenant_id

    async def connect(self, **body: Any) -> str:
        answer = await self.client.post("/api/crm/connections", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def salesforce(self, vendor: FakeSalesforce, **more: Any) -> str:
        return await self.connect(
            kind="salesforce", auth="client_credentials", login_url=vendor.url, client_id=vendor.client_id,
            client_secret=vendor.client_secret, **more,
        )  # fmt: skip

    async def hubspot(self, vendor: FakeHubSpot, **more: Any) -> str:
        return await self.connect(kind="hubspot", auth="token", token=vendor.private_token, **more)

    async def sync(self, connection_id: str, status: str = "done") -> Row:
        """A sync, and its report."""
        answer = await self.client.post(f"/api/crm/connections/{connection_id}/sync")
        assert answer.status_code == 202, answer.text
        run: Row = (await self.client.get(f"/api/crm/runs/{answer.json()['id']}")).json()
        assert run["status"] == status, run
        return run

    async def findings(self, run: Row, what: str) -> list[Row]:
        answer = await self.client.get(f"/api/crm/runs/{run['id']}/findings", params={"what": what, "limit": 100})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    async def rows(self, query: Any) -> list[Any]:
        async with self.app.state.databases.tenant(self.tenant_id) as session:
            return list((await session.execute(query)).all())

    async def run(self, statement: Any) -> None:
        async with self.app.state.databases.tenant(self.tenant_id) as session:
            await session.execute(statement)


@pytest.fixture
async def company(
    tmp_path: Any, template: Any, waits: Waits, salesforce: FakeSalesforce, hubspot: FakeHubSpot,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Company]:  # fmt: skip
    shutil.copytree(template, tmp_path / "data")
    settings = Settings(
        _env_file=None, data=tmp_path / "data", address_limit="10000/minute", hubspot_api_url=hubspot.url,
        crm_hosts=[f"127.0.0.1:{salesforce.port}"], crm_drop_folder=tmp_path / "dropped",
        hubspot_client_id=hubspot.client_id, hubspot_client_secret=hubspot.client_secret,
    )  # fmt: skip
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        state = app.state
        state.jobs._watching.cancel()

        async def enqueue(job: Any, tenant_id: str, subject_id: str, run: int = 1) -> str:
            equipment = Equipment(state.settings, state.databases, state.files, state.models)
            with suppress(StepFailed):
                await perform(job, equipment, tenant_id, subject_id, run, helper=AtOnce())
            return subject_id

        monkeypatch.setattr(state.jobs, "enqueue", enqueue)
        transport = httpx.ASGITransport(app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://ringside.example") as client:
            body = {"email": "rep@example.com", "password": "correct horse battery", "name": "Rita", "company": "C"}
            told = (await client.post("/api/auth/register", json=body)).json()
            client.headers["Authorization"] = f"Bearer {told['access_token']}"
            yield Company(app, client, told["tenant"]["id"])
    app.dependency_overrides.clear()
