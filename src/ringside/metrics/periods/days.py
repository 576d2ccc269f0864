"""Arithmetic of days and of the periods they fall into."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Grain

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAY = timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day of another month, or its last day when it is shorter. Raises ValueError or OverflowError."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9998:
        raise ValueError("out of the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def step(day: date, grain: Grain, count: int) -> date:
    """That many units later, not moved to the start of one."""
    if grain in MONTHS:
        return add_months(day, MONTHS[grain] * count)
    return day + timedelta(days=count * (7 if grain == "week" else 1))


def start_of(day: date, grain: Grain, calendar: Calendar, fiscal: bool = False) -> date:
    """The first day of the unit that this day falls into."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(calendar.week_starts)) % 7)
    first = calendar.fiscal_year_starts if fiscal else 1
    return add_months(day.replace(day=1), -((day.month - first) % MONTHS[grain]))


def year_start(year: int, calendar: Calendar, fiscal: bool = False) -> date:
    """The first day of the year of that name."""
    if not fiscal:
        return date(year, 1, 1)
    named_by_end = calendar.fiscal_year_named == "end" and calendar.fiscal_year_starts > 1
    return date(year - named_by_end, calendar.fiscal_year_starts, 1)


def year_of(day: date, calendar: Calendar, fiscal: bool = False) -> int:
    """The name of the year that this day falls into."""
    if not fiscal:
        return day.year
    start = start_of(day, "year", calendar, fiscal=True)
    return start.year + (calendar.fiscal_year_named == "end" and calendar.fiscal_year_starts > 1)


def weekday_number(name_index: int, calendar: Calendar) -> int:
    """Monday = 0 and so on, as the company counts: 1 is the first day of its week."""
    return (name_index - WEEKDAYS.index(calendar.week_starts)) % 7 + 1
