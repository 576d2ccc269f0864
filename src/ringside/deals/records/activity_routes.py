"""Activities over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, status

from ringside.accounts.access import ControlSession, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.deals.records import activities, quick
from ringside.deals.records.finding import OthersRecord, UnknownAccount, UnknownActivity, UnknownContact, UnknownDeal
from ringside.deals.records.schemas import ActivityChange, ActivityIn, ActivityOut, EntryIn, EntryOut

router = APIRouter(prefix="/activities", tags=["deals"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(UnknownDeal, UnknownAccount, UnknownContact),
)
async def create_activity(
    body: ActivityIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ActivityOut:
    """Enter something that happened with a customer, or is planned. Whoever took part joins the deal's people."""
    row = await activities.create(session, who, body, now)
    return await activities.shown(session, control, who, row.id, now)


@router.post("/parse", responses=responses(UnknownDeal))
async def parse_activity(body: EntryIn, who: SignedIn, session: TenantSession, now: Now) -> EntryOut:
    """Read a line such as "call with Dana yesterday 15:00 about pricing" as an activity. Saves nothing."""
    return await quick.parse(session, body, now)


@router.get("/{activity_id}", responses=responses(UnknownActivity))
async def get_activity(
    activity_id: str, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ActivityOut:
    """An activity in full."""
    return await activities.shown(session, control, who, activity_id, now)


@router.patch(
    "/{activity_id}",
    responses=responses(UnknownActivity, OthersRecord, UnknownDeal, UnknownAccount, UnknownContact),
)
async def change_activity(
    activity_id: str, body: ActivityChange, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ActivityOut:
    """Change an activity of your own, or of a deal that you may change."""
    await activities.change(session, who, activity_id, body, now)
    return await activities.shown(session, control, who, activity_id, now)


@router.delete(
    "/{activity_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(UnknownActivity, OthersRecord)
)
async def delete_activity(activity_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take an activity away."""
    await activities.delete(session, who, activity_id, now)
