"""What tests of live calls share: real speech made on the spot, a recogniser with a script, and clients of sockets."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import uvicorn
import websockets
from fastapi import FastAPI

from ringside.core.settings import Settings
from ringside.speech import synthesis
from ringside.speech.codecs import Resampler
from ringside.speech.ports import RATE, Heard, Phrase, Timbre, Trouble

WAIT_S = 10
FRAME = RATE // 50 * 2
"""Bytes of 20 ms."""


@cache
def spoken(text: str, gender: str = "male") -> bytes:
    """Somebody saying this, PCM16 at RATE."""

    async def say() -> bytes:
        voice = synthesis.from_settings(Settings(_env_file=None, voice_speak="espeak"))
        assert voice is not None
        timbre = Timbre(key=gender, gender=gender)  # type: ignore[arg-type]
        pcm = b"".join([piece async for piece in voice.speak(text, "en", timbre)])
        await voice.close()
        return Resampler(voice.rate).feed(pcm)

    with ThreadPoolExecutor(1) as beside:  # the test's own event loop is running
        return beside.submit(lambda: asyncio.run(say())).result()


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def frames(pcm: bytes, size: int = FRAME) -> list[bytes]:
    return [pcm[i : i + size] for i in range(0, len(pcm), size)]


def both(*said: tuple[int, bytes], pause: float = 0.8) -> list[bytes]:
    """Two sides taking turns, as one piece for each."""
    sides = [bytearray(), bytearray()]
    for side, pcm in said:
        for channel in (0, 1):
            sides[channel] += pcm if channel == side else bytes(len(pcm))
            sides[channel] += silence(pause)
    return [bytes(each) for each in sides]


def tagged(sides: Sequence[bytes]) -> list[bytes]:
    """The browser's messages: [u8 channel][PCM16], 20 ms each, both sides in turn."""
    pairs = zip(*(frames(side) for side in sides), strict=True)
    return [bytes([channel]) + piece for pair in pairs for channel, piece in enumerate(pair)]


class Scripted:
    """A recogniser that knows what is said: exactly one final answer for each phrase, in the script's order by channel.

    A script's end, or "", is noise. A partial comes when a phrase begins, where the protocol allows it.
    """

    source = "scripted:test"
    partials = True

    def __init__(self, rep: Iterable[str] = (), customer: Iterable[str] = ()) -> None:
        self.script = [list(rep), list(customer)]
        self.phrases: list[Phrase] = []
        self.opened: list[dict[str, Any]] = []
        self.fed = [0, 0]
        self.failing: str | None = None

    async def open(
        self,
        channels: int,
        language: Any,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> _Hearing:
        self.opened.append({"channels": channels, "language": language, "words": words, "trouble": trouble})
        return _Hearing(self, heard)

    async def close(self) -> None:
        pass


class _Hearing:
    def __init__(self, recogniser: Scripted, heard: Callable[[Heard], None]) -> None:
        self._of, self._heard = recogniser, heard
        self._closed = False

    def feed(self, channel: int, pcm: bytes) -> None:
        assert not self._closed
        self._of.fed[channel] += len(pcm)

    def started(self, channel: int, at: float) -> None:
        script = self._of.script[channel]
        if script and script[0]:
            first = script[0].split()[0]
            self._tell(channel, first, at, at, final=False)

    def ended(self, phrase: Phrase) -> None:
        self._of.phrases.append(phrase)
        script = self._of.script[phrase.channel]
        text = script.pop(0) if script else ""
        self._tell(phrase.channel, text, phrase.start, phrase.end, final=True)

    def _tell(self, channel: int, text: str, start: float, end: float, *, final: bool) -> None:
        self._heard(Heard(channel=channel, text=text, final=final, start=start, end=end, source=self._of.source))

    async def close(self, seconds: float = 3.0) -> None:
        self._closed = True


class Line:
    """A client's end of a socket: what it was told, and what it says."""

    def __init__(self, connected: Any) -> None:
        self.socket = connected
        self.told: list[dict[str, Any]] = []
        self.sound: list[bytes] = []

    async def hear(self, *kinds: str, **fields: Any) -> dict[str, Any]:
        """The next message of one of these kinds, with these fields."""
        async with asyncio.timeout(WAIT_S):
            return await self._next(kinds, fields)

    async def _next(self, kinds: tuple[str, ...], fields: dict[str, Any]) -> dict[str, Any]:
        while True:
            data = await self.socket.recv()
            if isinstance(data, bytes):
                self.sound.append(data)
                continue
            message = json.loads(data)
            self.told.append(message)
            same = all(message.get(name) == value for name, value in fields.items())
            if message["type"] in kinds and same:
                return message

    async def heard(self, kind: str, **fields: Any) -> dict[str, Any]:
        """A message of this kind with these fields, told already or still to come: for what has no order."""
        told = self.of(kind, **fields)
        return told[-1] if told else await self.hear(kind, **fields)

    async def send(self, *messages: bytes | dict[str, Any]) -> None:
        for message in messages:
            await self.socket.send(message if isinstance(message, bytes) else json.dumps(message))

    async def gone(self) -> tuple[int, str]:
        """Wait until the server has closed; code and reason."""
        try:
            while True:
                data = await asyncio.wait_for(self.socket.recv(), WAIT_S)
                if isinstance(data, bytes):
                    self.sound.append(data)
                else:
                    self.told.append(json.loads(data))
        except websockets.ConnectionClosed:
            return self.socket.close_code, self.socket.close_reason

    def of(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return [m for m in self.told if m["type"] == kind and all(m.get(k) == v for k, v in fields.items())]

    async def close(self) -> None:
        await self.socket.close()


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """Where the application under test listens, on the test's own event loop."""
    options: dict[str, Any] = {
        "lifespan": "off",
        "log_config": None,
        "ws_ping_interval": None,
        "timeout_graceful_shutdown": 1,
    }
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, **options))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        serving = asyncio.ensure_future(server.serve([listening]))
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


async def analysed(client: Any, call_id: str) -> dict[str, Any]:
    """The report of a call that has ended, once its analysis is done."""
    for _ in range(500):
        report = (await client.get(f"/api/calls/{call_id}")).json()
        if report.get("status") in ("done", "failed"):
            return dict(report)
        await asyncio.sleep(0.02)
    raise TimeoutError(report)


async def connected(address: str, path: str, who: Any = None, **headers: str) -> Line:
    """A socket to the application, signed in as `who` or as nobody."""
    if who is not None:
        headers["Authorization"] = who.headers["Authorization"]
    options: dict[str, Any] = {"proxy": None, "max_queue": None, "close_timeout": 1}
    return Line(await websockets.connect(f"ws://{address}{path}", additional_headers=headers, **options))
