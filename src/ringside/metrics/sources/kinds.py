"""What a column of text really holds, decided by the whole column: flags, numbers, dates, or text after all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ringside.metrics.sources import cells, names
from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.names import words
from ringside.metrics.sources.raw import Notes

if TYPE_CHECKING:
    import duckdb

ENOUGH = 0.9
"""The share of values that must be of a kind for the rest to count as broken."""
ENOUGH_WHEN_NAMED = 0.6
"""The same where the name of the column says so too."""
DATED = names.vocabulary("date day dt datum datetime timestamp time at on when תאריך יום מועד")
MONEYED = names.vocabulary(
    "price amount revenue cost sales total value balance fee salary budget spend profit margin "
    "payment discount tax income arr mrr acv tcv gmv paid charge usd eur gbp ils nis מחיר סכום עלות "
    "הכנסה הכנסות יתרה תשלום שכר רווח הנחה תקציב"
)
COUNTED = names.vocabulary(
    "quantity qty count number rate percent pct score units hours days minutes seconds weight height "
    "width age stock כמות מספר אחוז ציון"
)
TEXTUAL = names.vocabulary(
    "zip zipcode postal postcode phone telephone tel mobile fax sku barcode ean upc isbn iban vin "
    "ssn passport mcc מיקוד טלפון נייד פקס ברקוד"
)
"""Digits that nobody adds up, whose zeros at the front count."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column is stored: a DuckDB expression over its raw text. `known` tells values that are nothing, or fine."""

    sql: str
    loose: bool
    """Whether cells may fail: those that do are rejected, not lost."""
    unit: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    """Further columns: name and expression."""


def text(column: str) -> Kind:
    return Kind(_kept(column), False)


def typed(db: duckdb.DuckDBPyConnection, table: str, column: str) -> Kind:
    """The kind of a column that came with its type. Of fractions only numbers: one that is none spoils every sum."""
    name = quoted(column)
    (kind,) = db.execute(f"SELECT any_value(typeof({name})) FROM {table}").fetchone() or (None,)
    if kind != "DOUBLE":
        return Kind(name, False)
    return Kind(f"CASE WHEN isfinite({name}) THEN {name} END", True)


def decide(
    db: duckdb.DuckDBPyConnection, table: str, column: str, header: str, notes: Notes, *,
    loose: bool, day_first: bool | None, decimal_comma: bool,
) -> Kind:  # fmt: skip
    """The kind of one raw column."""
    value = _trimmed(column)
    sample: dict[str, int] = dict(
        db.execute(
            f"SELECT v, count(*) FROM (SELECT {value} AS v FROM (SELECT {quoted(column)} FROM {table} "
            f"WHERE {quoted(column)} IS NOT NULL LIMIT 200000)) WHERE v IS NOT NULL "
            "GROUP BY v ORDER BY hash(v) LIMIT 2000"
        ).fetchall()
    )
    values = {
        item: count
        for item, count in sample.items()
        if item.casefold() not in cells.MISSING and not _formula_error(item)
    }
    named = frozenset(words(header))
    if not values:
        return _nothing(column, named) if loose else text(column)
    if loose and not any(item.casefold() in cells.SPOKEN for item in sample) and (found := _flag(column, values)):
        return found
    look = _Look(db, table, column, value, header, notes, named)
    if named & DATED and _share(values, _COMPACT) >= ENOUGH_WHEN_NAMED:
        return _date(look, day_first) or text(column)
    if loose and not named & TEXTUAL and _share(values, _NUMERIC) >= 0.5 and (found := _number(look, decimal_comma)):
        return found
    if _share(values, _DATELIKE) >= 0.5:
        return _date(look, day_first) or text(column)
    return text(column)


def _nothing(column: str, named: frozenset[str]) -> Kind:
    """An empty column is what its name says, so that questions about it find no data rather than no such date."""
    if named & (DATED | {"ts"}):
        return Kind("CAST(NULL AS TIMESTAMP)", True)
    if named & (MONEYED | COUNTED):
        return Kind("CAST(NULL AS DOUBLE)", True)
    return text(column)


