"""What a cell says: numbers, money, shares, dates, moments, flags. Pure; None where it says nothing of the kind."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ringside.core.content import parse
from ringside.dialogue.language import fold

_GAP = "[ '\u2019\u00a0\u202f\u2009]"
_POINT = re.compile(
    rf"\d+(\.\d*)?|\.\d+|[1-9]\d{{0,2}}((,|{_GAP})\d{{3}})+(\.\d*)?|\d{{1,2}}(,\d{{2}})+,\d{{3}}(\.\d*)?"
)
_COMMA = re.compile(rf"\d+(,\d*)?|,\d+|[1-9]\d{{0,2}}((\.|{_GAP})\d{{3}})+(,\d*)?")
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<s1>[-+\u2212])?\s*(?P<c1>[^\d\s.,()%+\u2212-]{1,4}\.?)?\s*(?P<s2>[-+\u2212])?\s*"
    r"(?P<num>\d[\d.,' \u00a0\u202f\u2009\u2019]*|[.,]\d+)(?P<exp>[eE][-+]?\d{1,2})?"
    r"\s*(?P<pct>%)?\s*(?P<c2>[^\d\s.,()%+\u2212-]{1,7}(?:/\w+)?)?(?P<s3>-)?\s*(?P<shut>\))?"
)
_SCALES = {"k": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "mio.": 6, "bn": 9, "b": 9, "אלף": 3, "מיליון": 6}
_TIME = (
    r"(?:(?:T|,? +|,)(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"(?: ?(?P<ap>[ap])\.?m\.?)?)? ?(?P<tz>z|utc|gmt|[+-]\d{2}:?\d{2})?"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ינואר", "feb february februar février fevrier febrero פברואר",
            "mar march märz maerz mrz mars marzo מרץ מרס", "apr april avril abril אפריל", "may mai mayo מאי",
            "jun june juni juin junio יוני", "jul july juli juillet julio יולי", "aug august août aout agosto אוגוסט",
            "sep sept september septembre septiembre ספטמבר", "oct october oktober okt octobre octubre אוקטובר",
            "nov november novembre noviembre נובמבר", "dec december dezember dez décembre decembre diciembre דצמבר",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MON = r"(?P<mon>[^\W\d_]{3,10})\.?"
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME, re.I)
_PARTS = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _TIME, re.I)
_SPELLED = (
    re.compile(
        rf"(?:[^\W\d_]+\.?,? +)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[-/ .]*(?:of +)?{_MON}[-/ .,]*(?P<y>\d{{4}}|\d{{2}})"
        + _TIME,
        re.I,
    ),
    re.compile(rf"(?:[^\W\d_]+\.?,? +)?{_MON}[ .-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>\d{{4}})" + _TIME, re.I),
)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])"
    r"(?:[T ]?(?P<h>\d{2}):?(?P<mi>\d{2}):?(?P<s>\d{2})?)?Z?"
)
_MONTH = re.compile(rf"(?:(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])|{_MON}[-/ .,']+(?P<y2>\d{{4}}|\d{{2}}))", re.I)
_SERIAL = re.compile(r"(?P<days>[2-5]\d{4})(?:\.\d+)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ONE_EMAIL = re.compile(r"[a-zA-Z0-9_+-]+(?:\.[a-zA-Z0-9_+-]+)*@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;\"']+\.[^\s@<>()\[\],;\"'.]+")


@cache
def words(name: str) -> Any:
    """What `vocabulary` or `words` says."""
    return parse((files("ringside.deals.importing") / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(plain(str(word)) for word in words("words")[name])


@cache
def _first(name: str) -> frozenset[str]:
    """With what these words begin: most cells are none of them, and need not be folded to know."""
    return frozenset(word[:1] for word in _set(name)) | {" ", "\u2013", "\u2014", "\u2212"}


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Text as it is compared and searched."""
    if text.isascii() and text.isprintable():  # the same, sooner
        return " ".join(text.lower().split()).replace("`", "'")
    return fold(text).text.strip()


def missing(text: str) -> bool:
    """Whether this stands for nothing where a number, a date or a name is meant."""
    return text[:1].lower() in _first("missing") and len(text) < 20 and plain(text) in _set("missing")


def nothing(text: str) -> bool:
    """Whether this stands for nothing anywhere, even where "none" and "unknown" may be answers."""
    return text[:1].lower() in _first("nothing") and len(text) < 20 and plain(text) in _set("nothing")


def flag(text: str) -> bool | None:
    """Yes or no."""
    folded = plain(text)
    return True if folded in _set("positive") else False if folded in _set("negative") else None


def spoken_flag(text: str) -> bool | None:
    """Yes or no in words; 1 and 0 are numbers."""
    return None if text.strip()[:1].isdigit() else flag(text)


