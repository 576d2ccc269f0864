"""Runs metric queries: plan, guard, run within limits, remember."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.sources.schema import TENANT

if TYPE_CHECKING:
    from ringside.metrics.query.duck import Duck

MOST_ROWS = 10_000


def run_local(
    tables: Mapping[str, Path | Sequence[Path]], model: Model, query: MetricQuery, today: date, tenant: str = "local"
) -> Result:
    """The answer from Parquet files of this machine, without a server: for evals and tests.

    Tables are named as stored. A file with a tenant's column is limited to `tenant`; one without is read whole.
    """
    started = time.perf_counter()
    files = {name: (given,) if isinstance(given, Path) else tuple(given) for name, given in tables.items()}
    duck = _local_duck(tuple(sorted({path.parent for paths in files.values() for path in paths})))
    schema = f"t_{abs(hash(tuple(sorted(files.items()))))}"
    return answer(duck, schema, files, model, query, today, tenant, started)


@lru_cache(maxsize=8)
def _local_duck(folders: tuple[Path, ...]) -> Duck:
    from ringside.metrics.query.duck import Duck  # noqa: PLC0415 - heavy

    return Duck("4GB", 2, Path(tempfile.gettempdir()) / "ringside-metrics", folders)


def answer(
    duck: Duck,
    schema: str,
    files: Mapping[str, Sequence[Path]],
    model: Model,
    query: MetricQuery,
    today: date,
    tenant: str,
    started: float,
) -> Result:
    """The answer of DuckDB, in this thread."""
    from ringside.metrics.query.rows import Relation  # noqa: PLC0415 - heavy
    from ringside.metrics.query.running import DuckWriter, prepare, rows_of  # noqa: PLC0415 - heavy

    stored = duck.tables(schema, files)
    relations: dict[str, Any] = {}
    for name, table in model.tables.items():
        if (found := stored.get(table.source or name)) is not None:
            relations[name] = Relation(found, TENANT if TENANT in found.columns else None, tenant)
    statement = prepare(query, model, relations, today, DuckWriter(), MOST_ROWS)
    fetched = duck.cursor().execute(statement.sql).fetchall()
    rows, truncated = rows_of(statement, fetched)
    return Result(
        columns=statement.columns,
        rows=rows,
        truncated=truncated,
        sql=statement.sql,
        tables=statement.tables,
        took_ms=(time.perf_counter() - started) * 1000,
    )
