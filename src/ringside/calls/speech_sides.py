"""Hearing from the words which side somebody is on, over all that they say or line by line."""

# A word list reads best as words.
# ruff: noqa: E501

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ringside.calls import sides
from ringside.calls.imports.schemas import Utterance
from ringside.dialogue import acts
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language, Speaker, Turn

READ = 40
"""Utterances of each speaker that are read: the first ones, where people say who they are and what they want."""
SELLS = 1.5
"""Lean from which on somebody is plainly on the seller's side."""
BOUND = 2.5
"""What one line counts at most."""
SWITCH = 1.6
"""How much likelier it is (log-odds) that the next line is the other's than the same speaker's."""

OPENING = 4
"""Utterances of each speaker in which people say who they are."""
# Who says that they call on a company's behalf sells; who answers with help and thanks for the call serves.
_CALLS_FOR: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:this is|it's|i'm|i am|my name is|my name's|name's|here is)\s+(?:\w+[ ,]+){1,4}?"
        r"(?:(?:and )?(?:i'm |i am )?calling )?(?:from|with|at|over at|on behalf of)\s+\w"
        r"|\b(?:calling|reaching out) (?:you )?(?:from|on behalf of)\b|\b\w+ (?:from|with) \w+ here\b"
        r"|\b(?:the )?reason (?:for my call|i'm calling|i am calling|i called)\b"
        r"|\b(?:am i|i'm) speaking (?:with|to)\b"
    ),
    "he": re.compile(
        r"(?:מדבר|מדברת|כאן|זה|זאת|אני|שמי|קוראים לי)\s+(?:\w+[ ,]+){1,3}?(?:מתקשרת? )?(?:מחברת|מטעם|מבית|מסוכנות|מרשת|מבנק|ממשרד|מ-?[\u05d0-\u05ea]{3,})"
        r"|מתקשרת? (?:אליך |אלייך )?(?:מ|בשם|מטעם)|פונה אליך מ|הסיבה (?:שאני מתקשר|לשיחה)|אני מדברת? עם"
    ),
}
_SERVES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bhow (?:can|may|could) i (?:help|assist)|\bthank(?:s| you) for (?:calling|contacting|holding)|"
        r"\bwhat can i do for you|\byou(?:'ve| have) reached\b|\bhow can we help\b"
    ),
    "he": re.compile(r"(?:במה|איך) (?:אפשר|אוכל|אני יכולה?|נוכל) לעזור|תודה ש(?:התקשרת|פנית|חיכית|המתנת)|הגעת(?:ם)? ל"),
}
_CALLS_FOR_GAIN, _SERVES_GAIN = 3.0, 5.0

# What an act adds. Weights by how far reps and customers differ in doing them; questions are everybody's.
_REP = {
    "opener_reason": 1.2, "opener_permission": 1.0, "pitch": 0.8, "value": 0.6, "proof": 0.6, "next_step_ask": 0.8,
    "trial_close": 0.6, "summary": 0.5, "hold": 0.8, "objection_answer": 0.5, "question_open": 0.3, "callback_offer": 0.4,
}  # fmt: skip
_CUSTOMER = {
    "objection": 0.7, "brush_off": 1.0, "need_pain": 0.8, "need_impact": 0.7, "need_surface": 0.6, "fact": 0.3,
    "refusal": 0.5, "buying_signal": 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """`lean` is in log-odds for the rep's side."""

    lean: float

    @property
    def sells(self) -> bool:
        return self.lean >= SELLS


def hear(said: Sequence[Utterance], language: Language) -> Heard:
    """Which side one speaker is on by all that they say."""
    lines = [u.text[:1500] for u in said[:READ]]
    lean = sum(_lean(text, language) for text in lines) / math.sqrt(max(1, len(lines)))
    opening = lang.fold(" ".join(line[:400] for line in lines[:OPENING])).text
    return Heard(round(lean + _introduction(opening, language), 3))


def _introduction(text: str, language: Language) -> float:
    """What the way somebody opens the call adds: an answer with help outweighs a caller's company."""
    if _SERVES[language].search(text):
        return _SERVES_GAIN
    return _CALLS_FOR_GAIN if _CALLS_FOR[language].search(text) else 0.0


def _lean(text: str, language: Language) -> float:
    total = sides.lean(text, language)
    for speaker, weights in (("rep", _REP), ("customer", _CUSTOMER)):
        turn = Turn(index=0, speaker="rep" if speaker == "rep" else "customer", text=text)
        done = {act.kind: act.confidence for act in acts.read(turn, None, language) if act.certain}
        gain = sum(weights.get(kind, 0.0) * sure for kind, sure in done.items())
        total += gain if speaker == "rep" else -gain
    return max(-BOUND, min(BOUND, total))


def guess_lines(texts: Sequence[str], language: Language) -> tuple[list[Speaker], float]:
    """The likeliest side of every line when nobody is named, and how sure: people mostly take turns."""
    leans = [_lean(text[:1500], language) for text in texts[:2000]]
    for i, text in enumerate(texts[: 2 * OPENING]):
        leans[i] += _introduction(lang.fold(text[:400]).text, language)
    leans += [0.0] * (len(texts) - len(leans))
    both: tuple[Speaker, Speaker] = ("rep", "customer")
    best = [leans[0], -leans[0]]
    came: list[list[int]] = []
    for lean in leans[1:]:
        step: list[int] = []
        now: list[float] = []
        for side in (0, 1):
            stay, switch = best[side], best[1 - side] + SWITCH
            step.append(side if stay > switch else 1 - side)
            now.append(max(stay, switch) + (lean if side == 0 else -lean))
        came.append(step)
        best = now
    side = 0 if best[0] >= best[1] else 1
    margin = abs(best[0] - best[1]) / math.sqrt(len(leans))
    found = [both[side]]
    for step in reversed(came):
        side = step[side]
        found.append(both[side])
    return found[::-1], 1 / (1 + math.exp(-margin))
