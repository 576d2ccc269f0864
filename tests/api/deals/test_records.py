"""Accounts, contacts, deals and activities over HTTP."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ringside.core import events
from ringside.deals import evidence, service
from ringside.deals.records import loading
from ringside.deals.records.models import Activity, Contact, Deal, DealPerson

sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
NOW = datetime.now(UTC)


def ago(**spans: float) -> str:
    return (NOW - timedelta(**spans)).isoformat()


async def made(client, path, **body):
    answer = await client.post(f"/api/{path}", json=body)
    assert answer.status_code in (200, 201), answer.text
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
    entry = {"kind": "email", "at": ago(days=20), "direction": "in", "text": "What does it cost?"}
    await made(owner, "activities", **entry, deal_id=deal["id"], people=[{"contact_id": dana["id"], "part": "from"}])
    moved = await owner.patch(address, json={"stage": "proposal", "amount": 10000, "close_on": "2026-12-24"})
    won = (await owner.patch(address, json={"status": "won", "close_reason": "Price"})).json()
    assert moved.status_code == 200
    assert (won["stage"], won["status"], won["revision"] != deal["revision"]) == ("Won", "won", True)
    page = (await owner.get(address)).json()
    assert page["stakeholders"][0]["engagement"]["last_in_at"] == entry["at"].replace("+00:00", "Z")
    assert page["closed_at"] is not None
    fields = [item["field"] for item in page["timeline"]["items"] if item["kind"] == "change"]
    assert sorted(fields) == ["amount", "close_on", "stage", "stage", "status"]
    assert page["counts"] == {"email": 1, "change": 5}
    assert page["revision"] == won["revision"]
    assert page["close_moves"][0]["after"] == "2026-12-24"


async def test_lists_filter_sort_and_page(owner, rep):
    harel = await made(owner, "accounts", name="Harel")
    for n, amount in enumerate((300, 100, None, 200)):
        await made(owner, "deals", name=f"Deal {n}", amount=amount, currency="EUR", account_id=harel["id"])
    mine = await made(rep, "deals", name="ÉLAN שלום", amount=50, close_on="2026-12-01")
    await made(owner, f"deals/{mine['id']}/competitors", name="Form-Fox")

    async def names(**params):
        answer = await owner.get("/api/deals", params={"sort": "name", **params})
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await names(sort="-amount") == ["Deal 0", "Deal 3", "Deal 1", "ÉLAN שלום", "Deal 2"]
    assert await names(sort="amount") == ["ÉLAN שלום", "Deal 1", "Deal 3", "Deal 0", "Deal 2"]
    assert await names(q="elan") == await names(q="שָׁלוֹם") == await names(owner=rep.user["id"]) == ["ÉLAN שלום"]
    assert await names(competitor="FORM-FOX") == await names(closing_before="2026-12-01") == ["ÉLAN שלום"]
    assert await names(min_amount=150, account=harel["id"]) == ["Deal 0", "Deal 3"]
    assert await names(owner="me", max_amount=100) == ["Deal 1"]
    assert await names(stale=True) == await names(status="won") == await names(q="50%") == []
    for sort in ("name", "-name", "amount", "-close_on", "created", "-updated", "activity", "stage", "stage_age"):
        seen, cursor = [], None
        while cursor is not None or not seen:
            params = {"sort": sort, "limit": 2, **({"cursor": cursor} if cursor else {})}
            page = (await owner.get("/api/deals", params=params)).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
        assert len(seen) == len(set(seen)) == 5, sort
    whole = (await owner.get("/api/deals", params={"limit": 1})).json()
    assert whole["count"] == 5
    assert whole["totals"] == [{"currency": "EUR", "amount": 650.0, "count": 5}]
    facets = (await owner.get("/api/deals/facets")).json()
    assert {person["id"] for person in facets["owners"]} == {owner.user["id"], rep.user["id"]}
    assert facets["competitors"] == ["Form-Fox"]


@sqlite
async def test_the_board_has_every_stage_and_what_it_sums_to(owner):
    for stage, amount, currency in (("Proposal", 10, "USD"), ("Proposal", 5, "EUR"), ("Lost", 7, "USD")):
        await made(owner, "deals", name=f"{stage} {amount}", stage=stage, amount=amount, currency=currency)
    columns = (await owner.get("/api/deals/board")).json()["columns"]
    assert [(column["stage"], column["count"]) for column in columns] == [
        ("Qualification", 0),
        ("Discovery", 0),
        ("Proposal", 2),
        ("Negotiation", 0),
        ("Won", 0),
        ("Lost", 1),
    ]
    assert [total["amount"] for total in columns[2]["totals"]] == [5.0, 10.0]
    assert len(columns[2]["items"]) == 2


async def test_stages_are_the_companys_own(owner, rep):
    deal = await made(owner, "deals", name="D", stage="Proposal")
    listed = (await owner.get("/api/deals/stages")).json()["items"]
    wanted = [
        {"name": "Offer", "renamed_from": "Proposal"} if stage["name"] == "Proposal" else
        {"name": stage["name"], "status": stage["status"]}
        for stage in listed
    ]  # fmt: skip
    assert (await rep.put("/api/deals/stages", json={"stages": wanted})).status_code == 403
    after = (await owner.put("/api/deals/stages", json={"stages": wanted})).json()["items"]
    assert [stage["name"] for stage in after][2] == "Offer"
    assert (await owner.get(f"/api/deals/{deal['id']}")).json()["stage"] == "Offer"
    refused = await owner.put("/api/deals/stages", json={"stages": [{"name": "Won", "status": "won"}, {"name": "A"}]})
    assert refused.json()["type"] == "/problems/stage-in-use"


@sqlite
async def test_who_may_change_what(owner, manager, rep, make_user):
    other = await make_user(owner)
    deal = await made(rep, "deals", name="Rep's")
    address = f"/api/deals/{deal['id']}"
    for client, status in ((other, 403), (manager, 200), (rep, 200)):
        assert (await client.patch(address, json={"next_step": "Call"})).status_code == status
    assert (await other.get(address)).json()["may_change"] is False
    noted = await made(other, "activities", kind="note", at=ago(hours=1), text="I heard", deal_id=deal["id"])
    third = await make_user(owner)
    note = f"/api/activities/{noted['id']}"
    assert (await third.patch(note, json={"text": "x"})).status_code == 403
    assert (await rep.patch(note, json={"text": "They said"})).json()["text"] == "They said"
    assert (await rep.patch(address, json={"owner_id": None})).json()["owner"] is None
    assert (await other.patch(address, json={"next_step": "Mine now"})).status_code == 200
    assert (await other.delete(address)).status_code == 204
    assert (await other.get(address)).status_code == 404
    assert (await other.get("/api/deals")).json()["count"] == 0


IMPOSSIBLE = [
    ("deals", {"name": "D", "stage": "Nowhere"}, "unknown-stage"),
    ("deals", {"name": "D", "stage": "Won", "status": "lost"}, "status-mismatch"),
    ("deals", {"name": "D", "amount": -1}, "invalid"),
    ("deals", {"name": "D", "amount": 1e20}, "invalid"),
    ("deals", {"name": "D", "amount": "NaN"}, "invalid"),
    ("deals", {"name": "D", "currency": "DOLLARS"}, "invalid"),
    ("deals", {"name": "D", "discount": 1.5}, "invalid"),
    ("deals", {"name": "  "}, "invalid"),
    ("deals", {"name": "D", "close_on": "0001-01-01"}, "invalid"),
    ("deals", {"name": "D", "account_id": "x"}, "unknown-account"),
    ("deals", {"name": "D", "owner_id": "x"}, "unknown-owner"),
    ("deals", {"name": "D", "surprise": 1}, "invalid"),
    ("accounts", {"name": "Harel"}, "account-exists"),
    ("accounts", {"name": "A", "parent_id": "x"}, "unknown-account"),
    ("contacts", {"name": "D", "email": "DANA@example.com"}, "contact-exists"),
    ("contacts", {"name": "D", "email": "nobody"}, "invalid"),
    ("contacts", {"name": "D", "timezone": "Mars/Base"}, "invalid"),
    ("activities", {"kind": "note", "at": "2026-01-01T10:00:00"}, "invalid"),
    ("activities", {"kind": "note", "at": "9999-12-31T23:59:59Z"}, "invalid"),
    ("activities", {"kind": "note", "at": ago(), "people": [{"contact_id": "x"}]}, "unknown-contact"),
    ("activities", {"kind": "dance", "at": ago()}, "invalid"),
    ("activities", {"kind": "note", "at": ago(), "text": "x" * 200_001}, "invalid"),
]


@sqlite
async def test_what_cannot_be_is_refused_by_name(owner):
    await made(owner, "accounts", name="HAREL ")
    await made(owner, "contacts", name="Dana", email="dana@example.com")
    for path, body, problem in IMPOSSIBLE:
        answer = await owner.post(f"/api/{path}", json=body)
        assert 400 <= answer.status_code < 500
        assert answer.json()["type"] == f"/problems/{problem}", answer.text


@sqlite
async def test_accounts_make_a_tree_and_never_a_circle(owner):
    mother = await made(owner, "accounts", name="Mother")
    child = await made(owner, "accounts", name="Child", parent_id=mother["id"])
    refused = await owner.patch(f"/api/accounts/{mother['id']}", json={"parent_id": child["id"]})
    assert refused.json()["type"] == "/problems/parent-circle"
    page = (await owner.get(f"/api/accounts/{mother['id']}")).json()
    assert page["children"] == [{"id": child["id"], "name": "Child"}]
    await made(owner, "deals", name="D", account_id=child["id"])
    assert (await owner.delete(f"/api/accounts/{child['id']}")).json()["type"] == "/problems/account-in-use"
    assert (await owner.delete(f"/api/accounts/{mother['id']}")).status_code == 204
    assert (await owner.get(f"/api/accounts/{child['id']}")).json()["parent"] is None


@sqlite
async def test_a_timeline_runs_backwards_and_can_be_narrowed(owner):
    deal = await made(owner, "deals", name="D")
    for n in range(5):
        await made(owner, "activities", kind="note", at=ago(days=n), text=f"{n}" * 2500, deal_id=deal["id"])
    await made(owner, "activities", kind="meeting", at=ago(days=-2), subject="Next", deal_id=deal["id"])
    await owner.patch(f"/api/deals/{deal['id']}", json={"amount": 5})
    seen, cursor = [], None
    while cursor is not None or not seen:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await owner.get(f"/api/deals/{deal['id']}/timeline", params=params)).json()
        seen += page["items"]
        cursor = page["next_cursor"]
    assert [item["kind"] for item in seen] == ["meeting", "change", *["note"] * 5]
    assert (seen[0]["planned"], seen[2]["cut"], len(seen[2]["text"])) == (True, True, 2000)
    path = f"/api/deals/{deal['id']}/timeline?kind=meeting&kind=change"
    assert len((await owner.get(path)).json()["items"]) == 2
    full = (await owner.get(f"/api/activities/{seen[2]['id']}")).json()
    assert len(full["text"]) == 2500
    page = (await owner.get(f"/api/deals/{deal['id']}")).json()
    assert page["next_meeting"]["subject"] == "Next"
    assert (await owner.get(f"{path}&cursor=nonsense")).json()["type"] == "/problems/bad-cursor"


@sqlite
async def test_a_line_becomes_an_activity_and_its_people_stakeholders(owner):
    dana = await made(owner, "contacts", name="דנה כהן")
    deal = await made(owner, "deals", name="D")
    line = {"text": "פגישה עם דנה מחר ב-10:00 על המחיר", "deal_id": deal["id"], "timezone": "Asia/Jerusalem"}
    read = await made(owner, "activities/parse", **line)
    assert read["people"][0]["id"] == dana["id"]
    assert (read["activity"]["kind"], read["activity"]["subject"]) == ("meeting", "המחיר")
    saved = await made(owner, "activities", **read["activity"])
    assert saved["planned"] is True
    page = (await owner.get(f"/api/deals/{deal['id']}")).json()
    assert [person["id"] for person in page["stakeholders"]] == [dana["id"]]
    attention = (await owner.get("/api/deals/attention")).json()
    assert [meeting["activity_id"] for meeting in attention["meetings"]] == [saved["id"]]


@sqlite
@pytest.mark.usefixtures("at_once")
async def test_recorded_calls_and_practice_are_linked(owner):
    words = "Rep: How do you handle renewals?\nDana Cohen: In spreadsheets. That sounds expensive."
    call = (await owner.post("/api/calls", json={"title": "Renewals", "transcript": words})).json()
    dana = await made(owner, "contacts", name="Dana Cohen")
    deal = await made(owner, "deals", name="D")
    address = f"/api/deals/{deal['id']}"
    await owner.put(f"{address}/people/{dana['id']}", json={"role": "champion"})
    suggested = (await owner.get(f"{address}/calls/suggested")).json()["items"]
    assert [(one["call_id"], one["people"][0]["id"]) for one in suggested] == [(call["id"], dana["id"])]
    linked = await made(owner, f"deals/{deal['id']}/calls", call_id=call["id"], people=[dana["id"]])
    again = await made(owner, f"deals/{deal['id']}/calls", call_id=call["id"])
    assert (linked["id"], linked["call_id"]) == (again["id"], call["id"])
    assert (await owner.get(f"{address}/calls/suggested")).json()["items"] == []
    other = await made(owner, "deals", name="Other")
    refused = await owner.post(f"/api/deals/{other['id']}/calls", json={"call_id": call["id"]})
    assert refused.json()["type"] == "/problems/call-linked"
    practice = (await owner.post("/api/chat", json={"scenario_id": "cold-call", "text": ""})).json()
    await made(owner, f"deals/{deal['id']}/practice", conversation_id=practice["conversation_id"])
    page = (await owner.get(address)).json()
    assert page["counts"] == {"call": 1, "practice": 1}
    assert page["stakeholders"][0]["engagement"]["touches"] == 1
    assert (await owner.delete(f"{address}/calls/{call['id']}")).status_code == 204
    assert "call" not in (await owner.get(address)).json()["counts"]


async def test_deals_are_loaded_as_values(owner, app):
    dana = await made(owner, "contacts", name="Dana", role="champion")
    ids = []
    for n in range(3):
        deal = await made(owner, "deals", name=f"D{n}", amount=n)
        ids.append(deal["id"])
        people = [{"contact_id": dana["id"], "part": "from"}]
        entry = {"kind": "email", "at": ago(days=1), "direction": "in", "text": "Too EXPENSIVE for us"}
        await made(owner, "activities", **entry, deal_id=deal["id"], people=people)
        await owner.patch(f"/api/deals/{deal['id']}", json={"stage": "Proposal"})
    await owner.delete(f"/api/deals/{ids[1]}")
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        one = await loading.load(session, ids[2], NOW + timedelta(hours=1))
        many = await loading.load_many(session, [ids[2], ids[1], ids[0]], one.looked_at, texts=True)
        chosen = await loading.load_many(session, sa.select(Deal.id), one.looked_at)
        person = await loading.history(session, dana["id"], NOW)
        assert many[0] == one
        assert [deal.id for deal in many] == [ids[2], ids[0]]
        assert sorted(deal.id for deal in chosen) == sorted([ids[0], ids[2]])
        assert chosen[0].activities[0].text == ""
        assert one.activities[0].from_id == dana["id"]
        assert [(p.name, p.role) for p in one.people] == [("Dana", "champion")]
        assert one.as_of(NOW - timedelta(days=2)).activities == ()
        assert len(person.deals) == 2
        start, end = evidence.quote(one.activities[0].text, "too expensive")
        shown = evidence.of_activity(one.activities[0], start, end)
        made_up = shown.model_copy(update={"text": "too cheap"})
        assert await evidence.verify(session, shown)
        assert not await evidence.verify(session, made_up)
        for found in (
            evidence.of_change(one.id, one.changes[0], "he"),
            evidence.of_person(one.id, one.people[0]),
            evidence.of_field(one, "stage"),
            evidence.of_deal(one),
        ):
            assert await evidence.verify(session, found)
        assert not await evidence.verify(session, evidence.of_deal(one).model_copy(update={"id": ids[1]}))


@sqlite
async def test_every_change_of_a_deal_changes_its_revision(owner, app):
    dana = await made(owner, "contacts", name="Dana")
    deal = await made(owner, "deals", name="D")
    note = await made(owner, "activities", kind="note", at=ago(days=1), text="a", deal_id=deal["id"])
    address = f"/api/deals/{deal['id']}"
    seen = []

    async def look():
        async with app.state.databases.tenant(owner.tenant["id"]) as session:
            seen.append(await service.revision(session, deal["id"]))

    await look()
    await look()
    assert seen[0] == seen.pop()
    for method, path, body in (
        ("PATCH", address, {"next_step": "x"}),
        ("PATCH", f"/api/activities/{note['id']}", {"text": "b"}),
        ("PUT", f"{address}/people/{dana['id']}", {"role": "user"}),
        ("PUT", f"{address}/people/{dana['id']}", {"role": "blocker"}),
        ("PATCH", f"/api/contacts/{dana['id']}", {"title": "CFO"}),
        ("POST", f"{address}/competitors", {"name": "Fox"}),
        ("DELETE", f"/api/activities/{note['id']}", None),
        ("DELETE", address, None),
    ):
        assert (await owner.request(method, path, json=body)).is_success
        await look()
    assert len(set(seen)) == len(seen) == 9


@sqlite
async def test_open_pages_hear_of_a_change_after_it_is_kept(owner):
    deal = await made(owner, "deals", name="D")
    news = events.listen(owner.tenant["id"], owner.user["id"])
    assert (await anext(news)).name == "hello"
    heard = asyncio.ensure_future(anext(news))
    assert (await owner.patch(f"/api/deals/{deal['id']}", json={"stage": "Nowhere"})).status_code == 422
    await owner.patch(f"/api/deals/{deal['id']}", json={"name": "Renamed"})
    event = await heard
    assert (event.name, event.data) == ("deal", {"deal_id": deal["id"], "what": "deal"})
    await news.aclose()


@sqlite
async def test_removed_people_are_nowhere(owner, app):
    dana = await made(owner, "contacts", name="Dana", email="dana@harel.example", phone="052", notes="Sails")
    deal = await made(owner, "deals", name="D")
    people = [{"contact_id": dana["id"]}]
    await made(owner, "activities", kind="call", at=ago(days=1), deal_id=deal["id"], people=people)
    note = await made(owner, "activities", kind="note", at=ago(days=2), deal_id=deal["id"], text="Dana is ill")
    assert (await owner.delete(f"/api/activities/{note['id']}")).status_code == 204
    assert (await owner.delete(f"/api/contacts/{dana['id']}")).status_code == 204
    page = (await owner.get(f"/api/deals/{deal['id']}")).json()
    assert (page["stakeholders"], page["people"], page["timeline"]["items"][0]["people"]) == ([], 0, [])
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        loaded = await loading.load(session, deal["id"], NOW)
        assert (loaded.people, loaded.activities[0].contact_ids) == ((), ())
        assert await session.get(DealPerson, (deal["id"], dana["id"])) is not None
        gone = await session.get_one(Contact, dana["id"])
        assert (gone.name, gone.folded, gone.email, gone.phone, gone.notes) == ("", "", None, None, "")
        assert (await session.get_one(Activity, note["id"])).text == ""


@sqlite
async def test_deals_can_be_asked_about_as_numbers(owner):
    account = await made(owner, "accounts", name="Harel", segment="Insurer")
    deal = await made(owner, "deals", name="D", amount=1200.5, currency="EUR", account_id=account["id"])
    await owner.patch(f"/api/deals/{deal['id']}", json={"close_on": "2026-12-24", "status": "won"})
    await made(owner, "activities", kind="call", at=ago(days=1), duration_s=600, deal_id=deal["id"])
    own = (await owner.post("/api/metrics/sources/own")).json()
    tables = {table["name"]: table for table in own["report"]["tables"]}
    assert [tables[f"crm_{name}"]["rows"] for name in ("accounts", "activities", "deals")] == [1, 1, 1]
    kinds = {column["name"]: column["type"] for column in tables["crm_deals"]["columns"]}
    assert (kinds["close_on"], kinds["amount"]) == ("date", "money")


async def test_two_who_do_the_same_at_once_both_succeed(owner):
    deals = await asyncio.gather(*(owner.post("/api/deals", json={"name": f"D{n}"}) for n in range(4)))
    assert [answer.status_code for answer in deals] == [201] * 4
    dana = await made(owner, "contacts", name="Dana")
    deal = f"/api/deals/{deals[0].json()['id']}"
    clicks = [owner.post(f"{deal}/competitors", json={"name": "Fox"}) for _ in range(4)]
    clicks += [owner.put(f"{deal}/people/{dana['id']}", json={"role": "user"}) for _ in range(4)]
    assert {answer.status_code for answer in await asyncio.gather(*clicks)} == {200}
    page = (await owner.get(deal)).json()
    assert (page["competitors"], page["people"]) == (["Fox"], 1)
