"""Questions in words, understood without a model: what is asked, asked back, or refused."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ringside.metrics.question import vocabulary, wording
    from ringside.metrics.question.chipping import chips
    from ringside.metrics.question.fallback import ask_model
    from ringside.metrics.question.parsing import parse
    from ringside.metrics.question.starters import suggest
    from ringside.metrics.question.vocabulary import Vocabulary

__all__ = ["Vocabulary", "ask_model", "chips", "parse", "suggest", "vocabulary", "wording"]

_WHERE = {
    "Vocabulary": "vocabulary",
    "ask_model": "fallback",
    "chips": "chipping",
    "parse": "parsing",
    "suggest": "starters",
}


def __getattr__(name: str) -> Any:
    # Lazy: the types of a question are read at start, the words of both languages only when one is asked.
    if name in {"vocabulary", "wording"}:
        return import_module(f"{__name__}.{name}")
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(name)
