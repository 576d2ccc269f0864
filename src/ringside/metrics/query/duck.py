"""The process's one DuckDB: where tenants' Parquet files are asked. It can open no other file and no network."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from ringside.metrics.query.problems import CannotAnswer, NoData, TookTooLong, TooMuchData

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
        self._schemas: OrderedDict[str, set[str]] = OrderedDict()
        self._local = threading.local()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own way in; connections of DuckDB are not to be shared between threads."""
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._root.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    def open(self, schema: str, files: Mapping[str, Sequence[Path]]) -> None:
        """Make these tables readable as `schema.name`. The files of a schema never change."""
        with self._lock:
            known = self._schemas.setdefault(schema, set())
            self._schemas.move_to_end(schema)
            missing = [name for name in files if name not in known]
            if missing:
                cursor = self._root.cursor()
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
                for name in missing:
                    _view(cursor, schema, name, files[name])
                    known.add(name)
            while len(self._schemas) > _MOST_SCHEMAS:
                oldest, _ = self._schemas.popitem(last=False)
                self._root.cursor().execute(f"DROP SCHEMA IF EXISTS {_quoted(oldest)} CASCADE")

    def fetch(self, sql: str, most: int) -> list[Any]:
        """The first rows of a statement, read in this thread. Raises TooMuchData, TookTooLong, CannotAnswer, NoData."""
        try:
            return self.cursor().execute(sql).fetchmany(most)
        except duckdb.OutOfMemoryException:
            raise TooMuchData("Ask for a shorter period or for fewer details.") from None
        except duckdb.InterruptException:
            raise TookTooLong from None
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            raise CannotAnswer("A number on the way is too large or a value cannot be converted.") from None
        except duckdb.IOException:
            raise NoData("The data is being replaced. Please ask again.") from None

    def forget(self, schema: str) -> None:
        """Open the files of a schema anew next time, because they were not where they had been."""
        with self._lock:
            if self._schemas.pop(schema, None) is not None:
                self._root.cursor().execute(f"DROP SCHEMA IF EXISTS {_quoted(schema)} CASCADE")

    def close(self) -> None:
        self._root.close()


def _view(cursor: duckdb.DuckDBPyConnection, schema: str, name: str, files: Sequence[Path]) -> None:
    paths = ", ".join(_quoted(str(path.resolve()), "'") for path in files)
    view = f"{_quoted(schema)}.{_quoted(name)}"
    by_name = ", union_by_name = true" if len(files) > 1 else ""
    cursor.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM read_parquet([{paths}]{by_name})")  # noqa: S608 - all quoted


def _quoted(text: str, quote: str = '"') -> str:
    return quote + text.replace(quote, quote * 2) + quote