_NUMERIC = re.compile(
    r"[(+\-−]?\s*(?:[^\W\d]{0,3}|[^\w\s]{1,3}|ש[\"״]ח)?\s*[-−]?[\d.,][\d.,'’\s]*(?:[eE][-+]?\d+)?\s*\D{0,4}"
)
_DATELIKE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\D?.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|(?:19|20)\d\d-[01]\d"
    r"|(?:19|20)\d{6}[T ]\d\d:?\d\d.*"
    r"|.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,.'/-]+\d.*"
    r"|\d{1,2}[ ./-]+ב?[א-ת]{3,7}[ ,./-]+\d{2,4}.*|[א-ת]{3,7}[ -]\d{4}",
    re.I,
)
_COMPACT = re.compile(cells.COMPACT_DATE)


def _share(values: Mapping[str, int], pattern: re.Pattern[str]) -> float:
    return sum(count for value, count in values.items() if pattern.fullmatch(value)) / sum(values.values())


def _formula_error(value: str) -> bool:
    return value.casefold() in cells.FORMULA_ERRORS


def _trimmed(column: str) -> str:
    """The cell without blanks around it, NULL when nothing is left."""
    return f"nullif(trim({quoted(column)}, {literal(chr(9) + chr(10) + chr(13) + ' ' + chr(0xA0))}), '')"


def _kept(column: str) -> str:
    value = _trimmed(column)
    return f"CASE WHEN {value} NOT IN {cells.any_of(cells.EMPTY)} THEN {value} END"


def _flag(column: str, values: Iterable[str]) -> Kind | None:
    seen = {value.casefold() for value in values}
    for true, false in cells.FLAG_PAIRS:
        if seen <= {true, false} and (len(seen) == 2 or len(true) > 1):
            value = f"lower({_trimmed(column)})"
            return Kind(f"CASE {value} WHEN {literal(true)} THEN true WHEN {literal(false)} THEN false END", True)
    return None


@dataclass(frozen=True, slots=True)
class _Look:
    """A column that is looked at as a whole."""

    db: duckdb.DuckDBPyConnection
    table: str
    column: str
    value: str
    header: str
    notes: Notes
    named: frozenset[str]

    def ask(self, **parts: str) -> dict[str, Any]:
        """One row of aggregates over `v`, the trimmed values that are not missing."""
        missing = cells.any_of((*cells.MISSING, *cells.FORMULA_ERRORS))
        source = f"SELECT {self.value} AS v FROM {self.table} WHERE lower({self.value}) NOT IN {missing}"
        chosen = ", ".join(f"{sql} AS {name}" for name, sql in parts.items())
        cursor = self.db.execute(f"SELECT {chosen} FROM ({source})")
        row = cursor.fetchone() or ()
        return dict(zip(parts, row, strict=True))

    def enough(self, good: int, total: int, kind: frozenset[str], what: str) -> bool:
        """Whether so many of a kind make the column one of that kind. If only most are, that is said."""
        share = good / total if total else 0.0
        needed = ENOUGH_WHEN_NAMED if self.named & kind else ENOUGH
        if share >= needed or (total < 10 and total >= 4 and total - good == 1):
            return True
        if share >= 0.5:
            self.notes.add(
                "kept-as-text", column=self.header, count=total - good, good=good, total=total, kind=what,
            )  # fmt: skip
        return False


