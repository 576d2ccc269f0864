"""HubSpot as it behaves, well and badly, against a real sync of it; its sign-in, its webhooks, and what is written."""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from peers.deals.crm_server import Fault, Reply
from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealPerson,
    Stage,
)
from ringside.deals.sync.models import CrmConnection, CrmLink

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def small_account(vendor):
    company = vendor.add("companies", LONG_AGO, name="Harel", domain="harel.example", hubspot_owner_id="41")
    dana = vendor.add("contacts", LONG_AGO, firstname="Dana", lastname="Levi", email="dana@harel.example",
                      jobtitle="CFO", associatedcompanyid=company)  # fmt: skip
    deal = vendor.add("deals", LONG_AGO, dealname="Claims suite", amount="40000", dealstage="appointment",
                      closedate="2026-09-30T00:00:00Z", hubspot_owner_id="41", createdate="2026-03-02T09:00:00Z")  # fmt: skip
    vendor.edit("deals", deal, LONG_AGO + timedelta(days=9), dealstage="contract", amount="38000.5")
    mail = vendor.add("emails", LONG_AGO, hs_timestamp="2026-03-05T10:00:00Z", hs_email_subject="Re: price",
                      hs_email_html="<p>Too <b>steep</b> &amp; late.</p>", hs_email_direction="INCOMING_EMAIL",
                      hs_email_from_email="dana@harel.example", hs_email_to_email="rep@example.com")  # fmt: skip
    call = vendor.add("calls", LONG_AGO, hs_timestamp="2026-03-06T10:00:00Z", hs_call_title="Intro",
                      hs_call_duration="380000", hs_call_direction="OUTBOUND", hubspot_owner_id="41")  # fmt: skip
    for kind, one in (("companies", company), ("contacts", dana), ("emails", mail), ("calls", call)):
        vendor.link("deals", deal, kind, one)
    return {"company": company, "dana": dana, "deal": deal}


async def only(company, table):
    rows = [row for (row,) in await company.rows(sa.select(table).where(table.deleted_at.is_(None)))]
    assert len(rows) == 1, rows
    return rows[0]


async def test_everything_of_an_account_arrives_in_its_place(company, hubspot):
    hubspot.custom["deals"] = [
        {"name": "discount_pct", "label": "Discount", "type": "number", "hubspotDefined": False},
        {"name": "rivals", "label": "Competitors", "type": "enumeration", "hubspotDefined": False},
        {"name": "region", "label": "Region", "type": "string", "hubspotDefined": False},
    ]
    there = small_account(hubspot)
    hubspot.edit("deals", there["deal"], discount_pct="0.15", rivals="FormFox;ClaimKit", region="North")
    connection = await company.hubspot(hubspot)
    run = await company.sync(connection)
    assert run["total"]["problems"] == 0, await company.findings(run, "problem")
    account, dana, deal = [await only(company, table) for table in (Account, Contact, Deal)]
    assert (dana.name, dana.title, dana.account_id) == ("Dana Levi", "CFO", account.id)
    assert (deal.amount, deal.currency, deal.stage) == (Decimal("38000.50"), "USD", "Contract sent")
    assert (deal.close_on, deal.account_id, deal.owner_name) == (date(2026, 9, 30), account.id, "Rita Rep")
    assert deal.owner_id is not None
    assert (deal.discount, deal.custom) == (0.15, {"Region": "North"})
    assert await company.rows(sa.select(DealPerson.contact_id)) == [(dana.id,)]
    changes = await company.rows(
        sa.select(DealChange.field, DealChange.before, DealChange.after).order_by(DealChange.field)
    )
    assert changes == [("amount", "40000.00", "38000.50"), ("stage", "Appointment", "Contract sent")]
    mail = (await company.rows(sa.select(Activity).where(Activity.kind == "email")))[0][0]
    assert (mail.text, mail.direction, mail.deal_id, mail.account_id) == (
        "Too steep & late.",
        "in",
        deal.id,
        account.id,
    )
    assert await company.rows(sa.select(ActivityPerson.contact_id, ActivityPerson.part)) == [(dana.id, "from")]
    call = (await company.rows(sa.select(Activity).where(Activity.kind == "call")))[0][0]
    assert (call.duration_s, call.user_name, call.direction) == (380, "Rita Rep", "out")
    # Two pipelines have a stage called Closed, and one means won, the other lost.
    stages = dict(await company.rows(sa.select(Stage.name, Stage.status)))
    assert (stages["Sales: Closed"], stages["Renewals: Closed"], stages["Lost"]) == ("won", "lost", "lost")

    again = await company.sync(connection)
    assert {name: n for name, n in again["total"].items() if n and name != "unchanged"} == {}


