"""Metric queries over Parquet files of this machine, without a server: for evals, tests and scripts."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from functools import lru_cache
from pathlib import Path

import ibis
import pyarrow.parquet as pq

from ringside.metrics.model.schema import Model
from ringside.metrics.query.duck import Duck
from ringside.metrics.query.measures import dates_of
from ringside.metrics.query.rows import Relation
from ringside.metrics.query.running import DuckWriter, check_unique, prepare, rows_of
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.sources.schema import TENANT

_MOST_ROWS = 10_000
_checked: dict[str, dict[str, int]] = {}
Files = dict[str, tuple[Path, ...]]


def run(files: Files, model: Model, query: MetricQuery, today: date, tenant: str) -> Result:
    """The answer from these files, by the name of the stored table."""
    started = time.perf_counter()
    marked = tuple((name, paths, max(path.stat().st_mtime_ns for path in paths)) for name, paths in files.items())
    duck = _duck(tuple(sorted({path.resolve().parent for paths in files.values() for path in paths})))
    schema = f"local_{hash(marked) & 0xFFFFFFFFFFFF:x}"
    duck.open(schema, files)
    relations = {}
    for name, table in model.tables.items():
        if (source := table.source or name) in files:
            shape = ibis.Schema.from_pyarrow(_shape(files[source][0], marked))
            limited = TENANT if TENANT in shape else None
            relations[name] = Relation(ibis.table(shape, source, database=schema), limited, tenant)
    spans = _spans(duck, schema, files, model) if query.empty else {}
    statement = prepare(query, model, relations, today, {"": DuckWriter()}, _MOST_ROWS, spans)
    check_unique(statement, duck.fetch, _checked.setdefault(schema, {}))
    rows, truncated = rows_of(statement, duck.fetch(statement.sql, statement.limit + 1))
    return Result(
        columns=statement.columns,
        rows=rows,
        truncated=truncated,
        sql=statement.sql,
        tables=statement.read,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
    )


def _spans(duck: Duck, schema: str, files: Files, model: Model) -> dict[str, tuple[date, date]]:
    """First and last day of each fact, which a server knows from its catalog."""
    spans = {}
    for name, field in dates_of(model):
        if (source := model.tables[field.node.table].source or field.node.table) in files:
            sql = f'SELECT min("{field.column}")::date, max("{field.column}")::date FROM "{schema}"."{source}"'  # noqa: S608
            (span,) = duck.fetch(sql, 1)
            if None not in span:
                spans[name] = span
    return spans


@lru_cache(maxsize=8)
def _duck(folders: tuple[Path, ...]) -> Duck:
    return Duck("4GB", 2, Path(tempfile.mkdtemp(prefix="ringside-metrics-")), folders)


@lru_cache(maxsize=1_000)
def _shape(path: Path, marked: object) -> object:
    return pq.read_schema(path)
