"""Short ways to put a buyer into a call, without the acts reader: the rules are tested on acts alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ringside.dialogue.schemas import Act, Language, Turn
from ringside.practice import buyer
from ringside.practice.buyer import BuyerState, Reaction
from ringside.practice.catalogue import catalogue
from ringside.practice.schemas import Level


def someone(
    level: Level = "intermediate", seed: int = 1, language: Language = "en", scenario: str = "cold-call",
    persona: str = "dana-levi", **changes: Any,
) -> BuyerState:  # fmt: skip
    """A buyer who has answered the phone."""
    content = catalogue()
    state = buyer.start(content.personas[persona], content.scenarios[scenario], level, seed, language)
    return buyer.open(state).state.model_copy(update=changes)


def talking(level: Level = "intermediate", **changes: Any) -> BuyerState:
    """A buyer past the opening, with every brush-off out of the way."""
    state = someone(level, **{"phase": "talk", **changes})
    objections = tuple(o.model_copy(update={"status": "resolved"}) if o.reflex else o for o in state.objections)
    return state.model_copy(update={"objections": objections})


def say(
    state: BuyerState, text: str, *kinds: str, parts: Sequence[tuple[str, str]] = (), sure: float = 0.9
) -> Reaction:
    """The reaction to `text`, read as these kinds of act over the whole turn, or as kinds over parts of it."""
    turn = Turn(index=2 * state.turns + 1, speaker="rep", text=text)
    spans = [(kind, 0, len(text)) for kind in kinds]
    spans += [(kind, text.index(part), text.index(part) + len(part)) for kind, part in parts]
    acts = [Act(kind=kind, turn=turn.index, start=start, end=end, confidence=sure, detector="test")  # type: ignore[arg-type]
            for kind, start, end in spans]  # fmt: skip
    return buyer.react(state, turn, acts)


def causes(reaction: Reaction) -> list[str]:
    return [entry.cause for entry in reaction.log]
