"""Reads what customers asked about, once an activity, and keeps it: an explanation then needs no texts."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records.models import Activity, ActivityPerson, Contact
from ringside.deals.winloss import asking
from ringside.deals.winloss.asking import Ask
from ringside.deals.winloss.models import WinLossAsked
from ringside.dialogue import language as lang
from ringside.dialogue.topics import stems
from ringside.playbook import service as playbook

AT_ONCE = 400
"""Texts that are read while somebody waits; more are read in the background."""
_LONGEST = 20_000

_Read = tuple[str, datetime, list[Ask]]


async def read(session: AsyncSession, most: int = AT_ONCE) -> bool:
    """Read texts that were not read yet, or have changed since. Whether all are read now."""
    rows = (await session.execute(_unread().limit(most + 1))).all()
    if not rows:
        return True
    people = await _names(session, [row.id for row in rows[:most]])
    found = await asyncio.to_thread(_listen, rows[:most], people)
    ids = [activity_id for activity_id, _, _ in found]
    try:
        async with session.begin_nested():
            for start in range(0, len(ids), 500):
                await session.execute(
                    sa.delete(WinLossAsked).where(WinLossAsked.activity_id.in_(ids[start : start + 500]))
                )
            await session.execute(
                sa.insert(WinLossAsked),
                [{"activity_id": i, "as_of": at, "asks": [_stored(ask) for ask in asks]} for i, at, asks in found],
            )
    except IntegrityError:  # somebody else is reading them just now
        return False
    return len(rows) <= most


def _unread() -> sa.Select[Any]:
    text = sa.func.substr(Activity.text, 1, _LONGEST).label("text")
    theirs = sa.or_(
        Activity.kind.in_(("call", "meeting")), sa.and_(Activity.kind == "email", Activity.direction == "in")
    )
    return (
        sa.select(Activity.id, Activity.kind, Activity.direction, Activity.updated_at, text)
        .outerjoin(WinLossAsked, WinLossAsked.activity_id == Activity.id)
        .where(
            theirs, Activity.text != "", Activity.deal_id.is_not(None), Activity.deleted_at.is_(None),
            sa.or_(WinLossAsked.activity_id.is_(None), WinLossAsked.as_of != Activity.updated_at),
        )
        .order_by(Activity.id)
    )  # fmt: skip


async def _names(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(ids), 5_000):
        query = (
            sa.select(ActivityPerson.activity_id, Contact.name)
            .join(Contact, Contact.id == ActivityPerson.contact_id)
            .where(ActivityPerson.activity_id.in_(ids[start : start + 5_000]))
        )
        for activity_id, name in await session.execute(query):
            found[activity_id].append(name)
    return found


def _listen(rows: Sequence[Any], people: Mapping[str, list[str]]) -> list[_Read]:
    return [
        (row.id, row.updated_at,
         asking.of_activity(row.kind, row.direction, row.text, asking.known(people.get(row.id, ()))))
        for row in rows
    ]  # fmt: skip


def _stored(ask: Ask) -> list[Any]:
    return [ask.start, ask.end, ask.terms, ask.pairs]


async def heard(session: AsyncSession) -> dict[str, list[Ask]]:
    """What customers asked, by activity; those without a question are absent."""
    found: dict[str, list[Ask]] = {}
    for activity_id, asks in await session.execute(sa.select(WinLossAsked.activity_id, WinLossAsked.asks)):
        if asks:
            found[activity_id] = [
                Ask(start, end, tuple((a, b) for a, b in terms), tuple((a, b) for a, b in pairs))
                for start, end, terms, pairs in asks
            ]
    return found


async def own_words(session: AsyncSession) -> frozenset[str]:
    """Stems of what the company says it sells."""
    product = (await playbook.answers(session)).product
    return frozenset(stems(product, lang.detect(product)))
