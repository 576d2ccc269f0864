"""The card judges what was done with the other side's words, not which words were said."""

import random

import pytest

from ringside.dialogue import acts, exchanges, next_step, rubrics, scorecard, uptake
from ringside.dialogue.schemas import LogEntry, State, Turn
from unit.dialogue.calls import BAD, GOOD, GOOD_ASR, GOOD_HE, MIXED, SHORT, call

COLD = rubrics.shipped()["cold-call"]


def renumbered(transcript, lines):
    turns = tuple(Turn(index=i, speaker=who, text=text) for i, (who, text) in enumerate(lines))
    return transcript.model_copy(update={"turns": turns})


def with_noises(transcript):
    """A listening noise of the other side in the middle of every longer turn."""
    noise, lines = ("אהה" if transcript.language == "he" else "mhm"), []
    for turn in transcript.turns:
        words = turn.text.split()
        other = "customer" if turn.speaker == "rep" else "rep"
        half = len(words) // 2
        halves = [(turn.speaker, " ".join(words[:half])), (other, noise), (turn.speaker, " ".join(words[half:]))]
        lines += halves if len(words) >= 12 else [(turn.speaker, turn.text)]
    return renumbered(transcript, lines)


def cut_in_two(transcript):
    """Sentences of a turn as turns of their own, as recognisers cut at a pause."""
    return renumbered(
        transcript, [(t.speaker, s) for t in transcript.turns for s in t.text.replace("? ", "?|").split("|")]
    )


def shouted(transcript):
    return renumbered(transcript, [(t.speaker, t.text.upper()) for t in transcript.turns])


def shuffled(transcript):
    lines = [t.text for t in transcript.turns if t.speaker == "rep"]
    random.Random(len(lines)).shuffle(lines)
    return renumbered(
        transcript, [(t.speaker, lines.pop() if t.speaker == "rep" else t.text) for t in transcript.turns]
    )


def card(transcript, log=(), rubric=COLD):
    return scorecard.score(transcript, acts.read_all(transcript), rubric, log)


def result(scored, criterion):
    return next(c.result for c in scored.criteria if c.id == criterion)


def taken(transcript):
    read = [a for a in acts.read_all(transcript) if a.certain]
    return uptake.measure(transcript, read, exchanges.join(transcript))


def test_turns_of_one_speaker_are_one_run_and_listening_noises_none():
    said = call("en", "R: How do you", "C: mhm", "R: track renewals?", "C: In a spreadsheet,", "C: and it's a mess.")
    runs = exchanges.join(said)
    assert [(r.speaker, r.turns) for r in runs] == [("rep", (0, 2)), ("customer", (3, 4))]
    assert exchanges.join(call("en", "R: Tuesday?", "C: Yes."))[-1].text == "Yes."


@pytest.mark.parametrize("transcript", [GOOD, GOOD_ASR, GOOD_HE, MIXED, BAD])
@pytest.mark.parametrize("change", [with_noises, cut_in_two, shouted])
def test_other_clothes_leave_the_score_alone(transcript, change):
    plain, other = card(transcript).score, card(change(transcript)).score
    assert abs((plain or 0) - (other or 0)) <= 12


@pytest.mark.parametrize("transcript", [GOOD, GOOD_ASR, GOOD_HE])
def test_the_same_lines_in_another_order_are_worth_less(transcript):
    assert (card(shuffled(transcript)).score or 0) < card(transcript).score - 10


def test_a_call_hung_up_after_a_line_gets_no_number():
    hung_up = call(
        "en", "R: Hi, Dan from Acme, do you have a minute? I'm calling about renewals.", "C: No.", "R: Okay, bye."
    )
    assert card(hung_up).score is None
    assert card(SHORT).score is None


def test_a_call_without_an_ask_has_missed_it():
    unasked = GOOD.model_copy(update={"turns": GOOD.turns[:13]})
    assert result(card(unasked), "meeting-ask") == "not_met"
    assert result(card(GOOD), "meeting-ask") == "met"


def test_words_thrown_back_parroted_or_heaped_up_are_not_taken_up():
    heard = "C: We lose two drivers every month and nobody in the depot knows why."
    assert taken(call("en", heard, "R: When did losing drivers start?")).share == 1
    assert (
        taken(
            call(
                "en", heard, "R: So you are saying: we lose two drivers every month and nobody in the depot knows why."
            )
        ).share
        == 0
    )
    assert taken(call("en", heard, "R: Our platform has seventeen integrations.")).share == 0
    assert taken(call("en", heard, "R: You're wrong, you don't lose drivers.")).share == 0


def test_a_question_draws_only_what_is_answered_at_length():
    assert (
        taken(call("en", "R: How do you plan routes?", "C: Jana does them by hand on Sunday night, all forty.")).draws
        == 1
    )
    assert taken(call("en", "R: How do you plan routes?", "C: By hand.")).draws == 0


def test_the_buyers_log_says_what_was_earned():
    def entry(turn, cause, **change):
        return LogEntry(turn=turn, cause=cause, text="", after=State(trust=50, interest=50, patience=50), **change)

    refused = [entry(13, "asked_too_early", trust=-3), entry(15, "patience_gone")]
    agreed = [entry(5, "pain_reached", trust=3), entry(7, "reflected", trust=3), entry(13, "agreed")]
    assert result(card(GOOD, refused), "dated") == "not_met"
    assert result(card(GOOD, agreed), "dated") == "met"
    assert card(GOOD, agreed).score > card(GOOD, refused).score + 20
    costly = [entry(turn, "everything_at_once", patience=-8) for turn in (3, 5, 7, 11)]
    assert result(card(GOOD, costly), "built-on") == "not_met"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("R: I'll ring you Thursday at nine. Anything else?", "C: No, that's all, thank you."), "advance"),
        (("R: Shall we look at it next week some time?", "C: Sure."), "vague"),
        (("R: Thursday at", "C: mhm", "R: ten, shall we meet?", "C: Ten works."), "advance"),
        (("R: I'll send you something then.", "C: No. Please take me off your list."), "none"),
        (("R: אתקשר אליך ביום חמישי בתשע. עוד משהו?", "C: לא, תודה."), "advance"),
    ],
)
def test_a_step_counts_when_it_has_a_day_and_is_not_refused(lines, kind):
    transcript = call("he" if "א" in "".join(lines) else "en", *lines)
    read = [a for a in acts.read_all(transcript) if a.certain]
    assert next_step.classify(transcript, read).kind == kind
