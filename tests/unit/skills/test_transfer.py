"""Whether practice shows in real calls: what is claimed must be there, whatever the calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.skills.transfer import NEEDED, compare, interval

DAY = timedelta(days=1)
START = datetime(2026, 9, 1, tzinfo=UTC)
shares = st.floats(0, 1)
some = st.lists(shares, min_size=NEEDED, max_size=30)


def dated(*results, first=0):
    return [(START + (first + day) * DAY, result) for day, result in enumerate(results)]


def test_a_clear_gain_is_said_with_its_interval():
    found = compare([START + 10 * DAY, START + 12 * DAY], dated(0, 0, 0.25, 0, 0) + dated(1, 0.75, 1, 1, 1, first=20))
    assert found.verdict == "better"
    assert (found.sessions, found.since, found.last) == (2, START + 10 * DAY, START + 12 * DAY)
    assert found.before.mean == pytest.approx(0.05)
    assert found.effect == pytest.approx(0.9)
    assert 0 < found.low < found.effect <= found.high <= 1


def test_the_same_the_other_way_round_is_worse():
    found = compare([START + 10 * DAY], dated(1, 1, 1, 1, 1) + dated(0, 0, 0, 0, 0, first=20))
    assert found.verdict == "worse"


def test_too_little_data_says_what_is_missing():
    found = compare([START + 10 * DAY], dated(0.0, 0.0) + dated(1.0, first=20))
    assert (found.verdict, found.effect, found.low, found.high) == ("too_little", None, None, None)
    assert found.missing == (1, 2)
    nothing = compare([], dated(0.5, 0.5))
    assert (nothing.verdict, nothing.after.calls, nothing.since) == ("not_practised", 2, None)


def test_somebody_who_practised_before_the_first_call_is_compared_from_a_later_practice_on():
    practised = [START - DAY, START + 10 * DAY]
    found = compare(practised, dated(0, 0, 0, 0) + dated(1, 1, 1, 1, first=20))
    assert (found.since, found.sessions, found.before.calls) == (START + 10 * DAY, 1, 4)


@given(some, some)
def test_the_interval_holds_the_difference_and_mirrors(before, after):
    low, high = interval(before, after)
    assert -1 <= low <= np.mean(after) - np.mean(before) <= high <= 1
    back = interval(after, before)
    assert back == pytest.approx((-high, -low), abs=1e-6)


@given(some, some, st.integers(2, 5))
def test_more_of_the_same_calls_never_widen_it(before, after, times):
    low, high = interval(before, after)
    narrow_low, narrow_high = interval(before * times, after * times)
    assert narrow_high - narrow_low <= high - low + 0.02


@given(st.lists(st.tuples(st.integers(0, 60), shares), max_size=30), st.lists(st.integers(0, 60), max_size=6))
def test_neither_order_matters_and_nothing_is_claimed_without_enough(calls, practice):
    held = [(START + day * DAY, result) for day, result in calls]
    practised = [START + day * DAY for day in practice]
    found = compare(practised, held)
    assert found == compare(practised[::-1], sorted(held, reverse=True, key=lambda call: call[0])) or len(
        {when for when, _ in held}
    ) < len(held)
    assert (found.effect is not None) == (found.verdict in ("better", "worse", "unclear"))
    if found.effect is not None:
        assert min(found.before.calls, found.after.calls) >= NEEDED
        assert (found.verdict == "better") == (found.low > 0)


def coverage(rng, before, after, calls, criteria, alike, rounds=250):
    """How often the interval holds the truth, and how wide it is; `alike` is how much criteria of one call agree."""

    def results(share, n):
        if alike == 0:
            chance = np.full(n, share)
        else:
            size = 1 / alike - 1
            chance = rng.beta(share * size, (1 - share) * size, n)
        return list(rng.binomial(criteria, chance) / criteria)

    held = 0
    for _ in range(rounds):
        low, high = interval(results(before, calls[0]), results(after, calls[1]))
        held += low <= after - before <= high
    return held / rounds


@pytest.mark.parametrize("calls", [(3, 3), (4, 4), (4, 12), (15, 15)])
@pytest.mark.parametrize(("before", "after"), [(0.5, 0.5), (0.1, 0.1), (0.3, 0.7), (0.9, 0.95)])
def test_the_interval_covers_the_truth_as_often_as_it_says(calls, before, after):
    rng = np.random.default_rng(8)
    for criteria, alike in ((1, 0), (3, 0), (3, 0.4)):
        assert coverage(rng, before, after, calls, criteria, alike) >= 0.92
