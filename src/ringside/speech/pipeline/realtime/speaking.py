"""A speech-to-speech model speaks an answer that was decided; where it says something else, another takes over."""

from __future__ import annotations

import time
from collections.abc import Callable

from ringside.speech.codecs import Resampler
from ringside.speech.pipeline.cascade import Cascade, Pull, Put
from ringside.speech.pipeline.guard import Piece, breaks, missing, verdict
from ringside.speech.pipeline.ports import Director, Sentence
from ringside.speech.pipeline.realtime.ports import ITS_RATE, Talk
from ringside.speech.pipeline.utterance import Utterance
from ringside.speech.ports import SynthesisFailed, Trouble
from ringside.speech.standby import Standby

Told = Callable[[Trouble], None]
SLOW_S = 2.0
"""Who fails only after so long is not asked for a while: the rep would wait for every answer."""


class Directed:
    """Speaking by a model, sentence by sentence as far as the guard lets it."""

    def __init__(
        self,
        talk: Talk,
        director: Director,
        cascade: Cascade,
        rate: int,
        trouble: Told,
        instead: str | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._talk = talk
        self._director = director
        self._cascade = cascade
        self._rate = rate
        self._trouble = trouble
        self._instead = instead
        """Who speaks where the model may not."""
        self._clock = clock
        self._standby = Standby(1, clock)
        self._key: str | None = None
        """Of the timbre that the model has; whoever sounds different is spoken by the other voice."""

    async def make(self, pull: Pull, put: Put) -> None:
        decided: list[Sentence] = []
        while (sentence := await pull()) is not None:
            decided.append(sentence)
        if not decided:
            return
        self._key = self._key or decided[0].timbre.key
        left = tuple(decided)
        asked = self._talk.ready() and not self._standby.resting(0)
        if asked and all(sentence.timbre.key == self._key for sentence in decided):
            left = await self._directed(left, put)
        for sentence in left:
            await self._cascade.speak(await put(sentence))

    async def _directed(self, decided: tuple[Sentence, ...], put: Put) -> tuple[Sentence, ...]:
        """Lets the model speak; what it did not say is left."""
        texts = tuple(sentence.text for sentence in decided)
        turn = decided[0].turn
        way = _Way(decided[0], put, self._rate, self._talk.source)
        finished = False
        began = self._clock()
        try:
            async for piece in self._talk.reply(self._director.directs(turn, decided)):
                way.take(piece)
                found = verdict(way.text, False, texts, lambda said: self._director.breaks(turn, said, decided))
                await way.let(found.pieces, done=False)
                if found.broken is not None:
                    return self._broken(found.broken, way, decided)
            found = verdict(way.text, True, texts, lambda said: self._director.breaks(turn, said, decided))
            await way.let(found.pieces, done=found.broken is None)
            finished = True
            self._standby.worked(0)
            if found.broken is not None:
                return self._broken(found.broken, way, decided)
            return self._unsaid(way, decided)
        except SynthesisFailed as failed:
            finished = True
            if self._clock() - began >= SLOW_S:
                self._standby.failed(0)
            self._trouble(Trouble(source=failed.source, cause=failed.cause, falls_to=self._instead))
            return self._unsaid(way, decided)
        finally:
            way.finish()
            if not finished:
                self._talk.cut(way.heard_s())

    def _broken(self, cause: str, way: _Way, decided: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        self._trouble(Trouble(source=self._talk.source, cause=f"was cut off: {cause}", falls_to=self._instead))
        return self._unsaid(way, decided)

    def _unsaid(self, way: _Way, decided: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        if not way.allowed:
            return decided
        return tuple(decided[i] for i in missing(way.allowed, tuple(sentence.text for sentence in decided)))


class _Way:
    """The sound of a reply as it comes, let through as far as its text was found good.

    Text and sound come side by side, the text a little earlier: so many letters are taken to last so long.
    """

    def __init__(self, like: Sentence, put: Put, rate: int, source: str) -> None:
        self.text = ""
        self.allowed = ""
        """What may be heard of the text."""
        self._like, self._put, self._source = like, put, source
        self._resampler = Resampler(ITS_RATE, rate)
        self._sound = bytearray()
        self._fed = 0
        self._spoken: list[Utterance] = []
        self._open: Utterance | None = None

    def take(self, piece: bytes | str) -> None:
        if isinstance(piece, str):
            self.text += piece
        else:
            self._sound += self._resampler.feed(piece)

    async def let(self, pieces: tuple[Piece, ...], *, done: bool) -> None:
        """These sentences may be heard, as far as their sound has come."""
        if not pieces or not self._sound:
            return
        self.allowed = self.text[: pieces[-1].end]
        for i, piece in enumerate(pieces):
            last = i == len(pieces) - 1
            end = len(self._sound) if last and done else self._reaches(piece.end)
            if i < len(self._spoken) - (self._open is not None):
                continue
            if self._open is None:
                self._open = await self._put(self._like.model_copy(update={"text": piece.text}))
                self._spoken.append(self._open)
            if end > self._fed:
                self._open.feed(bytes(self._sound[self._fed : end]), self._source)
                self._fed = end
            if not last:
                self.finish()

    def finish(self) -> None:
        if self._open is not None:
            self._open.finish()
            self._open = None

    def heard_s(self) -> float:
        return sum(utterance.heard_s() for utterance in self._spoken)

    def _reaches(self, letters: int) -> int:
        """Bytes of sound up to this place in the text."""
        return int(len(self._sound) / 2 * min(1.0, letters / max(1, len(self.text)))) * 2


class Plain:
    """A director for rooms that have no words of their own about it."""

    def instructions(self) -> str:
        return (
            "You are the voice of somebody on the phone. You are given the words to say, and say exactly those, in"
            " their language, naturally and in the mood of the conversation. You add nothing and answer nothing else."
        )

    def directs(self, turn: int, sentences: tuple[Sentence, ...]) -> str:
        return f"{self.instructions()}\nSay now, word for word:\n{' '.join(sentence.text for sentence in sentences)}"

    def breaks(self, turn: int, spoken: str, sentences: tuple[Sentence, ...]) -> str | None:
        return breaks(spoken, tuple(sentence.text for sentence in sentences))

    def tools(self) -> tuple[()]:
        return ()

    async def use(self, name: str, arguments: object) -> dict[str, object]:
        return {"error": f'There is no tool "{name}".'}
