"""The buyer as a state machine: from a call's beginning, and from each rep turn, to what the buyer does next."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from ringside.dialogue.schemas import Act, Language, ObjectionKind, Turn
from ringside.practice import difficulty
from ringside.practice.buyer import closing, discovery, earned, manners, objections, offers
from ringside.practice.buyer.moves import DEEP, LISTENING, OFFERING, QUESTIONS, Moves
from ringside.practice.buyer.scene import Scene
from ringside.practice.buyer.state import BRUSH_OFFS, PAIN, BuyerState, NeedProgress, ObjectionProgress, Reaction
from ringside.practice.catalogue import Objection, Persona, Scenario
from ringside.practice.schemas import Level, Part
from ringside.practice.speech import plain
from ringside.practice.ways import ordered

LONG_CALL = 22
"""Rep turns after which patience runs out ever faster."""
LONGEST_GOODBYE = 25
SETTLED = 2
"""Rep turns in which no reading may end the call."""


def start(
    persona: Persona,
    scenario: Scenario,
    level: Level,
    seed: int,
    language: Language,
    leanings: Mapping[ObjectionKind, float] | None = None,
    part: Part | None = None,
) -> BuyerState:
    """A buyer about to be called; the seed shuffles agenda, objections, numbers and wordings.

    `leanings` say how likely each objection is, against 1 for any other.
    """
    rng = random.Random(f"{persona.id}:{scenario.id}:{level}:{seed}")
    bars = difficulty.bars(level, scenario.kind, part)
    needs = list(persona.needs)
    rng.shuffle(needs)
    inquiries = list(scenario.questions or persona.questions)
    rng.shuffle(inquiries)
    warmth = (persona.traits.warmth - 0.5) * 4
    return BuyerState(
        persona=persona,
        scenario=scenario,
        level=level,
        seed=seed,
        language=language,
        trust=round(bars.trust + warmth + rng.uniform(-3, 3), 1),
        interest=round(bars.interest + rng.uniform(-3, 3), 1),
        patience=round(bars.patience + warmth + rng.uniform(-4, 4), 1),
        confidence=difficulty.START_CONFIDENCE,
        needs=tuple(NeedProgress(id=need.id) for need in needs),
        objections=_queue(persona, scenario, level, language, rng, leanings or {}),
        leanings=dict(leanings or {}),
        part=part,
        inquiries=tuple(inquiries),
    )


def open(state: BuyerState) -> Reaction:
    """What the buyer says first when the rep has said nothing yet: the phone is answered, or the meeting begins."""
    scene = Scene.of(state, Turn(index=0, speaker="rep", text=""), ())
    scene.kind = "opening"
    _opening_line(scene)
    return scene.finish()


def react(state: BuyerState, turn: Turn, acts: Sequence[Act]) -> Reaction:
    """The buyer's reaction to one rep turn; an empty turn is silence. ValueError when the call is over."""
    if state.status == "ended":
        raise ValueError("the call is over")
    scene = Scene.of(state, turn, acts)
    if not scene.moves.words and not state.opened:
        return open(state)
    scene.set(turns=state.turns + 1)
    _tire(scene)
    if state.phase == "agreed":
        closing.goodbye(scene)
    elif not scene.moves.words:
        manners.silence(scene)
    elif not manners.stops(scene):
        _answer(scene)
    if scene.moves.words:
        scene.set(heard=(*scene.now.heard, plain(turn.text)))
    return scene.finish()


def remember(state: BuyerState, line: str) -> BuyerState:
    """The state after the buyer's last line was worded differently than built in."""
    return state.model_copy(update={"said": (*state.said[:-1], line)})


def _answer(scene: Scene) -> None:  # noqa: PLR0911 - one way out per thing that comes first
    moves = scene.moves
    if _leaves(moves) and scene.now.turns > SETTLED:
        _part(scene)
        return
    if scene.now.phase == "opening" and _opening(scene):
        return
    manners.listening(scene)
    if _deal_broken(scene) or _held(scene):
        return
    if _offers_another_time(scene):
        closing.callback(scene)
        return
    inquiry = scene.now.inquiry
    if inquiry is not None and offers.answered(scene, inquiry):
        return
    objection = scene.now.open_objection
    if objection is not None:
        if not objections.answer(scene, objection):
            return
        if not scene.asks:
            _move_on(scene)
            return
    _talk(scene)


