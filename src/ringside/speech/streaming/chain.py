"""Several recognisers as one: when one fails in mid-call, the next hears what is still unheard, and goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ringside.speech.ports import RATE, Heard, Hearing, Phrase, StreamingRecogniser, Trouble
from ringside.speech.standby import Standby
from ringside.speech.streaming.phrase_by_phrase import said
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed, failure
from ringside.speech.transcription.schemas import Language

OPEN_S = 5.0
"""Longest a provider may take to be ready for a call."""
ANSWER_S = 8.0
"""Longest the words of a phrase may take after it has ended, and a fifth of its length more."""
KEPT_S = 30.0
"""Sound of a phrase under way that is kept for the next provider."""
AGAIN_S = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Pauses before who hears without end is asked again though all have failed; the last one for as long as it takes."""
HELD_S = 15.0
"""So long a phrase waits for words where nobody hears."""

OnHeard = Callable[[Heard], None]
OnTrouble = Callable[[Trouble], None]
Key = tuple[int, float]


class Chain:
    """First to last as in the settings; each call begins with the first that has not failed lately."""

    def __init__(self, members: Sequence[StreamingRecogniser], clock: Callable[[], float] = time.monotonic) -> None:
        self.members = tuple(members)
        self.standby = Standby(len(members), clock)
        self.source = members[0].source
        self.partials = members[0].partials

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: OnHeard,
        trouble: OnTrouble,
        words: tuple[str, ...] = (),
    ) -> Hearing:
        hearing = _Hearing(self, channels, language, heard, trouble, words)
        await hearing.begin()
        return hearing

    async def close(self) -> None:
        await asyncio.gather(*(member.close() for member in self.members), return_exceptions=True)


@dataclass
class _Owed:
    """A phrase whose words have not come yet."""

    phrase: Phrase
    timer: asyncio.TimerHandle | None = None
    patience: int = 2
    """How often it is waited longer where there is nobody else."""
    since: float = field(default_factory=time.monotonic)


@dataclass
class _Speech:
    """A phrase under way."""

    start: float
    sound: bytearray = field(default_factory=bytearray)


