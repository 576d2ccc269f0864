"""How hard a buyer is: the bars of each level, and how a call gets harder or kinder while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.dialogue.schemas import Frozen
from ringside.practice.lines import pick
from ringside.practice.schemas import Level, Part, ScenarioKind

if TYPE_CHECKING:
    from ringside.practice.buyer.state import BuyerState

SURE, LOST = 0.8, 0.4
"""Running confidence above which a call gets harder, and below which the buyer helps."""
START_CONFIDENCE = 0.5
_LEARNING_RATE = 0.22


class Bars(Frozen):
    """Where a buyer starts (points 0-100) and what a meeting takes at this level."""

    trust: int
    interest: int
    patience: int
    drain: float
    """Patience that every rep turn costs, whatever is said."""
    meeting_trust: int
    meeting_interest: int
    pain_trust: int
    impact_trust: int
    brush_offs: int
    answers: int
    """Discovery questions that must have been answered."""
    pains: int
    """Needs that must have been opened down to what hurts."""
    objections: int
    """Objections that must have been raised and resolved."""
    most_objections: int
    inquiries: int = 0
    """Of the buyer's own questions, how many must have been answered."""
    reveals_concern_after: int = 99
    """Unexplored answers after which the buyer says on their own what is behind an objection."""


_LEVELS: dict[Level, Bars] = {
    "foundation": Bars(
        trust=44, interest=38, patience=74, drain=1.0,
        meeting_trust=48, meeting_interest=50, pain_trust=20, impact_trust=40,
        brush_offs=1, answers=2, pains=1, objections=1, most_objections=1, reveals_concern_after=1,
    ),
    "intermediate": Bars(
        trust=34, interest=28, patience=70, drain=1.0,
        meeting_trust=48, meeting_interest=48, pain_trust=26, impact_trust=40,
        brush_offs=1, answers=2, pains=1, objections=1, most_objections=1, reveals_concern_after=1,
    ),
    "advanced": Bars(
        trust=28, interest=24, patience=62, drain=1.8,
        meeting_trust=58, meeting_interest=58, pain_trust=34, impact_trust=48,
        brush_offs=2, answers=3, pains=1, objections=2, most_objections=3,
    ),
    "expert": Bars(
        trust=23, interest=20, patience=56, drain=2.3,
        meeting_trust=66, meeting_interest=66, pain_trust=38, impact_trust=52,
        brush_offs=2, answers=4, pains=2, objections=2, most_objections=4,
    ),
}  # fmt: skip


_AT_THE_TABLE = {"decision": (3, 1, 1, 6), "user": (2, 1, 1, 14), "finance": (1, 0, 1, 16)}
"""Answers, pains and objections it takes of each of several buyers, and how much less trust and interest."""


def bars(level: Level, kind: ScenarioKind, part: Part | None = None) -> Bars:
    """The level's bars for a kind of call, and for one of several buyers: each wants less, together they want more."""
    alone = _alone(level, kind)
    if part is None:
        return alone
    answers, pains, objections, less = _AT_THE_TABLE[part]
    change = {
        "answers": min(answers, alone.answers), "pains": min(pains, alone.pains), "objections": objections,
        "most_objections": objections + (part == "decision"), "brush_offs": 0,
        "inquiries": 1 if part == "finance" else 0, "patience": alone.patience + 16,
        "pain_trust": alone.pain_trust - 8, "impact_trust": alone.impact_trust - 6,
        "meeting_trust": alone.meeting_trust - less, "meeting_interest": alone.meeting_interest - less,
    }  # fmt: skip
    return alone.model_copy(update=change)


def _alone(level: Level, kind: ScenarioKind) -> Bars:
    """One that was arranged has no brush-off, a discovery call goes wider."""
    base = _LEVELS[level]
    if kind == "cold_call":
        return base
    known = {"brush_offs": 0, "trust": base.trust + 6, "interest": base.interest + 6}
    match kind:
        case "discovery":
            change = {"answers": base.answers + 1, "pains": min(base.pains + 1, 2)}
        case "technical":
            change = {"answers": 1, "pains": 0, "inquiries": 2 if level in ("foundation", "intermediate") else 3}
        case "service":
            change = {
                "answers": 1, "pains": 0, "objections": 1, "trust": base.trust - 6, "patience": base.patience - 6,
                "meeting_trust": base.meeting_trust - 14, "meeting_interest": base.meeting_interest - 20,
            }  # fmt: skip
        case _:
            # They have seen the offer already, so interest is there; the doubt is what the call is about.
            change = {"answers": 1, "pains": 0, "objections": max(base.objections, 1), "interest": base.interest + 16}
    return base.model_copy(update={**known, **change})


def confidence(before: float, gained: bool, spoilt: bool) -> float:
    """Running confidence 0..1 after a rep turn that gained something, spoilt something, both or neither."""
    mark = 0.5 if gained == spoilt else float(gained)
    return round(before + _LEARNING_RATE * (mark - before), 4)


def hardens(state: BuyerState) -> bool:
    """Whether the call should get harder now: more objections and less time."""
    return state.confidence > SURE and state.level != "foundation" and not state.pressed


def helps(state: BuyerState) -> bool:
    """Whether the buyer should be supportive now and the rep gets a hint."""
    return state.confidence < LOST


def hint(state: BuyerState) -> str:
    """The next helpful move at this moment, in the session's language; says nothing about hidden state."""
    return pick(state.language, f"hint.{moment(state)}", f"{state.seed}:{state.turns}")


def moment(state: BuyerState) -> str:  # noqa: PLR0911 - one line per moment
    """The name of what the call needs next, from what the rep could know by listening."""
    if state.status == "ended":
        return "over"
    if state.phase == "agreed":
        return "confirm"
    if state.inquiry is not None:
        return "inquiry"
    objection = state.open_objection
    if objection is not None:
        if objection.reflex:
            return "brush_off"
        return "answer" if objection.explored else "explore"
    if state.phase == "opening":
        return "opening"
    deepest = max((need.depth for need in state.needs), default=0)
    if deepest < 2:
        return "discover" if deepest == 0 else "deepen"
    return "value" if state.valued == 0 else "ask"
