"""An embedding model on a real socket that speaks OpenAI's and Gemini's protocol. It knows a few synonyms."""

from __future__ import annotations

import math
import re
import threading
import zlib
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from peers.ai.fake_vendor import _free_socket

WIDTH = 64
CONCEPTS = {"vehicle": 0, "vehicles": 0, "car": 0, "cars": 0, "רכב": 0, "insured": 1, "coverage": 1, "covered": 1}


def vector(text: str) -> list[float]:
    """Words as directions; those of one concept share theirs."""
    point = [0.0] * WIDTH
    for word in re.findall(r"\w+", text.lower()):
        known = CONCEPTS.get(word)
        place = known if known is not None else 2 + zlib.crc32(word.encode()) % (WIDTH - 2)
        point[place] += 5.0 if known is not None else 0.1
    return point if math.hypot(*point) else [1.0] * WIDTH


@dataclass
class FakeEmbedder:
    """Answers properly, after the statuses it is told to answer first."""

    statuses: list[int] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.bodies.append(body)
        if self.statuses:
            status = self.statuses.pop(0)
            return JSONResponse({"error": {"message": "no"}}, status, headers={"Retry-After": "0"})
        if request.url.path.endswith(":batchEmbedContents"):
            self.keys.append(request.headers.get("x-goog-api-key"))
            texts = [each["content"]["parts"][0]["text"] for each in body["requests"]]
            return JSONResponse({"embeddings": [{"values": vector(text)} for text in texts]})
        assert request.url.path == "/v1/embeddings"
        self.keys.append(request.headers.get("authorization"))
        data = [
            {"object": "embedding", "index": place, "embedding": vector(text)}
            for place, text in enumerate(body["input"])
        ]
        usage = {"prompt_tokens": 10 * len(data), "total_tokens": 10 * len(data)}
        # Out of order, as the protocol allows.
        return JSONResponse({"object": "list", "data": data[::-1], "model": body["model"], "usage": usage})


class ServedEmbedder:
    """A FakeEmbedder served from a thread of its own."""

    def __init__(self) -> None:
        self.embedder = FakeEmbedder()
        app = Starlette(routes=[Route("/{path:path}", self.embedder.answer, methods=["POST"])])
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self._socket = _free_socket()
        self.embedder.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> FakeEmbedder:
        self._thread.start()
        return self.embedder

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(5)
        self._socket.close()
