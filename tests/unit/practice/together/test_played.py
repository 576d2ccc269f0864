"""A person's line for the buyer: what the rep's words show counts, what hung on a mind does not."""

from __future__ import annotations

import pytest

from ringside.dialogue import acts
from ringside.dialogue.schemas import Turn
from ringside.practice.buyer import BuyerState, minds
from ringside.practice.buyer.minds import Mind
from ringside.practice.buyer.panel import Panel
from ringside.practice.catalogue import catalogue
from ringside.practice.together.guests import may_become
from ringside.practice.together.models import Guest
from ringside.practice.together.played import DECIDABLE, Judged, judge
from ringside.practice.together.schemas import GuestStatus
from ringside.practice.together.stand_ins import Ending, Line


def met(scenario: str = "cold-call") -> Mind:
    content = catalogue()
    found = content.scenarios[scenario]
    cast = [content.personas[name] for name in (found.persona, *(c.persona for c in found.colleagues))]
    return minds.open(minds.start(cast, found, "expert", 3, "en")).state


def answered(before: Mind, rep: str, text: str, ends: Ending | None = None, name: str | None = None) -> Judged:
    turn = Turn(index=1, speaker="rep", text=rep)
    machine = minds.react(before, turn, acts.read(turn, None, "en"))
    said = Turn(index=2, speaker="customer", text=text)
    line = Line(text, ends, name)
    return judge(before, machine.state, machine.log, turn, line, acts.read(said, turn, "en"))


def test_a_pitch_that_a_machine_would_mind_costs_nothing_with_a_person() -> None:
    before = met()
    judged = answered(before, "Our platform has a dashboard, an export and seventeen modules for you.", "Go on.")
    assert isinstance(before, BuyerState)
    assert isinstance(judged.mind, BuyerState)
    assert (judged.mind.trust, judged.mind.patience) == (before.trust, before.patience)
    assert judged.log == ()


def test_what_is_in_the_reps_own_words_is_felt() -> None:
    before = met()
    judged = answered(before, " ".join(["and then we also built another module for you"] * 12), "That was long.")
    assert isinstance(before, BuyerState)
    assert isinstance(judged.mind, BuyerState)
    assert judged.mind.patience < before.patience
    assert {entry.cause for entry in judged.log} <= DECIDABLE


def test_the_machine_goes_on_from_what_the_person_said() -> None:
    before = met()
    judged = answered(before, "Hi, this is Sam, may I ask how you handle claims?", "It is too expensive for us anyway.")
    assert isinstance(judged.mind, BuyerState)
    assert judged.mind.open_objection is not None
    assert judged.mind.open_objection.kind == "price"
    turn = Turn(index=3, speaker="rep", text="I understand. What is it about the price that worries you?")
    assert minds.react(judged.mind, turn, acts.read(turn, None, "en")).intent.line


@pytest.mark.parametrize(
    ("ends", "status", "outcome"),
    [
        ("agree", "open", "meeting"),
        ("refuse", "ended", "refused"),
        ("call_later", "ended", "callback"),
        ("hang_up", "ended", "ended"),
    ],
)
def test_a_persons_decision_stands_as_they_gave_it(ends: Ending, status: str, outcome: str) -> None:
    judged = answered(met(), "Shall we meet on Tuesday at ten?", "Well.", ends)
    assert (judged.status, judged.outcome) == (status, outcome)
    assert [entry.cause for entry in judged.log] == (["agreed"] if ends == "agree" else [])


def test_one_person_can_speak_for_any_of_several_buyers() -> None:
    before = met("buying-committee")
    judged = answered(before, "Who would use it?", "That would be me.", name="Omar Haddad")
    assert isinstance(judged.mind, Panel)
    assert judged.mind.seats[judged.mind.floor].state.part == "user"
    assert judged.mind.said[-1] == "That would be me."
    agreed = answered(judged.mind, "Shall we meet on Tuesday?", "Yes.", "agree")
    assert isinstance(agreed.mind, Panel)
    assert agreed.mind.chair.phase == "agreed"


@pytest.mark.parametrize(
    ("asked_by", "before", "after", "rep", "allowed"),
    [
        ("guest", "asked", "agreed", True, True),
        ("guest", "asked", "agreed", False, False),
        ("rep", "asked", "agreed", False, True),
        ("rep", "asked", "agreed", True, False),
        ("guest", "agreed", "revoked", True, True),
        ("guest", "agreed", "revoked", False, False),
        ("guest", "revoked", "agreed", False, False),
        ("rep", "revoked", "agreed", False, False),
        ("guest", "agreed", "left", False, True),
        ("guest", "declined", "agreed", True, False),
    ],
)
def test_who_may_decide_what(asked_by: str, before: str, after: GuestStatus, rep: bool, allowed: bool) -> None:
    guest = Guest(user_id="guest", asked_by=asked_by, status=before)
    assert may_become(guest, after, rep=rep) is allowed
