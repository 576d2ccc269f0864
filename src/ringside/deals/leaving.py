"""What becomes of a person's things in this room when they leave the company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from ringside.deals.cards.models import CardFeedback, CardPreferences
from ringside.deals.coach.models import CoachStep
from ringside.deals.objections.models import AnswerUse
from ringside.deals.persona.models import PersonaShare
from ringside.deals.records.models import Account, Deal
from ringside.deals.winloss.models import WinLossAlert


async def farewell(session: AsyncSession, tenant_id: str, user_id: str) -> None:
    """Remove what was the person's own, and their remarks; free their deals and accounts for others to go on with.

    What the company goes on using stays: records and their history, answers they wrote, outcomes it learns from.
    """
    for theirs in (CardPreferences.user_id, CardFeedback.user_id, PersonaShare.to):
        await session.execute(sa.delete(theirs.class_).where(theirs == user_id))
    for theirs_too, emptied in _EMPTIED:
        await session.execute(sa.update(theirs_too.class_).where(theirs_too == user_id).values(emptied))


_EMPTIED: Sequence[tuple[InstrumentedAttribute[Any], Mapping[str, str | None]]] = (
    (Deal.owner_id, {"owner_id": None}),
    (Account.owner_id, {"owner_id": None}),
    (AnswerUse.user_id, {"note": ""}),
    (CoachStep.by, {"note": ""}),
    (PersonaShare.by, {"note": ""}),
    (WinLossAlert.user_id, {"user_id": None}),
)
