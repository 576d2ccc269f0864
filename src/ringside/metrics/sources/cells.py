"""Spellings of numbers, dates and flags in tables of text, as regular expressions and DuckDB expressions over them."""

from __future__ import annotations

import re

MISSING = ("\\N", "null", "none", "n/a", "na", "nan", "nil", "-", "--", "—", "?", "#n/a", "(null)", "(blank)", "tbd",
           "unknown", "לא ידוע", "אין")  # fmt: skip
"""What stands for nothing in a column of numbers, flags or dates. In a column of text they may be values."""
SPOKEN = frozenset({"unknown", "tbd", "none", "?", "לא ידוע", "אין"})
"""Those of them that are an answer too: beside yes and no they stay."""
EMPTY = ("\\N", "NULL", "null", "(null)", "#N/A")
"""What stands for nothing anywhere."""
TRUE = ("true", "yes", "y", "t", "כן", "on", "✓", "v")
FALSE = ("false", "no", "n", "f", "לא", "off", "✗", "x")
FLAG_PAIRS = (("true", "false"), ("yes", "no"), ("y", "n"), ("t", "f"), ("כן", "לא"), ("on", "off"), ("✓", "✗"))
FORMULA_ERRORS = ("#div/0!", "#ref!", "#name?", "#value!", "#num!", "#null!", "#spill!", "#calc!")
TOTALS = frozenset((
    "total", "totals", "grand total", "sum", "subtotal", "sub-total", "overall", "gesamt", "summe", "total général",
    'סה"כ', "סה״כ", "סה''כ", "סהכ", "סך הכל", "סך הכול", "סיכום",
))  # fmt: skip
"""What the row below a table begins with that adds it up."""

CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₪": "ILS", "NIS": "ILS", 'ש"ח': "ILS", "ש״ח": "ILS",
              "¥": "JPY", "₹": "INR"}  # fmt: skip
_CODES = "USD EUR GBP ILS JPY INR CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY ZAR BRL MXN CNY HKD SGD KRW"
_MONEY = "|".join(sorted(map(re.escape, (*CURRENCIES, *_CODES.split())), key=len, reverse=True))
_SPACE = r"[ \x{00a0}\x{202f}\x{2009}]"
PLAIN_NUMBER = r"-?(\d+(\.\d+)?|\.\d+)"
NUMBER_PARTS = ("c0", "open", "s1", "c1", "s2", "num", "exp", "c2", "pct", "s3", "shut", "c3")
NUMBER = (
    rf"^({_MONEY})?{_SPACE}*(\()?{_SPACE}*([-+−])?{_SPACE}*({_MONEY})?{_SPACE}*([-+−])?{_SPACE}*"
    rf"(\d[\d.,' \x{{00a0}}\x{{202f}}\x{{2009}}’]*|[.,]\d+)([eE][-+]?\d{{1,3}})?"
    rf"{_SPACE}*({_MONEY})?{_SPACE}*(%)?(-)?{_SPACE}*(\))?{_SPACE}*({_MONEY})?$"
)
_GAP = r"[ '’\x{00a0}\x{202f}\x{2009}]"
POINT = rf"\d+(\.\d*)?|\.\d+|\d{{1,3}}((,|{_GAP})\d{{3}})+(\.\d*)?|\d{{1,3}}(,\d{{2}})+,\d{{3}}(\.\d*)?"
"""1234.5, 1,234.5, 1'234.5, 1 234.5 and, as in India, 12,34,567.8."""
COMMA = rf"\d+(,\d*)?|,\d+|\d{{1,3}}((\.|{_GAP})\d{{3}})+(,\d*)?"
EITHER = r"\d{1,3}[.,]\d{3}"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HEBREW_MONTHS = ("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר",
                 "דצמבר")  # fmt: skip
_MON = "(" + "|".join((*(m + "[a-z]*" for m in MONTHS), *("ב?" + m for m in (*HEBREW_MONTHS, "מרס")))) + ")"
_CLOCK = r"(?:(?:T|,? +|,)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?)?"
_TIME = _CLOCK + r" ?(z|utc|gmt|[+-]\d{2}:?\d{2})?"
_TIME_PARTS = ("h", "mi", "s", "f", "ap", "tz")
ISO_DATE = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
DATE_FORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "iso": (rf"(?i)^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}$", ("y", "m", "d", *_TIME_PARTS)),
    "compact": (
        r"(?i)^((?:19|20)\d{2})(\d{2})(\d{2})[t ](\d{2}):?(\d{2}):?(\d{2})? ?(z|utc|gmt|[+-]\d{2}:?\d{2})?$",
        ("y", "m", "d", "h", "mi", "s", "tz"),
    ),
    "parts": (rf"(?i)^(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}$", ("a", "b", "y", *_TIME_PARTS)),
    "day_month": (
        rf"(?i)^(?:[a-z]+,? +)?(\d{{1,2}})(?:st|nd|rd|th)?[-/ .]+{_MON}[-/ .,]+(\d{{4}}|\d{{2}}){_TIME}$",
        ("d", "mon", "y", *_TIME_PARTS),
    ),
    "month_day": (
        rf"(?i)^(?:[a-z]+,? +)?{_MON}[ .-]+(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_TIME}$",
        ("mon", "d", "y", *_TIME_PARTS),
    ),
    "month": (rf"(?i)^{_MON}[-/ .,']+(\d{{4}}|\d{{2}})$", ("mon", "y")),
    "year_month": (r"^((?:19|20)\d{2})-(0[1-9]|1[0-2])$", ("y", "m")),
}
COMPACT_DATE = r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"