def _number(look: _Look, decimal_comma: bool) -> Kind | None:
    plain = f"regexp_full_match(v, {literal(cells.PLAIN_NUMBER)})"
    seen = look.ask(
        n="count(*)", good=f"count(*) FILTER ({plain})",
        zeros="count(*) FILTER (regexp_full_match(v, '0\\d+') )",
        longest=f"max(length(split_part(ltrim(v, '-'), '.', 1))) FILTER ({plain})",
        places=f"max(length(split_part(v, '.', 2))) FILTER ({plain})",
        whole="count(*) FILTER (regexp_full_match(v, '\\d{19,}'))",
        thousands="count(*) FILTER (regexp_full_match(v, '-?[1-9]\\d{0,2}\\.\\d{3}'))",
        dotted="count(*) FILTER (contains(v, '.'))",
    )  # fmt: skip
    if seen["zeros"] or seen["whole"]:
        return None
    if seen["good"] == seen["n"] and not (decimal_comma and seen["dotted"] and seen["thousands"] == seen["dotted"]):
        return Kind(f"TRY_CAST({look.value} AS {_stored(seen['longest'], seen['places'])})", True)
    return _spelled_number(look, decimal_comma)


def _stored(longest: int, places: int) -> str:
    """The exact type that holds so many digits before and after the point, else DOUBLE."""
    if not places:
        return "BIGINT" if longest <= 18 else "DOUBLE"
    if places > 10 or longest + places > 38:
        return "DOUBLE"
    return f"DECIMAL({18 if longest + places <= 18 else 38}, {places})"


def _spelled_number(look: _Look, decimal_comma: bool) -> Kind | None:
    """Numbers with currency signs, separators of thousands, percent signs or parentheses."""
    p = cells.number_parts("v")
    num = f"trim({p}.num)"
    point, comma = (f"regexp_full_match({num}, {literal(form)})" for form in (cells.POINT, cells.COMMA))
    seen = look.ask(
        n="count(*)",
        point=f"count(*) FILTER ({point} AND NOT {comma})", comma=f"count(*) FILTER ({comma} AND NOT {point})",
        either=f"count(*) FILTER (regexp_full_match({num}, {literal(cells.EITHER)}))",
        dots=f"count(*) FILTER (regexp_full_match({num}, '\\d{{1,3}}\\.\\d{{3}}'))",
        both=f"count(*) FILTER ({num} <> '' AND {point} AND {comma})",
        percent=f"count(*) FILTER ({p}.pct <> '')",
        exponent=f"count(*) FILTER ({p}.exp <> '')",
        phones="count(*) FILTER (regexp_full_match(v, '\\+\\d{7,}'))",
        money=f"list(DISTINCT {_sign(p)}) FILTER ({_sign(p)} <> '')",
        bare=f"count(*) FILTER ({num} <> '' AND {_sign(p)} = '')",
    )  # fmt: skip
    if seen["phones"]:
        return None
    use_comma = _comma(look, seen, decimal_comma)
    good = (seen["comma"] if use_comma else seen["point"]) + seen["both"]
    if not look.enough(good, seen["n"], MONEYED | COUNTED, "numbers"):
        return None
    digits = f"regexp_replace({p}.num, '[^0-9{',' if use_comma else '.'}]', '', 'g')"
    mark = "," if use_comma else "."
    size = look.ask(
        longest=f"max(length(split_part({digits}, {literal(mark)}, 1)))",
        places=f"max(length(split_part({digits}, {literal(mark)}, 2)))",
    )
    percent = seen["percent"] * 2 > seen["n"]
    kind = "DOUBLE" if seen["exponent"] else _stored(size["longest"], size["places"] + (2 if percent else 0))
    parts = cells.number_parts(look.value)
    units = sorted({cells.CURRENCIES.get(sign, sign) for sign in seen["money"] or ()})
    sql = f"list_transform([{parts}], lambda p: {cells.number('p', use_comma, kind, percent)})[1]"
    return Kind(sql, True, *_unit(look, parts, units, percent, seen["bare"]))


def _sign(parts: str) -> str:
    """The currency beside a number, wherever it stands."""
    return f"({parts}.c0 || {parts}.c1 || {parts}.c2 || {parts}.c3)"


def _comma(look: _Look, seen: dict[str, Any], decimal_comma: bool) -> bool:
    """Whether the comma is the decimal sign, as the values that leave no doubt say, else as the file suggests."""
    if seen["comma"] != seen["point"]:
        return bool(seen["comma"] > seen["point"])
    if seen["either"]:
        look.notes.add(
            "ambiguous-numbers", "note", column=look.header, count=seen["either"],
            read="comma" if decimal_comma else "point",
        )  # fmt: skip
    return decimal_comma


