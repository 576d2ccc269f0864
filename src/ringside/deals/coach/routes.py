"""The deal coach over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from ringside.accounts.access import ControlSession, Managers, SignedIn, TenantSession
from ringside.accounts.routes import ThrottleDep
from ringside.accounts.throttle import TooManyAttempts
from ringside.ai import ModelsDep
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Cursor, Limit
from ringside.deals.coach import effectiveness as effect
from ringside.deals.coach import marking, service
from ringside.deals.coach.marking import UnknownRecommendation
from ringside.deals.coach.schemas import CoachHistory, CoachWish, DealCoaching, Effectiveness, StepMark, StepOut
from ringside.deals.coach.service import Desk
from ringside.deals.service import OthersRecord, UnknownDeal
from ringside.dialogue.schemas import Language

router = APIRouter(tags=["deals"])


async def _desk(who: SignedIn, session: TenantSession, throttle: ThrottleDep, models: ModelsDep) -> Desk:
    return Desk(session, who, throttle, models)


DeskDep = Annotated[Desk, Depends(_desk)]


@router.get("/ai/deal-coach/{deal_id}", responses=responses(UnknownDeal, TooManyAttempts))
async def coach_deal(deal_id: str, desk: DeskDep, now: Now, language: Language | None = None) -> DealCoaching:
    """Next steps for a deal, worded at once from templates as you prefer them."""
    return await service.coach(desk, deal_id, CoachWish(language=language), now, model=False)


@router.post("/ai/deal-coach/{deal_id}", responses=responses(UnknownDeal, TooManyAttempts))
async def word_coaching(deal_id: str, desk: DeskDep, now: Now, body: CoachWish | None = None) -> DealCoaching:
    """The same steps, worded as asked, by a model where there is one."""
    return await service.coach(desk, deal_id, body or CoachWish(), now, model=True)


@router.get("/ai/deal-coach/{deal_id}/history", responses=responses(UnknownDeal, BadCursor))
async def coach_history(
    deal_id: str, who: SignedIn, session: TenantSession, control: ControlSession, limit: Limit = 30,
    cursor: Cursor = None, language: Language | None = None,
) -> CoachHistory:  # fmt: skip
    """What the coach suggested on a deal and what became of it."""
    return await marking.history(session, control, who, deal_id, language, limit, cursor)


@router.post("/deals/recommendations/{recommendation_id}", responses=responses(UnknownRecommendation, OthersRecord))
async def mark_recommendation(
    recommendation_id: str, body: StepMark, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> StepOut:
    """Mark a recommendation done or dismissed, or take that back."""
    return await marking.mark(session, control, who, recommendation_id, body, now)


@router.get("/deals/coach/effectiveness")
async def coach_effectiveness(who: SignedIn, session: TenantSession, language: Language | None = None) -> Effectiveness:
    """What the coach's steps have brought, and whether its confidence can be believed."""
    return await effect.effectiveness(session, language or who.language)


@router.get("/deals/coach/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export_coach(who: Managers, session: TenantSession, language: Language | None = None) -> Response:
    """Every recommendation with what became of it, as CSV."""
    text = await effect.export(session, language or who.language)
    headers = {"Content-Disposition": 'attachment; filename="coach.csv"'}
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
