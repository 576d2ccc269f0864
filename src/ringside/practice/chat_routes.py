"""A call over HTTP: one turn after the other, its end, its history and its export."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Request, Response, status
from fastapi.responses import StreamingResponse

from ringside.accounts.access import SignedIn, TenantSession
from ringside.accounts.quotas import QuotaExceeded
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.paging import Cursor, Limit, Page
from ringside.practice import conversations, export, library, service
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

EVENT_STREAM = "text/event-stream"
STREAM_DOC = {
    "description": "The answer; as server-sent events when asked for with `Accept: text/event-stream`: "
    "`ack` (ChatAck), `status` (ChatStatus), `piece` (ChatPiece), then `message` (ChatOut) or `problem` (Problem).",
    "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
}


@router.post(
    "/chat",
    operation_id="practice_chat",
    response_model=ChatOut,
    responses={
        200: STREAM_DOC,
        **responses(
            library.UnknownScenario,
            library.UnknownPersona,
            service.UnknownConversation,
            service.ReplyInProgress,
            service.AlreadyEnded,
            QuotaExceeded,
        ),
    },
)
async def chat(
    body: ChatIn, who: SignedIn, now: Now, request: Request, accept: Annotated[str | None, Header()] = None
) -> ChatOut | Response:
    """Start a call, or say the next thing in it."""
    coming = await service.say(service.room(request.app), who, now, body)
    if accept and EVENT_STREAM in accept:
        return StreamingResponse(coming.stream(), media_type=EVENT_STREAM)
    return await coming.answer()


@router.get(
    "/chat/{conversation_id}/hint",
    operation_id="practice_hint",
    responses=responses(service.UnknownConversation, service.AlreadyEnded),
)
async def hint(conversation_id: str, who: SignedIn, session: TenantSession) -> HintOut:
    """What could help right now, in one sentence that does not give the words away."""
    return await service.hint(session, who, conversation_id)


@router.post(
    "/chat/{conversation_id}/end", operation_id="practice_end", responses=responses(service.UnknownConversation)
)
async def end(conversation_id: str, who: SignedIn, now: Now, request: Request) -> EndOut:
    """Hang up; the call is scored once, however often this is sent."""
    return await service.end(service.room(request.app), who, now, conversation_id)


@router.get("/conversations", operation_id="practice_list_conversations")
async def list_conversations(
    who: SignedIn,
    session: TenantSession,
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
    return await conversations.history(session, who, wish, limit, cursor)


@router.get(
    "/conversations/{conversation_id}",
    operation_id="practice_get_conversation",
    responses=responses(service.UnknownConversation),
)
async def get_conversation(conversation_id: str, who: SignedIn, now: Now, request: Request) -> ConversationDetail:
    """One call with everything there is to learn from it."""
    return await service.conversation(service.room(request.app), who, now, conversation_id)


@router.delete(
    "/conversations/{conversation_id}",
    operation_id="practice_delete_conversation",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(service.UnknownConversation),
)
async def delete_conversation(conversation_id: str, who: SignedIn, session: TenantSession) -> None:
    """Delete one's own call with all that was made of it."""
    await conversations.delete(session, who, conversation_id)


@router.get(
    "/conversations/{conversation_id}/export",
    operation_id="practice_export_conversation",
    response_class=Response,
    responses={
        200: {"content": {"text/markdown": {}, "application/pdf": {}}, "description": "The file."},
        **responses(service.UnknownConversation, service.StillOpen),
    },
)
async def export_conversation(
    conversation_id: str,
    who: SignedIn,
    now: Now,
    request: Request,
    format: Literal["md", "pdf"] = "md",
) -> Response:
    """The finished call as a file to keep or to share."""
    detail = await service.conversation(service.room(request.app), who, now, conversation_id)
    file = export.render(detail, format)
    return Response(file.content, media_type=file.media_type, headers=file.headers())
