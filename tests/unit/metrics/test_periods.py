"""Periods in text: every expression of the evaluation, and what must hold of any text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from evals.metrics.periods import Case, cases, read
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.metrics import periods
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Period

TODAY = date(2025, 11, 20)
CALENDAR = Calendar()
_WORDS = [
    "last",
    "this",
    "next",
    "past",
    "previous",
    "3",
    "30",
    "2024",
    "24",
    "q1",
    "h2",
    "fy25",
    "march",
    "may",
    "feb",
    "monday",
    "weeks",
    "month",
    "quarter",
    "year",
    "days",
    "ago",
    "since",
    "until",
    "before",
    "between",
    "and",
    "to",
    "from",
    "vs",
    "same",
    "period",
    "ytd",
    "per",
    "monthly",
    "excluding",
    "the",
    "current",
    "inclusive",
    "of",
    "today",
    "(,",
    ")",
    "-",
    "/",
    "first",
    "second",
    "half",
    "revenue",
    "של",
    "ה",
    "ב-2024",
    "החודש",
    "אשתקד",
    "לעומת",
    "לפני",
    "מתחילת",
    "רבעון",
    "שני",
    "עד",
    "2023-06-01",
    "31/12/2024",
    "29",
    "9999",
    "0",
]
_days = st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31))
_calendars = st.builds(
    Calendar,
    fiscal_year_starts=st.integers(1, 12),
    fiscal_year_named=st.sampled_from(["start", "end"]),
    week_starts=st.sampled_from(["monday", "sunday", "saturday"]),
)
_phrases = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)


@pytest.mark.parametrize("case", [case for case in cases() if not case.held], ids=lambda case: case.say[:40])
def test_every_expression_names_its_days(case: Case) -> None:
    assert read(case) == case.expected


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=80), _phrases), today=_days, calendar=_calendars)
def test_any_text_is_read_without_an_error_into_periods_that_begin_before_they_end(
    text: str, today: date, calendar: Calendar
) -> None:
    found = periods.find(text, calendar, today)
    for span in found.periods:
        assert 0 <= span.start < span.end <= len(text)
        assert span.period.start is not None or span.period.end is not None
        if span.period.start and span.period.end:
            assert span.period.start < span.period.end
    for span in found.parts:
        assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(first=_days, length=st.integers(1, 800), language=st.sampled_from(["en", "he"]), whole=st.booleans())
def test_a_period_in_words_is_found_again(first: date, length: int, language: str, whole: bool) -> None:
    start = first.replace(day=1) if whole else first
    period = Period(start=start, end=start + timedelta(days=length))
    found = periods.find(periods.wording(period, language), CALENDAR, TODAY)  # type: ignore[arg-type]
    assert [(span.period.start, span.period.end) for span in found.periods] == [(period.start, period.end)]


@pytest.mark.parametrize("language", ["en", "he"])
def test_an_open_period_in_words_is_found_again(language: str) -> None:
    for period in (Period(start=date(2024, 3, 5)), Period(end=date(2024, 3, 5))):
        (span,) = periods.find(periods.wording(period, language), CALENDAR, TODAY).periods  # type: ignore[arg-type]
        assert (span.period.start, span.period.end) == (period.start, period.end)


@given(first=_days, months=st.integers(1, 24))
def test_the_period_before_whole_months_ends_where_they_begin(first: date, months: int) -> None:
    start = first.replace(year=max(first.year, 1910), day=1)
    end = start
    for _ in range(months):
        end = (end + timedelta(days=32)).replace(day=1)
    before = periods.previous(Period(start=start, end=end))
    assert before.end == start
    assert before.start is not None
    assert (start.year - before.start.year) * 12 + start.month - before.start.month == months


def test_a_running_period_is_held_against_the_same_days() -> None:
    (span,) = periods.find("month to date", CALENDAR, TODAY).periods
    assert periods.previous(span.period) == Period(start=date(2025, 10, 1), end=date(2025, 10, 21))
    assert periods.year_before(span.period) == Period(start=date(2024, 11, 1), end=date(2024, 11, 21))


def test_the_week_a_year_before_has_the_same_days_of_the_week() -> None:
    (span,) = periods.find("last week", CALENDAR, TODAY).periods
    before = periods.year_before(span.period)
    assert before.start is not None
    assert before.start.weekday() == 0


@pytest.mark.parametrize(
    ("words", "moves"),
    [("last month", True), ("YTD", True), ("past 90 days", True), ("since March", True), ("this year", True),
     ("March", False), ("Q2", False), ("2024", False), ("FY25", False)],
)  # fmt: skip
def test_words_that_count_from_today_move_with_it(words: str, moves: bool) -> None:
    assert periods.rolling(words, CALENDAR, TODAY) is moves


def test_words_of_a_period_read_on_another_day_give_the_period_moved_on() -> None:
    for words in ("last quarter", "monthly revenue for the last 6 months"):
        (span,) = periods.find(words, CALENDAR, TODAY).periods
        (later,) = periods.find(span.period.words, CALENDAR, date(2026, 2, 20)).periods
        assert later.period.start is not None
        assert span.period.start is not None
        assert (later.period.start.year * 12 + later.period.start.month) - (
            span.period.start.year * 12 + span.period.start.month
        ) == 3


def test_a_comparison_without_a_base_says_how_far_back_it_goes() -> None:
    found = periods.find("revenue growth year over year", CALENDAR, TODAY)
    assert found.comparison is not None
    span, comparison = found.comparison
    assert (comparison.period, span.shift) == (None, "year")
    base = periods.running("year", CALENDAR, TODAY)
    assert periods.shifted(base, "year") == Period(start=date(2024, 1, 1), end=date(2024, 11, 21))


def test_ten_thousand_words_are_read_quickly() -> None:
    assert periods.find("revenue by region since march and " * 2000, CALENDAR, TODAY).periods


def test_digits_of_a_code_are_no_number_of_periods():
    for text in ("revenue for C1 last year", "revenue for SKU-3 last year"):
        (span,) = periods.find(text, Calendar(), date(2025, 11, 20)).periods
        assert text[span.start : span.end] == "last year"
        assert (span.period.start, span.period.end) == (date(2024, 1, 1), date(2025, 1, 1))
