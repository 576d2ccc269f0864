"""From a query to rows, on one database: plan, write the statement, check that very text, run it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import ibis
import ibis.expr.datatypes as dt

from ringside.metrics.model.schema import Model
from ringside.metrics.query.assembly import Spans
from ringside.metrics.query.guard import Allowed, check
from ringside.metrics.query.plan import plan
from ringside.metrics.query.rows import Relation
from ringside.metrics.query.schema import MetricQuery, ResultColumn
from ringside.metrics.query.values import plain


@dataclass(frozen=True)
class Statement:
    """What is sent to the database, checked; and what will come back."""

    sql: str
    columns: tuple[ResultColumn, ...]
    places: tuple[int, ...]
    types: tuple[dt.DataType, ...]
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    limit: int


class Writer(Protocol):
    """Writes an expression as one database's SQL."""

    @property
    def dialect(self) -> str: ...

    def write(self, table: ibis.Table) -> str: ...


class DuckWriter:
    dialect = "duckdb"

    def write(self, table: ibis.Table) -> str:
        return str(ibis.to_sql(table, dialect="duckdb"))


def prepare(
    query: MetricQuery,
    model: Model,
    relations: Mapping[str, Relation],
    today: date,
    writer: Writer,
    most: int,
    spans: Spans | None = None,
) -> Statement:
    """The statement that answers a query with at most `most` rows (one more tells that there are more)."""
    made = plan(query, model, relations, today, spans)
    limit = min(query.limit or most, most)
    table = made.table.limit(limit + 1) if query.limit is None or query.limit > most else made.table
    sql = writer.write(table)
    read = check(sql, writer.dialect, tuple(_allowed(relation) for relation in relations.values()))
    names = list(table.columns)
    places = tuple(names.index(name) for name in made.names)
    types = tuple(table.schema().types[place] for place in places)
    return Statement(sql, made.columns, places, types, made.facts, read, limit)


def _allowed(relation: Relation) -> Allowed:
    op: Any = relation.table.op()
    return Allowed(op.namespace.database, op.name, relation.tenant_column, relation.tenant)


def rows_of(statement: Statement, fetched: list[Any]) -> tuple[tuple[tuple[Any, ...], ...], bool]:
    """The cells of an answer, and whether there were more rows than may be shown."""
    kept = ([row[place] for place in statement.places] for row in fetched[: statement.limit])
    return plain(kept, list(statement.types)), len(fetched) > statement.limit
