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
    if raw.loose and (total := _total_row(db, raw.notes)) is not None:
        db.execute(
            "CREATE OR REPLACE TEMP VIEW raw AS "
            f"SELECT * FROM read_parquet({literal(str(spilled))}) WHERE _row <> {total}"
        )
    named = names.columns(raw.headers)
    for name, header in zip(named, raw.headers, strict=True):
        if name != header:
            raw.notes.add("renamed-column", "note", value=f"{header} → {name}")
    chosen: list[tuple[Column, str]] = []
    for number, (name, header) in enumerate(zip(named, raw.headers, strict=True)):
        column = f"c{number}"
        if column not in text:
            kind = kinds.typed(db, "raw", column)
            chosen.append((Column(name, header, None), kind.sql))
            if kind.loose:
                _keep_rejected(db, column, header, kind, raw.notes)
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


def _total_row(db: duckdb.DuckDBPyConnection, notes: Notes) -> int | None:
    """The last row if it adds up those above it, as in many a workbook: counted with them, every sum would be double.

    It says so in its first cell and holds only numbers else, of which one is the sum or some are missing.
    """
    found = db.execute("SELECT * FROM raw WHERE _row = (SELECT max(_row) FROM raw)").fetchall()
    if len(found) != 1:
        return None
    row, *values = found[0]
    said = [(n, value.strip()) for n, value in enumerate(values) if isinstance(value, str) and value.strip()]
    if not said or said[0][1].casefold().rstrip(" :") not in cells.TOTALS:
        return None
    numbers = {n: _plain(value) for n, value in said[1:]}
    if None in numbers.values():
        return None
    if len(said) == len(values) and not any(_sums_up(db, n, row, value) for n, value in numbers.items() if value):
        return None
    notes.add("total-row", row=row, value=", ".join(value for _, value in said))
    notes.rejected.append(Rejected(row, "", ", ".join(value for _, value in said), "total-row"))
    return int(row)


def _plain(value: str) -> float | None:
    digits = "".join(char for char in value if char.isdigit() or char in ".-")
    try:
        return float(digits) if not any(char.isalpha() for char in value) else None
    except ValueError:
        return None


def _sums_up(db: duckdb.DuckDBPyConnection, column: int, row: int, total: float) -> bool:
    digits = f"try_cast(regexp_replace({quoted(f'c{column}')}, '[^0-9.-]', '', 'g') AS DOUBLE)"
    (above,) = db.execute(f"SELECT sum({digits}) FROM raw WHERE _row <> ?", [row]).fetchone() or (None,)
    return above is not None and abs(above - total) <= max(0.01, abs(total) * 1e-6)


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
    value = f"trim(CAST({quoted(column)} AS VARCHAR))"
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
