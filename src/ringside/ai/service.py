"""Ask a task: through the provider chain where there is one, else by its built-in counterpart."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator

from ringside.ai.schemas import BUILTIN, Answer, Caller, Waiting
from ringside.ai.task import I, O, Task


class Models:
    """The one way to ask a model. `run` gives one answer, `stream` the pieces of a text and then the answer."""

    async def run(self, task: Task[I, O], value: I, caller: Caller) -> Answer[O]:
        """The task's answer for this value. Never raises for a model's sake: at worst the built-in answer."""
        return _builtin(task, value)

    async def stream(
        self, task: Task[I, str], value: I, caller: Caller
    ) -> AsyncGenerator[str | Waiting | Answer[str], None]:
        """Pieces of text as they arrive (and `Waiting` while in line), last the final `Answer` with the whole text."""
        answer = _builtin(task, value)
        yield answer.value
        yield answer

    async def close(self) -> None:
        """Closes connections and writes what is still to be recorded."""


def _builtin(task: Task[I, O], value: I) -> Answer[O]:
    started = time.perf_counter()
    answer = task.builtin(value)
    return Answer(answer, BUILTIN, task.words.version, (time.perf_counter() - started) * 1000, 0.0)
