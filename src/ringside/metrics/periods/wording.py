"""A period in words that name its days, so that they can be read back."""

from __future__ import annotations

from datetime import date

from ringside.dialogue.schemas import Language
from ringside.metrics.periods.days import DAY, add_months
from ringside.metrics.query.schema import Period

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "he": ("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"),
}  # fmt: skip
_WORDS = {
    "en": {"quarter": "Q{number} {year}", "half": "H{number} {year}", "since": "from {day} onwards",
           "until": "until {day}", "always": "all time", "range": "{first} – {last}"},
    "he": {"quarter": "רבעון {number} {year}", "half": "מחצית {number} {year}", "since": "מ-{day} ואילך",
           "until": "עד {day}", "always": "כל הזמן", "range": "{first} – {last}"},
}  # fmt: skip


def wording(period: Period, language: Language) -> str:
    """ "2025", "Q3 2025", "November 2025", "1 November 2025 – 20 November 2025"; found again, it is the same period."""
    words = _WORDS[language]
    if period.start is None:
        return words["until"].format(day=_day(period.end - DAY, language)) if period.end else words["always"]
    if period.end is None:
        return words["since"].format(day=_day(period.start, language))
    return _unit(period.start, period.end, language) or _range(period.start, period.end - DAY, language)


def _unit(start: date, end: date, language: Language) -> str | None:
    """The year, half, quarter or month that these days are."""
    if start.day != 1 or start.year > 2100 or start.year < 1900:
        return None
    for months, name in ((12, "year"), (6, "half"), (3, "quarter"), (1, "month")):
        if (start.month - 1) % months or add_months(start, months) != end:
            continue
        if name == "year":
            return str(start.year)
        if name == "month":
            return f"{_MONTHS[language][start.month - 1]} {start.year}"
        return _WORDS[language][name].format(number=(start.month - 1) // months + 1, year=start.year)
    return None


def _day(day: date, language: Language) -> str:
    if not 1900 <= day.year <= 2100:
        return day.isoformat()
    of = "ב" if language == "he" else ""
    return f"{day.day} {of}{_MONTHS[language][day.month - 1]} {day.year}"


def _range(first: date, last: date, language: Language) -> str:
    if first == last:
        return _day(first, language)
    return _WORDS[language]["range"].format(first=_day(first, language), last=_day(last, language))