async def test_more_than_the_ceiling_with_equal_moments_and_limits(company, hubspot, waits):
    """Search ends at its ceiling, hundreds were changed in one millisecond, and each second allows so many requests."""
    hubspot.ceiling = 400
    for number in range(450):
        hubspot.add("companies", LONG_AGO, name=f"Same moment {number}")
    for number in range(330):
        hubspot.add("companies", LONG_AGO + timedelta(milliseconds=1 + number // 3), name=f"Later {number}")
    second = {"status": "error", "errorType": "RATE_LIMIT", "policyName": "SECONDLY", "message": "secondly limit"}
    hubspot.faults += [
        Fault("companies/search", "", after=1, reply=Reply(429, second)),
        Fault("companies/search", "", after=2, reply=Reply(429, second, {"Retry-After": "3"})),
        Fault("companies/search", "cut", after=3),
        Fault("companies/search", "", after=4, reply=Reply(502, None)),
    ]
    run = await company.sync(await company.hubspot(hubspot))
    assert run["by_kind"]["account"]["created"] == 780
    assert await company.rows(sa.select(sa.func.count(sa.distinct(Account.name)))) == [(780,)]
    assert 3 in waits
    assert all(not one.json.get("after") for one in hubspot.paths("/search"))


async def test_a_record_changed_while_one_reads_pushes_no_other_out_of_sight(company, hubspot):
    ids = [hubspot.add("contacts", LONG_AGO + timedelta(seconds=n), firstname=f"P{n}") for n in range(650)]
    touched = iter(ids[:600:60])

    def meanwhile(asked):
        if asked.path.endswith("contacts/search") and (one := next(touched, None)):
            hubspot.edit("contacts", one, jobtitle="Moved")

    hubspot.hook = meanwhile
    await company.sync(await company.hubspot(hubspot))
    assert await company.rows(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Contact.name))).select_from(Contact)
    ) == [(650, 650)]


async def test_deleted_restored_and_merged(company, hubspot):
    there = small_account(hubspot)
    loser = hubspot.add("contacts", LONG_AGO, firstname="D", lastname="Levi", email="d@harel.example")
    note = hubspot.add("notes", LONG_AGO, hs_timestamp="2026-03-07T10:00:00Z", hs_note_body="<p>Spoke</p>")
    hubspot.link("notes", note, "contacts", loser)
    hubspot.link("notes", note, "deals", there["deal"])
    connection = await company.hubspot(hubspot)
    await company.sync(connection)
    hubspot.delete("calls", next(iter(hubspot.rows["calls"])))
    hubspot.merge("contacts", there["dana"], loser)
    run = await company.sync(connection)
    assert (run["by_kind"]["contact"]["merged"], run["by_kind"]["activity"]["deleted"]) == (1, 1)
    dana = await only(company, Contact)
    spoke = (await company.rows(sa.select(Activity.id).where(Activity.kind == "note")))[0][0]
    assert await company.rows(sa.select(ActivityPerson.contact_id).where(ActivityPerson.activity_id == spoke)) == [
        (dana.id,)
    ]
    call = next(iter(hubspot.rows["calls"].values()))
    call |= {"archived": None, "at": hubspot.now()}
    await company.sync(connection)
    assert (
        len(await company.rows(sa.select(Activity.id).where(Activity.kind == "call", Activity.deleted_at.is_(None))))
        == 1
    )


async def test_a_missing_right_and_a_daily_limit(company, hubspot):
    small_account(hubspot)
    hubspot.missing_scopes = {"emails", "calls"}
    hubspot.faults.append(Fault("/owners$", "", reply=Reply(403, {"category": "MISSING_SCOPES"})))
    connection = await company.hubspot(hubspot)
    run = await company.sync(connection)
    problems = {i["name"] for i in await company.findings(run, "problem")}
    assert problems == {"calls", "owners"}  # e-mails are an extra right
    daily = {"status": "error", "errorType": "RATE_LIMIT", "policyName": "DAILY", "message": "daily limit"}
    hubspot.faults.append(Fault("deals/search", "", reply=Reply(429, daily)))
    assert (await company.sync(connection, "paused"))["finished_at"] is not None
    await company.sync(connection)


