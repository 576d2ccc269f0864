"""The customer's side of a call, be it one buyer or several: the same functions for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ringside.dialogue.schemas import Act, Language, ObjectionKind, Turn
from ringside.practice import difficulty
from ringside.practice.buyer import machine, panel
from ringside.practice.buyer.panel import Panel, PanelReaction, Seat
from ringside.practice.buyer.state import BuyerState, Reaction
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.schemas import Level

Mind = BuyerState | Panel
Answer = Reaction | PanelReaction


def start(
    cast: Sequence[Persona],
    scenario: Scenario,
    level: Level,
    seed: int,
    language: Language,
    leanings: Mapping[ObjectionKind, float] | None = None,
) -> Mind:
    """The one buyer, or all of them, about to be met; the first of the cast decides."""
    first, *others = cast
    if others:
        return panel.start(first, others, scenario, level, seed, language, leanings)
    return machine.start(first, scenario, level, seed, language, leanings)


def open(mind: Mind) -> Answer:
    """What is said before the rep has said anything."""
    return panel.open(mind) if isinstance(mind, Panel) else machine.open(mind)


def react(mind: Mind, turn: Turn, acts: Sequence[Act]) -> Answer:
    """The answer to a rep turn. ValueError when the call is over."""
    return panel.react(mind, turn, acts) if isinstance(mind, Panel) else machine.react(mind, turn, acts)


def remember(mind: Mind, line: str) -> Mind:
    """The mind after its last line was worded differently than built in."""
    return panel.remember(mind, line) if isinstance(mind, Panel) else machine.remember(mind, line)


def hint(mind: Mind) -> str:
    """The next helpful move."""
    return panel.hint(mind) if isinstance(mind, Panel) else difficulty.hint(mind)


def lead(mind: Mind) -> BuyerState:
    """The one buyer, or the one who decides."""
    return mind.chair if isinstance(mind, Panel) else mind


def states(mind: Mind) -> tuple[BuyerState, ...]:
    """Every buyer in the call."""
    return tuple(seat.state for seat in mind.seats) if isinstance(mind, Panel) else (mind,)


def speaker(mind: Mind, answer: Answer) -> str | None:
    """The name of who answers, where that could be one of several."""
    return answer.intent.name if isinstance(mind, Panel) else None


_GIVEN = {"persona", "scenario"}


def pack(mind: Mind) -> dict[str, Any]:
    """The state for keeping; scenario and personas stand in the call already."""
    if isinstance(mind, BuyerState):
        return mind.model_dump(mode="json", exclude=_GIVEN)
    seats = [
        {**seat.model_dump(mode="json", exclude={"state"}), "state": seat.state.model_dump(mode="json", exclude=_GIVEN)}
        for seat in mind.seats
    ]
    return {**mind.model_dump(mode="json", exclude={"seats"}), "seats": seats}


def unpack(packed: dict[str, Any], cast: Sequence[Any], scenario: Any) -> Mind:
    """The state again; `cast` and `scenario` as the call keeps them."""
    if "seats" not in packed:
        return BuyerState.model_validate({**packed, "persona": cast[0], "scenario": scenario})
    known = Scenario.model_validate(scenario)
    seats = [
        Seat.model_validate({**seat, "state": {**seat["state"], "persona": persona, "scenario": known}})
        for seat, persona in zip(packed["seats"], cast, strict=True)
    ]
    return Panel.model_validate({**packed, "seats": seats})
