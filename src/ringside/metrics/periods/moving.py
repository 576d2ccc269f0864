"""Periods before other periods."""

from __future__ import annotations

from datetime import date, timedelta

from ringside.metrics.periods.days import DAY, add_months, step
from ringside.metrics.periods.schema import Shift
from ringside.metrics.query.schema import Grain, Period

_UNIT_WORDS: tuple[tuple[Grain, tuple[str, ...]], ...] = (
    ("week", ("week", "wtd", "שבוע")),
    ("month", ("month", "mtd", "חודש")),
    ("quarter", ("quarter", "qtd", "רבעון")),
    ("half", ("half", "מחצית", "חציון")),
    ("year", ("year", "ytd", "שנה", "השנה", "שנת")),
)
"""What a period that is still running runs to the end of, by its words."""


def previous(period: Period) -> Period:
    """The period right before, as long as this one; of a running month, the same days of the month before."""
    return shifted(period, "previous")


def year_before(period: Period) -> Period:
    """The same days a year earlier; weeks keep their days of the week."""
    return shifted(period, "year")


def shifted(period: Period, shift: Shift) -> Period:
    """The period that lies this far back. What is open at an end stays open; what would leave the calendar is open."""
    try:
        if shift == "previous":
            return _previous(period)
        return Period(start=_back(period, period.start, shift), end=_back_end(period, shift))
    except (ValueError, OverflowError):
        return Period()


def _previous(period: Period) -> Period:
    start, end = period.start, period.end
    if start is None or end is None:
        return Period()
    months = _months(start, end)
    if months:
        return Period(start=add_months(start, -months), end=start)
    unit = _unit(period) if period.to_date else None
    if unit is not None and end <= step(start, unit, 1):
        return shifted(period, unit)
    return Period(start=start - (end - start), end=start)


def _months(start: date, end: date) -> int:
    """How many whole months lie between, 0 where it is not whole ones."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if start.day == end.day == 1 else 0


def _unit(period: Period) -> Grain | None:
    words = period.words.lower()
    return next((grain for grain, known in _UNIT_WORDS if any(word in words for word in known)), None)


def _weeks(period: Period) -> bool:
    """Whether it is made of weeks, so that a year before is 52 of them."""
    whole = period.start is not None and period.end is not None and (period.end - period.start).days % 7 == 0
    return whole and _unit(period) == "week"


def _back(period: Period, day: date | None, shift: Shift) -> date | None:
    if day is None or shift == "previous":
        return day
    if shift == "year" and _weeks(period):
        return day - timedelta(days=364)
    return step(day, shift, -1)


def _back_end(period: Period, shift: Shift) -> date | None:
    """Ends of whole months stay so; else the last day is moved, so that 28 February stays the 28th."""
    start, end = period.start, period.end
    if end is None or shift in {"day", "week"} or _weeks(period):
        return _back(period, end, shift)
    if end.day == 1 and (start is None or start.day == 1) and not (period.to_date and start and not _clean(period)):
        return _back(period, end, shift)
    last = _back(period, end - DAY, shift)
    return last + DAY if last is not None else None


def _clean(period: Period) -> bool:
    """Whether a running period is said up to the end of its unit rather than up to today."""
    unit = _unit(period)
    return unit is not None and period.start is not None and period.end == step(period.start, unit, 1)
