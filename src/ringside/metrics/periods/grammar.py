"""A small grammar: rules are lists of words by kind, tried at a place in a text; the longest that makes sense holds.

A pattern such as "THE? LAST FISCAL? UNIT" names kinds of words (words.yaml) or the special kinds below; `?` may be
missing, `A|B` is either. What each kind stood for is handed to the rule by its name in small letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Calendar
from ringside.metrics.periods import lexicon
from ringside.metrics.periods.text import Token
from ringside.metrics.query.schema import Grain

Bindings = dict[str, Any]


@dataclass(frozen=True)
class Atom:
    """One period, as a single phrase names it. `of_year` gives it in another year when the year was not said."""

    start: date
    end: date
    grain: Grain
    fiscal: bool = False
    rolling: bool = False
    units: int = 0
    of_year: Callable[[int], Atom] | None = field(default=None, compare=False)


@dataclass
class Reading:
    """A text being read: its tokens and what it is read with."""

    tokens: Sequence[Token]
    calendar: Calendar
    today: date
    language: Language
    memo: dict[tuple[str, int], list[tuple[int, Any]]] = field(default_factory=dict)


Builder = Callable[[Reading, Bindings], Any]
Special = Callable[[Reading, int], Iterator[tuple[int, Any]]]
_SPECIAL: dict[str, Special] = {}


@dataclass(frozen=True)
class Rule:
    elements: tuple[tuple[tuple[str, ...], bool], ...]
    build: Builder


_GRAMMAR: dict[str, list[Rule]] = {}


def rule(kind: str, *patterns: str) -> Callable[[Builder], Builder]:
    """Declares that each of these patterns makes a thing of that kind. The builder returns None where it does not."""

    def declare(build: Builder) -> Builder:
        _GRAMMAR.setdefault(kind, []).extend(Rule(_compiled(pattern), build) for pattern in patterns)
        return build

    return declare


def special(name: str) -> Callable[[Special], Special]:
    """Declares a kind of word that is not a list of phrases."""

    def declare(find: Special) -> Special:
        _SPECIAL[name] = find
        return find

    return declare


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple((tuple(element.rstrip("?").split("|")), element.endswith("?")) for element in pattern.split())


def things(kind: str, reading: Reading, place: int) -> list[tuple[int, Any]]:
    """All things of a kind that begin at this place, with the place after each, the longest first."""
    key = kind, place
    if key not in reading.memo:
        reading.memo[key] = []
        best: dict[int, Any] = {}
        for each in _GRAMMAR[kind]:
            for end, bound in _match(each.elements, reading, place):
                if end in best or end == place:
                    continue
                try:
                    made = each.build(reading, bound)
                except (ValueError, OverflowError):
                    continue
                if made is not None:
                    best[end] = made
        reading.memo[key] = sorted(best.items(), key=lambda item: -item[0])
    return reading.memo[key]


def longest(kind: str, reading: Reading, place: int) -> tuple[int, Any] | None:
    found = things(kind, reading, place)
    return found[0] if found else None


def _match(
    elements: tuple[tuple[tuple[str, ...], bool], ...], reading: Reading, place: int, first: bool = True
) -> Iterator[tuple[int, Bindings]]:
    if not elements:
        yield place, {}
        return
    (names, may_miss), *rest = elements
    begin = place
    if not first and place < len(reading.tokens) and lexicon.is_soft(reading.tokens, place):
        begin = place + 1
    for start in dict.fromkeys((place, begin)):
        for name in names:
            for end, value in word(name, reading, start):
                for last, bound in _match(tuple(rest), reading, end, first=False):
                    yield last, {name.lower(): value, **bound}
    if may_miss:
        yield from _match(tuple(rest), reading, place, first)


def word(name: str, reading: Reading, place: int) -> Iterator[tuple[int, Any]]:
    """Where words of a kind that begin at this place end, and what they stand for."""
    if place >= len(reading.tokens):
        return
    if name in _GRAMMAR:
        yield from things(name, reading, place)
    elif name in _SPECIAL:
        yield from _SPECIAL[name](reading, place)
    elif name.isupper():
        yield from lexicon.at(name, reading.tokens, place)
    elif reading.tokens[place].text == name:
        yield place + 1, name


def moved_to(atom: Atom, year: int) -> Atom:
    """The same phrase in another year, no longer open to be moved."""
    return replace(atom.of_year(year), of_year=None) if atom.of_year else atom
