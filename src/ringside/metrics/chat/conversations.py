"""Conversations about numbers, as they are kept: each person's own, message by message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ringside.core.errors import NotFound
from ringside.core.ids import is_id, new_id
from ringside.core.paging import Page
from ringside.metrics.chat.schemas import (
    AnswerOut,
    MetricConversation,
    MetricConversationDetail,
    MetricMessage,
    Thumbs,
)
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question.schema import Choice
from ringside.metrics.store import Item, Store, StoreConflict

CONVERSATION, MESSAGE = "conversation", "message"
_TITLE = 80
_TRIES = 10


class UnknownConversation(NotFound):
    slug, title = "unknown-conversation", "There is no such conversation"


class UnknownMessage(NotFound):
    slug, title = "unknown-message", "There is no such message in this conversation"


class NoSuchChoice(NotFound):
    slug, title = "no-such-choice", "No such choice was offered last"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message to keep."""

    sender: str
    text: str
    context: dict[str, Any]
    metadata: dict[str, Any]


def begun(user_id: str, text: str, now: datetime) -> Item:
    """A new conversation of this person; not yet kept."""
    words = " ".join(text.split())
    title = words if len(words) <= _TITLE else words[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
    body = {"title": title, "messages": 0, "last_message": "", "last_at": now.isoformat(), "query": None, "choices": []}
    return Item(CONVERSATION, user_id, new_id(now), now, body, user_id)


async def find(store: Store, user_id: str, conversation_id: str) -> Item:
    """A person's conversation. Raises UnknownConversation, for anybody else's too."""
    item = await store.get(CONVERSATION, user_id, conversation_id) if is_id(conversation_id) else None
    if item is None:
        raise UnknownConversation
    return item


def standing(conversation: Item) -> MetricQuery | None:
    """What was understood last: what a follow-up follows."""
    query = conversation.body.get("query")
    return MetricQuery.model_validate(query) if query else None


def choice(conversation: Item, index: int) -> Choice:
    """One of the choices that the last answer offered. Raises NoSuchChoice."""
    offered = conversation.body["choices"]
    if index >= len(offered):
        raise NoSuchChoice
    return Choice.model_validate(offered[index])


async def add(
    store: Store, conversation: Item, said: Spoken, now: datetime, days: int = 0, **changes: Any
) -> tuple[Item, Item]:
    """Keep a message; the conversation, with these changes to its body, and the message as they are kept.

    Both are forgotten after this many days, if it is not 0; the conversation counts from its last message. Messages of
    one conversation may be added at the same time: the one that comes second is put after the first.
    """
    expires_at = now + timedelta(days=days) if days else None
    for _ in range(_TRIES):
        message_id = following(conversation.body["last_message"], now)
        body = {
            "messages": conversation.body["messages"] + 1,
            "last_message": message_id,
            "last_at": now.isoformat(),
            **changes,
        }
        try:
            changed = replace(conversation.with_body(**body), expires_at=expires_at)
            conversation = await store.put(changed, expect=conversation.version)
        except StoreConflict:
            conversation = await find(store, conversation.parent, conversation.id)
            continue
        body = {"sender": said.sender, "text": said.text, "context": said.context, "metadata": said.metadata}
        message = Item(MESSAGE, conversation.id, message_id, now, body, conversation.user_id, expires_at=expires_at)
        return conversation, await store.put(message, expect=0)
    raise StoreConflict


def following(last: str, now: datetime) -> str:
    """A fresh id that sorts after the last one, even within its millisecond."""
    fresh = new_id(now)
    if fresh > last:
        return fresh
    return new_id(datetime.fromtimestamp(int(last[:12], 16) / 1000, UTC) + timedelta(milliseconds=1))


async def listed(store: Store, user_id: str, limit: int, cursor: str | None) -> Page[MetricConversation]:
    """A person's conversations, newest first."""
    page = await store.page(CONVERSATION, user_id, cursor=cursor, limit=limit)
    return Page(items=[_seen(item) for item in page.items], next_cursor=page.next_cursor)


async def detail(
    store: Store, user_id: str, conversation_id: str, limit: int, cursor: str | None
) -> MetricConversationDetail:
    """A conversation with its messages, oldest first."""
    conversation = await find(store, user_id, conversation_id)
    page = await store.page(MESSAGE, conversation.id, newest_first=False, cursor=cursor, limit=limit)
    messages = [message_out(item) for item in page.items]
    return MetricConversationDetail(**_seen(conversation).model_dump(), items=messages, next_cursor=page.next_cursor)


async def rename(store: Store, user_id: str, conversation_id: str, title: str) -> MetricConversation:
    """Give a conversation another title."""
    conversation = await find(store, user_id, conversation_id)
    return _seen(await store.put(conversation.with_body(title=title), expect=conversation.version))


async def delete(store: Store, user_id: str, conversation_id: str) -> None:
    """Remove a conversation with all its messages."""
    conversation = await find(store, user_id, conversation_id)
    await store.drop(MESSAGE, conversation.id)
    await store.delete(CONVERSATION, user_id, conversation.id)


async def judge(
    store: Store, user_id: str, conversation_id: str, message_id: str, thumbs: Thumbs | None, reason: str | None
) -> tuple[Item, Thumbs | None]:
    """Say whether an answer was good: the message as it is kept now, and what was said before.

    Raises UnknownConversation, UnknownMessage.
    """
    conversation = await find(store, user_id, conversation_id)
    message = await store.get(MESSAGE, conversation.id, message_id) if is_id(message_id) else None
    if message is None or message.body["sender"] != "ringside":
        raise UnknownMessage
    before = message.body["metadata"].get("thumbs")
    metadata = message.body["metadata"] | {"thumbs": thumbs, "thumbs_reason": reason if thumbs else None}
    changed = replace(message, body=message.body | {"metadata": metadata})
    return await store.put(changed, expect=message.version), before


def message_out(item: Item) -> MetricMessage:
    """A message as it is shown."""
    body = item.body
    metadata = dict(body["metadata"])
    answer = metadata.pop("answer", None)
    if answer is not None:
        answer = AnswerOut.model_validate(answer | {"thumbs": metadata.get("thumbs")})
    return MetricMessage(
        id=item.id,
        timestamp=item.at,
        sender=body["sender"],
        text=body["text"],
        context=body["context"],
        metadata=metadata,
        answer=answer,
    )


def _seen(item: Item) -> MetricConversation:
    return MetricConversation(
        id=item.id,
        title=item.body["title"],
        at=item.at,
        last_at=item.body["last_at"],
        messages=item.body["messages"],
    )
