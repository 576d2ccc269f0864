"""A person's preferences for cards, and what people say about them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import NotFound
from ringside.deals.cards.models import CardFeedback, CardPreferences
from ringside.deals.cards.schemas import CardFeedbackIn, CardFeedbackOut, CardUse
from ringside.deals.records.models import Contact, Deal
from ringside.deals.schemas import Card, Preferences


class NothingToJudge(NotFound):
    slug, title = "nothing-to-judge", "There is no such deal or contact"


async def preferences(session: AsyncSession, user_id: str) -> Preferences:
    """How this person wants suggestions."""
    row = await session.get(CardPreferences, user_id)
    if row is None:
        return Preferences()
    return Preferences.model_validate({"tone": row.tone, "length": row.length, "boldness": row.boldness})


async def save_preferences(session: AsyncSession, user_id: str, wanted: Preferences, now: datetime) -> Preferences:
    """Keep how this person wants suggestions."""
    await session.merge(CardPreferences(user_id=user_id, updated_at=now, **wanted.model_dump()))
    await session.flush()
    return wanted


async def judge(session: AsyncSession, user_id: str, body: CardFeedbackIn, now: datetime) -> None:
    """Keep a person's word on what a card showed, or take it back. Raises NothingToJudge."""
    if body.useful is None:
        row = await session.get(CardFeedback, (user_id, body.card, body.item))
        if row is not None:
            await session.delete(row)
            await session.flush()
        return
    deal = await session.get(Deal, body.deal_id) if body.deal_id else None
    contact = await session.get(Contact, body.contact_id) if body.contact_id else None
    for asked, found in ((body.deal_id, deal), (body.contact_id, contact)):
        if asked is not None and (found is None or found.deleted_at is not None):
            raise NothingToJudge
    await session.merge(CardFeedback(user_id=user_id, at=now, **body.model_dump()))
    await session.flush()


async def mine(
    session: AsyncSession, user_id: str, card: Card | None = None, deal_id: str | None = None,
    contact_id: str | None = None,
) -> list[CardFeedbackOut]:  # fmt: skip
    """What this person has said, the latest first."""
    query = sa.select(CardFeedback).where(CardFeedback.user_id == user_id)
    for column, value in (
        (CardFeedback.card, card), (CardFeedback.deal_id, deal_id), (CardFeedback.contact_id, contact_id),
    ):  # fmt: skip
        if value is not None:
            query = query.where(column == value)
    rows = await session.scalars(query.order_by(CardFeedback.at.desc(), CardFeedback.item).limit(500))
    return [CardFeedbackOut.model_validate(row) for row in rows]


async def uses(session: AsyncSession) -> list[CardUse]:
    """How useful people found each card, apart by who worded it."""
    useful = sa.func.sum(sa.case((CardFeedback.useful, 1), else_=0))
    query = (
        sa.select(CardFeedback.card, CardFeedback.source, useful, sa.func.count())
        .group_by(CardFeedback.card, CardFeedback.source)
        .order_by(CardFeedback.card, CardFeedback.source)
    )
    return [
        CardUse(card=card, source=source, useful=int(good), not_useful=int(every - good))
        for card, source, good, every in await session.execute(query)
    ]
