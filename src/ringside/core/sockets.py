"""WebSockets: refusing them so that a client can read why, writing to slow clients, telling everybody on a topic."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from ringside.core.errors import AppError, problem

CLOSE_BASE = 4000
"""A socket closed for an error closes with this plus its HTTP status: 4401, 4404, 4503."""
MOST_WAITING = 400
"""Messages that may wait for a client that reads slowly; then it is cut off and may come back."""
MOST_BYTES = 4 * 1024 * 1024
"""And how much they may be together: two minutes of sound."""


async def refuse(socket: WebSocket, error: AppError) -> None:
    """Tell the client what is wrong, as a problem document, and close: a browser sees no status of a handshake."""
    if socket.application_state is WebSocketState.CONNECTING:
        await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(json.dumps({"type": "problem", "problem": problem(error, socket.url.path)}))
        await socket.close(CLOSE_BASE + error.status, reason=error.title[:120])


class Outbox:
    """Messages on their way to one client. A newer message with the same `key` takes the place of one still waiting."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._waiting: deque[tuple[str | None, str | bytes]] = deque()
        self._size = 0
        self._news = asyncio.Event()
        self._most = most
        self._finishing = False
        self.overrun = False
        """The client reads too slowly: its socket is closed, and it comes back for what it missed."""

    def put(self, message: dict[str, Any] | bytes, key: str | None = None) -> None:
        """Send this when the client has read what comes before; on the event loop of the outbox."""
        if self.overrun:
            return  # writing may hang for long yet; meanwhile nothing may pile up
        data = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False)
        self._size += len(data)
        if key is not None:
            for i, (other, earlier) in enumerate(self._waiting):
                if other == key:
                    self._waiting[i] = (key, data)
                    self._size -= len(earlier)
                    return
        self._waiting.append((key, data))
        if len(self._waiting) > self._most or self._size > MOST_BYTES:
            self.overrun = True
            self.clear()
        self._news.set()

    def clear(self) -> None:
        """Nothing of what waits is sent."""
        self._waiting.clear()
        self._size = 0

    def withdraw(self, kind: type[bytes]) -> None:
        """What waits of this kind is not sent any more."""
        self._waiting = deque(each for each in self._waiting if not isinstance(each[1], kind))
        self._size = sum(len(data) for _, data in self._waiting)

    def finish(self) -> None:
        """What waits is still written; then `send_to` returns and the socket can be closed."""
        self._finishing = True
        self._news.set()

    async def send_to(self, socket: WebSocket) -> None:
        """Write until finished or cancelled, the client leaves or falls too far behind."""
        while not self.overrun:
            while self._waiting:
                _, data = self._waiting.popleft()
                self._size -= len(data)
                if isinstance(data, bytes):
                    await socket.send_bytes(data)
                else:
                    await socket.send_text(data)
            if self._finishing:
                return
            self._news.clear()
            await self._news.wait()
        await socket.close(CLOSE_BASE + 429, reason="You read too slowly; connect again.")


class Hub:
    """Who listens to which topic, within one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Outbox]] = defaultdict(set)

    def publish(self, topic: str, message: dict[str, Any] | bytes, key: str | None = None) -> None:
        for outbox in tuple(self._listeners.get(topic, ())):
            outbox.put(message, key)

    def join(self, topic: str, outbox: Outbox) -> None:
        self._listeners[topic].add(outbox)

    def leave(self, topic: str, outbox: Outbox) -> None:
        self._listeners[topic].discard(outbox)
        if not self._listeners[topic]:
            del self._listeners[topic]

    def listeners(self, topic: str) -> int:
        return len(self._listeners.get(topic, ()))
