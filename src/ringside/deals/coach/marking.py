"""What people do with recommendations: done, dismissed with a reason, taken back; and the history of a deal."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.core.errors import NotFound
from ringside.core.paging import newest_first
from ringside.deals import service as deals
from ringside.deals.coach import wording
from ringside.deals.coach.actions import ACTIONS, ActionId
from ringside.deals.coach.models import CoachStep
from ringside.deals.coach.outcomes import WINDOW, What
from ringside.deals.coach.schemas import CoachHistory, StepMark, StepOut, StepStatus
from ringside.dialogue.schemas import Language


class UnknownRecommendation(NotFound):
    slug, title = "unknown-recommendation", "There is no such recommendation"


async def mark(
    session: AsyncSession, control: AsyncSession, who: Principal, step_id: str, body: StepMark, now: datetime
) -> StepOut:
    """Say what became of a recommendation. Raises UnknownRecommendation, OthersRecord."""
    step = await session.get(CoachStep, step_id)
    if step is None:
        raise UnknownRecommendation
    try:
        deal = await deals.deal(session, step.deal_id)
    except deals.UnknownDeal:
        raise UnknownRecommendation from None
    deals.require_change(who, deal)
    step.status = body.status
    step.status_at = None if body.status == "open" else now
    step.by = None if body.status == "open" else who.user_id
    step.reason = (body.reason or "other") if body.status == "dismissed" else None
    step.note = "" if body.status == "open" else body.note
    step.due_at = now + WINDOW if body.status == "done" else None
    step.progress = step.what = None
    await session.flush()
    deals.tell(session, who.tenant_id, deal.id, "coach")
    return _out(step, await accounts.names(control, who.tenant_id, [who.user_id]), who.language)


async def history(
    session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, language: Language | None, limit: int,
    cursor: str | None,
) -> CoachHistory:  # fmt: skip
    """What was suggested on a deal and what became of it, the latest first. Raises UnknownDeal."""
    await deals.deal(session, deal_id)
    query = sa.select(CoachStep).where(CoachStep.deal_id == deal_id, CoachStep.action.in_(ACTIONS))
    rows, following = await newest_first(session, query, CoachStep.id, limit, cursor)
    names = await accounts.names(control, who.tenant_id, list({row.by for row in rows if row.by}))
    return CoachHistory(items=[_out(row, names, language or who.language) for row in rows], next_cursor=following)


def _out(step: CoachStep, names: dict[str, str], language: Language) -> StepOut:
    return StepOut(
        id=step.id,
        deal_id=step.deal_id,
        kind=cast(ActionId, step.action),
        action=wording.say(language, "actions", step.action, "name"),
        at=step.at,
        led=step.led,
        status=cast(StepStatus, step.status),
        status_at=step.status_at,
        by=names.get(step.by or ""),
        reason=step.reason,
        note=step.note,
        progress=step.progress,
        what=cast("What | None", step.what),
    )
