"""The trained head: one logistic model per kind over n-grams, rule findings and context (see evals/acts/train.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringside.dialogue.reader import features

Floats = NDArray[np.float32]


class Head:
    """Weights for one speaker. `text` is (SIZE, kinds) in int8 with a scale per kind; `named`: weights by feature."""

    def __init__(
        self, kinds: Sequence[str], text: NDArray[np.int8], scale: Floats, named: Mapping[str, Floats], alone: Floats
    ) -> None:
        self.kinds = tuple(kinds)
        self._alone: dict[str, float] = dict(zip(self.kinds, alone.tolist(), strict=True))
        self._text, self._scale, self._named = text, scale, dict(named)
        self._bias = self._named.get("bias", np.zeros(len(self.kinds), np.float32))

    def score(self, text: str, found: Mapping[str, float], context: Sequence[str]) -> dict[str, float]:
        """Probability per kind for a folded text, given the rules' findings and the names of its context."""
        buckets = features.text_buckets(text)
        total = self._bias.copy()
        if len(buckets):
            grams = self._text[buckets].sum(axis=0, dtype=np.int32)
            total += grams * self._scale / np.float32(np.sqrt(len(buckets)))
        for name, value in found.items():
            if (weights := self._named.get(f"rule:{name}")) is not None:
                total += np.float32(value) * weights
        for name in context:
            if (weights := self._named.get(name)) is not None:
                total += weights
        chances = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        return dict(zip(self.kinds, chances.tolist(), strict=True))

    def alone(self, kind: str, chance: float) -> float:
        """Confidence when no rule speaks: 0.5 at the probability from which on the head is right often enough."""
        floor: float = self._alone[kind]
        return 0.5 * chance / floor if chance < floor else 0.5 + 0.5 * (chance - floor) / (1 - floor)


def opened(stored: Mapping[str, NDArray[Any]]) -> dict[str, Head]:
    """The heads in a set of arrays: rep, customer, objection."""
    found: dict[str, Head] = {}
    for name in ("rep", "customer", "objection"):
        named = dict(zip(stored[f"{name}.names"].tolist(), stored[f"{name}.named"], strict=True))
        kinds = stored[f"{name}.kinds"].tolist()
        found[name] = Head(kinds, stored[f"{name}.text"], stored[f"{name}.scale"], named, stored[f"{name}.alone"])
    return found


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """The heads that ship with the product."""
    with (resources.files("ringside.dialogue.reader") / "head.npz").open("rb") as file, np.load(file) as stored:
        return opened(stored)
