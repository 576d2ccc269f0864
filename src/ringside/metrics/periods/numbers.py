"""Words that are not in a list: numbers, years, dates in digits, months that may be other words."""

from __future__ import annotations

# A word list reads best as words.
# ruff: noqa: SIM905
import re
from collections.abc import Iterator
from datetime import date

from ringside.metrics.periods.grammar import Reading, special
from ringside.metrics.periods.lexicon import at

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOST = 2000
_COMPARES = frozenset(
    "than above over under below least most top bottom exceeds exceed exceeding = > < >= <= equals equal id no number "
    "code order invoice ref # first מעל מתחת לפחות מעט יותר פחות מספר".split()
)
"""What stands before a number that is an amount or a name, and no year."""
_MONTH_LEADS = frozenset(
    "in of since during for by until till through thru from to between and last this next every each about vs versus "
    "against before after month on or than with past prior previous early late mid - ( , / &".split()
)
_UNITS = frozenset(("units", "dollars", "usd", "eur", "ils", "pieces", "k", "m", "million", "thousand"))
_CLOSING = frozenset(",.?!):;'-/]")
_DOUBTFUL = frozenset(("may", "march", "mar", "dec", "jan", "sep", "jun"))
_NO_MONTH_BEFORE = frozenset(("the", "a", "an", "mr", "ms", "mrs"))
_NO_MAY_AFTER = frozenset("i we you they he she it be have has the not also only include a an".split())


@special("N")
def _number(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """How many: digits or a word."""
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 4 and 0 < int(token.text) <= _MOST:
        yield place + 1, int(token.text)
    yield from ((end, int(value)) for end, value in at("NUMBER", reading.tokens, place))


@special("ORD")
def _ordinal(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """First, 1st, 1."""
    yield from ((end, int(value)) for end, value in at("ORDINAL", reading.tokens, place))
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 2:
        after = reading.tokens[place + 1] if place + 1 < len(reading.tokens) else None
        if after and after.glued and after.text in {"st", "nd", "rd", "th"}:
            yield place + 2, int(token.text)


@special("DIGIT")
def _digit(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) <= 2:
        yield place + 1, int(token.text)


@special("GLUED")
def _glued(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Digits written right onto the letters before them, as in Q2."""
    token = reading.tokens[place]
    if token.kind == "digits" and token.glued and len(token.text) <= 2:
        yield place + 1, int(token.text)


@special("YEAR4")
def _year_digits(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) == 4 and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR:
        yield place + 1, int(token.text)


@special("YEAR2")
def _short_year(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    token = reading.tokens[place]
    if token.kind == "digits" and len(token.text) == 2:
        yield place + 1, 2000 + int(token.text)


@special("PLAIN_YEAR")
def _plain_year(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """Four digits that nothing marks as an amount."""
    for end, year in _year_digits(reading, place):
        before = reading.tokens[place - 1] if place else None
        after = reading.tokens[end] if end < len(reading.tokens) else None
        if before is not None and before.text in _COMPARES:
            continue
        if after is not None and (after.text in _UNITS or (after.glued and after.text not in _CLOSING)):
            continue
        if before is not None and before.glued and before.text in set("-_/#=.") and not _ends_time(reading, place - 2):
            continue
        if _more_than(reading, place):
            continue
        if before is not None and before.text == "between" and not _between_years(reading, end):
            continue
        yield end, year


def _ends_time(reading: Reading, place: int) -> bool:
    """Whether a year or the like stands here, so that the dash after it makes a range."""
    token = reading.tokens[place] if place >= 0 else None
    if token is None:
        return False
    return len(token.text) in {1, 2, 4} if token.kind == "digits" else token.text in set("בלמהו") or len(token.text) > 2


def _more_than(reading: Reading, place: int) -> bool:
    """ "יותר מ-2000": the comparison stands before the letter that is written onto the number."""
    words = [token.text for token in reading.tokens[max(0, place - 4) : place] if token.text != "-"]
    return len(words) > 1 and words[-1] in {"מ", "ל", "ב"} and words[-2] in _COMPARES


def _between_years(reading: Reading, end: int) -> bool:
    """ "between 2022 and 2023" is about years, "between 2000 and 5000" is not."""
    second = reading.tokens[end + 1] if end + 1 < len(reading.tokens) else None
    return second is None or second.kind != "digits" or any(_year_digits(reading, end + 1))


@special("A_MONTH")
def _month(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    """A month, unless it is a word that may be something else and nothing speaks for the month."""
    for end, value in at("MONTH", reading.tokens, place):
        token = reading.tokens[place]
        before = reading.tokens[place - 1].text if place else ""
        after = reading.tokens[end] if end < len(reading.tokens) else None
        dated = after is not None and (after.kind == "digits" or after.text == "'")
        counted = bool(place) and (reading.tokens[place - 1].kind == "digits" or before in {"st", "nd", "rd", "th"})
        led = before in _MONTH_LEADS
        alone = len(reading.tokens) == 1
        asks = after is not None and after.text in _NO_MAY_AFTER
        capital = token.raw[:1].isupper() and before not in _NO_MONTH_BEFORE and (place > 0 or not asks)
        if token.text == "may" and asks and not led:
            continue
        if token.text not in _DOUBTFUL or dated or counted or led or alone or capital:
            yield end, int(value)


@special("FIRST_DAY")
@special("LAST_DAY")
def _day_number(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    for find in (_digit, _ordinal):
        yield from ((end, number) for end, number in find(reading, place) if 1 <= number <= 31)


@special("BETWEEN_DAYS")
def _between_days(reading: Reading, place: int) -> Iterator[tuple[int, str]]:
    yield from ((end, str(value)) for end, value in at("LINK", reading.tokens, place))


@special("HEBREW")
def _hebrew(reading: Reading, place: int) -> Iterator[tuple[int, bool]]:
    """Nothing, before a Hebrew word: for orders of words that English does not have."""
    if "\u05d0" <= reading.tokens[place].text[:1] <= "\u05ea":
        yield place, True


@special("ARTICLE")
def _article(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    if reading.tokens[place].text in {"a", "an"}:
        yield place + 1, 1


@special("FIRST_HE")
def _first_he(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    if reading.tokens[place].text in {"ראשונים", "ראשונות"}:
        yield place + 1, 1


_NUMERIC = re.compile(r"(\d+)([-/.])(\d+)\2(\d+)")


@special("DATE")
def _date(reading: Reading, place: int) -> Iterator[tuple[int, date]]:
    token = reading.tokens[place]
    if token.kind == "date" and (match := _NUMERIC.match(token.text)):
        first, sign, second, third = match.groups()
        day = _numeric_day(first, second, third, day_first=reading.language == "he" or sign == ".")
        if day is not None:
            yield place + 1, day


def _numeric_day(first: str, second: str, third: str, *, day_first: bool) -> date | None:
    """Year first is plain; else the order is that of the language unless only one order makes a date."""
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    year = int(third) + (2000 if len(third) == 2 else 0)
    one, two = int(first), int(second)
    orders = [(two, one), (one, two)] if day_first else [(one, two), (two, one)]
    return next((found for month, day in orders if (found := _day(year, month, day))), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
