"""What the trained head sees of a text: hashed word and letter n-grams, the rules' findings, and the context."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ringside.dialogue import language as lang

SIZE = 1 << 15
"""Buckets of the hash."""


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode()) % SIZE


@lru_cache(maxsize=32_768)
def _letters(word: str) -> tuple[int, ...]:
    padded = f"<{word}>"
    return tuple(_bucket(padded[i : i + n]) for n in (3, 4, 5) for i in range(len(padded) - n + 1))


@lru_cache(maxsize=65_536)
def _gram(gram: str) -> int:
    return _bucket(gram)


def text_buckets(text: str) -> NDArray[np.int64]:
    """Distinct buckets of a folded text: words, pairs and triples of words, and the letters inside words."""
    words = [w.replace("'", "") for w in lang.tokens(text)][:400]
    found: set[int] = set()
    for word in words:
        found.update(_letters(word))
    framed = ["^", *words, "$"]
    for n in (1, 2, 3):
        found.update(_gram(" ".join(framed[i : i + n])) for i in range(len(framed) - n + 1))
    return np.fromiter(sorted(found), dtype=np.int64, count=len(found))


def context_names(asked: bool, before: frozenset[str] | None, shared: int) -> list[str]:
    """Names of the context features: question mark, what the other side did before, words taken up from it."""
    names = ["asked"] if asked else []
    if before is None:
        return [*names, "first"]
    return [
        *names,
        "after",
        *(f"after:{kind}" for kind in sorted(before)),
        *([f"shared:{min(shared, 3)}"] if shared else []),
    ]
