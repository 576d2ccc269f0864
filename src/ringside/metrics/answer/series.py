"""What is said of values over time: from where to where, and when they were highest and lowest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ringside.metrics.answer import format as formats
from ringside.metrics.answer import magnitude, narrative, scope
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Fact, Segment
from ringside.metrics.answer.words import WORDS, joined, say, shown
from ringside.metrics.query.schema import Grain, Period, ResultColumn

Told = tuple[Segment, ...]
_MOVERS = 50
"""Groups whose changes are held against each other."""
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def one(book: Book, measure: ResultColumn, today: date) -> Told:
    """One measure over time. What is not complete yet takes no part in the trend."""
    language, label = book.language, narrative.label(book, measure)
    rows = [(row, number) for row, number in book.numbers(measure) if is_complete(book, row, today)]
    if len(rows) < 2:
        row = (rows or book.numbers(measure))[-1][0]
        return say(language, "series_one", label=label, value=book.cell(row, measure), start=_period(book, row))
    said = _from_to(book, measure, label, rows[0][0], rows[-1][0])
    said += _extremes(book, measure, rows)
    if narrative.is_additive(book, measure) and not narrative.is_level(book, measure) and len(rows) <= 400:
        facts = [book.cell(row, measure) for row, _ in book.numbers(measure)]
        total = book.derive("sum", facts, role="total", label=measure.label, name=f"sum({measure.name})")
        said += say(language, "series_total", total=total)
    return said


def _from_to(book: Book, measure: ResultColumn, label: str, start: int, end: int) -> Told:
    language = book.language
    old, new = book.number(start, measure) or 0.0, book.number(end, measure) or 0.0
    texts = formats.pair(old, new, measure.format, measure.unit, language)
    first, last = book.cell(start, measure, text=texts[0]), book.cell(end, measure, text=texts[1])
    change, pct = narrative.changes(book, last, first)
    direction = magnitude.direction(new, old)
    parts: dict[str, Any] = {
        "label": label,
        "first": first,
        "last": last,
        "start": _period(book, start),
        "end": _period(book, end),
    }
    if direction in {"same", "flat"}:
        return say(language, "series_flat", **parts)
    ratio = magnitude.ratio_word(new, old) if measure.format != "percent" else None
    if ratio and pct:
        return say(language, "series_ratio", bare=False, ratio=WORDS[language][ratio], pct=pct, **parts)
    key = f"series_{direction}" if pct is not None else f"series_{direction}_by"
    return say(language, key, pct=pct, change=change, **parts)


def _extremes(book: Book, measure: ResultColumn, rows: list[tuple[int, float]]) -> Told:
    if len(rows) < 3:
        return ()
    high, low = max(number for _, number in rows), min(number for _, number in rows)
    highs, lows = [r for r, n in rows if n == high], [r for r, n in rows if n == low]
    if len(highs) > 1 or len(lows) > 1:
        return ()
    facts = [book.cell(row, measure) for row, _ in rows]
    ends = {row: book.cell(row, measure) for row in (highs[0], lows[0])}
    for fact in ends.values():
        narrative.rank(book, fact, facts)
    count = book.derive("count", facts, role="count", label=measure.label, format="integer",
                        name=f"count({measure.name})")  # fmt: skip
    final, first = rows[-1][0], rows[0][0]
    key = "peak_end" if highs[0] == final else "trough_end" if lows[0] == final else "peak"
    if {highs[0], lows[0]} == {first, final} and key == "peak":
        return ()
    return say(book.language, key, count=count, high=ends[highs[0]], low=ends[lows[0]],
               high_at=_period(book, highs[0]), low_at=_period(book, lows[0]))  # fmt: skip


def matrix(book: Book, measure: ResultColumn, today: date) -> Told:
    """Several series: who leads at the end, and who moved most."""
    language, period = book.language, book.time
    rows = [(row, number) for row, number in book.numbers(measure) if is_complete(book, row, today)]
    rows = rows or book.numbers(measure)
    times = sorted({book.at(row, period) for row, _ in rows if book.at(row, period) is not None})
    if not times:
        return say(language, "nothing", label=narrative.label(book, measure), when="")
    here = sorted(((n, r) for r, n in rows if book.at(r, period) == times[-1]), key=lambda each: -each[0])
    best = here[0][1]
    if len(here) == 1 or here[0][0] == here[1][0]:
        everyone = [book.cell(row, measure) for _, row in here]
        for fact, (number, _) in zip(everyone, here, strict=True):
            if number == here[0][0]:
                narrative.rank(book, fact, everyone)
        tied = [narrative.name(book, row) for number, row in here if number == here[0][0]]
        return say(language, "matrix_one" if len(here) == 1 else "matrix_tied", name=joined(tied, language),
                   value=book.cell(best, measure), end=_period(book, best))  # fmt: skip
    second = here[1][1]
    texts = formats.pair(here[0][0], here[1][0], measure.format, measure.unit, language)
    values = book.cell(best, measure, text=texts[0]), book.cell(second, measure, text=texts[1])
    narrative.rank(book, values[0], [book.cell(row, measure) for _, row in here])
    said = say(language, "matrix", end=_period(book, best), name=narrative.name(book, best), value=values[0],
               second=narrative.name(book, second), second_value=values[1])  # fmt: skip
    return said + (_moved(book, measure, rows, times) if len(times) > 1 else ())


def _moved(book: Book, measure: ResultColumn, rows: list[tuple[int, float]], times: list[object]) -> Told:
    """Who changed most between the first and the last period."""
    starts = {book.name(r): (r, n) for r, n in rows if book.at(r, book.time) == times[0]}
    ends = {book.name(r): (r, n) for r, n in rows if book.at(r, book.time) == times[-1]}
    both = sorted((-abs(ends[who][1] - starts[who][1]), starts[who][0], ends[who][0]) for who in ends if who in starts)
    if not both or both[0][0] == 0 or (len(both) > 1 and both[0][0] == both[1][0]):
        return ()
    for _, start, end in reversed(both[:_MOVERS]):
        first, last = book.cell(start, measure), book.cell(end, measure)
        change, _ = narrative.changes(book, last, first)
    _, start, end = both[0]
    return say(book.language, "matrix_moved", bare=False, start=_period(book, start), mover=narrative.name(book, end),
               change=change, first=first, last=last)  # fmt: skip


def _period(book: Book, row: int) -> Told:
    return (shown(fact(book, row)),)


def fact(book: Book, row: int) -> Fact:
    return book.cell(row, book.time)


def first_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def after(first: date, grain: Grain) -> date:
    """The first day of the period that follows the one beginning here."""
    if grain in _MONTHS:
        months = first.year * 12 + first.month - 1 + _MONTHS[grain]
        return date(months // 12, months % 12 + 1, min(first.day, 28))
    return first + timedelta(days=7 if grain == "week" else 1)


def is_complete(book: Book, row: int, today: date) -> bool:
    """Whether the period of a row is over."""
    first = first_day(book.at(row, book.period)) if book.period else None
    if first is None or book.query.time.grain is None:
        return True
    end = after(first, book.query.time.grain)
    asked = book.query.time.period
    begins = asked is None or asked.start is None or asked.start <= first
    ends = asked is None or asked.end is None or asked.end >= end
    return end <= today and begins and ends


def gaps(book: Book) -> int:
    """How many periods between the first and the last have no row."""
    grain = book.query.time.grain
    if book.period is None or grain is None:
        return 0
    days = {first_day(book.at(row, book.period)) for row in range(len(book.result.rows))} - {None}
    known = sorted(each for each in days if each is not None)
    missing, at = 0, known[0] if known else None
    while at is not None and at < known[-1] and missing < 1000:
        at = after(at, grain)
        missing += at < known[-1] and at not in days
    return missing


def running(book: Book, today: date) -> Period | None:
    """The period asked about when it is not over yet."""
    return book.query.time.period if scope.is_running(book.query.time.period, today) else None
