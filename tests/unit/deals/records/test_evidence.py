"""Quotes are found in the text, character for character, or there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals import evidence
from ringside.deals.facts import ActivityFact, ChangeFact, DealFacts

NOW = datetime(2026, 11, 21, tzinfo=UTC)
MAIL = ActivityFact("a", "email", "in", NOW, text="“It’s  TOO\nexpensive”, she wrote. It's too expensive.", deal_id="d")


def test_a_quote_is_found_whatever_the_case_and_the_marks():
    assert evidence.quote(MAIL.text, "it's too expensive") == (1, 20)
    assert [MAIL.text[a:b] for a, b in evidence.quotes(MAIL.text, "it's too expensive")] == [
        "It’s  TOO\nexpensive",
        "It's too expensive",
    ]
    assert evidence.quote("הַמְּחִיר גבוה", "המחיר") == (0, 9)
    assert evidence.quote(MAIL.text, "cheap") is None
    assert evidence.quote(MAIL.text, " ") is None


@given(st.text(max_size=80), st.data())
def test_a_quote_stands_in_the_text(text, data):
    needle = data.draw(st.text(max_size=10) | st.sampled_from([text[i : i + 5] for i in range(len(text) + 1)]))
    for start, end in evidence.quotes(text, needle):
        found = evidence.of_activity(ActivityFact("a", "note", None, NOW, text=text), start, end)
        assert found.text == text[start:end]


def test_evidence_of_words_that_are_not_there_cannot_be_made():
    for start, end in ((0, 0), (5, 4), (0, 999), (-3, 2)):
        with pytest.raises(ValueError):
            evidence.of_activity(MAIL, start, end)
    assert evidence.of_activity(MAIL, 1, 5).link == "/deals/d#activity-a:1-5"


def test_changes_and_fields_are_told_in_both_languages():
    change = ChangeFact("c", NOW, "stage", "Discovery", None)
    assert evidence.of_change("d", change).text == "Stage: Discovery → —"
    assert evidence.of_change("d", change, "he").text == "שלב: Discovery → —"
    deal = DealFacts("d", "D", NOW, "open", NOW, discount=0.25, custom={"Budget": True})
    assert evidence.of_field(deal, "discount").text == "Discount: 25 %"
    assert evidence.of_field(deal, "Budget").text == "Budget: True"
    with pytest.raises(KeyError):
        evidence.of_field(deal, "nothing")
