"""What a model is asked and what it gives back, whoever its vendor is."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from pydantic import BaseModel

from ringside.ai.envelope import HOUSE_RULES, seal
from ringside.ai.output import schema_of
from ringside.ai.schemas import Tier
from ringside.ai.task import I, O, Task

LONGEST_ECHO = 4_000  # characters of a model's own failed answer shown to it again


@dataclass(frozen=True)
class Question:
    """One request: instructions of ours, then turns of which the first is the sealed data."""

    instructions: str
    turns: tuple[tuple[Literal["user", "model"], str], ...]
    schema: type[BaseModel] | None
    tier: Tier
    max_output_tokens: int
    seconds: float

    def after(self, reply: str, problem: str) -> Question:
        """The same question again, with the failed answer and what was wrong with it."""
        # The problem may quote the model's words or the data, so it is sealed like data.
        complaint = f"Your answer could not be used. Give a better one. What was wrong:\n{seal({'problem': problem})}"
        return replace(self, turns=(*self.turns, ("model", reply[:LONGEST_ECHO] or "(nothing)"), ("user", complaint)))


@dataclass(frozen=True)
class Usage:
    """Tokens of one request, as the provider counted them."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class Reply:
    """All of what a model wrote. `finish` is "cut" when the provider never said that it was done."""

    text: str
    finish: Literal["stop", "length", "filtered", "cut"]
    usage: Usage | None


class Endpoint(Protocol):
    """One model that can be asked. Its methods raise Fault and nothing else."""

    async def ready(self) -> None:
        """Returns when the vendor's library is loaded, which takes a second or two the first time."""
        ...

    async def ask(self, question: Question) -> Reply: ...

    def stream(self, question: Question) -> AsyncGenerator[str | Reply, None]:
        """Pieces of text, last the Reply. Closing the generator closes the connection."""
        ...

    async def close(self) -> None: ...


def question(task: Task[I, O], value: I, *, max_output_tokens: int, seconds: float) -> Question:
    """The request for this task and value: the prompt file as instructions, the value as sealed data."""
    return Question(
        instructions=f"{task.words.instructions}\n\n{HOUSE_RULES}",
        turns=(("user", seal(value)),),
        schema=schema_of(task),
        tier=task.words.tier,
        max_output_tokens=task.max_output_tokens or max_output_tokens,
        seconds=seconds,
    )
