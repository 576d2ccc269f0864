import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.dialogue import acts, evidence, feedback, quick, rubrics, scorecard, signals
from ringside.dialogue.schemas import LogEntry, State, Transcript, Turn
from unit.dialogue.calls import BAD, BAD_HE, EVERY, GOOD, GOOD_HE, SHORT

COLD = rubrics.shipped()["cold-call"]


def steps(transcript, log=(), limit=None):
    read = acts.read_all(transcript)
    card = scorecard.score(transcript, read, COLD, log)
    return feedback.steps(transcript, read, signals.measure(transcript, read), card, log, limit)


@pytest.mark.parametrize("name", EVERY)
def test_three_steps_or_more_in_call_order_each_with_words_of_the_call(name):
    transcript = EVERY[name]
    found = steps(transcript)
    assert len(found) >= 3
    assert [s.turn for s in found] == sorted(s.turn for s in found)
    for step in found:
        assert step.quotes
        for quote in step.quotes:
            assert evidence.verify(transcript, quote) == quote
        assert step.what
        assert step.why
        assert step.how
    assert len({s.rewrite for s in found}) == len(found)


def test_a_good_call_is_praised_and_a_bad_one_gets_a_focus():
    assert sum(s.good for s in steps(GOOD)) >= 3
    assert not any(s.focus for s in steps(GOOD))
    assert 1 <= sum(s.focus for s in steps(BAD)) <= 2


def test_rewrites_are_built_from_the_customers_words():
    assert any("things fall through the cracks" in s.rewrite for s in steps(GOOD))
    assert any("בלגן" in s.rewrite for s in steps(GOOD_HE))


def test_the_buyers_log_gives_the_numbers():
    log = [
        LogEntry(
            turn=3, cause="argument", text="", trust=-9, patience=-12, after=State(trust=21, interest=30, patience=38)
        )
    ]
    why = next(s.why for s in steps(BAD, log) if s.turn == 3)
    assert "trust fell from 30 to 21" in why
    assert "patience fell from 50 to 38" in why


def test_the_hebrew_call_is_told_in_hebrew():
    for step in steps(BAD_HE):
        assert any("א" <= c <= "ת" for c in step.what + step.why + step.how)
        assert any("א" <= c <= "ת" for c in step.rewrite)


def test_nobody_spoke_nothing_to_say():
    assert steps(Transcript()) == []


def test_a_limit_is_kept_but_three_remain():
    assert len(steps(GOOD, limit=1)) == 3
    assert len(steps(SHORT)) >= 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["rep", "customer"]), st.text(max_size=80)), max_size=12),
    st.sampled_from(["en", "he"]),
)
def test_any_call_gets_feedback_without_an_unverified_quote(lines, language):
    transcript = Transcript(
        turns=tuple(Turn(index=i, speaker=who, text=text) for i, (who, text) in enumerate(lines)), language=language
    )
    found = steps(transcript)
    assert found == steps(transcript)
    for step in found:
        for quote in step.quotes:
            assert evidence.verify(transcript, quote) == quote


# Quick review -------------------------------------------------------------------------------------------------------


def test_exploring_beats_answering_beats_arguing():
    line = "It's way too expensive for us."
    explored = quick.review(line, "I understand. What are you comparing the price with?")
    answered = quick.review(line, "We can give you a discount of ten percent.")
    argued = quick.review(line, "You're wrong, that's not expensive.")
    rank = {"good": 2, "mixed": 1, "poor": 0}
    totals = [sum(rank[j.verdict] for j in (r.tone, r.content, r.strategy)) for r in (explored, answered, argued)]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == 3
    assert explored.objection == "price"


@pytest.mark.parametrize(
    ("customer", "words"),
    [("Just send me an email.", "send me an email"), ("We're happy with what we have.", "happy with what we have"),
     ("זה יקר לנו מדי", "יקר לנו מדי"), ("We lose track of renewals every month.", "lose track of renewals")],
)  # fmt: skip
def test_better_lines_take_up_the_customers_words(customer, words):
    better = quick.review(customer, "Okay.").better
    assert 2 <= len(better) <= 4
    assert any(words in line for line in better)


@pytest.mark.parametrize("answer", ["", "   ", "asdf", "👍", "a" * 100_000])
def test_any_answer_is_reviewed_at_once(answer):
    quick.review("warm up", "warm up")
    began = time.perf_counter()
    result = quick.review("It's too expensive.", answer)
    assert time.perf_counter() - began < 0.5
    for judgement in (result.tone, result.content, result.strategy):
        assert judgement.verdict in ("mixed", "poor")
        for quote in judgement.quotes:
            assert answer[quote.start : quote.end] == quote.text
