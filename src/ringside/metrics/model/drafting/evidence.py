"""What the values say: whether one column's are among another's, and whether columns tell rows apart.

Profiles settle it where they list all values; else a database over the stored files does, where one is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.schema import Join

if TYPE_CHECKING:
    import duckdb


_ENOUGH = 5
"""So many rows do not agree by chance."""


@dataclass(frozen=True)
class Evidence:
    """`db` has each stored table as a view under its own name; those of connected databases it has not."""

    db: duckdb.DuckDBPyConnection | None = None

    def _db(self, *tables: TableView) -> duckdb.DuckDBPyConnection | None:
        """The database, if it has the rows of these tables."""
        return None if any(table.stored.connection is not None for table in tables) else self.db

    def share(
        self,
        child: TableView,
        column: ColumnView,
        parent: TableView,
        key: ColumnView,
        only: tuple[str, str] | None = None,
    ) -> float | None:
        """Which part of a column's different values the key of another table has; None when that is not known.

        `only` limits it to the rows of the child where a column has a value.
        """
        if not _comparable(column, key) or not column.profile.distinct:
            return 0.0
        if (db := self._db(child, parent)) is not None:
            return _asked(db, (child.name, column.name), (parent.name, key.name), only)
        if only is not None:
            return None
        if column.all_known and key.all_known:
            return _part(set(column.values), set(key.values))
        if column.is_integer:
            return _within(column, key)
        return None

    def meet(
        self,
        child: TableView,
        column: ColumnView,
        only: tuple[str, str],
        join: Join,
        through: TableView,
        way: ColumnView,
    ) -> bool:
        """Whether a column says the same as another table's `way` in each of enough rows that have a value."""
        by = join.by or through.key
        db = self._db(child, through)
        if db is None or len(by) != 1 or not _comparable(column, way):
            return False
        here, there, ours, theirs, same, other, kind = map(
            _quoted, (child.name, through.name, join.on[0], by[0], column.name, way.name, only[0])
        )
        on = f"CAST(c.{ours} AS VARCHAR) = CAST(t.{theirs} AS VARCHAR) AND CAST(c.{kind} AS VARCHAR) = ?"
        counts = f"count(*), count(*) FILTER (c.{same} = t.{other})"
        query = f"SELECT {counts} FROM {here} c JOIN {there} t ON {on}"  # noqa: S608  # nosec B608
        row = db.execute(query, [only[1]]).fetchone()
        return row is not None and row[0] >= _ENOUGH and row[1] == row[0]

    def unique(self, table: TableView, columns: Sequence[str]) -> bool:
        """Whether these columns together are never empty and never the same in two rows."""
        if len(columns) == 1:
            return table.columns[columns[0]].profile.is_unique
        profiles = [table.columns[name].profile for name in columns]
        possible = 1
        for profile in profiles:
            possible *= max(profile.distinct, 1)
        db = self._db(table)
        if any(profile.nulls for profile in profiles) or possible < table.rows or db is None:
            return False
        listed = ", ".join(map(_quoted, columns))
        query = f"SELECT count(*) FROM (SELECT DISTINCT {listed} FROM {_quoted(table.name)})"  # noqa: S608  # nosec B608
        row = db.execute(query).fetchone()
        return row is not None and row[0] == table.rows


def _asked(
    db: duckdb.DuckDBPyConnection, child: tuple[str, str], parent: tuple[str, str], only: tuple[str, str] | None
) -> float:
    """The share of the values of one (table, column) that another has. Names are quoted, values are bound."""
    (table, column), (other, key) = (tuple(map(_quoted, child)), tuple(map(_quoted, parent)))
    condition = f"AND CAST({_quoted(only[0])} AS VARCHAR) = ?" if only else ""
    ours = f"SELECT DISTINCT CAST({column} AS VARCHAR) AS v FROM {table} WHERE {column} IS NOT NULL {condition}"  # noqa: S608  # nosec B608
    theirs = f"SELECT CAST({key} AS VARCHAR) FROM {other}"  # noqa: S608  # nosec B608
    query = f"SELECT avg(CASE WHEN v IN ({theirs}) THEN 1.0 ELSE 0 END) FROM ({ours})"  # noqa: S608  # nosec B608
    row = db.execute(query, [only[1]] if only else []).fetchone()
    return float(row[0]) if row and row[0] is not None else 0.0


def files_of(paths: Mapping[str, Sequence[str]]) -> duckdb.DuckDBPyConnection:
    """A database in memory with a view of each table's Parquet files."""
    import duckdb  # noqa: PLC0415

    db = duckdb.connect(config={"threads": 1, "memory_limit": "512MB"})
    for table, files in paths.items():
        db.from_parquet(list(files)).create_view(table)
    return db


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _comparable(one: ColumnView, other: ColumnView) -> bool:
    return (one.is_integer and other.is_integer) or (one.is_text and other.is_text)


def _part(values: set[str], of: set[str]) -> float:
    return len(values & of) / len(values) if values else 0.0


def _within(column: ColumnView, key: ColumnView) -> float | None:
    """Whole numbers beyond the key's range cannot be among its values; within a dense range they are."""
    low, high = key.profile.min, key.profile.max
    ours = (column.profile.min, column.profile.max)
    if not all(isinstance(value, int | float) for value in (low, high, *ours)):
        return None
    if ours[0] < low or ours[1] > high:  # type: ignore[operator]
        known = [value for value in column.values if low <= float(value) <= high]  # type: ignore[operator]
        return len(known) / len(column.values) if column.values else 0.0
    return 1.0 if high - low + 1 <= 2 * key.profile.distinct else None  # type: ignore[operator]
