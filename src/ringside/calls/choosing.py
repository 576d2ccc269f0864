"""Which rubric fits a call, where nobody has chosen one."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.dialogue import language as lang
from ringside.dialogue.rubrics import Rubric
from ringside.dialogue.schemas import Act, Language, Transcript
from ringside.playbook import rubrics

FIRST_TURNS = 4
LATE = 0.6


@dataclass(frozen=True, slots=True)
class Choice:
    rubric: str
    why: str


def why(rubric_id: str, language: Language) -> str:
    """Why this rubric was taken where nobody chose; empty for one that is never chosen so."""
    return _WHY.get(rubric_id, {}).get(language, "")


_WHY: dict[str, dict[Language, str]] = {
    "service": {
        "en": "The customer came with something to be solved, so it is scored as a service call.",
        "he": "הלקוח פנה כדי שיפתרו לו משהו, ולכן השיחה נבחנת כשיחת שירות.",
    },
    "cold-call": {
        "en": "The rep called somebody who did not expect it, so it is scored as a cold call.",
        "he": "הנציג פנה למי שלא ציפה לשיחה, ולכן היא נבחנת כשיחה קרה.",
    },
    "closing": {
        "en": "It is about prices and a decision more than about needs, so it is scored as a closing call.",
        "he": "מדובר יותר במחיר ובהחלטה מאשר בצרכים, ולכן היא נבחנת כשיחת סגירה.",
    },
    "discovery": {
        "en": "No other kind of call showed clearly, so it is scored as a discovery call.",
        "he": "לא בלט סוג אחר של שיחה, ולכן היא נבחנת כשיחת גילוי צרכים.",
    },
}

# Said by whoever takes a call, and by whoever has called for help.
_DESK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:thank(?:s| you) for (?:calling|contacting|holding)|how (?:can|may) i help|you've reached|customer (?:service|care|support)|"
        r"(?:can|may) i (?:have|get|take) your (?:name|account|order|policy)|what can i do for you)\b"
    ),
    "he": re.compile(r"(?:תודה שהתקשר|תודה על פנית|במה (?:אוכל|אפשר|ניתן) לעזור|איך (?:אפשר|אוכל) לעזור|שירות לקוחות|מוקד)"),
}  # fmt: skip
_HELP: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i(?:'m| am)? (?:calling|call) (?:about|because|to)|i (?:need|want|would like|'d like) to (?:report|cancel|reset|change|"
        r"check|order|transfer|pay|replace|book|schedule|return|make)|my (?:order|bill|account|card|password|policy|appointment|car)|"
        r"(?:doesn't|does not|isn't|not|stopped) work(?:ing)?)\b"
    ),
    "he": re.compile(r"(?:אני (?:מתקשר|פונה)|רצי?תי (?:לבטל|לברר|לשנות|לקבוע|לדווח)|ההזמנה שלי|החשבון שלי|הכרטיס שלי|לא עובד)"),
}  # fmt: skip
_FOUND_OUT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:did i catch you|bad time|good time|(?:have|got|spare|take) (?:a|two|one|thirty|30|27|20) ?(?:minutes?|moments?|seconds?|secs?)|"
        r"(?:the )?reason (?:i'm|for|i am) (?:calling|my call)|i(?:'m| am) calling (?:from|because|you)|cold call|out of the blue|"
        r"you don't know me|we (?:haven't|have not) (?:spoken|met))\b"
    ),
    "he": re.compile(r"(?:תפסתי אותך|זמן (?:טוב|נוח)|יש לך (?:דקה|רגע|שתי דקות|חצי דקה)|(?:אני מתקשר|סיבת השיחה|הסיבה ש)|שיחה קרה|לא מכיר)"),
}  # fmt: skip
_WHO: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:who(?:'s| is) (?:this|calling|speaking)|what(?:'s| is) this (?:about|regarding)|how did you get|not interested)\b"),
    "he": re.compile(r"(?:מי (?:זה|זאת|מדבר)|במה מדובר|על מה מדובר|לא מעוניי?נ|מאיפה (?:השגת|יש לך))"),
}  # fmt: skip


def choose(transcript: Transcript, acts: Sequence[Act]) -> Choice:
    """The rubric for this kind of call and why it was taken."""
    name = _kind(transcript, [a for a in acts if a.certain])
    return Choice(name, _WHY[name][transcript.language])


def _kind(transcript: Transcript, acts: Sequence[Act]) -> str:
    language, turns = transcript.language, transcript.turns
    rep = _said([t.text for t in turns if t.speaker == "rep"][:FIRST_TURNS])
    customer = _said([t.text for t in turns if t.speaker == "customer"][:FIRST_TURNS])
    early = {a.kind for a in acts if a.turn < 3 * FIRST_TURNS}
    service = 2 * bool(_DESK[language].search(rep)) + bool(_HELP[language].search(customer))
    cold = 2 * bool(_FOUND_OUT[language].search(rep)) + 2 * bool(_WHO[language].search(customer))
    cold += "opener_permission" in early
    cold += "brush_off" in early
    if service >= 2 and service > cold:
        return "service"
    if cold >= 2:
        return "cold-call"
    return "closing" if _decides(transcript, acts) else "discovery"


def _decides(transcript: Transcript, acts: Sequence[Act]) -> bool:
    """Whether the call turns on price and decision with hardly a need looked for."""
    counts = Counter(a.kind for a in acts)
    needs = counts["need_surface"] + counts["need_pain"] + counts["need_impact"]
    deciding = counts["price_mention"] + counts["trial_close"] + counts["next_step_ask"]
    about_money = sum(a.objection in ("price", "timing", "authority") for a in acts)
    return deciding >= 3 and about_money >= 1 and deciding > 2 * needs and len(transcript.turns) >= 6


def _said(texts: Sequence[str]) -> str:
    return " ".join(lang.fold(text[:1_000]).text for text in texts)


async def rubric_of(session: AsyncSession, rubric_id: str, version: int | None = None) -> Rubric:
    """The rubric of this id, shipped or the company's own. Raises UnknownRubric."""
    return await rubrics.get(session, rubric_id, version)


async def version_of(session: AsyncSession, rubric_id: str) -> int | None:
    """Which version of a rubric of the company's own is the present one; None for one that ships."""
    return await rubrics.version_of(session, rubric_id)


def digest_of(rubric: Rubric) -> str:
    """Changes whenever the rubric does."""
    return sha256(json.dumps(rubric.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()[:16]
