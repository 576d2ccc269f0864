import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.dialogue import acts, language
from ringside.dialogue.reader import features, head
from ringside.dialogue.schemas import Turn


def kinds(text: str, previous: str = "", speaker: str = "rep", spoken: str | None = None) -> set[str]:
    """Kinds read with certainty."""
    other = "customer" if speaker == "rep" else "rep"
    before = Turn(index=0, speaker=other, text=previous) if previous else None
    found = acts.read(Turn(index=1, speaker=speaker, text=text), before, spoken or language.detect(text))
    return {a.kind for a in found if a.certain}


@pytest.mark.parametrize(
    ("text", "previous", "kind"),
    [
        ("Did I catch you at a bad time?", "Hello?", "opener_permission"),
        ("do you have two minutes", "hello", "opener_permission"),
        ("The reason I'm calling is that agencies lose renewals.", "Yes?", "opener_reason"),
        ("how do you handle renewals today", "i have a minute", "question_open"),
        ("Could you walk me through what happens when a claim comes in?", "Go on.", "question_open"),
        ("Do you have a system for that?", "Okay.", "question_closed"),
        ("You want to save money, don't you?", "Okay.", "question_leading"),
        ("tell me more", "it takes us hours every week", "follow_up"),
        ("And what does that lead to?", "We lose track of them.", "follow_up"),
        ("I completely understand, that makes sense.", "It's a bad time.", "acknowledgement"),
        ("It sounds like the handover is where it breaks.", "Nobody tells us when a case moves on.", "reflection"),
        ("Our platform has dashboards and reports.", "Okay.", "pitch"),
        ("We help agencies save ten hours a week.", "Okay.", "value"),
        ("One of our customers cut lost renewals by half.", "Really?", "proof"),
        ("It costs forty euros per user and month.", "How much?", "price_mention"),
        ("I can offer you a ten percent discount.", "It's too expensive.", "price_mention"),
        ("How does that sound?", "I see.", "trial_close"),
        ("Would it make sense to meet on Tuesday at ten?", "I see.", "next_step_ask"),
        ("maybe monday at half past nine?", "I see.", "next_step_ask"),
        ("Let me put you on hold for a moment.", "I have a problem.", "hold"),
        ("You're wrong, everybody says that.", "It's too expensive.", "argument"),
        ("Shall I call you back next week?", "I'm busy.", "callback_offer"),
        ("Have a nice day, goodbye.", "No.", "farewell"),
        ("תפסתי אותך בזמן נוח?", "הלו?", "opener_permission"),
        ("הסיבה שאני מתקשר היא שסוכנויות מאבדות חידושים", "כן?", "opener_reason"),
        ("איך אתם מטפלים היום בחידושים?", "יש לי דקה", "question_open"),
        ("אני לגמרי מבין", "אין לי זמן", "acknowledgement"),
        ("אז אם אני מבין נכון, הצוות נשאר שעות נוספות", "הצוות נשאר", "reflection"),
        ("בוא נקבע פגישה ביום שלישי בעשר", "מעניין", "next_step_ask"),
        ("אתה טועה, כולם אומרים את זה", "זה יקר לי", "argument"),
    ],
)  # fmt: skip
def test_reads_what_the_rep_does(text, previous, kind):
    assert kind in kinds(text, previous)


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        ("It's too expensive for us.", "price"),
        ("we don't have the budget", "price"),
        ("I'd have to ask my boss.", "authority"),
        ("We're happy with what we have.", "status_quo"),
        ("I've never heard of you.", "trust"),
        ("Does it integrate with our CRM? Our IT is strict about security.", "integration"),
        ("I'm not interested.", "not_interested"),
        ("just send me an email", "send_email"),
        ("Call me back next week.", "call_later"),
        ("זה יקר לנו מדי", "price"),
        ("לא מעוניין, תודה", "not_interested"),
        ("תשלח לי מייל", "send_email"),
    ],
)
def test_names_the_objection(text, objection):
    found = acts.read(Turn(index=0, speaker="customer", text=text), None, language.detect(text))
    assert objection in {a.objection for a in found if a.certain}


