"""Several buyers at one table: each with a mind of their own, one conversation that all of them hear.

Exactly one answers each rep turn. What the others hear moves them a little; who is left out loses patience. The one
who decides agrees only when nobody at the table still has to be won.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ringside.dialogue.schemas import Act, Frozen, Language, LogEntry, ObjectionKind, Turn
from ringside.practice import difficulty
from ringside.practice.buyer import earned, floor, machine
from ringside.practice.buyer.moves import Moves
from ringside.practice.buyer.scene import Scene
from ringside.practice.buyer.state import BuyerState, Intent, Reaction
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.lines import pick
from ringside.practice.schemas import Level, Outcome, Status
from ringside.practice.speech import Part as Piece
from ringside.practice.speech import compose

OVERHEARD = 0.35
"""Share of what a turn does to the buyer it was for that the listening ones feel too."""
FORGOTTEN, LEFT_OUT_COSTS = 7, 1.5
"""Rep turns of silence from which a buyer feels passed over, and the patience each further one costs."""
LONG_MEETING = 34
"""Rep turns after which everybody at the table gets restless."""
_OVER_FOR_ALL = frozenset({"rep_left", "callback_offered"})
_COMMON = ("said", "heard", "empathy", "promises")
"""What is one and the same for all at the table, and kept once."""


class Seat(Frozen):
    state: BuyerState
    silent: int = 0
    """Rep turns since this buyer spoke."""
    gone: bool = False


class Panel(Frozen):
    """The table: `seats[0]` is the one who decides. `status` and `outcome` are the call's."""

    seats: tuple[Seat, ...]
    floor: int = 0
    """Who spoke last."""
    turns: int = 0
    status: Status = "open"
    outcome: Outcome | None = None
    said: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    empathy: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()

    @property
    def chair(self) -> BuyerState:
        return self.seats[0].state


class PanelReaction(Frozen):
    """As a single buyer's reaction, and whose it is."""

    state: Panel
    intent: Intent
    log: tuple[LogEntry, ...] = ()
    status: Status
    outcome: Outcome | None
    hint: str | None = None


def start(
    chair: Persona,
    colleagues: Sequence[Persona],
    scenario: Scenario,
    level: Level,
    seed: int,
    language: Language,
    leanings: Mapping[ObjectionKind, float] | None = None,
) -> Panel:
    """The buyers of this scenario about to meet; `colleagues` in the scenario's order."""
    first = machine.start(chair, scenario, level, seed, language, leanings, part="decision")
    quiet = scenario.model_copy(update={"opens_with": None, "questions": ()})
    others = [
        machine.start(persona, quiet, level, seed, language, leanings, part=colleague.part).model_copy(
            update={"scenario": scenario, "phase": "talk", "opened": True}
        )
        for persona, colleague in zip(colleagues, scenario.colleagues, strict=True)
    ]
    return Panel(seats=tuple(Seat(state=state) for state in (first, *others)))


def open(panel: Panel) -> PanelReaction:
    """The one who decides welcomes the rep and says who is there."""
    return _told(panel, 0, machine.open(_entering(panel, 0)), ())


def react(panel: Panel, turn: Turn, acts: Sequence[Act]) -> PanelReaction:
    """What one of them answers to a rep turn, and what it did to all. ValueError when the call is over."""
    if panel.status == "ended":
        raise ValueError("the call is over")
    moves = Moves.of(turn, acts, panel.chair.language)
    who, unasked = floor.next_to_answer(panel, moves)
    if not panel.chair.opened:
        who, unasked = 0, False
    reaction = machine.react(_entering(panel, who), turn, acts)
    if unasked and reaction.status == "open":
        reaction = _stepping_in(reaction)
    return _told(
        panel.model_copy(update={"turns": panel.turns + 1}), who, reaction, _listening(panel, who, reaction, turn)
    )


def remember(panel: Panel, line: str) -> Panel:
    """The panel after the last line was worded differently than built in."""
    return panel.model_copy(update={"said": (*panel.said[:-1], line)})


def hint(panel: Panel) -> str:
    """The next helpful move: with whoever spoke last, or bringing in somebody who was forgotten."""
    state = panel.seats[panel.floor].state
    waiting = floor.LEFT_OUT - 1
    forgotten = any(not seat.gone and seat.silent >= waiting for seat in panel.seats)
    if forgotten and state.open_objection is None and state.inquiry is None and panel.chair.phase != "agreed":
        return pick(state.language, "hint.colleagues", f"{state.seed}:{panel.turns}")
    return difficulty.hint(state)


def first_name(state: BuyerState) -> str:
    return state.persona.name.of(state.language).split()[0]


def won(state: BuyerState) -> bool:
    """Whether this buyer would stand behind the next step."""
    silence = Turn(index=0, speaker="rep", text="")
    return earned.missing(Scene.of(state.model_copy(update={"waits_for": ()}), silence, ())) is None


def _entering(panel: Panel, who: int) -> BuyerState:
    """The buyer who is going to answer, with what everybody at the table knows."""
    known = max(need.depth for seat in panel.seats for need in seat.state.needs)
    common: dict[str, Any] = {name: getattr(panel, name) for name in _COMMON}
    waits = _unconvinced(panel) if who == 0 else ()
    return panel.seats[who].state.model_copy(update={**common, "known": known, "waits_for": waits})


