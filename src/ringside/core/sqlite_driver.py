"""SQLAlchemy's aiosqlite driver with one trip to the connection's thread per statement instead of four to six.

A trip (switching threads twice) costs more than a typical statement. Results are fetched whole, so nothing is lost by
closing the cursor at once.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncEngine


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """Runs a statement, fetches its rows and closes in one go."""

    __slots__ = ("_description", "_lastrowid", "_rowcount")

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows = deque()
        self._description: Any = None
        self._rowcount = -1
        self._lastrowid: int | None = None

    @property
    def description(self) -> Any:
        return self._description

    @property
    def rowcount(self) -> int:
        return self._rowcount

    @property
    def lastrowid(self) -> int:
        return cast("int", self._lastrowid)

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        await self._run(sqlite3.Cursor.execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:
        await self._run(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _run(self, how: Any, operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            done = await connection._execute(_run, connection._conn, how, operation, parameters)
        rows, self._description, self._rowcount, self._lastrowid = done
        self._rows = deque(rows)

    async def _async_soft_close(self) -> None:
        """Closed already."""

    def close(self) -> None:
        self._rows.clear()


class Connection(AsyncAdapt_aiosqlite_connection):
    """Goes to the thread for a commit or rollback only when a transaction is open."""

    __slots__ = ()
    _cursor_cls = Cursor  # type: ignore[assignment]

    def commit(self) -> None:
        if self._in_transaction():
            super().commit()

    def rollback(self) -> None:
        if self._in_transaction():
            super().rollback()

    def _in_transaction(self) -> bool:
        driver: Any = self._connection
        return driver._connection is not None and driver.in_transaction


def _run(connection: sqlite3.Connection, how: Any, operation: Any, parameters: Any) -> tuple[Any, ...]:
    cursor = connection.cursor()
    try:
        how(cursor, operation, parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


def use_on(engine: AsyncEngine) -> None:
    """Make this engine open its connections so."""

    @sa.event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _record: Any, args: Any, kwargs: Any) -> Connection:
        usual = dialect.dbapi.connect(*args, **kwargs)
        return Connection(dialect.dbapi, usual._connection)
