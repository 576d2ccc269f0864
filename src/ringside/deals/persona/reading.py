"""What a contact says that bears on a persona: needs, objections and ways of deciding, each at its very place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

from ringside.deals.persona.cues import FIRST_PERSON, PATTERNS, REPORTED, UNWORRIED
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
OWN = frozenset({"numbers", "caution", "speed", "proof", "price", "price_fine", "alone"})
"""What only counts when the contact wants it: what others want says nothing about them."""
TWICE = 0.8
"""Share of common words from which on two sentences are one, said again or copied."""
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
    return tuple(_once(mention for touch in known.touches for mention in _of_touch(touch)))


def _once(said: Iterable[Mention]) -> Iterator[Mention]:
    """Each sentence once, where it was said first: an answer that is copied into the next is no second one."""
    before: dict[tuple[str, str | None], list[set[str]]] = {}
    for mention in said:
        words = set(lang.words(mention.text))
        known = before.setdefault((mention.kind, mention.detail), [])
        if not any(len(words & other) >= TWICE * len(words | other) for other in known):
            known.append(words)
            yield mention


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


def read(own: str, language: Language, *, spoken: bool = False) -> tuple[_Found, ...]:
    """What these words of a contact say, sentence by sentence; each kind once a sentence."""
    found = []
    for start, end in sentences_of(own):
        found += [replace(f, start=start, end=end) for f in _sentence(own[start:end], language, spoken)]
    return tuple(found)


@lru_cache(maxsize=16_384)
def _sentence(text: str, language: Language, spoken: bool) -> tuple[_Found, ...]:
    """What one sentence says; the same whatever stands around it."""
    found: dict[str, _Found] = {}
    for act in acts.read(Turn(index=0, speaker="customer", text=text), None, language):
        named = _named(act, text, spoken=spoken)
        if named and _long_enough(text, named[0]):
            _keep(found, _Found(named[0], 0, 0, act.confidence, named[1]))
    folded = lang.fold(text).text
    for cue, patterns in PATTERNS[language].items():
        hits = sum(1 for pattern in patterns if pattern.search(folded))
        if hits and _meant(cue, folded, language) and _long_enough(text, cue):
            _keep(found, _Found(cue, 0, 0, 0.75 if hits == 1 else 0.85))
    if (objection := found.get("objection")) and not _held_back(objection, folded, language):
        del found["objection"]
    return tuple(f for _, f in sorted(found.items()) if _stands(f, found))


def _held_back(one: _Found, folded: str, language: Language) -> bool:
    """Whether an objection is the contact's: not denied or supposed, and not told of somebody else."""
    if UNWORRIED[language].search(folded):
        return False
    own = one.detail == "authority" or FIRST_PERSON[language].search(folded)
    return bool(own or not REPORTED[language].search(folded))


def _stands(one: _Found, found: Mapping[str, _Found]) -> bool:
    """Whether a reading holds beside the others of its sentence: what hurts at work is not held against us."""
    if one.kind != "objection" or not found.keys() & SAYS_ELSE:
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


def _meant(cue: str, folded: str, language: Language) -> bool:
    """Whether a sentence with the form of this cue means it: a question back states no priority, a wish told of
    somebody else is not the contact's."""
    if cue in OWN and REPORTED[language].search(folded) and not FIRST_PERSON[language].search(folded):
        return False
    return not (cue in ("pain", "priority", "settled", "alone") and folded.endswith("?"))


def _long_enough(sentence: str, kind: str) -> bool:
    return kind not in ("pain", "priority") or len(sentence.split()) >= SHORTEST


def _keep(found: dict[str, _Found], new: _Found) -> None:
    old = found.get(new.kind)
    if old is None or new.confidence > old.confidence:
        found[new.kind] = new
