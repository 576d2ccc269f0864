"""From a query to a checked statement, and from its rows to cells. Written once for every database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.schema as sch

from ringside.metrics.model.schema import Model
from ringside.metrics.query.assembly import Spans
from ringside.metrics.query.guard import Allowed, check
from ringside.metrics.query.plan import plan
from ringside.metrics.query.problems import CannotAnswer, DuplicateKeys
from ringside.metrics.query.rows import Relation, Relations, limited
from ringside.metrics.query.schema import MetricQuery, ResultColumn
from ringside.metrics.query.values import plain

_ARROW = {
    "bool": "boolean", "int8": "int8", "int16": "int16", "int32": "int32", "int64": "int64", "uint8": "uint8",
    "uint16": "uint16", "uint32": "uint32", "uint64": "uint64", "halffloat": "float32", "float": "float32",
    "double": "float64", "string": "string", "large_string": "string", "date32[day]": "date", "date64[ms]": "date",
}  # fmt: skip


Fetch = Callable[[str, int], list[Any]]
"""Runs a statement and gives its first rows."""


@dataclass(frozen=True)
class Unique:
    """A check that a table is joined by columns which are unique: `sql` counts the keys that are not."""

    table: str
    key: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Statement:
    """What is sent to the database, checked; and what will come back."""

    sql: str
    columns: tuple[ResultColumn, ...]
    places: tuple[int, ...]
    types: tuple[dt.DataType, ...]
    facts: tuple[str, ...]
    read: tuple[str, ...]
    """The stored tables that it reads."""
    unique: tuple[Unique, ...]
    limit: int
    place: str = ""


class Writer(Protocol):
    """Writes an expression as the SQL of one database."""

    dialect: str

    def write(self, table: ibis.Table) -> str: ...


class DuckWriter:
    dialect = "duckdb"

    def write(self, table: ibis.Table) -> str:
        return str(ibis.to_sql(table, dialect="duckdb"))


def stored_table(name: str, schema: str, columns: Mapping[str, str]) -> ibis.Table:
    """A stored table as an expression, from the Arrow types of its columns alone."""
    return ibis.table(sch.Schema({column: _type(arrow) for column, arrow in columns.items()}), name, database=schema)


def _type(arrow: str) -> dt.DataType:
    if arrow in _ARROW:
        return dt.dtype(_ARROW[arrow])
    if arrow.startswith("timestamp["):
        _, _, zone = arrow.removesuffix("]").partition("tz=")
        return dt.Timestamp(timezone=zone or None)
    if arrow.startswith("decimal"):
        precision, scale = arrow.partition("(")[2].rstrip(")").split(",")
        return dt.Decimal(int(precision), int(scale))
    return dt.unknown


def prepare(
    query: MetricQuery,
    model: Model,
    relations: Relations,
    today: date,
    writers: Mapping[str, Writer],
    most: int,
    spans: Spans | None = None,
    is_unique: Callable[[str, tuple[str, ...]], bool] = lambda table, key: False,
) -> Statement:
    """The statement that answers a query with at most `most` rows (one more tells that there are more).

    `is_unique` says of a table's columns whether they are known to be a key, so that it need not be checked.
    """
    made = plan(query, model, relations, today, spans)
    limit = min(query.limit or most, most)
    table = made.table.limit(limit + 1) if query.limit is None or query.limit > most else made.table
    used = [relations[name] for name in made.tables]
    places = {relation.place for relation in used}
    if len(places) != 1:
        raise CannotAnswer("These tables are in different databases and cannot be joined.")
    place = places.pop()
    writer, allowed = writers[place], tuple(_allowed(relation) for relation in used)
    sql = writer.write(table)
    read = check(sql, writer.dialect, allowed)
    unique = []
    for name, key in made.keys:
        if is_unique(name, key):
            continue
        text = writer.write(_doubled(relations[name], key))
        check(text, writer.dialect, allowed)
        unique.append(Unique(model.tables[name].source or name, key, text))
    names = list(table.columns)
    shown = tuple(names.index(name) for name in made.names)
    types = tuple(table.schema().types[position] for position in shown)
    return Statement(sql, made.columns, shown, types, made.facts, read, tuple(unique), limit, place)


def _allowed(relation: Relation) -> Allowed:
    op: Any = relation.table.op()
    return Allowed(op.namespace.database, op.name, relation.tenant_column, relation.tenant)


def _doubled(relation: Relation, key: Sequence[str]) -> ibis.Table:
    """How many values of a key are there more than once."""
    table = limited(relation)
    key = [relation.columns.get(name, name) for name in key]
    table = table.filter([table[name].notnull() for name in key])
    counted = table.group_by(list(key)).agg(times=table.count())
    doubled = counted.filter(counted.times > 1)
    return doubled.agg(doubled=doubled.count())


def check_unique(statement: Statement, fetch: Fetch, known: MutableMapping[str, int]) -> None:
    """Raises DuplicateKeys where a join would count rows twice: rather no answer than such a one."""
    for unique in statement.unique:
        if unique.sql not in known:
            known[unique.sql] = int(fetch(unique.sql, 1)[0][0])
        if doubled := known[unique.sql]:
            raise DuplicateKeys(
                f"{doubled} values of {', '.join(unique.key)} stand in {unique.table} more than once, so a join "
                "to it would count rows twice. Correct the table, or the join in the model.",
                table=unique.table, key=list(unique.key), duplicates=doubled,
            )  # fmt: skip


def rows_of(statement: Statement, fetched: Sequence[Any]) -> tuple[tuple[tuple[Any, ...], ...], bool]:
    """The cells of an answer, and whether there were more rows than may be shown."""
    kept = ([row[place] for place in statement.places] for row in fetched[: statement.limit])
    return plain(kept, list(statement.types)), len(fetched) > statement.limit
