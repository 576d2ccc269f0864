"""Which sentences of the found passages answer a question: pure values, no model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ringside.core import content
from ringside.core.search_query import Reader, parse
from ringside.core.search_words import fold, forms, words
from ringside.playbook.knowledge.passages import sentences

ENOUGH_COVERED = 0.45
"""How much of the question a passage must speak of to answer it; set on the training half of evals/knowledge."""
MOST_SENTENCES = 3
_NEARLY_AS_GOOD = 0.6
_HEADED = 0.5
_NUMBER_WANTED = re.compile(
    r"\bhow (?:much|many|long|often|fast|soon|big|old)\b|\b(?:price|cost|when|percent\w*|deadline)\b"
    r"|כמה|מתי|מחיר|עולה|עלות|אחוז",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|once|daily|hourly|free|no)\b|חינם"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as it was found; `covered` as of core.search."""

    text: str
    heading: tuple[str, ...]
    covered: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence: which of the passages, and where in its text."""

    passage: int
    start: int
    end: int


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """By folded word: what else in the trade asks for the same."""
    text = files("ringside").joinpath("playbook/knowledge/synonyms.yaml").read_text(encoding="utf-8")
    known: dict[str, frozenset[str]] = {}
    for line in content.parse(text):
        group = [fold(word) for word in line.split()]
        everything = frozenset(group).union(*(forms(word) for word in group if word.isascii()))
        for word in everything:
            known[word] = known.get(word, frozenset()) | everything
    return known


def answer(question: str, found: Sequence[Found]) -> list[Chosen]:
    """The sentences that answer, the best first; none when no passage speaks of enough of the question."""
    fit = [place for place, passage in enumerate(found) if passage.covered >= ENOUGH_COVERED]
    if not fit:
        return []
    best_covered = max(found[place].covered for place in fit)
    scored: list[tuple[float, Chosen]] = []
    for place in fit:
        if found[place].covered >= best_covered - 0.15:
            scored += _scored(question, place, found[place], found)
    scored.sort(key=lambda each: -each[0])
    top = scored[0][0] if scored else 0.0
    chosen = [sentence for score, sentence in scored if score >= _NEARLY_AS_GOOD * top][:MOST_SENTENCES]
    first = chosen[0].passage if chosen else 0
    return sorted(chosen, key=lambda each: (each.passage != first, each.passage, each.start))


def _scored(question: str, place: int, passage: Found, found: Sequence[Found]) -> list[tuple[float, Chosen]]:
    query = parse(question, every=False, also=synonyms())
    reader = Reader(query)
    heading = reader.found([word.text for text in passage.heading for word in words(text)])
    everywhere = [reader.found([word.text for word in words(each.text)]) for each in found]
    common = [sum(i in counts for counts in everywhere) for i in range(len(query.terms))]
    worth = [query.weight(i) / (1 + times) for i, times in enumerate(common)]
    wants_number = bool(_NUMBER_WANTED.search(question))
    scored = []
    for n, (start, end) in enumerate(sentences(passage.text)):
        said = passage.text[start:end]
        here = reader.found([word.text for word in words(said)])
        score = sum(worth[i] * min(1.0, weight) for i, weight in here.items())
        score += sum(worth[i] * _HEADED for i in heading if i not in here)
        # A sentence that repeats only the heading is no better than the one that opens the passage.
        score += 0.05 if n == 0 else 0.0
        if wants_number and _HAS_NUMBER.search(said):
            score *= 1.5
        if said.rstrip().endswith("?"):
            score *= 0.5
        scored.append((score * (0.5 + passage.covered / 2), Chosen(place, start, end)))
    return scored


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BORNE_OUT = 0.5


def borne_out(sentence: str, quote: str, question: str) -> bool:
    """Whether a sentence says no more than its source: all its numbers, and most of its words, are there or asked."""
    source = {number.replace(",", "") for number in _NUMBER.findall(quote)}
    if any(number.replace(",", "") not in source for number in _NUMBER.findall(sentence)):
        return False
    known = {word.text for text in (quote, question) for word in words(text)}
    known |= {form for word in known for form in forms(word)}
    said = [term.words[0] for term in parse(sentence, every=False).terms if not term.words[0].isdecimal()]
    there = sum(word in known or not forms(word).isdisjoint(known) for word in said)
    return not said or there >= _BORNE_OUT * len(said)
