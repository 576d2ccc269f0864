"""Items in the tenant's own database. What is put is kept when the session commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core import clock
from ringside.core.paging import Page, decode_cursor
from ringside.metrics.models import StoredItem
from ringside.metrics.store import Item, Store, StoreConflict, as_page, check_size


class SqlStore(Store):
    """The store of the tenant whose database this session is on."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime] = clock.now) -> None:
        self._session = session
        self._now = now

    async def put(self, item: Item, *, expect: int | None = None) -> Item:
        check_size(item)
        values = {
            "user_id": item.user_id, "at": item.at, "body": item.body, "expires_at": item.expires_at
        }  # fmt: skip
        change = sa.update(StoredItem).where(*_key(item.kind, item.parent, item.id))
        if expect:
            change = change.where(StoredItem.version == expect)
        change = change.values(**values, version=StoredItem.version + 1).returning(StoredItem.version)
        version = None if expect == 0 else await self._session.scalar(change)
        if version is None and expect:
            raise StoreConflict
        if version is None:
            new = _insert(self._session)(StoredItem).values(
                kind=item.kind, parent=item.parent, id=item.id, version=1, **values
            )
            # Of two who make it at once, the database lets one.
            version = await self._session.scalar(new.on_conflict_do_nothing().returning(StoredItem.version))
        if version is None and expect is None:
            version = await self._session.scalar(change)
        if version is None:
            raise StoreConflict
        return Item(item.kind, item.parent, item.id, item.at, item.body, item.user_id, version, item.expires_at)

    async def get(self, kind: str, parent: str, id: str) -> Item | None:
        row = (await self._session.execute(_read().where(*_key(kind, parent, id), self._alive()))).one_or_none()
        return None if row is None else Item(*row)

    async def page(
        self,
        kind: str,
        parent: str,
        *,
        newest_first: bool = True,
        cursor: str | None = None,
        limit: int = 50,
        since: str | None = None,
        until: str | None = None,
    ) -> Page[Item]:
        query = _read().where(StoredItem.kind == kind, StoredItem.parent == parent, self._alive())
        if since is not None:
            query = query.where(StoredItem.id >= since)
        if until is not None:
            query = query.where(StoredItem.id < until)
        if (after := decode_cursor(cursor)) is not None:
            query = query.where(StoredItem.id < after if newest_first else StoredItem.id > after)
        order = StoredItem.id.desc() if newest_first else StoredItem.id.asc()
        found = [Item(*row) for row in await self._session.execute(query.order_by(order).limit(limit + 1))]
        return as_page(found, limit, lambda item: item.id)

    async def delete(self, kind: str, parent: str, id: str) -> None:
        await self._session.execute(sa.delete(StoredItem).where(*_key(kind, parent, id)))

    async def drop(self, kind: str, parent: str) -> None:
        await self._session.execute(sa.delete(StoredItem).where(StoredItem.kind == kind, StoredItem.parent == parent))

    async def of_person(self, user_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[Item]:
        query = _read().where(StoredItem.user_id == user_id, self._alive())
        key = (StoredItem.id, StoredItem.kind, StoredItem.parent)
        if (after := decode_cursor(cursor)) is not None:
            parts = [*after.split("|", 2), "", ""][:3]
            query = query.where(sa.tuple_(*key) > sa.tuple_(*map(sa.literal, parts)))
        found = [Item(*row) for row in await self._session.execute(query.order_by(*key).limit(limit + 1))]
        return as_page(found, limit, lambda item: f"{item.id}|{item.kind}|{item.parent}")

    async def purge(self) -> None:
        await self._session.execute(sa.delete(StoredItem).where(StoredItem.expires_at <= self._now()))

    def _alive(self) -> sa.ColumnElement[bool]:
        return sa.or_(StoredItem.expires_at.is_(None), StoredItem.expires_at > self._now())


def _read() -> sa.Select[Any]:
    """Plain values, not objects of the session: what is read later is what stands then."""
    row = StoredItem
    return sa.select(row.kind, row.parent, row.id, row.at, row.body, row.user_id, row.version, row.expires_at)


def _key(kind: str, parent: str, id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return StoredItem.kind == kind, StoredItem.parent == parent, StoredItem.id == id


def _insert(session: AsyncSession) -> Callable[..., Any]:
    """The database's own insert, which knows `on conflict`."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert
