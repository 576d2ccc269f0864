"""Deals, the board and who takes part, over HTTP."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, status

from ringside.accounts.access import ControlSession, Managers, SignedIn, TenantSession
from ringside.calls.service import UnknownCall
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Limit
from ringside.deals.records import activities, attention, deals, finding, links, listing, people, pipeline, timeline
from ringside.deals.records.filtering import Marker, Sort, Wish
from ringside.deals.records.finding import OthersRecord, UnknownAccount, UnknownContact, UnknownDeal
from ringside.deals.records.links import CallLinked, NotLinked
from ringside.deals.records.naming import UnknownOwner
from ringside.deals.records.people import NoCompetitor, NoStakeholder
from ringside.deals.records.pipeline import StageInUse, StagesUnfit, StatusMismatch, UnknownStage
from ringside.deals.records.schemas import (
    ActivityOut,
    AttentionOut,
    Board,
    CallSuggestions,
    CompetitorIn,
    DealIn,
    DealList,
    DealPage,
    DealPatch,
    FacetsOut,
    LinkCallIn,
    LinkPracticeIn,
    PersonIn,
    StageList,
    StagesIn,
    TimelineKind,
    TimelinePage,
)
from ringside.deals.schemas import DealStatus
from ringside.practice.calls import UnknownConversation

router = APIRouter(prefix="/deals", tags=["deals"])

Money = Annotated[Decimal | None, Query(ge=0, le=10**15, allow_inf_nan=False)]
Text = Annotated[str | None, Query(max_length=200)]


async def filters(
    q: Annotated[str | None, Query(max_length=200, description="Words of the deal's or the account's name.")] = None,
    stage: Text = None,
    status: DealStatus | None = None,
    owner: Annotated[str | None, Query(max_length=64, description="A user's id, `me`, or `none`.")] = None,
    account: Annotated[str | None, Query(max_length=64, description="An account's id.")] = None,
    min_amount: Money = None,
    max_amount: Money = None,
    closing_after: Annotated[date | None, Query(description="Expected close on this day or later.")] = None,
    closing_before: Annotated[date | None, Query(description="Expected close on this day or earlier.")] = None,
    stale: Annotated[bool | None, Query(description="Open, and quiet or in its stage for longer than usual.")] = None,
    competitor: Text = None,
) -> Wish:
    """What deals are filtered by."""
    return Wish(
        q, stage, status, owner, account, min_amount, max_amount, closing_after, closing_before, stale, competitor
    )


Filters = Annotated[Wish, Depends(filters)]


@router.get("", responses=responses(BadCursor))
async def list_deals(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    wish: Filters,
    sort: Sort = "-updated",
    limit: Limit = 50,
    cursor: Marker = None,
) -> DealList:
    """The deals of the company, filtered and sorted."""
    return await listing.deals(session, control, who, wish, sort, now, limit, cursor)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(UnknownStage, StatusMismatch, UnknownAccount, UnknownOwner),
)
async def create_deal(
    body: DealIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> DealPage:
    """Open a deal, by default your own and in the first stage."""
    deal = await deals.create(session, control, who, body, now)
    return await deals.page(session, control, who, deal.id, now)


@router.get("/board")
async def get_board(who: SignedIn, session: TenantSession, control: ControlSession, now: Now, wish: Filters) -> Board:
    """The deals by stage, each stage with its count, its sums and its first deals."""
    return await listing.board(session, control, who, wish, now)


@router.get("/facets")
async def get_facets(who: SignedIn, session: TenantSession, control: ControlSession) -> FacetsOut:
    """What deals can be filtered by: owners, competitors and currencies that occur."""
    return await listing.facets(session, control, who)


@router.get("/attention")
async def get_attention(who: SignedIn, session: TenantSession, control: ControlSession, now: Now) -> AttentionOut:
    """Your open deals that need a look, and what is in your diary for a week."""
    return await attention.look(session, control, who, now)


@router.get("/stages")
async def list_stages(who: SignedIn, session: TenantSession, now: Now) -> StageList:
    """The stages of the pipeline in order, with how long won deals stood in each."""
    return await deals.stages(session, who, now)


@router.put("/stages", responses=responses(StagesUnfit, StageInUse))
async def save_stages(body: StagesIn, who: Managers, session: TenantSession, now: Now) -> StageList:
    """Change the stages: their names, order and meaning."""
    await pipeline.replace(session, body.stages, who.language, now)
    return await deals.stages(session, who, now)


@router.get("/{deal_id}", responses=responses(UnknownDeal))
async def get_deal(deal_id: str, who: SignedIn, session: TenantSession, control: ControlSession, now: Now) -> DealPage:
    """A deal with all that its page shows at first."""
    return await deals.page(session, control, who, deal_id, now)


@router.patch(
    "/{deal_id}",
    responses=responses(UnknownDeal, OthersRecord, UnknownStage, StatusMismatch, UnknownAccount, UnknownOwner),
)
async def change_deal(
    deal_id: str, body: DealPatch, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> DealPage:
    """Change a deal; what its history follows leaves a trace there."""
    await deals.change(session, control, who, deal_id, body, now)
    return await deals.page(session, control, who, deal_id, now)


@router.delete("/{deal_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(UnknownDeal, OthersRecord))
async def delete_deal(deal_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take a deal away."""
    await deals.delete(session, who, deal_id, now)


