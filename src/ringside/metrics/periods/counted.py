"""The rules for periods counted from today, and for parts of other periods."""

from __future__ import annotations

# Patterns read best side by side.
# ruff: noqa: E501
from dataclasses import replace
from datetime import date, timedelta

from ringside.metrics.periods import named  # noqa: F401  (its rules declare themselves)
from ringside.metrics.periods.days import DAY, WEEKDAYS, start_of, step
from ringside.metrics.periods.grammar import Atom, Bindings, Reading, rule
from ringside.metrics.query.schema import Grain


@rule("ATOM", "TODAY", "TODAY ' s")
def _today(reading: Reading, m: Bindings) -> Atom:
    day = reading.today + timedelta(days=int(m["today"]))
    return Atom(day, day + DAY, "day", rolling=True)


@rule("ATOM", "THE? LAST|THIS|NEXT|PAST WEEKDAY", "HEBREW WEEKDAY THE? LAST|NEXT", "on WEEKDAY", "ב WEEKDAY")
def _near_weekday(reading: Reading, m: Bindings) -> Atom:
    """The last one before today, or the next one after it; of "on Monday" the last one that has come."""
    back = (reading.today.weekday() - int(m["weekday"])) % 7
    if m.get("next"):
        day = reading.today + timedelta(days=(7 - back) or 7)
    elif m.get("last") or m.get("past"):
        day = reading.today - timedelta(days=back or 7)
    else:
        day = reading.today - timedelta(days=back)
    return Atom(day, day + DAY, "day", rolling=True)


@rule("ATOM", "THE? THIS|LAST|NEXT WHOLE? FISCAL? WHOLE? UNIT", "THE? WHOLE LAST|THIS FISCAL? UNIT",
      "HEBREW THE? FISCAL? UNIT FISCAL? ה? LAST|THIS|NEXT", "THIS_UNIT FISCAL?", "HEBREW ה? UNIT ה? WHOLE ה? LAST",
      "THE? UNIT ה FISCAL ה LAST|THIS|NEXT")  # fmt: skip
def _near(reading: Reading, m: Bindings) -> Atom | None:
    unit, fiscal = m.get("unit") or m["this_unit"], bool(m.get("fiscal"))
    moved = int(m.get("last") or 0) + int(m.get("next") or 0)
    start = step(start_of(reading.today, unit, reading.calendar, fiscal), unit, moved)
    return Atom(start, step(start, unit, 1), unit, fiscal, rolling=True, units=1)


@rule("ATOM", "THE? THIS|LAST|NEXT|PAST WEEKEND_OF", "HEBREW THE? WEEKEND_OF ה? THIS|LAST|NEXT")
def _weekend(reading: Reading, m: Bindings) -> Atom | None:
    """The company's days off in a row: the running or coming ones, those before or after."""
    off = [WEEKDAYS.index(name) for name in reading.calendar.weekend]
    firsts = [day for day in off if (day - 1) % 7 not in off]
    if len(firsts) != 1:
        return None
    moved = int(m.get("last") or 0) + int(m.get("next") or 0) - int(m.get("past") or 0)
    start = reading.today - timedelta(days=(reading.today.weekday() - firsts[0]) % 7)
    running = reading.today < start + timedelta(days=len(off))
    ahead = moved if running or moved < 0 else moved + 1
    start += timedelta(days=7 * (ahead if running or moved >= 0 else ahead + 1))
    return Atom(start, start + timedelta(days=len(off)), "day", rolling=True, units=len(off))


@rule("ATOM", "IN THE LAST UNIT", "THE? PAST UNIT", "over LAST UNIT")
def _lately(reading: Reading, m: Bindings) -> Atom | None:
    """ "in the past month", "over the last year": up to today. A quarter counts as a calendar one."""
    if m["unit"] in {"quarter", "half"}:
        return _near(reading, {**m, "last": -1})  # type: ignore[no-any-return]
    if m["unit"] == "day":
        return _since(reading, reading.today - DAY, "day", 1)
    return _back(reading, m["unit"], 1)


def _since(reading: Reading, start: date, grain: Grain, units: int = 0) -> Atom:
    return Atom(start, reading.today + DAY, grain, rolling=True, units=units)


def _back(reading: Reading, grain: Grain, count: int) -> Atom:
    """The last so many units up to today: days and weeks counted with it, longer ones from the same day back then."""
    if grain in {"day", "week"}:
        return _since(reading, step(reading.today + DAY, grain, -count), grain, count)
    return _since(reading, step(reading.today, grain, -count), grain, count)


@rule("ATOM", "THE? RECENT N WHOLE? FISCAL? UNIT", "THE? RECENT N FISCAL WHOLE? UNIT", "THE? N RECENT WHOLE? UNIT",
      "THE? RECENT TWO", "N HEBREW ה? UNIT ה? RECENT", "N HEBREW ה? UNIT ה? WHOLE ה? RECENT", "ה? TWO ה? RECENT", "HEBREW ה? UNIT ה? RECENT N",
      "N HEBREW ה? UNIT RECENT WHOLE", "TWO ה? WHOLE ה? RECENT")  # fmt: skip
def _recent(reading: Reading, m: Bindings) -> Atom:
    count, grain = (2, m["two"]) if m.get("two") else (m["n"], m["unit"])
    if grain in {"quarter", "half"} or m.get("whole") or m.get("fiscal"):
        return _completed(reading, grain, count, bool(m.get("fiscal")))
    return _back(reading, grain, count)


