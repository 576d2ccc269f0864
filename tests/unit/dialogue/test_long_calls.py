"""What long, clumsy calls need: times settled bit by bit, what is no step, one verdict a moment, lines one can say."""

from ringside.dialogue import acts, feedback, next_step, rubrics, scorecard, signals
from ringside.dialogue.moments import core
from ringside.dialogue.schemas import Transcript, Turn


def call(*said: str) -> Transcript:
    turns = (
        Turn(index=i, speaker="rep" if line[0] == "R" else "customer", text=line[2:]) for i, line in enumerate(said)
    )
    return Transcript(turns=tuple(turns), language="en")


def step(*said: str) -> str:
    transcript = call(*said)
    return next_step.classify(transcript, acts.read_all(transcript)).kind


def test_a_time_settled_over_several_turns_is_an_advance():
    assert (
        step(
            "R Could I come and stand at the gate for half an hour on Thursday?",
            "C Not this Thursday, the inspectors are in.",
            "R Okay, the sixteenth then.",
            "C The sixteenth, what time would you want?",
            "R Seven, when they all arrive.",
            "C Come to the back and ask for me.",
            "R So the sixteenth at seven, I'll be at the back and you bring the list.",
            "C Right so.",
        )
        == "advance"
    )


def test_material_to_read_is_no_step_and_a_case_imagined_no_proposal():
    assert step("C I have to run.", "R No problem, I'll email you our brochure and a video.", "C Okay.") == "none"
    assert step("C We're insured.", "R But what if something big happens tomorrow?", "C Yes, could be.") != "advance"


def test_work_that_the_rep_has_set_going_is_a_step_without_a_date():
    assert step("C So what now?", "R I've raised the refund with the billing team.", "C Fine.", "R Bye.") == "vague"


def test_long_words_are_given_back_as_a_clause_one_can_say():
    assert core("a hundred a day") == "a hundred a day"
    long = "About ninety thousand, and worse, we lost the biggest account over it last spring"
    assert core(long) == "we lost the biggest account over it last spring"
    assert core("if the driver has no login because it is every day another one here") == "if the driver has no login"


def test_no_moment_is_both_praised_and_criticised():
    transcript = call(
        "R Hi, it's Ann from Tern. Have you got a minute?", "C One minute.",
        "R How do claims get to the right person today?",
        "C They wait in one big pile, and last spring we lost our biggest account over it, ninety thousand.",
        "R You lost your biggest account over the pile. How did that come about?",
        "C Nobody saw it for eleven days, and then they rang us, furious.",
        "R Eleven days. We sort them as they come in.", "C Hm, okay.", "R I'll send you something.", "C Fine.",
    )  # fmt: skip
    read = acts.read_all(transcript)
    card = scorecard.score(transcript, read, rubrics.shipped()["cold-call"])
    steps = feedback.steps(transcript, read, signals.measure(transcript, read), card)
    praised = {s.turn for s in steps if s.good}
    blamed = {q.turn for s in steps if not s.good for q in s.quotes}
    assert praised
    assert not praised & blamed
