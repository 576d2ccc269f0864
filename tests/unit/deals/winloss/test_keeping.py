"""What owners are told of deals that match a losing pattern, in the language they read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringside.deals.facts import DealFacts
from ringside.deals.winloss.keeping import note
from ringside.deals.winloss.landmarks import LosingPattern
from ringside.deals.winloss.schemas import Condition

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Only one person involved: 30 of 40"), ("he", "רק אדם אחד מעורב: 30 מתוך 40")]
)
def test_a_warning_speaks_the_owners_language_and_its_figures_are_the_patterns(language, words):
    deal = DealFacts(id="d", name="Nordhaven", looked_at=NOW, status="open", created_at=NOW)
    pattern = LosingPattern((Condition(column="people", op="below", cut=2.0),), 30, 40, 0.6, 0.45)
    told = note(deal, pattern, language)
    assert words in told.text
    assert "60 %" in told.text
    assert told.link == "/deals/d"