async def test_sign_in_refresh_and_expiry(company, hubspot):
    """The whole way of OAuth: a state good for once, a code, tokens that end while one reads."""
    small_account(hubspot)
    connection = await company.connect(kind="hubspot", auth="oauth")
    client = company.client
    early = await client.post(f"/api/crm/connections/{connection}/sync")
    assert early.json()["type"] == "/problems/crm-not-signed-in"
    url = (await client.post(f"/api/crm/connections/{connection}/authorize")).json()["url"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert (asked["client_id"], asked["redirect_uri"]) == (
        hubspot.client_id,
        "http://ringside.example/api/crm/callback",
    )
    hubspot.codes = {"good", "second"}
    forged = await client.get("/api/crm/callback", params={"state": asked["state"][:-3] + "xxx", "code": "good"})
    assert forged.headers["location"] == "/deals/connections?problem=crm-bad-state"
    done = await client.get("/api/crm/callback", params={"state": asked["state"], "code": "good"})
    assert (done.status_code, done.headers["location"]) == (303, f"/deals/connections?connected={connection}")
    again = await client.get("/api/crm/callback", params={"state": asked["state"], "code": "second"})
    assert again.headers["location"] == "/deals/connections?problem=crm-bad-state"
    hubspot.faults.append(Fault("deals/batch/read", "expire"))
    run = await company.sync(connection)
    assert (run["total"]["problems"], run["by_kind"]["deal"]["created"]) == (0, 1)
    assert [one.form["grant_type"] for one in hubspot.paths("/token")] == ["authorization_code", "refresh_token"]


async def test_webhooks_are_believed_only_when_signed_and_fresh(company, hubspot):
    there = small_account(hubspot)
    connection = await company.hubspot(hubspot)
    await company.sync(connection)
    path = (await company.client.get(f"/api/crm/connections/{connection}")).json()["webhook_path"]
    address = f"http://ringside.example{path}"
    gone = [
        {"eventId": 1, "subscriptionType": "deal.deletion", "portalId": hubspot.portal, "objectId": int(there["deal"])}
    ]

    async def send(body, headers):
        answer = await company.client.post(path, content=body, headers=headers | {"Authorization": ""})
        return answer.status_code

    body, headers = hubspot.webhook(address, gone)
    assert await send(body + b" ", headers) == 401
    assert await send(body, headers | {"X-HubSpot-Signature-v3": "x"}) == 401
    assert await send(*hubspot.webhook(address, gone, secret="another")) == 401
    assert await send(*hubspot.webhook(address, gone, at=(hubspot.now() - timedelta(minutes=6)).timestamp())) == 401
    assert await send(*hubspot.webhook(address + "/other", gone)) == 401
    assert (await company.client.post(path[:-1] + "0", content=body, headers=headers)).status_code in (401, 404)
    await only(company, Deal)

    assert await send(*hubspot.webhook(address, [gone[0] | {"portalId": 999}])) == 200  # another account's event
    await only(company, Deal)
    assert await send(body, headers) == 200
    assert await send(body, headers) == 200  # sent again, as HubSpot does when an answer is late
    assert await company.rows(sa.select(Deal.id).where(Deal.deleted_at.is_(None))) == []

    private = [
        {"subscriptionType": "contact.privacyDeletion", "portalId": hubspot.portal, "objectId": int(there["dana"])}
    ]
    assert await send(*hubspot.webhook(address, private)) == 200
    ((dana,),) = await company.rows(sa.select(Contact))
    assert (dana.email, dana.title, dana.name) == (None, None, "—")
    ((due,),) = await company.rows(sa.select(CrmConnection.next_at))
    assert due <= datetime.now(UTC)


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_note_is_written_once_even_if_the_process_dies_after_sending(company, hubspot, arrived):
    there = small_account(hubspot)
    connection = await company.hubspot(hubspot, options={"write_back": True})
    await company.sync(connection)
    deal = await only(company, Deal)
    body = {
        "kind": "note",
        "text": "Budget <b>agreed</b> & signed",
        "deal_id": deal.id,
        "at": datetime.now(UTC).isoformat(),
    }
    note = await company.client.post("/api/activities", json=body)
    assert note.is_success, note.text
    create = "/crm/v3/objects/notes$"
    hubspot.faults.append(
        Fault(create, "cut" if arrived else "drop", method="POST")
    )  # in the second case it was stored
    await company.client.post("/api/crm/write-back", json={"activity_id": note.json()["id"]})
    if not arrived:
        assert len(hubspot.rows["notes"]) == 0
    sent = await company.client.post("/api/crm/write-back", json={"activity_id": note.json()["id"]})
    assert (sent.status_code, sent.json()["status"]) == (202, "sent"), sent.text
    ((one, row),) = hubspot.rows["notes"].items()
    assert "Budget &lt;b&gt;agreed&lt;/b&gt; &amp; signed" in row["properties"]["hs_note_body"]
    assert hubspot.links["deals", "notes"][there["deal"]] == [one]

    for _ in range(2):  # it comes back with the next syncs and is known
        assert (await company.sync(connection))["total"]["created"] == 0
    notes = await company.rows(sa.select(Activity.id, Activity.source).where(Activity.kind == "note"))
    assert notes == [(note.json()["id"], "ringside")]
    assert len(hubspot.rows["notes"]) == 1
    listed = (await company.client.get(f"/api/crm/connections/{connection}/outgoing")).json()["items"]
    assert [item["status"] for item in listed] == ["sent"]


async def test_a_refused_note_is_told_and_write_back_is_off_by_default(company, hubspot):
    small_account(hubspot)
    connection = await company.hubspot(hubspot)
    await company.sync(connection)
    deal = await only(company, Deal)
    body = {"kind": "task", "subject": "Call Dana", "deal_id": deal.id, "at": datetime.now(UTC).isoformat()}
    task = (await company.client.post("/api/activities", json=body)).json()
    off = await company.client.post("/api/crm/write-back", json={"activity_id": task["id"]})
    assert off.json()["type"] == "/problems/write-back-off"
    await company.client.patch(f"/api/crm/connections/{connection}", json={"options": {"write_back": True}})
    hubspot.faults.append(Fault("objects/tasks$", "", reply=Reply(403, {"category": "MISSING_SCOPES"}), method="POST"))
    refused = (await company.client.post("/api/crm/write-back", json={"activity_id": task["id"]})).json()
    assert (refused["status"], "MISSING_SCOPES" in refused["problem"]) == ("refused", True)
    assert hubspot.rows["tasks"] == {}
    theirs = (await company.rows(sa.select(Activity.id).where(Activity.kind == "email")))[0][0]
    wrong = await company.client.post("/api/crm/write-back", json={"activity_id": theirs})
    assert wrong.json()["type"] == "/problems/nothing-to-write"


async def test_credentials_never_leave_their_seal(company, hubspot, salesforce, capfd, tmp_path):
    """Not in answers, not in logs, not in the queue, not in the open in any file."""
    small_account(hubspot)
    secrets = [
        hubspot.private_token,
        hubspot.client_secret,
        salesforce.client_secret,
        "CN-access-secret",
        "refresh-secret",
    ]
    told = []
    for connection in (await company.hubspot(hubspot), await company.salesforce(salesforce)):
        await company.sync(connection)
        hubspot.faults.append(Fault("search", "", reply=Reply(401, {"message": "no"}), times=9))
        answer = await company.client.post(f"/api/crm/connections/{connection}/sync")
        told += [answer.text, (await company.client.get("/api/crm/connections")).text]
        told += [(await company.client.get(f"/api/crm/connections/{connection}/runs")).text]
    bad = {
        "kind": "hubspot",
        "auth": "token",
        "token": ["pat-eu1-private-secret"],
        "client_secret": {"a": hubspot.client_secret},
    }
    told += [(await company.client.post("/api/crm/connections", json=bad)).text]
    out = capfd.readouterr()
    told += [out.out, out.err]
    for secret in secrets:
        assert not any(secret in text for text in told), secret
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(secret.encode() in data for secret in secrets), path
    links = await company.rows(sa.select(CrmLink.seen))
    assert all(set(map(type, seen.values())) <= {str, list} for (seen,) in links)
