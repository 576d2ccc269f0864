"""What the trained head sees of a stretch of talk: hashed letters and words, the rules' findings, and the context."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader.moves import Move
from ringside.dialogue.schemas import Language

SIZE = 1 << 16
"""Buckets of the hash."""
WORDS = 400
"""Words of a stretch that are looked at."""
LENGTHS = (1, 2, 3, 5, 8, 12, 20, 30)
"""Word counts between which a stretch counts as longer."""

Buckets = NDArray[np.int64]
_TOKEN = re.compile(r"[^\W_]+(?:['\"][^\W_]+)*|\?")


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of one stretch: buckets of its letter and its word n-grams, and named features with values."""

    letters: Buckets
    words: Buckets
    named: dict[str, float]


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode()) % SIZE


@lru_cache(maxsize=32_768)
def _letters(word: str) -> frozenset[int]:
    padded = f" {word} "
    return frozenset(_bucket("c" + padded[i : i + n]) for n in (2, 3, 4, 5) for i in range(len(padded) - n + 1))


@lru_cache(maxsize=65_536)
def _gram(gram: str) -> int:
    return _bucket(gram)


def _array(found: set[int]) -> Buckets:
    return np.fromiter(sorted(found), dtype=np.int64, count=len(found))


def grams(text: str) -> tuple[Buckets, Buckets]:
    """Distinct buckets of a folded text: letters inside its words (2 to 5), and one to three words in a row."""
    words = [w.replace("'", "").replace('"', "")[:40] for w in _TOKEN.findall(text[:8_000])][:WORDS]
    letters: set[int] = set()
    for word in words:
        letters.update(_letters(word))
    framed = ["^", *words, "$"]
    return _array(letters), _array(
        {_gram(" ".join(framed[i : i + n])) for n in (1, 2, 3) for i in range(len(framed) - n + 1)}
    )


def see(text: str, found: Sequence[Move], previous: str, before: frozenset[str], language: Language) -> Sight:
    """The features of folded `text`, in which the rules found `found`; `before` are the kinds seen in `previous`."""
    letters, words = grams(text)
    named = {"bias": 1.0}
    for move in found:
        for kind, sure in move.kinds.items():
            named[f"rule:{kind}"] = max(sure, named.get(f"rule:{kind}", 0.0))
        for detail, sure in move.details.items():
            named[f"detail:{detail}"] = max(sure, named.get(f"detail:{detail}", 0.0))
    if any(move.asked for move in found):
        named["asked"] = 1.0
    if found and found[-1].asked:
        named["asked last"] = 1.0
    spoken = len(lang.tokens(text[:8_000]))
    named[f"length:{sum(spoken > limit for limit in LENGTHS)}"] = 1.0
    named[f"moves:{min(len(found), 4)}"] = 1.0
    named |= _uptake(text, previous, before, "asked" in named, language) if previous else {"first": 1.0}
    return Sight(letters, words, named)


def _uptake(text: str, previous: str, before: frozenset[str], asked: bool, language: Language) -> dict[str, float]:
    """What the other side did before, and how much of its words is taken up."""
    named = {"after": 1.0, **{f"after:{kind}": 1.0 for kind in sorted(before)}}
    mine, theirs = _stems(text[:8_000], language), _stems(previous[:8_000], language)
    shared = mine & theirs
    named[f"shared:{min(len(shared), 3)}"] = 1.0
    named["share of mine"] = len(shared) / max(len(mine), 1)
    named["share of theirs"] = len(shared) / max(len(theirs), 1)
    if shared and not asked:
        named["shared and said"] = 1.0
    if any(stem.isdigit() for stem in shared):
        named["shared number"] = 1.0
    return named


@lru_cache(maxsize=4096)
def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(topics.stems(text, language))


def fingerprint() -> int:
    """A number that changes with what the features are: weights trained on others are of no use."""
    seen = [grams("so how's this, \u05d0\u05d9\u05da \u05d6\u05d4 50?")]
    named = see("we lose 50 claims", [], "you lose 50", frozenset({"fact"}), "en").named
    return zlib.crc32(repr(([[a.tolist() for a in pair] for pair in seen], sorted(named.items()))).encode())
