"""A server killed in the middle of a sync, twice: it goes on where it was, nothing double, no secret in the queue."""

from __future__ import annotations

import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta

from peers.deals.fake_hubspot import FakeHubSpot
from peers.processes import serving, sign_in

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMPANIES, CONTACTS = 900, 700


def filled() -> FakeHubSpot:
    vendor = FakeHubSpot()
    for number in range(COMPANIES):
        vendor.add("companies", LONG_AGO + timedelta(seconds=number), name=f"Company {number}")
    for number in range(CONTACTS):
        vendor.add("contacts", LONG_AGO + timedelta(seconds=number), firstname=f"Person {number}")
    for number in range(20):
        deal = vendor.add("deals", LONG_AGO, dealname=f"Deal {number}", amount=str(number), dealstage="appointment")
        vendor.edit("deals", deal, LONG_AGO + timedelta(days=1), dealstage="contract")
    return vendor


def test_a_killed_sync_goes_on_where_it_was_without_doubles(tmp_path):
    vendor = filled()
    reached = threading.Event()
    moments = iter((("companies/search", 3), ("contacts/search", 2)))
    moment = next(moments)

    def watch(asked):
        if moment is not None and moment[0] in asked.path and len(vendor.paths(moment[0])) >= moment[1]:
            reached.set()

    vendor.hook = watch
    settings = {"RINGSIDE_HUBSPOT_API_URL": vendor.url}
    with serving(tmp_path, **settings) as (process, client):
        sign_in(client)
        body = {"kind": "hubspot", "auth": "token", "token": vendor.private_token}
        connection = client.post("/crm/connections", json=body).json()["id"]
        run = client.post(f"/crm/connections/{connection}/sync").json()["id"]
        assert reached.wait(60)
        process.kill()
    moment = next(moments)
    reached.clear()
    with serving(tmp_path, **settings) as (process, _client):
        assert reached.wait(60), (tmp_path / "output.log").read_text()
        process.kill()
    moment = None
    with serving(tmp_path, **settings) as (_process, client):
        sign_in(client)
        until = time.monotonic() + 60
        while (report := client.get(f"/crm/runs/{run}").json())["status"] == "running":
            assert time.monotonic() < until, report
            time.sleep(0.05)
        assert report["status"] == "done", report
    created = {kind: of["created"] for kind, of in report["by_kind"].items()}
    assert created == {"account": COMPANIES, "contact": CONTACTS, "deal": 20}

    tenant = next(path for path in (tmp_path / "data" / "tenants").glob("*.db") if len(path.stem) == 32)
    with sqlite3.connect(tenant) as database:
        for table, number in (
            ("deals_accounts", COMPANIES),
            ("deals_contacts", CONTACTS),
            ("deals", 20),
            ("deals_changes", 20),
        ):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (number,), table
    # Begun again in the page that was cut off, not before it.
    positions = [one.json["filterGroups"] for one in vendor.paths("companies/search")]
    assert positions.count([]) == 1
    assert len(positions) <= COMPANIES // 199 + 3
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert vendor.private_token.encode() not in path.read_bytes(), path
    assert vendor.private_token not in (tmp_path / "output.log").read_text()
    vendor.close()
