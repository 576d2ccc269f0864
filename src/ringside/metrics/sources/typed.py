"""Raw cells into a typed Parquet file, in DuckDB, so that tables larger than memory pass through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources import cells, kinds, names
from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.kinds import Kind
from ringside.metrics.sources.raw import MOST_ROWS, SHOWN, Notes, Raw, Rejected, Unreadable
from ringside.metrics.sources.schema import TENANT, Severity

if TYPE_CHECKING:
    import duckdb

MOST_REJECTED = 100_000
"""Cells that are kept in the list of rejected ones; all are counted."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    header: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A table as it is stored."""

    path: Path
    columns: tuple[Column, ...]
    rows: int


def store(db: duckdb.DuckDBPyConnection, raw: Raw, work: Path, target: Path, tenant: str) -> Typed:
    """Type a raw table into `target`; what cannot be read is noted and kept."""
    spilled = work / "raw.parquet"
    text = _spill(raw, spilled)
    # Files are opened through this connection only, which may read nothing else (see loading.open_database).
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT * FROM read_parquet({literal(str(spilled))})")
    named = names.columns(raw.headers)
    for name, header in zip(named, raw.headers, strict=True):
        if name != header:
            raw.notes.add("renamed-column", "note", value=f"{header} → {name}")
    chosen: list[tuple[Column, str]] = []
    for number, (name, header) in enumerate(zip(named, raw.headers, strict=True)):
        column = f"c{number}"
        if column not in text:
            chosen.append((Column(name, header, None), quoted(column)))
            continue
        kind = kinds.decide(
            db, "raw", column, header, raw.notes,
            loose=raw.loose, day_first=raw.day_first, decimal_comma=raw.decimal_comma,
        )  # fmt: skip
        chosen.append((Column(name, header, kind.unit), kind.sql))
        for suffix, sql in kind.also:
            taken = [*named, *(column.name for column, _ in chosen)]
            chosen.append((Column(names.unique(f"{name}_{suffix}", taken), f"{header} {suffix}", None), sql))
        if kind.loose:
            _keep_rejected(db, column, header, kind, raw.notes)
    _write(db, chosen, target, tenant)
    (rows,) = db.execute("SELECT count(*) FROM raw").fetchone() or (0,)
    spilled.unlink()
    return Typed(target, tuple(column for column, _ in chosen), rows)


def _spill(raw: Raw, path: Path) -> set[str]:
    """Write the raw batches down; the columns that hold text."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    writer: pq.ParquetWriter | None = None
    text: set[str] = set()
    rows = 0
    try:
        for batch in raw.batches:
            if writer is None:
                text = {field.name for field in batch.schema if pa.types.is_string(field.type)}
                writer = pq.ParquetWriter(path, batch.schema, compression="snappy")
            rows += batch.num_rows
            if rows > MOST_ROWS:
                raise Unreadable(raw.name, "too-many-rows", most=MOST_ROWS)
            writer.write_batch(batch)
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise Unreadable(raw.name, "nothing-in-it")
    return text


def _keep_rejected(db: duckdb.DuckDBPyConnection, column: str, header: str, kind: Kind, notes: Notes) -> None:
    """Note the cells that the kind of their column leaves out; words for nothing are not kept, there is nothing."""
    value = f"trim({quoted(column)})"
    missing, errors = cells.any_of(cells.MISSING), cells.any_of(cells.FORMULA_ERRORS)
    why = (
        f"CASE WHEN lower(v) IN {missing} THEN 'read-as-empty' WHEN lower(v) IN {errors} THEN 'formula-errors' "
        "ELSE 'unparsable' END"
    )
    db.execute(
        "CREATE OR REPLACE TEMP TABLE rejected AS "
        f"SELECT _row, {value} AS v, {why} AS why FROM raw "
        f"WHERE {value} <> '' AND ({kind.sql}) IS NULL"
    )
    found = db.execute(
        "SELECT why, count(*), min(_row), arg_min(v, _row) FROM rejected GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for what, count, row, first in found:
        examples = db.execute(
            f"SELECT v FROM rejected WHERE why = ? GROUP BY v ORDER BY count(*) DESC, v LIMIT {SHOWN}", [what]
        ).fetchall()
        notes.add(what, _SEVERITY[what], column=header, row=row, value=first, count=count,
                  examples=tuple(item for (item,) in examples))  # fmt: skip
    kept = db.execute(
        f"SELECT _row, v, why FROM rejected WHERE why <> 'read-as-empty' ORDER BY _row LIMIT {MOST_REJECTED}"
    ).fetchall()
    notes.rejected += [Rejected(row, header, item, what) for row, item, what in kept]


_SEVERITY: dict[str, Severity] = {"read-as-empty": "note", "formula-errors": "warning", "unparsable": "error"}


def _write(db: duckdb.DuckDBPyConnection, chosen: list[tuple[Column, str]], target: Path, tenant: str) -> None:
    picked = ", ".join(f"{sql} AS {quoted(column.name)}" for column, sql in chosen)
    db.execute(
        f"COPY (SELECT {literal(tenant)} AS {TENANT}, {picked} FROM raw) TO {literal(str(target))} "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
