"""Sentences spoken one by one by a synthesiser, the next while the last is heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from ringside.speech.codecs import Resampler
from ringside.speech.pipeline.ports import Sentence
from ringside.speech.pipeline.utterance import Utterance
from ringside.speech.ports import Synthesiser, SynthesisFailed, Trouble
from ringside.speech.transcription.schemas import Language

Pull = Callable[[], Awaitable[Sentence | None]]
"""The next sentence of the answer; None at its end."""
Put = Callable[[Sentence], Awaitable[Utterance]]
"""A sentence to be played after those before it; its sound may come later."""


class Speaking(Protocol):
    """What makes sound of an answer."""

    async def make(self, pull: Pull, put: Put) -> None:
        """Until the answer has ended. Every utterance that was put is finished."""


class Cascade:
    """A synthesiser, or None where sentences can only be read."""

    def __init__(
        self, synthesiser: Synthesiser | None, language: Language, rate: int, trouble: Callable[[Trouble], None]
    ) -> None:
        self._synthesiser = synthesiser
        self._language = language
        self._rate = rate
        self._trouble = trouble
        if synthesiser is not None and not synthesiser.speaks(language):
            self._synthesiser = None
            trouble(Trouble(source=synthesiser.source, cause=f'it does not speak "{language}"', falls_to=None))

    async def make(self, pull: Pull, put: Put) -> None:
        while (sentence := await pull()) is not None:
            await self.speak(await put(sentence))

    async def speak(self, utterance: Utterance) -> None:
        """One sentence; what cannot be spoken is told and left to be read."""
        try:
            if self._synthesiser is not None:
                await self._sound(self._synthesiser, utterance)
        except SynthesisFailed as failed:
            self._trouble(Trouble(source=failed.source, cause=failed.cause, falls_to=None))
        finally:
            utterance.finish()

    async def _sound(self, synthesiser: Synthesiser, utterance: Utterance) -> None:
        resampler = Resampler(synthesiser.rate, self._rate)
        sentence = utterance.sentence
        async for pcm in synthesiser.speak(sentence.text, self._language, sentence.timbre):
            utterance.feed(resampler.feed(pcm), synthesiser.source)
        utterance.feed(resampler.finish(), synthesiser.source)
