"""What a contact says that bears on a persona: needs, objections and ways of deciding, each at its very place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from ringside.deals.persona.cues import PATTERNS
from ringside.deals.persona.values import Known, Touch
from ringside.dialogue import acts
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Act, Language, Turn

MentionKind = Literal[
    "pain", "objection", "numbers", "consensus", "caution", "speed",
    "priority", "proof", "price", "price_fine", "others", "alone", "settled",
]  # fmt: skip

LONGEST = 280
"""Characters of a quote."""
PAINS = frozenset({"need_pain", "need_impact"})
PAIN_FROM, PAIN_BY_WORDING = 0.35, 0.6
"""From which confidence on a sentence tells what hurts: where a rule found the form of it, and by wording alone."""
OBJECTION_FROM, BY_WORDING = 0.6, 0.8
BESIDE = 0.7
"""From which confidence on a sentence that says something else objects as well."""
SAYS_ELSE = frozenset({"pain", "priority", "numbers", "speed", "proof"})
PLAIN_OBJECTIONS = frozenset({"price", "authority", "competitor"})
"""Kinds that a sentence can raise while it tells what hurts or asks for something."""
SHORTEST = 4
"""Words below which a sentence names no pain and no priority."""
NOT_IN_WRITING = frozenset({"send_email", "call_later"})
"""Brush-offs of a telephone: in an e-mail "send me the material" is a wish."""

_SENTENCE = re.compile(r"[^.?!\n]+(?:[.](?=\d)[^.?!\n]*)*[.?!]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence of the contact's that bears on something, at `start`..`end` of the record's text."""

    kind: MentionKind
    touch: str
    at: datetime
    start: int
    end: int
    text: str
    confidence: float
    turn: int | None = None
    detail: str | None = None
    language: Language = "en"
    call_id: str | None = None
    deal_id: str | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    kind: MentionKind
    start: int
    end: int
    confidence: float
    detail: str | None = None


def mentions(known: Known) -> tuple[Mention, ...]:
    """Everything found in the contact's own words, in order of time."""
    return tuple(mention for touch in known.touches for mention in _of_touch(touch))


def _of_touch(touch: Touch) -> Iterator[Mention]:
    for said in touch.said:
        for found in read(said.text, touch.language, spoken=said.turn is not None or touch.kind != "email"):
            text = said.record[found.start : found.end]
            yield Mention(
                kind=found.kind, touch=touch.id, at=touch.at, start=found.start, end=found.end, text=text,
                confidence=found.confidence, turn=said.turn, detail=found.detail, language=touch.language,
                call_id=touch.call_id if said.turn is not None else None, deal_id=touch.deal_id,
                asked=text.rstrip().endswith("?"),
            )  # fmt: skip


@lru_cache(maxsize=4096)
def read(own: str, language: Language, *, spoken: bool = False) -> tuple[_Found, ...]:
    """What these words of a contact say, by sentence; the same kind once a sentence."""
    found: dict[tuple[MentionKind, int], _Found] = {}
    sentences = list(sentences_of(own))
    read_acts = acts.read(Turn(index=0, speaker="customer", text=own), None, language) if own.strip() else []
    for act in read_acts:
        span = next(((start, end) for start, end in sentences if start <= act.start < end), None)
        named = span and _named(act, own[span[0] : span[1]], spoken=spoken)
        if span and named and _long_enough(own, span, named[0]):
            _keep(found, _Found(named[0], *span, act.confidence, named[1]))
    for start, end in sentences:
        folded = lang.fold(own[start:end]).text
        for cue, patterns in PATTERNS[language].items():
            hits = sum(1 for pattern in patterns if pattern.search(folded))
            if hits and _meant(cue, folded) and _long_enough(own, (start, end), cue):
                _keep(found, _Found(cue, start, end, 0.75 if hits == 1 else 0.85))
    return tuple(sorted((f for f in found.values() if _stands(f, found)), key=lambda f: (f.start, f.kind)))


def _stands(one: _Found, found: dict[tuple[MentionKind, int], _Found]) -> bool:
    """Whether a reading holds beside the others of its sentence: what hurts at work is not held against us."""
    if one.kind != "objection" or not any(kind in SAYS_ELSE for kind, start in found if start == one.start):
        return True
    return one.detail in PLAIN_OBJECTIONS and one.confidence >= BESIDE


def sentences_of(own: str) -> Iterator[tuple[int, int]]:
    """Sentences that say something, without outer blanks, cut at a blank where they are very long."""
    for match in _SENTENCE.finditer(own):
        said = match[0]
        start = match.start() + len(said) - len(said.lstrip())
        end = match.start() + len(said.rstrip())
        if end - start > LONGEST:
            cut = own.rfind(" ", start, start + LONGEST)
            end = cut if cut > start else start + LONGEST
        if end > start and "   " not in own[start:end] and any(char.isalpha() for char in own[start:end]):
            yield start, end


def _named(act: Act, sentence: str, *, spoken: bool) -> tuple[MentionKind, str | None] | None:
    """What an act of the reader is here. Writing is read more strictly than speech: nobody is asked back."""
    if act.kind in PAINS:
        least = PAIN_FROM if "rules" in act.detector else PAIN_BY_WORDING
        return ("pain", act.kind) if act.confidence >= least and "?" not in sentence else None
    if act.kind in ("objection", "brush_off") and act.objection:
        if not spoken and (act.objection in NOT_IN_WRITING or sentence.endswith("?")):
            return None
        least = OBJECTION_FROM if "rules" in act.detector else BY_WORDING
        return ("objection", act.objection) if act.confidence >= least else None
    return None


def _meant(cue: str, folded: str) -> bool:
    """Whether a sentence with the form of this cue means it: a question back states no priority."""
    return not (cue in ("pain", "priority", "settled", "alone") and folded.endswith("?"))


def _long_enough(own: str, span: tuple[int, int], kind: str) -> bool:
    return kind not in ("pain", "priority") or len(own[span[0] : span[1]].split()) >= SHORTEST


def _keep(found: dict[tuple[MentionKind, int], _Found], new: _Found) -> None:
    old = found.get((new.kind, new.start))
    if old is None or new.confidence > old.confidence:
        found[new.kind, new.start] = new
