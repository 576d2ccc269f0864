"""Notices inside the app: what somebody should know though they did not ask. Rooms give them; people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.models import Notice
from ringside.accounts.schemas import NoticeOut, Notices
from ringside.core import events
from ringside.core.ids import new_id
from ringside.core.paging import newest_first

NEWS = "notice"
_KEPT = timedelta(days=396)


@dataclass(frozen=True, slots=True)
class Note:
    """What a notice says. `link` is a path of the web app."""

    kind: str
    title: str
    text: str
    link: str


async def give(session: AsyncSession, tenant_id: str, user_id: str, note: Note, now: datetime) -> str:
    """Leave a notice for a person and tell their open tabs. Its id."""
    row = Notice(
        id=new_id(),
        user_id=user_id,
        kind=note.kind,
        title=note.title[:300],
        text=note.text,
        link=note.link[:300],
        at=now,
        read_at=None,
    )
    session.add(row)
    await session.flush()
    told = partial(events.publish, tenant_id, user_id, NEWS, {"id": row.id, "kind": note.kind})
    # A tab that hears of it asks at once, and must find it.
    sa.event.listen(session.sync_session, "after_commit", lambda _: told(), once=True)
    return row.id


async def withdraw(session: AsyncSession, kind: str, link: str) -> None:
    """Take back everybody's notices of this kind that lead there: what they told of was erased."""
    await session.execute(sa.delete(Notice).where(Notice.kind == kind, Notice.link == link))


async def notices(session: AsyncSession, user_id: str, limit: int, cursor: str | None) -> Notices:
    """A person's notices, the newest first, and how many of all are unread."""
    mine = sa.select(Notice).where(Notice.user_id == user_id)
    rows, following = await newest_first(session, mine, Notice.id, limit, cursor)
    unread = await session.scalar(
        sa.select(sa.func.count()).select_from(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    )
    return Notices(items=[NoticeOut.model_validate(row) for row in rows], next_cursor=following, unread=unread or 0)


async def read(session: AsyncSession, user_id: str, ids: list[str] | None, now: datetime) -> None:
    """Mark these of a person's notices read, or all of them; forget those that are too old to matter."""
    unread = sa.update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    await session.execute((unread if ids is None else unread.where(Notice.id.in_(ids))).values(read_at=now))
    await session.execute(sa.delete(Notice).where(Notice.user_id == user_id, Notice.at < now - _KEPT))
