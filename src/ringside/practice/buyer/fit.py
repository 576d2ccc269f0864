"""Whether the rep's turns fit what the buyer says: a running measure that no single good line can buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.practice.buyer.state import PAIN

if TYPE_CHECKING:
    from ringside.practice.buyer.scene import Scene

MOST_STRAY = 0.23
"""Share of a call's turns that may go past the buyer before no next step comes of it."""
FORGIVEN = 1.0
"""Stray turns that any rep may have."""
BEGUN = 3
"""Rep turns after which introducing oneself comes out of nowhere."""
_STRAY = {
    "no_introduction": 1.0,
    "objection_ignored": 1.0,
    "question_ignored": 0.5,
    "brush_off_passed_over": 0.5,
    "price_before_value": 1.0,
    "pitch_before_discovery": 1.0,
    "off_topic_question": 1.0,
    "put_on_hold": 1.0,
    "argument": 1.0,
    "deal_breaker": 1.0,
    "everything_at_once": 1.0,
    "begged": 1.0,
    "asked_too_early": 0.25,
    "flattery": 1.0,
    "rapport": 0.5,
    "echo": 1.0,
    "repeated_line": 1.0,
    "mumbled": 1.0,
    "unclear": 1.0,
    "silence": 1.0,
}
"""How far past the buyer a turn with this cause goes."""


def stray(scene: Scene) -> float:
    """How far past the buyer's last words this turn went, 0 to 1."""
    by_cause = max((_STRAY.get(entry.cause, 0.0) for entry in scene.log), default=0.0)
    return max(by_cause, _out_of_place(scene))


def drifts(scene: Scene) -> bool:
    """Whether too many of the rep's turns had nothing to do with what the buyer said."""
    return scene.now.stray > max(FORGIVEN, MOST_STRAY * scene.now.turns)


def _out_of_place(scene: Scene) -> float:
    """A move at a moment at which nobody would make it."""
    moves, told = scene.moves, scene.deepest
    cold = scene.now.scenario.kind in ("cold_call", "discovery")
    objection = scene.now.open_objection
    late = scene.now.turns > BEGUN and scene.now.phase != "opening" and not (objection and objection.reflex)
    if late and moves.has("opener_permission") and moves.kinds <= {"opener_permission", "rapport", "acknowledgement"}:
        return 1.0
    if cold and moves.has("summary") and not told:
        return 1.0
    if cold and moves.asks and told < PAIN:
        return 1.0
    if moves.kinds == {"price_mention"} and objection is None and scene.now.inquiry is None:
        return 1.0
    if moves.kinds == {"rapport"} and scene.now.turns > 1:
        return 0.5
    return 0.5 if not moves.acts and scene.now.turns > 1 else 0.0
