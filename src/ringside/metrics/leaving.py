"""What becomes of a person's things in this room when they leave the company."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.members import Farewell
from ringside.core.ids import new_id
from ringside.metrics.chat.usage import DAY, EVERYBODY
from ringside.metrics.insights.service import ALL, COMMENT, INSIGHT, REFRESH
from ringside.metrics.models import InsightAlert
from ringside.metrics.store import Store
from ringside.metrics.store.opening import Stores

OURS = frozenset({INSIGHT, REFRESH, COMMENT, DAY})
"""Kinds that others go on using: shared insights, what was said about them, and how much was asked. They lose whose."""


async def forget(session: AsyncSession, store: Store, user_id: str) -> None:
    """Remove a person's conversations, own insights and alerts. What they shared stays, without saying whose it was."""
    await session.execute(sa.delete(InsightAlert).where(InsightAlert.user_id == user_id))
    for insight in await store.all(INSIGHT, ALL):
        if insight.user_id == user_id and not insight.body["shared"]:
            for kind in (REFRESH, COMMENT):
                await store.drop(kind, insight.id)
            await store.delete(INSIGHT, ALL, insight.id)
    for day in await store.all(DAY, EVERYBODY):
        if day.user_id == user_id:  # which its id says as well
            await store.put(replace(day, id=f"{day.at:%Y%m%d}{new_id()}", user_id=None), expect=0)
            await store.delete(DAY, EVERYBODY, day.id)
    await store.erase_person(user_id, keep=OURS)


def farewell(stores: Stores) -> Farewell:
    """What the accounts room calls when somebody is removed."""

    async def forget_here(session: AsyncSession, tenant_id: str, user_id: str) -> None:
        await forget(session, await stores.of(tenant_id, session), user_id)

    return forget_here
