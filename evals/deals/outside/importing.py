"""Sends the eight exports to a server with nothing but the guessed mapping, and compares what it tells with the truth:

`python -m evals.deals.outside.importing http://localhost:8000 [NAME or SEED ...]`. Each export becomes a company of
its own there.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import Any

import httpx

from evals.deals.outside.exports import Export, exports


def signed_in(address: str) -> httpx.Client:
    client = httpx.Client(base_url=f"{address}/api", timeout=600)
    person = {
        "email": f"o{time.time_ns()}@example.com",
        "password": "correct horse battery",
        "name": "Ann",
        "company": "Outside",
    }
    token = client.post("/auth/register", json=person).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def everything(client: httpx.Client) -> list[dict[str, Any]]:
    deals: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = (
            client.get("/deals", params={"limit": 100, **({"cursor": cursor} if cursor else {})})
            .raise_for_status()
            .json()
        )
        deals += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return deals


def brought(client: httpx.Client, export: Export) -> list[str]:
    """Returns what of the import is not as the truth has it."""
    file = {"file": (f"{export.name}.csv", export.content, "text/csv")}
    result = client.post("/deals/import", files=file).raise_for_status().json()
    truth, wrong = export.truth, []
    for note in result["notes"]:
        print(f"    note: {note['text'][:150]}")
    if result["errors_total"]:
        wrong.append(f"{result['errors_total']} errors, first {result['errors'][0]}")
    deals = everything(client)
    counts = {status: sum(deal["status"] == status for deal in deals) for status in ("won", "lost", "open")}
    expected = {"won": truth.won, "lost": truth.lost, "open": truth.open}
    if counts != expected:
        wrong.append(f"counts {counts}, truth {expected}")
    total = sum(deal["amount"] or 0 for deal in deals)
    if round(total) != truth.total:
        wrong.append(f"amounts {total:,.0f}, truth {truth.total:,}")
    owners: dict[str, int] = {}
    for deal in deals:
        name = (deal["owner"] or {}).get("name") or ""
        owners[name] = owners.get(name, 0) + 1
    if truth.owners and owners != truth.owners:
        wrong.append(f"owners {owners}, truth {truth.owners}")
    off = [
        deal["name"]
        for deal in deals
        if deal["name"] in truth.closes and closed(deal) != truth.closes[deal["name"]].isoformat()
    ]
    missing = set(truth.closes) - {deal["name"] for deal in deals}
    if off:
        wrong.append(f"{len(off)} close dates differ, as of {off[0]}")
    if missing:
        wrong.append(f"{len(missing)} names not found")
    again = client.post("/deals/import", files=file).raise_for_status().json()
    if again["unchanged"] + again["errors_total"] != again["rows"]:
        wrong.append(f"again: {again['created']} created, {again['updated']} updated of {again['rows']}")
    if wrong:
        print(f"    mapping: {result['mapping']['columns']}")
    return wrong


def closed(deal: dict[str, Any]) -> str | None:
    moment = deal["closed_at"] or deal["close_on"]
    return datetime.fromisoformat(moment).date().isoformat() if moment else None


def explained(client: httpx.Client, export: Export) -> list[str]:
    """Returns what an analyst who knows the truth would object to in the explanation."""
    began = time.perf_counter()
    told = client.post("/ai/win-loss-analysis", json={"cohort": {}}).raise_for_status().json()
    took = time.perf_counter() - began
    truth, wrong = export.truth, []
    print(f"    {told['verdict']}, auc {told['auc']} ({told['auc_low']}-{told['auc_high']}), {took:.1f} s")
    for factor in told["factors"][:6]:
        span = f"{factor['effect']:+.3f} ({factor['low']:+.3f} to {factor['high']:+.3f})"
        print(
            f"      {'sure  ' if factor['sure'] else 'unsure'} {factor['key'][:40]:40} {factor['name'][:60]:60} {span}"
        )
    print(f"      left out: {[(left['column'], left['reason']) for left in told['excluded']]}")
    keys = [f"{factor['key']} {factor['name']}" for factor in told["factors"]]
    if truth.planted is None and told["signal"] != "no":
        wrong.append("a signal in pure chance")
    if truth.planted is not None and told["verdict"] != "signal":
        wrong.append("no signal where one was planted")
    if truth.planted is not None and not (keys and named(truth.planted, keys[0])):
        wrong.append(f"planted {truth.planted} is not first")
    left = [f"{field['column']} {field['name']}" for field in told["excluded"]]
    wrong += [f"leak used: {leak}" for leak in truth.leaks if any(named(leak, key) for key in keys)]
    wrong += [f"leak not named: {leak}" for leak in truth.leaks if not any(named(leak, name) for name in left)]
    sure = [f"{factor['key']} {factor['name']}" for factor in told["factors"] if factor["sure"]]
    wrong += [f"chance shown as sure: {key}" for key in sure if not truth.planted or not named(truth.planted, key)]
    return wrong


FIELDS = {
    "Lead Source": "source:",
    "מקור הליד": "source:",
    "Deal - Branche": "industry",
    "Closed Lost Reason": "close_reason",
    "Closed Won Reason": "close_reason",
    "Reason For Loss": "close_reason",
    "Deal - Grund für Verlust": "close_reason",
    "סיבת הפסד": "close_reason",
}
"""What a column is called once it has become a field of a deal."""


def named(header: str, told: str) -> bool:
    folded = told.casefold()
    return any(word.casefold() in folded for word in (header, FIELDS.get(header, header)))


def main() -> int:
    address, *chosen = sys.argv[1:]
    names = [word for word in chosen if not word.isdigit()]
    seed = next((int(word) for word in chosen if word.isdigit()), 1)
    objections = 0
    for export in exports(seed):
        if names and export.name not in names:
            continue
        print(export.name)
        client = signed_in(address)
        wrong = brought(client, export)
        wrong += explained(client, export)
        objections += len(wrong)
        for line in wrong:
            print(f"    WRONG {line}")
    print(f"{objections} objections")
    return 0


if __name__ == "__main__":
    sys.exit(main())
