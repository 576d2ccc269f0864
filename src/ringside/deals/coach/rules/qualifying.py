"""Steps that close gaps of qualification (MEDDPICC): what nobody has heard from the customer yet."""

from __future__ import annotations

from ringside.deals.coach.actions import ActionId
from ringside.deals.coach.listening import Point
from ringside.deals.coach.looking import Candidate, Look
from ringside.deals.schemas import Evidence

GAPS: dict[Point, tuple[ActionId, float, float]] = {
    "metrics": ("quantify_value", 0.5, 0.5),
    "pain": ("identify_pain", 0.5, 0.3),
    "decision-criteria": ("learn_criteria", 0.45, 0.45),
    "decision-process": ("learn_process", 0.4, 0.6),
    "paper-process": ("learn_paperwork", 0.15, 0.6),
}
"""By point, the step that closes the gap and how much it matters early and late in a deal."""


def gap(look: Look, point: Point) -> Candidate | None:
    """A point that the customer has not spoken of: not on the calls, not in what was written."""
    if point in (look.heard.points or {}):
        return None
    action, early, late = GAPS[point]
    on_calls = look.calls.get(point)
    if on_calls is not None and on_calls.level == 2:
        return None
    strength = early + (late - early) * look.progress
    if on_calls is not None:  # calls were heard, and it did not come up: that is more than not knowing
        partly = on_calls.level == 1
        rests = [*on_calls.evidence, look.absent(f"gap_{point}_calls")]
        return look.suggest(action, strength + 0.1, rests, "why_partly" if partly else "why_calls")
    rests = [_nothing_heard(look, point)]
    return look.suggest(action, strength if look.heard.texts else strength - 0.1, rests)


def _nothing_heard(look: Look, point: Point) -> Evidence:
    if look.heard.texts:
        return look.absent(f"gap_{point}", n=look.heard.texts)
    return look.absent("no_texts")


def quantify_value(look: Look) -> Candidate | None:
    return gap(look, "metrics")


def identify_pain(look: Look) -> Candidate | None:
    return gap(look, "pain")


def learn_criteria(look: Look) -> Candidate | None:
    return gap(look, "decision-criteria")


def learn_process(look: Look) -> Candidate | None:
    return gap(look, "decision-process")


def learn_paperwork(look: Look) -> Candidate | None:
    return gap(look, "paper-process")


def ask_alternatives(look: Look) -> Candidate | None:
    """No competitor is known: nobody has asked what else they look at."""
    if look.deal.competitors or any(one.kind == "competitor" for one in look.heard.objections):
        return None
    return look.suggest("ask_alternatives", 0.35, [look.absent("no_competitor")])


RULES = (quantify_value, identify_pain, learn_criteria, learn_process, learn_paperwork, ask_alternatives)
