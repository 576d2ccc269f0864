"""A question cut into tokens, each with the forms under which the vocabulary may know it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import snowballstemmer  # type: ignore[import-untyped]

from ringside.dialogue.language import fold

_TOKEN = re.compile(
    r"(?P<quoted>(?<![^\W_])(?P<mark>['\"])(?=\S)(?P<inner>[^'\"]{1,80}?)(?<=\S)(?P=mark)(?![^\W_]))"
    r"|(?P<number>(?:(?<![^\s=<>(])-)?[$€£₪]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)(?P<scale>\s?(?:k|m|mn|mm|bn|b|thousand|million|"
    r"billion|אלף|מיליון|מיליארד)(?![^\W_])|\s?%|\s?[€₪])?(?![^\W_])"
    r"|(?P<word>[^\W_]+(?:(?<=[\u05d0-\u05ea])[\"'](?=[\u05d0-\u05ea])[^\W_]+|(?<=\w)\.(?=[a-z]\.)[^\W_]+)*)(?:'s(?![^\W_])|'(?=\s))?"
    r"|(?P<sign>>=|<=|!=|<>|==|[=<>≥≤≠])"
    r"|(?P<stop>[,.;:?!()\[\]|/&+-])"
)  # fmt: skip
_SCALES = {"k": 1e3, "thousand": 1e3, "אלף": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "million": 1e6, "מיליון": 1e6,
           "b": 1e9, "bn": 1e9, "billion": 1e9, "מיליארד": 1e9}  # fmt: skip
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NAME_WORD = re.compile(r"[^\W_]+(?:(?<=[\u05d0-\u05ea])[\"'](?=[\u05d0-\u05ea])[^\W_]+)*")
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_HE_ENDINGS = ("ויות", "יות", "ים", "ות", "ית", "ה", "ת", "י")
_HE_PREFIXES = "והבלמשכ"

_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is folded; `start` and `end` are offsets in the question as written. `number` of "$3.5m" is 3500000."""

    text: str
    start: int
    end: int
    kind: Literal["word", "number", "quoted", "sign", "stop"]
    spellings: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    number: float | None = None
    money: bool = False
    percent: bool = False
    capital: bool = False


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The form of one folded word under which its inflections meet."""
    if _HEBREW.search(word):
        for ending in _HE_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                word = word[: -len(ending)]
                break
        return word.translate(_FINALS)
    if len(word) <= 3 or not word.isalpha():
        return (
            word[:-1] if len(word) == 3 and word.endswith("s") and word[0] not in "aeiou" and word[1] != "s" else word
        )
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=16_384)
def spellings(word: str) -> tuple[str, ...]:
    """The word, and what is left of a Hebrew one without its prefixed letters, the fullest first."""
    found = [word]
    if _HEBREW.search(word):
        for cut in range(1, 4):
            if len(word) - cut < 2 or word[cut - 1] not in _HE_PREFIXES:
                break
            found.append(word[cut:])
    return tuple(found)


def forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(each) for each in spellings(word)))


def tokens(text: str) -> list[Token]:
    """The tokens of a question, quoted stretches in one piece."""
    view = fold(text)
    found = []
    for match in _TOKEN.finditer(view.text):
        start, end = view.span(match.start(), match.end())
        found.append(_token(match, text[start:end], start, end))
    return found


def _token(match: re.Match[str], raw: str, start: int, end: int) -> Token:
    if (inner := match["inner"]) is not None:
        return Token(inner, start, end, "quoted")
    if match["number"] is not None:
        return _number(match, raw, start, end)
    if (word := match["word"]) is not None:
        plain = word.replace(".", "")
        return Token(
            plain,
            start,
            end,
            "word",
            spellings(plain),
            forms(plain),
            capital=raw.isupper() if len(plain) <= 3 else raw[:1].isupper(),
        )
    return Token(match.group(), start, end, "sign" if match["sign"] else "stop")


def _number(match: re.Match[str], raw: str, start: int, end: int) -> Token:
    scale = (match["scale"] or "").strip()
    digits = re.sub(r"[^\d.-]", "", match["number"])
    number = float(digits) * _SCALES.get(scale, 1)
    money = any(sign in raw for sign in "$€£₪")
    return Token(match.group(), start, end, "number", number=number, money=money, percent=scale == "%")


def spelled(token: Token, word: str) -> Token:
    """The token as if it had been written like this."""
    return replace(token, text=word, spellings=spellings(word), forms=forms(word))


def name_words(name: str) -> list[str]:
    """The words of a column, label or value: camel case and underscores cut, folded."""
    return _NAME_WORD.findall(fold(_CAMEL.sub(" ", name).replace("_", " ")).text)


def plain_words(text: str) -> list[str]:
    """The words of a value as people type it: camel case kept in one piece."""
    return _NAME_WORD.findall(fold(text.replace("_", " ")).text)


def stems(name: str) -> set[str]:
    """The stems of the words of a name."""
    return {stem(word) for word in name_words(name)}
