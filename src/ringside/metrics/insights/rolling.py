"""A pinned question asked again on another day: the periods it names move on with the calendar."""

from __future__ import annotations

from datetime import date

from ringside.metrics import periods
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Comparison, MetricQuery, Period


def is_rolling(query: MetricQuery, calendar: Calendar, today: date) -> bool:
    """Whether any period of this query is named by its distance from today."""
    return any(periods.rolling(period.words, calendar, today) for period in _periods(query) if period.words)


def moved(query: MetricQuery, calendar: Calendar, today: date) -> MetricQuery:
    """The same question on this day. What its words no longer say clearly stays as it was."""
    time, comparison = query.time, query.comparison
    if time.period is None:
        return query
    period = _named(time.period, calendar, today)
    if comparison is not None and comparison.period is not None:
        comparison = _follow(comparison, time.period, period, calendar, today)
    return query.model_copy(update={"time": time.model_copy(update={"period": period}), "comparison": comparison})


def _follow(comparison: Comparison, was: Period, now: Period, calendar: Calendar, today: date) -> Comparison:
    """A period before the one asked about stays right before it; any other is found by its own words."""
    held = comparison.period
    if held is None:
        return comparison
    for before in (periods.previous, periods.year_before):
        if _span(before(was)) == _span(held):
            return comparison.model_copy(update={"period": before(now)})
    return comparison.model_copy(update={"period": _named(held, calendar, today)})


def _named(period: Period, calendar: Calendar, today: date) -> Period:
    if not period.words or not periods.rolling(period.words, calendar, today):
        return period
    found = periods.find(period.words, calendar, today).periods
    return found[0].period if len(found) == 1 else period


def _span(period: Period) -> tuple[date | None, date | None]:
    return period.start, period.end


def _periods(query: MetricQuery) -> list[Period]:
    held = query.comparison.period if query.comparison else None
    return [period for period in (query.time.period, held) if period is not None]
