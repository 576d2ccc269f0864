"""What the call ended in: none, vague (a continuation), advance (dated and mutual) or order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Act, Frozen, Language, Transcript

StepClass = Literal["none", "vague", "advance", "order"]

_ORDER = {
    "en": re.compile(r"\b(?:sign|contract|order|purchase|buy|subscribe|paperwork|invoice|deposit|get started|go ahead)\b"),
    "he": re.compile(r"(?<!\w)(?:ל|נ|ת)?(?:חתום|לחתום|חוזה|הזמנת רכש|לרכוש|לקנות|להזמין|חשבונית|מקדמה|להתחיל|לצאת לדרך)(?!\w)"),
}


class NextStep(Frozen):
    """The class of the last next step and the turn it was asked in."""

    kind: StepClass
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    dated: bool = False
    agreed: bool = False


def dated(text: str, language: Language) -> bool:
    """Whether a day or an hour is named."""
    return bool(GRAMMAR[language].DATE.search(lang.fold(text).text))


def classify(transcript: Transcript, acts: Sequence[Act]) -> NextStep:
    """The best next step of the call: a refused ask is none, an undated or unanswered one vague."""
    found = [_outcome(transcript, acts, ask) for ask in acts if ask.kind == "next_step_ask"]
    order: dict[StepClass, int] = {"none": 0, "vague": 1, "advance": 2, "order": 3}
    return max(found, key=lambda step: (order[step.kind], step.turn or 0), default=NextStep(kind="none"))


def _outcome(transcript: Transcript, acts: Sequence[Act], ask: Act) -> NextStep:
    language = transcript.language
    reply = next((t for t in transcript.turns[ask.turn + 1 :] if t.speaker == "customer"), None)
    said = {a.kind for a in acts if reply and a.turn == reply.index}
    words = transcript.turns[ask.turn].text[ask.start : ask.end]
    around = [transcript.turns[ask.turn].text, *([reply.text] if reply else [])]
    has_date = any(dated(text, language) for text in around)
    agreed = "agreement" in said and not said & {"refusal", "objection", "brush_off"}
    kind: StepClass = "vague"
    if said & {"refusal", "brush_off", "objection"}:
        kind = "none"
    elif agreed and _ORDER[language].search(lang.fold(words).text):
        kind = "order"
    elif agreed and has_date:
        kind = "advance"
    return NextStep(kind=kind, turn=ask.turn, start=ask.start, end=ask.end, dated=has_date, agreed=agreed)
