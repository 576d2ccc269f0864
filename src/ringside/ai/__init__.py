"""Typed model tasks: prompts, provider chain, retries, cache, spend. The only room that knows model vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.ai.schemas import Allowance, Answer, Caller, Heard, Speaking, Waiting
from ringside.ai.service import Models
from ringside.ai.task import PromptError, Task

if TYPE_CHECKING:
    from ringside.ai.dependency import ModelsDep

__all__ = [
    "Allowance",
    "Answer",
    "Caller",
    "Heard",
    "Models",
    "ModelsDep",
    "PromptError",
    "Speaking",
    "Task",
    "Waiting",
]


def __getattr__(name: str) -> object:
    """`ModelsDep` on demand: it needs FastAPI, which a script that only asks a model does not."""
    if name == "ModelsDep":
        from ringside.ai.dependency import ModelsDep  # noqa: PLC0415

        return ModelsDep
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
