import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.dialogue import evidence
from ringside.dialogue.evidence import NotInTranscript, Quote
from ringside.dialogue.schemas import Transcript, Turn

CALL = Transcript(
    turns=(
        Turn(index=0, speaker="customer", text="It’s  TOO expensive 👩‍💼 — שָׁלוֹם, cafe\u0301!", start=1.5, end=3),
        Turn(index=1, speaker="rep", text="Compared to what?"),
    )
)
LETTERS = st.text(alphabet="aAbé\u0301\u05b8שםך'’ \u200f👩\u200d💼.!-", min_size=1, max_size=40)


def test_a_quote_cannot_be_written_by_hand():
    with pytest.raises(NotInTranscript):
        Quote(turn=0, speaker="rep", start=0, end=4, text="made")
    with pytest.raises(ValueError, match="made by finding it"):
        Quote.model_validate({"turn": 0, "speaker": "rep", "start": 0, "end": 4, "text": "made"})


@pytest.mark.parametrize(
    ("turn", "start", "end"), [(2, 0, 1), (-1, 0, 1), (0, 3, 3), (0, -1, 2), (1, 0, 99), (0, 4, 6)]
)
def test_a_quote_needs_words_at_its_place(turn, start, end):
    with pytest.raises(NotInTranscript):
        evidence.quote(CALL, turn, start, end)


def test_finding_forgives_case_blanks_quotes_and_niqqud_and_returns_the_original():
    found = evidence.find(CALL, "it's too EXPENSIVE")
    assert found is not None
    assert (found.text, found.speaker, found.at) == ("It’s  TOO expensive", "customer", 1.5)
    assert evidence.find(CALL, "שלום").text == "שָׁלוֹם"
    assert evidence.find(CALL, "café").text == "cafe\u0301"


def test_finding_invents_nothing():
    assert evidence.find(CALL, "it is too expensive") is None
    assert evidence.find(CALL, "compared to what", speaker="customer") is None
    assert evidence.find(CALL, "  ") is None


def test_a_stored_quote_is_checked_again():
    stored = evidence.find(CALL, "compared").model_dump()
    assert evidence.verify(CALL, stored).text == "Compared"
    for change in ({"text": "compares"}, {"start": 1}, {"turn": 7}, {"speaker": "customer"}, {"end": "x"}):
        with pytest.raises(NotInTranscript):
            evidence.verify(CALL, stored | change)


@given(LETTERS, LETTERS, LETTERS)
def test_whatever_is_found_stands_there(before, said, after):
    call = Transcript(turns=(Turn(index=0, speaker="rep", text=before + said + after),))
    found = evidence.find(call, said)
    if found is not None:
        assert call.turns[0].text[found.start : found.end] == found.text
        assert evidence.verify(call, found) == found


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_any_words_cut_out_are_found_again(text, start, length):
    call = Transcript(turns=(Turn(index=0, speaker="rep", text=text),))
    if text[start : start + length].strip():
        made = evidence.quote(call, 0, start, min(len(text), start + length))
        assert evidence.verify(call, made) == made
