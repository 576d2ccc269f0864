"""When something was or will be, as people jot it down: "yesterday 15:00", "next Tue at 3", "לפני יומיים". Pure."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Tense = Literal["past", "future"]
Span = tuple[int, int]
_NO_LETTER = r"(?![^\W\d_])"
_START = r"(?<![^\W_])"
_HE_START = r"(?<![^\W_])[ובל]?-?"


@dataclass(frozen=True, slots=True)
class When:
    """A moment that was read, in the zone of the one who wrote it, and where it stands in the folded text."""

    at: datetime
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """What the writer's calendar shows: now, in their zone; whether they write 3/4 for the fourth of March."""

    now: datetime
    month_first: bool = False
    tense: Tense = "past"

    @property
    def today(self) -> date:
        return self.now.date()


def read(folded: str, clock: Clock) -> When | None:
    """The first day and the first time of day in a folded text, together one moment; None when there is neither."""
    ago = _ago(folded, clock)
    if ago is not None:
        return ago
    day = next(_days(folded, clock), None)
    hour = next(_times(folded, () if day is None else (day[1],)), None)
    if day is None and hour is None:
        return None
    when = day[0] if day is not None else clock.today
    spans = tuple(sorted(part[1] for part in (day, hour) if part is not None))
    if hour is not None:
        moment = datetime.combine(when, hour[0], clock.now.tzinfo)
    elif when == clock.today:
        moment = clock.now
    else:
        moment = datetime.combine(when, time(9 if when > clock.today else 12), clock.now.tzinfo)
    return When(moment, spans)


# ---- hours and minutes from now

_HOURS = [
    (re.compile(rf"{_START}(an?|\d{{1,3}}) (hour|hr|minute|min)s? ago\b"), -1),
    (re.compile(rf"{_START}in (an?|\d{{1,3}}) (hour|hr|minute|min)s?\b"), 1),
    (re.compile(r"(?<![^\W_])לפני (?:(\d{1,3}) )?(שעתיים|שעות|שעה|דקות|דקה)" + _NO_LETTER), -1),
    (re.compile(r"(?<![^\W_])בעוד (?:(\d{1,3}) )?(שעתיים|שעות|שעה|דקות|דקה)" + _NO_LETTER), 1),
]
_SECONDS = {"hour": 3600, "hr": 3600, "minute": 60, "min": 60, "שעתיים": 7200, "שעות": 3600, "שעה": 3600, "דקות": 60, "דקה": 60}  # fmt: skip


def _ago(folded: str, clock: Clock) -> When | None:
    for pattern, sign in _HOURS:
        if (found := pattern.search(folded)) is not None:
            count = int(found[1]) if found[1] and found[1].isdecimal() else 1
            at = clock.now + sign * timedelta(seconds=count * _SECONDS[found[2]])
            return When(at, (found.span(),))
    return None


# ---- days

