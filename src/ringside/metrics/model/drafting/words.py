"""Names of tables and columns as words: taken apart, written out, in the singular or plural, as a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ringside.metrics.model.drafting import lexicon

Words = tuple[str, ...]
_PIECE = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_ODD = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "staff": "staff",
    "media": "media",
    "data": "data",
    "news": "news",
    "analysis": "analysis",
    "status": "status",
    "series": "series",
    "sales": "sale",
    "leaves": "leave",
    "movies": "movie",
    "cookies": "cookie",
    "lenses": "lens",
}
_ODD_PLURALS = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "sale": "sales",
    "salesperson": "salespersons",
    "status": "statuses",
    "staff": "staff",
    "data": "data",
    "media": "media",
    "series": "series",
    "news": "news",
    "analysis": "analyses",
    "diagnosis": "diagnoses",
}


@lru_cache(maxsize=4096)
def split(name: str) -> Words:
    """The words of an identifier in lower case: `sbTxCustId` is sb, tx, cust, id; `day7Score` is day, 7, score."""
    return tuple(piece.lower() for piece in _PIECE.findall(name.removesuffix("__c")))


def written_out(words: Sequence[str]) -> Words:
    """The same with shortened words in full, and Hebrew ones in English where they are known."""
    short, english = lexicon.short(), lexicon.english()
    phrase = english.get(" ".join(words))
    if phrase:
        return tuple(phrase.split())
    if any(not word.isascii() for word in words):  # in Hebrew what is named comes first
        words = tuple(reversed(words))
    return tuple(part for word in words for part in english.get(word, short.get(word, word)).split())


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    if word in _ODD:
        return _ODD[word]
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("noses") or word.endswith("lyses"):
        return word[:-2] + "is"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes", "tuses")):
        return word[:-2]
    return word.removesuffix("s")


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    if word in _ODD_PLURALS:
        return _ODD_PLURALS[word]
    if not word.isascii():
        return word
    if word.endswith("y") and word[-2:-1] not in {"a", "e", "i", "o", "u"}:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")


_PARTICIPLES = re.compile(r"\w+(ed|ade|aid|old|ent|urned)$|made|paid|sold|sent")


def is_participle(word: str) -> bool:
    """Whether a word says what became of things rather than what they are: payments received."""
    return _PARTICIPLES.fullmatch(word) is not None


def row_noun(words: Sequence[str]) -> str:
    """What one row is, from the words of a table: `wallet transaction`, `payment received`."""
    kept = [word for word in words if word not in lexicon.words("empty")] or list(words)
    while len(kept) > 1 and kept[-1] in lexicon.words("trailing"):
        kept.pop()
    head = len(kept) - 1
    if head > 0 and _PARTICIPLES.fullmatch(kept[-1]) and singular(kept[-2]) != kept[-2]:
        head -= 1
    return " ".join(singular(word) if index == head else word for index, word in enumerate(kept))


def plural_noun(noun: str) -> str:
    """The plural of what `row_noun` gave."""
    words = noun.split()
    head = len(words) - 1
    if head > 0 and _PARTICIPLES.fullmatch(words[-1]) and words[0] in lexicon.nouns():
        head -= 1
    words[head] = plural(words[head])
    return " ".join(words)


def label(words: Sequence[str]) -> str:
    """Words as people write them: `Sale price`, `VIN number`, `Customer ID`."""
    text = " ".join(word.upper() if word in lexicon.words("spelled_large") else word for word in words)
    return text[:1].upper() + text[1:]


def hebrew(words: Sequence[str]) -> str | None:
    """A Hebrew label where every word is known: what is named comes first (`sale price` is price of sale)."""
    known = lexicon.hebrew()
    whole = known.get(" ".join(words))
    if whole:
        return whole
    if len(words) == 1:
        return known.get(words[0]) or known.get(singular(words[0]))
    if len(words) > 3 or not all(word in known or singular(word) in known for word in words):
        return None
    *heads, last = [known.get(word) or known[singular(word)] for word in reversed(words)]
    return " ".join((*map(_of, heads), last))


def _of(head: str) -> str:
    """A Hebrew noun as it stands before what it is of."""
    if head.endswith("יה"):
        return head[:-1] + "ית"
    return head[:-1] + "ת" if head.endswith("ה") else head


def slug(*parts: str) -> str:
    """A name for the model: words joined by underscores, never beginning with a digit."""
    text = "_".join(re.sub(r"\W+", "_", part.strip().lower()).strip("_") for part in parts if part)
    return (text if re.match(r"[^\W\d]", text) else f"n_{text}")[:63]
