"""Vendors' synthesisers on a real socket: they speak the language of tones, each by its own protocol."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
import json
import threading
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from peers.speech import tone_words
from peers.speech.fake_recogniser import Cut, Fail, Garbage, Hang, _free_socket


def words(text: str) -> str:
    return " ".join(word for word in text.lower().split() if word in tone_words.WORDS)


@dataclass
class FakeVoices:
    """Deeds are done in turn, the last one again and again; None speaks."""

    deeds: list[Any] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], dict[str, str], Any]] = field(default_factory=list)
    """(path, query, headers, body) of each request."""
    url: str = ""

    def does(self, *deeds: Any) -> None:
        self.deeds, self.asked = list(deeds), []

    async def answer(self, request: Request) -> Response:
        if request.url.path == "/token":
            return JSONResponse({"access_token": "token-1", "expires_in": 3600})
        body = json.loads(await request.body())
        self.asked.append((request.url.path, dict(request.query_params), dict(request.headers), body))
        deed = self.deeds[min(len(self.asked), len(self.deeds)) - 1] if self.deeds else None
        match deed:
            case Fail(status, told, headers):
                return JSONResponse(told, status, headers=dict(headers))
            case Garbage():
                return Response("<html>Bad gateway</html>", media_type="text/html")
            case Hang():
                while not await request.is_disconnected():  # noqa: ASYNC110 - there is no event for it
                    await asyncio.sleep(0.01)
                return Response(status_code=499)
        return self._spoken(request, body, cut=isinstance(deed, Cut))

    def _spoken(self, request: Request, body: Any, *, cut: bool) -> Response:
        match request.url.path:
            case "/v1/audio/speech":
                assert body["response_format"] == "pcm"
                return stream(tone_words.spoken(words(body["input"]), 24_000), "audio/pcm", cut)
            case "/v1/speak":
                query = request.query_params
                assert (query["encoding"], query["container"]) == ("linear16", "none")
                return stream(tone_words.spoken(words(body["text"]), int(query["sample_rate"])), "audio/l16", cut)
            case "/v1/text:synthesize":
                assert request.headers["authorization"] == "Bearer token-1"
                rate = body["audioConfig"]["sampleRateHertz"]
                sound = wav(tone_words.spoken(words(body["input"]["text"]), rate), rate)
                return JSONResponse({"audioContent": base64.b64encode(sound).decode()})
            case "/v1/speech":  # Polly
                assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIASECRET/")
                return stream(tone_words.spoken(words(body["Text"]), int(body["SampleRate"])), "audio/pcm", cut)
        return Response(wav(tone_words.spoken(words(body["text"]), 22_050), 22_050), media_type="audio/wav")


def stream(sound: bytes, kind: str, cut: bool) -> Response:
    """Pieces of odd sizes, as networks cut them; `cut` breaks off after half."""

    async def pieces() -> AsyncIterator[bytes]:
        end = len(sound) // 2 if cut else len(sound)
        for at in range(0, end, 4_095):
            yield sound[at : min(end, at + 4_095)]
        if cut:
            raise ConnectionAbortedError

    return StreamingResponse(pieces(), media_type=kind)


def wav(sound: bytes, rate: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(sound)
    return out.getvalue()


@contextlib.contextmanager
def serving() -> Any:
    fake = FakeVoices()
    app = Starlette(routes=[Route("/{path:path}", fake.answer, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))
    listening = _free_socket()
    fake.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.should_exit = server.force_exit = True
        thread.join(5)
        listening.close()