def _unconvinced(panel: Panel) -> tuple[str, ...]:
    """Colleagues in the way of a yes: any who is not won, or, where one decides alone, any who objects or left."""
    alone = panel.chair.scenario.agreement == "decision_maker"
    return tuple(
        first_name(seat.state)
        for seat in panel.seats[1:]
        if (seat.state.open_objection is not None if alone else seat.gone or not won(seat.state))
    )


def _stepping_in(reaction: Reaction) -> Reaction:
    """The same reaction of somebody who asks for the floor first."""
    state = reaction.state
    before = state.model_copy(update={"said": state.said[:-1]})
    line, _ = compose([Piece(key="floor.takes"), Piece(text=reaction.intent.line, carries=True)], before)
    intent = reaction.intent.model_copy(update={"line": line, "cap": reaction.intent.cap + 8})
    return reaction.model_copy(
        update={"intent": intent, "state": state.model_copy(update={"said": (*state.said[:-1], line)})}
    )


def _listening(panel: Panel, who: int, reaction: Reaction, turn: Turn) -> tuple[tuple[Seat, LogEntry | None], ...]:
    """Each seat after listening to this turn, with what the log says of it; the speaker's is left as it was."""
    deltas = {name: sum(getattr(entry, name) for entry in reaction.log) for name in ("trust", "interest", "patience")}
    left = panel.seats[who].state.part != "decision" and _leaves(reaction)
    proposal = _proposal(panel.seats[who].state, reaction.state)
    return tuple(
        (seat, None) if i == who or seat.gone else _heard(seat, deltas, turn, left and i == 0, proposal, panel.turns)
        for i, seat in enumerate(panel.seats)
    )


def _heard(
    seat: Seat, deltas: Mapping[str, float], turn: Turn, left: bool, proposal: Mapping[str, int] | None, turns: int
) -> tuple[Seat, LogEntry | None]:
    state, silent = seat.state, seat.silent + 1
    cause = "colleague_left" if left else "left_out" if silent > FORGOTTEN else "overheard"
    change = {name: OVERHEARD * value for name, value in deltas.items()}
    change["patience"] = min(0.0, change["patience"])
    if left:
        change["trust"] -= 10
    if silent > FORGOTTEN:
        change["patience"] -= LEFT_OUT_COSTS
    if turns >= LONG_MEETING:
        change["patience"] -= 1.0
    before = {"trust": state.trust, "interest": state.interest, "patience": state.patience}
    # Only spoken to does a buyer walk out: what is overheard leaves a last bit of patience.
    after = {name: round(min(100.0, max(1.0, before[name] + change[name])), 1) for name in before}
    moved = {name: round(after[name] - before[name], 1) for name in before}
    counts = {**state.counts, **({"proposed": state.turns, **proposal} if proposal else {})}
    heard = Seat(state=state.model_copy(update={**after, "counts": counts}), silent=silent)
    if not any(moved.values()):
        return heard, None
    text = pick(state.language, f"cause.{cause}", "0")
    name = state.persona.name.of(state.language)
    return heard, LogEntry(turn=turn.index, cause=cause, text=text, after=after, name=name, **moved)


def _proposal(before: BuyerState, after: BuyerState) -> Mapping[str, int] | None:
    """A next step that was put on the table with this turn is there for everybody."""
    if after.counts.get("proposed") == after.turns and before.turns != after.turns:
        return {"dated": after.counts.get("dated", 0)}
    return None


def _leaves(reaction: Reaction) -> bool:
    """Whether this buyer walked out, rather than the rep ending the call."""
    return reaction.status == "ended" and not any(entry.cause in _OVER_FOR_ALL for entry in reaction.log)


def _told(
    panel: Panel, who: int, reaction: Reaction, listening: Sequence[tuple[Seat, LogEntry | None]]
) -> PanelReaction:
    """The table after this reaction of one of them."""
    spoke = reaction.state
    gone = who > 0 and _leaves(reaction)
    ends = reaction.status == "ended" and not gone
    seats = [seat for seat, _ in listening] or list(panel.seats)
    own_only = {**dict.fromkeys(_COMMON, ()), "waits_for": (), "known": 0}
    seats[who] = Seat(state=spoke.model_copy(update=own_only), gone=gone)
    name = spoke.persona.name.of(spoke.language)
    own = tuple(entry.model_copy(update={"name": name}) for entry in reaction.log)
    after = panel.model_copy(
        update={
            **{name: getattr(spoke, name) for name in _COMMON},
            "seats": tuple(seats),
            "floor": _hand_over(seats, who, spoke, own),
            "status": "ended" if ends else "open",
            "outcome": spoke.outcome if who == 0 or ends else panel.outcome,
        }
    )
    helped = hint(after) if reaction.hint is not None and not ends else None
    return PanelReaction(
        state=after,
        intent=reaction.intent.model_copy(update={"may_end": ends or gone}),
        log=(*own, *(entry for _, entry in listening if entry is not None)),
        status=after.status,
        outcome=after.outcome,
        hint=helped,
    )


def _hand_over(seats: Sequence[Seat], who: int, spoke: BuyerState, log: Sequence[LogEntry]) -> int:
    """Who has the floor now: the speaker, or the colleague the speaker waits for, or the chair when one has left."""
    if seats[who].gone:
        return 0
    if any(entry.cause == "colleagues_wait" for entry in log):
        waited = (i for i, seat in enumerate(seats) if not seat.gone and first_name(seat.state) in spoke.waits_for)
        return next(waited, who)
    return who
