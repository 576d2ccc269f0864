"""Next steps of calls on deals, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, status

from ringside.accounts.access import ControlSession, DatabasesDep, SettingsDep, SignedIn, TenantSession
from ringside.calls.service import UnknownCall
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.jobs import JobsDep
from ringside.deals import steps
from ringside.deals.records.finding import UnknownDeal
from ringside.deals.records.links import CallLinked
from ringside.deals.steps import StepIn, StepOnDeal, StepsOnDeal
from ringside.deals.sync import connections
from ringside.deals.sync.connections import House

router = APIRouter(prefix="/deals/{deal_id}/calls/{call_id}/next-steps", tags=["deals"])
Id = Annotated[str, Path(max_length=64)]


@router.get("", responses=responses(UnknownDeal, UnknownCall))
async def list_next_steps(
    deal_id: Id, call_id: Id, who: SignedIn, session: TenantSession, control: ControlSession
) -> StepsOnDeal:
    """How far each next step of a call's report is: on the deal, on its way into the CRM, there, or refused."""
    return await steps.shown(session, control, who, deal_id, call_id)


@router.post(
    "", status_code=status.HTTP_201_CREATED, responses=responses(UnknownDeal, UnknownCall, CallLinked, steps.NoSuchStep)
)
async def put_next_step(
    deal_id: Id, call_id: Id, body: StepIn, request: Request, who: SignedIn, databases: DatabasesDep,
    settings: SettingsDep, jobs: JobsDep, now: Now,
) -> StepOnDeal:  # fmt: skip
    """Make a task of a next step on the deal, and write it into the deal's CRM where that takes it."""
    async with databases.tenant(who.tenant_id) as session, databases.control() as control:
        put, way = await steps.put(session, control, who, deal_id, call_id, body.step, now)
        connection_id = way.connection_id if way is not None and way.status == "waiting" else None
    if connection_id is None:
        return put
    try:
        house = House(databases, request.app.state.files, settings, jobs)
        await connections.start(house, who, connection_id, "person", now)
    except connections.NotSignedIn:
        return put  # it waits
    async with databases.tenant(who.tenant_id) as session, databases.control() as control:
        return (await steps.shown(session, control, who, deal_id, call_id)).items[body.step]
