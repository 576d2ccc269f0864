"""What a reader must know beside an answer: little data, gaps, unknowns, rows cut off, periods not over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ringside.metrics.answer import dates, scope, series
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.narrative import is_additive
from ringside.metrics.answer.words import WORDS

_FEW = 20
"""Rows of data below which an average or a rate is not steady."""
_SHORT = 0.02
"""How much two compared spans may differ in length: months do, by a day or three."""


def worth(book: Book, today: date) -> tuple[str, ...]:
    """The notes of an answer, the weightiest first."""
    return tuple(_notes(book, today))


def _notes(book: Book, today: date) -> Iterator[str]:
    words, language, result = WORDS[book.language], book.language, book.result
    period = book.query.time.period
    yield from _running(book, today)
    if period is not None and period.end is not None and (period.end - today).days > 366:
        yield words["note_future"].format(today=dates.day(today, language))
    if result.truncated:
        yield words["note_truncated"].format(count=f"{len(result.rows):,}")
    few = result.scanned is not None and 0 < result.scanned < _FEW
    if few and any(not is_additive(book, measure) or book.beside("share", measure) for measure in book.measures):
        yield words["note_few"].format(count=result.scanned)
    for column in book.keys:
        if any(book.at(row, column) is None for row in range(len(result.rows))):
            name = next(book.name(row) for row in range(len(result.rows)) if book.at(row, column) is None)
            yield words["note_unknown"].format(name=name, label=column.label)
    for column in book.measures:
        missing = sum(book.at(row, column) is None for row in range(len(result.rows)))
        if missing and missing < len(result.rows):
            yield words["note_missing"].format(count=missing, label=column.label)
    if not book.query.empty and not book.keys and (missing := series.gaps(book)):
        yield words["note_gaps"].format(count=missing)


def _running(book: Book, today: date) -> Iterator[str]:
    words, language, period = WORDS[book.language], book.language, book.query.time.period
    if book.period is not None:
        rows = range(len(book.result.rows))
        open_rows = [row for row in rows if not series.is_complete(book, row, today)]
        if len(open_rows) < len(rows):
            for when in dict.fromkeys(book.at(row, book.time) for row in open_rows):
                row = next(row for row in open_rows if book.at(row, book.time) == when)
                first = series.first_day(when)
                over = first is not None and series.after(first, book.query.time.grain or "day") <= today
                key = "note_part" if over else "note_last_running"
                yield words[key].format(period=series.fact(book, row).text)
        return
    if period is None or not scope.is_running(period, today):
        return
    text = dates.period(period, language, book.model.calendar, fiscal=book.query.time.fiscal)
    if book.keys or book.query.comparison is not None or dates.size_of(period, book.model.calendar) is None:
        yield words["note_running"].format(period=text, today=dates.day(today, language))
    held = book.query.comparison.period if book.query.comparison else None
    if held is None or held.start is None or held.end is None:
        return
    days, before = scope.elapsed(period, today), (held.end - held.start).days
    if before and abs(days - before) > max(3, before * _SHORT):
        yield words["note_partial"].format(days=days, before_days=before)
