"""How well the name of a column names a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz

from ringside.deals.importing.values import plain, words

EXACT, CLEANED, FUZZY = 1.0, 0.92, 0.75
_TURNS = frozenset((
    "previous", "weighted", "forecast", "last", "number", "count", "days", "age", "duration", "parent", "partner",
    "probability", "percent", "score", "change", "changes", "history", "type", "id", "by", "ratio", "time", "modified",
    "updated", "update", "rank", "total", "avg", "average", "min", "max", "first", "next", "other", "old", "secondary",
    "alternate", "converted", "local", "created", "hours", "weeks", "months", "day", "month", "year", "quarter",
    "fiscal", "territory", "region", "ids",
))  # fmt: skip
"""Words that make another thing of what they stand beside: a `previous stage` is no stage."""
_WEAK = frozenset((
    "total", "sum", "price", "revenue", "item", "service", "package", "plan", "user", "person", "agent", "state",
    "step", "phase", "channel", "origin", "branch", "vertical", "sector", "staff", "tier", "target", "label", "class",
    "buyer", "role", "reason", "url", "position", "topic", "project", "title", "step", "value", "size", "closing",
    "close", "date", "when", "start", "length", "with", "who", "what", "to", "from", "commercial", "land", "branche",
    "decision", "valor", "client", "customer", "prospect", "solution", "competition", "item", "response", "location",
    "wert", "grund", "erstellt", "summe", "kontakt", "nom", "nombre", "titre", "origen", "fuente", "responsable",
    "inhaber", "bezeichnung", "valeur", "industrie", "verantwortlich",
))  # fmt: skip
"""Phrases that are too common to mean the field inside a longer header."""


@cache
def _phrases(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Field by its phrases, in words."""
    return {
        name: tuple(spaced(str(phrase)) for phrase in phrases) for name, phrases in words("vocabulary")[kind].items()
    }


@cache
def _noise() -> frozenset[str]:
    return frozenset(str(word) for word in words("vocabulary")["noise"])


def spaced(header: str) -> str:
    """The words of a header: `CloseDate__c`, `close_date` and `Close Date` are the same."""
    text = re.sub(r"__[a-z]\b", "", header.strip())
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"[\"״'](?=[א-ת])", "", text)
    return " ".join(re.findall(r"[^\W_]+|%", plain(text)))


def scores(kind: str, header: str) -> dict[str, float]:
    """How well this header names each field of this kind of record, 0..1; only those it may name."""
    asked = spaced(header)
    without_unit = _without_currency(asked)
    found: dict[str, float] = {}
    for name, phrases in _phrases(kind).items():
        best = max(
            max(_score(asked, phrase), 0.98 * _score(without_unit, phrase)) - 0.0005 * place
            for place, phrase in enumerate(phrases)
        )
        if best >= 0.5:
            found[name] = round(best, 3)
    return found


def says_currency(header: str) -> bool:
    """Whether it names a currency beside what it measures, as `Worth (EUR)` does, and turns it into nothing else."""
    said = plain(header).split()
    currencies = words("vocabulary")["currencies"]
    return (
        len(said) > 1
        and any(word.strip("()[],/") in currencies for word in said)
        and not _TURNS & set(spaced(header).split())
    )


def _without_currency(asked: str) -> str:
    currencies = words("vocabulary")["currencies"]
    return " ".join(word for word in asked.split() if word not in currencies) or asked


def _score(asked: str, phrase: str) -> float:
    if asked.replace(" ", "") == phrase.replace(" ", ""):
        return EXACT
    mine, theirs = _meant(asked), _meant(phrase)
    if not mine or not theirs:
        return 0.0
    # `Deal amount` is an amount; but `size` is no `deal size`.
    if mine == phrase.split() or (mine == theirs and mine != asked.split()):
        return CLEANED
    if phrase not in _WEAK and (partial := _contained(asked.split(), mine, phrase.split())):
        return partial
    joined, other = "".join(mine), "".join(theirs)
    if min(len(joined), len(other)) >= 5 and fuzz.ratio(joined, other) >= 88:
        return FUZZY
    return 0.0


def _meant(text: str) -> list[str]:
    return [word for word in text.split() if word not in _noise()]


def _contained(asked: list[str], mine: list[str], theirs: list[str]) -> float:
    """A phrase inside a longer header: surer the more of it it is, unsure beside words that turn its meaning."""
    size = len(theirs)
    for words_ in (mine, asked):
        for start in range(len(words_) - size + 1):
            if words_[start : start + size] == theirs:
                rest = words_[:start] + words_[start + size :]
                at_end = 0.04 if start + size == len(words_) else 0.0
                turned = 0.3 * any(word in _TURNS for word in rest)
                return max(0.0, 0.5 + 0.35 * size / len(words_) + at_end - turned)
    return 0.0
