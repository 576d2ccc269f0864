"""The rules for single periods: days, weeks, months, quarters, halves and years, named or counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ringside.metrics.periods.days import DAY, WEEKDAYS, add_months, start_of, step, year_of, year_start
from ringside.metrics.periods.grammar import Atom, Bindings, Reading, rule, special
from ringside.metrics.periods.lexicon import at
from ringside.metrics.query.schema import Grain

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOST = 2000
_COMPARES = frozenset(
    [
        "than",
        "above",
        "over",
        "under",
        "below",
        "least",
        "most",
        "top",
        "bottom",
        "exceeds",
        "exceed",
        "exceeding",
        "=",
        ">",
        "<",
        ">=",
        "<=",
        "equals",
        "equal",
        "id",
        "no",
        "number",
        "code",
        "order",
        "invoice",
        "ref",
        "#",
        "first",
        "מעל",
        "מתחת",
        "לפחות",
        "מעט",
        "יותר",
        "פחות",
        "מספר",
    ]
)
_MONTH_LEADS = frozenset(
    [
        "in",
        "of",
        "since",
        "during",
        "for",
        "by",
        "until",
        "till",
        "through",
        "thru",
        "from",
        "to",
        "between",
        "and",
        "last",
        "this",
        "next",
        "every",
        "each",
        "about",
        "vs",
        "versus",
        "against",
        "before",
        "after",
        "month",
        "on",
        "or",
        "than",
        "with",
        "past",
        "prior",
        "previous",
        "early",
        "late",
        "mid",
    ]
)
_UNITS = frozenset(["units", "dollars", "usd", "eur", "ils", "pieces", "k", "m", "million", "thousand"])
_CLOSING = frozenset(",.?!):;'-/]")
_NOT_AFTER_MAY = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "be",
        "have",
        "has",
        "the",
        "not",
        "also",
        "only",
        "include",
        "a",
        "an",
    ]
)


@special("N")
def _number(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """How many: digits or a word."""
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 4 and 0 < int(token.text) <= _MOST:
        yield place + 1, int(token.text)
    yield from ((end, int(value)) for end, value in at("NUMBER", reading.tokens, place))


@special("ORD")
def _ordinal(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """First, 1st, 1."""
    yield from ((end, int(value)) for end, value in at("ORDINAL", reading.tokens, place))
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 2:
        after = reading.tokens[place + 1] if place + 1 < len(reading.tokens) else None
        if after and after.glued and after.text in {"st", "nd", "rd", "th"}:
            yield place + 2, int(token.text)


@special("DIGIT")
def _digit(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 2:
        yield place + 1, int(token.text)


@special("GLUED")
def _glued(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Digits written right onto the letters before them, as in Q2."""
    token = reading.tokens[place]
    if token.kind == "digits" and token.glued and len(token.text) <= 2:
        yield place + 1, int(token.text)


@special("YEAR4")
def _year_digits(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) == 4 and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR:
        yield place + 1, int(token.text)


@special("YEAR2")
def _short_year(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) == 2:
        yield place + 1, 2000 + int(token.text)


