"""A model vendor on a real socket that does what the test tells it, request by request."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from peers.ai.vendor_dialects import Dialect

PORTS = range(8120, 8140)


@dataclass(frozen=True)
class Say:
    """Answer properly, in these pieces where a stream is asked for."""

    pieces: tuple[str, ...]
    finish: str = "stop"


@dataclass(frozen=True)
class Fail:
    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hang:
    """Take the request and never answer."""


@dataclass(frozen=True)
class BreakOff:
    """Say these pieces, then drop the connection, or stop talking, or end without saying that it is done."""

    pieces: tuple[str, ...]
    how: str = "drop"


@dataclass(frozen=True)
class Garbage:
    """Answer 200 with something that is not the protocol."""


Deed = Say | Fail | Hang | BreakOff | Garbage


@dataclass
class FakeVendor:
    """Deeds are done in turn; the last one again and again."""

    dialect: Dialect
    deeds: list[Deed] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def asked(self) -> int:
        return len(self.bodies)

    def does(self, *deeds: Deed) -> None:
        self.deeds[:] = deeds
        self.bodies.clear()
        self.keys.clear()
        self.hung_up.clear()

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.bodies.append(body)
        self.keys.append(self.dialect.key_in(request))
        deed = self.deeds[min(self.asked, len(self.deeds)) - 1]
        stream = self.dialect.wants_stream(request, body)
        match deed:
            case Say(pieces, finish) if not stream:
                return JSONResponse(self.dialect.whole("".join(pieces), finish))
            case Fail(status, headers):
                content, more = self.dialect.error(status)
                return JSONResponse(content, status, headers={**dict(headers), **more})
            case Garbage():
                return Response("<html>Bad gateway</html>", media_type="application/json")
            case Hang():
                await self._silence(request)
                return Response(status_code=499)
            case Say() | BreakOff():
                chunks = self._stream(request, deed) if stream else self._half()
                return StreamingResponse(chunks, media_type=self.dialect.media_type)

    async def _stream(self, request: Request, deed: Say | BreakOff) -> AsyncIterator[bytes]:
        for chunk in self.dialect.head():
            yield chunk
        for piece in deed.pieces:
            yield self.dialect.piece(piece)
            await asyncio.sleep(0.001)  # so that pieces travel one by one
        if isinstance(deed, Say):
            for chunk in self.dialect.tail(deed.finish):
                yield chunk
        elif deed.how == "drop":
            raise ConnectionAbortedError
        elif deed.how == "stall":
            await self._silence(request)

    async def _half(self) -> AsyncIterator[bytes]:
        yield b'{"id": "1", '
        raise ConnectionAbortedError

    async def _silence(self, request: Request) -> None:
        try:
            while not await request.is_disconnected():  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.01)
        finally:
            self.hung_up.set()


class Served:
    """A FakeVendor served from a thread of its own."""

    def __init__(self, dialect: Dialect) -> None:
        self.vendor = FakeVendor(dialect)
        app = Starlette(routes=[Route("/{path:path}", self.vendor.answer, methods=["POST"])])
        config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._socket = _free_socket()
        self.vendor.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> FakeVendor:
        self._thread.start()
        return self.vendor

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(5)
        self._socket.close()


def _free_socket() -> socket.socket:
    for port in (*PORTS, 0):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen()
        except OSError:
            listening.close()
        else:
            return listening
    raise OSError("no free port")
