"""A speech-to-speech model that fails, as the call over it has it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from ringside.speech.pipeline.cascade import Cascade
from ringside.speech.pipeline.ports import Sentence
from ringside.speech.pipeline.realtime.speaking import Directed, Plain
from ringside.speech.pipeline.utterance import Utterance
from ringside.speech.ports import SynthesisFailed, Timbre


class Failing:
    """Takes its time to say nothing."""

    source = "a:model"

    def __init__(self, takes: float) -> None:
        self.now, self.takes, self.asked = 0.0, takes, 0

    def ready(self) -> bool:
        return True

    def cut(self, heard_s: float) -> None:
        """There is nothing to cut."""

    async def reply(self, directions: str) -> AsyncIterator[Any]:
        self.asked += 1
        self.now += self.takes
        raise SynthesisFailed(self.source, "no sound came in time")
        yield b""


async def answered(model: Failing, *pauses: float) -> list[int]:
    """How often the model had been asked after each of several answers, so many seconds apart."""
    cascade = Cascade(None, "en", 16_000, lambda trouble: None)
    directed = Directed(model, Plain(), cascade, 16_000, lambda trouble: None, None, lambda: model.now)  # type: ignore[arg-type]
    found = []
    for pause in (0.0, *pauses):
        model.now += pause
        sentences = iter([Sentence(turn=1, text="Yes.", timbre=Timbre(key="dana")), None])
        read: list[str] = []

        async def pull(left: Iterator[Sentence | None] = sentences) -> Sentence | None:
            return next(left)

        async def put(sentence: Sentence, read: list[str] = read) -> Utterance:
            read.append(sentence.text)
            return Utterance(sentence, 16_000, lambda: model.now)

        await directed.make(pull, put)
        assert read == ["Yes."], "what was decided is told all the same"
        found.append(model.asked)
    return found


def test_a_model_that_is_silent_is_not_waited_for_again_and_again() -> None:
    assert asyncio.run(answered(Failing(5.0), 1.0, 25.0, 1.0)) == [1, 1, 2, 2]


def test_a_model_that_refuses_at_once_is_asked_the_next_time() -> None:
    assert asyncio.run(answered(Failing(0.1), 1.0)) == [1, 2]