class _Hearing:
    """Only who hears now is believed; what an earlier one still says is late."""

    def __init__(
        self,
        chain: Chain,
        channels: int,
        language: Language | None,
        heard: OnHeard,
        trouble: OnTrouble,
        words: tuple[str, ...],
    ) -> None:
        self._chain = chain
        self._asked = (channels, language)
        self._words = words
        self._heard, self._trouble = heard, trouble
        self._owed: dict[Key, _Owed] = {}
        self._under_way: dict[int, _Speech] = {}
        self._before: list[bytearray] = [bytearray() for _ in range(channels)]
        self._place = self._opening = -1
        self._failing: tuple[str, str] | None = None
        """Who failed and why, until somebody else hears."""
        self._worked = False
        """Whether the present connection has brought words."""
        self._stillborn = False
        """Whether who is being opened has failed already."""
        self._alone = False
        """Whether it was told that nobody is left."""
        self._now: Hearing | None = None
        self._hopeless: set[int] = set()
        """Who refused for good: a key that is wrong is not right a moment later."""
        self._tries = 0
        """How often in a row somebody was asked again though all had failed."""
        self._turn = 0
        self._switching: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._settled = asyncio.Event()
        self._settled.set()
        self._closed = False

    async def begin(self) -> None:
        """Somebody hears, or will when the fault has passed; else raises TranscriptionFailed of the last one asked."""
        fault = await self._open(self._chain.standby.in_order(range(len(self._chain.members))))
        if fault is None:
            return
        if not self._endless():
            raise fault
        self._switching = asyncio.create_task(self._go_over(again=False))

    def feed(self, channel: int, pcm: bytes) -> None:
        if (speech := self._under_way.get(channel)) is not None:
            speech.sound += pcm
            del speech.sound[: -int(KEPT_S * RATE) * 2]
        else:
            self._before[channel] += pcm
            del self._before[channel][:-RATE]
        if self._now is not None:
            self._now.feed(channel, pcm)

    def started(self, channel: int, at: float) -> None:
        self._under_way[channel] = _Speech(at, self._before[channel])
        self._before[channel] = bytearray()
        if self._now is not None:
            self._now.started(channel, at)

    def ended(self, phrase: Phrase) -> None:
        self._under_way.pop(phrase.channel, None)
        key = (phrase.channel, phrase.start)
        self._owed[key] = _Owed(phrase)
        self._settled.clear()
        if self._now is not None:
            self._await(key)
            self._now.ended(phrase)
        elif self._switching is None:
            self._switch()

    def _await(self, key: Key) -> None:
        owed, turn = self._owed[key], self._turn
        seconds = ANSWER_S + 0.2 * (owed.phrase.end - owed.phrase.start)
        owed.timer = asyncio.get_running_loop().call_later(seconds, self._late, turn, key)

    def _late(self, turn: int, key: Key) -> None:
        others = [place for place in range(len(self._chain.members)) if place != self._place]
        owed = self._owed.get(key)
        if owed is not None and owed.patience and all(map(self._chain.standby.resting, others)):
            owed.patience -= 1  # nobody could do better: a slow machine of one's own is still at it
            self._await(key)
            return
        source = self._chain.members[self._place].source
        self._failed(turn, failure(FaultKind.TIMEOUT, source).detail)

    def _on_trouble(self, turn: int, trouble: Trouble) -> None:
        if turn == self._turn and not trouble.passing:
            self._hopeless.add(self._opening if self._now is None else self._place)
        if self._now is None and turn == self._turn:
            self._stillborn = True
        elif turn == self._turn and self._worked and self._chain.members[self._place].partials:
            # A connection that has served is first opened again: some end after an hour, others get lost.
            self._failing = (trouble.source, trouble.cause)
            self._switch(again=True)
        else:
            self._failed(turn, trouble.cause)

    def _on_heard(self, turn: int, found: Heard) -> None:
        if turn != self._turn or self._closed:
            return
        if found.final:
            owed = self._owed.pop((found.channel, found.start), None)
            if owed is None:
                return
            if owed.timer is not None:
                owed.timer.cancel()
            self._chain.standby.worked(self._place)
            self._worked = True
            self._alone, self._tries = False, 0
            if not self._owed:
                self._settled.set()
        self._heard(found)

    def _failed(self, turn: int, cause: str) -> None:
        if turn == self._turn and self._now is not None and not self._closed:
            self._chain.standby.failed(self._place)
            self._failing = (self._chain.members[self._place].source, cause)
            self._switch()

    def _switch(self, *, again: bool = False) -> None:
        """Goes over to whoever can be asked now; `again`: to the same one if it can."""
        old, self._now = self._now, None
        self._turn += 1
        for owed in self._owed.values():
            if owed.timer is not None:
                owed.timer.cancel()
        if old is not None:
            task = asyncio.create_task(old.close(0))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        self._switching = asyncio.create_task(self._go_over(again=again))

    async def _go_over(self, *, again: bool) -> None:
        standby, same = self._chain.standby, self._place
        places = [place for place in range(len(self._chain.members)) if not standby.resting(place)]
        if again:
            places = [same, *(place for place in places if place != same)]
        fault = await self._open(places)
        while fault is not None and self._endless():
            await asyncio.sleep(AGAIN_S[min(self._tries, len(AGAIN_S) - 1)])
            self._tries += 1
            self._give_up(time.monotonic() - HELD_S)
            fault = await self._open(self._endless())
        self._switching = None
        if fault is not None:
            self._give_up()
            return
        assert self._now is not None  # noqa: S101
        for key, owed in list(self._owed.items()):
            self._await(key)
            self._now.started(*key)
            self._now.feed(key[0], owed.phrase.pcm)
            self._now.ended(owed.phrase)
        for channel, speech in self._under_way.items():
            self._now.started(channel, speech.start)
            self._now.feed(channel, bytes(speech.sound))

    async def _open(self, places: list[int]) -> TranscriptionFailed | None:
        """Opens the first of these providers that can be; of each that cannot it is told who comes next."""
        fault: TranscriptionFailed | None = None
        for place in places:
            member = self._chain.members[place]
            if self._failing is not None and self._failing[0] != member.source:
                self._tell(member.source)
            self._stillborn, self._opening = False, place
            try:
                async with asyncio.timeout(OPEN_S):
                    hearing = await member.open(
                        *self._asked,
                        partial(self._on_heard, self._turn),
                        partial(self._on_trouble, self._turn),
                        self._words,
                    )
                if not self._stillborn:
                    self._now, self._place = hearing, place
                    self._failing, self._worked = None, False
                    return None
                await hearing.close(0)
                fault = failure(FaultKind.UNAVAILABLE, member.source)
            except TranscriptionFailed as error:
                fault = error
                if not error.retryable:
                    self._hopeless.add(place)
            except TimeoutError:
                fault = failure(FaultKind.TIMEOUT, member.source)
            self._chain.standby.failed(place)
            self._failing = (member.source, fault.detail)
        if self._failing is not None and not self._alone:
            self._tell(None)
            self._alone = True
        return fault or failure(FaultKind.UNAVAILABLE, self._chain.source)

    def _tell(self, falls_to: str | None) -> None:
        assert self._failing is not None  # noqa: S101
        source, cause = self._failing
        self._trouble(Trouble(source=source, cause=cause, falls_to=falls_to))

    def _endless(self) -> list[int]:
        """Who hears without end and may only be away for a while."""
        return [n for n, one in enumerate(self._chain.members) if one.partials and n not in self._hopeless]

    def _give_up(self, before: float = float("inf")) -> None:
        """Nobody hears: what is owed since then stays without words, and the next phrase tries again."""
        for key, owed in list(self._owed.items()):
            if owed.since < before:
                del self._owed[key]
                self._heard(said(owed.phrase, self._chain.source, "", None, None))
        if not self._owed:
            self._settled.set()

    async def close(self, seconds: float = 3.0) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._settled.wait()
        except TimeoutError:
            pass
        if self._switching is not None:
            self._switching.cancel()
        for owed in self._owed.values():
            if owed.timer is not None:
                owed.timer.cancel()
        self._give_up()
        self._closed = True
        self._turn += 1
        if self._now is not None:
            await self._now.close(0)
        await asyncio.gather(*self._leaving, return_exceptions=True)
