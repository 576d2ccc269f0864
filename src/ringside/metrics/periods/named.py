"""The rules for periods with names: days, weeks, months, quarters, halves and years of the calendar."""

from __future__ import annotations

# Patterns read best side by side.
# ruff: noqa: E501
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ringside.metrics.periods import numbers  # noqa: F401  (its kinds of words declare themselves)
from ringside.metrics.periods.days import DAY, add_months, start_of, step, year_of, year_start
from ringside.metrics.periods.grammar import Atom, Bindings, Reading, rule
from ringside.metrics.query.schema import Grain

# Which year is meant: (year, said by its distance from today, fiscal).


@rule("OF_YEAR", "YEAR", ", YEAR", "OF YEAR", "OF THE YEAR", ", OF YEAR")
def _of_year(_: Reading, m: Bindings) -> Any:
    return m["year"]


@rule("YEAR", "YEAR4", "' YEAR2", "CY YEAR4", "CY ' YEAR2", "THE YEAR4")
def _said_year(_: Reading, m: Bindings) -> Any:
    return m.get("year4") or m["year2"], False, False


@rule("YEAR", "FY YEAR4", "FY ' YEAR2", "FY YEAR2")
def _said_fiscal(_: Reading, m: Bindings) -> Any:
    return m.get("year4") or m["year2"], False, True


@rule(
    "YEAR",
    "THE? LAST|THIS|NEXT FISCAL? UNIT",
    "HEBREW THE? UNIT FISCAL? THE? LAST|THIS|NEXT",
    "THIS_UNIT",
    "LAST_YEAR_WORD",
)
def _near_year(reading: Reading, m: Bindings) -> Any:
    if (m.get("unit") or m.get("this_unit") or "year") != "year":
        return None
    fiscal = bool(m.get("fiscal"))
    moved = m.get("last", 0) + m.get("next", 0) + m.get("last_year_word", 0)
    return year_of(reading.today, reading.calendar, fiscal) + int(moved), True, fiscal


def _said(m: Bindings) -> Any:
    return m.get("year") or m.get("of_year")


def _in_year(
    reading: Reading, m: Bindings, grain: Grain, start: Callable[[int], date], fiscal: bool = False, units: int = 1
) -> Atom:
    """The period that begins there in the year that was said, or else the last one that has begun."""
    said = _said(m)
    year, rolling = (said[0], said[1]) if said else (None, False)

    def made(year: int) -> Atom:
        begins = start(year)
        return Atom(begins, step(begins, grain, units), grain, fiscal, rolling, units)

    if year is not None:
        return made(year)
    return replace(_begun(reading, made), of_year=made)


def _begun(reading: Reading, made: Callable[[int], Atom]) -> Atom:
    for year in range(reading.today.year + 2, reading.today.year - 9, -1):
        try:
            atom = made(year)
        except ValueError:
            continue
        if atom.start <= reading.today:
            return atom
    raise ValueError("never")


@rule("ATOM", "THE? DATE")
def _numeric(_: Reading, m: Bindings) -> Atom:
    return Atom(m["date"], m["date"] + DAY, "day")


@rule(
    "ATOM",
    "A_MONTH THE? DIGIT|ORD OF_YEAR?",
    "THE? DIGIT|ORD OF? A_MONTH OF_YEAR?",
    "ה DIGIT OF? A_MONTH OF_YEAR?",
)
def _named_day(reading: Reading, m: Bindings) -> Atom | None:
    number = m.get("digit") or m.get("ord")
    if not number or not 1 <= number <= 31:
        return None
    return _in_year(reading, m, "day", lambda year: date(year, m["a_month"], number))


