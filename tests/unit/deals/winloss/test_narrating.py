"""A model may lead from fact to fact; what is so, only facts say."""

from __future__ import annotations

import pytest

from ringside.deals.winloss.narrating import StoryPiece, StoryToWord, StoryWorded, fault
from ringside.deals.winloss.schemas import ToldFact

ASKED = StoryToWord(
    language="en", facts=(ToldFact(id="a", text="5 of 9 won."), ToldFact(id="b", text="Pilot: 30 points."))
)


def _worded(*pieces: str) -> StoryWorded:
    return StoryWorded(pieces=[StoryPiece(fact=p) if len(p) == 1 else StoryPiece(text=p) for p in pieces])


def test_linking_words_between_whole_facts_pass():
    assert fault(ASKED, _worded("a", "Looking closer:", "b")) is None


@pytest.mark.parametrize(
    "pieces",
    [
        ("a",),
        ("a", "b", "b"),
        ("a", "b", "c"),
        ("a", "up by 7", "b"),
        ("a", "This is because", "b"),
        ("a", "<b>so</b>", "b"),
    ],
)
def test_left_out_invented_and_claimed_things_do_not(pieces):
    assert fault(ASKED, _worded(*pieces)) is not None
