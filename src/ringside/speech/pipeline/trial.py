"""A spoken conversation with the services that are configured, to see how fast they answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from ringside.speech.codecs import Resampler
from ringside.speech.pipeline.call import Call
from ringside.speech.pipeline.engine import Engine
from ringside.speech.pipeline.ports import Gone, Latency, Message, Said, Sentence, Stage
from ringside.speech.ports import RATE, Synthesiser, Timbre, Trouble
from ringside.speech.transcription.schemas import Language

QUESTION: dict[Language, str] = {
    "en": "Could you tell me what it would cost for forty people?",
    "he": "אפשר לדעת כמה זה יעלה לארבעים איש?",
}
ANSWER: dict[Language, str] = {
    "en": "It depends on how you would use it. How many of them are in sales?",
    "he": "זה תלוי איך תשתמשו בזה. כמה מהם במכירות?",
}
ASKS, ANSWERS = Timbre(key="asks", gender="male"), Timbre(key="answers")
LONGEST_S = 20.0
"""A turn that is not answered by then counts as failed."""
PIECE_S = 0.02


@dataclass(frozen=True, slots=True)
class Found:
    """Of a trial; seconds are those of waiting for an answer."""

    latencies: tuple[Latency, ...]
    heard: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    unanswered: int


def percentiles(latencies: Sequence[Latency]) -> dict[Stage | Literal["total"], tuple[float, float]]:
    """p50 and p95 in milliseconds, of the whole and of each stage."""
    rows: dict[Stage | Literal["total"], list[float]] = {"total": [one.total for one in latencies]}
    for stage in get_args(Stage):
        rows[stage] = [one.stages.get(stage, 0.0) for one in latencies]
    return {
        name: (float(np.percentile(values, 50)), float(np.percentile(values, 95)))
        for name, values in rows.items()
        if values
    }


async def question(synthesiser: Synthesiser, language: Language) -> bytes:
    """A question at RATE, spoken by the voice that is tried."""
    down = Resampler(synthesiser.rate, RATE)
    pieces = [down.feed(pcm) async for pcm in synthesiser.speak(QUESTION[language], language, ASKS)]
    return b"".join([*pieces, down.finish()])


async def tried(
    engine: Engine, sound: bytes, turns: int, language: Language, told: Callable[[Latency], None] = lambda one: None
) -> Found:
    """Asks the same so many times, at the pace of speech, and waits for each answer."""
    counterpart = _Answering(language)
    watcher = _Watching(told)
    line = _Microphone()
    call = Call(line, engine, counterpart, watcher, messages=lambda message: None)
    running = asyncio.create_task(call.run())
    unanswered = 0
    try:
        for _ in range(turns):
            answered = len(watcher.latencies)
            await line.speak(sound)
            try:
                async with asyncio.timeout(LONGEST_S):
                    while len(watcher.latencies) == answered or not watcher.silent:
                        await line.speak(bytes(int(PIECE_S * RATE) * 2))
            except TimeoutError:
                unanswered += 1
    finally:
        line.gone.set()
        await running
    return Found(tuple(watcher.latencies), tuple(counterpart.heard), tuple(watcher.troubles), unanswered)


@dataclass
class _Answering:
    """Has its answer ready: what is measured is listening and speaking."""

    language: Language
    heard: list[str] = field(default_factory=list)

    async def opens(self) -> AsyncIterator[Sentence]:
        return
        yield

    async def answers(self, said: Said) -> AsyncIterator[Sentence]:
        self.heard.append(said.text)
        yield Sentence(turn=len(self.heard), text=ANSWER[self.language], timbre=ANSWERS)

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        """Nobody asks."""

    def over(self) -> bool:
        return False


@dataclass
class _Watching:
    told: Callable[[Latency], None]
    latencies: list[Latency] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    silent: bool = True

    def partial(self, text: str, start: float) -> None: ...

    def speaking(self, who: Literal["person", "counterpart"], on: bool, at: float) -> None:
        if who == "counterpart":
            self.silent = not on

    def spoken(self, sentence: Sentence, at: float) -> None: ...

    def latency(self, measured: Latency) -> None:
        self.latencies.append(measured)
        self.told(measured)

    def trouble(self, trouble: Trouble) -> None:
        self.troubles.append(trouble)

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None: ...

    def hung_up(self) -> None: ...


class _Microphone:
    """A line whose client is this process."""

    kind: Literal["webrtc", "websocket", "livekit"] = "websocket"
    rate = RATE
    piece_s = 0.04

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self._sound: Callable[[bytes], None] = lambda pcm: None

    async def connected(self) -> bool:
        return True

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        self._sound = sound
        await self.gone.wait()
        return "left"

    async def speak(self, pcm: bytes) -> None:
        loop, size = asyncio.get_running_loop(), int(PIECE_S * RATE) * 2
        began = loop.time()
        for i, at in enumerate(range(0, len(pcm), size)):
            self._sound(pcm[at : at + size])
            await asyncio.sleep(max(0.0, began + (i + 1) * PIECE_S - loop.time()))

    def play(self, pcm: bytes) -> None: ...

    def drop(self) -> None: ...

    def tell(self, message: Message, key: str | None = None) -> None: ...

    async def close(self, code: int, reason: str) -> None: ...
