"""What somebody asked for, what of a text answers it, and how well: no database here."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ringside.core.search_words import STOP_WORDS, WEAK_WORDS, Word, forms, words

LONGEST_QUERY = 400
MOST_TERMS = 16
AS_A_FORM, AS_A_SYNONYM = 0.6, 0.5
"""What a word counts that only shares a stem with the one asked for, or means the same."""
_WEAK = 0.25
_K1, _B = 1.2, 0.75  # BM25 (Robertson and Zaragoza, 2009)

Also = Mapping[str, frozenset[str]]

# A quote mark inside a word is a Hebrew abbreviation, not the start of a phrase.
_PHRASE = re.compile(r"(?<!\w)[\"\u201c\u201d\u201e](.+?)[\"\u201c\u201d](?!\w)", re.DOTALL)


@dataclass(frozen=True)
class Term:
    """One word, or the words of a phrase in order; `prefix` when the last word may still be growing."""

    words: tuple[str, ...]
    prefix: bool = False
    also: frozenset[str] = frozenset()
    """Other words that mean the same as a single one."""

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @cached_property
    def alternatives(self) -> tuple[frozenset[str], ...]:
        """For each word, everything under which it is found."""
        return tuple(frozenset({word}) | forms(word) | self.also for word in self.words)

    def weight(self, place: int, word: str) -> float:
        """How well a word of a text answers the word at this place: 0 is not at all."""
        wanted = self.words[place]
        if word == wanted or (self.prefix and place == len(self.words) - 1 and word.startswith(wanted)):
            return 1.0
        if self.is_phrase and wanted.isascii():
            return 0.0  # quotes mean these very words; Hebrew may glue a small word to one of them
        known_as = forms(word) | {word}
        if not known_as.isdisjoint({wanted, *forms(wanted)}):
            return AS_A_FORM
        return AS_A_SYNONYM if not known_as.isdisjoint(self.also) else 0.0


@dataclass(frozen=True)
class Query:
    """Terms asked for. With `every`, a text must have all of them; else any, the more and rarer the better."""

    terms: tuple[Term, ...]
    every: bool = True

    def weight(self, i: int) -> float:
        """What finding a term counts: of a question, words about how one asks count little."""
        term = self.terms[i]
        if self.every or term.is_phrase:
            return 1.0
        return _WEAK if term.words[0] in WEAK_WORDS or term.words[0].isdecimal() else 1.0


def parse(text: str, *, every: bool = True, typing: bool = False, also: Also | None = None) -> Query:
    """A typed line as a query: "quoted words" are a phrase; when `typing`, the last word may be unfinished.

    Little words count only where every word must be found, or where there is nothing else. `also` gives, by folded
    word, the words that mean the same.
    """
    text = text[:LONGEST_QUERY]
    terms: list[Term] = []
    rest_from = 0
    for match in _PHRASE.finditer(text):
        terms += _single(text[rest_from : match.start()])
        if inside := tuple(word.text for word in words(match[1])):
            terms.append(Term(inside))
        rest_from = match.end()
    last = _single(text[rest_from:])
    if typing and last and text[-1:].isalnum():
        last[-1] = Term(last[-1].words, prefix=True)
    terms = list(dict.fromkeys(terms + last))
    if not every:
        terms = [term for term in terms if term.is_phrase or term.words[0] not in STOP_WORDS] or terms
    if also:
        terms = [term if term.is_phrase else Term(term.words, term.prefix, _synonyms(term, also)) for term in terms]
    return Query(tuple(terms[:MOST_TERMS]), every)


def _synonyms(term: Term, also: Also) -> frozenset[str]:
    return frozenset().union(*(also.get(form, ()) for form in term.alternatives[0]))


def _single(text: str) -> list[Term]:
    return [Term((word.text,)) for word in words(text)]


class Reader:
    """Reads texts for one query; remembers what each word is worth to it."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._single = [(i, term) for i, term in enumerate(query.terms) if not term.is_phrase]
        self._phrases = [(i, term) for i, term in enumerate(query.terms) if term.is_phrase]
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}

    def found(self, said: Sequence[str]) -> dict[int, float]:
        """By term: how often the words of a text answer it, stems counting less. Empty when the text is no answer."""
        counts: dict[int, float] = {}
        known = self._known
        for word in said:
            worth = known.get(word)
            if worth is None:
                worth = known[word] = self._worth(word)
            for i, weight in worth:
                counts[i] = counts.get(i, 0.0) + weight
        for i, term in self._phrases:
            if places := _places(term, said):
                counts[i] = float(len(places))
        if self._query.every and len(counts) < len(self._query.terms):
            return {}
        return counts

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the original text has what was asked for, in order; neighbouring words of a phrase in one piece."""
        there: list[Word] = words(text)
        said = [word.text for word in there]
        hit = [(place, place) for place, word in enumerate(said) if self._worth(word)]
        for _, term in self._phrases:
            hit += [(place, place + len(term.words) - 1) for place in _places(term, said)]
        return _merged([(there[first].start, there[last].end) for first, last in hit])

    def _worth(self, word: str) -> tuple[tuple[int, float], ...]:
        weights = ((i, term.weight(0, word)) for i, term in self._single)
        return tuple((i, weight) for i, weight in weights if weight)


def _places(term: Term, said: Sequence[str]) -> list[int]:
    length = len(term.words)
    return [
        start
        for start in range(len(said) - length + 1)
        if all(term.weight(place, said[start + place]) for place in range(length))
    ]


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def rank(query: Query, texts: Sequence[str], known: Mapping[int, int], total: int) -> list[tuple[int, float, float]]:
    """(place in `texts`, BM25 score, share of the query that is there) of each text that answers, the best first.

    A text is its words joined by blanks. `known` says, by term, in how many of `total` texts it stands. Equal scores
    keep their order.
    """
    reader = Reader(query)
    rare = [rarity(known.get(i, 0), total) * query.weight(i) for i in range(len(query.terms))]
    read = [text.split() for text in texts]
    usual = sum(map(len, read)) / len(read) if read else 1.0
    scored = []
    for place, said in enumerate(read):
        counts = reader.found(said)
        if counts:
            norm = _K1 * (1 - _B + _B * len(said) / max(usual, 1.0))
            score = sum(rare[i] * n * (_K1 + 1) / (n + norm) for i, n in counts.items())
            scored.append((place, score, sum(rare[i] * min(1.0, n / AS_A_FORM) for i, n in counts.items()) / sum(rare)))
    return sorted(scored, key=lambda each: -each[1])


def rarity(known: int, total: int) -> float:
    """What finding a term says about a text: its inverse document frequency, never below 0."""
    return math.log(1 + (max(total, known) - known + 0.5) / (known + 0.5))
