"""Whether a model fits the data it is about: tables and columns that exist, types that hold, keys that are unique."""

from __future__ import annotations

from collections.abc import Iterator

from ringside.metrics.model.checks import Finding, near
from ringside.metrics.model.schema import Column, Model, Table, Where
from ringside.metrics.sources.schema import Catalog, ColumnProfile, StoredTable

_COMPLETE = 50
"""Profiles list this many values; of a column with fewer, every value is known."""


def check(model: Model, catalog: Catalog) -> Iterator[Finding]:
    """Everything in the model that its data does not bear out."""
    for name, table in model.tables.items():
        stored = catalog.tables.get(table.source or name)
        if stored is None:
            values = {"name": table.source or name, "near": near(table.source or name, catalog.tables)}
            path = ("tables", name, "source") if table.source else ("tables", name)
            yield Finding(path, "no_source", values)
            continue
        for column, defined in table.columns.items():
            yield from _column(("tables", name, "columns", column), name, column, defined, stored)
    yield from _keys(model, catalog)
    for name, measure in model.measures.items():
        for index, where in enumerate(measure.where):
            yield from _values(("measures", name, "where", index), model, catalog, where)


def _column(
    path: tuple[str | int, ...], table: str, name: str, defined: Column, stored: StoredTable
) -> Iterator[Finding]:
    if defined.expr is not None:
        return
    profile = stored.columns.get(name)
    if profile is None:
        yield Finding(path, "no_stored_column", {"table": table, "name": name, "near": near(name, stored.columns)})
    elif not _readable(profile, defined):
        values = {"name": f"{table}.{name}", "stored": profile.arrow, "type": defined.type}
        yield Finding((*path, "type"), "stored_otherwise", values)


def _readable(profile: ColumnProfile, defined: Column) -> bool:
    arrow = profile.arrow
    if profile.nulls == profile.rows:
        return True
    match defined.type:
        case "date" | "datetime":
            return arrow.startswith(("date", "timestamp"))
        case "number" | "money":
            return arrow.startswith(("int", "uint", "float", "double", "decimal", "halffloat"))
        case "flag":
            return arrow.startswith(("bool", "int", "uint")) or profile.distinct <= 2
        case _:
            return True


def _keys(model: Model, catalog: Catalog) -> Iterator[Finding]:
    """Keys that joins rely on, as far as profiles tell: those of a single stored column."""
    asked: set[tuple[str, tuple[str, ...]]] = set()
    for name, table in model.tables.items():
        for index, join in enumerate(table.joins):
            other = model.tables.get(join.to)
            by = (join.by or other.key) if other else ()
            if other and len(by) == 1 and (join.to, by) not in asked:
                asked.add((join.to, by))
                path = ("tables", name, "joins", index) if join.by else ("tables", join.to, "key")
                yield from _unique(path, join.to, other, by[0], catalog)


def _unique(path: tuple[str | int, ...], name: str, table: Table, column: str, catalog: Catalog) -> Iterator[Finding]:
    stored = catalog.tables.get(table.source or name)
    profile = stored.columns.get(column) if stored else None
    if profile is None or profile.is_unique or not profile.rows:
        return
    if profile.distinct == profile.rows - profile.nulls:
        return  # rows with an empty key can be joined by nothing, so they count nothing twice
    values = {"table": name, "columns": column, "rows": f"{profile.rows:,}", "distinct": f"{profile.distinct:,}",
              "nulls": f"{profile.nulls:,}"}  # fmt: skip
    yield Finding(path, "not_unique", values)


def _values(path: tuple[str | int, ...], model: Model, catalog: Catalog, where: Where) -> Iterator[Finding]:
    """Conditions on values that no row has: nearly always a slip of the pen."""
    place, _, column = where.field.rpartition(".")
    table = model.tables.get(place)
    stored = catalog.tables.get((table.source if table else None) or place)
    profile = stored.columns.get(column) if stored else None
    if profile is None or where.op not in {"in", "not_in", "=", "!="} or not 0 < profile.distinct < _COMPLETE:
        return
    known = {str(value) for value, _ in profile.top}
    for index, value in enumerate(where.values):
        if isinstance(value, str) and value not in known and len(known) == profile.distinct:
            values = {"value": value, "name": where.field, "near": near(value, known, 6)}
            yield Finding((*path, "values", index), "unknown_value", values, severity="warning")
