"""The pure parts: patience, how much was heard, where time went, and whether a model says what was decided."""

from __future__ import annotations

import pytest

from ringside.speech.pipeline.guard import Piece, breaks, missing, verdict
from ringside.speech.pipeline.heard import heard_part
from ringside.speech.pipeline.latency import Answered, Listened, measured
from ringside.speech.pipeline.patience import Patience, goes_along, unfinished
from ringside.speech.transcription.schemas import Language


@pytest.mark.parametrize(
    ("text", "language", "more"),
    [("we would like to", "en", True), ("and", "en", True), ("It costs, um", "en", True), ("we need it,", "en", True),
     ("That is all.", "en", False), ("how much is it", "en", False), ("What is it for?", "en", False),
     ("אנחנו צריכים את", "he", True), ("כמה זה עולה", "he", False), ("אממ", "he", True), ("", "en", False)],
)  # fmt: skip
def test_who_has_more_to_say(text: str, language: Language, more: bool) -> None:
    assert unfinished(text, language) is more


def test_patience_grows_with_what_is_missing() -> None:
    patience = Patience()
    assert patience.of("Done.", "en") < patience.of("done", "en") < patience.of("and", "en")


@pytest.mark.parametrize(
    ("text", "language", "along"),
    [("mhm", "en", True), ("okay right", "en", True), ("Right?", "en", False), ("okay but no", "en", False),
     ("no", "en", False), ("אהה", "he", True), ("כן, הבנתי", "he", True), ("לא", "he", False)],
)  # fmt: skip
def test_who_only_goes_along(text: str, language: Language, along: bool) -> None:
    assert goes_along(text, language) is along


def test_the_part_that_was_heard_ends_at_a_word() -> None:
    text = "one two three four"
    assert heard_part(text, 0.0, 4.0) == ""
    assert heard_part(text, 4.0, 4.0) == text
    parts = [heard_part(text, seconds / 10, 4.0) for seconds in range(41)]
    assert all(text.startswith(part) for part in parts)
    assert parts == sorted(parts, key=len)
    assert heard_part(text, 2.0, 4.0) == "one two"
    assert heard_part(text, 0.5, None) in ("one", "one two")


def test_stages_add_up_whichever_came_last() -> None:
    answered = Answered(sentence=2.3, sound=2.5, sent=2.51, source="a voice")
    late_words = measured(3, Listened(end=1.0, paused=1.2, understood=1.9, decided=1.9, source="an ear"), answered)
    late_pause = measured(3, Listened(end=1.0, paused=1.2, understood=1.3, decided=2.1), answered)
    assert late_words is not None
    assert late_pause is not None
    assert late_words.stages == {"pause": 200.0, "listen": 700.0, "think": 400.0, "speak": 200.0, "send": 10.0}
    assert (late_words.listened, late_words.spoke) == ("an ear", "a voice")
    assert late_pause.stages["pause"] == 1000.0
    assert late_pause.total == pytest.approx(1510.0)
    assert measured(3, Listened(1, 1, 1, 1), Answered(sentence=2.0)) is None


DECIDED = ("We pay 40 euros a seat today.", "I do not see why we would change.")


@pytest.mark.parametrize(
    "spoken",
    ["We pay 40 euros a seat today.", "Well, we pay 40 euros a seat.", "I don't see why we would change.", "Hm.",
     "I just do not see why we would change that."],
)  # fmt: skip
def test_what_may_be_said(spoken: str) -> None:
    assert breaks(spoken, DECIDED) is None


@pytest.mark.parametrize(
    "spoken",
    ["We pay 35 euros a seat today.", "We pay fifty euros a seat.", "I do see why we would change.", "Yes, agreed.",
     "Let me tell you about our holiday in Spain.", "We do not pay 40 euros a seat today."],
)  # fmt: skip
def test_what_may_not_be_said(spoken: str) -> None:
    assert breaks(spoken, DECIDED) is not None


def test_hebrew_is_guarded_too() -> None:
    decided = ("אנחנו משלמים 40 אירו.", "אני לא רואה סיבה להחליף.")
    assert breaks("אנחנו משלמים 40 אירו.", decided) is None
    assert breaks("אני רואה סיבה להחליף.", decided) is not None
    assert breaks("אנחנו משלמים 30 אירו.", decided) is not None


def never(said: str) -> str | None:
    return f"not {said}"


def test_word_for_word_is_let_through_before_it_is_complete() -> None:
    for end in range(1, len(DECIDED[0])):
        found = verdict(DECIDED[0][:end], False, DECIDED, never)
        assert found.broken is None
    whole = " ".join(DECIDED)
    found = verdict(whole, True, DECIDED, never)
    assert [piece.text for piece in found.pieces] == list(DECIDED)
    assert found.pieces[-1].end == len(whole)


def test_other_words_wait_for_their_end_and_are_judged() -> None:
    assert verdict("Actually we pa", False, DECIDED, lambda said: None).pieces == ()
    assert verdict("Actually we pay.", False, DECIDED, lambda said: None).pieces == (Piece("Actually we pay.", 16),)
    found = verdict("We pay 40 euros a seat today. Buy it now. And more", False, DECIDED, lambda s: breaks(s, DECIDED))
    assert found.pieces == (Piece("We pay 40 euros a seat today.", 29),)
    assert found.broken is not None


def test_what_was_left_out_is_known() -> None:
    assert missing("We pay 40 euros a seat today.", DECIDED) == (1,)
    assert missing("", DECIDED) == (0, 1)
    assert missing(" ".join(DECIDED), DECIDED) == ()
