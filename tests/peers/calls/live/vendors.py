"""Twilio, Zoom and Recall.ai as they behave on the wire, from their documentation; signatures are made here anew."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator, Sequence
from typing import Any

import uvicorn
import websockets
from fastapi import FastAPI, Request, Response
from websockets.asyncio.server import Server, serve

from live_kit import FRAME, frames
from ringside.speech.codecs import mulaw_encode


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# -- Twilio: it calls us, and signs with HMAC-SHA1 over the address and the form


def twilio_signature(token: str, url: str, form: dict[str, str] | None = None) -> str:
    text = url + "".join(name + (form or {})[name] for name in sorted(form or {}))
    return _b64(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest())


def twilio_messages(inbound: bytes, outbound: bytes) -> Iterator[dict[str, Any]]:
    """A stream of both tracks: PCM16 of 8 kHz as mu-law, 20 ms a message."""
    yield {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    yield {
        "event": "start",
        "sequenceNumber": "1",
        "start": {
            "streamSid": "MZ1", "accountSid": "AC1", "callSid": "CA1", "tracks": ["inbound", "outbound"],
            "customParameters": {}, "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        },
        "streamSid": "MZ1",
    }  # fmt: skip
    number = 2
    for chunk, pair in enumerate(zip(frames(inbound, 320), frames(outbound, 320), strict=False)):
        for track, pcm in zip(("inbound", "outbound"), pair, strict=True):
            media = {"track": track, "chunk": str(chunk + 1), "timestamp": str(20 * chunk)}
            media["payload"] = _b64(mulaw_encode(pcm))
            yield {"event": "media", "sequenceNumber": str(number), "media": media, "streamSid": "MZ1"}
            number += 1
    stop = {"accountSid": "AC1", "callSid": "CA1"}
    yield {"event": "stop", "sequenceNumber": str(number), "streamSid": "MZ1", "stop": stop}


# -- Recall.ai: we ask it for a bot, which connects to us; everything is signed as Svix does


class Recall:
    """The API, and the bots it sends."""

    key = "recall-key-1234"
    secret = "whsec_" + _b64(b"a secret of the workspace")

    def __init__(self) -> None:
        self.bots: list[dict[str, Any]] = []
        self.left: list[str] = []
        self.status = 201
        api = FastAPI()

        @api.post("/api/v1/bot/")
        async def create(request: Request) -> Response:
            if request.headers.get("authorization") != self.key:
                return Response(status_code=401)
            if self.status == 201:
                self.bots.append(await request.json())
            body = json.dumps({"id": f"bot-{len(self.bots)}", "status_changes": []})
            return Response(body, self.status, media_type="application/json")

        @api.post("/api/v1/bot/{bot}/leave_call/")
        async def leave(bot: str) -> dict[str, Any]:
            self.left.append(bot)
            return {}

        options: dict[str, Any] = {"log_config": None, "lifespan": "off", "timeout_graceful_shutdown": 1}
        self._server = uvicorn.Server(uvicorn.Config(api, **options))
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def __aenter__(self) -> Recall:
        self._serving = asyncio.ensure_future(self._server.serve([self._socket]))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = True
        await self._serving

    def headers(self, body: bytes = b"", at: float | None = None, secret: str | None = None) -> dict[str, str]:
        stamp, message = str(int(at or time.time())), "msg_1"
        key = base64.b64decode((secret or self.secret).removeprefix("whsec_"))
        signed = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
        return {
            "webhook-id": message,
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{_b64(b'another')} v1,{_b64(signed)}",
        }


def recall_sound(person: dict[str, Any], pcm: bytes, at: float = 0.0) -> Iterator[dict[str, Any]]:
    """What a bot sends of one participant, who speaks from this second on."""
    for i, piece in enumerate(frames(pcm)):
        stamp = {"relative": at + 0.02 * i, "absolute": "2026-11-21T09:00:00Z"}
        data = {"buffer": _b64(piece), "timestamp": stamp, "participant": person}
        yield {"event": "audio_separate_raw.data", "data": {"data": data, "bot": {"id": "bot-1", "metadata": {}}}}


# -- Zoom: it tells of a stream by a signed event, we connect to its servers


class Zoom:
    """Signalling and media servers of one stream."""

    client_id, client_secret, secret_token = "zoom-client", "zoom-client-secret", "zoom-secret-token"
    meeting, stream = "abc==", "stream-1"

    def __init__(self) -> None:
        self.sound: asyncio.Queue[str | None] = asyncio.Queue()
        """Media messages to send; None breaks the media connection off."""
        self.connections = {"signalling": 0, "media": 0}
        self.said: list[dict[str, Any]] = []
        self.ready = asyncio.Event()
        self.refuses = False
        self._server: Server | None = None

    async def __aenter__(self) -> Zoom:
        self._server = await serve(self._serve, "127.0.0.1", 0, close_timeout=0.2)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self.ready.set()
        self.sound.put_nowait(None)
        self._server.close()
        await self._server.wait_closed()

    @property
    def host(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{next(iter(self._server.sockets)).getsockname()[1]}"

    def event(self, name: str, **payload: Any) -> tuple[bytes, dict[str, str]]:
        """A signed event as Zoom posts it."""
        fields = {"meeting_uuid": self.meeting, "rtms_stream_id": self.stream, "operator_id": "u1"}
        fields["server_urls"] = f"ws://{self.host}/signalling"
        body = json.dumps({"event": name, "event_ts": 1, "payload": payload or fields}).encode()
        return body, self.signed(body)

    def signed(self, body: bytes, at: float | None = None) -> dict[str, str]:
        stamp = str(int(at or time.time()))
        mark = hmac.new(self.secret_token.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={mark}", "content-type": "application/json"}

    def speak(self, user: int, name: str, pcm: bytes, at: float, order: Sequence[int] | None = None) -> None:
        """A participant speaks from this second of Zoom's clock on, the pieces perhaps in another order."""
        pieces = list(enumerate(frames(pcm, FRAME)))
        for i in order or range(len(pieces)):
            stamp = int(1000 * at) + 20 * pieces[i][0]
            content = {"user_id": user, "user_name": name, "data": _b64(pieces[i][1]), "timestamp": stamp}
            self.sound.put_nowait(json.dumps({"msg_type": 14, "content": content}))

    async def _serve(self, connection: Any) -> None:
        kind = connection.request.path.strip("/")
        self.connections[kind] += 1
        hello = json.loads(await connection.recv())
        self.said.append(hello)
        wanted = hmac.new(
            self.client_secret.encode(), f"{self.client_id},{self.meeting},{self.stream}".encode(), hashlib.sha256
        ).hexdigest()
        fine = hello["signature"] == wanted and hello["rtms_stream_id"] == self.stream and not self.refuses
        with contextlib.suppress(websockets.ConnectionClosed):
            await (self._signalling if kind == "signalling" else self._media)(connection, fine)

    async def _signalling(self, socket: Any, fine: bool) -> None:
        answer = {"msg_type": 2, "protocol_version": 1, "status_code": 0 if fine else 8, "reason": ""}
        answer["media_server"] = {"server_urls": {"audio": f"ws://{self.host}/media", "all": "wss://elsewhere"}}
        await socket.send(json.dumps({"msg_type": 12, "timestamp": 7}))
        await socket.send(json.dumps(answer))
        async for message in socket:
            told = json.loads(message)
            self.said.append(told)
            if told["msg_type"] == 7:
                self.ready.set()

    async def _media(self, socket: Any, fine: bool) -> None:
        await socket.send(json.dumps({"msg_type": 4, "status_code": 0 if fine else 8}))
        await socket.send(json.dumps({"msg_type": 12, "timestamp": 8}))
        await self.ready.wait()
        while (message := await self.sound.get()) is not None:
            await socket.send(message)
        self.ready.clear()
        await socket.close(1011)
