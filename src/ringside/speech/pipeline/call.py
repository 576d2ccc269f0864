"""One spoken conversation over one connection: who may speak, who listens, and what is made of it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal

import structlog

from ringside.speech.codecs import Resampler
from ringside.speech.endpointing import Endpointer
from ringside.speech.pipeline.cascade import Cascade, Speaking
from ringside.speech.pipeline.clock import Clock
from ringside.speech.pipeline.ear import Ear
from ringside.speech.pipeline.engine import Engine
from ringside.speech.pipeline.latency import Listened
from ringside.speech.pipeline.mouth import Mouth
from ringside.speech.pipeline.patience import goes_along
from ringside.speech.pipeline.ports import Counterpart, Director, Gone, Line, Message, Said, Sentence, Watcher
from ringside.speech.pipeline.realtime.ports import Part, Talk
from ringside.speech.pipeline.realtime.speaking import Directed, Plain
from ringside.speech.ports import RATE, Gender, Hearing, StreamingRecogniser, Trouble
from ringside.speech.streaming.chain import Chain
from ringside.speech.transcription.faults import TranscriptionFailed

Ending = Literal["over", "hung_up", "lost", "replaced", "overrun"]

TICK_S = 0.02
STOP_S = 0.2
"""Silence after which a phrase has ended; how long a turn takes to end is a matter of patience."""
TAIL_S = 2.0
"""Words that were begun before the counterpart cut in and end so soon after belong to what comes next."""

CLOSING: dict[Ending, tuple[int, str]] = {
    "over": (1000, "The call is over."),
    "hung_up": (1000, "The call is over."),
    "replaced": (4409, "The call goes on in another place."),
    "lost": (1001, "The connection was lost."),
    "overrun": (4429, "You read too slowly; connect again."),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something to be answered or said, in its turn."""

    sentences: Callable[[], AsyncIterator[Sentence]]
    listened: Listened | None = None