@special("PLAIN_YEAR")
def _plain_year(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Four digits that nothing marks as an amount."""
    for end, year in _year_digits(reading, place):
        before = reading.tokens[place - 1] if place else None
        after = reading.tokens[end] if end < len(reading.tokens) else None
        if before is not None and before.text in _COMPARES:
            continue
        if after is not None and (after.text in _UNITS or (after.glued and after.text not in _CLOSING)):
            continue
        if before is not None and before.glued and before.text in set("-_/#=.") and not _ends_time(reading, place - 2):
            continue
        if _more_than(reading, place):
            continue
        if before is not None and before.text == "between" and not _between_years(reading, end):
            continue
        yield end, year


def _ends_time(reading: Reading, place: int) -> bool:
    """Whether a year or the like stands here, so that the dash after it makes a range."""
    token = reading.tokens[place] if place >= 0 else None
    if token is None:
        return False
    return len(token.text) in {1, 2, 4} if token.kind == "digits" else token.text in set("בלמהו") or len(token.text) > 2


def _more_than(reading: Reading, place: int) -> bool:
    """ "יותר מ-2000": the comparison stands before the letter that is written onto the number."""
    words = [token.text for token in reading.tokens[max(0, place - 4) : place] if token.text != "-"]
    return len(words) > 1 and words[-1] in {"מ", "ל", "ב"} and words[-2] in _COMPARES


def _between_years(reading: Reading, end: int) -> bool:
    """ "between 2022 and 2023" is about years, "between 2000 and 5000" is not."""
    second = reading.tokens[end + 1] if end + 1 < len(reading.tokens) else None
    return second is None or second.kind != "digits" or any(_year_digits(reading, end + 1))


@special("A_MONTH")
def _month(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """A month, unless it is a word that may be something else and nothing speaks for the month."""
    for end, value in at("MONTH", reading.tokens, place):
        token = reading.tokens[place]
        before = reading.tokens[place - 1].text if place else ""
        after = reading.tokens[end] if end < len(reading.tokens) else None
        dated = after is not None and (after.kind == "digits" or after.text == "'")
        counted = bool(place) and (reading.tokens[place - 1].kind == "digits" or before in {"st", "nd", "rd", "th"})
        led = before in _MONTH_LEADS or before in {"-", "(", ",", "/", "&"}
        alone = len(reading.tokens) == 1
        plain = token.text not in {"may", "march", "mar", "dec", "jan", "sep", "jun"}
        capital = (
            token.raw[:1].isupper()
            and before not in {"the", "a", "an", "mr", "ms", "mrs"}
            and (place > 0 or (after is None or after.text not in _NOT_AFTER_MAY))
        )
        if token.text == "may" and (after is not None and after.text in _NOT_AFTER_MAY) and not led:
            continue
        if token.text == "mar" and after is not None and after.text == "'":
            continue
        if plain or dated or counted or led or alone or capital:
            yield end, int(value)


@rule("OF_YEAR", "YEAR", ", YEAR", "OF YEAR", "OF THE YEAR", ", OF YEAR")
def _of_year(_: Reading, m: Bindings) -> Any:
    return m["year"]


# Which year is meant: the bindings of these are (year, said by its distance from today, fiscal).


@rule("YEAR", "YEAR4", "' YEAR2", "CY YEAR4", "CY ' YEAR2", "THE YEAR4")
def _said_year(_: Reading, m: Bindings) -> Any:
    return m.get("year4") or m["year2"], False, False


@rule("YEAR", "FY YEAR4", "FY ' YEAR2", "FY YEAR2")
def _said_fiscal(_: Reading, m: Bindings) -> Any:
    return m.get("year4") or m["year2"], False, True


@rule(
    "YEAR", "THE? LAST|THIS|NEXT FISCAL? UNIT", "THE? UNIT FISCAL? THE? LAST|THIS|NEXT", "THIS_UNIT", "LAST_YEAR_WORD"
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


# Days


_NUMERIC = re.compile(r"(\d+)([-/.])(\d+)\2(\d+)")


@special("DATE")
def _date(reading: Reading, place: int) -> Iterator[tuple[int, date]]:
    token = reading.tokens[place]
    if token.kind == "date" and (match := _NUMERIC.match(token.text)):
        first, sign, second, third = match.groups()
        day = _numeric_day(first, second, third, day_first=reading.language == "he" or sign == ".")
        if day is not None:
            yield place + 1, day


def _numeric_day(first: str, second: str, third: str, *, day_first: bool) -> date | None:
    """Year first is plain; else the order is that of the language unless only one order makes a date."""
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    year = int(third) + (2000 if len(third) == 2 else 0)
    one, two = int(first), int(second)
    orders = [(two, one), (one, two)] if day_first else [(one, two), (two, one)]
    return next((found for month, day in orders if (found := _day(year, month, day))), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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


@rule("ATOM", "TODAY", "TODAY ' s")
def _today(reading: Reading, m: Bindings) -> Atom:
    day = reading.today + timedelta(days=int(m["today"]))
    return Atom(day, day + DAY, "day", rolling=True)


@rule("ATOM", "THE? LAST|THIS|NEXT|PAST WEEKDAY", "WEEKDAY THE? LAST|NEXT", "on WEEKDAY", "ב WEEKDAY")
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


@special("FIRST_DAY")
@special("LAST_DAY")
def _day_number(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    for find in (_digit, _ordinal):
        yield from ((end, number) for end, number in find(reading, place) if 1 <= number <= 31)


@special("BETWEEN_DAYS")
def _between_days(reading: Reading, place: int) -> Iterator[tuple[int, str]]:
    yield from ((end, str(value)) for end, value in at("LINK", reading.tokens, place))


# Months, weeks by name


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


@rule("ATOM", "LAST|THIS|NEXT A_MONTH", "A_MONTH LAST|THIS|NEXT", "past A_MONTH")
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


# Quarters, halves


@rule("ATOM", "Q GLUED OF_YEAR?", "Q DIGIT OF_YEAR?", "ה Q ה? ORD OF_YEAR?", "Q - GLUED", "THE? FISCAL Q GLUED OF_YEAR?",
      "Q GLUED - YEAR4|YEAR2", "Q GLUED / YEAR4|YEAR2", "Q GLUED YEAR2", "YEAR -? Q GLUED", "YEAR Q DIGIT",
      "Q GLUED OF_YEAR", "Q DIGIT OF_YEAR",
      "DIGIT q YEAR2|YEAR4", "DIGIT h YEAR2|YEAR4", "DIGIT q", "THE? ORD FISCAL? UNIT OF_YEAR?", "THE? UNIT ה? ORD FISCAL? OF_YEAR?",
      "THE? FISCAL UNIT DIGIT OF_YEAR?", "THE? UNIT DIGIT OF_YEAR?", "FISCAL Q DIGIT OF_YEAR?", "YEAR ORD UNIT")  # fmt: skip
def _part_of_year(reading: Reading, m: Bindings) -> Atom | None:
    grain = m.get("q") if m.get("q") in {"quarter", "half"} else m.get("unit")
    if grain is None:
        grain = {"q": "quarter", "h": "half"}.get(str(m.get("q") or m.get("h") or ""))
    if m.get("h") == "h":
        grain = "half"
    if m.get("q") == "q":
        grain = "quarter"
    number = m.get("glued") or m.get("digit") or m.get("ord")
    if grain not in {"quarter", "half"} or not number or number > (4 if grain == "quarter" else 2):
        return None
    if _said(m) is None and (m.get("year4") or m.get("year2")):
        m = {**m, "year": (m.get("year4") or m["year2"], False, False)}
    fiscal = bool(m.get("fiscal") or ((said := _said(m)) and said[2]))
    atom = _in_year(
        reading, m, grain, lambda y: step(year_start(y, reading.calendar, fiscal), grain, number - 1), fiscal
    )  # fmt: skip
    return atom


# Years


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


# Counted from today


@rule("ATOM", "THE? THIS|LAST|NEXT WHOLE? FISCAL? WHOLE? UNIT", "THE? WHOLE LAST|THIS FISCAL? UNIT",
      "THE? FISCAL? UNIT FISCAL? ה? LAST|THIS|NEXT", "THIS_UNIT FISCAL?", "ה? UNIT ה? WHOLE ה? LAST",
      "THE? UNIT ה FISCAL ה LAST|THIS|NEXT")  # fmt: skip
def _near(reading: Reading, m: Bindings) -> Atom | None:
    unit, fiscal = m.get("unit") or m["this_unit"], bool(m.get("fiscal"))
    moved = int(m.get("last") or 0) + int(m.get("next") or 0)
    start = step(start_of(reading.today, unit, reading.calendar, fiscal), unit, moved)
    return Atom(start, step(start, unit, 1), unit, fiscal, rolling=True, units=1)


@rule("ATOM", "THE? THIS|LAST|NEXT|PAST WEEKEND_OF", "THE? WEEKEND_OF ה? THIS|LAST|NEXT")
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
    """The last so many units up to today: days and weeks counted with today, longer ones from the same day back then."""
    if grain in {"day", "week"}:
        return _since(reading, step(reading.today + DAY, grain, -count), grain, count)
    return _since(reading, step(reading.today, grain, -count), grain, count)


@rule("ATOM", "THE? RECENT N WHOLE? FISCAL? UNIT", "THE? RECENT N FISCAL WHOLE? UNIT", "THE? N RECENT WHOLE? UNIT",
      "THE? RECENT TWO", "N ה? UNIT ה? RECENT", "N ה? UNIT ה? WHOLE ה? RECENT", "ה? TWO ה? RECENT", "ה? UNIT ה? RECENT N",
      "N ה? UNIT RECENT WHOLE", "TWO ה? WHOLE ה? RECENT")  # fmt: skip
def _recent(reading: Reading, m: Bindings) -> Atom:
    count, grain = (2, m["two"]) if m.get("two") else (m["n"], m["unit"])
    if grain in {"quarter", "half"} or m.get("whole") or m.get("fiscal"):
        return _completed(reading, grain, count, bool(m.get("fiscal")))
    return _back(reading, grain, count)


def _completed(reading: Reading, grain: Grain, count: int, fiscal: bool = False) -> Atom:
    """The last so many units that are over."""
    end = start_of(reading.today, grain, reading.calendar, fiscal)
    return Atom(step(end, grain, -count), end, grain, fiscal, rolling=True, units=count)


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


@special("ARTICLE")
def _article(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    if reading.tokens[place].text in {"a", "an"}:
        yield place + 1, 1


@rule("ATOM", "N UNIT AGO TODAY", "SAME day LAST UNIT", "the same day LAST UNIT")
def _this_day_back(reading: Reading, m: Bindings) -> Atom:
    start = step(reading.today, m["unit"], -m.get("n", 1))
    return Atom(start, start + DAY, "day", rolling=True)


@rule("ATOM", "XTD", "FISCAL XTD", "THE? FISCAL? UNIT TO_DATE", "TO_DATE THE? THIS FISCAL? UNIT", "THE? THIS FISCAL? UNIT TO_DATE",
      "FROM_START ה? THE? THIS? FISCAL? UNIT FISCAL?", "THIS_UNIT FISCAL? TO_DATE", "fytd", "ה? UNIT ה? THIS TO_DATE",
      "FROM_START ה? UNIT ה FISCAL", "FROM_START ה? UNIT TO_DATE", "FY XTD", "FROM_START ה? UNIT ה? THIS")  # fmt: skip
def _to_date(reading: Reading, m: Bindings) -> Atom | None:
    grain = m.get("xtd") or m.get("unit") or m.get("this_unit") or "year"
    fiscal = bool(m.get("fiscal") or m.get("fytd") or m.get("fy"))
    start = start_of(reading.today, grain, reading.calendar, fiscal)
    return replace(_since(reading, start, grain, 1), fiscal=fiscal)


@rule("ATOM", "THE? START OF? THE? ATOM", "THE? START OF THE FISCAL? UNIT", "START ה UNIT", "START ה? ATOM")
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


# Parts of a period


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


@special("FIRST_HE")
def _first_he(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    if reading.tokens[place].text in {"ראשונים", "ראשונות"}:
        yield place + 1, 1


@rule("UNIT_OF", "UNIT")
def _unit_of(reading: Reading, m: Bindings) -> Atom:
    start = start_of(reading.today, m["unit"], reading.calendar)
    return Atom(start, step(start, m["unit"], 1), m["unit"], rolling=True)


@rule("ATOM", "THE? TRAILING_YEAR")
def _trailing_year(reading: Reading, _: Bindings) -> Atom:
    return _back(reading, "month", 12)
