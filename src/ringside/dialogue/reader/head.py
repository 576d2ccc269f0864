"""The trained head: one logistic model per kind over n-grams, rule findings and context (see evals/acts/train.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringside.dialogue.reader.features import Sight
from ringside.dialogue.schemas import Language

Floats = NDArray[np.float32]

NAMES = ("rep", "customer", "objection", "matter")
LANGUAGES: tuple[Language, ...] = ("en", "he")


class Head:
    """Weights for one speaker and language: `text` is (SIZE, kinds) in int8 with a scale per kind."""

    def __init__(
        self, kinds: Sequence[str], text: NDArray[np.int8], scale: Floats, rarity: Floats, named: Mapping[str, Floats]
    ) -> None:
        self.kinds = tuple(kinds)
        self._text, self._scale, self._rarity, self._named = text, scale, rarity, dict(named)

    def logits(self, sight: Sight) -> Floats:
        """Log-odds per kind, in the order of `kinds`; above 0 counts as certain."""
        total: NDArray[Any] = np.zeros(len(self.kinds), np.float32)
        for buckets in (sight.letters, sight.words):
            weight: NDArray[Any] = self._rarity[buckets]
            length = float(np.sqrt((weight * weight).sum()))
            if length:
                grams: NDArray[Any] = self._text[buckets].astype(np.float32)
                total = total + ((weight / np.float32(length)) @ grams * self._scale).astype(np.float32)
        for name, value in sight.named.items():
            if (weights := self._named.get(name)) is not None:
                total = total + np.float32(value) * weights
        return total.astype(np.float32)


def chances(logits: Floats) -> Floats:
    """Log-odds as probabilities."""
    found: NDArray[Any] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return found


def opened(stored: Mapping[str, NDArray[Any]]) -> dict[tuple[str, Language], Head]:
    """The heads in a set of arrays, by name and language."""
    found: dict[tuple[str, Language], Head] = {}
    for name in NAMES:
        for language in LANGUAGES:
            part = {key: stored[f"{name}.{language}.{key}"] for key in ("kinds", "text", "scale", "rarity", "names")}
            weights = stored[f"{name}.{language}.named"]
            named = dict(zip(part["names"].tolist(), weights, strict=True))
            rarity = part["rarity"].astype(np.float32)
            found[name, language] = Head(part["kinds"].tolist(), part["text"], part["scale"], rarity, named)
    return found


@lru_cache(maxsize=1)
def heads() -> dict[tuple[str, Language], Head]:
    """The heads that ship with the product."""
    with (resources.files("ringside.dialogue.reader") / "head.npz").open("rb") as file, np.load(file) as stored:
        return opened(stored)
