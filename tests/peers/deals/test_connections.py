"""Connections as people make them: which addresses they may name, how they sign in, and files that are dropped."""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from ringside.core.clock import now
from ringside.deals.records.models import Account, Activity, Contact, Deal, DealCompetitor, DealPerson
from ringside.deals.sync import running
from ringside.deals.sync.models import CrmConnection, CrmRun

DEALS = "Deal Name,Company,Amount,Stage,Close Date,Owner,Competitor,Region\nSuite,Harel,40000,Proposal,2026-12-01,rep@example.com,FormFox,North\nSuite,Harel,40000,Proposal,2026-12-01,rep@example.com,FormFox,North\nRenewal,Clal,-5,Closed Won,2026-02-01,,,\n"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "salesforce", "auth": "client_credentials", "login_url": "http://169.254.169.254"},
        {"kind": "salesforce", "auth": "client_credentials", "login_url": "https://login.salesforce.com@127.0.0.1"},
        {"kind": "salesforce", "auth": "client_credentials", "login_url": "https://localhost"},
        {"kind": "drop", "auth": "none", "place": "url", "url": "http://127.0.0.1:5432/deals.csv"},
        {"kind": "drop", "auth": "none", "place": "url", "url": "file:///etc/passwd"},
        {"kind": "drop", "auth": "none", "place": "url", "url": "https://intranet.example/deals.csv"},
        {"kind": "drop", "auth": "none", "place": "url"},
    ],
)
async def test_no_address_leads_into_the_operators_network(company, body):
    answer = await company.client.post("/api/crm/connections", json={"client_id": "a", "client_secret": "b"} | body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/crm-host"), answer.text


async def test_an_instance_that_a_token_names_must_be_the_vendors(company, salesforce, hubspot):
    """Even Salesforce's own answer cannot send the sync elsewhere: only hosts that were allowed."""
    salesforce.add("Account", Name="A")
    connection = await company.salesforce(salesforce)
    mine, salesforce.url = salesforce.url, hubspot.url  # a host that nobody has allowed
    run = await company.sync(connection, "failed")
    assert "address" in run["problem"]
    assert hubspot.asked == []
    salesforce.url = mine
    assert (await company.sync(connection))["by_kind"]["account"]["created"] == 1


async def test_signing_in_at_salesforce_with_a_proof_and_a_refresh_token_that_changes(company, salesforce):
    salesforce.add("Account", Name="A")
    salesforce.rotates = True
    connection = await company.connect(
        kind="salesforce",
        auth="oauth",
        login_url=salesforce.url,
        client_id=salesforce.client_id,
        client_secret=salesforce.client_secret,
    )
    url = (await company.client.post(f"/api/crm/connections/{connection}/authorize")).json()["url"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    salesforce.codes["code-1"] = asked["code_challenge"]
    done = await company.client.get("/api/crm/callback", params={"state": asked["state"], "code": "code-1"})
    assert done.headers["location"].endswith(f"connected={connection}")
    for _ in range(3):
        salesforce.expire()
        await company.sync(connection)
    grants = [one.form["grant_type"] for one in salesforce.paths("/token")]
    assert grants == ["authorization_code", *["refresh_token"] * 3]
    declined = await company.client.get("/api/crm/callback", params={"state": "x", "error": "access_denied"})
    assert declined.headers["location"] == "/deals/connections?problem=crm-declined"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "hubspot", "auth": "token"},
        {"kind": "hubspot", "auth": "client_credentials"},
        {"kind": "salesforce", "auth": "client_credentials"},
        {"kind": "salesforce", "client_id": "only half"},
        {"kind": "hubspot", "auth": "token", "token": "two words"},
        {"kind": "drop", "auth": "none", "place": "s3", "url": "s3://bucket/x"},
        {
            "kind": "drop",
            "auth": "none",
            "place": "s3",
            "url": "https://bucket",
            "client_id": "a",
            "client_secret": "b",
        },
    ],
)
async def test_what_a_connection_lacks_is_said(company, body):
    answer = await company.client.post("/api/crm/connections", json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/crm-connection-unfit"), answer.text


async def drop(company, connection, **files):
    sent = [("files", (name.replace("__", "."), data)) for name, data in files.items()]
    answer = await company.client.post(f"/api/crm/connections/{connection}/drop", files=sent)
    assert answer.status_code == 202, answer.text
    return answer.json()


async def test_dropped_files_are_a_crm_like_any_other(company):
    connection = await company.connect(kind="drop", auth="none")
    people = json.dumps(
        [{"kind": "contact", "id": "c1", "name": "Dana Levi", "email": "dana@harel.example", "account": "Harel"}]
    )
    run = await drop(company, connection, deals__csv=DEALS, people__json=people)
    assert run["status"] == "done", run
    assert {kind: of["created"] for kind, of in run["by_kind"].items()} == {"account": 2, "contact": 1, "deal": 3}
    deals = [row for (row,) in await company.rows(sa.select(Deal).order_by(Deal.name))]
    assert [(d.name, d.amount, d.status) for d in deals] == [
        ("Renewal", None, "won"), ("Suite", Decimal("40000.00"), "open"), ("Suite", Decimal("40000.00"), "open")
    ]  # fmt: skip
    assert (deals[1].custom, deals[1].owner_id is not None) == ({"Region": "North"}, True)
    assert [i["code"] for i in await company.findings(run, "problem")] == ["negative-amount"]
    assert await company.rows(sa.select(DealCompetitor.name).distinct()) == [("FormFox",)]

    again = await drop(company, connection, deals__csv=DEALS, people__json=people)
    assert {n: v for n, v in again["total"].items() if v and n not in ("unchanged", "problems")} == {}
    plain = {
        "deals": [{"id": "d9", "name": "By body", "account_id": "#x"}],
        "activities": [
            {"id": "a1", "type": "meeting", "at": "2026-11-02T10:00:00Z", "deal_id": "d9", "contact_ids": "c1"}
        ],
    }
    await company.client.post(f"/api/crm/connections/{connection}/drop", json=plain)
    ((meeting, deal),) = await company.rows(sa.select(Activity, Deal).join(Deal, Deal.id == Activity.deal_id))
    assert (meeting.kind, deal.name) == ("meeting", "By body")
    assert len(await company.rows(sa.select(DealPerson).where(DealPerson.deal_id == deal.id))) == 1
    broken = await drop(company, connection, deals__csv=b"\x00\x01\x02PK")
    assert [i["code"] for i in await company.findings(broken, "problem")] == ["file-unreadable"]


async def test_a_whole_list_deletes_what_it_lacks_and_a_part_does_not(company, tmp_path):
    folder = tmp_path / "dropped" / company.tenant_id
    folder.mkdir(parents=True)
    (folder / "contacts.csv").write_text("id,name,email\n1,A,a@x.example\n2,B,b@x.example\n")
    (folder / "elsewhere.csv").symlink_to("/etc/passwd")
    part = await company.connect(kind="drop", auth="none", place="folder")
    assert (await company.sync(part))["by_kind"]["contact"]["created"] == 2
    (folder / "contacts.csv").write_text("id,name,email\n2,B,b@x.example\n")
    assert (await company.sync(part))["total"]["deleted"] == 0
    await company.client.delete(f"/api/crm/connections/{part}", params={"records": "delete"})
    whole = await company.connect(kind="drop", auth="none", place="folder", snapshot=True)
    (folder / "contacts.csv").write_text("id,name,email\n1,A,a@x.example\n2,B,b@x.example\n")
    await company.sync(whole)
    (folder / "contacts.csv").write_text("id,name,email\n2,B,b@x.example\n")
    assert (await company.sync(whole))["by_kind"]["contact"]["deleted"] == 1
    names = await company.rows(sa.select(Contact.name).where(Contact.deleted_at.is_(None)))
    assert names == [("B",)]


async def test_the_clock_starts_what_is_due_once(company, hubspot):
    connection = await company.hubspot(hubspot)
    async with company.app.state.databases.tenant(company.tenant_id) as session:
        assert list(await running.due(session, now())) == [(connection, 1)]
    await company.app.state.jobs.enqueue(running.SYNC, company.tenant_id, connection, 1)
    await company.app.state.jobs.enqueue(running.SYNC, company.tenant_id, connection, 1)
    assert await company.rows(sa.select(CrmRun.number, CrmRun.trigger, CrmRun.status)) == [(1, "clock", "done")]
    async with company.app.state.databases.tenant(company.tenant_id) as session:
        assert list(await running.due(session, now())) == []
        (following,) = await session.scalars(sa.select(CrmConnection.next_at))
        assert list(await running.due(session, following)) == [(connection, 2)]


async def test_reps_see_no_connections_and_a_removed_one_takes_its_records_along_if_asked(company, hubspot):
    hubspot.add("companies", datetime(2026, 1, 1, tzinfo=UTC), name="Harel")
    connection = await company.hubspot(hubspot)
    await company.sync(connection)
    invitation = (
        await company.client.post("/api/invitations", json={"email": "new@example.com", "role": "rep"})
    ).json()
    told = (
        await company.client.post(
            "/api/auth/invitation/accept",
            json={"token": invitation["token"], "name": "New", "password": "correct horse battery"},
        )
    ).json()
    refused = await company.client.get(
        "/api/crm/connections", headers={"Authorization": f"Bearer {told['access_token']}"}
    )
    assert refused.status_code == 403
    assert (
        await company.client.delete(f"/api/crm/connections/{connection}", params={"records": "delete"})
    ).status_code == 204
    assert await company.rows(sa.select(Account.id).where(Account.deleted_at.is_(None))) == []
    assert (await company.client.get("/api/crm/connections")).json()["items"] == []
