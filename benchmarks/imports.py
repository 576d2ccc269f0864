"""How long 100,000 rows of deals with accounts, contacts and competitors take to import, and how much memory."""

from __future__ import annotations

import csv
import resource
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.report import at_most, row

if TYPE_CHECKING:
    from benchmarks.deals import Company

ROWS, SMALL = 100_000, 20_000
SECONDS, MEGABYTES = 30, 150
HEADERS = [
    "Opportunity ID", "Opportunity Name", "Account Name", "Industry", "Stage", "Amount", "Currency", "Close Date",
    "Created Date", "Opportunity Owner", "Lead Source", "Product", "Next Step", "Competitor", "Contact Name",
    "Contact Email", "Region", "Seats", "Score", "Comment",
]  # fmt: skip


def write(path: Path, rows: int, first: int = 0) -> None:
    """A file of deals as a CRM exports them."""
    chance = Random(1)
    stages = ("Discovery", "Evaluation", "Proposal", "Closed Won", "Closed Lost")
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for n in range(first, first + rows):
            writer.writerow([
                f"006{n:012d}AAA", f"Deal {n}", f"Account {n % 20_000}", chance.choice(("Motor", "Life", "Health")),
                chance.choice(stages), f"{chance.randint(1, 900) * 1000:,}.00", "EUR",
                f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/2025", f"{chance.randint(1, 12)}/{n % 28 + 1}/2024",
                f"Rep {n % 40}", chance.choice(("Web", "Partner")), chance.choice(("Core", "Plus")), "Call",
                chance.choice(("", "", "FormFox", "Docupilot")), f"Person {n % 30_000}",
                f"p{n % 30_000}@a{n % 20_000}.example.com", chance.choice(("EMEA", "AMER")), chance.randint(1, 900),
                round(chance.random(), 3), "text " * chance.randint(0, 10),
            ])  # fmt: skip


async def imports(known: Company) -> bool:
    """A first import, the same file again, and a dry run."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deals.csv"
        write(path, SMALL, first=ROWS)
        await _import(known, path)
        before = _peak()
        write(path, ROWS)
        for what, dry_run in (("imported", False), ("imported again", False), ("tried in a dry run", True)):
            took = await _import(known, path, dry_run)
            missed = missed or took > SECONDS
            row(f"{ROWS:,} rows of {len(HEADERS)} columns {what}", f"{took:.1f} s", at_most(took, SECONDS, "s"))
        grown = _peak() - before
        row(f"memory beyond that of {SMALL:,} rows", f"{grown:.0f} MB", at_most(grown, MEGABYTES, "MB"))
    return missed or grown > MEGABYTES


async def _import(known: Company, path: Path, dry_run: bool = False) -> float:
    started = time.perf_counter()
    with path.open("rb") as file:
        answer = await known.client.post(
            "/api/deals/import", files={"file": (path.name, file, "text/csv")}, params={"dry_run": dry_run}, timeout=600
        )
    answer.raise_for_status()
    if answer.json()["errors_total"]:
        raise RuntimeError("the file of the benchmark is not sound")
    return time.perf_counter() - started


def _peak() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
