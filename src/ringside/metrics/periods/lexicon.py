"""The words of time (words.yaml), found at a place in a row of tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ringside.metrics.periods.text import Token

Value = int | str


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, list[tuple[tuple[str, ...], Value]]]]:
    """By what they are and by their first word: the words of each phrase and what it stands for, longest first."""
    import yaml  # noqa: PLC0415

    text = files("ringside.metrics.periods").joinpath("words.yaml").read_text("utf-8")
    raw: dict[str, dict[Value, list[Any]]] = yaml.safe_load(text)
    found: dict[str, dict[str, list[tuple[tuple[str, ...], Value]]]] = {}
    for terminal, meanings in raw.items():
        by_first = found.setdefault(terminal, defaultdict(list))
        for value, listed in meanings.items():
            for phrase in listed:
                words = tuple(str(phrase).split())
                by_first[words[0]].append((words, value))
        for each in by_first.values():
            each.sort(key=lambda entry: -len(entry[0]))
    return found


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every word that is part of a phrase of more than one letter."""
    return frozenset(
        word
        for by_first in phrases().values()
        for each in by_first.values()
        for words, _ in each
        for word in words
        if len(word) > 1
    )


def at(terminal: str, tokens: Sequence[Token], place: int) -> Iterator[tuple[int, Value]]:
    """Where phrases of that kind end that begin at this place, the longest first, and what they stand for."""
    if place >= len(tokens):
        return
    for words, value in phrases()[terminal].get(tokens[place].text, ()):
        end = _follow(words, tokens, place)
        if end is not None:
            yield end, value


def _follow(words: tuple[str, ...], tokens: Sequence[Token], place: int) -> int | None:
    for i, word in enumerate(words):
        if i and place < len(tokens) and is_soft(tokens, place) and word != tokens[place].text:
            place += 1
        if place >= len(tokens) or tokens[place].text != word:
            return None
        place += 1
    return place


def is_soft(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sign only holds a word together: the dashes of year-to-date, the point of Sept."""
    token = tokens[place]
    if not token.glued or token.text not in {"-", ".", "/"}:
        return False
    return token.text == "." or (place + 1 < len(tokens) and tokens[place + 1].glued)