_RELATIVE = {
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "just now": 0,
    "the day after tomorrow": 2, "day after tomorrow": 2, "tomorrow": 1, "last week": -7, "next week": 7,
    "שלשום": -2, "אתמול": -1, "אמש": -1, "היום": 0, "הבוקר": 0, "הערב": 0, "עכשיו": 0, "מחרתיים": 2, "מחר": 1,
    "בשבוע שעבר": -7, "שבוע שעבר": -7, "בשבוע הבא": 7, "שבוע הבא": 7,
}  # fmt: skip
_UNITS = {
    "day": 1, "week": 7, "month": 30, "יום": 1, "ימים": 1, "יומיים": 2, "שבוע": 7, "שבועות": 7, "שבועיים": 14,
    "חודש": 30, "חודשים": 30, "חודשיים": 60,
}  # fmt: skip
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "couple of": 2, "a couple of": 2, "a few": 3}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thurs": 3,
    "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
    "יום ראשון": 6, "יום שני": 0, "יום שלישי": 1, "יום רביעי": 2, "יום חמישי": 3, "יום שישי": 4, "יום שבת": 5,
    "יום א'": 6, "יום ב'": 0, "יום ג'": 1, "יום ד'": 2, "יום ה'": 3, "יום ו'": 4, "שבת": 5,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ינואר", "february feb פברואר", "march mar מרץ מרס", "april apr אפריל", "may מאי", "june jun יוני",
            "july jul יולי", "august aug אוגוסט", "september sept sep ספטמבר", "october oct אוקטובר",
            "november nov נובמבר", "december dec דצמבר",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def _any(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY_WORD = re.compile(rf"{_HE_START}({_any(_RELATIVE)}){_NO_LETTER}")
_DAYS_AGO = re.compile(rf"{_START}(\d{{1,3}}|{_any(_SMALL)}) (day|week|month)s? (ago|from now)\b")
_IN_DAYS = re.compile(rf"{_START}in (\d{{1,3}}|{_any(_SMALL)}) (day|week|month)s?\b")
_HE_DAYS = re.compile(rf"(?<![^\W_])(לפני|בעוד|עוד) (?:(\d{{1,3}}) )?({_any(_UNITS)}){_NO_LETTER}")
_WEEKDAY = re.compile(
    rf"{_HE_START}(?:(last|next|this|on|coming) )?({_any(_WEEKDAYS)})(?:\.|{_NO_LETTER})(?: (שעבר|הקודם|הבא|הקרוב))?"
)
_ISO = re.compile(r"(?<![\d.:/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMBERS = re.compile(r"(?<![\d.:/$€₪-])(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/%]|[.]\d)")
_LED = re.compile(r"(?:\b(?:on|by|until|till|dated|from)|(?<![^\W_])(?:ב|ל|עד|מ|בתאריך)) ?-?$")
_MONTH_DAY = re.compile(rf"{_START}({_any(_MONTHS)})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?(?![\d:])")
_DAY_MONTH = re.compile(
    rf"(?<![\d.:/])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ב?({_any(_MONTHS)}){_NO_LETTER}(?:,? (\d{{4}}))?(?![\d:])"
)


def _days(folded: str, clock: Clock) -> Iterator[tuple[date, Span]]:
    """Days in the order in which they stand."""
    readers: tuple[Callable[[str, Clock], Iterator[tuple[date | None, Span]]], ...] = (
        _counted, _named, _weekdays, _written,
    )  # fmt: skip
    found = [(day, span) for reader in readers for day, span in reader(folded, clock) if day is not None]
    yield from sorted(found, key=lambda one: (one[1][0], -one[1][1]))


def _counted(folded: str, clock: Clock) -> Iterator[tuple[date | None, Span]]:
    for found in _DAYS_AGO.finditer(folded):
        days = _number(found[1]) * _UNITS[found[2]]
        yield _moved(clock.today, days if found[3] == "from now" else -days), found.span()
    for found in _IN_DAYS.finditer(folded):
        yield _moved(clock.today, _number(found[1]) * _UNITS[found[2]]), found.span()
    for found in _HE_DAYS.finditer(folded):
        days = int(found[2] or 1) * _UNITS[found[3]]
        yield _moved(clock.today, -days if found[1] == "לפני" else days), found.span()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _SMALL[text]


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _named(folded: str, clock: Clock) -> Iterator[tuple[date | None, Span]]:
    for found in _DAY_WORD.finditer(folded):
        yield clock.today + timedelta(days=_RELATIVE[found[1]]), found.span(1)


def _weekdays(folded: str, clock: Clock) -> Iterator[tuple[date | None, Span]]:
    for found in _WEEKDAY.finditer(folded):
        if found[2] in ("sat", "sun") and not found[1]:
            continue  # "we sat down in the sun"
        behind = (clock.today.weekday() - _WEEKDAYS[found[2]]) % 7
        said = found[1] or found[3]
        past = said in ("last", "שעבר", "הקודם") or (said not in _AHEAD and clock.tense == "past")
        days = -(behind or (7 if said in _BACK else 0)) if past else (7 - behind) % 7 or (7 if said in _AHEAD else 0)
        yield clock.today + timedelta(days=days), found.span()


_AHEAD = ("next", "coming", "הבא", "הקרוב")
_BACK = ("last", "שעבר", "הקודם")


def _written(folded: str, clock: Clock) -> Iterator[tuple[date | None, Span]]:
    for found in _ISO.finditer(folded):
        yield _date(int(found[1]), int(found[2]), int(found[3])), found.span()
    for found in _NUMBERS.finditer(folded):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." and found[4] is None and not _LED.search(folded[: found.start()]):
            continue  # "3.5 million" is no day
        month_first = (clock.month_first and found[2] == "/" and first <= 12) or second > 12
        day, month = (second, first) if month_first else (first, second)
        yield _in_year(found[4], month, day, clock), found.span()
    for found in _MONTH_DAY.finditer(folded):
        yield _in_year(found[3], _MONTHS[found[1]], int(found[2]), clock), found.span()
    for found in _DAY_MONTH.finditer(folded):
        yield _in_year(found[3], _MONTHS[found[2]], int(found[1]), clock), found.span()


def _in_year(year: str | None, month: int, day: int, clock: Clock) -> date | None:
    """A day of the year named, else the nearest that lies where the tense points."""
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = clock.today.year
    near = [found for y in (this - 1, this, this + 1) if (found := _date(y, month, day)) is not None]
    fitting = [one for one in near if (one <= clock.today if clock.tense == "past" else one >= clock.today)]
    return min(fitting or near, key=lambda one: abs(one - clock.today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


# ---- times of day

_CLOCK = re.compile(r"(?<![\d:.,])([01]?\d|2[0-3]):([0-5]\d)(?:\s?([ap])\.?m\.?)?(?![\d:])")
_AM_PM = re.compile(r"(?<![\d:.,])(1[0-2]|0?[1-9])(?:\.([0-5]\d))?\s?([ap])\.?m\b\.?")
_AT_HOUR = re.compile(
    r"\bat (1[0-2]|[1-9])(?=$|[,;!?)]|\.(?!\d)| (?:with|about|on|for|to|re|regarding|and|in|at|today|tomorrow|yesterday|next|last|this|o'clock|sharp)\b)"
)
_HE_HOUR = re.compile(r"(?<![^\W_])ב?שעה (1[0-9]|2[0-3]|[1-9])(?![\d:])(?: (בבוקר|בצהריים|אחר הצהריים|בערב))?")
_WORDS = re.compile(rf"{_START}(?:(at )?(noon|midday)|בצהריים){_NO_LETTER}")


def _times(folded: str, taken: tuple[Span, ...]) -> Iterator[tuple[time, Span]]:
    """Times of day in the order in which they stand, outside what is taken."""
    found: list[tuple[time, Span]] = []
    for match in _CLOCK.finditer(folded):
        found.append((time(_half(int(match[1]), match[3]), int(match[2])), match.span()))
    for match in _AM_PM.finditer(folded):
        found.append((time(_half(int(match[1]), match[3]), int(match[2] or 0)), match.span()))
    for match in _AT_HOUR.finditer(folded):
        found.append((time(_office(int(match[1]))), match.span()))
    for match in _HE_HOUR.finditer(folded):
        evening = match[2] is not None and match[2] != "בבוקר" and int(match[1]) < 12
        found.append((time(int(match[1]) + 12 if evening else _office(int(match[1]))), match.span()))
    for match in _WORDS.finditer(folded):
        found.append((time(12), match.span()))
    free = [one for one in found if not any(one[1][0] < end and start < one[1][1] for start, end in taken)]
    yield from sorted(free, key=lambda one: (one[1][0], -one[1][1]))


def _half(hour: int, half: str | None) -> int:
    if half is None or not 1 <= hour <= 12:
        return hour
    return hour % 12 + (12 if half == "p" else 0)


def _office(hour: int) -> int:
    """A bare hour is one at which people work."""
    return hour + 12 if hour <= 7 else hour
