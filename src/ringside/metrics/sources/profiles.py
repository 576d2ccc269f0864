"""What a stored column holds: counts, range, frequent values, and a first guess at what it means."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringside.metrics.model.schema import ColumnType, Scalar
from ringside.metrics.sources import kinds, names
from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.names import words
from ringside.metrics.sources.schema import ColumnProfile
from ringside.metrics.sources.typed import Column

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

TOP = 50
SAMPLE = 8
MOST_VALUES = 20_000
LONGEST_VALUE = 200
IDENTIFYING = names.vocabulary("id key code number no num ref reference uuid guid sku vin מזהה קוד מספר")
CATEGORICAL = names.vocabulary(
    "year month quarter week weekday status type level tier grade rank stage שנה חודש רבעון סטטוס סוג"
)
_COLUMNS_AT_ONCE = 40


def profile(db: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[Column]) -> dict[str, ColumnProfile]:
    """The profile of each column of a stored table."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pq.read_schema(path)
    table = f"read_parquet({literal(str(path))})"
    found: dict[str, ColumnProfile] = {}
    for start in range(0, len(columns), _COLUMNS_AT_ONCE):
        some = columns[start : start + _COLUMNS_AT_ONCE]
        measures = ", ".join(_measures(quoted(c.name), schema.field(c.name).type) for c in some)
        row = db.execute(f"SELECT count(*), {measures} FROM {table}").fetchone() or ()
        rows, rest = row[0], row[1:]
        for place, column in enumerate(some):
            figures = rest[place * 5 : place * 5 + 5]
            found[column.name] = _one(db, table, column, schema.field(column.name).type, rows, figures)
    return found


def text_values(db: duckdb.DuckDBPyConnection, path: Path, profiles: dict[str, ColumnProfile]) -> dict[str, list[str]]:
    """Distinct values of columns of text, the most frequent first, for finding them in questions."""
    return {
        name: [value for (value,) in db.execute(
            f"SELECT v FROM (SELECT {quoted(name)} AS v FROM read_parquet({literal(str(path))})) WHERE v IS NOT NULL "
            f"AND length(v) <= {LONGEST_VALUE} GROUP BY v ORDER BY count(*) DESC, v LIMIT {MOST_VALUES}"
        ).fetchall()]
        for name, profile in profiles.items()
        if profile.arrow == "string" and profile.distinct
    }  # fmt: skip


def _measures(name: str, kind: pa.DataType) -> str:
    import pyarrow as pa  # noqa: PLC0415

    low, high = f"min({name})", f"max({name})"
    if pa.types.is_string(kind):
        low, high = f"left(min({name}), {LONGEST_VALUE})", f"left(max({name}), {LONGEST_VALUE})"
    places = f"max({_places(name, kind)})" if _fractional(kind) else "NULL"
    return f"count({name}), count(DISTINCT {name}), {low}, {high}, {places}"


def _fractional(kind: pa.DataType) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    return bool(pa.types.is_decimal(kind) or pa.types.is_floating(kind))


def _places(name: str, kind: pa.DataType) -> str:
    """How many places after the point are used; binary fractions are looked at as they are written."""
    import pyarrow as pa  # noqa: PLC0415

    text = f"CAST({name} AS VARCHAR)"
    if pa.types.is_floating(kind):
        text = f"CAST(round({name}, 6) AS VARCHAR)"
    return f"CASE WHEN contains({text}, '.') THEN length(rtrim(split_part({text}, '.', 2), '0')) ELSE 0 END"


