"""Why deals were won and lost, over HTTP: from an import to its reasons, and plainly nothing where there is nothing."""

from __future__ import annotations

import io
import random

import pytest

on_one_store = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""For what is decided in code, whatever the database."""


def _csv(count: int, seed: int = 1) -> bytes:
    chance = random.Random(seed)
    lines = ["Pilot;Region;Invoice no;Result"]
    for place in range(count):
        pilot, region = chance.choice(["Yes", "No"]), chance.choice(["North", "South"])
        won = chance.random() < (0.8 if pilot == "Yes" else 0.25)
        lines.append(f"{pilot};{region};{f'I{place}' if won else ''};{'Won' if won else 'Lost'}")
    return "\n".join(lines).encode()


@pytest.fixture
async def imported(manager):
    files = {"file": ("deals.csv", io.BytesIO(_csv(150)), "text/csv")}
    mapping = '{"Result": "status"}'
    answer = await manager.post("/api/deals/import", files=files, data={"mapping": mapping})
    assert answer.json()["created"] == 150, answer.text
    return manager


async def test_an_import_of_own_columns_is_explained_down_to_its_deals(imported, rep):
    answer = await rep.post("/api/ai/win-loss-analysis", json={"cohort": {}})
    told = answer.json()
    assert (answer.status_code, told["signal"], told["verdict"]) == (200, "yes", "signal")
    first = told["factors"][0]
    assert first["sure"]
    assert first["name"].startswith("Pilot")
    assert first["low"] <= first["effect"] <= first["high"]
    assert told["auc_low"] < told["auc"] < told["auc_high"]
    assert 0 < told["brier"] < 0.25
    assert "Invoice no" in {field["name"] for field in told["excluded"]}
    named = {deal["id"] for deal in told["deals"]}
    assert first["examples"]
    assert set(first["examples"]) <= named

    body = {"conditions": first["conditions"], "outcome": "won"}
    behind = (await rep.post("/api/ai/win-loss-analysis/deals", json=body)).json()
    assert (behind["won"], behind["lost"]) == (first["won"], first["lost"])
    assert {deal["status"] for deal in behind["items"]} == {"won"}

    deal = first["examples"][0]
    one = (await rep.post("/api/ai/win-loss-analysis", json={"deal_id": deal, "language": "he"})).json()
    assert one["kind"] == "deal"
    assert one["of_deal"][0]["evidence"][0]["kind"] == "field"
    assert one["chance"]["low"] <= one["chance"]["value"] <= one["chance"]["high"]
    assert deal not in {each["deal"]["id"] for each in one["similar"]}
    refused = await rep.get(f"/api/deals/{deal}/probability")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/deal-already-closed")


async def test_cohorts_are_filtered_compared_and_exported(imported):
    choices = (await imported.get("/api/deals/win-loss/cohorts")).json()
    assert choices["custom"]["Pilot"] == sorted(choices["custom"]["Pilot"], key=choices["custom"]["Pilot"].index)
    body = {"cohort": {"custom": {"Pilot": ["Yes"]}}, "compare": {"custom": {"Pilot": ["No"]}}}
    told = (await imported.post("/api/ai/win-loss-analysis", json=body)).json()
    assert told["kind"] == "comparison"
    assert told["cohort"]["deals"] + told["compared"]["deals"] == 150
    rates = next(d for d in told["differences"] if d["name"] == "All deals")
    assert rates["sure"]
    assert rates["a"] > rates["b"]
    sheet = await imported.post("/api/ai/win-loss-analysis/export?format=csv", json=body)
    assert sheet.headers["content-type"].startswith("text/csv")
    assert "difference (win_rate),All deals" in sheet.text
    page = await imported.post("/api/ai/win-loss-analysis/export?format=markdown", json={})
    assert page.text.startswith("# Win-loss")


@on_one_store
@pytest.mark.usefixtures("at_once")
async def test_too_little_is_said_plainly(manager, rep):
    files = {"file": ("deals.csv", io.BytesIO(_csv(12)), "text/csv")}
    await manager.post("/api/deals/import", files=files, data={"mapping": '{"Result": "status"}'})
    told = (await rep.post("/api/ai/win-loss-analysis", json={})).json()
    assert (told["signal"], told["verdict"], told["factors"], told["auc"]) == ("no", "too_few", [], None)
    assert "too little data" in told["narrative"]
    made = (await rep.post("/api/deals", json={"name": "Open one"})).json()
    chance = (await rep.get(f"/api/deals/{made['id']}/probability")).json()
    assert (chance["signal"], chance["chance"], chance["verdict"]) == ("no", None, "learning")
    assert "being learned" in chance["text"]
    known = (await rep.get(f"/api/deals/{made['id']}/probability")).json()
    assert known["verdict"] == "too_few"
    assert (await rep.delete(f"/api/deals/win-loss/alerts/{made['id']}")).status_code == 204
    open_deal = await rep.post("/api/ai/win-loss-analysis", json={"deal_id": made["id"]})
    assert (open_deal.status_code, open_deal.json()["type"]) == (422, "/problems/deal-still-open")
    assert (await rep.post("/api/ai/win-loss-analysis", json={"deal_id": "nobody"})).status_code == 404
    both = await rep.post("/api/ai/win-loss-analysis", json={"deal_id": "x", "cohort": {}})
    assert both.status_code == 422


async def test_only_managers_train_and_everybody_sees_versions(manager, rep):
    assert (await rep.post("/api/deals/win-loss/models")).status_code == 403
    assert (await manager.post("/api/deals/win-loss/models")).status_code == 202
    assert (await rep.get("/api/deals/win-loss/models")).status_code == 200
    assert (await rep.get("/api/deals/win-loss/alerts")).json() == []