def _leaves(moves: Moves) -> bool:
    """Whether the rep says goodbye and nothing that wants an answer."""
    busy = moves.asks or moves.has("trial_close", *QUESTIONS, *OFFERING)
    return moves.has("farewell") and not busy and len(moves.words) <= LONGEST_GOODBYE


def _part(scene: Scene) -> None:
    """A goodbye right after a proposal takes the proposal for agreed: so it is, when nothing stands in its way."""
    if scene.proposed and (earned.missing(scene) is None or scene.count("parted") == 1):
        _propose_again(scene)
    else:
        closing.farewell(scene)


def _propose_again(scene: Scene) -> None:
    objection = scene.now.open_objection
    if objection is None:
        closing.ask(scene)
    else:
        objections.stand_by(scene, objection)


def _offers_another_time(scene: Scene) -> bool:
    """Whether the rep only wants to call again: not while the talk is going well, where it would be no way out."""
    moves, objection = scene.moves, scene.now.open_objection
    if not moves.has("callback_offer") or scene.asks or moves.has(*OFFERING) or scene.now.turns <= SETTLED - 1:
        return False
    return (
        (objection is not None and objection.reflex)
        or scene.now.patience < 35
        or moves.kinds <= {"callback_offer", *LISTENING}
    )


def _talk(scene: Scene) -> None:
    """With nothing in the way: an ask, a question, an offer, or just words."""
    moves = scene.moves
    if scene.asks or _proposes(scene):
        closing.ask(scene)
    elif moves.question is not None:
        discovery.answer(scene, moves.question)
        _ask_back(scene)
    elif moves.has(*OFFERING, "price_mention", "trial_close") or _tells(scene):
        offers.offer(scene)
    elif moves.has("reflection", "summary"):
        scene.kind = "confirmed"
        scene.say("confirmed", carries=True)
        if scene.proposed and earned.missing(scene) is None:
            earned.agree(scene)
        elif earned.missing(scene) is None:
            scene.prompt()
    elif moves.questions:
        discovery.answer(scene, moves.questions[-1])
    elif moves.has(*LISTENING, "rapport", "opener_permission", "opener_reason", "callback_offer", "farewell"):
        scene.kind = "nudge"
        scene.say("nudge.talk", carries=True)
    elif scene.proposed and scene.count("once_more") <= 2:
        closing.ask(scene)
    else:
        _unclear(scene)


def _ask_back(scene: Scene) -> None:
    """Some buyers want to know something themselves before they go on telling."""
    now = scene.now
    free = now.status == "open" and now.inquiry is None and now.open_objection is None
    if now.persona.ways.asks and free and now.inquiries and scene.deepest and scene.count("asked_own") == 1:
        offers.ask(scene)


def _proposes(scene: Scene) -> bool:
    """Whether the turn answers the buyer's own "what do you suggest?" when nothing stands in the way any more."""
    moves = scene.moves
    proposal = moves.dated or (moves.has("trial_close") and not moves.has(*DEEP))
    return scene.prompted and proposal and not scene.spoilt and earned.missing(scene) is None


def _tells(scene: Scene) -> bool:
    """Once it is known what hurts, a real statement is about that, whatever its wording."""
    moves = scene.moves
    said = moves.sentence and moves.statement >= 10 and not moves.has("rapport", "farewell")
    return scene.deepest >= PAIN and said and scene.count("benefit_of_doubt") <= objections.DOUBTS


def _move_on(scene: Scene) -> None:
    """With an objection out of the way a standing proposal is taken up, or the buyer has a question of their own."""
    if scene.proposed and earned.missing(scene) is None:
        earned.agree(scene)
    elif scene.now.inquiries and scene.now.answered_inquiries < scene.bars.inquiries:
        offers.ask(scene)
    else:
        scene.prompt()


def _unclear(scene: Scene) -> None:
    """Not understood: the first time costs nothing when it was at least a sentence, then it wears out."""
    scene.kind = "unclear"
    times = scene.count("unclear")
    cost = 3.0 * (times - 1) if scene.moves.sentence else 4.0 * times
    scene.change("unclear", trust=-1.5 if times > 1 else 0, patience=-min(cost, 16), whole_turn=True)
    scene.say("unclear", carries=True)


