"""How long a first sync of 20,000 records takes against a stand-in for HubSpot, and that one cut off goes on:
python -m benchmarks.crm_sync
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.report import at_most, row
from peers.deals.crm_server import Fault, Reply
from peers.deals.fake_hubspot import FakeHubSpot
from ringside.app import create_app
from ringside.core import logs
from ringside.core.compute import AtOnce
from ringside.core.jobs import Equipment, StepFailed, perform
from ringside.core.settings import Settings
from ringside.deals.records.models import Account, Activity, Contact, Deal

COMPANIES, CONTACTS, DEALS, NOTES = 4_000, 6_000, 2_000, 8_000
ALL = COMPANIES + CONTACTS + DEALS + NOTES
SECONDS = 60
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


def filled() -> FakeHubSpot:
    """An account of 20,000 records, of which many were changed at the same moment."""
    vendor = FakeHubSpot()
    companies = [vendor.add("companies", _at(n), name=f"Company {n}", domain=f"c{n}.example") for n in range(COMPANIES)]
    contacts = [
        vendor.add("contacts", _at(n), firstname="P", lastname=str(n), email=f"p{n}@x.example",
                   associatedcompanyid=companies[n % COMPANIES])
        for n in range(CONTACTS)
    ]  # fmt: skip
    deals = []
    for n in range(DEALS):
        deal = vendor.add("deals", _at(n), dealname=f"Deal {n}", amount=str(n), dealstage="appointment")
        vendor.edit("deals", deal, _at(n) + timedelta(days=30), dealstage="contract")
        vendor.link("deals", deal, "companies", companies[n])
        vendor.link("deals", deal, "contacts", contacts[n])
        deals.append(deal)
    for n in range(NOTES):
        note = vendor.add(
            "notes", _at(n), hs_timestamp="2026-01-05T10:00:00Z", hs_note_body=f"<p>{'Spoke about price. ' * 20}{n}</p>"
        )
        vendor.link("notes", note, "deals", deals[n % DEALS])
        vendor.link("notes", note, "contacts", contacts[n % DEALS])
    return vendor


def _at(number: int) -> datetime:
    return BEGAN + timedelta(minutes=number // 7)


async def main() -> bool:
    vendor = filled()
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data=Path(folder), hubspot_api_url=vendor.url)
        app = create_app(settings)
        app.state.signing_key = settings.signing_key()
        await app.state.databases.start()
        state = app.state

        async def at_once(job: Any, tenant_id: str, subject_id: str, run: int = 1) -> str:
            with suppress(StepFailed):
                equipment = Equipment(state.settings, state.databases, state.files, state.models)
                await perform(job, equipment, tenant_id, subject_id, run, helper=AtOnce())
            return subject_id

        state.jobs.enqueue = at_once
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench.example", timeout=None) as client:
            newcomer = {"email": "a@example.com", "password": "correct horse battery", "name": "A", "company": "Many"}
            known = (await client.post("/api/auth/register", json=newcomer)).json()
            client.headers["Authorization"] = f"Bearer {known['access_token']}"
            body = {"kind": "hubspot", "auth": "token", "token": vendor.private_token}
            connection = (await client.post("/api/crm/connections", json=body)).json()["id"]
            limit = Reply(429, {"policyName": "DAILY", "errorType": "RATE_LIMIT"})
            vendor.faults.append(Fault("search$", "", after=60, reply=limit))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            seconds, runs = 0.0, []
            for _ in range(2):
                started = time.perf_counter()
                runs.append((await client.post(f"/api/crm/connections/{connection}/sync")).json())
                seconds += time.perf_counter() - started
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            there = await _count(state.databases, known["tenant"]["id"])
            created = [run["total"]["created"] for run in runs]
            whole = [run["status"] for run in runs] == ["paused", "done"] and sum(created) == there == ALL
            missed |= seconds > SECONDS
            row(f"First sync of {ALL:,} records, cut off once", f"{seconds:.1f} s", at_most(seconds, SECONDS, "s"))
            row(
                "Records before and after the cut",
                f"{created[0]:,} + {created[1]:,}",
                "each once" + ("" if whole else " (MISSED)"),
            )
            row("Memory it grew by, the stand-in's included", f"{grown:.0f} MB")
            started = time.perf_counter()
            await client.post(f"/api/crm/connections/{connection}/sync")
            row("The next sync, with nothing new", f"{time.perf_counter() - started:.1f} s")
            missed |= not whole
        await state.databases.close()
    vendor.close()
    return missed


async def _count(databases: Any, tenant_id: str) -> int:
    async with databases.tenant(tenant_id) as session:
        counts = [
            await session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Account, Contact, Deal, Activity)
        ]
    return sum(count or 0 for count in counts)


if __name__ == "__main__":
    logs.configure(level="error")
    sys.exit(asyncio.run(main()))
