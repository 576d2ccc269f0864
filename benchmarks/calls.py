"""How long the analysis of an hour's call takes, step by step: python -m benchmarks.calls"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import scorecard as lines
from benchmarks.report import at_most, row
from ringside.accounts.demo import prepare_accounts
from ringside.ai import Models
from ringside.calls import examine, intake, speaking
from ringside.calls.analysis import ANALYSE
from ringside.calls.schemas import GivenTurn, NewCall
from ringside.calls.speakers import Hints
from ringside.core import clock, jobs
from ringside.core.compute import AtOnce
from ringside.core.db import open_databases
from ringside.core.files import open_files
from ringside.core.jobs import Equipment
from ringside.core.settings import Settings
from ringside.dialogue.rubrics import shipped
from ringside.dialogue.schemas import Transcript

TURNS = 1_200
"""Of an hour's call in which both sides are heard: a turn in three seconds."""


def timed(work: Callable[[], Any], rounds: int = 3) -> float:
    """Median seconds."""
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return median(took)


def main() -> int:
    calls = unheard()
    call = next(calls)
    said = [
        {"label": turn.speaker, "text": turn.text, "start": 3.0 * turn.index, "end": 3.0 * turn.index + 2.5}
        for turn in next(calls).turns
    ]
    words = sum(len(turn.text.split()) for turn in call.turns)
    rubric = shipped()["discovery"]
    rows = examine.read_acts(call)
    measured, judged = examine.measure(call, rows), examine.judge(call, rows, rubric)
    parts = {
        "attribute": timed(lambda: speaking.attributed(said, {}, Hints(), "en")),
        "acts": timed(lambda: examine.read_acts(next(calls))),
        "signals": timed(lambda: examine.measure(call, rows)),
        "scorecard": timed(lambda: examine.judge(call, rows, rubric)),
        "findings": timed(lambda: examine.find(call, rows, rubric, measured, judged)),
    }
    whole = asyncio.run(_job(said))
    for name, seconds in parts.items():
        row(f"{TURNS:,} turns of a call: {name}", f"{1000 * seconds:.0f} ms")
    what = f"{TURNS:,} turns, {words:,} words: whole analysis, stored and indexed"
    row(what, f"{whole:.2f} s", at_most(whole, 2.0, "s"))
    return int(whole > 2.0)


def unheard() -> Iterator[Transcript]:
    """Calls of which no turn was read before: what is remembered of a text must not help."""
    return (lines.call(TURNS, number) for number in count())


async def _job(said: list[dict[str, Any]]) -> float:
    """Seconds from a stored transcript to its stored report, in one process and with the databases of a tenant."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data=Path(folder))
        store = open_databases(settings)
        await store.start()
        who = (await prepare_accounts(store))[0]
        equipment = Equipment(settings, store, open_files(settings), Models())
        turns = [GivenTurn(speaker=u["label"], text=u["text"], start=u["start"], end=u["end"]) for u in said]
        await _analyse(equipment, who, turns[:40])  # loads what is loaded once in a process
        took = await _analyse(equipment, who, turns)
        await store.close()
    return took


async def _analyse(equipment: Equipment, who: Any, turns: list[GivenTurn]) -> float:
    body = NewCall(title="An hour", transcript=turns)
    call = await intake.add(equipment.databases, equipment.files, who, body, (), clock.now())
    started = time.perf_counter()
    await jobs.perform(ANALYSE, equipment, who.tenant_id, call.id, helper=AtOnce())
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
