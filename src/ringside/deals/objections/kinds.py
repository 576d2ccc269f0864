"""Which kind of objection a text is, with calibrated confidence, or that it is none.

Two small linear models per language see hashed letters and words, the rules of the acts reader and the cues of
concerns.yaml. A text of several sentences is read whole and sentence by sentence: an e-mail objects in one of them.
Trained by evals/deals/objections_train.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringside.deals.objections import concerns
from ringside.dialogue import language as lang
from ringside.dialogue.reader import GRAMMAR, features, moves
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook.knowledge.passages import sentences

LANGUAGES: tuple[Language, ...] = ("en", "he")
READ = 5_000
"""Characters of a text that are read."""
MOST_SENTENCES = 30
BY_SENTENCE = 0.5
"""How much the telling sentences count beside the whole."""
GAIN = 1.5
"""Length of a text's n-gram vectors against the named features."""
FORMS = ("INVITE", "ACCEPTS", "PROPOSES", "ASSENT", "COMMITS", "ORDER", "VAGUE", "NEGATION", "DATE")
"""Patterns of the reader's grammars that tell agreement from resistance."""
INVITED = 0.3
"""How likely it is an objection at most where somebody asks for the invitation or the contract."""
LENGTHS = (2, 4, 8, 16, 30)
KINDS: tuple[ObjectionKind, ...] = (
    "price", "timing", "authority", "need", "trust", "competitor", "status_quo", "integration",
    "not_interested", "send_email", "call_later",
)  # fmt: skip

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """`chances` of each kind, taken that it is an objection, the likeliest first; `objection`: how likely it is one.

    `spans`: where in the text it is said, when it is said in some of several sentences.
    """

    chances: tuple[tuple[ObjectionKind, float], ...]
    objection: float
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a stretch of text: buckets of letter and word n-grams, and named features."""

    letters: features.Buckets
    words: features.Buckets
    named: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sights:
    """A text as it is read: whole, and its sentences with their places when there are several."""

    whole: Sight
    parts: tuple[Sight, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of one language: a column per kind, and last whether it is an objection at all.

    `heat` softens the kinds into chances; `slope` and `shift` turn the last score into one.
    """

    text: Floats
    rarity: Floats
    named: Mapping[str, Floats]
    heat: float = 1.0
    slope: float = 1.0
    shift: float = 0.0

    def scores(self, sight: Sight) -> Floats:
        total: NDArray[Any] = np.zeros(self.text.shape[1], np.float32)
        for buckets in (sight.letters, sight.words):
            weight: NDArray[Any] = self.rarity[buckets]
            length = float(np.sqrt((weight * weight).sum()))
            if length:
                total = total + (weight * np.float32(GAIN / length)) @ self.text[buckets]
        for name, value in sight.named.items():
            if (weights := self.named.get(name)) is not None:
                total = total + np.float32(value) * weights
        return total.astype(np.float32)


def see(text: str, language: Language) -> Sights:
    """What the model sees of a text."""
    text = text[:READ]
    spans = tuple((a, b) for a, b in sentences(text)[:MOST_SENTENCES] if lang.words(text[a:b]))
    parts = tuple(_see(text[a:b], language) for a, b in spans) if len(spans) > 1 else ()
    return Sights(_see(text, language), parts, spans if parts else ())


def _see(text: str, language: Language) -> Sight:
    folded = lang.fold(text).text
    letters, words = features.grams(folded)
    named = {"bias": 1.0}
    for move in moves.read(text, "customer", "", language):
        for found, prefix in ((move.kinds, "rule"), (move.details, "detail")):
            for kind, sure in found.items():
                named[f"{prefix}:{kind}"] = max(sure, named.get(f"{prefix}:{kind}", 0.0))
    for kind in KINDS:
        seen = concerns.seen(text, kind, language)
        named |= {f"concern:{each.concern.id}": min(each.weight, 3.0) / 2 for each in seen}
        if seen:
            named[f"kind:{kind}"] = min(seen[0].weight, 3.0) / 2
    grammar = GRAMMAR[language]
    for name in FORMS:
        if getattr(grammar, name).search(folded):
            named[f"form:{name}"] = 1.0
    if "?" in folded:
        named["asked"] = 1.0
    spoken = len(lang.tokens(folded))
    named[f"length:{sum(spoken > limit for limit in LENGTHS)}"] = 1.0
    return Sight(letters, words, named)


def weigh(head: Head, sights: Sights) -> tuple[Floats, float, tuple[int, ...]]:
    """Scores of the kinds, of being an objection, and which sentences say it."""
    whole = head.scores(sights.whole)
    if not sights.parts:
        return whole[:-1], float(whole[-1]), ()
    parts = np.stack([head.scores(part) for part in sights.parts])
    telling = 1 / (1 + np.exp(-np.clip(parts[:, -1], -20, 20)))
    share = telling / telling.sum()
    kinds = (1 - BY_SENTENCE) * whole[:-1] + BY_SENTENCE * (share[:, None] * parts[:, :-1]).sum(axis=0)
    objects = (1 - BY_SENTENCE) * float(whole[-1]) + BY_SENTENCE * float(parts[:, -1].max())
    said = tuple(int(i) for i in np.flatnonzero(parts[:, -1] >= min(0.0, float(parts[:, -1].max()))))
    return kinds.astype(np.float32), objects, said


def judged(head: Head, sights: Sights) -> Reading:
    """The reading that these weights give."""
    scores, objects, said = weigh(head, sights)
    heated = np.exp(head.heat * (scores - scores.max()))
    chances = heated / heated.sum()
    order = np.argsort(-chances)
    objection = 1 / (1 + np.exp(-np.clip(head.slope * objects + head.shift, -20, 20)))
    if "form:INVITE" in sights.whole.named and "rule:refusal" not in sights.whole.named:
        objection = min(objection, INVITED)
    return Reading(
        tuple((KINDS[int(i)], float(chances[i])) for i in order),
        float(objection),
        tuple(sights.spans[i] for i in said),
    )


def read(text: str, language: Language) -> Reading:
    """What a text objects to."""
    return _read(text, language)


@lru_cache(maxsize=1_024)
def _read(text: str, language: Language) -> Reading:
    return judged(heads()[language], see(text, language))


def opened(stored: Mapping[str, NDArray[Any]]) -> dict[Language, Head]:
    """The heads in a set of arrays."""
    found: dict[Language, Head] = {}
    for language in LANGUAGES:
        part = {name.partition(".")[2]: array for name, array in stored.items() if name.startswith(f"{language}.")}
        places: Sequence[int] = part["places"].tolist()
        text = np.zeros((features.SIZE, part["text"].shape[1]), np.float32)
        text[places] = part["text"].astype(np.float32) * part["scale"]
        rarity = np.zeros(features.SIZE, np.float32)
        rarity[places] = part["rarity"].astype(np.float32)
        named = dict(zip(part["names"].tolist(), part["named"], strict=True))
        heat, slope, shift = part["calibration"].tolist()
        found[language] = Head(text, rarity, named, heat, slope, shift)
    return found


@lru_cache(maxsize=1)
def heads() -> dict[Language, Head]:
    """The heads that ship with the product."""
    with (resources.files("ringside.deals.objections") / "kinds.npz").open("rb") as file, np.load(file) as stored:
        return opened(stored)
