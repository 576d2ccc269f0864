"""The counterpart's side of a call: sentences to sound, played as slowly as it is heard so that it can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field

from ringside.speech.codecs import Resampler
from ringside.speech.pipeline.cascade import Speaking
from ringside.speech.pipeline.clock import Clock
from ringside.speech.pipeline.latency import Answered, Listened, measured
from ringside.speech.pipeline.ports import Counterpart, Line, Sentence, Watcher
from ringside.speech.pipeline.utterance import Utterance
from ringside.speech.ports import RATE, Trouble

AHEAD_S = 0.1
"""Sound given to the line before it is due: what a client has to even out the network with."""
AGAIN_S = 0.3
"""After an interruption that was none, so much is said again."""
WAITING = 3
"""Sentences made before they are due."""


@dataclass(slots=True)
class _Answer:
    """An answer as far as it went."""

    sentences: AsyncIterator[Sentence]
    listened: Listened | None
    queue: asyncio.Queue[Utterance | None] = field(default_factory=lambda: asyncio.Queue(WAITING))
    found: asyncio.Task[Sentence | None] | None = None
    """The sentence being decided: never cancelled, because deciding stores."""
    at: Answered = field(default_factory=Answered)
    turn: int | None = None
    """Of the last sentence that was decided."""
    spoken: int | None = None
    """Turn that is being spoken."""
    texts: list[str] = field(default_factory=list)
    start: float | None = None
    end: float | None = None
    told: set[int] = field(default_factory=set)
    """Turns of which it has been told how much was heard."""


class Mouth:
    """Of one connection. One answer at a time."""

    def __init__(
        self,
        line: Line,
        speaking: Speaking,
        counterpart: Counterpart,
        watcher: Watcher,
        clock: Clock,
        *,
        reports: bool = True,
    ) -> None:
        self._line = line
        self._speaking = speaking
        self._counterpart = counterpart
        self._watcher = watcher
        self._clock = clock
        self._reports = reports
        self._loop = asyncio.get_running_loop()
        self._go = asyncio.Event()
        self._go.set()
        self._due = 0.0
        """When what was given has been heard, on the loop's clock."""
        self._loud = False
        self._answer: _Answer | None = None
        self._playing: Utterance | None = None
        self._echo = Resampler(line.rate, RATE)
        self._after: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether an answer is being thought of or spoken."""
        return self._answer is not None

    @property
    def held(self) -> bool:
        return not self._go.is_set()

    @property
    def begun(self) -> float | None:
        """Since when an answer is to be heard; None while it is being thought of."""
        return self._answer.start if self._answer is not None and self._answer.at.sent is not None else None

    def speaks_with(self, speaking: Speaking) -> None:
        """From the next answer on."""
        self._speaking = speaking

    def hold(self) -> None:
        """Be silent at once; the answer may go on."""
        if self.held:
            return
        self._go.clear()
        self._stop()

    def go_on(self) -> None:
        self._go.set()

    async def utter(self, sentences: AsyncIterator[Sentence], listened: Listened | None = None) -> None:
        """Speak until the end; when cancelled, how much of it was heard is told all the same (`settle`)."""
        answer = self._answer = _Answer(sentences, listened)
        self._go.set()
        making = asyncio.create_task(self._make(answer))
        finished = False
        try:
            while (utterance := await answer.queue.get()) is not None:
                turn = utterance.sentence.turn
                if answer.spoken not in (None, turn):
                    await self._heard_out(answer)
                answer.spoken = turn
                await self._play(utterance, answer)
            await self._heard_out(answer)
            finished = True
        finally:
            making.cancel()
            self._stop()
            if not finished:
                if self._playing is not None and answer.texts:
                    answer.texts[-1] = self._playing.heard()
                answer.end = answer.end or self._clock.now
                self._later(self._cut_off(answer))
            self._playing = self._answer = None

    async def settle(self) -> None:
        """Until what was heard of the last answer has been told, and what it decided is decided."""
        while self._after:
            await asyncio.gather(*self._after, return_exceptions=True)

    async def _make(self, answer: _Answer) -> None:
        async def pull() -> Sentence | None:
            answer.found = asyncio.create_task(_next(answer.sentences))
            sentence = await asyncio.shield(answer.found)
            answer.found = None
            if sentence is not None:
                answer.turn = sentence.turn
                answer.at.sentence = answer.at.sentence or self._clock.now
            return sentence

        async def put(sentence: Sentence) -> Utterance:
            utterance = Utterance(sentence, self._line.rate, lambda: self._clock.now)
            await answer.queue.put(utterance)
            return utterance

        try:
            await self._speaking.make(pull, put)
        except Exception as error:
            cause = str(error) or type(error).__name__
            self._watcher.trouble(Trouble(source="counterpart", cause=cause, falls_to=None))
        await answer.queue.put(None)

    async def _play(self, utterance: Utterance, answer: _Answer) -> None:
        self._playing = utterance
        answer.texts.append("")
        size = int(self._line.rate * self._line.piece_s) * 2
        told = False
        while await utterance.ready(size):
            if not await self._now_due():
                continue
            self._sounds(answer)
            if not told:
                told = True
                self._watcher.spoken(utterance.sentence, self._clock.now)
            self._give(utterance.take(size))
            if answer.at.sent is None:
                answer.at.sound, answer.at.sent = utterance.sounded, self._clock.now
                answer.at.source = utterance.source
                self._measure(answer)
        if not told:
            self._watcher.spoken(utterance.sentence, self._clock.now)
        answer.texts[-1] = utterance.heard()

    async def _now_due(self) -> bool:
        """Waits until the next piece is due; False when the answer was held meanwhile."""
        if self.held:
            await self._go.wait()
            return False
        early = self._unheard() - AHEAD_S
        if early > 0:
            await asyncio.sleep(early)
        return not self.held

    def _give(self, piece: bytes) -> None:
        now = self._loop.time()
        due = max(self._due, now)
        self._due = due + len(piece) / 2 / self._line.rate
        self._line.play(piece)
        self._watcher.sound("counterpart", self._echo.feed(piece), self._clock.now + due - now)

    def _measure(self, answer: _Answer) -> None:
        if answer.listened is not None and answer.spoken is not None:
            latency = measured(answer.spoken, answer.listened, answer.at)
            if latency is not None:
                self._watcher.latency(latency)

    def _unheard(self) -> float:
        """Seconds of what was given that are still to be heard."""
        return max(0.0, self._due - self._loop.time())

    def _sounds(self, answer: _Answer) -> None:
        if not self._loud:
            self._loud = True
            answer.end = None
            if not any(answer.texts):
                answer.start = self._clock.now
            self._watcher.speaking("counterpart", True, self._clock.now)

    def _stop(self) -> None:
        """Nothing is to be heard any more of what was given."""
        if self._playing is not None:
            self._playing.stopped(self._unheard(), AGAIN_S)
        self._line.drop()
        self._due = 0.0
        self._quiet()

    def _quiet(self) -> None:
        if self._loud:
            self._loud = False
            if self._answer is not None:
                self._answer.end = self._clock.now
            self._watcher.speaking("counterpart", False, self._clock.now)

    async def _heard_out(self, answer: _Answer) -> None:
        """A turn has been spoken to its end."""
        while self._unheard() > 0 or self.held:
            await asyncio.sleep(self._unheard())
            await self._go.wait()
        self._quiet()
        self._playing = None
        await self._tell(answer, cut_off=False)
        answer.spoken = None
        answer.texts.clear()

    async def _cut_off(self, answer: _Answer) -> None:
        await self._tell(answer, cut_off=True)
        if answer.found is not None:
            with suppress(Exception):
                sentence = await answer.found
                answer.turn = sentence.turn if sentence else answer.turn
        if answer.turn is not None and answer.turn not in answer.told:
            answer.spoken, answer.texts = answer.turn, []
            answer.start = answer.end = answer.end or self._clock.now
            await self._tell(answer, cut_off=True)
        close = getattr(answer.sentences, "aclose", None)
        if close is not None:
            with suppress(Exception):
                await close()

    async def _tell(self, answer: _Answer, *, cut_off: bool) -> None:
        if answer.spoken is None or not self._reports:
            return
        text = " ".join(filter(None, answer.texts))
        end = self._clock.now if answer.end is None else answer.end
        start = end if answer.start is None else answer.start
        answer.told.add(answer.spoken)
        with suppress(Exception):  # the room logs its own failures; the call goes on
            await self._counterpart.was_heard(answer.spoken, text, start, end, cut_off)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._after.add(task)
        task.add_done_callback(self._after.discard)


async def _next(sentences: AsyncIterator[Sentence]) -> Sentence | None:
    return await anext(sentences, None)
