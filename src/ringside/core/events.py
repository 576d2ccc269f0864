"""News for open browser tabs: what happens in a tenant, delivered to whoever of it is looking."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ringside.core.ids import new_id
from ringside.core.sse import Event

_MOST_WAITING = 100


@dataclass(frozen=True, eq=False, slots=True)
class _Listener:
    """One tab, and the event loop on which its queue may be touched."""

    user_id: str
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[Event]

    def hear(self, event: Event) -> None:
        if self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(event)


class Events:
    """Within one process. A tab that stops reading loses the oldest news, never memory of ours."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[_Listener]] = defaultdict(set)

    def publish(self, tenant_id: str, user_id: str | None, kind: str, data: Any) -> None:
        """Tell one user's tabs, or with None everybody's in the tenant. From any thread."""
        event = Event(kind, data, id=new_id())
        for listener in tuple(self._listeners.get(tenant_id, ())):
            if user_id is None or user_id == listener.user_id:
                with suppress(RuntimeError):  # its loop has just been closed
                    listener.loop.call_soon_threadsafe(listener.hear, event)

    async def listen(self, tenant_id: str, user_id: str) -> AsyncIterator[Event]:
        """The news for this user from now on, until the caller stops."""
        queue: asyncio.Queue[Event] = asyncio.Queue(_MOST_WAITING)
        listener = _Listener(user_id, asyncio.get_running_loop(), queue)
        self._listeners[tenant_id].add(listener)
        try:
            yield Event("hello", {})
            while True:
                yield await queue.get()
        finally:
            self._listeners[tenant_id].discard(listener)
            if not self._listeners[tenant_id]:
                del self._listeners[tenant_id]


_events = Events()
publish = _events.publish
listen = _events.listen
