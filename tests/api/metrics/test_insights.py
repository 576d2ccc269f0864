"""Pinned answers over HTTP: kept as they were shown, refreshed, shared, talked about, exported, and watched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringside.app import equipment
from ringside.core import mail
from ringside.core.jobs import perform
from ringside.metrics.insights import alerts
from ringside.metrics.insights.checking import CHECK

from .conftest import AS_OF, CUSTOMERS, ORDERS, csv

REVENUE = {"intent": "value", "measures": ["revenue"]}
BY_COUNTRY = {"intent": "breakdown", "measures": ["revenue"], "dimensions": ["customers.country"]}
OCTOBER = {"period": {"start": "2025-10-01", "end": "2025-11-01", "words": "October 2025"}}


async def pin(client, query=REVENUE, **more) -> dict:
    answer = await client.post("/api/insights", json={"query": query, "as_of": AS_OF} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def replace_orders(owner, *rows) -> None:
    """Upload the orders again, with these rows more."""
    (source,) = (await owner.get("/api/metrics/sources")).json()["items"]
    files = [
        ("files", ("customers.csv", csv("id,name,country", CUSTOMERS), "text/csv")),
        ("files", ("orders.csv", csv("id,customer_id,ordered_at,amount,cost,note", [*ORDERS, *rows]), "text/csv")),
    ]
    answer = await owner.post(f"/api/metrics/sources/{source['id']}/refresh", files=files)
    assert answer.json()["status"] == "ready", answer.text


async def test_an_answer_is_pinned_as_it_was_shown(shop, ask):
    shown = await ask(shop, "revenue by country")
    body = {"conversation_id": shown["conversation_id"], "message_id": shown["message_id"]}
    pinned = (await shop.post("/api/insights", json=body)).json()
    assert pinned["title"] == "revenue by country"
    assert pinned["saved"]["rows"] == shown["rows"]
    assert pinned["text"] == shown["narrative"]
    assert [fact["id"] for fact in pinned["saved"]["facts"]] == [fact["id"] for fact in shown["facts"]]
    assert pinned["saved"]["query"]["measures"] == ["revenue"]
    (listed,) = (await shop.get("/api/insights")).json()["items"]
    assert (listed["id"], listed["mine"], listed["shared"]) == (pinned["id"], True, False)


async def test_only_answers_with_numbers_can_be_pinned(shop, ask):
    asked = await ask(shop, "how many flurbs did we glorp")
    assert asked["status"] == "asked"
    body = {"conversation_id": asked["conversation_id"], "message_id": asked["message_id"]}
    assert (await shop.post("/api/insights", json=body)).json()["type"].endswith("nothing-to-pin")
    unknown = {"conversation_id": asked["conversation_id"], "message_id": "0" * 32}
    assert (await shop.post("/api/insights", json=unknown)).status_code == 404
    assert (await shop.post("/api/insights", json={"query": REVENUE, **body})).status_code == 422
    assert (await shop.post("/api/insights", json={"query": {"measures": ["no_such"]}})).status_code == 422


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_refresh_says_what_changed_and_keeps_what_was(shop):
    pinned = await pin(shop, BY_COUNTRY)
    same = (await shop.post(f"/api/insights/{pinned['id']}/refresh")).json()
    assert (same["diff"]["changed"], same["diff"]["appeared"]) == ([], [])

    await replace_orders(shop, (6, 2, "2025-11-01", "100.00", "1.00", "n"), (7, 9, "2025-11-01", "5.00", "1.00", "n"))
    fresh = (await shop.post(f"/api/insights/{pinned['id']}/refresh")).json()
    (moved,) = fresh["diff"]["changed"]
    assert (moved["key"], moved["before"], moved["after"]) == (["France"], 700.0, 800.0)
    assert moved["change_pct"] == pytest.approx(1 / 7)
    assert fresh["diff"]["appeared"] == [[None]]
    assert "800" in fresh["diff"]["text"]
    (listed,) = (await shop.get("/api/insights")).json()["items"]
    assert listed["moved"] == moved
    past = (await shop.get(f"/api/insights/{pinned['id']}/history")).json()["items"]
    assert len(past) == 2
    assert past[0]["text"] == pinned["text"]


async def test_what_is_not_shared_is_nobody_elses(shop, manager, rep, other_tenant):
    pinned = await pin(shop)
    address = f"/api/insights/{pinned['id']}"
    for stranger in (manager, rep, other_tenant):
        assert (await stranger.get(address)).status_code == 404
        assert (await stranger.post(f"{address}/comments", json={"text": "Hello"})).status_code == 404
        assert (await stranger.get("/api/insights")).json()["items"] == []
    await shop.patch(address, json={"shared": True, "note": "For Monday"})
    seen = (await rep.get(address)).json()
    assert (seen["note"], seen["mine"]) == ("For Monday", False)
    assert (await rep.patch(address, json={"title": "Mine now"})).status_code == 403
    assert (await rep.delete(address)).status_code == 403
    assert (await manager.patch(address, json={"title": "Ours"})).json()["title"] == "Ours"
    assert (await manager.patch(address, json={"shared": False})).status_code == 403
    assert (await other_tenant.get(address)).status_code == 404
    assert [i["id"] for i in (await rep.get("/api/insights", params={"scope": "shared"})).json()["items"]] == [
        pinned["id"]
    ]
    assert (await rep.get("/api/insights", params={"scope": "mine"})).json()["items"] == []


async def test_a_rep_sees_no_shared_answer_that_the_model_keeps_for_managers(shop, manager, rep):
    pinned = await pin(shop, {"measures": ["profit"]}, shared=True)
    assert (await manager.get(f"/api/insights/{pinned['id']}")).status_code == 200
    assert (await rep.get(f"/api/insights/{pinned['id']}")).status_code == 404
    assert (await rep.get("/api/insights")).json()["items"] == []


async def test_people_talk_and_who_is_mentioned_is_told(shop, rep, other_tenant):
    pinned = await pin(shop, shared=True, title="הכנסות")
    address = f"/api/insights/{pinned['id']}/comments"
    people = (await rep.get("/api/insights/people")).json()
    assert {one["user_id"] for one in people} == {shop.user["id"], rep.user["id"]}
    said = (await rep.post(address, json={"text": "Why so low?", "mentions": [shop.user["id"]]})).json()
    assert said["mentions"][0]["name"] == shop.user["name"]
    (told,) = (await shop.get("/api/notices")).json()["items"]
    assert (told["kind"], told["text"], told["link"]) == ("mention", "Why so low?", f"/numbers/insights/{pinned['id']}")
    assert "הכנסות" in told["title"]
    foreign = {"text": "Psst", "mentions": [other_tenant.user["id"]]}
    assert (await shop.post(address, json=foreign)).status_code == 422
    assert (await other_tenant.get("/api/notices")).json()["items"] == []
    assert [c["text"] for c in (await shop.get(address)).json()] == ["Why so low?"]
    answer = await shop.post(address, json={"text": "Looking"})
    assert (await rep.delete(f"{address}/{answer.json()['id']}")).status_code == 403
    assert (await shop.delete(f"{address}/{said['id']}")).status_code == 204
    assert [c["text"] for c in (await rep.get(address)).json()] == ["Looking"]
    assert (await shop.get(f"/api/insights/{pinned['id']}")).json()["comments"] == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_it_can_be_taken_away_as_a_file(shop):
    pinned = await pin(shop, BY_COUNTRY, title="Revenue by country")
    address = f"/api/insights/{pinned['id']}/export"
    table = await shop.get(address, params={"format": "csv"})
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert "France,700" in table.text
    text = (await shop.get(address, params={"format": "markdown"})).text
    assert pinned["text"] in text
    picture = await shop.get(address, params={"format": "png"})
    assert picture.content.startswith(b"\x89PNG")
    number = await pin(shop)
    assert (await shop.get(f"/api/insights/{number['id']}/export", params={"format": "png"})).status_code == 409


async def look(app, settings, owner, at: datetime) -> int:
    """Check what is due; how many insights were."""
    async with equipment(settings) as tools:
        async with tools.databases.tenant(owner.tenant["id"]) as session:
            found = list(await alerts.due(session, at))
        for insight_id, run in found:
            await perform(CHECK, tools, owner.tenant["id"], insight_id, run)
    return len(found)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_crossed_threshold_is_told_once_in_the_app_and_by_mail(app, settings, shop, rep, monkeypatch):
    sent: list[mail.Message] = []

    async def send(_self, message: mail.Message) -> None:
        sent.append(message)

    monkeypatch.setattr(mail.Mailer, "send", send)
    settings = settings.model_copy(update={"smtp_url": mail_url()})
    pinned = await pin(shop, {"measures": ["revenue"], "time": OCTOBER}, shared=True)
    address = f"/api/insights/{pinned['id']}/alert"
    rule = {"kind": "threshold", "direction": "above", "value": 650, "every": "hour", "email": True}
    assert (await rep.put(address, json=rule)).json()["state"] == "waiting"

    later = datetime.now(UTC)
    assert await look(app, settings, shop, later) == 1
    kept = (await rep.get(f"/api/insights/{pinned['id']}")).json()["alert"]
    assert (kept["state"], kept["last_value"]) == ("raised", 650.5)
    (told,) = (await rep.get("/api/notices")).json()["items"]
    assert told["kind"] == "alert"
    assert "650" in told["text"]
    assert [(m.to, m.text) for m in sent] == [(rep.user["email"], told["text"])]
    assert await look(app, settings, shop, later) == 0, "not due again before an hour is over"
    assert (await shop.get("/api/notices")).json()["items"] == []
    assert (await rep.delete(address)).status_code == 204
    assert (await rep.delete(address)).status_code == 404


def mail_url():
    from pydantic import SecretStr  # noqa: PLC0415

    return SecretStr("smtp://mail.example.com")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_an_alert_ends_with_what_it_was_about(app, settings, shop, rep):
    pinned = await pin(shop, {"measures": ["revenue"], "time": OCTOBER}, shared=True)
    address = f"/api/insights/{pinned['id']}/alert"
    await rep.put(address, json={"kind": "surprise"})
    await shop.put(address, json={"kind": "surprise"})
    await shop.patch(f"/api/insights/{pinned['id']}", json={"shared": False})
    assert await look(app, settings, shop, datetime.now(UTC)) == 1
    mine = (await shop.get(f"/api/insights/{pinned['id']}")).json()["alert"]
    assert mine["state"] in {"quiet", "too_little_history", "raised"}
    assert mine["checked_at"]
    await shop.patch(f"/api/insights/{pinned['id']}", json={"shared": True})
    assert (await rep.get(f"/api/insights/{pinned['id']}")).json()["alert"] is None, "it was private when looked at"
    wide = await pin(shop, BY_COUNTRY)
    answer = await shop.put(f"/api/insights/{wide['id']}/alert", json={"kind": "surprise"})
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "no-number")
    await shop.delete(f"/api/insights/{pinned['id']}")
    assert await look(app, settings, shop, datetime.now(UTC)) == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_who_is_removed_takes_their_own_along_and_leaves_what_was_shared(app, shop, rep, ask):
    mine, ours = await pin(rep, title="mine"), await pin(rep, title="ours", shared=True)
    await rep.post(f"/api/insights/{ours['id']}/comments", json={"text": "see this"})
    await rep.put(f"/api/insights/{ours['id']}/alert", json={"kind": "threshold", "op": "above", "value": 1})
    await ask(rep, "how many flurbs did we glorp")
    me = (await rep.get("/api/auth/me")).json()["user"]["id"]
    tenant_id = (await shop.get("/api/tenants/current")).json()["id"]

    assert (await shop.delete(f"/api/users/{me}")).status_code == 204
    async with app.state.databases.tenant(tenant_id) as session:
        store = await app.state.metrics_stores.of(tenant_id, session)
        assert (await store.of_person(me)).items == []
        assert [item.id for item in await store.all("insight", "all")] == [ours["id"]]
        assert me not in str(await store.all("usage", "everybody"))
    assert (await shop.get(f"/api/insights/{mine['id']}")).status_code == 404
    (said,) = (await shop.get(f"/api/insights/{ours['id']}/comments")).json()
    assert (said["text"], said["by"]["name"]) == ("see this", None)
    usage = (await shop.get("/api/metrics/usage")).json()
    assert (usage["asked"], usage["by_person"], usage["unanswered"]) == (1, [], [])
