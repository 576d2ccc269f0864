"""Streams that vendors announce: which call they belong to, and keeping connected to those that we call."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
import structlog

from ringside.accounts import tenants
from ringside.calls.live import bots, vendors
from ringside.calls.live.capture.people import Sides
from ringside.calls.live.capture.zoom import Stream, StreamRefused, ZoomClient
from ringside.calls.live.lives import Lives
from ringside.calls.live.models import LiveCall
from ringside.calls.live.records import RUNNING
from ringside.core.errors import AppError, Conflict

log = structlog.get_logger()


class NothingToJoin(Conflict):
    slug, title = "nothing-to-join", "Nobody is to be sent anywhere for this call, or its stream was not announced yet"


Finish = Callable[[], Awaitable[None]]
OVER = ("bot.done", "bot.call_ended", "bot.fatal")
"""What Recall.ai says when a bot sends no sound any more."""


async def sides(lives: Lives, tenant_id: str, user_id: str, names: Sequence[str]) -> Sides:
    """How the rep of a call may be called in a meeting."""
    async with lives.databases.control() as control:
        ours = await tenants.people(control, tenant_id)
    rep = ours.by_id.get(user_id)
    return Sides([*names, *((rep.name, rep.email) if rep else ())])


async def running(lives: Lives, tenant_id: str, source: str) -> Sequence[LiveCall]:
    async with lives.databases.tenant(tenant_id) as session:
        query = sa.select(LiveCall).where(LiveCall.source == source, LiveCall.status.in_(RUNNING))
        return (await session.scalars(query.order_by(LiveCall.id))).all()


def call_of(calls: Sequence[LiveCall], stream: Stream, number: str | None) -> LiveCall | None:
    """The call that a Zoom stream belongs to: the one it had before, the one of this meeting, or the only one waiting.

    Where that is not clear it belongs to none: a stream that nobody asked for is not listened to.
    """
    for call in calls:
        if call.vendor.get("stream", {}).get("stream") == stream.stream:
            return call
    named = [call for call in calls if call.vendor.get("meeting")]
    for call in named:
        wanted = str(call.vendor["meeting"])
        if wanted == stream.meeting or (number and re.sub(r"\D", "", wanted) == re.sub(r"\D", "", number)):
            return call
    free = [call for call in calls if not call.vendor.get("meeting") and not call.vendor.get("stream")]
    return free[0] if len(free) == 1 else None


async def zoom_begins(lives: Lives, tenant_id: str, stream: Stream, number: str | None) -> str | None:
    """Connect to a stream that Zoom has announced, or announces again; the id of its call, None if it has none."""
    call = call_of(await running(lives, tenant_id, "zoom"), stream, number)
    if call is None:
        log.warning("zoom stream that nobody asked for", tenant_id=tenant_id)
        return None
    async with lives.databases.tenant(tenant_id) as session:
        kept = await session.get_one(LiveCall, call.id)
        kept.vendor = {**kept.vendor, "stream": stream.row()}
    session_ = await lives.session(tenant_id, call.id)
    account = await vendors.account(lives, tenant_id, "zoom")
    who = await sides(lives, tenant_id, call.user_id, call.vendor.get("rep_names", ()))
    task: asyncio.Task[None] | None = None

    async def stop() -> None:
        if task is not None and task is not asyncio.current_task():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    client = ZoomClient(
        stream,
        account["client_id"],
        account["client_secret"],
        lives.settings.live_hosts,
        session_.begin,
        session_.pause,
        session_.take,
        who,
    )
    await lives.take_over(tenant_id, call.id, stop)
    task = asyncio.create_task(_stay(lives, tenant_id, call.id, client, stop))
    return call.id


async def _stay(lives: Lives, tenant_id: str, call_id: str, client: ZoomClient, stop: Callable[[], Any]) -> None:
    try:
        await client.run()
    except (StreamRefused, AppError) as problem:
        log.warning("zoom stream given up", call_id=call_id, why=str(problem))
        if (session := lives.find(tenant_id, call_id)) is not None:
            session.tell_trouble(f"Zoom: {problem}")
    finally:
        with suppress(asyncio.CancelledError):
            await lives.leave(tenant_id, call_id, stop)


async def zoom_ends(lives: Lives, tenant_id: str, stream: str, finish: Callable[[str], Finish]) -> None:
    """Zoom says that a stream is over."""
    for call in await running(lives, tenant_id, "zoom"):
        if call.vendor.get("stream", {}).get("stream") == stream:
            await finish(call.id)()


async def tell_trouble(lives: Lives, tenant_id: str, call_id: str, text: str | None) -> None:
    """Say of a call that its source is in trouble, or (None) that it is no more: to whoever looks, and in its row."""
    if (session := lives.find(tenant_id, call_id)) is not None:
        session.tell_trouble(text)
        return
    async with lives.databases.tenant(tenant_id) as session_:
        call = await session_.get(LiveCall, call_id)
        if call is None or call.status == "ended":
            return
        call.trouble = text and text[:300]
        await session_.flush()
        from ringside.calls.live.service import stored_state  # noqa: PLC0415 - service comes in by meetings

        state = stored_state(call)
    lives.hub.publish(f"live:{tenant_id}:{call_id}", state.model_dump(mode="json"), key="state")


async def join(lives: Lives, tenant_id: str, call: LiveCall, url: str) -> None:
    """Get into the meeting of a call, again where that failed: send a bot, or connect to the stream Zoom announced.

    Raises BotRefused, BadMeeting, NothingToJoin.
    """
    if call.source == "zoom" and (kept := call.vendor.get("stream")):
        await tell_trouble(lives, tenant_id, call.id, None)
        await zoom_begins(lives, tenant_id, Stream(kept["meeting_uuid"], kept["stream"], kept["servers"]), None)
        return
    if call.source != "recall":
        raise NothingToJoin
    try:
        await send_bot(lives, tenant_id, call, url)
    except AppError as problem:
        await tell_trouble(lives, tenant_id, call.id, problem.detail or problem.title)
        problem.extra["call_id"] = call.id
        raise
    await tell_trouble(lives, tenant_id, call.id, None)


async def send_bot(lives: Lives, tenant_id: str, call: LiveCall, url: str) -> None:
    """Have Recall.ai join the call's meeting, once. Raises BotRefused, BadMeeting."""
    if call.vendor.get("bot"):
        return
    account = await vendors.account(lives, tenant_id, "recall")
    name = call.vendor.get("bot_name") or ("Ringside" if call.language != "he" else "Ringside - מאמן")
    bot = await bots.join(lives.settings, account["api_key"], call.vendor["meeting"], name, url, call.id)
    async with lives.databases.tenant(tenant_id) as session:
        kept = await session.get_one(LiveCall, call.id)
        kept.vendor = {**kept.vendor, "bot": bot}


