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
    "fiscal", "territory", "region",
))  # fmt: skip
"""Words that make another thing of what they stand beside: a `previous stage` is no stage."""


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
    text = re.sub(r"__c\b", "", header.strip())
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"[\"״'](?=[א-ת])", "", text)
    return " ".join(re.findall(r"[^\W_]+|%", plain(text)))


def scores(kind: str, header: str) -> dict[str, float]:
    """How well this header names each field of this kind of record, 0..1; only those it may name."""
    asked = spaced(header)
    without_unit = _without_currency(asked)
    found: dict[str, float] = {}
    for name, phrases in _phrases(kind).items():
        best = max(max(_score(asked, phrase), 0.98 * _score(without_unit, phrase)) for phrase in phrases)
        if best >= 0.5:
            found[name] = round(best, 3)
    return found


def _without_currency(asked: str) -> str:
    currencies = words("vocabulary")["currencies"]
    return " ".join(word for word in asked.split() if word not in currencies) or asked


def _score(asked: str, phrase: str) -> float:
    if asked.replace(" ", "") == phrase.replace(" ", ""):
        return EXACT
    mine, theirs = _meant(asked), _meant(phrase)
    if mine and mine == theirs:
        return CLEANED
    if not mine or not theirs:
        return 0.0
    partial = _contained(mine, theirs)
    if partial:
        return partial
    joined, other = "".join(mine), "".join(theirs)
    if min(len(joined), len(other)) >= 5 and fuzz.ratio(joined, other) >= 88:
        return FUZZY
    return 0.0


def _meant(text: str) -> list[str]:
    return [word for word in text.split() if word not in _noise()]


def _contained(mine: list[str], theirs: list[str]) -> float:
    """A phrase inside a longer header: surer the more of it it is, unsure beside words that turn its meaning."""
    size = len(theirs)
    for start in range(len(mine) - size + 1):
        if mine[start : start + size] == theirs:
            rest = mine[:start] + mine[start + size :]
            at_end = 0.04 if start + size == len(mine) else 0.0
            turned = 0.3 * any(word in _TURNS for word in rest)
            return max(0.0, 0.5 + 0.35 * size / len(mine) + at_end - turned)
    return 0.0
