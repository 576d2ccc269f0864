"""A call whose time passes as fast as it can be computed, over a line that is only remembered."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal

from peers.speech.call_kit import Buyer, Loudness, Recogniser, Voice, Watch, silence
from ringside.speech.pipeline.ports import Gone, Message
from ringside.speech.pipeline.service import Call, Engine
from ringside.speech.ports import RATE, StreamingRecogniser, Synthesiser


class _Leaping(selectors.DefaultSelector):
    """Instead of waiting it puts the clock on."""

    loop: LeapingLoop

    def select(self, timeout: float | None = None) -> Any:
        if timeout:
            self.loop.leapt += timeout
        return super().select(0 if timeout is not None else None)


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop on which an hour takes as long as what happens in it."""

    def __init__(self) -> None:
        self.leapt = 0.0
        selector = _Leaping()
        super().__init__(selector)
        selector.loop = self

    def time(self) -> float:
        return self.leapt


class Wire:
    """A line to nobody: what is played and told is kept."""

    kind: Literal["webrtc", "websocket", "livekit"] = "websocket"
    piece_s = 0.04

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self.played: list[tuple[float, float]] = []
        """When, and how many seconds of sound."""
        self.messages: list[Message] = []
        self.drops = 0
        self.closed: tuple[int, str] | None = None
        self.sound: Callable[[bytes], None] = lambda pcm: None
        self.message: Callable[[Message], None] = lambda message: None
        self._gone: asyncio.Future[Gone] = asyncio.get_running_loop().create_future()

    async def connected(self) -> bool:
        return True

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        self.sound, self.message = sound, message
        return await asyncio.shield(self._gone)

    def play(self, pcm: bytes) -> None:
        self.played.append((asyncio.get_running_loop().time(), len(pcm) / 2 / self.rate))

    def drop(self) -> None:
        self.drops += 1

    def tell(self, message: Message, key: str | None = None) -> None:
        self.messages.append(message)

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)

    def leave(self, why: Gone = "left") -> None:
        if not self._gone.done():
            self._gone.set_result(why)

    async def hear(self, pcm: bytes, piece_s: float = 0.02) -> None:
        """Sound at the pace it is spoken."""
        size = int(piece_s * RATE) * 2
        for at in range(0, len(pcm), size):
            self.sound(pcm[at : at + size])
            await asyncio.sleep(piece_s)

    async def quiet(self, seconds: float) -> None:
        await self.hear(silence(seconds))


class Scene:
    """A call with all that takes part in it."""

    def __init__(
        self, buyer: Buyer, recogniser: StreamingRecogniser | None, voice: Synthesiser | None, **more: Any
    ) -> None:
        self.buyer, self.watch, self.wire = buyer, Watch(buyer), Wire()
        speaks_here = more.pop("speaks_here", True)
        made = {"detector": Loudness, **more.pop("engine", {})}
        engine = Engine(recogniser, voice, speaks_here=speaks_here, **made)
        self.came: list[Message] = []
        self.call = Call(self.wire, engine, buyer, self.watch, messages=self.came.append, **more)
        self.running = asyncio.create_task(self.call.run())

    async def end(self) -> str:
        self.wire.leave()
        return await self.running


Play = Callable[[Scene], Awaitable[None]]


def play(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it in time that leaps; what never happens is an hour away and then an error."""
    loop = LeapingLoop()
    try:
        loop.run_until_complete(asyncio.wait_for(act(), 7200))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def scene(
    *lines: str,
    hears: tuple[str, ...] = ("What does it cost?",),
    speaks_s: float = 0.6,
    greeting: str = "",
    **more: Any,
) -> Scene:
    buyer = Buyer(list(lines) or ["Well, hello."], greeting=greeting)
    return Scene(buyer, Recogniser(*hears), Voice(speaks_s), **more)
