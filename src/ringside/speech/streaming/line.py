"""A WebSocket to a recogniser: what is sent waits here, what comes is told at once, and its end is told once."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import structlog

from ringside.speech.transcription.asking import Reason, kind_of
from ringside.speech.transcription.faults import FaultKind, failure

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

MOST_WAITING = 2 * 1024 * 1024
"""Bytes, about a minute of one channel: a connection that cannot carry them is as good as lost."""
MOST_MESSAGE = 4 * 1024 * 1024
OPEN_S, CLOSE_S, PING_S = 5.0, 1.0, 10.0

Message = str | bytes

log = structlog.get_logger()


async def connect(
    url: str, source: str, headers: Mapping[str, str] | None = None, reason: Reason = lambda status, body: None
) -> ClientConnection:
    """An open connection. Raises TranscriptionFailed in the words of asking over HTTP."""
    from websockets import exceptions as known  # noqa: PLC0415 - only who listens to calls needs it
    from websockets.asyncio.client import connect as connected  # noqa: PLC0415

    try:
        return await connected(
            url,
            additional_headers=dict(headers or {}),
            open_timeout=OPEN_S,
            close_timeout=CLOSE_S,
            ping_interval=PING_S,
            ping_timeout=PING_S,
            max_size=MOST_MESSAGE,
            compression=None,
        )
    except known.InvalidStatus as error:
        raise failure(_kind(error, reason), source) from None
    except TimeoutError:
        raise failure(FaultKind.TIMEOUT, source) from None
    except (known.InvalidURI, ValueError):
        raise failure(FaultKind.MISCONFIGURED, source) from None
    except (OSError, known.WebSocketException, EOFError):
        raise failure(FaultKind.UNREACHABLE, source) from None


def _kind(error: Any, reason: Reason) -> FaultKind:
    try:
        body = json.loads(error.response.body or b"null")
    except (ValueError, RecursionError):
        body = None
    return kind_of(error.response.status_code, body, reason)


class Line:
    """`received` and `broken` are called on the event loop; `broken` at most once, and never after `close`."""

    def __init__(
        self,
        socket: ClientConnection,
        received: Callable[[Message], None],
        broken: Callable[[FaultKind], None],
        idle: Callable[[], None] | None = None,
        idle_s: float = 5.0,
    ) -> None:
        self._socket = socket
        self._received, self._broken, self._idle, self._idle_s = received, broken, idle, idle_s
        self._waiting: asyncio.Queue[Message] = asyncio.Queue()
        self._size = 0
        self._over = False
        self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]

    def send(self, message: Message) -> None:
        """Put in line; never waits."""
        if self._over:
            return
        self._size += len(message)
        if self._size > MOST_WAITING:
            self._end(FaultKind.TIMEOUT)
        else:
            self._waiting.put_nowait(message)

    async def _send(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._idle_s):
                    message = await self._waiting.get()
            except TimeoutError:
                if self._idle is not None:
                    self._idle()
                continue
            try:
                await self._socket.send(message)
            except Exception:  # however a connection can break: the reader tells why
                return
            self._size -= len(message)

    async def _receive(self) -> None:
        while True:
            try:
                message = await self._socket.recv()
            except Exception:  # however a connection can end
                self._end(FaultKind.UNREACHABLE)
                return
            try:
                self._received(message)
            except Garbled:
                self._end(FaultKind.GARBLED)
                return
            except Exception:
                log.exception("what a recogniser said was not taken")  # the call goes on without it

    def _end(self, kind: FaultKind) -> None:
        if not self._over:
            self._over = True
            self._broken(kind)

    async def close(self) -> None:
        self._over = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self._socket.close()


class Garbled(Exception):
    """A message is not of the protocol."""


def object_of(message: Message) -> dict[str, Any]:
    """A message's JSON object. Raises Garbled."""
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        raise Garbled from None
    if not isinstance(told, dict):
        raise Garbled
    return told
