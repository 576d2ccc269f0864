"""Zoom real-time media streams: Zoom tells by an event that there is one, and we connect to its servers for the sound.

A stream has two connections: signalling, which says where the media server is, and media. Both ask from time to time
whether we are still there, both may break; Zoom keeps a stream for half a minute to a minute.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog

from ringside.calls.live.capture.people import Sides
from ringside.calls.live.capture.said import MOST_FRAME, Sound, clock
from ringside.calls.live.capture.signed import zoom_stream

log = structlog.get_logger()

HELLO, HELLO_BACK, MEDIA, MEDIA_BACK, READY, ALIVE, ALIVE_BACK, AUDIO = 1, 2, 3, 4, 7, 12, 13, 14
AUDIO_ONLY = 1
SOUND = {"content_type": 2, "sample_rate": 1, "channel": 1, "codec": 1, "data_opt": 2, "send_rate": 20}
"""Raw PCM of 16 kHz, mono, each participant apart, every 20 ms."""
GIVE_UP_S = 60.0
"""After so long without a connection Zoom has let the stream go."""
ANSWER_S = 10.0
SILENT_S = 65.0
"""A connection on which not even a question comes for so long is dead."""
HOSTS = (".zoom.us", ".zoomgov.com")


class StreamRefused(Exception):
    """Zoom does not give us this stream, or names servers that are not Zoom's."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What Zoom's event says of a stream."""

    meeting: str
    stream: str
    servers: str

    def row(self) -> dict[str, str]:
        return {"meeting_uuid": self.meeting, "stream": self.stream, "servers": self.servers}


def stream_of(payload: Any) -> Stream | None:
    """The stream of an event, which has its fields in the payload or one level down."""
    inner = payload.get("object") if isinstance(payload, dict) else None
    for found in (payload, inner):
        if isinstance(found, dict):
            values = [found.get(name) for name in ("meeting_uuid", "rtms_stream_id", "server_urls")]
            if all(isinstance(value, str) and value for value in values):
                return Stream(*(str(value)[:500] for value in values))
    return None


def checked(url: str, hosts: list[str]) -> str:
    """An address of Zoom's. Raises StreamRefused for any other: an event must not lead us into our own network."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise StreamRefused("no address") from None
    if parts.username is not None or "\\" in url:
        raise StreamRefused("an address with a user name")
    if parts.scheme in ("ws", "wss") and (host in hosts or f"{host}:{port}" in hosts):
        return url
    if parts.scheme != "wss" or port not in (None, 443) or not f".{host}".endswith(HOSTS):
        raise StreamRefused("a server that is not Zoom's")
    return url


def sound_of(told: dict[str, Any], sides: Sides) -> Sound | None:
    """The sound in a media message; None for one that has none."""
    content = told.get("content")
    if told.get("msg_type") != AUDIO or not isinstance(content, dict) or content.get("user_id") is None:
        return None
    try:
        pcm = base64.b64decode(str(content.get("data", "")), validate=True)
    except binascii.Error:
        return None
    id, name = str(content["user_id"])[:64], content.get("user_name")
    name = name[:120] if isinstance(name, str) else None
    side = sides.of(id, name, None, host=False)
    at = clock(content.get("timestamp"), 1e14)
    if len(pcm) < 2:
        return None
    return Sound(side, id, pcm[: len(pcm) & ~1], None if at is None else at / 1000, name)