def _unit(
    look: _Look, parts: str, units: list[str], percent: bool, bare: int
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    if percent:
        return "percent", ()
    if len(units) <= 1:
        return (units[0] if units else None), ()
    look.notes.add(
        "mixed-currencies", column=look.header, count=len(units), examples=tuple(units),
    )  # fmt: skip
    cases = " ".join(f"WHEN {literal(sign)} THEN {literal(code)}" for sign, code in cells.CURRENCIES.items())
    sign = _sign(parts)
    return None, (("currency", f"CASE {sign} {cases} WHEN '' THEN NULL ELSE {sign} END"),)


def _date(look: _Look, day_first: bool | None) -> Kind | None:
    """Dates, or moments where any has a time of day."""
    seen = look.ask(
        n="count(*)",
        good=f"count(TRY_CAST(v AS TIMESTAMP)) FILTER (regexp_full_match(v, {literal(cells.ISO_DATE)}))",
        timed="count(*) FILTER (regexp_matches(v, '[1-9]') AND length(v) > 10 AND TRY_CAST(v AS TIMESTAMP) "
        "<> date_trunc('day', TRY_CAST(v AS TIMESTAMP)))",
    )
    if seen["good"] == seen["n"]:
        return Kind(f"TRY_CAST({look.value} AS {'TIMESTAMP' if seen['timed'] else 'DATE'})", True)
    if look.named & DATED:
        compact = look.ask(good=f"count(*) FILTER (regexp_full_match(v, {literal(cells.COMPACT_DATE)}))")["good"]
        if compact and look.enough(compact, seen["n"], DATED, "dates"):
            return Kind(f"CAST(try_strptime({look.value}, '%Y%m%d') AS DATE)", True)
    first = _day_first(look, day_first)
    moment = cells.date("v", first)
    spelled = look.ask(
        good=f"count({moment})",
        timed=f"count(*) FILTER ({moment} <> date_trunc('day', {moment}))",
        zoned="count(*) FILTER (regexp_matches(v, '(?i)\\d ?(z|utc|gmt|[+-]\\d{2}:?\\d{2})$') AND contains(v, ':'))",
    )
    if not look.enough(spelled["good"], seen["n"], DATED, "dates"):
        return None
    if spelled["zoned"]:
        look.notes.add("time-zones", "note", column=look.header,
                       count=spelled["zoned"])  # fmt: skip
    return Kind(f"CAST({cells.date(look.value, first)} AS {'TIMESTAMP' if spelled['timed'] else 'DATE'})", True)


def _day_first(look: _Look, suggested: bool | None) -> bool:
    """Whether 3/4 is the third of April, as the days above twelve of the whole column say."""
    pattern, parts = cells.DATE_FORMS["parts"]
    p = f"regexp_extract(v, {literal(pattern)}, {list(parts)})"
    seen = look.ask(
        n=f"count(*) FILTER ({p}.y <> '')",
        days=f"count(*) FILTER (TRY_CAST({p}.a AS INT) > 12)",
        months=f"count(*) FILTER (TRY_CAST({p}.b AS INT) > 12)",
        dots=f"count(*) FILTER ({p}.y <> '' AND regexp_matches(v, '^\\d+\\.'))",
    )
    if not seen["n"]:
        return False
    first = bool(seen["days"] > seen["months"]) if seen["days"] != seen["months"] else (
        suggested if suggested is not None else seen["dots"] * 2 > seen["n"]
    )  # fmt: skip
    read = "day" if first else "month"
    if seen["days"] and seen["months"]:
        look.notes.add("mixed-dates", "error", column=look.header, read=read,
                       count=min(seen["days"], seen["months"]))  # fmt: skip
    elif not seen["days"] and not seen["months"]:
        look.notes.add("ambiguous-dates", column=look.header, read=read, count=seen["n"])  # fmt: skip
    return first
