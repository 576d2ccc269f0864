"""Each rule of the buyer on its own."""

from __future__ import annotations

import pytest
from tests.unit.practice.callers import causes, say, someone, talking

from ringside.practice import buyer
from ringside.practice.buyer.scene import MOST_INTEREST, MOST_TRUST
from ringside.practice.buyer.state import BuyerState, NeedProgress
from ringside.practice.catalogue import catalogue


def opened(state: BuyerState, depth: int) -> BuyerState:
    """The buyer with the first need on the agenda opened to `depth`."""
    first, *rest = state.needs
    return state.model_copy(update={"needs": (NeedProgress(id=first.id, depth=depth), *rest), "current": first.id})


EVERYTHING = (
    ("How do you handle claims today?",
     "We save firms like yours a third of the time and could we meet on Thursday at ten to go through it?"),
    ("What is hard about your work over there?",
     "Our clients get rid of all that within a month, so when would you have half an hour for me, is Friday good?"),
    ("Why is it that people leave you?",
     "With our help they stay twice as long as before and I can be at your place on Monday or Tuesday, which one?"),
)  # fmt: skip


def objecting(kind: str = "price", level: str = "intermediate", **progress: bool) -> BuyerState:
    state = talking(level)  # type: ignore[arg-type]
    changed = tuple(
        o.model_copy(update={"status": "open", **progress}) if o.kind == kind else o for o in state.objections
    )
    return state.model_copy(update={"objections": changed})


def ready(level: str = "intermediate", **changes: object) -> BuyerState:
    """A buyer with whom everything has been earned."""
    state = opened(talking(level), 3)  # type: ignore[arg-type]
    needs = tuple(NeedProgress(id=need.id, depth=3) for need in state.needs)
    resolved = tuple(o.model_copy(update={"status": "resolved"}) for o in state.objections)
    return state.model_copy(
        update={"trust": 90.0, "interest": 90.0, "patience": 60.0, "earned": 6, "valued": 1, "turns": 9,
                "needs": needs, "objections": resolved, **changes}
    )  # fmt: skip


def test_an_empty_start_answers_the_phone_and_later_is_silence() -> None:
    content = catalogue()
    state = buyer.start(content.personas["dana-levi"], content.scenarios["cold-call"], "intermediate", 1, "en")
    picked_up = say(state, "")
    assert picked_up.intent.kind == "opening"
    assert picked_up.state.turns == 0
    assert "silence" in causes(say(picked_up.state, "  "))


def test_a_good_opener_builds_trust_and_meets_a_brush_off() -> None:
    before = someone()
    after = say(before, "Hi, Sam from Brightway, do you have a minute?", "opener_permission")
    assert after.state.trust > before.trust
    assert after.intent.kind == "brush_off"
    assert after.state.open_objection is not None


def test_acknowledging_a_brush_off_with_a_question_earns_a_minute() -> None:
    state = say(someone(), "Sam from Brightway, got a minute?", "opener_permission").state
    after = say(state, "I understand. How do you handle claims today?",
                parts=[("acknowledgement", "I understand."),
                       ("question_open", "How do you handle claims today?")])  # fmt: skip
    assert "brush_off_handled" in causes(after)
    assert after.state.open_objection is None
    assert max(need.depth for need in after.state.needs) == 1


def test_an_open_question_goes_one_level_deeper_at_a_time() -> None:
    state = talking(trust=80.0, objections=())
    asked = ("How do you do that today?", "And what goes wrong with it?", "Where does that leave you?")
    for depth, text in enumerate(asked, 1):
        state = say(state, text, "question_open").state
        assert max(need.depth for need in state.needs) == depth


def test_a_question_with_a_topic_goes_to_that_need() -> None:
    after = say(talking(), "How hard is hiring and turnover for you?", "question_open")
    assert after.state.current == "staff-turnover"


def test_pain_waits_for_trust() -> None:
    after = say(opened(talking(trust=5.0), 1), "What goes wrong with that?", "follow_up")
    assert after.intent.kind == "guarded"
    assert max(need.depth for need in after.state.needs) == 1


def test_a_closed_question_never_reaches_pain() -> None:
    state = opened(talking(trust=90.0), 1)
    after = say(state, "Are claims a problem?", "question_closed")
    assert all(need.depth <= 1 for need in after.state.needs)