@rule(
    "ATOM",
    "A_MONTH FIRST_DAY BETWEEN_DAYS LAST_DAY OF_YEAR?",
    "FIRST_DAY BETWEEN_DAYS LAST_DAY OF? A_MONTH OF_YEAR?",
)
def _days_of_month(reading: Reading, m: Bindings) -> Atom | None:
    """ "March 1-15", "1 to 15 March"."""
    first, last = m["first_day"], m["last_day"]
    if not first < last:
        return None
    return _in_year(reading, m, "day", lambda y: date(y, m["a_month"], first), units=last - first + 1)


@rule("ATOM", "THE? month of A_MONTH OF_YEAR?", "A_MONTH OF_YEAR?", "UNIT A_MONTH OF_YEAR?", "A_MONTH - YEAR4|YEAR2",
      "A_MONTH / YEAR4|YEAR2", "YEAR A_MONTH")  # fmt: skip
def _named_month(reading: Reading, m: Bindings) -> Atom | None:
    if m.get("unit", "month") != "month":
        return None
    if m.get("year4") or m.get("year2"):
        m = {**m, "year": (m.get("year4") or m["year2"], False, False)}
    if (said := _said(m)) and said[2]:
        return _fiscal_month(reading, m["a_month"], said[0])
    return _in_year(reading, m, "month", lambda year: date(year, m["a_month"], 1))


def _fiscal_month(reading: Reading, month: int, year: int) -> Atom:
    """A month of a fiscal year may lie in either calendar year."""
    begins = year_start(year, reading.calendar, fiscal=True)
    start = date(begins.year + (month < begins.month), month, 1)
    return Atom(start, add_months(start, 1), "month", fiscal=True)


@rule("ATOM", "LAST|THIS|NEXT A_MONTH", "HEBREW A_MONTH THE? LAST|THIS|NEXT", "past A_MONTH")
def _near_month(reading: Reading, m: Bindings) -> Atom:
    """ "last March" is the last that is over, "next March" the next to begin, "this March" that of this year."""
    year = reading.today.year
    start = date(year, m["a_month"], 1)
    if m.get("next") and start <= reading.today:
        start = date(year + 1, m["a_month"], 1)
    if not m.get("next") and m.get("this") is None and add_months(start, 1) > reading.today:
        start = date(year - 1, m["a_month"], 1)
    return Atom(start, add_months(start, 1), "month", rolling=True)


@rule("ATOM", "YEAR4 - DIGIT", "YEAR4 / DIGIT")
def _iso_month(_: Reading, m: Bindings) -> Atom | None:
    if not 1 <= m["digit"] <= 12:
        return None
    start = date(m["year4"], m["digit"], 1)
    return Atom(start, add_months(start, 1), "month")


@rule("ATOM", "DIGIT / YEAR4", "DIGIT . YEAR4")
def _numeric_month(reading: Reading, m: Bindings) -> Atom | None:
    return _iso_month(reading, m)  # type: ignore[no-any-return]


@rule(
    "ATOM",
    "THE? WHOLE? UNIT DIGIT OF_YEAR?",
    "w GLUED OF_YEAR?",
    "YEAR4 - w GLUED",
    "cw GLUED YEAR?",
    "THE? UNIT ה? ORD OF_YEAR",
)
def _numbered_week(reading: Reading, m: Bindings) -> Atom | None:
    number = m.get("digit") or m.get("glued") or m.get("ord")
    if m.get("unit", "week") != "week" or number is None or not 1 <= number <= 53:
        return None
    if m.get("year4"):
        m = {**m, "year": (m["year4"], False, False)}

    def start(year: int) -> date:
        begins = start_of(date(year, 1, 4), "week", _iso(reading)) + timedelta(weeks=number - 1)
        if begins.year > year or (number == 53 and start_of(date(year + 1, 1, 4), "week", _iso(reading)) <= begins):
            raise ValueError("no such week")
        return begins - timedelta(days=_week_offset(reading))

    return _in_year(reading, m, "week", start)


def _iso(reading: Reading) -> Any:
    return reading.calendar.model_copy(update={"week_starts": "monday"})


