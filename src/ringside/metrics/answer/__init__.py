"""Results put into words and pictures that say no more than the facts do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ringside.metrics.answer import summary, why
    from ringside.metrics.answer.composing import compose
    from ringside.metrics.answer.narrator import narrate

__all__ = ["compose", "narrate", "summary", "why"]


def __getattr__(name: str) -> Any:
    """What is asked for on demand: who only formats numbers needs none of it."""
    from importlib import import_module  # noqa: PLC0415

    here = "ringside.metrics.answer"
    match name:
        case "compose":
            return import_module(f"{here}.composing").compose
        case "narrate":
            return import_module(f"{here}.narrator").narrate
        case "summary" | "why":
            return import_module(f"{here}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
