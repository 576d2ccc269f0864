"""How dates fall into periods, as the company counts: in plain dates, and the same as database expressions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from ringside.metrics.model.schema import Calendar, DatePart
from ringside.metrics.query.problems import CannotAnswer
from ringside.metrics.query.schema import Grain

if TYPE_CHECKING:
    import ibis.expr.types as ir

MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAYS: dict[str, int] = {"day": 1, "week": 7}
SPARK = frozenset({"pyspark", "spark", "databricks"})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TRUNCATE: dict[str, Any] = {"month": "M", "quarter": "Q", "year": "Y"}


def start_of(day: date, grain: Grain, calendar: Calendar, fiscal: bool = False) -> date:
    """The first day of the period that this day falls into."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=(day.weekday() - _WEEKDAYS.index(calendar.week_starts)) % 7)
    first = _first_month(grain, calendar, fiscal)
    months = day.year * 12 + day.month - 1 - first
    return _from_months(months - months % MONTHS[grain] + first)


def step(start: date, grain: Grain, count: int = 1) -> date:
    """The start of the period that many periods later."""
    if grain in DAYS:
        return start + timedelta(days=DAYS[grain] * count)
    return _from_months(start.year * 12 + start.month - 1 + MONTHS[grain] * count)


def distance(earlier: date, later: date, grain: Grain) -> int:
    """By how many days (grains of days) or months (the others) two starts of periods are apart."""
    if grain in DAYS:
        return (later - earlier).days
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _from_months(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _first_month(grain: str, calendar: Calendar, fiscal: bool) -> int:
    """By how many months the year is shifted; months themselves never are."""
    return calendar.fiscal_year_starts - 1 if fiscal and grain != "month" else 0


def as_day(value: ir.Value) -> ir.Value:
    """The day of a date or of a moment on the company's clocks."""
    return value if value.type().is_date() else value.cast("date")


def local(value: ir.Value, zone: str, dialect: str) -> ir.Value:
    """A moment with a time zone as the clocks of a zone show it. Ibis has no word for it, databases have several."""
    if dialect in {"duckdb", "postgres"}:
        return _timezone(zone, value)
    if dialect in SPARK:
        return _from_utc_timestamp(value.cast("timestamp"), zone)
    if zone != "UTC":
        raise CannotAnswer("This database is asked in UTC only: set the time zone of the model to UTC.")
    return value.cast("timestamp")


@ibis.udf.scalar.builtin(name="timezone")  # type: ignore[untyped-decorator]
def _timezone(zone: dt.string, at: dt.Timestamp(timezone="UTC")) -> dt.timestamp:  # type: ignore[valid-type]
    """The wall clock of a zone at a moment."""


@ibis.udf.scalar.builtin(name="from_utc_timestamp")  # type: ignore[untyped-decorator]
def _from_utc_timestamp(at: dt.timestamp, zone: dt.string) -> dt.timestamp:
    """The same in Spark."""


def bucket(day: ir.Value, grain: Grain, calendar: Calendar, fiscal: bool = False) -> ir.Value:
    """`start_of` for a column of days."""
    if grain == "day":
        return day
    if grain == "week":
        offset = -_WEEKDAYS.index(calendar.week_starts) % 7
        if not offset:
            return day.truncate("W").cast("date")
        moved = (day + ibis.interval(days=offset)).cast("date").truncate("W").cast("date")
        return (moved - ibis.interval(days=offset)).cast("date")
    first = _first_month(grain, calendar, fiscal)
    if grain != "half" and first % MONTHS[grain] == 0:
        return day.truncate(_TRUNCATE[grain]).cast("date")
    months = day.year() * 12 + (day.month() - 1 - first)
    months = months - months % MONTHS[grain] + first
    return ibis.date((months // 12).cast("int32"), (months % 12 + 1).cast("int32"), ibis.literal(1, "int32"))


def later(day: ir.Value, distance: int, grain: Grain) -> ir.Value:
    """A column of starts of periods, moved by a `distance`."""
    moved = ibis.interval(days=distance) if grain in DAYS else ibis.interval(months=distance)
    return (day + moved).cast("date")


def part_of(value: ir.Value, part: DatePart, calendar: Calendar, fiscal: bool = False) -> ir.Value:  # noqa: PLR0911 one line a part
    """A part of a date as a number that sorts: weekdays from 1, the first day of the company's week; weekend is a flag.

    Weeks are numbered like ISO weeks, from the week that holds the year's first Thursday on.
    """
    if part == "hour":
        if value.type().is_date():
            raise CannotAnswer("These dates have no time of day.")
        return value.hour().cast("int64")
    day = as_day(value)
    if part == "weekend":
        return day.day_of_week.index().isin([_WEEKDAYS.index(name) for name in calendar.weekend])
    if part == "weekday":
        return ((day.day_of_week.index() - _WEEKDAYS.index(calendar.week_starts) + 7) % 7 + 1).cast("int64")
    if part == "day":
        return day.day().cast("int64")
    if part == "week":
        offset = -_WEEKDAYS.index(calendar.week_starts) % 7
        moved = (day + ibis.interval(days=offset)).cast("date") if offset else day
        return moved.week_of_year().cast("int64")
    if part == "month":
        return day.month().cast("int64")
    first = _first_month(part, calendar, fiscal)
    months = day.year() * 12 + (day.month() - 1 - first)
    if part == "quarter":
        return ((months % 12) // 3 + 1).cast("int64")
    named_by_end = first and calendar.fiscal_year_named == "end"
    return (months // 12 + (1 if named_by_end else 0)).cast("int64")
