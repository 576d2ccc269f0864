"""What people say and keep in the metrics room: one narrow port for messages and insights, whatever stores them.

Everything is an `Item` under a parent: a conversation under its person, a message under its conversation, an insight
under whoever may see it. Items of one kind and parent are read in the order of their ids, page by page; there are no
other queries, so that a plain key-value store can keep them. A store belongs to one tenant: no call names a tenant.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ringside.core.errors import AppError, Conflict
from ringside.core.paging import Page, encode_cursor

MOST_BYTES = 350_000
"""Of an item's body as JSON; every kind of store has room for that."""


class StoreConflict(Conflict):
    slug, title = "changed-meanwhile", "Somebody else changed this meanwhile"


class ItemTooLarge(AppError):
    status, slug, title = 413, "too-large-to-keep", "This is too large to be kept"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is kept. `body` is what JSON can say; of a message it holds sender, text, context and metadata.

    `user_id` is the person it is about or from. `version` counts the times it was put, from 1. Once `expires_at` has
    passed, it is gone.
    """

    kind: str
    parent: str
    id: str
    at: datetime
    body: dict[str, Any] = field(default_factory=dict)
    user_id: str | None = None
    version: int = 0
    expires_at: datetime | None = None

    def with_body(self, **changes: Any) -> Item:
        """The same with some fields of its body changed."""
        return replace(self, body=self.body | changes)


class Store(ABC):
    """The items of one tenant."""

    @abstractmethod
    async def put(self, item: Item, *, expect: int | None = None) -> Item:
        """Keep this; as it is kept, with its new version. `expect` is the version that must stand, 0 none at all.

        Raises StoreConflict, ItemTooLarge.
        """

    @abstractmethod
    async def get(self, kind: str, parent: str, id: str) -> Item | None:
        """One item."""

    @abstractmethod
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
        """The items of one parent in the order of their ids, from `since` up to, not including, `until`.

        Raises BadCursor.
        """

    @abstractmethod
    async def delete(self, kind: str, parent: str, id: str) -> None:
        """Remove one item; a missing one is fine."""

    @abstractmethod
    async def drop(self, kind: str, parent: str) -> None:
        """Remove all items of this kind and parent."""

    @abstractmethod
    async def of_person(self, user_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[Item]:
        """Everything about or from this person, in no order that means anything."""

    async def purge(self) -> None:
        """Remove what has expired and nobody sees any more, where the store does not do so by itself."""
        return

    async def all(self, kind: str, parent: str, *, since: str | None = None, until: str | None = None) -> list[Item]:
        """All items of one parent, oldest first; for kinds of which a parent has few."""
        return [item async for item in self.walk(kind, parent, since=since, until=until)]

    async def walk(
        self, kind: str, parent: str, *, since: str | None = None, until: str | None = None
    ) -> AsyncIterator[Item]:
        """All items of one parent, oldest first, page by page."""
        cursor = None
        while True:
            page = await self.page(kind, parent, newest_first=False, cursor=cursor, limit=200, since=since, until=until)
            for item in page.items:
                yield item
            if (cursor := page.next_cursor) is None:
                return

    async def erase_person(self, user_id: str, *, keep: Collection[str] = ()) -> int:
        """Remove everything of a person; how many items. Those of kinds in `keep` stay, without saying whose."""
        erased = 0
        while (page := await self.of_person(user_id, limit=100)).items:
            for item in page.items:
                if item.kind in keep:
                    await self.put(replace(item, user_id=None))
                else:
                    await self.delete(item.kind, item.parent, item.id)
                erased += 1
        return erased


def check_size(item: Item) -> None:
    """Raises ItemTooLarge for what some store could not keep."""
    if len(json.dumps(item.body, ensure_ascii=False).encode()) > MOST_BYTES:
        raise ItemTooLarge


def as_page(found: list[Item], limit: int, key: Callable[[Item], str]) -> Page[Item]:
    """The first `limit` of what was found; whatever is beyond it tells that there is another page."""
    if len(found) <= limit:
        return Page(items=found)
    return Page(items=found[:limit], next_cursor=encode_cursor(key(found[limit - 1])))
