"""A call over HTTP: one turn after the other, its end, its history and its export."""

import asyncio
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status

from ringside.accounts.access import ControlSession, SignedIn, TenantSession
from ringside.accounts.quotas import QuotaExceeded
from ringside.calls.service import UnknownCall
from ringside.core import sse
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import Cursor, Limit, Page
from ringside.practice import calls, conversations, export, library, restart, service
from ringside.practice.replying import Studio
from ringside.practice.schemas import (
    ChatIn,
    ChatOut,
    ConversationDetail,
    ConversationItem,
    EndOut,
    HintOut,
    Outcome,
)

router = APIRouter()


def _studio(request: Request) -> Studio:
    return cast(Studio, request.app.state.practice)


StudioDep = Annotated[Studio, Depends(_studio)]

STREAM_DOC = {
    "description": "The answer; as server-sent events when asked for with `Accept: text/event-stream`: "
    "`ack` (ChatAck), `status` (ChatStatus), `piece` (ChatPiece), then `message` (ChatOut) or `problem` (Problem).",
    "content": {sse.MEDIA_TYPE: {"schema": {"type": "string"}}},
}


@router.post(
    "/chat",
    response_model=ChatOut,
    responses={
        200: STREAM_DOC,
        **responses(
            library.UnknownScenario,
            library.UnknownPersona,
            calls.UnknownConversation,
            calls.ReplyInProgress,
            calls.AlreadyEnded,
            calls.StillOpen,
            restart.NoSuchTurn,
            UnknownCall,
            service.LevelNotOffered,
            QuotaExceeded,
        ),
    },
)
async def chat(
    body: ChatIn,
    who: SignedIn,
    now: Now,
    studio: StudioDep,
    request: Request,
    accept: Annotated[str | None, Header()] = None,
) -> ChatOut | Response:
    """Start a call, or say the next thing in it."""
    coming = await service.say(studio, who, now, body)
    if accept and sse.MEDIA_TYPE in accept:
        return sse.stream(service.stream(coming, request.url.path))
    return await coming.answer()


@router.get(
    "/chat/{conversation_id}/hint",
    responses=responses(calls.UnknownConversation, calls.AlreadyEnded),
)
async def hint(conversation_id: str, who: SignedIn, session: TenantSession) -> HintOut:
    """What could help right now, in one sentence that does not give the words away."""
    return await service.hint(session, who, conversation_id)


@router.post("/chat/{conversation_id}/end", responses=responses(calls.UnknownConversation))
async def end(conversation_id: str, who: SignedIn, now: Now, studio: StudioDep) -> EndOut:
    """Hang up; the call is scored once, however often this is sent."""
    return await service.end(studio, who, now, conversation_id)


@router.get("/conversations")
async def list_conversations(
    who: SignedIn,
    session: TenantSession,
    control: ControlSession,
    limit: Limit = 20,
    cursor: Cursor = None,
    scenario: Annotated[str | None, Query(max_length=64)] = None,
    min_score: Annotated[float | None, Query(ge=0, le=100)] = None,
    max_score: Annotated[float | None, Query(ge=0, le=100)] = None,
    outcome: Outcome | None = None,
    user: Annotated[str | None, Query(max_length=64, description="Managers and owners: one rep's calls.")] = None,
) -> Page[ConversationItem]:
    """Past calls, newest first: a rep's own; for managers and owners everybody's."""
    wish = conversations.Filter(scenario=scenario, min_score=min_score, max_score=max_score, outcome=outcome, user=user)
    return await conversations.history(session, control, who, wish, limit, cursor)


@router.get(
    "/conversations/{conversation_id}",
    responses=responses(calls.UnknownConversation),
)
async def get_conversation(conversation_id: str, who: SignedIn, now: Now, studio: StudioDep) -> ConversationDetail:
    """One call with everything there is to learn from it."""
    return await service.conversation(studio, who, now, conversation_id)


@router.delete(
    "/conversations/{conversation_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(calls.UnknownConversation),
)
async def delete_conversation(conversation_id: str, who: SignedIn, session: TenantSession, request: Request) -> None:
    """Delete one's own call with all that was made of it."""
    await conversations.delete(session, who, conversation_id, request.app.state.tapes.erase)
    request.app.state.voice.ended(who.tenant_id, conversation_id, None)


@router.get(
    "/conversations/{conversation_id}/export",
    response_class=Response,
    responses={
        200: {"content": {"text/markdown": {}, "application/pdf": {}}, "description": "The file."},
        **responses(calls.UnknownConversation),
    },
)
async def export_conversation(
    conversation_id: str,
    who: SignedIn,
    now: Now,
    studio: StudioDep,
    format: Literal["md", "pdf"] = "md",
) -> Response:
    """The call as a file to keep or to share; with what was found in it once it has ended."""
    detail = await service.conversation(studio, who, now, conversation_id)
    file = await asyncio.to_thread(export.render, detail, format)  # a long call's PDF takes a while to set
    return Response(file.content, media_type=file.media_type, headers=file.headers())
