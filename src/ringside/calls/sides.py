"""How much a line sounds like the seller's side: a linear head over words and pairs (evals/speakers/train.py)."""

from __future__ import annotations

import zlib
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language

SIZE = 1 << 14
LONGEST = 400
"""Words of a line that are read."""


def buckets(text: str, language: Language) -> NDArray[np.int64]:
    """The line's words, pairs and opening as numbers below SIZE; none twice."""
    spoken = lang.words(text[: LONGEST * 12])[:LONGEST]
    grams = {f"w {w}" for w in spoken}
    grams |= {f"p {a} {b}" for a, b in pairwise(spoken)}
    if spoken:
        grams |= {f"first {' '.join(spoken[:2])}", f"long {min(len(spoken), 40) // 5}"}
    if language == "he":
        grams |= {f"e {w[-3:]}" for w in spoken if len(w) > 3} | {f"h {w[1:]}" for w in spoken if len(w) > 3}
    return np.array(sorted({zlib.crc32(g.encode()) % SIZE for g in grams}), dtype=np.int64)


def lean(text: str, language: Language) -> float:
    """Log-odds that the rep said this and not the customer; 0 for what anybody says."""
    found = buckets(text, language)
    if not len(found):
        return 0.0
    weights, bias = _head(language)
    return float(weights[found].sum() / np.sqrt(len(found)) + bias)


@cache
def _head(language: Language) -> tuple[NDArray[np.float32], float]:
    with resources.files(__package__).joinpath("sides.npz").open("rb") as file, np.load(file) as stored:
        scale = float(stored[f"{language}.scale"])
        return stored[f"{language}.weights"].astype(np.float32) * np.float32(scale), float(stored[f"{language}.bias"])