async def call_back(lives: Lives, tenant_id: str, call_id: str) -> None:
    """A call has ended here: a bot that is still in the meeting leaves it."""
    async with lives.databases.tenant(tenant_id) as session:
        call = await session.get(LiveCall, call_id)
    if call is not None and call.source == "recall" and call.vendor.get("bot"):
        account = await vendors.account(lives, tenant_id, "recall")
        if not account.missing:
            await bots.leave(lives.settings, account["api_key"], call.vendor["bot"])


async def bot_event(
    lives: Lives, tenant_id: str, kind: str, bot: str, code: str, finish: Callable[[str], Finish]
) -> None:
    """What Recall.ai says of a bot; one that nobody here sent is none of our business. `code`: why, in its words."""
    for call in await running(lives, tenant_id, "recall"):
        if call.vendor.get("bot") != bot:
            continue
        if kind not in OVER:
            continue
        if call.started_at is not None:
            await finish(call.id)()
            continue
        # It never got in: the call still waits, and another bot may be sent.
        async with lives.databases.tenant(tenant_id) as session:
            kept = await session.get_one(LiveCall, call.id)
            kept.vendor = {name: value for name, value in kept.vendor.items() if name != "bot"}
        why = f" ({code})" if code else ""
        await tell_trouble(lives, tenant_id, call.id, f"Recall.ai: the bot did not get into the meeting{why}")