def test_a_fact_is_told_once() -> None:
    first = say(talking(), "How many people are in the department?", "question_closed")
    assert first.intent.kind == "fact"
    again = say(first.state, "So what is the size of the department?", "question_closed")
    assert again.intent.kind != "fact"


def test_small_talk_earns_nothing() -> None:
    before = talking()
    after = say(before, "Did you see the football match at the weekend?", "question_closed")
    assert after.intent.kind == "small_talk"
    assert after.state.interest <= before.interest


def test_pitching_before_discovery_costs() -> None:
    before = talking()
    long = (
        "Our platform has dashboards and reports and alerts and it is really "
        + "and it is so very good that you will be glad of it " * 3
    )
    after = say(before, long, "pitch")
    assert "pitch_before_discovery" in causes(after)
    assert after.state.patience < before.patience - 3


def test_value_after_the_pain_raises_interest_and_an_objection() -> None:
    before = opened(talking(), 2)
    after = say(before, "So we would take exactly those claims off your desk.", "value")
    assert after.state.interest > before.interest
    assert after.intent.kind == "objection"


def test_a_price_before_any_value_costs() -> None:
    assert "price_before_value" in causes(
        say(talking(), "You get forty percent off if you sign today.", "price_mention")
    )


def test_exploring_reveals_the_concern_and_answering_in_the_same_breath_does_not_count() -> None:
    after = say(objecting(), "I hear you. What is behind that? It pays back within months.",
                parts=[("acknowledgement", "I hear you."), ("question_open", "What is behind that?"),
                       ("objection_answer", "It pays back within months.")])  # fmt: skip
    assert after.intent.kind == "concern"
    assert after.state.open_objection is not None


def test_an_answer_after_exploring_resolves() -> None:
    state = objecting(acknowledged=True, explored=True)
    after = say(state, "It pays back within the year, we calculate that with your numbers.", "objection_answer")
    assert "objection_resolved" in causes(after)
    assert after.state.open_objection is None


def test_an_unread_but_relevant_statement_resolves_too() -> None:
    state = objecting(acknowledged=True, explored=True)
    after = say(state, "Then we show the board in figures what you save within the year before you spend a thing.")
    assert "objection_resolved" in causes(after)


def test_answering_unexplored_misses_and_exploring_is_never_given_away_at_expert() -> None:
    after = say(objecting(level="expert"), "It is not expensive at all for what you get.", "objection_answer")
    assert "answered_unexplored" in causes(after)
    objection = after.state.open_objection
    assert objection is not None
    assert not objection.explored


def test_foundation_says_what_is_behind_an_objection_after_an_acknowledged_answer() -> None:
    after = say(objecting(level="foundation", acknowledged=True), "It pays back quickly for you.", "objection_answer")
    objection = after.state.open_objection
    assert objection is not None
    assert objection.explored


def test_arguing_deepens_an_objection() -> None:
    before = objecting()
    after = say(before, "No, you are wrong about that.", "argument")
    assert after.state.trust < before.trust
    assert after.state.open_objection is not None
    assert after.state.open_objection.tries == 1


def test_a_costly_reading_of_the_head_alone_is_not_believed() -> None:
    from ringside.dialogue.schemas import Act, Turn  # noqa: PLC0415

    text = "Oh, I totally get that."
    act = Act(kind="argument", turn=1, start=0, end=len(text), confidence=0.99, detector="head")
    assert "argument" not in causes(buyer.react(talking(), Turn(index=1, speaker="rep", text=text), [act]))


def test_an_uncertain_act_costs_nothing() -> None:
    before = talking()
    after = say(before, "No, you are wrong about that.", "argument", sure=0.3)
    assert "argument" not in causes(after)
    assert after.state.trust >= before.trust


def test_ignoring_objections_ends_in_a_refusal() -> None:
    state, outcomes = objecting(), []
    for i in range(6):
        reaction = say(state, f"Hold on a moment number {i} please.", "hold")
        state = reaction.state
        outcomes.append(reaction.outcome)
        if reaction.status == "ended":
            break
        reaction = say(state, f"Nice weather number {i} is what we have.", "rapport")
        state = reaction.state
        if reaction.status == "ended":
            outcomes.append(reaction.outcome)
            break
    assert outcomes[-1] in ("refused", "hangup")


