"""Cues over HTTP: those of a call, what the rep says of one, how useful they are."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request

from ringside.accounts.access import ControlSession, SignedIn, TenantSession
from ringside.calls.live import cue_log, records, usefulness
from ringside.calls.live.cue_schemas import CueChange, CueList, CueSummary
from ringside.calls.live.lives import Lives
from ringside.calls.live.messages import Cue
from ringside.calls.live.service import NotTheRep, may_follow
from ringside.calls.records import UnknownCall
from ringside.core.clock import Now
from ringside.core.errors import NotFound, responses

router = APIRouter(prefix="/live", tags=["live"])


class UnknownCue(NotFound):
    slug, title = "unknown-cue", "There is no such cue in this call"


@router.get("/cues/summary")
async def cue_summary(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    at: Now,
    days: Annotated[int, Query(ge=1, le=366)] = 30,
    user_id: Annotated[str | None, Query(max_length=64)] = None,
) -> CueSummary:
    """How useful cues were: of one's own calls; for managers and owners of everybody's, or of one person."""
    return await usefulness.summary(session, control, who, days, user_id, at)


@router.get("/{call_id}/cues", responses=responses(UnknownCall))
async def cues(call_id: str, who: SignedIn, session: TenantSession) -> CueList:
    """The cues of a call, in the order they were shown."""
    call = await records.visible(session, who, call_id)
    return CueList(items=await cue_log.kept(session, call_id) if may_follow(who, call) else [])


@router.patch("/{call_id}/cues/{cue_id}", responses=responses(UnknownCall, UnknownCue, NotTheRep))
async def change_cue(
    request: Request, call_id: str, cue_id: str, body: CueChange, who: SignedIn, session: TenantSession
) -> Cue:
    """Say that a cue was used or not wanted, and whether it was useful; also after the call. Only its rep may."""
    call = await records.visible(session, who, call_id)
    if call.user_id != who.user_id:
        raise NotTheRep
    changed = await cue_log.say(session, call_id, cue_id, body.standing, body.useful)
    if changed is None:
        raise UnknownCue
    lives = cast("Lives", request.app.state.lives)
    if (running := lives.find(who.tenant_id, call_id)) is not None:
        running.tell_cues(running.coach.verdict(cue_id, body.standing, body.useful, running.about.seconds))
    return changed