class Call:
    """A resumed session is a new call with `begin` and the same counterpart."""

    def __init__(
        self,
        line: Line,
        engine: Engine,
        counterpart: Counterpart,
        watcher: Watcher,
        *,
        messages: Callable[[Message], None],
        begin: float = 0.0,
        words: tuple[str, ...] = (),
        director: Director | None = None,
        gender: Gender = "female",
    ) -> None:
        loop = asyncio.get_running_loop()
        self._line = line
        self._engine = engine
        self._counterpart = counterpart
        self._watcher = watcher
        self._messages = messages
        self._words = words
        self._director = director or Plain()
        self._talk = self._talk_of(engine, gender)
        self._clock = Clock(loop.time, begin)
        self._ending: Ending | None = None
        self._close: tuple[int, str] | None = None
        self._done = asyncio.Event()
        self._news = asyncio.Event()
        self._asked: deque[_Asked] = deque()
        self._aside: Said | None = None
        """What was said into an answer that cut in: it belongs to what is said next."""
        self._told: Trouble | None = None
        self._cutting_in = False
        """The counterpart does not let itself be interrupted until the person has paused."""
        self._human_voice = Resampler(RATE, line.rate)
        self._answering: asyncio.Task[None] | None = None
        self._hearing: Hearing | None = None
        self._ear = self._ear_of(engine) if engine.listens is not None else None
        self._mouth = Mouth(line, self._voice(), counterpart, watcher, self._clock, reports=engine.speaks_here)

    @property
    def at(self) -> float:
        """Seconds of the call now."""
        return self._clock.now

    async def run(self) -> Ending:
        """Until the call ends, for whatever reason."""
        line = asyncio.create_task(self._line.run(self._sound, self._messages))
        done = asyncio.create_task(self._done.wait())
        tasks: list[asyncio.Task[None]] = []
        try:
            if await self._connected(line, done):
                self._clock.start()
                self._asked.appendleft(_Asked(self._counterpart.opens))
                self._news.set()
                tasks += [asyncio.create_task(each) for each in (self._listen(), self._answer_all(), self._tick())]
                for task in (line, *tasks):
                    task.add_done_callback(self._looked_at)
            await asyncio.wait((line, done), return_when=asyncio.FIRST_COMPLETED)
            if self._ending is None:
                self._ending = "overrun" if _gone(line) == "slow" else "lost"
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._stop_answer()
            self._watcher.hung_up()
            await self._line.close(*(self._close or CLOSING[self._ending or "lost"]))
            line.cancel()
            done.cancel()
            await asyncio.gather(line, done, return_exceptions=True)
            if self._hearing is not None:
                await self._hearing.close(0.5)
        return self._ending or "lost"

    def tell(self, message: Message, key: str | None = None) -> None:
        """A message for the client."""
        self._line.tell(message, key)

    def type_in(self, text: str, key: str | None = None) -> None:
        """A turn of the person, written."""
        now = self._clock.now
        self._person(Said(text=text, start=now, end=now, source="typed", key=key))

    def recognised(self, text: str, start: float, end: float, key: str | None = None) -> None:
        """A turn of the person whose words the client has."""
        self._person(Said(text=text, start=start, end=max(start, end), source="browser", key=key))

    def talk(self, on: bool) -> None:
        """The button of push-to-talk; from its first press only what is said while it is held counts."""
        if self._ear is not None:
            self._ear.push(on)

    def listen_freely(self) -> None:
        if self._ear is not None:
            self._ear.pushing = None

    def mute(self, on: bool) -> None:
        if self._ear is not None:
            self._ear.muted = on

    def interrupt(self) -> None:
        """The counterpart stops, as if the person had spoken into it."""
        if self._answering is not None:
            self._answering.cancel()

    def cut_in(self) -> None:
        """The counterpart speaks now, to what the person has said so far."""
        if self._ear is not None:
            self._cutting_in = True
            self._cutting_in = self._ear.cut()

    def speak(self, sentences: AsyncIterator[Sentence]) -> None:
        """The counterpart says something unasked, after what it is saying."""
        self._ask(lambda: sentences)

    def hand_over(self, human: bool) -> None:
        """Whether a human speaks for the counterpart: nothing is synthesised then."""
        self._mouth.speaks_with(Cascade(None, self._counterpart.language, 0, _nobody) if human else self._voice())

    def other(self, pcm: bytes) -> None:
        """Sound at RATE of a human who speaks for the counterpart."""
        self._line.play(self._human_voice.feed(pcm))
        self._watcher.sound("counterpart", pcm, self._clock.now)

    def hang_up(self, ending: Ending = "hung_up") -> None:
        self._ending = self._ending or ending
        self._done.set()

    def close_with(self, code: int, reason: str) -> None:
        """Hang up for a reason of the room's own: 4000 + an HTTP status."""
        self._close = (code, reason)
        self.hang_up()

    # what the ear tells

    def began(self, at: float) -> None:
        self._watcher.speaking("person", True, at)
        if self._mouth.busy and not self._cutting_in:
            self._mouth.hold()

    def paused(self, at: float) -> None:
        self._watcher.speaking("person", False, at)

    def nothing(self) -> None:
        self._cutting_in = False
        self._watcher.partial("", self._clock.now)
        self._mouth.go_on()

    def partial(self, text: str, start: float) -> None:
        self._watcher.partial(text, start)

    def said(self, said: Said, listened: Listened) -> None:
        if self._mouth.busy and self._mouth.begun is not None and goes_along(said.text, self._counterpart.language):
            self.nothing()
            return
        if self._cutting_in and self._mouth.busy and said.end < (self._mouth.begun or said.end) + TAIL_S:
            self._cutting_in = False
            self._aside = said if self._aside is None else _joined(self._aside, said)
            return
        self._cutting_in = self._cutting_in and not self._asked and not self._mouth.busy
        self._person(said, listened)

    # inside

    def _trouble(self, trouble: Trouble) -> None:
        """Told once, though a chain and who uses it may both tell."""
        if trouble != self._told:
            self._told = trouble
            self._watcher.trouble(trouble)

    def _ear_of(self, engine: Engine) -> Ear:
        detector = engine.detector() if engine.detector else None
        endpointer = Endpointer(1, stop_s=STOP_S, detector=detector)
        return Ear(endpointer, self._clock, self._counterpart.language, engine.patience, self)

    def _voice(self) -> Speaking:
        engine = self._engine
        synthesiser = engine.voice_for(self._trouble) if engine.speaks_here else None
        cascade = Cascade(synthesiser, self._counterpart.language, self._line.rate, self._trouble)
        if self._talk is None:
            return cascade
        instead = synthesiser.source if synthesiser else None
        return Directed(self._talk, self._director, cascade, self._line.rate, self._trouble, instead)

    def _talk_of(self, engine: Engine, gender: Gender) -> Talk | None:
        if engine.realtime is None:
            return None
        director = self._director
        return engine.realtime.talk(Part(director.instructions(), director.tools(), director.use, gender))

    def _recogniser(self) -> StreamingRecogniser | None:
        """Who hears: the model that speaks, and after it who else can."""
        if self._talk is None:
            return self._engine.recogniser
        return Chain([self._talk, self._engine.recogniser] if self._engine.recogniser else [self._talk])

    def _person(self, said: Said, listened: Listened | None = None) -> None:
        if self._aside is not None:
            said, self._aside = _joined(self._aside, said), None
        now = self._clock.now
        if self._answering is not None:
            self._answering.cancel()
        self._told = None
        self._ask(lambda: self._counterpart.answers(said), listened or Listened(now, now, now, now))

    def _ask(self, sentences: Callable[[], AsyncIterator[Sentence]], listened: Listened | None = None) -> None:
        self._asked.append(_Asked(sentences, listened))
        self._news.set()

    def _looked_at(self, task: asyncio.Task[Any]) -> None:
        """A call of which a part has failed is over: the client comes back to a whole one."""
        if not task.cancelled() and (error := task.exception()) is not None:
            structlog.get_logger().error("voice.call_failed", exc_info=error)
            self.hang_up("lost")

    async def _connected(self, line: asyncio.Task[Gone], done: asyncio.Task[bool]) -> bool:
        """Nothing is said to a client that never came."""
        waiting = asyncio.create_task(self._line.connected())
        await asyncio.wait((line, done, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        return waiting.done() and not waiting.cancelled() and waiting.result()

    async def _answer_all(self) -> None:
        """One answer after the other; each is stored and reported before the next is asked for."""
        while True:
            while self._asked:
                asked = self._asked.popleft()
                await self._answer(asked)
                self._answering = None
                await self._mouth.settle()
                if self._engine.speaks_here and not self._asked and self._counterpart.over():
                    self.hang_up("over")
            self._news.clear()
            await self._news.wait()

    async def _answer(self, asked: _Asked) -> None:
        try:
            sentences = asked.sentences()
        except Exception as error:
            cause = str(error) or type(error).__name__
            self._trouble(Trouble(source="counterpart", cause=cause, falls_to=None))
            return
        self._answering = asyncio.create_task(self._mouth.utter(sentences, asked.listened))
        await asyncio.gather(self._answering, return_exceptions=True)

    async def _stop_answer(self) -> None:
        if self._answering is not None:
            self._answering.cancel()
            await asyncio.gather(self._answering, return_exceptions=True)
        await self._mouth.settle()

    async def _listen(self) -> None:
        recogniser = self._recogniser()
        if recogniser is None or self._ear is None:
            return
        try:
            self._hearing = await recogniser.open(
                1, self._counterpart.language, self._ear.heard, self._trouble, self._words
            )
        except TranscriptionFailed as failed:
            self._trouble(Trouble(source=recogniser.source, cause=str(failed), falls_to=None))
        self._ear.hears(self._hearing)

    async def _tick(self) -> None:
        while self._ear is not None:
            await asyncio.sleep(TICK_S)
            self._ear.tick()

    def _sound(self, pcm: bytes) -> None:
        if self._ear is None or not pcm:
            return
        if taken := self._ear.feed(pcm):
            self._watcher.sound("person", taken, self._clock.now - len(taken) / 2 / RATE)


def _gone(line: asyncio.Task[Gone]) -> Gone:
    return line.result() if line.done() and not line.cancelled() and not line.exception() else "left"


def _joined(first: Said, then: Said) -> Said:
    gap = ((first.end, then.start),) if then.start - first.end > 0.5 else ()
    return then.model_copy(
        update={
            "text": f"{first.text} {then.text}",
            "start": min(first.start, then.start),
            "voiced_s": (first.voiced_s or 0.0) + (then.voiced_s or 0.0) if then.voiced_s is not None else None,
            "pauses": (*first.pauses, *gap, *then.pauses),
        }
    )


def _nobody(_: Any) -> None:
    """Nobody needs to know."""
