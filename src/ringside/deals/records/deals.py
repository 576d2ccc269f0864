"""One deal: making it, changing it with a history, taking it away, and its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.ids import new_id
from ringside.deals import norms as measures
from ringside.deals.norms import Norms
from ringside.deals.records import finding, listing, naming, people, pipeline, timeline, tracking
from ringside.deals.records.matching import folded
from ringside.deals.records.models import Activity, Deal, DealChange, DealCompetitor
from ringside.deals.records.news import revision, tell
from ringside.deals.records.pipeline import Step
from ringside.deals.records.schemas import (
    AgeOut,
    CompetitorOut,
    DealIn,
    DealPage,
    DealPatch,
    MoveOut,
    NormOut,
    StageList,
    StageOut,
    TimelineItem,
    TimelineKind,
)
from ringside.deals.schemas import DealStatus

FIRST_PAGE = 30
"""Of the timeline, with the deal."""


async def create(session: AsyncSession, control: AsyncSession, who: Principal, body: DealIn, now: datetime) -> Deal:
    """A new deal, by default the caller's and in the first stage. Raises UnknownStage, UnknownAccount, UnknownOwner."""
    steps = await pipeline.settle(session, who.language)
    step = pipeline.placed(steps, body.stage, body.status, Step(steps[0].name, "open"))
    if body.account_id is not None:
        await finding.account(session, body.account_id)
    owner_id = body.owner_id if "owner_id" in body.model_fields_set else who.user_id
    currency = body.currency
    if body.amount is not None and "currency" not in body.model_fields_set:
        currency = await _usual_currency(session)
    began = min(body.created_at or now, now)
    deal = Deal(
        **body.model_dump(exclude={"stage", "status", "owner_id", "currency", "created_at"}),
        id=new_id(),
        source="ringside",
        custom={},
        folded=folded(body.name),
        stage=step.name,
        status=step.status,
        stage_since=began,
        currency=currency,
        owner_id=owner_id,
        owner_name=None if owner_id is None else await naming.name_of(control, who, owner_id),
        closed_at=None if step.status == "open" else now,
        created_at=began,
        updated_at=now,
    )
    session.add(deal)
    await session.flush()
    tell(session, who.tenant_id, deal.id, "deal")
    return deal


async def _usual_currency(session: AsyncSession) -> str | None:
    """The one most deals are in."""
    query = (
        sa.select(Deal.currency).where(Deal.currency.is_not(None), Deal.deleted_at.is_(None)).group_by(Deal.currency)
    )
    return await session.scalar(query.order_by(sa.func.count().desc(), Deal.currency).limit(1))


async def change(
    session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, body: DealPatch, now: datetime
) -> Deal:
    """Change the fields that were sent; tracked ones leave a trace in the history.

    Raises UnknownDeal, OthersRecord, UnknownStage, StatusMismatch, UnknownAccount, UnknownOwner.
    """
    deal = await finding.deal(session, deal_id)
    finding.require_change(who, deal)
    values: dict[str, Any] = body.model_dump(include=body.model_fields_set - {"stage", "status"})
    if body.stage is not None or body.status is not None:
        steps = await pipeline.settle(session, who.language)
        step = pipeline.placed(steps, body.stage, body.status, Step(deal.stage or "", _status(deal)))
        values |= {"stage": step.name or None, "status": step.status}
    if values.get("account_id") is not None:
        await finding.account(session, values["account_id"])
    if "owner_id" in values:
        owner_id = values["owner_id"]
        values["owner_name"] = None if owner_id is None else await naming.name_of(control, who, owner_id)
    if "name" in values:
        values["folded"] = folded(values["name"])
    if all(getattr(deal, name) == value for name, value in values.items()):
        return deal
    session.add_all(tracking.apply(deal, values, now, by=who.user_id))
    deal.updated_at = now
    await session.flush()
    tell(session, who.tenant_id, deal.id, "deal")
    return deal


def _status(deal: Deal) -> DealStatus:
    return cast(DealStatus, deal.status)


