"""Whether a text is about a topic: words by their stems, with character n-grams as a second look."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue.reader import en, he
from ringside.dialogue.schemas import Language

_SMALL = {
    "en": en.FUNCTION_WORDS
    | frozenset(
        "get got make made do go going way thing things lot really right now well tell me more mean say said like know "
        "think want need use using today currently happen happens work kind sort time good okay yes".split()
    ),
    "he": he.FUNCTION_WORDS
    | frozenset("דבר דברים קצת הרבה כרגע ספר ספרי אומר אומרת יודע יודעת חושב רוצה צריך עושה עושים".split()),
}
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_SUFFIXES_EN = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ers", "ies", "ied", "ness", "able", "ions", "ion",
                "als", "al", "ed", "er", "es", "ly", "s", "e", "y")  # fmt: skip
_SUFFIXES_HE = ("ויות", "יות", "ים", "ות", "יה", "ית", "ה", "ת", "י")


@lru_cache(maxsize=16_384)
def stem(word: str, language: Language) -> str:
    """A rough stem: English inflections off; Hebrew clitic prefixes, plurals and final letters evened out."""
    if language == "he":
        core = word.translate(_FINALS)
        while len(core) > 3 and core[0] in "והבלמשכ":
            core = core[1:]
        for suffix in _SUFFIXES_HE:
            plain = suffix.translate(_FINALS)
            if core.endswith(plain) and len(core) - len(plain) >= 3:
                return core[: -len(plain)]
        return core
    core = word.removesuffix("'s")
    for suffix in _SUFFIXES_EN:
        if core.endswith(suffix) and len(core) - len(suffix) >= 3:
            core = core[: -len(suffix)]
            break
    if len(core) > 3 and core[-1] == core[-2]:
        core = core[:-1]
    return core


def stems(text: str, language: Language) -> list[str]:
    """Stems of the content words of `text`, in order."""
    small = _SMALL[language]
    return [stem(w, language) for w in lang.words(text) if w not in small and len(w) > 1]


def shared_words(a: str, b: str, language: Language) -> int:
    """How many different content words two texts share."""
    return len(set(stems(a, language)) & set(stems(b, language)))


def relevance(text: str, topic: str | Sequence[str], language: Language) -> float:
    """0..1, how surely `text` is about `topic`: a phrase, or several phrases of which the best counts (synonyms)."""
    phrases = [topic] if isinstance(topic, str) else list(topic)
    spoken = set(stems(text, language))
    if not spoken:
        return 0.0
    return max((_phrase(spoken, stems(phrase, language)) for phrase in phrases), default=0.0)


def _phrase(spoken: set[str], wanted: list[str]) -> float:
    """Share of the phrase's words that were said; one of two is already half, near spellings count partly."""
    if not wanted:
        return 0.0
    hits = [max((_alike(w, s) for s in spoken), default=0.0) for w in dict.fromkeys(wanted)]
    best, mean = max(hits), sum(hits) / len(hits)
    return round(min(1.0, 0.5 * best + 0.5 * mean) if len(hits) > 1 else best, 3)


@lru_cache(maxsize=65_536)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if min(len(a), len(b)) < 4:
        return 0.0
    if a.startswith(b) or b.startswith(a):
        return 0.85
    x, y = _trigrams(a), _trigrams(b)
    dice = 2 * len(x & y) / (len(x) + len(y))
    return dice if dice >= 0.6 else 0.0


def _trigrams(word: str) -> set[str]:
    padded = f"#{word}#"
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