@pytest.mark.parametrize(
    "text",
    [
        "price value roi meeting tuesday understand concern",
        "understand, concern, price, value, meeting, Tuesday, ROI",
        "asdf qwer zxcv qwerqwer asdfasdf zxcv",
        "banana purple table seventeen",
        "מחיר ערך פגישה שלישי מבין חשש תקציב",
        "...", "", "   ", "👍👍👍", "1234 5678",
    ],
)  # fmt: skip
def test_keywords_and_gibberish_are_no_moves(text):
    assert kinds(text, "It's too expensive.") == set()


@pytest.mark.parametrize(
    "text",
    ["Got it.", "I know", "Dana,", "Understood.", "Thank you,", "I respect your time.", "Oh, I totally get that",
     "We haven't met.", "I'm gone", "אני מבין", "אם", "May I ask how you take care of it?", "I won't keep you long."],
)  # fmt: skip
def test_small_polite_talk_never_ends_or_spoils_a_call(text):
    assert not kinds(text, "I'm not interested.") & {"argument", "farewell", "hold", "callback_offer", "next_step_ask"}


def test_a_permission_question_is_no_discovery_question():
    for text in ("Do you have half a minute?", "Mind if I ask you something?", "יש לך חצי דקה?"):
        assert not kinds(text, "We lose track of renewals.") & {"question_open", "next_step_ask"}


def test_several_acts_of_a_turn_have_their_own_spans():
    text = "Totally fair. The reason I'm calling is lost renewals. How do you track them today?"
    found = acts.read(Turn(index=1, speaker="rep", text=text), None, "en")
    spans = {a.kind: text[a.start : a.end] for a in found if a.certain}
    assert spans["acknowledgement"] == "Totally fair."
    assert spans["question_open"] == "How do you track them today?"


def test_an_answer_is_an_objection_answer_only_after_an_objection():
    text = "The reason it pays is that it saves more than it costs within a year."
    assert "objection_answer" in kinds(text, "It's too expensive.")
    assert "objection_answer" not in kinds(text, "We have thirty people.")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400), st.text(max_size=100), st.sampled_from(["rep", "customer"]), st.sampled_from(["en", "he"])
)
def test_any_text_can_be_read(text, previous, speaker, spoken):
    turn = Turn(index=3, speaker=speaker, text=text)
    before = Turn(index=2, speaker="customer" if speaker == "rep" else "rep", text=previous)
    found = acts.read(turn, before, spoken)
    assert found == acts.read(turn, before, spoken)
    for act in found:
        assert act.turn == 3
        assert 0 <= act.start < act.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a", "so ", "if we could ", "would you ", "and and ", "?", "אז ", "the price of ", "a, b, c, "]
)
def test_a_line_of_a_megabyte_is_read_in_time(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    acts.read(Turn(index=0, speaker="rep", text=text), None, "en")
    acts.read(Turn(index=0, speaker="customer", text=text), None, "he")
    assert time.perf_counter() - began < 5


def test_the_shipped_weights_were_trained_on_these_features():
    with np.load(Path(head.__file__).with_name("head.npz")) as stored:
        assert int(stored["fingerprint"]) == features.fingerprint()
        assert stored["rep.en.text"].shape[0] == features.SIZE
    for (name, _), model in head.heads().items():
        wanted = {"rep": acts.REP_KINDS, "customer": acts.CUSTOMER_KINDS}.get(name, model.kinds)
        assert model.kinds == wanted


def test_a_long_turn_is_read_in_passages():
    small_talk = "And the weather was nice by the lake on the way here this morning. " * 12
    text = small_talk + "Could we meet on Tuesday at ten for twenty minutes?"
    found = acts.read(Turn(index=1, speaker="rep", text=text), None, "en")
    (ask,) = [a for a in found if a.certain and a.kind == "next_step_ask"]
    assert text[ask.start : ask.end].startswith("Could we meet")