@pytest.mark.parametrize("level", ["foundation", "intermediate", "advanced", "expert"])
def test_the_meeting_is_agreed_when_everything_is_earned(level: str) -> None:
    after = say(ready(level), "Shall we meet on Thursday at ten?", "next_step_ask")
    assert after.outcome == "meeting"
    assert after.status == "open"
    assert after.intent.may_agree
    done = say(after.state, "Great, Thursday at ten then, I will send the invitation.", "summary")
    assert done.status == "ended"
    assert done.outcome == "meeting"


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"earned": 0}, "discovery"),
        ({"trust": 20.0}, "trust"),
        ({"interest": 20.0}, "interest"),
    ],
)
def test_what_is_missing_stands_in_the_way(change: dict[str, float], missing: str) -> None:
    after = say(ready(**change), "Shall we meet on Thursday at ten?", "next_step_ask")
    assert after.outcome is None
    assert after.intent.kind == "not_yet", missing


def test_an_objection_is_raised_before_the_meeting_is_agreed() -> None:
    state = ready()
    waiting = tuple(o if o.reflex else o.model_copy(update={"status": "waiting"}) for o in state.objections)
    after = say(state.model_copy(update={"objections": waiting}), "Shall we meet on Thursday?", "next_step_ask")
    assert after.intent.kind == "objection"
    assert after.outcome is None


def test_asking_early_once_is_cheap_and_begging_is_not() -> None:
    before = talking(turns=8)
    once = say(before, "Could we meet on Thursday at ten?", "next_step_ask")
    again = say(once.state, "What about Friday at noon then?", "next_step_ask")
    assert before.patience - once.state.patience < 5 < once.state.patience - again.state.patience


def test_after_being_asked_what_they_suggest_a_dated_proposal_is_an_ask() -> None:
    state = ready(counts={"prompted": 9})
    assert say(state, "How would Thursday at ten be for you?", "question_closed").outcome == "meeting"


def test_everything_at_once_earns_nothing_and_the_third_time_ends_the_call() -> None:
    state = talking()
    for ask, tail in EVERYTHING:
        reaction = say(state, f"{ask} {tail}", parts=[("question_open", ask), ("value", tail), ("next_step_ask", tail)])
        assert "everything_at_once" in causes(reaction)
        assert all(need.depth == 0 for need in reaction.state.needs)
        state = reaction.state
    assert state.status == "ended"
    assert state.outcome == "refused"


def test_no_turn_gains_more_than_the_cap() -> None:
    before = opened(talking(), 2)
    after = say(before, "I see, so claims wait. We cut that, a customer of ours halved it.",
                "acknowledgement", "reflection", "value", "proof", "objection_answer")  # fmt: skip
    assert after.state.trust - before.trust <= MOST_TRUST + 1e-6
    assert after.state.interest - before.interest <= MOST_INTEREST + 1e-6


def test_echoing_costs_but_taking_words_up_with_a_question_does_not() -> None:
    told = say(talking(), "How do you handle claims today?", "question_open")
    echo = say(told.state, told.intent.line)
    assert "echo" in causes(echo)
    asked = f"So {told.intent.line} What happens then?"
    follow = say(told.state, asked, parts=[("follow_up", "What happens then?")])
    assert "echo" not in causes(follow)


def test_repeating_a_line_costs_more_each_time() -> None:
    line = "We have the best reporting in the whole market."
    first = say(opened(talking(), 2), line, "pitch")
    second = say(first.state, line, "pitch")
    assert "repeated_line" in causes(second)
    third = say(second.state, line, "pitch")
    assert second.state.patience - third.state.patience > first.state.patience - second.state.patience


def test_stock_empathy_twice_costs() -> None:
    state = say(talking(), "I completely understand that.", "acknowledgement").state
    again = say(
        state, "I completely understand that!  Sure.", parts=[("acknowledgement", "I completely understand that!")]
    )
    assert "stock_empathy" in causes(again)


