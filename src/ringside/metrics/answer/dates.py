"""Days, periods and parts of dates as people name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Period

PARTS = frozenset({"hour", "weekday", "day", "week", "month", "quarter", "half", "year"})
_CALENDAR = Calendar()
MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "he": ("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"),
}  # fmt: skip
WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "he": ("יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "שבת", "יום ראשון"),
}  # fmt: skip
_FIRST_DAY = {"monday": 0, "saturday": 5, "sunday": 6}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"quarter": "Q{n} {year}", "half": "H{n} {year}", "year": "{year}", "week": "week of {day}",
           "fiscal": "FY{year}",
           "q": "Q{n}", "h": "H{n}", "w": "week {n}",
           "range": "{start} to {end}", "since": "since {start}", "until": "until {end}", "always": "all time",
           "on": "on {period}", "in": "in {period}", "from": "from {period}", "weekin": "in the {period}"},
    "he": {"quarter": "רבעון {n} של {year}", "half": "מחצית {n} של {year}", "year": "{year}", "week": "שבוע של {day}",
           "fiscal": "שנת הכספים {year}", "q": "רבעון {n}", "h": "מחצית {n}", "w": "שבוע {n}",
           "range": "{start} עד {end}", "since": "מאז {start}", "until": "עד {end}", "always": "כל הזמן",
           "on": "ב־{period}", "in": "ב{period}", "from": "מ־{period}", "weekin": "ב{period}"},
}  # fmt: skip


def day(value: date, language: Language, *, year: bool = True) -> str:
    """A day, as in 3 Mar 2025 or 3 במרץ 2025."""
    month = MONTHS[language][value.month - 1]
    text = f"{value.day} {month[:3]}" if language == "en" else f"{value.day} ב{month}"
    return f"{text} {value.year}" if year else text


def label(value: Any, part: str, unit: str | None, language: Language, calendar: Calendar = _CALENDAR) -> str:
    """A period by its first day, a part of a date by its number, or a day or moment."""
    if isinstance(value, int):
        return _part(value, part, language, calendar)
    first = value.date() if isinstance(value, datetime) else value
    if part in {"week", "month", "quarter", "half", "year"}:
        return grain(first, part, unit == "fiscal", language, calendar)
    text = day(first, language)
    moment = isinstance(value, datetime) and (value.hour, value.minute) != (0, 0)
    return f"{text}, {value:%H:%M}" if moment else text


def _part(number: int, part: str, language: Language, calendar: Calendar) -> str:  # noqa: PLR0911
    words = _WORDS[language]
    match part:
        case "weekday" if 1 <= number <= 7:
            return WEEKDAYS[language][(_FIRST_DAY[calendar.week_starts] + number - 1) % 7]
        case "month" if 1 <= number <= 12:
            return MONTHS[language][number - 1]
        case "quarter":
            return words["q"].format(n=number)
        case "half":
            return words["h"].format(n=number)
        case "week":
            return words["w"].format(n=number)
        case "hour":
            return f"{number:02d}:00"
    return str(number)


def grain(
    first: date, grain: str, fiscal: bool, language: Language, calendar: Calendar = _CALENDAR, *, brief: bool = False
) -> str:
    """The period of this size that begins on this day."""
    words = _WORDS[language]
    fiscal = fiscal and calendar.fiscal_year_starts != 1
    months = (first.month - calendar.fiscal_year_starts) % 12 if fiscal else first.month - 1
    year: str = words["fiscal"].format(year=_fiscal_year(first, calendar)) if fiscal else str(first.year)
    match grain:
        case "year":
            return year
        case "half":
            return words["half"].format(n=months // 6 + 1, year=year)
        case "quarter":
            return words["quarter"].format(n=months // 3 + 1, year=year)
        case "month":
            month = MONTHS[language][first.month - 1]
            return f"{_brief(month, language) if brief else month} {first.year}"
        case "week":
            return day(first, language) if brief else words["week"].format(day=day(first, language))
    return day(first, language)


def _brief(month: str, language: Language) -> str:
    """Nov, and in Hebrew the first three letters where there are more than four."""
    if language == "en":
        return month[:3]
    return f"{month[:3]}׳" if len(month) > 4 else month


def _fiscal_year(first: date, calendar: Calendar) -> int:
    start = first.year - (first.month < calendar.fiscal_year_starts)
    return start + (calendar.fiscal_year_named == "end" and calendar.fiscal_year_starts != 1)


def size_of(period: Period, calendar: Calendar = _CALENDAR) -> tuple[str, bool] | None:  # noqa: PLR0911
    """Which whole period this is and whether of the fiscal year: (quarter, False); None when it is none."""
    if period.start is None or period.end is None:
        return None
    start, end = period.start, period.end
    if end - start == timedelta(days=1):
        return "day", False
    if end - start == timedelta(days=7) and start.weekday() == _FIRST_DAY[calendar.week_starts]:
        return "week", False
    if start.day != 1 or end.day != 1:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month
    grain = {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months)
    if grain is None:
        return None
    if grain == "month" or (start.month - 1) % months == 0:
        return grain, False
    return (grain, True) if (start.month - calendar.fiscal_year_starts) % months == 0 else None


def period(period: Period, language: Language, calendar: Calendar = _CALENDAR, *, fiscal: bool = False) -> str:
    """A period by its days, however it was asked for."""
    words = _WORDS[language]
    if period.start is None:
        return words["always"] if period.end is None else words["until"].format(end=day(_last(period.end), language))
    if period.end is None:
        return words["since"].format(start=day(period.start, language))
    found = size_of(period, calendar)
    if found is not None:
        return grain(period.start, found[0], fiscal or found[1], language, calendar)
    last = _last(period.end)
    start = day(period.start, language, year=period.start.year != last.year)
    return words["range"].format(start=start, end=day(last, language))


def during(text: str, period: Period | None, language: Language, calendar: Calendar = _CALENDAR) -> tuple[str, str]:
    """What goes before and after a period's words to say that something was so at that time."""
    words = _WORDS[language]
    if period is None or (period.start is None and period.end is None):
        return "", ""
    if period.start is None or period.end is None:
        return " ", ""
    found = size_of(period, calendar)
    key = "from" if found is None else "on" if found[0] == "day" else "weekin" if found[0] == "week" else "in"
    before, _, after = words[key].partition("{period}")
    # A Hebrew prefix is joined to a number with a hyphen.
    return f" {before}־" if before == "ב" and text[:1].isdigit() else f" {before}", after


def _last(end: date) -> date:
    return end - timedelta(days=1)
