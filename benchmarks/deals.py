"""How long the deals room takes in a company with 10,000 deals: python -m benchmarks.deals

Each part gets the company once it is there, prints its rows and says whether a target was missed.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import sqlalchemy as sa

from benchmarks.imports import imports
from benchmarks.report import at_most, row
from benchmarks.win_loss import win_loss
from ringside.app import create_app
from ringside.core import logs
from ringside.core.db import Databases
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.deals import demo
from ringside.deals.records import loading
from ringside.deals.records.models import Activity, ActivityPerson, Contact, Deal, DealPerson

DEALS, ACTIVITIES = 10_000, 500
PAGE_MS = 150


@dataclass(frozen=True)
class Company:
    """A company with many deals, its owner signed in; `busy` is a deal with 500 activities."""

    store: Databases
    tenant_id: str
    client: httpx.AsyncClient
    now: datetime
    busy: str


@asynccontextmanager
async def company() -> AsyncIterator[Company]:
    """The application in this process over SQLite, with neither network nor queue."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data=Path(folder), address_limit="1000000/minute")
        app = create_app(settings)
        app.state.signing_key = settings.signing_key()
        store: Databases = app.state.databases
        await store.start()
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench.example") as client:
            newcomer = {"email": "a@example.com", "password": "correct horse battery", "name": "A", "company": "Many"}
            known = (await client.post("/api/auth/register", json=newcomer)).json()
            client.headers["Authorization"] = f"Bearer {known['access_token']}"
            now, tenant_id = datetime.now(UTC), known["tenant"]["id"]
            async with store.tenant(tenant_id) as session:
                await demo.insert(session, demo.many(now, deals=DEALS))
                busy = await _busy_deal(session, now)
            yield Company(store, tenant_id, client, now, busy)
        await store.close()


async def _busy_deal(session: Any, now: datetime) -> str:
    """A deal with 500 activities of 5 people, e-mails of 1,500 characters among them."""
    kinds = ("email", "email", "call", "meeting", "note")
    contacts = list(await session.scalars(sa.select(Contact.id).order_by(Contact.id).limit(5)))
    deal_id = new_id()
    base = {"source": "ringside", "custom": {}, "updated_at": now}
    begun = now - timedelta(days=300)
    await session.execute(
        sa.insert(Deal).values(
            **base, id=deal_id, name="Busy", folded="busy", status="open", stage="Proposal", stage_since=begun,
            created_at=begun, amount=None,
        )
    )  # fmt: skip
    people = [{"deal_id": deal_id, "contact_id": contact, "since": begun, "source": "ringside"} for contact in contacts]
    await session.execute(sa.insert(DealPerson), people)
    happened = [
        {
            **base, "id": new_id(), "kind": kinds[n % 5], "direction": ("in", "out", None)[n % 3], "deal_id": deal_id,
            "at": begun + n * timedelta(hours=14), "created_at": begun, "subject": f"About point {n}",
            "text": "We looked at the price again. " * 50,
        }
        for n in range(ACTIVITIES)
    ]  # fmt: skip
    await session.execute(sa.insert(Activity), happened)
    took_part = [
        {"activity_id": activity["id"], "contact_id": contacts[(n + extra) % 5], "part": "with"}
        for n, activity in enumerate(happened)
        for extra in (0, 1)
    ]
    await session.execute(sa.insert(ActivityPerson), took_part)
    return deal_id


async def asked(client: httpx.AsyncClient, path: str, rounds: int = 15) -> float:
    """Median milliseconds of a GET, from request to answer, without a network."""
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        answer = await client.get(path)
        took.append(time.perf_counter() - started)
        answer.raise_for_status()
    return 1000 * median(took)


async def page(known: Company) -> bool:
    """The page of a deal with 500 activities."""
    started = time.perf_counter()
    (await known.client.get(f"/api/deals/{known.busy}")).raise_for_status()
    first = 1000 * (time.perf_counter() - started)
    row(f"deal page, the first since a deal was won ({DEALS:,} deals: norms anew)", f"{first:.0f} ms")
    took = await asked(known.client, f"/api/deals/{known.busy}")
    row(f"deal page, {ACTIVITIES} activities", f"{took:.0f} ms", at_most(took, PAGE_MS, "ms"))
    return took > PAGE_MS


async def lists(known: Company) -> bool:
    """Lists, board and timeline among all deals."""
    for what, path in {
        "list of deals by amount": "/api/deals?status=open&sort=-amount",
        "list of deals by last activity, stale ones": "/api/deals?stale=true&sort=-activity",
        "search of deals": "/api/deals?q=claims",
        "board": "/api/deals/board?status=open",
        "page of a timeline": f"/api/deals/{known.busy}/timeline?kind=email&limit=50",
        "search of contacts": "/api/contacts?q=da",
    }.items():
        row(f"{what}, {DEALS:,} deals", f"{await asked(known.client, path, 7):.0f} ms")
    return False


async def load(known: Company) -> bool:
    """All deals as plain values, as the cohort analysis takes them."""
    async with known.store.tenant(known.tenant_id) as session:
        for what, activities in (("with activities", True), ("without activities", False)):
            took = []
            for _ in range(3):
                started = time.perf_counter()
                found = await loading.load_many(session, sa.select(Deal.id), known.now, activities=activities)
                took.append(time.perf_counter() - started)
            happened = sum(len(deal.activities) for deal in found)
            extra = f" ({happened:,} of them)" if activities else ""
            row(f"{len(found):,} deals loaded {what}{extra}", f"{median(took):.2f} s")
    return False


PARTS: tuple[Callable[[Company], Awaitable[bool]], ...] = (page, lists, load, win_loss, imports)


async def main() -> int:
    logs.configure(level="warning")
    async with company() as known:
        return int(max([await part(known) for part in PARTS]))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
