"""Asking for numbers over HTTP, and the conversations about them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status

from ringside.accounts import tenants
from ringside.accounts.access import ControlSession, SignedIn
from ringside.accounts.quotas import QuotaExceeded
from ringside.core import sse
from ringside.core.clock import Now
from ringside.core.errors import AppError, Invalid, render, responses
from ringside.core.paging import BadCursor, Cursor, Limit, Page
from ringside.core.sse import Event
from ringside.dialogue.schemas import Language
from ringside.metrics import service
from ringside.metrics.answer.summary import Summary
from ringside.metrics.chat import asking, conversations, tone, usage, values
from ringside.metrics.chat.asking import Counter, Telling
from ringside.metrics.chat.schemas import (
    AnswerOut,
    AskIn,
    MetricConversation,
    MetricConversationChange,
    MetricConversationDetail,
    MetricMessage,
    ThumbsIn,
)
from ringside.metrics.query import problems
from ringside.metrics.service import Asker, NoNumbers, UnknownPeriod
from ringside.metrics.store import StoreConflict
from ringside.metrics.store.opening import StoreDep

router = APIRouter(prefix="/metrics", tags=["metrics"])

_LONGEST = 400
STREAM_DOC = {
    "description": "The answer; as server-sent events when asked for with `Accept: text/event-stream`: "
    "`understanding` (Understanding), `rows` (RowsOut), `piece` (PieceOut), then `done` (AnswerOut) or `problem`.",
    "content": {sse.MEDIA_TYPE: {"schema": {"type": "string"}}},
}
CANNOT = (
    NoNumbers,
    problems.CannotAnswer,
    problems.UnknownName,
    problems.FieldUnreachable,
    problems.FieldAmbiguous,
    problems.NoDate,
    problems.UnusableValue,
    problems.NotAdditive,
    problems.NoData,
    problems.DuplicateKeys,
    problems.TooMuchData,
    problems.TookTooLong,
    problems.Busy,
    problems.SourceUnavailable,
)
"""Why a question may have no answer."""


class BadRange(Invalid):
    slug, title = "bad-range", "These days are not a range of at most 400"


def _counter(request: Request) -> Counter:
    return cast("Counter", request.app.state.metrics)


CounterDep = Annotated[Counter, Depends(_counter)]


@router.post(
    "/chat",
    response_model=AnswerOut,
    responses={
        200: STREAM_DOC,
        **responses(
            conversations.UnknownConversation, conversations.NoSuchChoice, StoreConflict, QuotaExceeded, *CANNOT
        ),
    },
)
async def chat(
    body: AskIn,
    who: SignedIn,
    now: Now,
    at: CounterDep,
    request: Request,
    accept: Annotated[str | None, Header()] = None,
) -> AnswerOut | Response:
    """Ask a question about the company's numbers in plain words, or change what was understood of one."""
    telling = await asking.ask(at, Asker.of(who), who.user_id, now, body)
    if accept and sse.MEDIA_TYPE in accept:
        return sse.stream(_events(telling, request.url.path))
    return await telling.answer()


async def _events(telling: Telling, path: str) -> AsyncIterator[Event]:
    async for kind, data in telling.events():
        yield Event(kind, json.loads(bytes(render(data, instance=path).body)) if isinstance(data, AppError) else data)


@router.get("/conversations", responses=responses(BadCursor))
async def list_conversations(
    who: SignedIn, store: StoreDep, limit: Limit = 20, cursor: Cursor = None
) -> Page[MetricConversation]:
    """One's own conversations about numbers, newest first."""
    return await conversations.listed(store, who.user_id, limit, cursor)


@router.get("/conversations/{conversation_id}", responses=responses(conversations.UnknownConversation, BadCursor))
async def get_conversation(
    conversation_id: str, who: SignedIn, store: StoreDep, limit: Limit = 100, cursor: Cursor = None
) -> MetricConversationDetail:
    """One conversation with its messages, oldest first."""
    return await conversations.detail(store, who.user_id, conversation_id, limit, cursor)


