"""What a rating must always do, whatever the calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ringside.skills.rating import (
    LEVEL_DIFFICULTY,
    LEVELS,
    NARROWEST,
    NEWCOMER,
    TARGET,
    WIDEST,
    Rating,
    aged,
    level_for,
    off_target,
    success,
    updated,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)
values = st.floats(400, 2600)
deviations = st.floats(NARROWEST, WIDEST)
shares = st.floats(0, 1)
ratings = st.builds(Rating, values, deviations, st.integers(0, 500), st.just(NOW))


@given(ratings, values, shares, shares)
def test_a_better_result_never_gives_a_lower_rating(before, difficulty, one, other):
    low, high = sorted((one, other))
    assert updated(before, difficulty, low, NOW).value <= updated(before, difficulty, high, NOW).value


@given(ratings, values, values, shares)
def test_the_same_result_is_worth_more_against_a_harder_scenario(before, one, other, result):
    easy, hard = sorted((one, other))
    if before.deviation <= 150 and hard - easy <= 400:
        gain_easy = updated(before, easy, result, NOW).value - before.value
        gain_hard = updated(before, hard, result, NOW).value - before.value
        assert gain_hard >= gain_easy - 40


@given(ratings, values, shares)
def test_a_call_makes_it_surer_and_counts_once(before, difficulty, result):
    after = updated(before, difficulty, result, NOW)
    assert NARROWEST <= after.deviation <= before.deviation
    assert after.calls == before.calls + 1


@given(ratings, st.integers(0, 2000), st.integers(0, 2000))
def test_time_only_makes_it_less_sure(before, days, more):
    early, late = aged(before, NOW + timedelta(days=days)), aged(before, NOW + timedelta(days=days + more))
    assert early.value == late.value == before.value
    assert before.deviation <= early.deviation + 1e-6
    assert early.deviation <= late.deviation <= WIDEST


@given(ratings)
def test_a_clock_that_runs_backwards_changes_nothing(before):
    assert aged(before, NOW - timedelta(days=30)) == before


@given(ratings, values, values)
def test_harder_is_less_likely(rating, one, other):
    easy, hard = sorted((one, other))
    assert 0 <= success(rating, hard) <= success(rating, easy) <= 1


@given(values, deviations, deviations, values)
def test_what_is_not_known_draws_the_chance_towards_one_half(value, one, other, difficulty):
    sure, unsure = sorted((one, other))
    assert (
        abs(success(Rating(value, unsure), difficulty) - 0.5)
        <= abs(success(Rating(value, sure), difficulty) - 0.5) + 1e-9
    )


def test_results_lead_to_where_they_belong():
    def after(share: float, difficulty: float) -> Rating:
        rating = Rating()
        for call in range(40):
            rating = updated(rating, difficulty, share, NOW + timedelta(days=call))
        return rating

    at_par = after(0.5, 1600)
    assert abs(at_par.value - 1600) < 40
    assert at_par.sure
    assert after(0.9, 1600).value > 1750
    assert after(0.1, 1600).value < 1450


def test_a_newcomer_begins_at_the_easiest_level_with_two_of_three_calls_won():
    assert level_for(Rating()) == "foundation"
    assert off_target(success(Rating(), LEVEL_DIFFICULTY["foundation"])) == 0
    assert success(Rating(), LEVEL_DIFFICULTY["expert"]) < 0.2
    assert Rating().value == NEWCOMER
    assert not Rating().sure


@given(st.lists(values, min_size=2, max_size=2))
def test_better_reps_are_sent_to_no_easier_level(two):
    worse, better = sorted(two)
    order = LEVELS.index
    assert order(level_for(Rating(worse, NARROWEST))) <= order(level_for(Rating(better, NARROWEST)))


def test_the_target_has_no_distance_to_itself():
    low, high = TARGET
    assert off_target(low) == off_target(high) == off_target((low + high) / 2) == 0
    assert off_target(0.5) > off_target(0.6) > 0
    assert off_target(0.9) > off_target(0.8) > 0
