"""What the customer said in the texts of a deal: objections, questions, and the points of qualification. Pure.

CRM texts are data. Sentences that give orders to whoever reads them are nobody's words and are never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ringside.deals.evidence import quotes
from ringside.deals.facts import ActivityFact, DealFacts
from ringside.dialogue import acts, exchanges, orders, rubrics
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Act, Language, ObjectionKind, Turn

READ = 6_000
"""Characters of one text that are read: of a longer one the beginning."""
LATEST = 40
"""Texts that are read, the latest ones."""
SURE = 0.6
"""From which confidence on the coach takes something for an objection."""

Point = Literal["metrics", "economic-buyer", "decision-criteria", "decision-process", "paper-process", "pain"]
POINTS: dict[str, Point] = {
    "metrics": "metrics",
    "economic-buyer": "economic-buyer",
    "decision-criteria": "decision-criteria",
    "decision-process": "decision-process",
    "paper-process": "paper-process",
    "identify-pain": "pain",
}
"""Criteria of the MEDDPICC rubric that the coach asks about; champion and competition are records of the deal."""

PAINS = frozenset({"need_pain", "need_impact"})

_REPLY_BELOW = re.compile(
    r"^\s*(?:>|-{2,} ?(?:original|forwarded) message|on .{5,90} wrote:\s*$|from: .+@|_{8,}|בתאריך .{5,90} (?:כתב|כתבה)"
    r"|מאת: )",
    re.IGNORECASE | re.MULTILINE,
)
_SPEAKER = re.compile(r"^[ \t]*([^\W\d_][\w .'\"-]{0,40}?)(?: \([^)\n]{1,40}\))?[ \t]*:[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the customer: where they stand in an activity's text."""

    activity: ActivityFact
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.activity.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Objected:
    kind: ObjectionKind
    passage: Passage


@dataclass(frozen=True, slots=True)
class Heard:
    """What the customer's words in a deal hold, in order of time."""

    texts: int
    """How many texts were read."""
    objections: tuple[Objected, ...] = ()
    points: Mapping[Point, Passage] | None = None
    """Points of qualification that the customer spoke of, each with the latest words on it."""


def listen(deal: DealFacts) -> Heard:
    """What the customer said in the deal's latest texts."""
    named = {p.name.split()[0].casefold() for p in deal.people if p.name.split()}
    read = [a for a in deal.done if a.text.strip()][-LATEST:]
    objections: list[Objected] = []
    points: dict[Point, Passage] = {}
    for activity in read:
        for start, end in customers(activity, named):
            text = activity.text[start:end]
            language = lang.detect(text)
            for act in _acts(text, language):
                passage = Passage(activity, start + act.start, start + act.end)
                if act.kind == "objection" and act.objection:
                    objections.append(Objected(act.objection, passage))
                elif act.kind in PAINS:
                    points["pain"] = passage
            for point, first, last in _points(text, language):
                points[point] = Passage(activity, start + first, start + last)
    return Heard(len(read), tuple(objections), points)


def customers(activity: ActivityFact, first_names: set[str]) -> Iterator[tuple[int, int]]:
    """Where in a text the customer speaks: an e-mail that came in, above what it answers; in notes of a call or
    meeting the lines under a contact's name."""
    text = activity.text[:READ]
    if activity.kind == "email":
        if activity.direction == "in":
            below = _REPLY_BELOW.search(text)
            yield 0, below.start() if below else len(text)
        return
    if activity.kind not in ("call", "meeting"):
        return
    marks = list(_SPEAKER.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        if mark[1].split()[0].casefold() in first_names:
            yield mark.end(), end


@lru_cache(maxsize=2048)
def _acts(text: str, language: Language) -> tuple[Act, ...]:
    """What the customer's words surely do."""
    found = acts.read(Turn(index=0, speaker="customer", text=text), None, language)
    return tuple(act for act in found if act.confidence >= SURE)


@lru_cache(maxsize=2048)
def _points(text: str, language: Language) -> tuple[tuple[Point, int, int], ...]:
    """The points of qualification that sentences of the customer speak of."""
    found = []
    for start, end in exchanges.phrases(text, language):
        folded = lang.fold(text[start:end]).text
        for criterion in rubrics.shipped()["meddpicc"].criteria:
            point = POINTS.get(criterion.id)
            signs = [s for s in criterion.shown_by if s.says and not s.acts and not s.asked and not s.speaker]
            if point and any(s.says.stand_in(folded, language) for s in signs if s.says):
                found.append((point, start, end))
    return tuple(found)


def questions(activity: ActivityFact, most: int = 2) -> list[Passage]:
    """What the customer asks in an e-mail that came in."""
    found = []
    for start, end in customers(activity, set()):
        text = activity.text[start:end]
        language = lang.detect(text)
        for first, last in exchanges.phrases(text, language):
            if text[first:last].rstrip().endswith("?"):
                found.append(Passage(activity, start + first, start + last))
    return found[:most]


def mentions(deal: DealFacts, name: str, most: int = 2) -> list[Passage]:
    """Where a name stands in texts of the deal, the latest first."""
    found: list[Passage] = []
    for activity in reversed([a for a in deal.done if a.text][-LATEST:]):
        for start, end in quotes(activity.text[:READ], name):
            if _whole(activity.text, start, end) and not orders.inside(activity.text[:READ], start, end):
                found.append(Passage(activity, *sentence_around(activity.text[:READ], start, end)))
                break
        if len(found) == most:
            break
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands there as a word: Hebrew prefixes may be joined to it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not after.isalnum() and (not before.isalnum() or "א" <= before <= "ת")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which a place stands."""
    for first, last in exchanges.phrases(text, lang.detect(text)):
        if first <= start and end <= last:
            return first, last
    return start, end


def kinds(objections: Sequence[Objected]) -> dict[ObjectionKind, list[Objected]]:
    """Objections by kind; of one activity each kind once."""
    found: dict[ObjectionKind, dict[str, Objected]] = {}
    for one in objections:
        found.setdefault(one.kind, {})[one.passage.activity.id] = one
    return {kind: list(by_activity.values()) for kind, by_activity in found.items()}


def first_name(name: str) -> str:
    """How somebody is addressed in a message."""
    return (name.split() or [""])[0]
