"""How long the explanation of all closed deals takes: from nothing, and for a further cohort once figures are there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from benchmarks.report import at_most, row

if TYPE_CHECKING:
    from benchmarks.deals import Company

SECONDS = 3.0


async def win_loss(known: Company) -> bool:
    """A cohort of all closed deals, then a part of them, then the chance of an open deal."""
    first, deals = await _asked(known, {"cohort": {}})
    row(f"win-loss of {deals:,} closed deals, from the records", f"{first:.2f} s", at_most(first, SECONDS, "s"))
    again, deals = await _asked(known, {"cohort": {"segments": ["Brokers"]}})
    row(f"win-loss of a cohort of {deals:,}, figures at hand", f"{again:.2f} s", at_most(again, SECONDS, "s"))
    return first > SECONDS


async def _asked(known: Company, body: dict[str, Any]) -> tuple[float, int]:
    started = time.perf_counter()
    answer = await known.client.post("/api/ai/win-loss-analysis", json=body)
    took = time.perf_counter() - started
    answer.raise_for_status()
    return took, int(answer.json()["cohort"]["deals"])
