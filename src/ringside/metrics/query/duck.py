"""The process's one DuckDB: where tenants' Parquet files are asked. It can open no other file and no network."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.schema as sch
from ibis.backends.sql.datatypes import DuckDBType

_MOST_SCHEMAS = 200
"""Data versions kept open at once, over all tenants."""


class Duck:
    """Views over Parquet files, one database schema for each tenant and data version."""

    def __init__(self, memory: str, threads: int, folder: Path, readable: Sequence[Path]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._root = duckdb.connect(":memory:")
        readable_folders = ", ".join(_quoted(f"{path.resolve()}/", "'") for path in readable)
        for statement in (
            f"SET memory_limit = {_quoted(memory, chr(39))}",
            f"SET threads = {threads}",
            f"SET temp_directory = {_quoted(str(folder), chr(39))}",
            "SET max_temp_directory_size = '20GB'",
            "SET TimeZone = 'UTC'",
            "SET preserve_insertion_order = false",
            "SET parquet_metadata_cache = true",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            f"SET allowed_directories = [{readable_folders}]",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._root.execute(statement)
        self._lock = threading.Lock()
        self._schemas: OrderedDict[str, dict[str, sch.Schema]] = OrderedDict()
        self._local = threading.local()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own way in; connections of DuckDB are not to be shared between threads."""
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._root.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    def tables(self, schema: str, files: Mapping[str, Sequence[Path]]) -> dict[str, ibis.Table]:
        """The tables of a schema, whose files never change, as Ibis tables that carry no connection."""
        with self._lock:
            known = self._schemas.setdefault(schema, {})
            self._schemas.move_to_end(schema)
            missing = [name for name in files if name not in known]
            if missing:
                cursor = self._root.cursor()
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
                for name in missing:
                    known[name] = _view(cursor, schema, name, files[name])
            while len(self._schemas) > _MOST_SCHEMAS:
                oldest, _ = self._schemas.popitem(last=False)
                self._root.cursor().execute(f"DROP SCHEMA IF EXISTS {_quoted(oldest)} CASCADE")
            return {name: ibis.table(known[name], name=name, database=schema) for name in files}

    def close(self) -> None:
        self._root.close()


def schema_name(tenant: str, version: str) -> str:
    """The schema of a tenant's data version: letters, digits and underscores only."""
    return f"t_{tenant}_{hashlib.sha256(version.encode()).hexdigest()[:12]}"


def _view(cursor: duckdb.DuckDBPyConnection, schema: str, name: str, files: Sequence[Path]) -> sch.Schema:
    paths = ", ".join(_quoted(str(path.resolve()), "'") for path in files)
    view = f"{_quoted(schema)}.{_quoted(name)}"
    cursor.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM read_parquet([{paths}], union_by_name = true)")
    described: list[tuple[Any, ...]] = cursor.execute(f"DESCRIBE {view}").fetchall()
    return sch.Schema({row[0]: DuckDBType.from_string(row[1]) for row in described})


def _quoted(text: str, quote: str = '"') -> str:
    return quote + text.replace(quote, quote * 2) + quote
