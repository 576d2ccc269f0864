"""What a spoken call is tried with: somebody to talk to, an instant recogniser and voice, and clients of every kind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringside.speech.pipeline.ports import Latency, Said, Sentence
from ringside.speech.ports import RATE, Heard, Phrase, Timbre, Trouble

VOICE = Timbre(key="buyer")


class Loudness:
    """Tells a tone from silence: what speaks in these tests is a tone."""

    def __call__(self, windows: NDArray[np.float32], channels: Sequence[int], /) -> NDArray[np.float32]:
        return (np.abs(windows).max(axis=1) > 0.05).astype(np.float32)

    def rest(self, channel: int, /) -> None:
        """Nothing is remembered."""


def tone(seconds: float, rate: int = RATE, hertz: float = 220.0, loud: float = 0.4) -> bytes:
    at = np.arange(round(seconds * rate)) / rate
    return (np.sin(2 * np.pi * hertz * at) * loud * 32767).astype("<i2").tobytes()


def silence(seconds: float, rate: int = RATE) -> bytes:
    return bytes(2 * round(seconds * rate))


class Recogniser:
    """Hears what it was told to, phrase by phrase, at once; an empty text is mere noise."""

    source = "dummy:ear"
    partials = True

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.heard_s = 0.0

    async def open(
        self,
        channels: int,
        language: str | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> Hears:
        return Hears(self, heard)

    async def close(self) -> None: ...


@dataclass
class Hears:
    recogniser: Recogniser
    heard: Callable[[Heard], None]

    def feed(self, channel: int, pcm: bytes) -> None:
        self.recogniser.heard_s += len(pcm) / 2 / RATE

    def started(self, channel: int, at: float) -> None:
        self._tell("…", at, at, final=False)

    def ended(self, phrase: Phrase) -> None:
        texts = self.recogniser.texts
        self._tell(texts.pop(0) if len(texts) > 1 else texts[0], phrase.start, phrase.end, final=True)

    def _tell(self, text: str, start: float, end: float, *, final: bool) -> None:
        self.heard(Heard(channel=0, text=text, final=final, start=start, end=end, source=self.recogniser.source))

    async def close(self, seconds: float = 3.0) -> None: ...


class Voice:
    """Speaks every sentence as a tone of so many seconds, at once."""

    source = "dummy:voice"
    rate = 24_000

    def __init__(self, seconds: float = 0.6) -> None:
        self.seconds = seconds
        self.texts: list[str] = []

    def speaks(self, language: str) -> bool:
        return language == "en"

    async def speak(self, text: str, language: str, timbre: Timbre) -> AsyncIterator[bytes]:
        self.texts.append(text)
        pcm = tone(self.seconds, self.rate, 440.0)
        for at in range(0, len(pcm), 4800):
            yield pcm[at : at + 4800]

    async def close(self) -> None: ...


@dataclass
class Buyer:
    """Answers with the next of its lines, sentence by sentence, and keeps what happened to it."""

    lines: list[str]
    greeting: str = ""
    language: Any = "en"
    said: list[Said] = field(default_factory=list)
    heard: list[tuple[int, str, bool]] = field(default_factory=list)
    times: list[tuple[float, float]] = field(default_factory=list)
    turn: int = 0
    ends_after: int | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def opens(self) -> AsyncIterator[Sentence]:
        if self.greeting:
            async for sentence in self._spoken(self.greeting):
                yield sentence

    async def answers(self, said: Said) -> AsyncIterator[Sentence]:
        self.said.append(said)
        self.news.set()
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        async for sentence in self._spoken(line):
            yield sentence

    async def _spoken(self, line: str) -> AsyncIterator[Sentence]:
        self.turn += 1
        for text in line.split("|"):
            yield Sentence(turn=self.turn, text=text, timbre=VOICE)

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        self.heard.append((turn, text, cut_off))
        self.times.append((start, end))
        self.news.set()

    def over(self) -> bool:
        return self.ends_after is not None and len(self.said) >= self.ends_after

    async def until(self, happened: Callable[[], object], seconds: float = 8.0) -> None:
        async with asyncio.timeout(seconds):
            while not happened():
                self.news.clear()
                await self.news.wait()


@dataclass
class Watch:
    """Everything a call tells, in order."""

    buyer: Buyer
    told: list[tuple[Any, ...]] = field(default_factory=list)
    latencies: list[Latency] = field(default_factory=list)
    heard_s: dict[str, float] = field(default_factory=lambda: {"person": 0.0, "counterpart": 0.0})

    def partial(self, text: str, start: float) -> None:
        self._tell("partial", text)

    def speaking(self, who: str, on: bool, at: float) -> None:
        self._tell("speaking", who, on)

    def spoken(self, sentence: Sentence, at: float) -> None:
        self._tell("spoken", sentence.text)

    def latency(self, measured: Latency) -> None:
        self.latencies.append(measured)
        self._tell("latency", measured.turn)

    def trouble(self, trouble: Trouble) -> None:
        self._tell("trouble", trouble.source, trouble.cause)

    def sound(self, who: str, pcm: bytes, at: float) -> None:
        self.heard_s[who] += len(pcm) / 2 / RATE

    def hung_up(self) -> None:
        self._tell("hung_up")

    def _tell(self, *what: Any) -> None:
        self.told.append(what)
        self.buyer.news.set()

    def count(self, *what: Any) -> int:
        return sum(each[: len(what)] == what for each in self.told)
