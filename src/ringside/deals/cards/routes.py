"""Feedback and preferences of cards over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.accounts.access import SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.deals.cards import service
from ringside.deals.cards.schemas import CardFeedbackIn, CardFeedbackOut, CardUse, Id
from ringside.deals.cards.service import NothingToJudge
from ringside.deals.schemas import Card, Preferences

router = APIRouter(prefix="/deals", tags=["deals"])


@router.get("/preferences")
async def get_preferences(who: SignedIn, session: TenantSession) -> Preferences:
    """How you want suggestions: tone, length, how bold."""
    return await service.preferences(session, who.user_id)


@router.put("/preferences")
async def save_preferences(body: Preferences, who: SignedIn, session: TenantSession, now: Now) -> Preferences:
    """Change how you want suggestions. Their facts stay the same."""
    return await service.save_preferences(session, who.user_id, body, now)


@router.post("/feedback", status_code=204, responses=responses(NothingToJudge))
async def send_feedback(body: CardFeedbackIn, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Say whether something a card showed was of use, or take that back."""
    await service.judge(session, who.user_id, body, now)


@router.get("/feedback")
async def list_feedback(
    who: SignedIn, session: TenantSession, card: Card | None = None, deal_id: Id | None = None,
    contact_id: Id | None = None,
) -> list[CardFeedbackOut]:  # fmt: skip
    """What you have said about cards, the latest first."""
    return await service.mine(session, who.user_id, card, deal_id, contact_id)


@router.get("/feedback/summary")
async def summarise_feedback(_who: SignedIn, session: TenantSession) -> list[CardUse]:
    """How useful your company finds each card."""
    return await service.uses(session)
