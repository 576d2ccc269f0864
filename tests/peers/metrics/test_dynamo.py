"""Messages and insights in DynamoDB: moto's server, and dynalite where node has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from ringside.app import create_app
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.metrics.models import StoredItem
from ringside.metrics.store import Item
from ringside.metrics.store.dynamo import DynamoStores
from store_contract import AT, StoreContract

pytestmark = pytest.mark.peer
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    # One request at a time: its conditional writes are not atomic between threads, as those of DynamoDB are.
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=False)
    answering = threading.Thread(target=server.serve_forever, daemon=True)
    answering.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    answering.join()


@pytest.fixture(scope="module")
def dynalite() -> Iterator[str]:
    """`npm install dynalite` in the project's folder or in web/, or name the folder of the package in DYNALITE."""
    places = [os.environ.get("DYNALITE", ""), ROOT / "node_modules/dynalite", ROOT / "web/node_modules/dynalite"]
    found = [Path(place) / "cli.js" for place in places if place and (Path(place) / "cli.js").exists()]
    node = shutil.which("node")
    if not found or node is None:
        pytest.skip("dynalite is not installed")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [node, str(found[0]), "--port", str(port), "--createTableMs", "0", "--deleteTableMs", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until, "dynalite does not answer"
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(params=["moto", "dynalite"])
async def stores(request, tmp_path):
    stores = DynamoStores(
        Settings(
            _env_file=None,
            data=tmp_path,
            metrics_store="dynamodb",
            dynamodb_endpoint_url=request.getfixturevalue(request.param),
            dynamodb_region="eu-central-1",
            dynamodb_access_key_id="anything",
            dynamodb_secret_access_key="anything",
        )
    )
    yield stores
    await stores.close()


@pytest.fixture
async def kept(stores):
    return await stores.of(new_id())


@pytest.fixture
async def foreign(stores):
    return await stores.of(new_id())


class TestDynamoStore(StoreContract):
    concurrent = True


async def test_a_tenant_has_its_own_table_and_stands_in_the_registry_until_it_is_dropped(stores):
    tenant, other = new_id(), new_id()
    for store in (await stores.of(tenant), await stores.of(other)):
        await store.put(Item("message", "c", "m", AT, {"sender": "user", "text": "How much?", "context": {"a": 1}}))
    client = await stores._connected()
    table = await client.describe_table(TableName=f"ringside-{tenant}")
    assert table["Table"]["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    row = await client.get_item(TableName=f"ringside-{tenant}", Key={"place": {"S": "message#c"}, "id": {"S": "m"}})
    assert {"id", "timestamp", "sender", "text", "context"} <= row["Item"].keys()
    assert (await client.get_item(TableName="ringside-tenants", Key={"tenant_id": {"S": tenant}}))["Item"]

    await stores.drop_tenant(tenant)
    await stores.drop_tenant(tenant)
    tables = (await client.list_tables())["TableNames"]
    assert f"ringside-{tenant}" not in tables
    assert f"ringside-{other}" in tables
    assert "Item" not in await client.get_item(TableName="ringside-tenants", Key={"tenant_id": {"S": tenant}})
    assert await (await stores.of(tenant)).get("message", "c", "m") is None  # anew, and empty


async def test_a_second_process_finds_the_tables_of_the_first(stores):
    tenant = new_id()
    await (await stores.of(tenant)).put(Item("note", "p", "1", AT))
    second = DynamoStores(stores._settings)
    try:
        assert await (await second.of(tenant)).get("note", "p", "1") is not None
    finally:
        await second.close()


async def test_a_conversation_about_numbers_is_kept_there_whole(moto, tmp_path):
    """The application itself, with nothing of what was said in the tenant's own database."""
    settings = Settings(
        _env_file=None,
        data=tmp_path,
        metrics_store="dynamodb",
        dynamodb_endpoint_url=moto,
        dynamodb_region="eu-central-1",
        dynamodb_access_key_id="anything",
        dynamodb_secret_access_key="anything",
        dynamodb_prefix="app-",
    )
    app = create_app(settings)
    newcomer = {"email": "o@example.com", "password": "correct horse battery", "name": "O", "company": "C"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ringside.example") as client,
    ):
        registered = (await client.post("/api/auth/register", json=newcomer)).json()
        client.headers["Authorization"] = f"Bearer {registered['access_token']}"
        csv = b"id,sold_on,amount\n1,2025-10-01,10.50\n2,2025-11-02,20.00\n"
        files = {"files": ("sales.csv", csv, "text/csv")}
        uploaded = await client.post("/api/metrics/sources", files=files, data={"name": "Sales"})
        assert uploaded.json()["status"] == "ready", uploaded.text
        answer = await client.post("/api/metrics/chat", json={"text": "total amount in 2025", "as_of": "2025-11-20"})
        assert answer.json()["rows"] == [[30.5]], answer.text
        place = f"/api/metrics/conversations/{answer.json()['conversation_id']}"
        kept = (await client.get(place)).json()
        assert [item["sender"] for item in kept["items"]] == ["user", "ringside"]
        assert kept["items"][1]["answer"]["rows"] == [[30.5]]
        judged = await client.put(f"{place}/messages/{answer.json()['message_id']}/thumbs", json={"thumbs": "up"})
        assert judged.status_code == 200, judged.text
        assert (await client.get("/api/metrics/usage")).json()["thumbs_up"] == 1
        async with app.state.databases.tenant(registered["tenant"]["id"]) as session:
            assert await session.scalar(sa.select(sa.func.count()).select_from(StoredItem)) == 0
        assert (await client.delete(place)).status_code == 204
        assert (await client.get(place)).status_code == 404
