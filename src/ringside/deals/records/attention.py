"""Which of one's own open deals need a look, by rules that can be read, and what is in the diary."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.deals import norms as measures
from ringside.deals.records import listing, timeline
from ringside.deals.records.filtering import QUIET_DAYS
from ringside.deals.records.models import Activity, Deal
from ringside.deals.records.schemas import (
    AttentionCode,
    AttentionDeal,
    AttentionOut,
    AttentionReason,
    DealItem,
    MeetingOut,
)

MOST_LOOKED_AT = 500
MOST = 10
DIARY = timedelta(days=7)
SOON_DAYS = 14
GRACE_DAYS = 3
"""A deal younger than this has had no time yet to be neglected."""
_WEIGHT: dict[AttentionCode, int] = {
    "overdue": 4, "long_in_stage": 3, "quiet": 3, "never_touched": 3, "closing_soon": 3, "single_contact": 1,
    "no_next_meeting": 1,
}  # fmt: skip
_ENOUGH = 3
"""Lighter reasons do not bring a deal up by themselves."""


def reasons(deal: DealItem, now: datetime) -> list[AttentionReason]:
    """Why an open deal needs a look, the weightiest first; each names the figure it rests on."""
    if deal.status != "open":
        return []
    found: list[AttentionReason] = []
    today, age = now.date(), (now - deal.created_at).days
    if deal.close_on is not None and deal.close_on < today:
        found.append(AttentionReason(code="overdue", value=(today - deal.close_on).days))
    upper = deal.stage_norm.upper if deal.stage_norm else None
    if upper is not None and deal.days_in_stage is not None and deal.days_in_stage > upper:
        found.append(AttentionReason(code="long_in_stage", value=deal.days_in_stage, limit=upper))
    if deal.last_activity_at is None and age > GRACE_DAYS:
        found.append(AttentionReason(code="never_touched", value=age))
    elif deal.last_activity_at is not None and (quiet := (now - deal.last_activity_at).days) > QUIET_DAYS:
        found.append(AttentionReason(code="quiet", value=quiet, limit=QUIET_DAYS))
    if deal.next_meeting_at is None and age > GRACE_DAYS:
        if deal.close_on is not None and 0 <= (left := (deal.close_on - today).days) <= SOON_DAYS:
            found.append(AttentionReason(code="closing_soon", value=left, limit=SOON_DAYS))
        found.append(AttentionReason(code="no_next_meeting"))
    if deal.people <= 1 and age > GRACE_DAYS:
        found.append(AttentionReason(code="single_contact", value=deal.people))
    return sorted(found, key=lambda reason: -_WEIGHT[reason.code])


def weight(found: list[AttentionReason]) -> int:
    """How pressing these reasons are together."""
    return sum(_WEIGHT[reason.code] for reason in found)


async def look(session: AsyncSession, control: AsyncSession, who: Principal, now: datetime) -> AttentionOut:
    """The caller's deals that need a look, the most pressing first, and the caller's next meetings."""
    mine = sa.select(Deal).where(Deal.owner_id == who.user_id, Deal.status == "open", Deal.deleted_at.is_(None))
    rows = (await session.scalars(mine.order_by(Deal.created_at.desc(), Deal.id).limit(MOST_LOOKED_AT))).all()
    norms = await measures.present(session, who.tenant_id, now)
    seen = [
        AttentionDeal(deal=item, reasons=reasons(item, now))
        for item in await listing.items(session, control, who, rows, now, norms)
    ]
    pressing = [one for one in seen if weight(one.reasons) >= _ENOUGH]
    pressing.sort(key=lambda one: (-weight(one.reasons), -(one.deal.amount or 0), one.deal.id))
    return AttentionOut(deals=pressing[:MOST], meetings=await _meetings(session, control, who, now))


async def _meetings(session: AsyncSession, control: AsyncSession, who: Principal, now: datetime) -> list[MeetingOut]:
    own = sa.select(Deal.id).where(Deal.owner_id == who.user_id, Deal.deleted_at.is_(None))
    where = sa.and_(
        Activity.at > now,
        Activity.at <= now + DIARY,
        Activity.kind.in_(("call", "meeting")),
        sa.or_(Activity.user_id == who.user_id, Activity.deal_id.in_(own)),
    )
    items = await timeline.items(session, control, who, await timeline.soonest(session, where, 20), now)
    return [MeetingOut.model_validate({**item.model_dump(), "activity_id": item.id}) for item in items]