def _opening(scene: Scene) -> bool:
    """The rep's first words; True when the reply is complete."""
    moves, now = scene.moves, scene.now
    arranged = now.scenario.kind != "cold_call"
    first = not now.opened and arranged
    if first:
        scene.set(opened=True)
    introduced = moves.first("opener_permission", "opener_reason")
    if introduced:
        scene.change("opened_well", introduced, trust=3, interest=2, patience=1)
    if arranged:
        scene.set(phase="talk")
        if not first:
            return False
        _opening_line(scene)
        return True
    if moves.kinds <= {"rapport"} and scene.count("no_reason") <= 2:
        scene.kind = "who"
        scene.change("no_introduction", patience=-2, whole_turn=True)
        scene.say("who", carries=True)
        return True
    scene.set(phase="talk", opened=True)
    if moves.asks:
        scene.change("asked_too_early", moves.first("next_step_ask"), patience=-3)
    if not introduced:
        scene.change("no_introduction", trust=-2, patience=-3, whole_turn=True)
    brush_off = discovery.waiting(scene, reflex=True)
    if brush_off is not None:
        scene.kind = "brush_off"
        scene.raise_objection(brush_off)
        return True
    if moves.question is None and introduced:
        scene.kind = "granted"
        scene.say("granted", carries=True)
        return True
    return False


def _opening_line(scene: Scene) -> None:
    scene.set(opened=True)
    scenario = scene.now.scenario
    if scenario.opening is None:
        scene.say("answer_phone", carries=True)
        return
    scene.tell(scenario.opening.of(scene.now.language), lead=False)
    objection = next(
        (o for o in scene.now.objections if scenario.opens_with and o.kind == scenario.opens_with.kind), None
    )
    if objection is not None:
        scene.objection(objection.kind, status="open")
        if not scene.moves.words:
            scene.set(phase="talk")
    if scenario.kind == "technical" and scene.now.inquiries:
        offers.ask(scene)


def _tire(scene: Scene) -> None:
    """Time passes; a call that drags on wears out any patience."""
    over = max(0, scene.now.turns - LONG_CALL)
    drain = scene.bars.drain + scene.now.persona.ways.hurried + (1 if scene.now.pressed else 0) + 0.6 * over
    scene.set(patience=round(max(0.0, scene.now.patience - drain), 1))


def _held(scene: Scene) -> bool:
    act = scene.moves.first("hold")
    if act is None or scene.moves.question is not None:
        return False
    times = scene.count("hold")
    scene.kind = "hold"
    scene.change("put_on_hold", act, patience=-3 if times == 1 else -10)
    scene.say("hold" if times == 1 else "hold_again", carries=True)
    return True


def _deal_broken(scene: Scene) -> bool:
    language = scene.now.language
    if not scene.moves.has(*OFFERING, "next_step_ask", "price_mention"):
        return False
    for breaker in scene.now.persona.deal_breakers:
        phrases = [plain(phrase) for phrase in breaker.topic.of(language)]
        if any(f" {phrase} " in f" {plain(scene.moves.turn.text)} " for phrase in phrases):
            scene.kind = "deal_breaker"
            scene.punish("deal_breaker", trust=12, patience=15)
            scene.tell([breaker.line.of(language)])
            return True
    return False


def _queue(
    persona: Persona,
    scenario: Scenario,
    level: Level,
    language: Language,
    rng: random.Random,
    leanings: Mapping[ObjectionKind, float],
) -> tuple[ObjectionProgress, ...]:
    """Brush-offs, then objections, in this seed's order; at expert level there is always someone else to convince."""
    bars = difficulty.bars(level, scenario.kind)
    reflexes = sorted(BRUSH_OFFS)
    rng.shuffle(reflexes)
    own = [o for o in persona.objections if not scenario.opens_with or o.kind != scenario.opens_with.kind]
    rng.shuffle(own)
    drawn = random.Random(f"{rng.random()}:leanings") if leanings else rng
    reflexes = ordered(reflexes, leanings, drawn)
    by_kind = {objection.kind: objection for objection in own}
    own = [by_kind[kind] for kind in ordered(list(by_kind), leanings, drawn)]
    if level == "expert":
        own.sort(key=lambda objection: objection.kind != "authority")
    asked = [scenario.opens_with] if scenario.opens_with else []
    count = rng.choice([0, 1]) if level == "foundation" and bars.brush_offs else bars.brush_offs
    return (
        *(ObjectionProgress(kind=kind) for kind in reflexes[:count]),
        *(_progress(objection, language) for objection in (*asked, *own)),
    )


def _progress(objection: Objection, language: Language) -> ObjectionProgress:
    return ObjectionProgress(
        kind=objection.kind,
        lines=objection.lines.of(language) if objection.lines else (),
        concern=objection.concern.of(language),
        resolves=objection.resolves.of(language),
    )
