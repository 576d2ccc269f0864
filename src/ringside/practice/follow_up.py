"""You practised it: what did the next real call show? Every quote is looked up in its call once more."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.calls import service as recorded
from ringside.calls.schemas import CriterionShown
from ringside.calls.service import UnknownCall
from ringside.dialogue import rubrics
from ringside.dialogue.schemas import Language
from ringside.practice.models import Call, CallReport
from ringside.practice.moments import Origin
from ringside.practice.schemas import FollowUp, FollowUpList, QuoteView, SeenInCall, StartFrom
from ringside.skills import service as skills
from ringside.skills.service import PastResult

LATEST = 5

Result = Literal["met", "not_met", "not_observed"]


async def latest(session: AsyncSession, who: Principal, language: Language) -> FollowUpList:
    """The caller's latest drills of real moments, each moment once, with what came after; newest first."""
    query = sa.select(Call).where(Call.user_id == who.user_id, Call.origin.is_not(None), Call.status == "ended")
    found: dict[tuple[str, int], FollowUp] = {}
    for call in await session.scalars(query.order_by(Call.id.desc()).limit(4 * LATEST)):
        origin = Origin.model_validate(call.origin)
        if (origin.call_id, origin.turn) not in found and len(found) < LATEST:
            found[origin.call_id, origin.turn] = await of(session, who, call, origin, language)
    return FollowUpList(items=list(found.values()))


async def of(session: AsyncSession, who: Principal, call: Call, origin: Origin, language: Language) -> FollowUp:
    """What this drill was about, the call it came from and the first real call after it that showed the same."""
    at = call.ended_at or call.started_at
    later = await _after(session, call.user_id, origin, at)
    earlier = await _shown(session, who, origin.call_id, origin)
    title = next((seen.criterion for seen in (earlier,) if seen), None) or _title(origin.criterion, language)
    past = {item.source_id: item for item in await skills.results(session, call.user_id, 400, "call")
            if item.skill == origin.skill}  # fmt: skip
    return FollowUp(
        conversation_id=call.id,
        practised_at=at,
        skill=origin.skill,
        skill_title=skills.TITLES[origin.skill][language],
        criterion=origin.criterion,
        criterion_title=title if origin.criterion else None,
        moment=StartFrom(call_id=origin.call_id, turn=origin.turn),
        practised=await _practised(session, call.id, origin),
        before=_seen(earlier, past.get(origin.call_id)),
        after=_seen(await _shown(session, who, later.source_id, origin), later) if later else None,
    )


async def _after(session: AsyncSession, user_id: str, origin: Origin, at: datetime) -> PastResult | None:
    _, later = await skills.next_calls(session, user_id, origin.skill, origin.criterion, at)
    return later


async def _shown(session: AsyncSession, who: Principal, call_id: str, origin: Origin) -> CriterionShown | None:
    """What a call shows of the criterion, or of the first of the skill's; None when the call is gone or has no card."""
    try:
        if origin.criterion:
            return await recorded.criterion_shown(session, who, call_id, origin.criterion)
        results = await skills.results(session, who.user_id, 400, "call")
        known = next((item for item in results if item.source_id == call_id and item.skill == origin.skill), None)
        name = next(iter([*known.missed, *known.met]), None) if known else None
        return await recorded.criterion_shown(session, who, call_id, name) if name else None
    except UnknownCall:
        return None


async def _practised(session: AsyncSession, conversation_id: str, origin: Origin) -> Result | None:
    report = await session.get(CallReport, conversation_id)
    if report is None or origin.criterion is None:
        return None
    found = (item["result"] for item in report.scorecard["criteria"] if item["id"] == origin.criterion)
    return cast(Result | None, next(found, None))


def _seen(shown: CriterionShown | None, past: PastResult | None) -> SeenInCall | None:
    if shown is None:
        return None
    return SeenInCall(
        call_id=shown.call_id,
        title=shown.title,
        at=shown.happened_at,
        criterion=shown.criterion,
        result=shown.result,
        share=past.result if past else float(shown.result == "met"),
        why=shown.why,
        quotes=[QuoteView.model_validate(quote.model_dump()) for quote in shown.quotes],
    )


def _title(criterion: str | None, language: Language) -> str | None:
    known = (item for rubric in rubrics.shipped().values() for item in rubric.criteria if item.id == criterion)
    return next((item.title.said(language) for item in known), criterion)
