"""Several buyers at one table: who answers, what the others make of it, and when all of them agree."""

from __future__ import annotations

import pytest

from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, Turn
from ringside.practice.buyer import minds, panel
from ringside.practice.buyer.panel import Panel, PanelReaction
from ringside.practice.catalogue import catalogue


def table(language: Language = "en", scenario: str = "buying-committee", seed: int = 3) -> Panel:
    content = catalogue()
    found = content.scenarios[scenario]
    cast = [content.personas[name] for name in (found.persona, *(c.persona for c in found.colleagues))]
    opened = minds.open(minds.start(cast, found, "expert", seed, language)).state
    assert isinstance(opened, Panel)
    return opened


def say(at: Panel, text: str) -> PanelReaction:
    turn = Turn(index=2 * at.turns + 1, speaker="rep", text=text)
    before = Turn(index=turn.index - 1, speaker="customer", text=at.said[-1])
    return panel.react(at, turn, acts.read(turn, before, at.chair.language))


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Omar, how do you plan the routes today?", "Omar Haddad"),
        ("en", "omar how do you plan the routes today", "Omar Haddad"),
        ("en", "How does that look in your numbers, Peter?", "Peter Lind"),
        ("en", "As Omar said, it falls apart. Peter, what does that do to your overtime?", "Peter Lind"),
        ("en", "Omer, what happens when a driver calls in sick?", "Omar Haddad"),
        ("en", "Which invoices do customers dispute and why?", "Peter Lind"),
        ("en", "Who of the drivers calls the dispatch team every morning, and why?", "Omar Haddad"),
        ("en", "Thank you, Omar told me a lot. What do late deliveries mean for your customers?", "Miriam Katz"),
        ("he", "עומר, איך אתם מתכננים את המסלולים היום?", "עומר חדד"),
        ("he", "מה זה עושה לתקציב שלך, פיטר?", "פיטר לינד"),
        ("he", "כמו שעומר אמר, זה קשה. פיטר, מה קורה עם השעות הנוספות?", "פיטר לינד"),
    ],
)
def test_who_is_spoken_to_answers(language: Language, text: str, who: str) -> None:
    assert say(table(language), text).intent.name == who


def test_the_decider_welcomes_and_answers_what_is_for_nobody_in_particular() -> None:
    at = table()
    assert at.seats[at.floor].state.part == "decision"
    assert say(at, "Thank you for having me, I'm Sam from Brightway.").intent.name == "Miriam Katz"


def test_a_proposal_goes_to_the_decider_who_does_not_agree_over_a_colleagues_head() -> None:
    at = table()
    everything = {"trust": 90.0, "interest": 90.0, "earned": 9, "confidence": 0.7, "phase": "talk"}

    def ready(seat: panel.Seat) -> panel.Seat:
        state = seat.state
        return seat.model_copy(update={"state": state.model_copy(update={
            **everything,
            "answered_inquiries": 3,
            "needs": tuple(need.model_copy(update={"depth": 2}) for need in state.needs),
            "objections": tuple(o.model_copy(update={"status": "resolved"}) for o in state.objections),
        })})  # fmt: skip

    chair, user, finance = at.seats
    waiting = say(at.model_copy(update={"seats": (ready(chair), ready(user), finance)}),
                  "Could we meet on Tuesday at ten to set up a test in one depot?")  # fmt: skip
    assert waiting.intent.name == "Miriam Katz"
    assert waiting.outcome is None
    assert "Peter" in waiting.intent.line
    assert waiting.state.seats[waiting.state.floor].state.part == "finance"
    agreed = say(at.model_copy(update={"seats": tuple(map(ready, at.seats))}),
                 "Could we meet on Tuesday at ten to set up a test in one depot?")  # fmt: skip
    assert agreed.outcome == "meeting"
    assert agreed.status == "open"
    assert say(agreed.state, "Wonderful, thank you all, goodbye.").status == "ended"


def test_what_one_is_told_moves_the_others_less_and_the_log_says_in_whom() -> None:
    at = table()
    reaction = say(at, "Omar, how do you plan the routes today?")
    by_name: dict[str, float] = {}
    for entry in reaction.log:
        assert entry.name
        by_name[entry.name] = by_name.get(entry.name, 0) + entry.trust
    assert by_name["Omar Haddad"] > by_name["Peter Lind"] > 0


def test_who_is_left_out_comes_in_and_loses_patience() -> None:
    at = table()
    spoke = []
    for text in (
        "Miriam, what do you look at first in the morning?", "That helps. What happens on a busy day, Miriam?",
        "I see. How long has it been like that, Miriam?", "Understood. What did you try so far, Miriam?",
        "Our platform shows all of that on one page.", "It also has an app.", "And a very good report.",
        "And many other modules, too.",
    ):  # fmt: skip
        reaction = say(at, text)
        spoke.append(reaction.intent.name)
        at = reaction.state
        if reaction.status == "ended":
            break
    assert set(spoke) > {"Miriam Katz"}


def test_a_colleague_who_has_had_enough_leaves_and_the_call_goes_on() -> None:
    at = table()
    chair, user, finance = at.seats
    worn = user.model_copy(update={"state": user.state.model_copy(update={"patience": 1.0})})
    left = say(at.model_copy(update={"seats": (chair, worn, finance)}), "Omar, you're wrong. That's nonsense.")
    assert left.status == "open"
    assert left.intent.may_end
    assert left.state.seats[1].gone
    assert left.state.floor == 0
    assert say(left.state, "Omar, are you still there? How do you plan?").intent.name != "Omar Haddad"


def test_a_table_is_kept_and_taken_up_again_as_it_was() -> None:
    at = say(table(), "Peter, what does the overtime look like?").state
    cast = [seat.state.persona.model_dump(mode="json") for seat in at.seats]
    scenario = at.chair.scenario.model_dump(mode="json")
    packed = minds.pack(at)
    assert "needs" in packed["seats"][0]["state"]
    assert "persona" not in packed["seats"][0]["state"]
    assert minds.unpack(packed, cast, scenario) == at


def test_a_lone_buyer_is_the_same_as_ever() -> None:
    content = catalogue()
    lone = minds.start([content.personas["dana-levi"]], content.scenarios["cold-call"], "expert", 7, "en")
    assert not isinstance(lone, Panel)
    assert lone.part is None
    assert minds.speaker(lone, minds.open(lone)) is None
