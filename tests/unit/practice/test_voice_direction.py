"""How a speech-to-speech model is held to the buyer: it hears nothing it could give away."""

from __future__ import annotations

import pytest

from ringside.dialogue import acts
from ringside.dialogue.schemas import Turn
from ringside.playbook.schemas import Answers
from ringside.practice import buyer, guard
from ringside.practice.catalogue import catalogue
from ringside.practice.voice import direction

CATALOGUE = catalogue()


@pytest.fixture
def state():
    entry = CATALOGUE.scenarios["cold-call"]
    persona = CATALOGUE.personas[entry.persona]
    return buyer.open(buyer.start(persona, entry, "advanced", 7, "en")).state


def told(state, text):
    turn = Turn(index=state.turns * 2 + 1, speaker="rep", text=text)
    return buyer.react(state, turn, acts.read(turn, None, "en")).state


def test_an_objection_that_waits_is_not_told(state):
    assert direction.objections(state, Answers())["raised"] == []
    said = told(state, "Hi, I would like to sell you our new software today.")
    raised = direction.objections(said, Answers(company="Ringside", product="A coach"))
    assert [each["kind"] for each in raised["raised"]] == [o.kind for o in said.objections if o.status != "waiting"]
    assert raised["about"] == {"company": "Ringside", "product": "A coach"}
    assert direction.objections(said, Answers(), "no such kind")["raised"] == []


def test_what_was_not_earned_is_in_no_tool(state):
    for tool in (direction.background(state), direction.objections(state, Answers()), direction.demands(state)):
        assert not [secret for secret in state.withheld if secret in str(tool)]


def test_demands_follow_the_call(state):
    assert direction.demands(state)["level"] == "advanced"
    cross = state.model_copy(update={"patience": 10.0})
    assert (direction.demands(cross)["patience"], direction.demands(cross)["mood"]) == ("short", "angry")
    helped = state.model_copy(update={"confidence": 0.1})
    assert direction.demands(helped)["course"] == "kinder"


def test_who_speaks_as_a_model_or_a_coach_is_out_of_role():
    assert guard.out_of_role("As an AI language model I cannot say.", "We use spreadsheets.") == "meta"
    assert guard.out_of_role("We use spreadsheets.", "We use spreadsheets.") is None
