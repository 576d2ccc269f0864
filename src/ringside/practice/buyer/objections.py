"""Brush-offs and objections: acknowledged, explored, answered; arguing or passing over them makes them worse."""

from __future__ import annotations

from ringside.dialogue.schemas import Act
from ringside.practice.buyer import discovery
from ringside.practice.buyer.moves import DEEP, OFFERING
from ringside.practice.buyer.scene import RELEVANT, Scene
from ringside.practice.buyer.state import SURFACE, ObjectionProgress

DOUBTS = 2
"""How many unread statements per call may pass for an answer."""
FULL_ANSWER = 14
"""Words from which a turn that ends in a question has also answered something."""
GIVE_UP = 4
"""Failed tries after which the buyer ends the call."""
_ANSWERS = (*OFFERING, "price_mention", "summary")
_BESIDE = ("rapport", "opener_permission", "hold")
"""Questions that have nothing to do with an objection."""
_REASONS = ("opener_permission", "opener_reason", "value", "objection_answer", "reflection", "proof")


def answer(scene: Scene, objection: ObjectionProgress) -> bool:
    """React to what the rep does about an open objection; True when it is resolved and the turn goes on."""
    if scene.moves.listens and not objection.acknowledged:
        objection = scene.objection(objection.kind, acknowledged=True)
        scene.change("objection_acknowledged", scene.moves.first("acknowledgement", "reflection", "summary"),
                     trust=2, objection=objection.kind)  # fmt: skip
    return _brush_off(scene, objection) if objection.reflex else _objection(scene, objection)


def _brush_off(scene: Scene, objection: ObjectionProgress) -> bool:
    moves = scene.moves
    reason = moves.first(*_REASONS) or moves.question
    short_pitch = moves.first("pitch") if len(moves.words) <= 35 else None
    constructive = reason or short_pitch
    if constructive and not moves.asks:
        if objection.acknowledged or objection.tries or scene.now.level == "foundation":
            return _let_in(scene, objection)
        scene.objection(objection.kind, tries=objection.tries + 1)
        scene.change("brush_off_passed_over", constructive, patience=-2, objection=objection.kind)
        return _insist(scene, objection, "brush_off")
    polite = moves.sentence and not moves.asks and not moves.has("price_mention", "pitch") and len(moves.words) <= 40
    if (moves.listens or polite) and not moves.asks:
        times = scene.count("polite_only")
        if times >= 2 and objection.acknowledged and scene.now.level in ("foundation", "intermediate"):
            return _let_in(scene, objection)
        if times <= 2:
            scene.kind = "nudge"
            scene.say("nudge.brush_off", carries=True)
            return False
    return _passed_over(scene, objection)


def _let_in(scene: Scene, objection: ObjectionProgress) -> bool:
    """The rep gets a minute; a question in the same turn gets a first answer."""
    scene.objection(objection.kind, status="resolved")
    scene.change("brush_off_handled", scene.moves.first(*_REASONS) or scene.moves.question,
                 trust=3, interest=3, patience=3, objection=objection.kind)  # fmt: skip
    again, question = discovery.waiting(scene, reflex=True), _asked_at_once(scene)
    if again is not None:
        scene.kind = "brush_off"
        scene.raise_objection(again, lead="brush_off.second")
    elif question is not None:
        scene.say("brush_off.granted")
        discovery.answer(scene, question, deepest=SURFACE)
    else:
        scene.kind = "granted"
        scene.say("brush_off.granted")
        scene.say("nudge.ask_me", carries=True)
    return False


def _asked_at_once(scene: Scene) -> Act | None:
    """A question to answer now, unless the rep only wants to be allowed one."""
    question = scene.moves.question
    leave = question is not None and question.kind not in DEEP and scene.moves.has("opener_permission")
    return None if leave else question


def _objection(scene: Scene, objection: ObjectionProgress) -> bool:  # noqa: PLR0911 - one way out per thing done
    moves = scene.moves
    if not objection.explored:
        # "What would you need to feel comfortable?" sounds like a close and is the best of questions here.
        unread = (moves.marked or moves.has("trial_close")) and not moves.has(*_ANSWERS, *_BESIDE) and not moves.dated
        asked = moves.question is not None and not discovery.off_topic(scene, moves.text(moves.question))
        if (asked or unread) and not moves.asks:
            scene.change(
                "objection_explored",
                moves.question or moves.first("trial_close"),
                trust=3,
                interest=2,
                patience=1,
                objection=objection.kind,
            )
            _reveal_concern(scene, objection)
            return False
        return _unexplored(scene, objection)
    said = moves.first(*_ANSWERS) or _to_the_point(scene, objection) or _explains(scene)
    taken_on = scene.now.scenario.kind == "service" and scene.asks
    if not _asks_on(scene) and (said or taken_on or moves.has("reflection")):
        return _resolve(scene, objection)
    if scene.asks:
        return stand_by(scene, objection)
    if moves.question is not None or moves.marked:
        asked_on = scene.count(f"asked_on_{objection.kind}")
        if asked_on > 1 and moves.question is not None and moves.question.kind in DEEP:
            discovery.answer(scene, moves.question)
            return False
        if asked_on <= 2:
            scene.kind = "concern"
            scene.say("concern.more", carries=True)
            return False
    if moves.listens and scene.count(f"nodded_{objection.kind}") <= 1:
        scene.kind = "nudge"
        scene.say("nudge.objection", carries=True)
        return False
    return _passed_over(scene, objection)


