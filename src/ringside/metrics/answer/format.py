"""Numbers as people of a language write them. Rounding never makes a value look like another that matters.

A share just below 1 is never "100%", a value other than nothing never "0": such values get the digits they need.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates
from ringside.metrics.model.schema import Calendar

NOTHING = "–"
_MOST_DECIMALS = 6
_ASTRONOMIC = 1e15
"""From here on nobody counts digits."""
_SYMBOLS: Mapping[str, str] = {
    "USD": "$", "EUR": "€", "GBP": "£", "ILS": "₪", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$",
    "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "VND": "₫", "PHP": "₱", "HKD": "HK$", "TWD": "NT$",
}  # fmt: skip
_NO_CENTS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
_SCALES: Mapping[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M")),
    "he": ((1e12, "\N{NO-BREAK SPACE}טריליון"), (1e9, "\N{NO-BREAK SPACE}מיליארד"), (1e6, "\N{NO-BREAK SPACE}מיליון")),
}
_YES: Mapping[Language, tuple[str, str]] = {"en": ("no", "yes"), "he": ("לא", "כן")}
_SECONDS: Mapping[str, int] = {
    "second": 1, "seconds": 1, "s": 1, "minute": 60, "minutes": 60, "min": 60, "hour": 3600, "hours": 3600, "h": 3600,
    "day": 86400, "days": 86400, "d": 86400, "week": 604800, "weeks": 604800,
}  # fmt: skip
_UNITS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "en": {
        "s": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"), "d": ("day", "days"),
        "w": ("week", "weeks"), "mo": ("month", "months"), "y": ("year", "years"),
        "points": ("percentage point", "percentage points"),
    },
    "he": {
        "s": ("שנייה", "שניות"), "min": ("דקה", "דקות"), "h": ("שעה", "שעות"), "d": ("יום", "ימים"),
        "w": ("שבוע", "שבועות"), "mo": ("חודש", "חודשים"), "y": ("שנה", "שנים"),
        "points": ("נקודת אחוז", "נקודות אחוז"),
    },
}  # fmt: skip
_SHORT: Mapping[str, str] = {
    "second": "s", "seconds": "s", "s": "s", "minute": "min", "minutes": "min", "min": "min", "hour": "h",
    "hours": "h", "h": "h", "day": "d", "days": "d", "d": "d", "week": "w", "weeks": "w", "month": "mo",
    "months": "mo",
}  # fmt: skip


def value(
    cell: Any,
    format: str = "number",
    unit: str | None = None,
    language: Language = "en",
    *,
    decimals: int | None = None,
    currency: str | None = None,
    calendar: Calendar = Calendar(),  # noqa: B008 - frozen
) -> str:
    """One cell as it stands in a table: exact to the cent, or to the digits that tell it from its neighbours."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return NOTHING
    if isinstance(cell, bool) or format == "weekend":
        return _YES[language][bool(cell)]
    is_part = format in dates.PARTS and isinstance(cell, int | float | Decimal)
    if isinstance(cell, date | datetime) or is_part:
        return dates.label(int(cell) if is_part else cell, format, unit, language, calendar)
    if isinstance(cell, str):
        return cell
    return _number(float(cell) if not isinstance(cell, int | Decimal) else cell, format, unit or currency, language,
                   decimals, short=False)  # fmt: skip


