"""What the rows of an import have in common, and what is counted along the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.db import TenantBase
from ringside.deals.importing.cells import Wrong
from ringside.deals.importing.values import plain

SOURCE = "import"
OURS = frozenset({SOURCE, "ringside", "demo"})
"""Sources whose records a file may change; those of a connected CRM it only completes."""
NAMESPACE = 9
"""Characters of what stands before ids that only count within their system."""


@dataclass
class Notes:
    """What a person should know of the file as a whole: code, detail, how often, and where first."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], int | None] = field(default_factory=dict)

    def add(self, code: str, detail: str = "", row: int | None = None, count: int = 1) -> None:
        """Count something that happened."""
        key = (code, detail[:120])
        if key not in self.counts and len(self.counts) >= 200:
            key = (code, "…")
        self.counts[key] += count
        self.first.setdefault(key, row)


@dataclass
class Tally:
    """How many records of the file were new, changed or known, and what was made for them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    linked: Counter[str] = field(default_factory=Counter)
    outcome: Counter[str] = field(default_factory=Counter)
    notes: Notes = field(default_factory=Notes)
    late: list[tuple[int, Wrong]] = field(default_factory=list)
    """Rows that turned out wrong only when looked at beside the records that are there."""

    def copy(self) -> Tally:
        """As it stands now."""
        notes = Notes(self.notes.counts.copy(), self.notes.first.copy())
        return replace(self, linked=self.linked.copy(), outcome=self.outcome.copy(), notes=notes, late=self.late.copy())

    def reset(self, other: Tally) -> None:
        """Stand as this copy again."""
        for item in fields(self):
            setattr(self, item.name, getattr(other, item.name))


@dataclass(frozen=True)
class Context:
    """One import. `users` are the company's people by folded name and by address, `seen` what a dry run would make."""

    tenant_id: str
    now: datetime
    dry_run: bool
    users: Mapping[str, tuple[str, str]]
    tally: Tally = field(default_factory=Tally)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def owner(self, name: str | None, email: str | None) -> tuple[str | None, str | None]:
        """The user whose name or address this is; a stranger's name stays a name."""
        for key in (email, name):
            if key and (found := self.users.get(plain(key))):
                return found
        return None, (name or email or "")[:200] or None

    def made(self, what: str, key: str) -> None:
        """Count a record made along the way; in a dry run the same one is counted once."""
        if self.dry_run:
            if (what, key) in self.seen:
                return
            self.seen.add((what, key))
        self.tally.linked[what] += 1


async def rows(session: AsyncSession, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """What a query finds, each row by the names of its columns."""
    found = await session.execute(query)
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


async def insert(session: AsyncSession, table: type[TenantBase], rows: Sequence[Mapping[str, Any]]) -> None:
    """Many new rows at once, all with the same columns.

    The statement is made once and goes to the driver as it is: SQLAlchemy's own way takes twice as long per row.
    """
    if not rows:
        return
    connection = await session.connection()
    columns = [table.__table__.c[name] for name in rows[0]]
    statement = sa.insert(table).compile(dialect=connection.dialect, column_keys=[column.name for column in columns])
    ready = [column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in columns]
    order = [column.name for column in columns]
    if statement.positiontup is not None:
        order = list(statement.positiontup)
    made = dict(zip((column.name for column in columns), ready, strict=True))
    readers = [(name, made[name]) for name in order]
    values = [
        tuple([row[name] if process is None else process(row[name]) for name, process in readers]) for row in rows
    ]
    await connection.exec_driver_sql(str(statement), values)


async def update(session: AsyncSession, table: type[TenantBase], rows: Iterable[Mapping[str, Any]]) -> None:
    """Changed columns of rows by their `id`, those with the same columns at once."""
    connection = await session.connection()
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        names = tuple(sorted(name for name in row if name != "id"))
        groups.setdefault(names, []).append({"_id": row["id"], **{f"_{name}": row[name] for name in names}})
    columns = table.__table__.c
    for names, group in groups.items():
        if names:
            statement = sa.update(table).where(columns.id == sa.bindparam("_id"))
            values = {name: sa.bindparam(f"_{name}", type_=columns[name].type) for name in names}
            await connection.execute(statement.values(values), group)


def several(rows: Sequence[Any], size: int = 5_000) -> Iterable[Sequence[Any]]:
    """Pieces of a list that fit into the parameters of one statement."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