@router.get("/{deal_id}/timeline", responses=responses(UnknownDeal, BadCursor))
async def get_deal_timeline(
    deal_id: str,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
    kind: Annotated[list[TimelineKind] | None, Query(description="Only these kinds.")] = None,
    limit: Limit = 50,
    cursor: Marker = None,
) -> TimelinePage:
    """What happened with a deal and what is planned, the newest first."""
    await finding.deal(session, deal_id)
    return await timeline.page(session, control, who, timeline.of_deal(deal_id), now, limit, cursor, kind or ())


@router.put("/{deal_id}/people/{contact_id}", responses=responses(UnknownDeal, UnknownContact, OthersRecord))
async def put_person(
    deal_id: str,
    contact_id: str,
    body: PersonIn,
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    now: Now,
) -> DealPage:
    """Give a contact a part in a deal, or say which."""
    await people.put(session, who, deal_id, contact_id, body.role, now)
    return await deals.page(session, control, who, deal_id, now)


@router.delete(
    "/{deal_id}/people/{contact_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnknownDeal, NoStakeholder, OthersRecord),
)
async def remove_person(deal_id: str, contact_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take a contact's part in a deal away."""
    await people.remove(session, who, deal_id, contact_id, now)


@router.post("/{deal_id}/competitors", responses=responses(UnknownDeal, OthersRecord))
async def add_competitor(
    deal_id: str, body: CompetitorIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> DealPage:
    """Note a competitor on a deal."""
    await people.add_competitor(session, who, deal_id, body.name, now)
    return await deals.page(session, control, who, deal_id, now)


@router.delete(
    "/{deal_id}/competitors/{name:path}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnknownDeal, NoCompetitor, OthersRecord),
)
async def remove_competitor(
    deal_id: str, name: Annotated[str, Path(max_length=200)], who: SignedIn, session: TenantSession, now: Now
) -> None:
    """Take a competitor off a deal."""
    await people.remove_competitor(session, who, deal_id, name, now)


@router.get("/{deal_id}/calls/suggested", responses=responses(UnknownDeal))
async def suggest_calls(deal_id: str, who: SignedIn, session: TenantSession) -> CallSuggestions:
    """Recorded calls that nobody has linked yet and that name people of the deal."""
    return await links.suggest(session, who, deal_id)


@router.post("/{deal_id}/calls", responses=responses(UnknownDeal, UnknownCall, UnknownContact, CallLinked))
async def link_call(
    deal_id: str, body: LinkCallIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ActivityOut:
    """Say that a recorded call was about this deal, and who of the customer took part."""
    activity_id = await links.link_call(session, who, deal_id, body.call_id, body.people, now)
    return await activities.shown(session, control, who, activity_id, now)


@router.delete(
    "/{deal_id}/calls/{call_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnknownDeal, OthersRecord, NotLinked),
)
async def unlink_call(deal_id: str, call_id: str, who: SignedIn, session: TenantSession, now: Now) -> None:
    """Take a recorded call off the deal."""
    await links.unlink_call(session, who, deal_id, call_id, now)


@router.post("/{deal_id}/practice", responses=responses(UnknownDeal, UnknownConversation, UnknownContact))
async def link_practice(
    deal_id: str, body: LinkPracticeIn, who: SignedIn, session: TenantSession, control: ControlSession, now: Now
) -> ActivityOut:
    """Say that a practice session prepared this deal."""
    activity_id = await links.link_practice(session, who, deal_id, body.conversation_id, body.people, now)
    return await activities.shown(session, control, who, activity_id, now)
