"""A text cut into the smallest pieces that can name a time: words, runs of digits, single signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ringside.dialogue.language import fold

Kind = Literal["word", "digits", "date", "amount", "sign", "quoted"]

_PIECE = re.compile(
    r"(?P<quoted>(?<![^\W_])(['\"])(?=\S)[^'\"]{1,80}?(?<=\S)\2(?![^\W_]))"
    r"|(?P<date>(?<![\d./])(?<!\d-)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d))(?:t\d\d:\d\d(?::\d\d)?z?)?"
    r"(?![\d/-]))"
    r"|(?P<amount>[$€£₪#]\s?\d[\d,.]*|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+\s?[%€₪$])"
    r"|(?P<digits>\d+)"
    r"|(?P<word>[^\W\d_]+(?:(?<=[\u05d0-\u05ea])[\"'](?=[\u05d0-\u05ea])[^\W\d_]+)*)"
    r"|(?P<sign>[^\s\w])"
)
_PREFIXES = "והבלמשכ"
_LONG = 7
"""Letters of a word that is hardly another one with a slip."""
_HEBREW = re.compile(r"[\u05d0-\u05ea]")


@dataclass(frozen=True, slots=True)
class Token:
    """`glued`: nothing stands between it and the token before. `raw` is as written, `text` folded."""

    text: str
    start: int
    end: int
    kind: Kind
    glued: bool
    raw: str


def tokens(text: str, known: frozenset[str]) -> list[Token]:
    """The tokens of a text. Letters that Hebrew writes before a `known` word are tokens of their own."""
    view = fold(text)
    found: list[Token] = []
    ended = -1
    for match in _PIECE.finditer(view.text):
        start, end = view.span(match.start(), match.end())
        kind: Kind = next(k for k in ("quoted", "date", "amount", "digits", "word", "sign") if match[k])
        glued = match.start() == ended
        ended = match.end()
        piece = match.group()
        if kind == "word":
            piece = _meant(piece, known)
        if kind == "word" and _HEBREW.search(piece):
            found += _split(piece, start, end, glued, text, known)
        else:
            found.append(Token(piece, start, end, kind, glued, text[start:end]))
    return found


@lru_cache(maxsize=4096)
def _meant(word: str, known: frozenset[str]) -> str:
    """A long word of time in which two letters were swapped, or one was left out or written twice, as it should be."""
    if len(word) < _LONG - 1 or word in known or _HEBREW.search(word):
        return word
    return next((right for right in sorted(known) if len(right) >= _LONG and _is_slip(word, right)), word)


def _is_slip(word: str, right: str) -> bool:
    if len(word) == len(right):
        differ = [i for i, (a, b) in enumerate(zip(word, right, strict=True)) if a != b]
        return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(right)
    longer, shorter = sorted((word, right), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _split(word: str, start: int, end: int, glued: bool, text: str, known: frozenset[str]) -> list[Token]:
    cut = 0
    if word not in known:
        cut = next((n for n in (1, 2, 3) if set(word[:n]) <= set(_PREFIXES) and word[n:] in known), 0)
    if not cut or end - start != len(word):
        lone = (
            len(word) <= 2
            and set(word) <= set(_PREFIXES)
            and text[end : end + 1] in "-\u05be\u2013"
            and end < len(text)
        )
        if lone and word not in known and len(word) > 1:
            return [Token(c, start + i, start + i + 1, "word", glued or i > 0, c) for i, c in enumerate(word)]
        return [Token(word, start, end, "word", glued, text[start:end])]
    pieces = [*word[:cut], word[cut:]]
    out, at = [], start
    for i, piece in enumerate(pieces):
        out.append(Token(piece, at, at + len(piece), "word", glued or i > 0, text[at : at + len(piece)]))
        at += len(piece)
    return out
