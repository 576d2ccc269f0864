"""Recognisers on a real socket that do what the test tells them, request by request."""

from __future__ import annotations

import asyncio
import json
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

PORTS = range(8141, 8160)


@dataclass(frozen=True)
class Fail:
    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hang:
    """Take the request and never answer."""


@dataclass(frozen=True)
class Cut:
    """Drop the connection in the middle of the answer."""


@dataclass(frozen=True)
class Garbage:
    """Answer 200 with something that is not the protocol."""


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes


@dataclass
class FakeRecogniser:
    """Deeds are done in turn, the last one again and again: a dict is answered as JSON.

    Tokens are given at /token, S3 and Amazon Transcribe are played as a whole: `job` is what its job comes to.
    """

    deeds: list[Any] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    stored: dict[str, bytes] = field(default_factory=dict)
    job: dict[str, Any] = field(default_factory=dict)
    words: Any = None
    looks: int = 0
    hung_up: threading.Event = field(default_factory=threading.Event)
    hanging: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def does(self, *deeds: Any) -> None:
        self.__init__(deeds=list(deeds), url=self.url)  # type: ignore[misc]

    @property
    def heard(self) -> list[Asked]:
        """The requests that carried sound."""
        return [a for a in self.asked if a.path != "/token"]

    async def answer(self, request: Request) -> Response:
        body = await request.body()
        self.asked.append(
            Asked(
                request.method, request.url.path, list(request.query_params.multi_items()), dict(request.headers), body
            )
        )
        if request.url.path == "/token":
            return JSONResponse({"access_token": "token-1", "expires_in": 3600})
        deed = self.deeds[min(len(self.heard), len(self.deeds)) - 1] if self.deeds else None
        match deed:
            case Fail(status, told, headers):
                body = told if isinstance(told, str) else json.dumps(told)
                return Response(body, status, headers=dict(headers), media_type="application/json")
            case Garbage():
                return Response("<html>Bad gateway</html>", media_type="application/json")
            case Cut():
                return StreamingResponse(self._half(), media_type="application/json")
            case Hang():
                await self._silence(request)
                return Response(status_code=499)
            case None:
                return self._amazon(request, body)
        return JSONResponse(deed)

    def _amazon(self, request: Request, body: bytes) -> Response:
        action = request.headers.get("x-amz-target", "").rpartition(".")[2]
        if action == "StartTranscriptionJob":
            self.job["wanted"] = json.loads(body)
            self.stored[f"/bucket/{self.job['wanted']['OutputKey']}"] = json.dumps(self.words).encode()
            return self._told("QUEUED")
        if action == "GetTranscriptionJob":
            self.looks += 1
            return self._told(self.job.get("status", "COMPLETED") if self.looks > 1 else "IN_PROGRESS")
        if action == "DeleteTranscriptionJob":
            self.job["deleted"] = True
            return Response()
        if request.method == "PUT":
            self.stored[request.url.path] = body
            return Response(headers={"ETag": '"1"'})
        if request.method == "DELETE":
            self.stored.pop(request.url.path, None)
            return Response(status_code=204)
        return Response(self.stored[request.url.path], media_type="application/json")

    def _told(self, status: str) -> Response:
        wanted = self.job["wanted"]
        code = wanted.get("LanguageCode", "he-IL")
        told = {
            "TranscriptionJobName": wanted["TranscriptionJobName"],
            "TranscriptionJobStatus": status,
            "LanguageCode": code,
        }
        return JSONResponse({"TranscriptionJob": {**told, "FailureReason": self.job.get("reason", "")}})

    async def _half(self) -> AsyncIterator[bytes]:
        yield b'{"results": '
        raise ConnectionAbortedError

    async def _silence(self, request: Request) -> None:
        self.hanging.set()
        try:
            while not await request.is_disconnected():  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.01)
        finally:
            self.hung_up.set()


class Served:
    """A FakeRecogniser served from a thread of its own."""

    def __init__(self) -> None:
        self.fake = FakeRecogniser()
        app = Starlette(routes=[Route("/{path:path}", self.fake.answer, methods=["GET", "POST", "PUT", "DELETE"])])
        config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._socket = _free_socket()
        self.fake.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> FakeRecogniser:
        self._thread.start()
        return self.fake

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
