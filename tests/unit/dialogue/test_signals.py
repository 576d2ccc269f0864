import pytest

from ringside.dialogue import acts, signals
from ringside.dialogue.schemas import Transcript, Turn
from unit.dialogue.calls import BAD, GOOD, SILENT, call


def timed(*turns: tuple[str, float, float, str]) -> Transcript:
    return Transcript(
        turns=tuple(
            Turn(index=i, speaker="rep" if who == "R" else "customer", start=start, end=end, text=text)
            for i, (who, start, end, text) in enumerate(turns)
        )
    )


def measured(transcript: Transcript, **kwargs):
    return signals.measure(transcript, acts.read_all(transcript), **kwargs)


CALL = timed(
    ("C", 0, 1, "Hello, who is this?"),
    ("R", 2, 12, "Um, hi, I think this is maybe a good moment to tell you about renewals."),
    ("C", 12.1, 12.6, "mm-hm"),
    ("R", 12.7, 22, "How do you keep track of renewals today?"),
    ("C", 23, 33, "We use spreadsheets and honestly it is a mess that costs us a lot of time."),
    ("R", 32, 40, "What happens when one gets lost?"),
    ("C", 41, 44, "It's too expensive."),
    ("R", 45.5, 50, "I understand. What are you comparing it with?"),
)


def test_times_are_measured_in_seconds():
    s = measured(CALL)
    assert (s.talk_ratio.basis, s.talk_ratio.value) == ("seconds", round(31.8 / 46.3, 3))
    assert (s.longest_monologue.value, s.longest_monologue.unit) == (20.0, "s")  # the "mm-hm" does not break it
    assert s.interactivity.value == round(60 * 7 / 50, 2)
    assert (s.patience.value, s.patience.n) == (1.0, 3)  # gaps 1, -1, 1.5; the back-channel is no turn to answer
    assert (s.interruptions.value, s.interruptions.n) == (1, 3)
    assert s.response_time.value == 1.5
    assert s.pace.value == pytest.approx(36 / (31.8 / 60), abs=2)
    assert s.fillers.unit == "1/min"
    assert s.fillers.n >= 1
    assert s.hedging.n == 2


def test_a_hebrew_call_is_measured_alike_and_listening_noises_answer_nothing():
    said = timed(
        ("R", 0, 4, "היי דנה, איך אתם עוקבים אחרי חידושים?"),
        ("C", 4.5, 10.5, "באקסל, וזה בלגן, כל חודש נופלים לנו חידושים."),
        ("R", 10.7, 11.0, "אהה"),
        ("C", 11.2, 14.2, "ובשנה שעברה איבדנו שני לקוחות גדולים."),
        ("C", 14.4, 14.8, "כן"),
        ("R", 16.2, 20.2, "ומה זה עשה לצוות?"),
    ).model_copy(update={"language": "he"})
    s = measured(said)
    assert s.talk_ratio.value == round(8.3 / 17.7, 3)
    assert (s.patience.value, s.patience.n) == (2.0, 1)  # from 14.2, where the telling ended, to 16.2
    assert s.interruptions.value == 0
    assert s.longest_monologue.value == 4.0
    assert s.interactivity.value == round(60 * 4 / 20.2, 2)
    assert s.pace.value == round(12 / (8.3 / 60), 1)


def test_without_times_words_are_counted_and_the_rest_says_why():
    s = measured(GOOD)
    assert s.talk_ratio.basis == "words"
    assert s.longest_monologue.unit == "words"
    for name in ("interactivity", "patience", "interruptions", "pace", "response_time"):
        signal = getattr(s, name)
        assert signal.value is None
        assert signal.reason


def test_questions_are_split_and_follow_ups_counted_apart():
    s = measured(GOOD)
    assert s.questions.value == s.questions_open.value + s.questions_closed.value + s.questions_leading.value
    assert s.questions_open.value == 3
    assert s.follow_ups.value >= 1


def test_an_objection_carries_its_steps_and_whether_it_closed():
    (price,) = measured(GOOD).objections
    assert (price.kind, price.resolved, price.argued) == ("price", True, False)
    assert price.steps == ("listen", "acknowledge", "explore", "respond", "confirm")
    bad = measured(BAD).objections
    assert [o.kind for o in bad] == ["not_interested", "price"]
    assert all("explore" not in o.steps and o.argued for o in bad)
    assert not any(o.resolved for o in bad)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("R: Could we meet Tuesday at ten?", "C: Yes, Tuesday works."), "advance"),
        (("R: Could we meet some time?", "C: Sure, sounds good."), "vague"),
        (("R: Could we meet Tuesday at ten?", "C: No, I'm not interested."), "none"),
        (("R: Shall we sign the contract on Monday?", "C: Yes, let's do it."), "order"),
        (("R: How are you?", "C: Fine."), "none"),
    ],
)
def test_the_next_step_is_classed(lines, kind):
    assert measured(call("en", *lines)).next_step.kind == kind


def test_coverage_counts_needs_the_customer_named():
    s = measured(GOOD, needs=["spreadsheets", ["onboarding", "training"]])
    assert (s.discovery_coverage.value, s.discovery_coverage.n) == (0.5, 2)
    assert measured(GOOD).discovery_coverage.value is None


def test_nothing_said_is_no_number():
    s = measured(SILENT)
    assert s.longest_monologue.value is None
    assert s.hedging.value is None
    assert measured(Transcript()).talk_ratio.value is None
