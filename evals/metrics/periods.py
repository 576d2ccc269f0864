"""Scores the grammar of periods on hand-written days: `python -m evals.metrics.periods [--check] [--verbose]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from ringside.metrics import periods
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Period

FILE = Path(__file__).parent / "periods.yaml"
WANTED = 1.0
HELD_WANTED = 0.9


@dataclass(frozen=True)
class Case:
    """One expression and what is expected of it: "days", "against", "grain", "part"."""

    name: str
    say: str
    today: date
    calendar: Calendar
    expected: dict[str, str]
    held: bool = False


def cases(file: Path = FILE) -> Iterator[Case]:
    for each in yaml.safe_load(file.read_text("utf-8"))["sets"]:
        calendar = Calendar(**each.get("calendar", {}))
        for case in each["cases"]:
            expected = {key: _written(case[key]) for key in ("days", "against", "grain", "part") if key in case}
            yield Case(each["name"], case["say"], each["today"], calendar, expected, each.get("held", False))


def _written(value: Any) -> str:
    return "" if value == [] else str(value)


def read(case: Case) -> dict[str, str]:
    """What the grammar makes of it, in the form of the expectations."""
    found = periods.find(case.say, case.calendar, case.today)
    got = {"days": " and ".join(days(span.period) for span in found.periods)}
    if found.comparison is not None:
        got["against"] = days(found.comparison[1].period or Period())
    if found.grain is not None:
        got["grain"] = found.grain[1]
    if found.parts:
        got["part"] = " ".join([found.parts[0].part, *map(str, found.parts[0].values)])
    return got


def days(period: Period) -> str:
    last = period.end - timedelta(days=1) if period.end else None
    return f"{period.start or ''}..{last or ''}"


def main(arguments: Sequence[str]) -> int:
    everything = list(cases())
    short = 0
    for held, wanted in ((False, WANTED), (True, HELD_WANTED)):
        chosen = [case for case in everything if case.held is held]
        missed = [(case, got) for case in chosen if (got := read(case)) != case.expected]
        right = len(chosen) - len(missed)
        print(f"periods{' held out' if held else ''}: {right} of {len(chosen)} right")
        for case, got in missed if "--verbose" in arguments and not held else ():
            print(f"  {case.say!r}: {got}, expected {case.expected}")
        short += right < wanted * len(chosen)
    return int("--check" in arguments and short > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