class ZoomClient:
    """Stays connected to one stream until told to stop or Zoom has let it go."""

    def __init__(
        self,
        stream: Stream,
        client_id: str,
        secret: str,
        hosts: list[str],
        begin: Callable[[], Awaitable[None]],
        lost: Callable[[], Awaitable[None]],
        take: Callable[[Sound], None],
        sides: Sides,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._stream, self._hosts, self._sides = stream, hosts, sides
        self._signature = zoom_stream(client_id, secret, stream.meeting, stream.stream)
        self._begin, self._lost, self._take, self._wait = begin, lost, take, wait

    async def run(self) -> None:
        """Until cancelled. Raises StreamRefused."""
        loop = asyncio.get_running_loop()
        pause, seen = 0.25, loop.time()
        while True:
            try:
                if await self._connected():
                    pause, seen = 0.25, loop.time()
            except (OSError, TimeoutError, _closed_kind()) as error:
                log.info("zoom stream lost", kind=type(error).__name__)
            if loop.time() - seen > GIVE_UP_S:
                raise StreamRefused("Zoom cannot be reached")
            await self._wait(pause)
            pause = min(2 * pause, 5.0)

    async def _connected(self) -> bool:
        """One time from hello to the end of either connection; whether sound was ready to come."""
        from websockets.asyncio.client import connect  # noqa: PLC0415

        options: dict[str, Any] = {"max_size": MOST_FRAME, "open_timeout": ANSWER_S, "close_timeout": 1, "proxy": None}
        servers = [one.strip() for one in self._stream.servers.split(",") if one.strip()]
        if not servers:
            raise StreamRefused("no servers")
        async with connect(checked(servers[0], self._hosts), **options) as signalling:
            await self._send(signalling, HELLO, **self._who(), protocol_version=1, sequence=random.getrandbits(31))
            answer = await self._answer(signalling, HELLO_BACK)
            async with connect(checked(_media_server(answer), self._hosts), **options) as media:
                params = {"audio": SOUND}
                about = {"protocol_version": 1, "media_type": AUDIO_ONLY, "payload_encryption": False}
                await self._send(media, MEDIA, **self._who(), **about, media_params=params)
                await self._answer(media, MEDIA_BACK)
                await self._begin()
                try:
                    await self._send(signalling, READY, rtms_stream_id=self._stream.stream)
                    await _first(self._listen(signalling), self._listen(media))
                finally:
                    await self._lost()
        return True

    def _who(self) -> dict[str, Any]:
        return {
            "meeting_uuid": self._stream.meeting,
            "rtms_stream_id": self._stream.stream,
            "signature": self._signature,
        }

    async def _send(self, socket: Any, kind: int, **fields: Any) -> None:
        await socket.send(json.dumps({"msg_type": kind, **fields}))

    async def _answer(self, socket: Any, kind: int) -> dict[str, Any]:
        """Zoom's answer to a hello. Raises StreamRefused."""
        async with asyncio.timeout(ANSWER_S):
            while True:
                told = _read(await socket.recv())
                if told.get("msg_type") == ALIVE:
                    await self._send(socket, ALIVE_BACK, timestamp=told.get("timestamp"))
                elif told.get("msg_type") == kind:
                    if told.get("status_code", 0) != 0:
                        raise StreamRefused(f"Zoom says {told.get('status_code')}")
                    return told

    async def _listen(self, socket: Any) -> None:
        """Hear a connection out; what makes no sense is passed over."""
        while True:
            async with asyncio.timeout(SILENT_S):
                told = _read(await socket.recv())
            if told.get("msg_type") == ALIVE:
                await self._send(socket, ALIVE_BACK, timestamp=told.get("timestamp"))
            elif (sound := sound_of(told, self._sides)) is not None:
                self._take(sound)


def _read(message: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _media_server(answer: dict[str, Any]) -> str:
    servers = answer.get("media_server")
    urls = servers.get("server_urls") if isinstance(servers, dict) else None
    if isinstance(urls, dict):
        for name in ("audio", "all"):
            if isinstance(urls.get(name), str):
                return str(urls[name]).split(",")[0].strip()
    raise StreamRefused("Zoom names no media server")


def _closed_kind() -> type[Exception]:
    from websockets.exceptions import WebSocketException  # noqa: PLC0415

    return WebSocketException


async def _first(*waits: Awaitable[None]) -> None:
    """Wait for the first to end, with its error, and stop the others."""
    tasks = [asyncio.ensure_future(each) for each in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError, Exception):
                await task