def _week_offset(reading: Reading) -> int:
    """By how many days the company's week begins before Monday."""
    return {"monday": 0, "sunday": 1, "saturday": 2}[reading.calendar.week_starts]


@rule("ATOM", "THE? WEEK_OF THE? SINGLE")
def _week_of(reading: Reading, m: Bindings) -> Atom:
    start = start_of(m["single"].start, "week", reading.calendar)
    return Atom(start, start + timedelta(days=7), "week", rolling=m["single"].rolling)


@rule("SINGLE", "ATOM")
def _single(_: Reading, m: Bindings) -> Atom | None:
    return m["atom"] if m["atom"].grain == "day" else None


@rule("ATOM", "Q GLUED OF_YEAR?", "Q DIGIT OF_YEAR?", "ה Q ה? ORD OF_YEAR?", "Q - GLUED", "THE? FISCAL Q GLUED OF_YEAR?",
      "Q GLUED - YEAR4|YEAR2", "Q GLUED / YEAR4|YEAR2", "Q GLUED YEAR2", "YEAR -? Q GLUED", "YEAR Q DIGIT",
      "Q GLUED OF_YEAR", "Q DIGIT OF_YEAR",
      "DIGIT q YEAR2|YEAR4", "DIGIT h YEAR2|YEAR4", "DIGIT q", "THE? ORD FISCAL? UNIT OF_YEAR?", "THE? UNIT ה? ORD FISCAL? OF_YEAR?",
      "THE? FISCAL UNIT DIGIT OF_YEAR?", "THE? UNIT DIGIT OF_YEAR?", "FISCAL Q DIGIT OF_YEAR?", "YEAR ORD UNIT")  # fmt: skip
def _part_of_year(reading: Reading, m: Bindings) -> Atom | None:
    said_as = m.get("q") or m.get("h") or m.get("unit")
    grain: Grain = "quarter" if said_as in {"q", "quarter"} else "half"
    number = m.get("glued") or m.get("digit") or m.get("ord")
    if said_as not in {"q", "h", "quarter", "half"} or not number or number > (4 if grain == "quarter" else 2):
        return None
    if _said(m) is None and (m.get("year4") or m.get("year2")):
        m = {**m, "year": (m.get("year4") or m["year2"], False, False)}
    fiscal = bool(m.get("fiscal") or ((said := _said(m)) and said[2]))
    return _in_year(
        reading, m, grain, lambda y: step(year_start(y, reading.calendar, fiscal), grain, number - 1), fiscal
    )


@rule("ATOM", "PLAIN_YEAR", "CY YEAR4", "CY ' YEAR2", "cy YEAR2", "CY LAST_YEAR_WORD")
def _year(_: Reading, m: Bindings) -> Atom | None:
    year = m.get("plain_year") or m.get("year4") or m.get("year2")
    if year is None:
        return None
    return Atom(date(year, 1, 1), date(year + 1, 1, 1), "year")


@rule("ATOM", "FY YEAR4", "FY YEAR2", "FY ' YEAR2", "FY YEAR4 / YEAR2", "FY YEAR2 / YEAR2", "FY YEAR4 - YEAR2")
def _fiscal_year(reading: Reading, m: Bindings) -> Atom | None:
    if m.get("year4") and m.get("year2"):
        if m["year2"] != m["year4"] + 1:
            return None
        begins = date(m["year4"], reading.calendar.fiscal_year_starts, 1)
        return Atom(begins, add_months(begins, 12), "year", fiscal=True)
    start = year_start(m.get("year4") or m["year2"], reading.calendar, fiscal=True)
    return Atom(start, add_months(start, 12), "year", fiscal=True)


@rule("ATOM", "LAST_YEAR_WORD")
def _last_year(reading: Reading, _: Bindings) -> Atom:
    year = reading.today.year - 1
    return Atom(date(year, 1, 1), date(year + 1, 1, 1), "year", rolling=True)
