"""Words that give orders to whoever reads the transcript. They are nobody's move in a call and count for nothing."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Transcript, Turn

READ = 20_000
"""Characters of a turn that are looked at."""

_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|guidelines|directives|everything (?:above|before)|(?:all|any|the|your) (?:previous |prior |above )?rules)\b|"
    r"\b(?:give|award|assign|grant|set|rate|score|mark|grade|return|output|count|treat)\b.{0,60}\b(?:\d+ points|hundred points|full (?:marks|score|points|credit)|criteri(?:a|on)\b|as (?:met|passed)|(?:top|highest|perfect|maximum|max) (?:score|marks|grade|rating)|score (?:of |to |as )?(?:100|hundred)|100 ?(?:%|percent|/ ?100)|call (?:as )?(?:100|perfect|strong))|"
    r"\bsystem prompt\b|\b(?:print|reveal|show|repeat|output)\b.{0,30}\b(?:your |the )?(?:prompt|instructions)\b|"
    r"</?\s*(?:system|transcript|assistant|instructions?|user|prompt)\b[^>]*>|^\W*(?:system|assistant|developer|note to (?:the )?(?:ai|grader|model|reviewer)) ?:|"
    r"\"(?:result|score|verdict|grade)\" ?: ?[\"\d]|\bscorecard ?: ?\d|\b\d+ ?/ ?100\b|"
    r"\b(?:you are|act as|pretend (?:to be|you are)) (?:now )?(?:an? |the )?(?:ai|assistant|language model|grader|evaluator|judge|llm|chatbot)\b|\b(?:as an ai|large language model|jailbreak|do anything now)\b|"
    r"(?:התעלמ|התעלם|תתעלם|תתעלמ|שכח|תשכח|עקוף).{0,30}(?:הוראות|הנחיות|כללים|הפרומפט)|"
    r"(?:תן|תני|תנו|הענק|תעניק|סמן|תסמן|קבע|החזר)(?!\w).{0,40}(?:נקודות|ציון|כל הקריטריונים|כמתקיים|כעומד)|"
    r"(?:הדפס|תדפיס|הצג|תציג|חשוף).{0,30}(?:ה?הוראות|ה?הנחיות|פרומפט)|הנחיות? (?:ל)?ה?מערכת ?:|פרומפט"
)
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")


@lru_cache(maxsize=4096)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the orders in a turn, each to the end of its sentence: recognisers put no full stop before it."""
    looked = text[:READ]
    if not _ORDER.search(lang.fold(looked).text):
        return ()
    found = [span for m in _SENTENCE.finditer(looked) if (span := _within(m.group(), m.start()))]
    return tuple(found) or ((0, len(text)),)


def _within(sentence: str, offset: int) -> tuple[int, int] | None:
    view = lang.fold(sentence)
    order = _ORDER.search(view.text)
    if order is None:
        return None
    return offset + view.span(order.start(), order.end())[0], offset + len(sentence)


def inside(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a turn lies in an order, at least in part."""
    return any(start < stop and end > begin for begin, stop in spans(text))


def without(text: str) -> str:
    """The text with blanks in place of orders, so that offsets stay."""
    for start, end in spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as if nobody had given orders in it; `places[i]` is the index of its turn i in the whole call."""

    transcript: Transcript
    places: tuple[int, ...]


def heard(transcript: Transcript) -> Heard:
    """The call with blanks in place of orders and without turns that are nothing else."""
    kept: list[Turn] = []
    places: list[int] = []
    for turn in transcript.turns:
        text = without(turn.text)
        if text != turn.text and not lang.words(text):
            continue
        kept.append(Turn(index=len(kept), speaker=turn.speaker, text=text, start=turn.start, end=turn.end))
        places.append(turn.index)
    if len(kept) == len(transcript.turns) and all(
        a.text == b.text for a, b in zip(kept, transcript.turns, strict=True)
    ):
        return Heard(transcript, tuple(places))
    return Heard(Transcript(turns=tuple(kept), language=transcript.language), tuple(places))
