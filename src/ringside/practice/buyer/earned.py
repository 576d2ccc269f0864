"""What a rep has to have earned before the buyer takes the next step, and the taking of it."""

from __future__ import annotations

from ringside.practice.buyer import fit
from ringside.practice.buyer.scene import Scene
from ringside.practice.buyer.state import PAIN

INCOHERENT = 4
"""Turns the buyer could not make sense of, from which there is no agreement."""
STEADY = 0.45
"""Running confidence below which the call has gone too badly of late, whatever was earned before."""


def missing(scene: Scene) -> str | None:  # noqa: PLR0911 - one line per thing that can be missing
    """What still stands against the next step, the first in the order a buyer would name it."""
    now, bars = scene.now, scene.bars
    if now.earned < bars.answers or sum(need.depth >= PAIN for need in now.needs) < bars.pains:
        return "discovery"
    if now.answered_inquiries < bars.inquiries:
        return "inquiry"
    resolved = sum(o.status == "resolved" and not o.reflex for o in now.objections)
    if resolved < min(bars.objections, sum(not o.reflex for o in now.objections)):
        return "objection"
    if now.interest < bars.meeting_interest:
        return "interest"
    if now.counts.get("unclear", 0) >= INCOHERENT:
        return "trust"
    if fit.drifts(scene) or any(entry.cause == "repeated_line" for entry in scene.log):
        return "trust"
    if now.trust < bars.meeting_trust or now.confidence < STEADY:
        return "trust"
    return "colleagues" if now.waits_for else None


def agree(scene: Scene) -> None:
    """The buyer takes the next step that was proposed, now or lately; a colleague of the decider stands behind it."""
    if scene.now.part in ("user", "finance"):
        scene.kind = "supports"
        scene.change("supports", scene.moves.first("next_step_ask", "trial_close"))
        scene.say("agreed.supports", carries=True)
        return
    scene.kind = "agreed"
    scene.may_agree = True
    scene.change("agreed", scene.moves.first("next_step_ask", "trial_close"))
    kind = scene.now.scenario.kind
    key = kind if kind in ("closing", "service") else "meeting" if scene.now.counts.get("dated") else "names_day"
    scene.say(f"agreed.{key}", carries=True)
    scene.set(phase="agreed", outcome="meeting")
