"""Server-sent events from a route."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


# The OpenAPI `responses` of a route that streams.
RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events.", "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event: a name, anything that JSON can say (or a pydantic model), and an id to resume after."""

    name: str
    data: Any
    id: str | None = None


def encode(event: Event) -> bytes:
    """The event on the wire. JSON keeps line breaks inside strings escaped, so one data line is enough."""
    data = event.data.model_dump_json() if isinstance(event.data, BaseModel) else json.dumps(event.data, default=str)
    head = f"id: {event.id}\n" if event.id is not None else ""
    return f"{head}event: {event.name}\ndata: {data}\n\n".encode()


def stream(events: AsyncIterator[Event], *, keep_alive: float = 15) -> StreamingResponse:
    """A streaming answer; a comment every `keep_alive` seconds of silence keeps proxies from closing it.

    When the client goes away the iterator is closed (its `finally` blocks run).
    """
    return StreamingResponse(_wire(events, keep_alive), media_type=MEDIA_TYPE, headers=_HEADERS)


async def _wire(events: AsyncIterator[Event], keep_alive: float) -> AsyncIterator[bytes]:
    upcoming: asyncio.Task[Event] | None = None
    try:
        while True:
            upcoming = upcoming or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({upcoming}, timeout=keep_alive)
            if not done:
                yield b": still here\n\n"
                continue
            try:
                event = upcoming.result()
            except StopAsyncIteration:
                return
            upcoming = None
            yield encode(event)
    finally:
        if upcoming is not None and not upcoming.done():
            upcoming.cancel()
            await asyncio.wait({upcoming})
        if close := getattr(events, "aclose", None):
            await close()
