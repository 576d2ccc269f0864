"""The connection of a recorder: let in, read, thanked, and sent away. The same for every kind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ringside.calls.live.capture.said import (
    MOST_BAD,
    Answer,
    BadSender,
    Ended,
    Event,
    Odd,
    Reader,
    Sound,
    Words,
)
from ringside.calls.live.lives import Lives
from ringside.calls.live.session import CallTooLong, LiveSession
from ringside.core.errors import AppError, Conflict
from ringside.core.sockets import refuse

log = structlog.get_logger()

GOING_AWAY = 1012
"""Service restart: the sender comes back at once."""


class Moved(Conflict):
    slug, title = "moved", "Another recorder sends the sound of this call now"


Finish = Callable[[], Awaitable[None]]


async def receive(socket: WebSocket, lives: Lives, session: LiveSession, reader: Reader, finish: Finish) -> None:
    """Hear one recorder of a running call out; `finish` ends the call. Accepts the socket itself."""
    about = session.about
    stop = partial(_send_away, socket, lives, about.tenant_id, about.call_id)
    if socket.application_state is WebSocketState.CONNECTING:
        await socket.accept()
    await lives.take_over(about.tenant_id, about.call_id, stop)
    over = False
    try:
        await session.begin()
        over = await _hear_out(socket, session, reader)
    except AppError as error:
        await refuse(socket, error)
        over = isinstance(error, CallTooLong)
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        await lives.leave(about.tenant_id, about.call_id, stop)
    if over:
        await finish()
        with suppress(WebSocketDisconnect, RuntimeError):
            await socket.close(1000)


async def _send_away(socket: WebSocket, lives: Lives, tenant_id: str, call_id: str) -> None:
    """Another recorder came, the call has ended, or the process stops."""
    with suppress(WebSocketDisconnect, RuntimeError):
        if lives.closing:
            await socket.close(GOING_AWAY, reason="Ringside is being restarted; connect again.")
        elif lives.find(tenant_id, call_id) is None or lives.ending(tenant_id, call_id):
            await socket.close(1000, reason="The call has ended.")
        else:
            await refuse(socket, Moved())


async def _hear_out(socket: WebSocket, session: LiveSession, reader: Reader) -> bool:
    """Read until the sender leaves; whether it says that the call is over. Raises BadSender."""
    bad = 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return False
        data = message.get("bytes")
        for event in reader.read(data if data is not None else message.get("text") or ""):
            if isinstance(event, Ended):
                return True
            if isinstance(event, Odd):
                bad += 1
                log.info("live stream: odd message", call_id=session.about.call_id, why=event.why)
                if bad > MOST_BAD:
                    raise BadSender(event.why)
            else:
                await _take(socket, session, event)


async def _take(socket: WebSocket, session: LiveSession, event: Event) -> None:
    match event:
        case Sound():
            session.take(event)
        case Words():
            session.take_words(event)
            await asyncio.sleep(0)  # a sender may bring many at once, and other calls go on
        case Answer():
            await socket.send_text(event.text)