@lru_cache(maxsize=65_536)
def money(text: str, comma: bool = False) -> tuple[Decimal, str | None] | None:
    """A number and the currency beside it. `comma` is the decimal sign where a value leaves that open."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    unit, scale = None, 0
    for part in (found["c1"], found["c2"]):
        if part:
            code, digits = _unit(part)
            if code is None and not digits:
                return None
            unit, scale = unit or code, scale + digits
    plain_number = _digits(found["num"].strip(), comma)
    if plain_number is None or bool(found["open"]) != bool(found["shut"]):
        return None
    try:
        number = Decimal(plain_number + (found["exp"] or "")).scaleb(scale - (2 if found["pct"] else 0))
    except InvalidOperation:
        return None
    minus = bool(found["open"]) ^ any(sign in "-\u2212" for sign in (found["s1"], found["s2"], found["s3"]) if sign)
    return (-number if minus else number), unit


def _unit(text: str) -> tuple[str | None, int]:
    """The currency that these letters are, and the power of ten."""
    known = words("vocabulary")["currencies"]
    folded = text.casefold()
    if folded in _SCALES:
        return None, _SCALES[folded]
    if folded in known:
        return str(known[folded]), 0
    for sign in known:  # 5k€
        if folded.endswith(sign) and folded[: -len(sign)] in _SCALES:
            return str(known[sign]), _SCALES[folded[: -len(sign)]]
        if folded.startswith(sign) and folded[len(sign) :] in _SCALES:
            return str(known[sign]), _SCALES[folded[len(sign) :]]
    return None, 0


def _digits(text: str, comma: bool) -> str | None:
    """The digits with a point, as the value itself says or else as its column does."""
    as_point, as_comma = _POINT.fullmatch(text), _COMMA.fullmatch(text)
    if as_point and as_comma:
        use_comma = comma
    elif as_point or as_comma:
        use_comma = bool(as_comma)
    else:
        return None
    thousands, decimal = (".", ",") if use_comma else (",", ".")
    return re.sub(_GAP, "", text.replace(thousands, "")).replace(decimal, ".")


def decimal_sign(text: str) -> str | None:
    """`comma` or `point` where this value can be read in one way only and shows it."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not re.search(r"[.,]", found["num"]):
        return None
    number = found["num"].strip()
    as_point, as_comma = bool(_POINT.fullmatch(number)), bool(_COMMA.fullmatch(number))
    return None if as_point == as_comma else "point" if as_point else "comma"


def grouping_sign(text: str) -> str | None:
    """The sign in a number like 1.234 or 1,234, which may be more than a thousand or a fraction."""
    found = _NUMBER.fullmatch(text.strip())
    signs = set(re.findall(r"[.,]", found["num"])) if found else set()
    return signs.pop() if len(signs) == 1 and money(text) != money(text, True) else None


@lru_cache(maxsize=65_536)
def moment(text: str, day_first: bool = False) -> datetime | None:
    """A date (its midnight) or a moment, UTC where no zone is named. Numbers are days of a sheet or seconds."""
    text = text.strip()
    if (found := _ISO.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
        return _moment(found, int(found["m"]), int(found["d"]))
    if found := _PARTS.fullmatch(text):
        a, b = int(found["a"]), int(found["b"])
        day, month = (a, b) if (day_first and b <= 12) or a > 12 else (b, a)
        return _moment(found, month, day)
    for pattern in _SPELLED:
        if (found := pattern.fullmatch(text)) and (number := _MONTHS.get(_month_name(found["mon"]))):
            return _moment(found, number, int(found["d"]))
    return _without_day(text)


def _without_day(text: str) -> datetime | None:
    if found := _MONTH.fullmatch(text):
        month = int(found["m"]) if found["m"] else _MONTHS.get(_month_name(found["mon"]))
        year = found["y"] or found["y2"]
        return _at(_year(year), month, 1, 0, 0, 0) if month else None
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if _SERIAL.fullmatch(text):
        return datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(float(text) * 86_400))
    return None


def _month_name(name: str) -> str:
    name = name.casefold().removesuffix(".")
    return name[1:] if name.startswith("ב") and name[1:] in _MONTHS else name


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else (2000 if int(text) < 70 else 1900) + int(text)


def _moment(found: re.Match[str], month: int, day: int) -> datetime | None:
    parts = found.groupdict()
    hour = int(parts.get("h") or 0)
    if ap := parts.get("ap"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if ap.lower() == "p" else 0)
    at = _at(_year(parts["y"]), month, day, hour, int(parts.get("mi") or 0), int(parts.get("s") or 0))
    zone = parts.get("tz") or ""
    if at is not None and zone[:1] in ("+", "-"):
        away = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        if away < timedelta(hours=24):
            at = at.replace(tzinfo=timezone(-away if zone[0] == "-" else away)).astimezone(UTC)
    return at


def _at(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def date_parts(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date like 3/4/2025, whose order is not said."""
    found = _PARTS.fullmatch(text.strip())
    return (int(found["a"]), int(found["b"])) if found else None


def is_plain_number(text: str) -> bool:
    """Digits without sign of a date: a day of a sheet or seconds, or just a number."""
    return bool(_SERIAL.fullmatch(text) or _EPOCH.fullmatch(text))


def day(at: datetime) -> date:
    return at.date()


def emails(text: str) -> list[str]:
    """The addresses in a cell, in lower case."""
    if "@" not in text:
        return []
    if _ONE_EMAIL.fullmatch(text):  # the same, sooner
        return [text.lower()]
    return list(dict.fromkeys(found.lower() for found in _EMAIL.findall(text)))
