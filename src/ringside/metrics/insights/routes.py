"""Pinned answers over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from ringside.accounts.access import ControlSession, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import BadCursor, Cursor, Limit, Page
from ringside.dialogue.schemas import Language
from ringside.metrics.insights import alerts, exports, pinning, service
from ringside.metrics.insights.alerts import NoAlert, NoNumber
from ringside.metrics.insights.exports import NoPicture
from ringside.metrics.insights.pinning import AskerDep
from ringside.metrics.insights.schemas import (
    AlertIn,
    AlertOut,
    CommentIn,
    CommentOut,
    Format,
    Id,
    InsightChange,
    InsightIn,
    InsightItem,
    InsightOut,
    Refreshes,
    Saved,
    Scope,
    Teammate,
)
from ringside.metrics.insights.service import Desk, NotYours, UnknownComment, UnknownInsight, UnknownMention
from ringside.metrics.store import ItemTooLarge, StoreConflict
from ringside.metrics.store.opening import StoreDep

router = APIRouter(prefix="/insights", tags=["insights"])


async def _desk(principal: SignedIn, session: TenantSession, control: ControlSession, store: StoreDep) -> Desk:
    return Desk(store, session, control, principal)


DeskDep = Annotated[Desk, Depends(_desk)]


@router.get("", responses=responses(BadCursor))
async def list_insights(
    desk: DeskDep, scope: Scope = "all", limit: Limit = 30, cursor: Cursor = None
) -> Page[InsightItem]:
    """Your pinned answers and those shared with you, the newest first."""
    return await service.insights(desk, scope, limit, cursor)


@router.post("", status_code=201, responses=responses(pinning.UnknownMessage, pinning.NothingToPin, ItemTooLarge))
async def pin(body: InsightIn, desk: DeskDep, asker: AskerDep, now: Now) -> InsightOut:
    """Pin an answer: its query, the model's version and the facts as they are."""
    return await pinning.pin(desk, asker, body, now)


@router.get("/people")
async def list_people(principal: SignedIn, control: ControlSession) -> list[Teammate]:
    """Whom you can mention: the people of your company."""
    return await service.people(control, principal.tenant_id)


@router.get("/{insight_id}", responses=responses(UnknownInsight))
async def get(insight_id: Id, desk: DeskDep) -> InsightOut:
    """A pinned answer with its rows."""
    return await service.get(desk, insight_id)


@router.patch("/{insight_id}", responses=responses(UnknownInsight, NotYours, StoreConflict))
async def change(insight_id: Id, body: InsightChange, desk: DeskDep) -> InsightOut:
    """Rename it, annotate it, share it with your company or take that back."""
    return await service.change(desk, insight_id, body)


@router.delete("/{insight_id}", status_code=204, responses=responses(UnknownInsight, NotYours))
async def delete(insight_id: Id, desk: DeskDep) -> None:
    """Unpin an answer, with its comments, history and alerts."""
    await service.remove(desk, insight_id)


@router.post("/{insight_id}/refresh", responses=responses(UnknownInsight, StoreConflict))
async def refresh(insight_id: Id, desk: DeskDep, asker: AskerDep, now: Now) -> InsightOut:
    """Ask again with today's data, and see what changed."""
    return await pinning.refresh(desk, asker, insight_id, now)


@router.get("/{insight_id}/history", responses=responses(UnknownInsight, BadCursor))
async def history(insight_id: Id, desk: DeskDep, limit: Limit = 30, cursor: Cursor = None) -> Refreshes:
    """What it said before, the newest first."""
    return await service.history(desk, insight_id, limit, cursor)


@router.get(
    "/{insight_id}/export",
    response_class=Response,
    responses=responses(UnknownInsight, NoPicture) | {200: {"content": {"application/octet-stream": {}}}},
)
async def export(
    insight_id: Id,
    desk: DeskDep,
    kind: Annotated[Format, Query(alias="format")] = "csv",
    language: Language | None = None,
) -> Response:
    """The answer as PNG, SVG, CSV or Markdown."""
    item = await service.visible(desk, insight_id)
    saved = Saved.model_validate(item.body["saved"])
    file = await exports.render_aside(saved, item.body["title"], kind, language or item.body["language"])
    return Response(file.content, media_type=file.media_type, headers=file.headers())


@router.get("/{insight_id}/comments", responses=responses(UnknownInsight))
async def list_comments(insight_id: Id, desk: DeskDep) -> list[CommentOut]:
    """What people say about it, oldest first."""
    return await service.comments(desk, insight_id)


@router.post(
    "/{insight_id}/comments", status_code=201, responses=responses(UnknownInsight, UnknownMention, ItemTooLarge)
)
async def comment(insight_id: Id, body: CommentIn, desk: DeskDep, now: Now) -> CommentOut:
    """Say something about it; whoever you mention is told."""
    return await service.comment(desk, insight_id, body, now)


@router.delete(
    "/{insight_id}/comments/{comment_id}",
    status_code=204,
    responses=responses(UnknownInsight, UnknownComment, NotYours),
)
async def delete_comment(insight_id: Id, comment_id: Id, desk: DeskDep) -> None:
    """Take a comment back."""
    await service.withdraw(desk, insight_id, comment_id)


@router.put("/{insight_id}/alert", responses=responses(UnknownInsight, NoNumber))
async def set_alert(insight_id: Id, body: AlertIn, desk: DeskDep, now: Now) -> AlertOut:
    """Be told when its number crosses a threshold, or when it is a surprise."""
    return await alerts.put(desk, insight_id, body, now)


@router.delete("/{insight_id}/alert", status_code=204, responses=responses(UnknownInsight, NoAlert))
async def delete_alert(insight_id: Id, desk: DeskDep) -> None:
    """Watch this number no longer."""
    await alerts.remove(desk, insight_id)