def _asks_on(scene: Scene) -> bool:
    """Whether the turn mainly wants to know more and answers nothing yet."""
    moves = scene.moves
    deep = moves.question is not None and moves.question.kind in DEEP
    return deep and moves.statement < FULL_ANSWER and not moves.has("value", "proof") and not scene.asks


def _unexplored(scene: Scene, objection: ObjectionProgress) -> bool:
    """An answer to what was not asked about misses; at the lower levels the buyer helps in the end."""
    moves = scene.moves
    if moves.has(*_ANSWERS) or _to_the_point(scene, objection) or _explains(scene):
        tries = objection.tries + 1
        if scene.asks:
            scene.propose()
        scene.objection(objection.kind, tries=tries)
        scene.change(
            "answered_unexplored", moves.first(*_ANSWERS), patience=-2, whole_turn=True, objection=objection.kind
        )
        if tries >= GIVE_UP:
            return _refuse(scene)
        scene.say("objection_missed")
        if tries >= scene.bars.reveals_concern_after:
            _reveal_concern(scene, objection)
        else:
            scene.kind = "objection"
            scene.say("objection_hint", carries=True)
        return False
    if scene.asks:
        return stand_by(scene, objection)
    if moves.listens and scene.count(f"nodded_{objection.kind}") <= 1:
        scene.kind = "nudge"
        scene.say("nudge.objection", carries=True)
        return False
    return _passed_over(scene, objection)


def stand_by(scene: Scene, objection: ObjectionProgress) -> bool:
    """A proposal over an open objection is kept in mind; at the lower levels the buyer says what stands in its way."""
    scene.propose()
    if objection.reflex or scene.count(f"proposed_over_{objection.kind}") > 2:
        return _passed_over(scene, objection)
    scene.change("asked_too_early", scene.moves.first("next_step_ask"), patience=-2, objection=objection.kind)
    scene.say("not_yet.objection")
    if objection.explored:
        scene.say("concern.more", carries=True)
    elif scene.bars.reveals_concern_after < GIVE_UP:
        _reveal_concern(scene, objection)
    else:
        scene.say("objection_hint", carries=True)
    return False


def _reveal_concern(scene: Scene, objection: ObjectionProgress) -> None:
    scene.kind = "concern"
    scene.objection(objection.kind, explored=True)
    if scene.now.scenario.kind not in ("cold_call", "discovery"):
        # Asking an angry customer what happened, or a doubter what the doubt is, is the discovery of such a call.
        scene.set(earned=scene.now.earned + 1)
    scene.tell(objection.concern)


def _resolve(scene: Scene, objection: ObjectionProgress) -> bool:
    heard = objection.acknowledged or scene.now.level in ("foundation", "intermediate")
    if not heard:
        scene.objection(objection.kind, acknowledged=True)
        scene.kind = "concern"
        scene.change(
            "answered_unheard", scene.moves.first(*_ANSWERS), patience=-2, whole_turn=True, objection=objection.kind
        )
        scene.say("objection_unheard", carries=True)
        return False
    if _unproven(scene) and scene.count(f"unproven_{objection.kind}") == 1:
        scene.kind = "concern"
        scene.change("answered_unproven", scene.moves.first(*_ANSWERS), whole_turn=True, objection=objection.kind)
        scene.say("proof", carries=True)
        return False
    scene.objection(objection.kind, status="resolved")
    fits = _to_the_point(scene, objection)
    scene.change("objection_resolved", scene.moves.first(*_ANSWERS), whole_turn=True, trust=4 + 2 * fits,
                 interest=5 + 2 * fits, patience=2, objection=objection.kind)  # fmt: skip
    scene.kind = "resolved"
    scene.say("objection_resolved", carries=True)
    return True


def _unproven(scene: Scene) -> bool:
    """Whether a buyer who wants proof got none: no case, no number."""
    moves = scene.moves
    return scene.now.persona.ways.wants_proof and not moves.has("proof") and not any(map(str.isdigit, moves.turn.text))


def _passed_over(scene: Scene, objection: ObjectionProgress) -> bool:
    tries = objection.tries + 1
    scene.objection(objection.kind, tries=tries)
    scene.punish("objection_ignored", trust=3, patience=7, objection=objection.kind)
    if tries >= GIVE_UP:
        return _refuse(scene)
    return _insist(scene, objection, "brush_off" if objection.reflex else "objection")


def _insist(scene: Scene, objection: ObjectionProgress, kind: str) -> bool:
    scene.kind = kind
    scene.say("insist")
    scene.say_objection(objection)
    return False


def _refuse(scene: Scene) -> bool:
    scene.kind = "refused"
    scene.change("gave_up_on_rep")
    scene.say("bye.refused", carries=True)
    scene.end("refused")
    return False


def _explains(scene: Scene) -> bool:
    """A statement of some length is taken for an answer to what was just explained, whatever its wording."""
    moves = scene.moves
    enough = 14 if scene.asks else 10
    said = moves.sentence and moves.statement >= enough and not moves.has("rapport", "hold", "farewell")
    return said and scene.count("benefit_of_doubt") <= DOUBTS


def _to_the_point(scene: Scene, objection: ObjectionProgress) -> bool:
    """Whether the rep's words, not just a few of them thrown in, are about what is behind the objection."""
    moves = scene.moves
    return len(moves.words) >= 6 and scene.about(moves.turn.text, objection.resolves) >= RELEVANT