def _one(
    db: duckdb.DuckDBPyConnection, table: str, column: Column, kind: pa.DataType, rows: int, figures: Sequence[Any]
) -> ColumnProfile:
    filled, distinct, low, high, places = figures
    name = quoted(column.name)
    top = db.execute(
        f"SELECT {name}, count(*) AS n FROM {table} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT {TOP}"
    ).fetchall() if 0 < distinct <= max(MOST_VALUES, rows // 2) else []  # fmt: skip
    sample = db.execute(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT {SAMPLE}").fetchall()
    profile = ColumnProfile(
        name=column.name,
        header=column.header,
        type="text",
        arrow=str(kind),
        rows=rows,
        nulls=rows - filled,
        distinct=distinct,
        min=scalar(low),
        max=scalar(high),
        top=tuple((value, count) for item, count in top if (value := scalar(item)) is not None),
        sample=tuple(value for (item,) in sample if (value := scalar(item)) is not None),
        is_unique=rows > 0 and filled == rows == distinct,
        decimals=places,
        unit=column.unit,
    )
    return profile.model_copy(update={"type": guess(profile)})


def scalar(value: Any) -> Scalar | None:
    """A value as JSON has it: dates as ISO text, decimals as numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta | bytes | list | dict):
        return str(value)[:LONGEST_VALUE]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value[:LONGEST_VALUE] if isinstance(value, str) else value


def guess(profile: ColumnProfile) -> ColumnType:
    """What the column seems to mean."""
    return next(kind for fits, kind in _GUESSES if fits(profile, frozenset(words(profile.header))))


def _is(prefixes: str) -> Callable[[ColumnProfile, frozenset[str]], bool]:
    return lambda profile, _: profile.arrow.startswith(tuple(prefixes.split()))


def _is_id(profile: ColumnProfile, named: frozenset[str]) -> bool:
    last = (words(profile.header) or [""])[-1]
    if profile.arrow.startswith(("int", "uint")):
        return last in IDENTIFYING - {"number", "מספר"} or bool(named & kinds.TEXTUAL) or (last.endswith("id") and (
            profile.is_unique or len(last) <= 4
        ))  # fmt: skip
    if profile.arrow != "string":
        return False
    if last in IDENTIFYING or named & kinds.TEXTUAL:
        return True
    bare = all(isinstance(value, str) and re.fullmatch(r"[\w.:/-]*\d[\w.:/-]*", value) for value in profile.sample)
    return profile.is_unique and profile.rows > 20 and bare


def _is_money(profile: ColumnProfile, named: frozenset[str]) -> bool:
    if profile.unit == "percent" or not profile.arrow.startswith(("int", "uint", "decimal", "double", "float")):
        return False
    whole = profile.arrow.startswith(("int", "uint")) or profile.decimals == 0
    if profile.unit is None and isinstance(profile.max, int | float) and profile.max <= 1 and not whole:
        return False  # a discount or a margin as a fraction
    return profile.unit is not None or bool(named & kinds.MONEYED and not named & kinds.COUNTED)


def _is_flag(profile: ColumnProfile, named: frozenset[str]) -> bool:
    ones = profile.arrow.startswith("int") and profile.min == 0 and profile.max == 1 and profile.distinct == 2
    return profile.arrow == "bool" or (ones and bool(named & {"is", "has", "flag", "enabled", "active", "won", "האם"}))


def _is_category(profile: ColumnProfile, named: frozenset[str]) -> bool:
    if profile.arrow.startswith(("int", "uint")):
        return bool(named & CATEGORICAL) and profile.distinct <= 200
    if profile.arrow != "string":
        return False
    short = all(len(str(value)) <= 60 for value in (*profile.sample, *(value for value, _ in profile.top)))
    return short and (profile.distinct <= 60 or profile.distinct * 3 <= profile.rows - profile.nulls)


def _always(profile: ColumnProfile, named: frozenset[str]) -> bool:
    return True


_GUESSES: tuple[tuple[Callable[[ColumnProfile, frozenset[str]], bool], ColumnType], ...] = (
    (_is("date"), "date"), (_is("timestamp"), "datetime"), (_is_flag, "flag"), (_is_id, "id"), (_is_money, "money"),
    (_is_category, "category"), (_is("int uint decimal double float halffloat"), "number"), (_always, "text"),
)  # fmt: skip
