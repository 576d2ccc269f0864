"""Every instruction a generated buyer carries changes what the state machine does."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, Turn
from ringside.practice import buyer, instructions
from ringside.practice.buyer import BuyerState, Reaction
from ringside.practice.catalogue import catalogue
from ringside.practice.parts import Weakness
from ringside.practice.schemas import Level
from ringside.practice.ways import Ways

OPEN = (
    "Hi, this is Sam from Claimlight. I know I'm calling out of the blue, do you have half a minute?",
    "I understand, you didn't plan for this call. How do you handle new enquiries today?",
)
DIG = ("What does that mean for you when it gets busy?", "And what does it cost you when that happens?")
SORT_OUT = (
    "I understand, that makes sense. What worries you most about it?",
    "So you need to be sure it pays off. That is why we start small with one team, next to what you have.",
)
ASK = "Shall we look at it together with your own examples, Tuesday at ten?"


def played(*lines: str, scenario: str = "cold-call", seed: int = 3, level: Level = "intermediate", **ways: Any):
    """The reactions to these lines of a buyer with these instructions."""
    content = catalogue()
    persona = content.personas["michael-carter"].model_copy(update={"ways": Ways(**ways)})
    state: BuyerState = buyer.start(persona, content.scenarios[scenario], level, seed, "en")
    reactions: list[Reaction] = [buyer.open(state)]
    for i, line in enumerate(lines):
        if reactions[-1].status == "ended":
            break
        turn = Turn(index=2 * i + 1, speaker="rep", text=line)
        said = Turn(index=2 * i, speaker="customer", text=reactions[-1].intent.line)
        reactions.append(buyer.react(reactions[-1].state, turn, acts.read(turn, said, "en")))
    return reactions


def causes(reactions: list[Reaction]) -> list[str]:
    return [entry.cause for reaction in reactions for entry in reaction.log]


def raised_at(reactions: list[Reaction]) -> int | None:
    """The first turn at which a real objection comes up."""
    return next((i for i, r in enumerate(reactions) if "objection_raised" in [e.cause for e in r.log]), None)


def test_one_cuts_in_earlier():
    speech = "Let me tell you about it. " + "We work with many companies in your line and they all say the same. " * 3
    assert "monologue" not in causes(played(*OPEN, speech))
    assert "monologue" in causes(played(*OPEN, speech, cuts_in_after=30))


def test_one_in_a_hurry_runs_out_of_patience_sooner():
    usual, hurried = played(*OPEN, *DIG), played(*OPEN, *DIG, hurried=2)
    assert hurried[-1].state.patience < usual[-1].state.patience - 3


def test_a_guarded_one_tells_less():
    def told(**ways: Any) -> int:
        return max(need.depth for need in played(*OPEN, *DIG, **ways)[-1].state.needs)

    assert told(guarded=20) < told()


def test_one_objects_early_and_one_not_before_the_close():
    lines = (*OPEN, *DIG, "You said half of them are gone by then. Our customers call back the same hour.", ASK)
    early, usual, late = (raised_at(played(*lines, **w)) for w in ({"objects": "early"}, {}, {"objects": "late"}))
    assert early is not None
    assert usual is not None
    assert early < usual
    assert late is None or late >= len(lines)


def test_an_objection_comes_back_once():
    lines = (*SORT_OUT, ASK, *SORT_OUT, ASK, ASK)
    usual, again = (
        played(*lines, scenario="price-objection", level="foundation", **w) for w in ({}, {"comes_back": True})
    )
    assert causes(usual).count("objection_raised") == 0  # it is on the table from the start
    assert causes(again).count("objection_raised") == 1


def test_one_asks_in_between():
    lines = ("How do you handle new enquiries today?", *DIG)
    assert not any(r.state.inquiry for r in played(*lines, scenario="discovery"))
    assert any(r.state.inquiry for r in played(*lines, scenario="discovery", asks=True))


def test_one_wants_proof():
    lines = SORT_OUT
    assert "answered_unproven" not in causes(played(*lines, scenario="price-objection"))
    assert "answered_unproven" in causes(played(*lines, scenario="price-objection", wants_proof=True))
    proven = (SORT_OUT[0], SORT_OUT[1] + " A customer like you saved 40 hours a month with it.")
    assert "answered_unproven" not in causes(played(*proven, scenario="price-objection", wants_proof=True))


@pytest.mark.parametrize("language", get_args(Language))
def test_every_instruction_has_words_and_every_weakness_instructions(language):
    used: set[str] = set()
    for skill_or_kind in get_args(Weakness):
        for weakness in get_args(skill_or_kind) or (skill_or_kind,):
            given = instructions.ways(weakness, "advanced")
            told = instructions.told(given, language)
            assert told, weakness
            assert all("{" not in text for text in told.values())
            used |= set(told)
    assert used == set(Ways.model_fields)


def test_who_changes_nothing_plays_as_before():
    lines = (*OPEN, *DIG, *SORT_OUT, ASK)
    assert [r.intent.line for r in played(*lines)] == [r.intent.line for r in played(*lines, objects="as_usual")]
