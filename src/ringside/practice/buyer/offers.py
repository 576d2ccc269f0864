"""What the rep says about their own side: reasons, pitches, value, proof, prices, and answers to the buyer."""

from __future__ import annotations

from ringside.practice.buyer import discovery, earned
from ringside.practice.buyer.moves import OFFERING
from ringside.practice.buyer.scene import RELEVANT, Scene
from ringside.practice.buyer.state import PAIN, SURFACE
from ringside.practice.catalogue import Inquiry
from ringside.practice.lines import wordings

_KEPT_PROMISES = 12


def offer(scene: Scene) -> None:
    """React to value, proof, pitch or price: early it costs, after the pain it is what the buyer wants to hear."""
    moves, now = scene.moves, scene.now
    act = moves.first("value", "proof", "objection_answer", "price_mention", "pitch", "trial_close")
    _remember(scene)
    if scene.deepest < PAIN and now.scenario.kind in ("cold_call", "discovery"):
        _too_early(scene)
        return
    worth = 0.0
    if moves.has(*OFFERING) or moves.statement >= 10:
        connected = moves.has("value", "proof", "reflection", "objection_answer") or _touches(scene)
        times = scene.count("offered")
        worth = (8.0 if connected else 4.0) / times
        scene.set(valued=now.valued + connected)
        trigger = 2 if scene.about(moves.turn.text, now.persona.triggers.of(now.language)) >= RELEVANT else 0
        cause = "value_connected" if connected else "pitched_features"
        scene.change(cause, act, trust=2 if times == 1 else 0, interest=worth + trigger, need=now.current)
    scene.kind = "interested"
    if scene.proposed and moves.has(*OFFERING) and earned.missing(scene) is None:
        earned.agree(scene)
        return
    waiting = discovery.waiting(scene, reflex=False)
    raised = sum(o.status != "waiting" and not o.reflex for o in scene.now.objections)
    if waiting is not None and raised < due(scene) and now.persona.ways.objects != "late":
        scene.kind = "objection"
        scene.raise_objection(waiting, lead="but")
    elif scene.now.inquiries and now.scenario.kind != "technical" and scene.rng("inquiry").random() < 0.35:
        ask(scene, lead="interested")
    elif worth >= 2:
        scene.say("interested", carries=True)
        if earned.missing(scene) is None:
            scene.prompt()
    else:
        scene.prompt()


def due(scene: Scene) -> int:
    """How many objections belong into this call: the level's, and more when it goes too well."""
    return min(max(scene.bars.objections, 1) + scene.now.extra_objections, scene.bars.most_objections)


def ask(scene: Scene, lead: str | None = None) -> None:
    """The buyer asks the next thing they want to know."""
    first, *rest = scene.now.inquiries
    scene.kind = "inquiry"
    scene.set(inquiry=first, inquiries=tuple(rest))
    if lead:
        scene.say(lead)
    scene.tell(first.lines.of(scene.now.language), lead=False)


def answered(scene: Scene, inquiry: Inquiry) -> bool:
    """Settle the buyer's own open question; True when the reply is complete."""
    moves = scene.moves
    statement = len(moves.words) >= 6 and not moves.questions and not moves.has("next_step_ask", "rapport")
    on_topic = scene.about(moves.turn.text, inquiry.topic.of(scene.now.language)) >= RELEVANT
    # "I don't know, our engineer writes to you by tomorrow" is an honest answer to a technical question.
    owned = scene.now.scenario.kind == "technical" and len(moves.words) >= 6 and not moves.questions
    if not (
        moves.has(*OFFERING, "price_mention")
        or owned
        or (statement and (moves.acts or on_topic))
        or (on_topic and len(moves.words) >= 6)
    ):
        # "Where would you like to start?" passes nobody over.
        greeting = scene.now.scenario.kind == "technical" and scene.now.turns <= 1
        if moves.questions and (moves.listens or greeting) and scene.count(f"asked_back_{inquiry.id}") == 1:
            scene.kind = "inquiry"
            scene.say("inquiry.asked_back", carries=True)
            return True
        scene.set(inquiry=None, inquiries=(*scene.now.inquiries, inquiry))
        scene.punish("question_ignored", trust=2, patience=5)
        scene.say("inquiry.ignored")
        return False
    scene.set(inquiry=None, answered_inquiries=scene.now.answered_inquiries + 1)
    _remember(scene)
    act = moves.first(*OFFERING, "price_mention")
    scene.change(
        "question_answered", act, whole_turn=True, trust=4, interest=5 if scene.now.scenario.kind == "technical" else 3
    )
    if moves.questions or moves.asks:
        scene.say("inquiry.thanks")
        return False
    if scene.now.scenario.kind == "technical" and scene.now.inquiries:
        ask(scene, lead="inquiry.thanks")
    else:
        scene.kind = "inquiry_settled"
        scene.say("inquiry.thanks", carries=True)
        scene.say("nudge.talk")
    return True


def _too_early(scene: Scene) -> None:
    """One short reason is fine; a pitch before the buyer has said anything about the work is not."""
    moves = scene.moves
    if moves.has("price_mention"):
        scene.punish("price_before_value", moves.first("price_mention"), trust=3, patience=4, interest=-3)
        scene.kind = "too_early"
        scene.say("too_early.price", carries=True)
    elif len(moves.words) <= 35 and scene.count("short_reason") == 1:
        scene.change("short_reason", moves.first(*OFFERING), interest=1.5)
        scene.kind = "nudge"
        scene.say("nudge.reason", carries=True)
    else:
        scene.punish("pitch_before_discovery", moves.first(*OFFERING, "trial_close"), trust=2, patience=6, interest=-2)
        scene.kind = "too_early"
        scene.say("too_early.pitch", carries=True)


def _touches(scene: Scene) -> bool:
    """Whether the words meet a need the rep has opened."""
    depth = {need.id: need.depth for need in scene.now.needs}
    topics = [
        word
        for need in scene.now.persona.needs
        if depth[need.id] >= SURFACE
        for word in need.topic.of(scene.now.language)
    ]
    topics += wordings(scene.now.language, "topic.relief")
    return scene.about(scene.moves.turn.text, topics) >= RELEVANT


def _remember(scene: Scene) -> None:
    said = [
        scene.moves.text(act) for act in scene.moves.acts if act.kind in ("value", "objection_answer", "price_mention")
    ]
    scene.set(promises=(*scene.now.promises, *said)[-_KEPT_PROMISES:])
