"""Files that are databases: SQLite, whose cells may hold anything, and DuckDB, whose columns are typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringside.metrics.sources import columnar
from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.raw import BATCH, MOST_COLUMNS, MOST_TABLES, Notes, Raw, Unreadable
from ringside.metrics.sources.texts import batch

if TYPE_CHECKING:
    import pyarrow as pa

_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION})
_TO_TEXT = ("HUGEINT", "UHUGEINT", "UUID", "ENUM", "BIT", "INTERVAL", "TIME ")
"""Types without a counterpart in what is stored; as text nothing of them is lost."""
MOST_STEPS = 20_000_000
"""Steps of a hundred instructions that SQLite may take for a table: a computed column may loop for ever."""


def sqlite(path: Path, name: str) -> Iterator[Raw]:
    """The tables of an SQLite file. Raises Unreadable."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            _restrict(db)
            # WITHOUT views and virtual tables: what those compute is somebody's program, not data.
            found = db.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                "ORDER BY name"
            ).fetchall()
            tables = [table for table, sql in found if "virtual table" not in (sql or "")[:40].casefold()]
            if not tables:
                raise Unreadable(name, "nothing-in-it")
            if len(tables) > MOST_TABLES:
                raise Unreadable(name, "too-many-tables", most=MOST_TABLES)
            for table in tables:
                yield _sqlite_table(db, table, name)
    except (sqlite3.Error, UnicodeDecodeError):
        raise Unreadable(name, "damaged") from None


def _restrict(db: sqlite3.Connection) -> None:
    db.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY)
    steps = iter(range(MOST_STEPS))
    db.set_progress_handler(lambda: 0 if next(steps, None) is not None else 1, 100_000)
    db.text_factory = lambda data: data.decode("utf-8", "replace")


def _sqlite_table(db: sqlite3.Connection, table: str, name: str) -> Raw:
    columns = db.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(f"{name}: {table}", "too-many-columns", columns=len(columns), most=MOST_COLUMNS)
    notes = Notes(table)
    return Raw(table, [str(column[1]) for column in columns], _sqlite_rows(db, table, len(columns), notes, name), notes)


def _sqlite_rows(db: sqlite3.Connection, table: str, width: int, notes: Notes, name: str) -> Iterator[pa.RecordBatch]:
    start = 1
    try:
        cursor = db.execute(f"SELECT * FROM {quoted(table)}")
        while rows := cursor.fetchmany(BATCH):
            yield batch(range(start, start + len(rows)), [[_text(cell) for cell in row] for row in rows], width)
            start += len(rows)
    except sqlite3.Error:
        raise Unreadable(f"{name}: {table}", "damaged") from None
    if start == 1:
        yield batch([], [], width)


def _text(cell: Any) -> str | None:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return None if cell is None else str(cell)


def duckdb(path: Path, name: str) -> Iterator[Raw]:
    """The tables of a DuckDB file, in a database that can reach nothing else. Raises Unreadable."""
    import duckdb  # noqa: PLC0415

    settings: dict[str, Any] = {
        "enable_external_access": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "threads": 1, "memory_limit": "512MB", "lock_configuration": True,
    }  # fmt: skip
    try:
        with closing(duckdb.connect(str(path), read_only=True, config=settings)) as db:
            found = db.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY 1, 2"
            ).fetchall()
            if not found:
                raise Unreadable(name, "nothing-in-it")
            if len(found) > MOST_TABLES:
                raise Unreadable(name, "too-many-tables", most=MOST_TABLES)
            for schema, table in found:
                yield _duckdb_table(db, schema, table, name)
    except duckdb.Error:
        raise Unreadable(name, "damaged") from None


def _duckdb_table(db: Any, schema: str, table: str, name: str) -> Raw:
    columns: Sequence[tuple[str, str]] = db.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        f"WHERE schema_name = {literal(schema)} AND table_name = {literal(table)} ORDER BY column_index"
    ).fetchall()
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(f"{name}: {table}", "too-many-columns", columns=len(columns), most=MOST_COLUMNS)
    notes = Notes(table)
    picked = ", ".join(
        f"CAST({quoted(column)} AS VARCHAR) AS {quoted(column)}" if kind.startswith(_TO_TEXT) else quoted(column)
        for column, kind in columns
    )
    reader = db.execute(f"SELECT {picked} FROM {quoted(schema)}.{quoted(table)}").to_arrow_reader(50_000)
    batches = columnar.numbered(reader.schema, iter(reader), notes)
    return Raw(table, [column for column, _ in columns], batches, notes, loose=False)
