"""Lists that are read page by page, continued by key so that new rows never shift a page."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import sqlalchemy as sa
from fastapi import Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from ringside.core.errors import Invalid

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=100, description="How many items at most.")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next_cursor` of the page before.")]


class BadCursor(Invalid):
    slug, title = "bad-cursor", "This page marker is not one of ours"


class Page(BaseModel, Generic[T]):
    """A part of a list; `next_cursor` is null on the last page."""

    items: list[T]
    next_cursor: str | None = None


def encode_cursor(key: str) -> str:
    """The opaque marker that continues after the row with this key."""
    return base64.urlsafe_b64encode(json.dumps([key]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """The key inside a marker. Raises BadCursor on anything that encode_cursor did not make."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    match key:
        case [str(text)] if "\x00" not in text and text.isprintable():
            return text
    raise BadCursor


async def newest_first(
    session: AsyncSession, query: sa.Select[Any], key: InstrumentedAttribute[str], limit: int, cursor: str | None
) -> tuple[Sequence[Any], str | None]:
    """The rows of one page and the next marker. `key` is a unique sortable column, such as an id of core.ids."""
    if (after := decode_cursor(cursor)) is not None:
        query = query.where(key < after)
    rows = list((await session.scalars(query.order_by(key.desc()).limit(limit + 1))).unique())
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, encode_cursor(getattr(rows[-1], key.key))