async def delete(session: AsyncSession, who: Principal, deal_id: str, now: datetime) -> None:
    """Take a deal away. Raises UnknownDeal, OthersRecord."""
    deal = await finding.deal(session, deal_id)
    finding.require_change(who, deal)
    deal.deleted_at = deal.updated_at = now
    await session.flush()
    tell(session, who.tenant_id, deal.id, "deleted")


async def page(session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, now: datetime) -> DealPage:
    """A deal with all that its page shows at first. Raises UnknownDeal."""
    deal = await finding.deal(session, deal_id)
    norms = await measures.present(session, who.tenant_id, now)
    (item,) = await listing.items(session, control, who, [deal], now, norms)
    scope = timeline.of_deal(deal_id)
    return DealPage(
        **item.model_dump(),
        lead_source=deal.lead_source,
        product=deal.product,
        close_reason=deal.close_reason,
        age=_age(deal, norms, now),
        close_moves=await _close_moves(session, deal_id),
        stakeholders=await people.of_deal(session, deal_id, now),
        rivals=await _rivals(session, deal_id),
        next_meeting=await _next_meeting(session, control, who, deal_id, now),
        counts=await _counts(session, deal_id),
        timeline=await timeline.page(session, control, who, scope, now, FIRST_PAGE),
        revision=await revision(session, deal_id),
    )


def _age(deal: Deal, norms: Norms, now: datetime) -> AgeOut:
    end = now if deal.status == "open" else deal.closed_at
    days = None if end is None else max(0, (end - deal.created_at).days)
    return AgeOut(days=days, norm=NormOut.model_validate(norms.cycle))


async def _close_moves(session: AsyncSession, deal_id: str) -> list[MoveOut]:
    query = sa.select(DealChange.at, DealChange.before, DealChange.after).where(
        DealChange.deal_id == deal_id, DealChange.field == "close_on"
    )
    rows = await session.execute(query.order_by(DealChange.at, DealChange.id))
    return [MoveOut(at=at, before=_day(before), after=_day(after)) for at, before, after in rows]


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


async def _rivals(session: AsyncSession, deal_id: str) -> list[CompetitorOut]:
    query = sa.select(DealCompetitor.name, DealCompetitor.since).where(DealCompetitor.deal_id == deal_id)
    rows = await session.execute(query.order_by(DealCompetitor.since, DealCompetitor.folded))
    return [CompetitorOut(name=name, since=since) for name, since in rows]


async def _next_meeting(
    session: AsyncSession, control: AsyncSession, who: Principal, deal_id: str, now: datetime
) -> TimelineItem | None:
    planned = sa.and_(Activity.deal_id == deal_id, Activity.at > now, Activity.kind.in_(("call", "meeting")))
    found = await timeline.soonest(session, planned, 1)
    items = await timeline.items(session, control, who, found, now)
    return items[0] if items else None


async def _counts(session: AsyncSession, deal_id: str) -> Mapping[TimelineKind, int]:
    alive = (Activity.deal_id == deal_id, Activity.deleted_at.is_(None))
    query = sa.select(Activity.kind, sa.func.count()).where(*alive).group_by(Activity.kind)
    counts: dict[TimelineKind, int] = await finding.by_key(session, query)
    changes = await session.scalar(
        sa.select(sa.func.count()).select_from(DealChange).where(DealChange.deal_id == deal_id)
    )
    return {**counts, "change": changes} if changes else counts


async def stages(session: AsyncSession, who: Principal, now: datetime) -> StageList:
    """The stages of the pipeline, with how many deals stand in each and how long won ones did."""
    norms = await measures.present(session, who.tenant_id, now)
    standing = await pipeline.counts(session)
    return StageList(
        items=[
            StageOut(
                name=step.name,
                status=step.status,
                deals=standing.get(step.name, 0),
                norm=NormOut.model_validate(norms.stage(step.name)),
            )
            for step in await pipeline.steps(session, who.language)
        ]
    )