def test_a_speech_and_stacked_questions_cost() -> None:
    assert "monologue" in causes(say(talking(), "we are great and you know it " * 15, "pitch"))
    parts = [("question_closed", "How many?"), ("question_closed", "Since when?"), ("question_closed", "With whom?")]
    assert "stacked_questions" in causes(say(talking(), "How many? Since when? With whom?", parts=parts))


def test_flattery_is_taken_once() -> None:
    state = say(talking(), "You have a lovely voice.", "rapport").state
    assert "flattery" in causes(say(state, "You are so clever.", "rapport"))


def test_word_salad_is_not_read_whatever_the_reader_says() -> None:
    text = "Value pain impact budget meeting Thursday process challenge proof pilot"
    after = say(opened(talking(), 2), text, "value", "next_step_ask")
    assert causes(after) == ["unclear"]


def test_single_words_turn_after_turn_cost() -> None:
    state = talking()
    for text in ("Really", "Okay", "Sure"):
        reaction = say(state, text, "acknowledgement")
        state = reaction.state
    assert "mumbled" in causes(reaction)


def test_a_goodbye_ends_the_call_but_not_in_the_first_turns_nor_beside_a_question() -> None:
    assert say(talking(turns=5), "Okay, sorry to bother you, goodbye.", "farewell").outcome == "ended"
    assert say(talking(turns=0), "Okay, thanks, bye.", "farewell").status == "open"
    beside = say(talking(turns=5), "I won't keep you long. What worries you?",
                 parts=[("farewell", "I won't keep you long."), ("question_open", "What worries you?")])  # fmt: skip
    assert beside.status == "open"


def test_offering_another_time_to_a_busy_buyer_is_a_callback() -> None:
    state = someone(turns=3, phase="talk")
    objections = tuple(o.model_copy(update={"status": "open"}) if o.reflex else o for o in state.objections)
    after = say(state.model_copy(update={"objections": objections}), "When may I ring you again?", "callback_offer")
    assert after.outcome == "callback"


def test_a_deal_breaker_is_answered_with_its_line() -> None:
    after = say(opened(talking(), 2), "With us you can replace your people within a year.", "value")
    assert "deal_breaker" in causes(after)


def test_the_buyers_own_question_wants_an_answer() -> None:
    inquiry = catalogue().personas["tom-becker"].questions[0]
    asked = talking(inquiry=inquiry)
    answer = say(asked, "Three firms like yours, and you may call them.", "proof")
    assert "question_answered" in causes(answer)
    ignored = say(asked, "What is your biggest challenge?", "question_open")
    assert "question_ignored" in causes(ignored)


def test_a_call_that_goes_too_well_gets_harder_and_one_that_goes_badly_gets_help() -> None:
    good = opened(talking(confidence=0.79, trust=70.0), 1)
    assert "going_too_well" in causes(say(good, "And what happens then?", "follow_up"))
    bad = say(talking(confidence=0.41), "You are wrong.", "argument")
    assert bad.hint


def test_patience_zero_is_a_hang_up_and_nothing_follows() -> None:
    after = say(talking(patience=2.0), "You are wrong about that.", "argument")
    assert after.outcome == "hangup"
    assert after.status == "ended"
    with pytest.raises(ValueError, match="over"):
        say(after.state, "Hello?")


def test_an_agreed_meeting_is_not_lost_to_patience() -> None:
    agreed = say(ready(patience=3.0), "Shall we meet on Thursday at ten?", "next_step_ask")
    assert agreed.outcome == "meeting"
    assert say(agreed.state, "See you then.", "farewell").outcome == "meeting"


def test_every_change_is_logged_with_its_words() -> None:
    text = "I see. What happens when it goes wrong?"
    before = opened(talking(), 1)
    after = say(before, text, parts=[("question_open", "What happens when it goes wrong?")])
    entry = next(entry for entry in after.log if entry.cause == "pain_reached")
    assert entry.start is not None
    assert text[entry.start : entry.end] == "What happens when it goes wrong?"
    assert entry.need == before.current
    total = sum(entry.trust for entry in after.log)
    assert round(after.state.trust - before.trust, 1) == round(total, 1)
    assert entry.text


def test_an_expert_call_has_someone_else_to_convince() -> None:
    state = someone("expert")
    assert next(o for o in state.objections if not o.reflex).kind == "authority"
