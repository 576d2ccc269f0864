"""The chance of open deals where a file brought closed ones without any date."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.winloss import landmarks
from unit.deals.winloss.worlds import NOW, deals


def world(tells: float) -> list[DealFacts]:
    chance = np.random.default_rng(5)
    sources = [str(source) for source in chance.choice(["Referral", "Cold"], 400)]
    rows = [{"Source": source, "Size": int(chance.integers(1, 9))} for source in sources]
    won = [bool(chance.random() < 0.5 + (tells if source == "Referral" else -tells)) for source in sources]
    return [replace(deal, created_at=NOW, closed_at=None) for deal in deals(rows, won)]


def still_open(source: str) -> DealFacts:
    [deal] = deals([{"Source": source, "Size": 4}], [True])
    return replace(deal, id=f"open {source}", status="open", created_at=NOW, closed_at=None)


def test_deals_without_dates_are_compared_by_their_fields():
    warm, cold = still_open("Referral"), still_open("Cold")
    trained = landmarks.train([*world(0.25), warm, cold])
    assert trained.verdict == "signal"
    assert trained.closes == 400
    assert not trained.body["timed"]
    high, low = landmarks.score(trained.body, [warm, cold])
    assert high.chance > 0.65
    assert low.chance < 0.35
    assert high.parts[0][0] == "custom:Source"


def test_and_no_chance_is_given_where_their_fields_tell_nothing():
    assert landmarks.train([*world(0.0), still_open("Cold")]).verdict == "no_signal"


def test_a_few_deals_without_dates_do_not_take_the_course_from_the_others():
    coursed = deals([{"Source": "Cold"}] * 30, [True, False] * 15)
    closed, timed = landmarks.learnt_from([*coursed, *world(0.2)[:20]])
    assert timed
    assert len(closed) == 30
