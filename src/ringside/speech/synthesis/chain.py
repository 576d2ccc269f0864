"""Several synthesisers as one: who fails in the middle of a call is replaced by the next, and the call is told."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing

from ringside.speech.codecs import Resampler
from ringside.speech.ports import Synthesiser, SynthesisFailed, Timbre, Trouble
from ringside.speech.standby import Standby
from ringside.speech.transcription.schemas import Language

RATE = 24_000
FIRST_S, NEXT_S = 6.0, 4.0
"""Longest wait for the first sound of a sentence, and for each further piece."""
WORDS_A_SECOND = 2.6

Told = Callable[[Trouble], None]


class Chain:
    """Speaks at RATE, whoever of the members it is."""

    rate = RATE

    def __init__(self, members: Sequence[Synthesiser], clock: Callable[[], float] = time.monotonic) -> None:
        self._members = tuple(members)
        self._standby = Standby(len(members), clock)
        self.source = members[0].source

    def speaks(self, language: Language) -> bool:
        return any(member.speaks(language) for member in self._members)

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        return self.spoken(text, language, timbre, lambda trouble: None, lambda source: None)

    async def spoken(
        self, text: str, language: Language, timbre: Timbre, told: Told, by: Callable[[str], None]
    ) -> AsyncGenerator[bytes]:
        """The sentence; `told` hears of members that fail, `by` who speaks."""
        able = self._standby.in_order(i for i, member in enumerate(self._members) if member.speaks(language))
        if not able:
            raise SynthesisFailed(self.source, f"no voice is set up that speaks {_NAMES[language]}")
        given = 0
        for place, index in enumerate(able):
            member = self._members[index]
            by(member.source)
            try:
                async with aclosing(self._through(member, rest(text, given / 2 / RATE), language, timbre)) as pieces:
                    async for piece in pieces:
                        given += len(piece)
                        yield piece
                self._standby.worked(index)
                return
            except SynthesisFailed as failure:
                self._standby.failed(index)
                after = self._members[able[place + 1]].source if place + 1 < len(able) else None
                told(Trouble(source=member.source, cause=failure.cause, falls_to=after))
                if after is None:
                    raise

    async def _through(
        self, member: Synthesiser, text: str, language: Language, timbre: Timbre
    ) -> AsyncGenerator[bytes]:
        """A member's sound at RATE; silence of its line is a failure."""
        resampler = Resampler(member.rate, RATE)
        pieces = aiter(member.speak(text, language, timbre))
        first = True
        try:
            while True:
                try:
                    async with asyncio.timeout(FIRST_S if first else NEXT_S):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    break
                except TimeoutError:
                    raise SynthesisFailed(member.source, "no sound came in time") from None
                if made := resampler.feed(piece):
                    first = False
                    yield made
        finally:
            if (close := getattr(pieces, "aclose", None)) is not None:
                await close()
        if first and any(map(str.isalnum, text)):
            raise SynthesisFailed(member.source, "it sent no sound")
        if last := resampler.finish():
            yield last

    async def close(self) -> None:
        await asyncio.gather(*(member.close() for member in self._members), return_exceptions=True)


_NAMES: dict[Language, str] = {"en": "English", "he": "Hebrew"}


def rest(text: str, seconds: float) -> str:
    """What of a sentence is still to be said after so much of it, from a little before; all of it when unsure."""
    words = re.findall(r"\S+\s*", text)
    said = int(seconds * WORDS_A_SECOND) - 2
    return "".join(words[said:]) if 0 < said < len(words) else text


class Telling:
    """A chain as one call has it: the call is told who fails, and can say who speaks."""

    rate = RATE

    def __init__(self, chain: Chain, told: Told) -> None:
        self._chain = chain
        self._told = told
        self.source = chain.source

    def speaks(self, language: Language) -> bool:
        return self._chain.speaks(language)

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        return self._chain.spoken(text, language, timbre, self._told, self._by)

    def _by(self, source: str) -> None:
        self.source = source

    async def close(self) -> None:
        """Nothing: the chain is everybody's."""
