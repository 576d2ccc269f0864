"""The periods that a question is about, as conditions on dates."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import ibis

from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.calendar import distance, start_of
from ringside.metrics.query.problems import CannotAnswer, NoDate
from ringside.metrics.query.schema import MetricQuery, Period

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Window:
    """One of the periods that are compared. `moved` brings its periods onto those of the first (days or months)."""

    prefix: str
    period: Period | None
    moved: int = 0


def windows_of(query: MetricQuery, calendar: Calendar) -> tuple[Window, ...]:
    """The period that is asked about, and the one that it is held against, if any. Raises CannotAnswer."""
    comparison, time = query.comparison, query.time
    now = Window("", time.period)
    if comparison is None or comparison.to != "period":
        return (now,)
    if comparison.period is None:
        raise CannotAnswer("The period to compare with is missing.")
    moved = 0
    if time.grain:
        starts = [time.period.start if time.period else None, comparison.period.start]
        if None in starts:
            raise CannotAnswer("Only periods that both have a beginning can be laid over each other.")
        first, other = (start_of(start, time.grain, calendar, time.fiscal) for start in starts if start)
        moved = distance(other, first, time.grain)
    return (now, Window("previous_", comparison.period, moved))


def bounds(windows: Sequence[Window]) -> list[tuple[date, date]] | None:
    """From when to when each of several windows goes, where no day is in two of them; None otherwise."""
    edges = [(each.period.start, each.period.end) for each in windows if each.period is not None]
    closed = [(start, end) for start, end in edges if start is not None and end is not None]
    if len(closed) < len(windows):
        return None
    ordered = sorted(closed)
    apart = all(before[1] <= after[0] for before, after in pairwise(ordered))
    return closed if apart else None


def in_any(column: ir.Value, windows: Sequence[Window]) -> ir.BooleanValue | None:
    """Whether a date is in one of the windows; None where one of them takes in everything.

    Windows that follow each other are one stretch of time, which is quicker to look for; those that do not are looked
    for between the first day and the last, so that files can be skipped.
    """
    tests = [within(column, window.period) for window in windows]
    closed = sorted(bounds(windows) or ())
    if len(closed) != 2:
        return None if any(test is None for test in tests) else reduce(operator.or_, tests)
    (first, end), (start, last) = closed
    whole = within(column, Period(start=first, end=last))
    return whole if end == start else whole & ((column < _edge(column, end)) | (column >= _edge(column, start)))


def only(column: ir.Value, window: Window, windows: Sequence[Window]) -> ir.BooleanValue | None:
    """Whether a date that is in one of the windows is in this one; None where there is no other."""
    closed = bounds(windows)
    if len(windows) == 1 or closed is None:
        return None
    mine, later = closed[windows.index(window)], max(closed)
    edge = _edge(column, later[0])
    return column >= edge if mine == later else column < edge


def within(column: ir.Value, period: Period | None) -> ir.BooleanValue | None:
    """Whether a date or moment is in a period; compared as it is stored, so that files can be skipped."""
    if not (column.type().is_date() or column.type().is_timestamp()):
        raise NoDate("The field that should say when is not a date.")
    tests = []
    if period is not None and period.start:
        tests.append(column >= _edge(column, period.start))
    if period is not None and period.end:
        tests.append(column < _edge(column, period.end))
    return reduce(operator.and_, tests) if tests else None


def _edge(column: ir.Value, day: date) -> ir.Value:
    if column.type().is_date():
        return ibis.literal(day, "date")
    return ibis.literal(datetime(day.year, day.month, day.day), "timestamp")