@router.patch("/conversations/{conversation_id}", responses=responses(conversations.UnknownConversation, StoreConflict))
async def rename_conversation(
    conversation_id: str, body: MetricConversationChange, who: SignedIn, store: StoreDep
) -> MetricConversation:
    """Give a conversation another title."""
    return await conversations.rename(store, who.user_id, conversation_id, body.title)


@router.delete(
    "/conversations/{conversation_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(conversations.UnknownConversation),
)
async def delete_conversation(conversation_id: str, who: SignedIn, store: StoreDep) -> None:
    """Delete a conversation with all its messages."""
    await conversations.delete(store, who.user_id, conversation_id)


@router.put(
    "/conversations/{conversation_id}/messages/{message_id}/thumbs",
    responses=responses(conversations.UnknownConversation, conversations.UnknownMessage, StoreConflict),
)
async def judge_message(
    conversation_id: str, message_id: str, body: ThumbsIn, who: SignedIn, store: StoreDep
) -> MetricMessage:
    """Say whether an answer was good, and why."""
    message, before = await conversations.judge(
        store, who.user_id, conversation_id, message_id, body.thumbs, body.reason
    )
    await usage.count_thumbs(store, who.user_id, message.at.date(), before, body.thumbs)
    return conversations.message_out(message)


@router.get("/usage", responses=responses(BadRange))
async def get_usage(
    who: SignedIn,
    store: StoreDep,
    control: ControlSession,
    now: Now,
    since: date | None = None,
    until: date | None = None,
    user_id: Annotated[str | None, Query(max_length=64, description="Managers and owners: one person's.")] = None,
) -> usage.MetricUsage:
    """What was asked and what became of it, the last 30 days unless said otherwise: a rep's own; for managers all."""
    since, until = _days(since, until, now.date(), 30)
    names = {id: one.name for id, one in (await tenants.people(control, who.tenant_id)).by_id.items()}
    return await usage.usage(store, names, since, until, who.user_id if who.role == "rep" else user_id)


@router.get("/summary", responses=responses(*CANNOT, UnknownPeriod))
async def get_summary(
    who: SignedIn,
    at: CounterDep,
    now: Now,
    period: Annotated[str, Query(max_length=200, description="In words: last quarter, Q2 2025, החודש.")] = "last month",
    as_of: date | None = None,
    language: Language | None = None,
    measures: Annotated[list[str] | None, Query(max_length=20, description="Only these.")] = None,
) -> Summary:
    """What moved in a period, by how much, why, and what to look at: the most surprising first."""
    asker = Asker.of(who)
    as_of = as_of or now.date()
    return await service.summary(at.desk, asker, period, language or who.language, as_of, measures or ())


@router.get("/sentiment", responses=responses(BadRange))
async def get_sentiment(
    who: SignedIn,
    store: StoreDep,
    at: CounterDep,
    now: Now,
    since: date | None = None,
    until: date | None = None,
    grain: tone.Grain = "week",
    user_id: Annotated[
        str | None, Query(max_length=64, description="Managers and owners: one person's messages.")
    ] = None,
) -> tone.ToneOut:
    """How people sound over time, the last 90 days unless said otherwise: in their messages, and in imported notes."""
    since, until = _days(since, until, now.date(), 90)
    whose = who.user_id if who.role == "rep" else user_id
    return await tone.over_time(at.desk, Asker.of(who), store, since, until, grain, whose)


@router.get("/values", responses=responses(NoNumbers, values.UnknownField))
async def list_values(
    who: SignedIn,
    at: CounterDep,
    field: Annotated[str, Query(max_length=300, description="Such as customers.country.")],
    q: Annotated[str, Query(max_length=200, description="Words of the value.")] = "",
    limit: Limit = 20,
) -> Page[str]:
    """Values of a field, to choose from when a filter is edited."""
    return Page(items=await values.values(at.desk, Asker.of(who), field, q, limit))


def _days(since: date | None, until: date | None, today: date, usual: int) -> tuple[date, date]:
    until = until or today
    since = since or until - timedelta(days=usual - 1)
    if not 0 <= (until - since).days < _LONGEST:
        raise BadRange
    return since, until
