"""Accounts, contacts, deals and activities over HTTP."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


async def made(client, path, **body):
    answer = await client.post(f"/api/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_deal_from_its_opening_to_its_close(owner):
    account = await made(owner, "accounts", name="Harel Insurance", industry="Insurance")
    dana = await made(owner, "contacts", name="Dana Cohen", account_id=account["id"], email="Dana@Harel.example.com")
    deal = await made(owner, "deals", name="Claims desk", account_id=account["id"], amount=12000.5, currency="usd")
    assert (deal["status"], deal["stage"], deal["amount"], deal["currency"]) == (
        "open",
        "Qualification",
        12000.5,
        "USD",
    )
    assert deal["owner"] == {"id": owner.user["id"], "name": owner.user["name"]}
    address = f"/api/deals/{deal['id']}"
    entry = {"kind": "email", "at": "2026-11-01T09:00:00+02:00", "direction": "in", "text": "What does it cost?"}
    await made(owner, "activities", **entry, deal_id=deal["id"], people=[{"contact_id": dana["id"], "part": "from"}])
    moved = await owner.patch(address, json={"stage": "proposal", "amount": 10000, "close_on": "2026-12-24"})
    won = (await owner.patch(address, json={"status": "won", "close_reason": "Price"})).json()
    assert moved.status_code == 200
    assert (won["stage"], won["status"], won["revision"] != deal["revision"]) == ("Won", "won", True)
    page = (await owner.get(address)).json()
    assert page["stakeholders"][0]["engagement"]["last_in_at"] == "2026-11-01T07:00:00Z"
    assert page["closed_at"] is not None
    fields = [item["field"] for item in page["timeline"]["items"] if item["kind"] == "change"]
    assert sorted(fields) == ["amount", "close_on", "stage", "stage", "status"]
    assert page["counts"] == {"email": 1, "change": 5}