def quoted(name: str) -> str:
    """An identifier for DuckDB."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string for DuckDB."""
    return "'" + text.replace("'", "''") + "'"


def any_of(values: tuple[str, ...]) -> str:
    """A list of strings for IN."""
    return "(" + ", ".join(map(literal, values)) + ")"


def number_parts(value: str) -> str:
    """A struct of the parts of a number; `num` is empty where there is none."""
    return f"regexp_extract({value}, {literal(NUMBER)}, {list(NUMBER_PARTS)})"


def number(parts: str, comma: bool, kind: str, percent: bool) -> str:
    """The number that these parts are, NULL where its grouping is none."""
    form, thousands = (COMMA, "[.]") if comma else (POINT, "[,]")
    digits = f"regexp_replace(regexp_replace({parts}.num, {literal(thousands)}, '', 'g'), '[^0-9.,]', '', 'g')"
    plain = f"replace({digits}, ',', '.')" if comma else digits
    negative = f"(({parts}.open <> '') <> ({parts}.s1 IN ('-', '−') OR {parts}.s2 IN ('-', '−') OR {parts}.s3 <> ''))"
    sound = f"regexp_full_match(trim({parts}.num), {literal(form)}) AND ({parts}.open = '') = ({parts}.shut = '')"
    text = f"(CASE WHEN {negative} THEN '-' ELSE '' END) || {plain} || {parts}.exp"
    cast = f"TRY_CAST({text} AS {kind})"
    if percent:
        cast = f"CAST(TRY_CAST({text} AS DECIMAL(30, 10)) / 100 AS {kind})"
    sound += f" AND {parts}.pct {'<>' if percent else '='} ''"
    return f"CASE WHEN {sound} THEN {cast} END"


def date(value: str, day_first: bool) -> str:
    """The moment a value spells in any of the known forms, NULL where in none."""
    return "coalesce(" + ", ".join(_form(value, name, day_first) for name in DATE_FORMS) + ")"


def _form(value: str, name: str, day_first: bool) -> str:
    pattern, parts = DATE_FORMS[name]
    # A lambda names the struct once, so that the expression is matched once per value.
    matched = f"regexp_extract({value}, {literal(pattern)}, {list(parts)})"
    return f"list_transform([{matched}], lambda p: {_moment(parts, day_first)})[1]"


_HOUR = (
    "CASE WHEN p.h = '' THEN '00' WHEN p.ap = '' THEN p.h WHEN TRY_CAST(p.h AS INT) NOT BETWEEN 1 AND 12 THEN '99' "
    "ELSE CAST(TRY_CAST(p.h AS INT) % 12 + (CASE WHEN lower(p.ap) = 'p' THEN 12 ELSE 0 END) AS VARCHAR) END"
)


def _moment(parts: tuple[str, ...], day_first: bool) -> str:
    year = "CASE WHEN length(p.y) = 2 THEN (CASE WHEN p.y < '70' THEN '20' ELSE '19' END) || p.y ELSE p.y END"
    if "a" in parts:
        month, day = ("p.b", "p.a") if day_first else ("p.a", "p.b")
    else:
        day = "p.d" if "d" in parts else "'1'"
        month = _month_number() if "mon" in parts else "p.m"
    moment = f"({year}) || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0')"
    if "h" not in parts:
        return f"CASE WHEN p.y <> '' THEN TRY_CAST({moment} AS TIMESTAMP) END"
    hour = "p.h" if "ap" not in parts else _HOUR
    clock = f"lpad({hour}, 2, '0') || ':' || lpad(p.mi, 2, '0') || ':' || lpad(p.s, 2, '0')"
    if "f" in parts:
        clock += " || (CASE WHEN p.f = '' THEN '' ELSE '.' || substr(p.f, 1, 6) END)"
    zone = (
        "CASE WHEN length(p.tz) >= 5 THEN (CASE WHEN p.tz[1] = '-' THEN -1 ELSE 1 END) * "
        "(TRY_CAST(substr(p.tz, 2, 2) AS INT) * 60 + TRY_CAST(right(p.tz, 2) AS INT)) ELSE 0 END"
    )
    return f"CASE WHEN p.y <> '' THEN TRY_CAST({moment} || ' ' || {clock} AS TIMESTAMP) - to_minutes({zone}) END"


def _month_number() -> str:
    hebrew = " ".join(f"WHEN p.mon LIKE '%{name}' THEN '{n}'" for n, name in enumerate(HEBREW_MONTHS, 1))
    return (
        f"CASE {hebrew} WHEN p.mon LIKE '%מרס' THEN '3' "
        f"ELSE CAST(list_position({list(MONTHS)}, lower(substr(p.mon, 1, 3))) AS VARCHAR) END"
    )
