"""The time in a question: a small grammar of periods in English and Hebrew."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Calendar
from ringside.metrics.periods.days import DAY, start_of
from ringside.metrics.periods.moving import previous, shifted, year_before
from ringside.metrics.periods.reading import find as _find
from ringside.metrics.periods.schema import Found, PartSpan, Shift, Span
from ringside.metrics.periods.wording import wording
from ringside.metrics.query.schema import Period

__all__ = [
    "Found", "PartSpan", "Shift", "Span", "find", "previous", "rolling", "running", "shifted", "wording", "year_before",
]  # fmt: skip


@lru_cache(maxsize=1024)
def _cached(text: str, calendar: Calendar, today: date, language: Language | None) -> Found:
    return _find(text, calendar, today, language)


def find(text: str, calendar: Calendar, today: date, language: Language | None = None) -> Found:
    """All that this text says of time, as seen from `today`; offsets are characters of `text`. Never raises."""
    return _cached(text, calendar, today, language)


def rolling(words: str, calendar: Calendar, today: date) -> bool:
    """Whether these words name a period by its distance from today, so that it moves on with the days."""
    return any(span.rolling for span in find(words, calendar, today).periods)


def running(shift: Shift, calendar: Calendar, today: date) -> Period:
    """The unit that is running, up to today: what "compared to last year" is about when nothing else is said."""
    grain = "month" if shift == "previous" else shift
    return Period(start=start_of(today, grain, calendar), end=today + DAY, words=f"this {grain} to date", to_date=True)
