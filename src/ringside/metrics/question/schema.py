"""What became of a question: understood, a question back, or an honest no."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Part
from ringside.metrics.query.schema import MetricQuery


class Chip(Part):
    """One part of an understanding in words; `slot` says which part of the query it is, `text` what it says."""

    slot: Literal["intent", "measure", "dimension", "time", "comparison", "filter", "having", "top", "order", "limit"]
    text: str
    index: int = Field(default=0, description="Which one of several in its slot.")


class Word(Part):
    """Characters `start` to `end` of the question, and what they were taken for (None: not understood)."""

    start: int
    end: int
    meaning: str | None = None


class Understood(Part):
    status: Literal["understood"] = "understood"
    query: MetricQuery
    language: Language
    words: tuple[Word, ...] = ()
    assumed: tuple[str, ...] = Field(default=(), description="What was taken for granted, in words for the asker.")
    source: str = "builtin"


class QueryChoice(Part):
    """One way to read the question; choosing it asks `query`, or the question again as `text`."""

    label: str
    text: str | None = None
    query: MetricQuery | None = None


Choice = QueryChoice


class Asked(Part):
    """One short question back, in the asker's language."""

    status: Literal["asked"] = "asked"
    reason: Literal["unknown_measure", "unknown_word", "ambiguous", "unknown_value", "unreachable", "too_long",
                    "empty", "no_time"]  # fmt: skip
    language: Language
    question: str
    choices: tuple[QueryChoice, ...] = Field(default=(), max_length=6)
    words: tuple[Word, ...] = ()
    source: str = "builtin"


class Refused(Part):
    """What cannot be answered from these numbers at all: forecasts, other companies' data, advice."""

    status: Literal["refused"] = "refused"
    language: Language
    reason: str


Parsed = Understood | Asked | Refused
