"""A sync where the store is PostgreSQL, whose order of texts, locks and JSON differ; and ids of other companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from peers.deals.fake_hubspot import FakeHubSpot

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    vendor = FakeHubSpot()
    yield vendor
    vendor.close()


@pytest.fixture
def settings(settings, hubspot):
    return settings.model_copy(update={"hubspot_api_url": hubspot.url})


async def synced(owner, connection):
    run = (await owner.post(f"/api/crm/connections/{connection}/sync")).json()
    assert run["status"] == "done", run
    return run


@pytest.mark.parametrize("store", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.usefixtures("at_once")
async def test_a_sync_into_postgres(owner, hubspot):
    for number in range(620):
        hubspot.add("companies", LONG_AGO, name=f"Company {number}\x00")
    company = hubspot.add("companies", LONG_AGO, name="Harel")
    child = hubspot.add("companies", LONG_AGO, name="Harel North", hs_parent_company_id=company)
    dana = hubspot.add("contacts", LONG_AGO, firstname="Dana", email="dana@harel.example", associatedcompanyid=child)
    deal = hubspot.add("deals", LONG_AGO, dealname="Suite", amount="5", dealstage="appointment")
    note = hubspot.add("notes", LONG_AGO, hs_timestamp="2026-03-05T10:00:00Z", hs_note_body="x" * 300_000)
    for kind, one in (("contacts", dana), ("notes", note), ("companies", child)):
        hubspot.link("deals", deal, kind, one)
    body = {"kind": "hubspot", "auth": "token", "token": hubspot.private_token}
    connection = (await owner.post("/api/crm/connections", json=body)).json()["id"]
    run = await synced(owner, connection)
    assert {kind: of["created"] for kind, of in run["by_kind"].items()} == {
        "account": 622, "contact": 1, "deal": 1, "activity": 1
    }  # fmt: skip
    (item,) = (await owner.get("/api/deals")).json()["items"]
    assert (await owner.patch(f"/api/deals/{item['id']}", json={"amount": 9})).is_success
    hubspot.delete("notes", note)
    run = await synced(owner, connection)
    assert (run["total"]["conflicts"], run["total"]["deleted"]) == (1, 1)
    assert (await owner.get("/api/deals")).json()["items"][0]["amount"] == 5
    assert (await synced(owner, connection))["total"]["updated"] == 0
    assert (await owner.delete(f"/api/crm/connections/{connection}")).status_code == 204


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_anothers_note_is_unknown(owner, other_tenant):
    body = {"kind": "note", "text": "Ours", "at": LONG_AGO.isoformat()}
    note = await owner.post("/api/activities", json=body)
    foreign = await other_tenant.post("/api/crm/write-back", json={"activity_id": note.json().get("id", "0" * 32)})
    assert foreign.status_code == 404
    own = await owner.post("/api/crm/write-back", json={"activity_id": note.json()["id"]})
    assert own.json()["type"] == "/problems/nothing-to-write"
