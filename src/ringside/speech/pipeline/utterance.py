"""A piece of the answer while its sound is being made and played."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ringside.speech.pipeline.heard import heard_part
from ringside.speech.pipeline.ports import Sentence


class Utterance:
    """The sound of one sentence: fed at one end, taken at the other."""

    def __init__(self, sentence: Sentence, rate: int, now: Callable[[], float]) -> None:
        self.sentence = sentence
        self.sounded: float | None = None
        """When the first of its sound was there."""
        self.source: str | None = None
        """Who made the sound."""
        self._now = now
        self._rate = rate
        self._sound = bytearray()
        self._given = self._reached = 0
        self._complete = self._silent = False
        self._news = asyncio.Event()

    def feed(self, pcm: bytes, source: str | None = None) -> None:
        if pcm and self.sounded is None:
            self.sounded, self.source = self._now(), source
        self._sound += pcm
        self._news.set()

    def finish(self) -> None:
        """There is no more; without any sound the sentence can only be read."""
        self._complete, self._silent = True, not self._sound
        self._news.set()

    async def ready(self, size: int) -> bool:
        """Waits for the next piece; False at the end."""
        while len(self._sound) - self._given < size and not self._complete:
            self._news.clear()
            await self._news.wait()
        return self._given < len(self._sound)

    def take(self, size: int) -> bytes:
        piece = bytes(self._sound[self._given : self._given + size])
        self._given += len(piece)
        return piece

    def stopped(self, unheard: float, again: float) -> None:
        """The last `unheard` seconds of what was taken were not heard; the next begins `again` seconds earlier."""
        self._reached = max(self._reached, self._given - self._bytes(unheard))
        self._given = max(0, self._given - self._bytes(unheard + again))

    def heard(self, unheard: float = 0.0) -> str:
        """The words of it that were heard when the last `unheard` seconds of what was taken were not."""
        if self._silent:
            return self.sentence.text.strip()
        reached = max(self._reached, self._given - self._bytes(unheard))
        whole = len(self._sound) / 2 / self._rate if self._complete else None
        return heard_part(self.sentence.text, reached / 2 / self._rate, whole)

    def heard_s(self) -> float:
        """Seconds of it that were given to be heard."""
        return max(self._reached, self._given) / 2 / self._rate

    def _bytes(self, seconds: float) -> int:
        return int(seconds * self._rate) * 2
