"""The profile of a table in a warehouse, asked for in its own SQL through Ibis."""

from __future__ import annotations

from typing import Any

from ringside.metrics.sources import columnar, names, profiles
from ringside.metrics.sources.schema import ColumnProfile, Connection

MOST_DISTINCT = 20_000
"""Columns with more values than this are not listed value by value."""


def table(opened: Any, connection: Connection, name: str) -> Any:
    """The Ibis table of this name: the company's own rows, and columns of kinds that can be counted and compared."""
    found = opened.table(name, database=connection.schema_name)
    if connection.tenant_column is not None:
        found = found.filter(found[connection.tenant_column] == connection.tenant_value)
    columns = {header: _plain(found[header], kind) for header, kind in found.schema().items() if _comparable(kind)}
    return found.select(**columns)


def _comparable(kind: Any) -> bool:
    return not (kind.is_binary() or kind.is_json() or kind.is_geospatial() or kind.is_unknown() or kind.is_nested())


def _plain(column: Any, kind: Any) -> Any:
    """Of nothing a least value is null, which Ibis does not expect of a column that never is."""
    if kind.is_uuid() or kind.is_time() or kind.is_interval():
        return column.cast("string")
    return column.cast(kind.copy(nullable=True))


def profile(found: Any) -> tuple[dict[str, ColumnProfile], dict[str, list[str]]]:
    """The profile of each column, and the distinct values of those of text."""
    headers = list(found.columns)
    named = dict(zip(headers, names.columns(headers), strict=True))
    figures = _figures(found, headers)
    rows = int(figures["rows"])
    sample = found.select(*headers).limit(profiles.SAMPLE).to_pyarrow().to_pylist()
    columns: dict[str, ColumnProfile] = {}
    texts: dict[str, list[str]] = {}
    for number, header in enumerate(headers):
        kind = columnar.plain(found.schema().to_pyarrow().field(header).type)
        filled, distinct, low, high = (figures[f"{part}{number}"] for part in ("n", "d", "l", "h"))
        frequent = _frequent(found, header) if str(kind) == "string" and 0 < distinct <= MOST_DISTINCT else []
        if frequent:
            texts[named[header]] = [value for value, _ in frequent if len(value) <= profiles.LONGEST_VALUE]
        shown = [profiles.scalar(row[header]) for row in sample]
        one = ColumnProfile(
            name=named[header], header=header, type="text", arrow=str(kind), rows=rows, nulls=rows - filled,
            distinct=distinct, min=profiles.scalar(low), max=profiles.scalar(high),
            top=tuple(frequent[: profiles.TOP]), sample=tuple(value for value in shown if value is not None),
            is_unique=rows > 0 and filled == rows == distinct,
        )  # fmt: skip
        columns[one.name] = one.model_copy(update={"type": profiles.guess(one)})
    return columns, texts


def _figures(found: Any, headers: list[str]) -> dict[str, Any]:
    """Counts, distinct values and range of all columns, in one pass over the table."""
    wanted: dict[str, Any] = {"rows": found.count()}
    for number, header in enumerate(headers):
        column = found[header]
        wanted[f"n{number}"], wanted[f"d{number}"] = column.count(), column.nunique()
        ordered = column.cast("string") if column.type().is_boolean() else column
        wanted[f"l{number}"], wanted[f"h{number}"] = ordered.min(), ordered.max()
    (row,) = found.aggregate(**wanted).to_pyarrow().to_pylist()
    return dict(row)


def _frequent(found: Any, header: str) -> list[tuple[str, int]]:
    import ibis  # noqa: PLC0415

    counted = found.group_by(v=found[header].cast("string")).aggregate(n=found.count()).filter(lambda t: t.v.notnull())
    rows = counted.order_by([ibis.desc("n"), "v"]).limit(MOST_DISTINCT).to_pyarrow().to_pylist()
    return [(str(row["v"]), int(row["n"])) for row in rows]