def _completed(reading: Reading, grain: Grain, count: int, fiscal: bool = False) -> Atom:
    """The last so many units that are over."""
    end = start_of(reading.today, grain, reading.calendar, fiscal)
    return Atom(step(end, grain, -count), end, grain, fiscal, rolling=True, units=count)


@rule("ATOM", "THE? TRAILING_YEAR")
def _trailing_year(reading: Reading, _: Bindings) -> Atom:
    return _back(reading, "month", 12)


@rule(
    "ATOM", "THE? NEXT N UNIT", "N ה? UNIT ה? הבאים", "N ה? UNIT ה? הבאות", "N ה? UNIT ה? קרובים", "N ה? UNIT ה? קרובות"
)
def _coming(reading: Reading, m: Bindings) -> Atom:
    """From tomorrow on for days and weeks, the next whole ones of longer units."""
    if m["unit"] in {"day", "week"}:
        start = reading.today + DAY
    else:
        start = step(start_of(reading.today, m["unit"], reading.calendar), m["unit"], 1)
    return Atom(start, step(start, m["unit"], m["n"]), m["unit"], rolling=True, units=m["n"])


@rule("ATOM", "N|ARTICLE FISCAL? UNIT AGO", "BEFORE_NOW N UNIT", "BEFORE_NOW TWO", "BEFORE_NOW UNIT", "TWO AGO")
def _ago(reading: Reading, m: Bindings) -> Atom:
    grain = m.get("two") or m["unit"]
    count = 2 if m.get("two") else m.get("n", 1)
    fiscal = bool(m.get("fiscal"))
    start = step(start_of(reading.today, grain, reading.calendar, fiscal), grain, -count)
    return Atom(start, step(start, grain, 1), grain, fiscal, rolling=True, units=1)


@rule("ATOM", "N UNIT AGO TODAY", "SAME day LAST UNIT", "the same day LAST UNIT")
def _this_day_back(reading: Reading, m: Bindings) -> Atom:
    start = step(reading.today, m["unit"], -m.get("n", 1))
    return Atom(start, start + DAY, "day", rolling=True)


@rule("ATOM", "XTD", "FISCAL XTD", "THE? FISCAL? UNIT TO_DATE", "TO_DATE THE? THIS FISCAL? UNIT", "THE? THIS FISCAL? UNIT TO_DATE",
      "FROM_START ה? THE? THIS? FISCAL? UNIT FISCAL?", "THIS_UNIT FISCAL? TO_DATE", "fytd", "ה? UNIT ה? THIS TO_DATE",
      "FROM_START ה? UNIT ה FISCAL", "FROM_START ה? UNIT TO_DATE", "FY XTD", "FROM_START ה? UNIT ה? THIS")  # fmt: skip
def _to_date(reading: Reading, m: Bindings) -> Atom | None:
    grain: Grain = m.get("xtd") or m.get("unit") or m.get("this_unit") or "year"
    fiscal = bool(m.get("fiscal") or m.get("fytd") or m.get("fy"))
    start = start_of(reading.today, grain, reading.calendar, fiscal)
    return replace(_since(reading, start, grain, 1), fiscal=fiscal)


@rule(
    "ATOM",
    "THE? START of THE? ATOM",
    "THE? START of THE FISCAL? UNIT",
    "HEBREW START ה UNIT",
    "HEBREW START של? ה? ATOM",
)
def _edge(reading: Reading, m: Bindings) -> Atom | None:
    """The first or the last day of a period."""
    atom = m.get("atom")
    if atom is None:
        start = start_of(reading.today, m["unit"], reading.calendar, bool(m.get("fiscal")))
        atom = Atom(start, step(start, m["unit"], 1), m["unit"], rolling=True)
    if atom.grain == "day":
        return None
    day = atom.start if m["start"] == "start" else atom.end - DAY
    return Atom(day, day + DAY, "day", rolling=atom.rolling)


@rule("ATOM", "THE? ORD|LAST N? FISCAL? UNIT OF|in THE? FISCAL? ATOM", "THE? ORD|LAST N? UNIT OF THE CURRENT? UNIT_OF",
      "THE? UNIT ה? ORD|LAST OF THE? ATOM", "THE? N UNIT ה? FIRST_HE|RECENT OF THE? ATOM", "THE? ORD|LAST N? UNIT ATOM")  # fmt: skip
def _piece(reading: Reading, m: Bindings) -> Atom | None:
    """ "the first two weeks of January", "the last quarter of 2024"."""
    atom, grain = m.get("atom") or m["unit_of"], m["unit"]
    lengths = ("day", "week", "month", "quarter", "half", "year")
    if lengths.index(grain) >= lengths.index(atom.grain) or atom.units > 1:
        return None
    if m.get("last") or m.get("recent"):
        end = atom.end
        start = max(step(end, grain, -m.get("n", 1)), atom.start)
    else:
        first = m.get("ord", 1) if not m.get("n") else 1
        start = step(atom.start, grain, first - 1)
        end = min(step(start, grain, m.get("n", 1)), atom.end)
    if start >= atom.end:
        return None
    return Atom(start, end, grain, atom.fiscal or bool(m.get("fiscal")), atom.rolling, m.get("n", 1))


@rule("UNIT_OF", "UNIT")
def _unit_of(reading: Reading, m: Bindings) -> Atom:
    start = start_of(reading.today, m["unit"], reading.calendar)
    return Atom(start, step(start, m["unit"], 1), m["unit"], rolling=True)