def short(
    cell: Any, format: str, unit: str | None, language: Language, *, decimals: int | None = None,
    calendar: Calendar = Calendar(),  # noqa: B008 - frozen
) -> str:  # fmt: skip
    """The same as it is said in a sentence: millions as millions, no cents where there are thousands."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) and format not in dates.PARTS:
        if isinstance(cell, float) and not math.isfinite(cell):
            return NOTHING
        return _number(cell, format, unit, language, decimals, short=True)
    return value(cell, format, unit, language, calendar=calendar)


def signed(
    value: float | None, format: str, unit: str | None, language: Language, *, decimals: int | None = None
) -> str:
    """A change with its sign; a change of a percentage is in percentage points."""
    if value is None:
        return NOTHING
    text = short(value, "points" if format == "percent" else format, unit, language, decimals=decimals)
    return f"+{text}" if value > 0 else text


def pair(a: float, b: float, format: str, unit: str | None, language: Language) -> tuple[str, str]:
    """Two values that are held against each other, never written alike when they differ."""
    for write in (short, value):
        first, second = write(a, format, unit, language), write(b, format, unit, language)
        if (first == second) == (a == b):
            return first, second
    for decimals in range(3, _MOST_DECIMALS + 1):
        first = value(a, format, unit, language, decimals=decimals)
        second = value(b, format, unit, language, decimals=decimals)
        if first != second:
            break
    return first, second


def _number(  # noqa: PLR0911
    number: float | int | Decimal, format: str, unit: str | None, language: Language, decimals: int | None, short: bool
) -> str:
    match format:
        case "money":
            return _money(number, unit or "", language, decimals, short)
        case "percent":
            return _percent(number, language, decimals, "%")
        case "points":
            text = _percent(number, language, decimals, "")
            return f"{text}\N{NO-BREAK SPACE}{_word('points', text, language)}"
        case "duration":
            return _duration(float(number), unit or "days", language, decimals, short)
        case "times":
            return f"{_plain(number, language, decimals if decimals is not None else 1)}x"
    if unit in {"percent", "%"}:
        return _percent(number, language, decimals, "%")
    if unit in {"year", "years"} and format in {"number", "integer"} and number == int(number) and 999 < number < 3000:
        return str(int(number))
    scaled = _scaled(number, language, decimals) if short else None
    text = scaled or _plain(number, language, _decimals(number, decimals, short))
    return f"{text}\N{NO-BREAK SPACE}{_unit(unit, text, language)}" if unit and unit not in {"fiscal", "year"} else text


def _decimals(number: float | int | Decimal, given: int | None, short: bool) -> int:
    """As many decimals as tell something at this size."""
    size = abs(float(f"{number:.12g}"))
    if given is not None:
        return given
    if size == int(size):
        return 0
    if size >= 1000:
        return 0 if short else 2
    if size >= 100:
        return 1 if short else 2
    return 2 if size >= 0.1 else min(_MOST_DECIMALS, 2 - math.floor(math.log10(size)) - 1)


def _plain(number: float | int | Decimal, language: Language, decimals: int) -> str:
    """Grouped digits; a sign that stands left of them in either direction of writing. Nothing rounds to zero."""
    if abs(float(number)) >= _ASTRONOMIC:
        return f"{number:.2e}"
    exact = number if isinstance(number, Decimal) else Decimal(f"{number:.15g}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    while rounded == 0 and exact != 0 and decimals < 12:
        decimals += 1
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    if rounded >= 0:
        return text
    return f"\N{LEFT-TO-RIGHT MARK}-{text}" if language == "he" else f"-{text}"


def _scaled(number: float | int | Decimal, language: Language, decimals: int | None) -> str | None:
    """Millions and more to three digits, or None where the number is smaller."""
    size = abs(float(number))
    for scale, word in _SCALES[language]:
        # Just below a scale the rounded number must not read as the scale above it.
        if size >= scale:
            part = Decimal(repr(number) if not isinstance(number, Decimal) else number) / Decimal(scale)
            whole = len(str(int(abs(part))))
            places = max(0, 3 - whole) if decimals is None else decimals
            text = _plain(part, language, places)
            if "." in text:
                text = text.rstrip("0").rstrip(".")
            return text + word
    return None


def _money(number: float | int | Decimal, unit: str, language: Language, decimals: int | None, short: bool) -> str:
    size = abs(float(number))
    text = _scaled(number, language, None) if short else None
    if text is None:
        whole = unit in _NO_CENTS or (size >= 1000 and short) or (decimals is None and size == int(size))
        text = _plain(number, language, decimals if decimals is not None else 0 if whole else 2)
    symbol = _SYMBOLS.get(unit, unit)
    if language == "he":
        return f"{text}\N{NO-BREAK SPACE}{symbol}" if symbol else text
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    gap = "\N{NO-BREAK SPACE}" if symbol and symbol[-1].isalpha() else ""
    return f"{sign}{symbol}{gap}{text}"


def _percent(number: float | int | Decimal, language: Language, decimals: int | None, mark: str) -> str:
    # Twelve digits are what a difference of two shares is good for: 0.42 - 0.38 is 4 points.
    exact = number * 100 if isinstance(number, Decimal) else Decimal(f"{number * 100:.12g}")
    size = abs(exact)
    if decimals is None:
        decimals = 0 if size == size.to_integral_value() or size >= 1000 else 1 if size >= 1 else 2
        # 99.96% is not all of it, and 100.04% is more than all of it.
        while (
            decimals < _MOST_DECIMALS
            and 99 < size < 101
            and size != 100
            and size.quantize(Decimal(1).scaleb(-decimals)) == 100
        ):
            decimals += 1
    return _plain(exact, language, decimals) + mark


def _duration(number: float, unit: str, language: Language, decimals: int | None, short: bool) -> str:
    """Hours and minutes for what is measured in seconds, minutes or hours; else one number with its unit."""
    step = _SECONDS.get(unit.lower())
    if step is None or step >= 86400 or decimals is not None:
        text = _plain(number, language, decimals if decimals is not None else 0 if number == int(number) else 1)
        return f"{text}\N{NO-BREAK SPACE}{_unit(unit, text, language)}"
    seconds = number * step
    for size, name, below in ((86400, "d", "h"), (3600, "h", "min"), (60, "min", "s")):
        if abs(seconds) >= size:
            smaller = {"h": 3600, "min": 60, "s": 1}[below]
            whole, rest = divmod(
                int(Decimal(repr(abs(seconds))).quantize(Decimal(1), ROUND_HALF_UP) / smaller + Decimal("0.5")),
                size // smaller,
            )
            sign = "" if seconds >= 0 else "-"
            first = f"{sign}{_counted(whole, name, language)}"
            return f"{first} {_counted(rest, below, language)}" if rest else first
    text = _plain(seconds, language, 0 if seconds == int(seconds) else 1)
    return f"{text}\N{NO-BREAK SPACE}{_word('s', text, language)}"


def _counted(count: int, unit: str, language: Language) -> str:
    return f"{count:,}\N{NO-BREAK SPACE}{_word(unit, str(count), language)}"


def _word(unit: str, text: str, language: Language) -> str:
    one, many = _UNITS[language][unit]
    return one if text in {"1", "-1", "+1"} else many


def _unit(unit: str, text: str, language: Language) -> str:
    known = _SHORT.get(unit.lower())
    return _word(known, text, language) if known else unit


def symbol(currency: str | None) -> str:
    """The sign of a currency, or its code."""
    return _SYMBOLS.get(currency or "", currency or "")


def signed_percent(value: float | None, language: Language) -> str:
    """A relative change with its sign."""
    if value is None:
        return NOTHING
    text = _percent(value, language, None, "%")
    return f"+{text}" if value > 0 else text
