from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates
from ringside.metrics.answer import format as formats
from ringside.metrics.model.schema import Calendar
from ringside.metrics.query.schema import Period

NBSP, LRM = "\N{NO-BREAK SPACE}", "\N{LEFT-TO-RIGHT MARK}"


@pytest.mark.parametrize(
    ("cell", "form", "unit", "en", "he"),
    [
        (1234567.891, "money", "USD", "$1,234,567.89", f"1,234,567.89{NBSP}$"),
        (-12.5, "money", "EUR", "-€12.50", f"{LRM}-12.50{NBSP}€"),
        (3000, "money", "ILS", "₪3,000", f"3,000{NBSP}₪"),
        (12, "money", "CHF", f"CHF{NBSP}12", f"12{NBSP}CHF"),
        (Decimal("0.1"), "money", "USD", "$0.10", f"0.10{NBSP}$"),
        (0.1234, "percent", None, "12.3%", "12.3%"),
        (0.9996, "percent", None, "99.96%", "99.96%"),
        (0.00004, "percent", None, "0.004%", "0.004%"),
        (1.0004, "percent", None, "100.04%", "100.04%"),
        (1234, "integer", None, "1,234", "1,234"),
        (2025, "integer", "year", "2025", "2025"),
        (1, "duration", "days", f"1{NBSP}day", f"1{NBSP}יום"),
        (8100, "duration", "seconds", f"2{NBSP}hours 15{NBSP}minutes", f"2{NBSP}שעות 15{NBSP}דקות"),
        (12.34, "number", "kg", f"12.34{NBSP}kg", f"12.34{NBSP}kg"),
        (None, "money", "USD", "–", "–"),
        (float("nan"), "number", None, "–", "–"),
        (True, "category", None, "yes", "כן"),
        (date(2025, 3, 1), "month", None, "March 2025", "מרץ 2025"),
        (date(2025, 4, 1), "quarter", None, "Q2 2025", "רבעון 2 של 2025"),
        (datetime(2025, 3, 1, 14, 30), "datetime", None, "1 Mar 2025, 14:30", "1 במרץ 2025, 14:30"),
        (1, "weekday", None, "Monday", "יום שני"),
        (2, "month", None, "February", "פברואר"),
        (9, "hour", None, "09:00", "09:00"),
    ],
)
def test_cells(cell: object, form: str, unit: str | None, en: str, he: str) -> None:
    assert formats.value(cell, form, unit, "en") == en
    assert formats.value(cell, form, unit, "he") == he


def test_in_sentences_millions_are_short() -> None:
    assert formats.short(1_234_567, "money", "USD", "en") == "$1.23M"
    assert formats.short(1_234_567, "money", "ILS", "he") == f"1.23{NBSP}מיליון{NBSP}₪"
    assert formats.short(1234.56, "money", "USD", "en") == "$1,235"
    assert formats.short(2_500_000_000, "number", None, "en") == "2.5B"


def test_changes_carry_a_sign_and_points() -> None:
    assert formats.signed(0.42 - 0.38, "percent", None, "en") == f"+4{NBSP}percentage points"
    assert formats.signed(-120, "money", "USD", "en") == "-$120"
    assert formats.signed_percent(0.122, "en") == "+12.2%"


@given(st.floats(0.01, 1e9), st.floats(0.01, 1e9))
def test_two_values_are_written_alike_only_when_they_are(a: float, b: float) -> None:
    first, second = formats.pair(a, b, "money", "USD", "en")
    if abs(a - b) > 1e-5:
        assert first != second


@given(st.floats(1e-9, 1e12))
def test_nothing_rounds_to_nothing(number: float) -> None:
    for form in ("money", "number", "percent"):
        assert any(digit in "123456789" for digit in formats.value(number, form, None, "en"))


@pytest.mark.parametrize(
    ("start", "end", "en", "he"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), "2025", "2025"),
        (date(2025, 7, 1), date(2026, 1, 1), "H2 2025", "מחצית 2 של 2025"),
        (date(2025, 4, 7), date(2025, 4, 14), "week of 7 Apr 2025", "שבוע של 7 באפריל 2025"),
        (date(2025, 4, 1), date(2025, 5, 3), "1 Apr to 2 May 2025", "1 באפריל עד 2 במאי 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 Dec 2024 to 1 Jan 2025", "30 בדצמבר 2024 עד 1 בינואר 2025"),
        (date(2025, 3, 1), None, "since 1 Mar 2025", "מאז 1 במרץ 2025"),
    ],
)
def test_periods(start: date, end: date | None, en: str, he: str) -> None:
    period = Period(start=start, end=end)
    assert dates.period(period, "en") == en
    assert dates.period(period, "he") == he


@pytest.mark.parametrize(("language", "text"), [("en", "Q1 FY2026"), ("he", "רבעון 1 של שנת הכספים 2026")])
def test_fiscal_quarters(language: Language, text: str) -> None:
    calendar = Calendar(fiscal_year_starts=10, fiscal_year_named="end")
    assert dates.grain(date(2025, 10, 1), "quarter", True, language, calendar) == text


def test_the_first_weekday_is_the_companys() -> None:
    assert formats.value(1, "weekday", None, "en", calendar=Calendar(week_starts="sunday")) == "Sunday"
