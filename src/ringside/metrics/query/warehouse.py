"""Databases that a company has connected, asked through Ibis by the same plans."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import ibis

from ringside.metrics.query.problems import SourceUnavailable
from ringside.metrics.query.rows import Relation
from ringside.metrics.sources.schema import Connection, StoredTable


class Warehouse:
    """One connection. Its driver is used by one thread at a time."""

    def __init__(self, open_backend: Callable[[], Any]) -> None:
        self._open = open_backend
        self._backend: Any = None
        self._lock = threading.RLock()
        self.dialect = ""

    def write(self, table: ibis.Table) -> str:
        """The expression in this database's own SQL."""
        return str(self.backend.compile(table))

    @property
    def backend(self) -> Any:
        with self._lock:
            if self._backend is None:
                try:
                    self._backend = self._open()
                except Exception as error:  # drivers have no error in common
                    raise SourceUnavailable("The connected database cannot be reached.") from error
                self.dialect = self._backend.dialect.__name__.lower()
            return self._backend

    def relation(self, stored: StoredTable, connection: Connection) -> Relation:
        """A table there, with its columns under the names that the model knows."""
        remote = getattr(stored, "remote", None) or stored.name
        with self._lock:
            table = self.backend.table(remote, database=connection.schema_name)
        return Relation(
            table,
            connection.tenant_column,
            connection.tenant_value or "",
            connection.source_id,
            self.dialect,
            {name: profile.header for name, profile in stored.columns.items() if profile.header in table.columns},
        )

    def fetch(self, sql: str, most: int) -> list[Any]:
        """The first rows of a statement."""
        with self._lock:
            try:
                return _rows(self.backend.raw_sql(sql), most, getattr(self.backend, "con", None))
            except SourceUnavailable:
                raise
            except Exception as error:
                self._forget()
                raise SourceUnavailable("The connected database could not answer.") from error

    def interrupt(self) -> None:
        """Ask the database to stop, where its driver can."""
        cancel = getattr(getattr(self._backend, "con", None), "cancel", None)
        if callable(cancel):
            cancel()

    def _forget(self) -> None:
        """Connect anew next time: a failed connection may not recover."""
        backend, self._backend = self._backend, None
        disconnect = getattr(backend, "disconnect", None)
        if callable(disconnect):
            disconnect()


def _rows(answered: Any, most: int, connection: Any) -> list[Any]:
    """What drivers call a cursor, Spark a data frame and others a result set."""
    if hasattr(answered, "fetchmany"):
        try:
            return list(answered.fetchmany(most))
        finally:
            if answered is not connection:  # DuckDB answers with the connection itself
                answered.close()
    if hasattr(answered, "collect"):
        return [tuple(row) for row in answered.limit(most).collect()]
    if hasattr(answered, "result_rows"):
        return list(answered.result_rows[:most])
    return [tuple(row) for row, _ in zip(answered, range(most), strict=False)]
