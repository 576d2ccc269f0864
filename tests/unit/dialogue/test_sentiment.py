"""The tone of words."""

import json
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.dialogue import sentiment
from ringside.dialogue.schemas import Transcript, Turn

CALLS = Path(__file__).parents[3] / "evals" / "calls" / "data"


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("That's fantastic, we're really happy with it.", "positive"),
        ("this is a nightmare and i'm fed up with it", "negative"),
        ("I was not happy about that.", "negative"),
        ("We have about forty people here.", "neutral"),
        ("who handles complaints", "neutral"),
        ("זה מעולה, אני ממש מרוצה", "positive"),
        ("נמאס לי, השירות שלכם גרוע", "negative"),
        ("יש לנו שלושה סניפים", "neutral"),
    ],
)
def test_plain_cases_are_read_right(text, mood):
    assert sentiment.read(text).mood == mood


@pytest.mark.parametrize("text", ["", "  ", "...", "🙂"])
def test_what_holds_no_words_has_no_tone(text):
    assert sentiment.read(text) is None


@given(st.text(max_size=300))
def test_any_text_has_a_tone_within_its_ranges(text):
    tone = sentiment.read(text)
    if tone is not None:
        assert -1 <= tone.value <= 1
        assert 1 / 3 - 0.001 <= tone.confidence <= 1  # the likeliest of three
        assert tone == sentiment.read(text)


def test_every_turn_with_words_gets_its_tone_in_call_order():
    turns = [
        Turn(index=0, speaker="rep", text="Hello, is this a good time?"),
        Turn(index=1, speaker="customer", text="..."),
        Turn(index=2, speaker="customer", text="נמאס לי מזה"),
    ]
    found = sentiment.over_time(Transcript(turns=tuple(turns)))
    assert [(tone.turn, tone.speaker) for tone in found] == [(0, "rep"), (2, "customer")]
    assert found[1].mood == "negative"


def test_customers_sound_worse_on_poor_service_calls_than_on_strong_ones():
    calls = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CALLS.glob("*.json"))]
    said = {
        grade: [
            tone.value
            for call in calls
            if call["kind"] == "service" and call["grade"] == grade
            for turn in call["turns"]
            if turn["speaker"] == "customer" and (tone := sentiment.read(turn["text"]))
        ]
        for grade in ("poor", "strong")
    }
    assert mean(said["poor"]) < mean(said["strong"]) < 0.1  # somebody with a fault is seldom pleased
    assert mean(value < -0.3 for value in said["poor"]) > mean(value < -0.3 for value in said["strong"])
