"""Whether practice shows in real calls: a rep's calls after they began to practise a skill against those before.

A result is what one real call showed of the skill, 0..1; the call is the unit, because what happens within one call
hangs together. The interval is that of the difference of two shares (uniform priors), each call counting as one try, or
as more than one where calls differ less among themselves than tries would. It is a comparison before and after, not an
experiment: that a rep practised is not the only thing that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

NEEDED = 3
"""Real calls on each side below which nothing is said."""
MOST = 50
"""Real calls on each side that count: those nearest to the day."""
CENTRAL = 0.975
"""Of the posterior: with a handful of calls the central 95 % would hold the truth in only 9 of 10 cases."""
_PRIOR_SPREAD = 1.25
"""Belief that calls differ as single tries would: five calls' worth, each with the variance of an even chance."""
_GRID = 400

Verdict = Literal["better", "worse", "unclear", "too_little", "not_practised"]


@dataclass(frozen=True, slots=True)
class Side:
    """The real calls before, or after: how many, and the mean of their results."""

    calls: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """`effect` with its interval is the difference of the means; all three are None while there is too little data."""

    verdict: Verdict
    sessions: int
    since: datetime | None
    last: datetime | None
    before: Side
    after: Side
    effect: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def missing(self) -> tuple[int, int]:
        """Real calls still needed before and after."""
        return max(0, NEEDED - self.before.calls), max(0, NEEDED - self.after.calls)


def compare(practised: Sequence[datetime], calls: Sequence[tuple[datetime, float]]) -> Transfer:
    """What real calls say about practice at these times; neither needs to be in order.

    The dividing day is the first practice with enough real calls before it, chosen without a look at any result;
    practice from before that day only makes the effect look smaller.
    """
    held = sorted(calls)
    if not practised:
        return Transfer("not_practised", 0, None, None, _side([]), _side([result for _, result in held]))
    sessions = sorted(practised)
    fit = (at for at in sessions if sum(when < at for when, _ in held) >= NEEDED)
    since = next(fit, sessions[0])
    before = [result for when, result in held if when < since][-MOST:]
    after = [result for when, result in held if when >= since][:MOST]
    sides = (_side(before), _side(after))
    counted = [at for at in sessions if at >= since]
    if min(len(before), len(after)) < NEEDED:
        return Transfer("too_little", len(counted), since, counted[-1], *sides)
    effect = float(np.mean(after) - np.mean(before))
    low, high = interval(before, after)
    verdict: Verdict = "better" if low > 0 else "worse" if high < 0 else "unclear"
    return Transfer(verdict, len(counted), since, counted[-1], *sides, effect, low, high)


def interval(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """The range of `after` minus `before` that holds the true difference in 19 of 20 cases."""
    spread = _spread(before, after)
    old, new = _share(before, spread), _share(after, spread)
    density = np.convolve(new, old[::-1])
    places = np.linspace(-1 + 1 / _GRID, 1 - 1 / _GRID, 2 * _GRID - 1)
    below = (np.cumsum(density) - density / 2) / density.sum()
    tail = (1 - CENTRAL) / 2
    low, high = np.interp([tail, 1 - tail], below, places)
    effect = float(np.mean(after) - np.mean(before))
    return min(float(low), effect), max(float(high), effect)


def _side(results: Sequence[float]) -> Side:
    return Side(len(results), float(np.mean(results)) if results else None)


def _spread(*sides: Sequence[float]) -> float:
    """How much calls differ among themselves, against single tries of the same mean (1); doubted when they are few."""
    seen = expected = _PRIOR_SPREAD
    for side in sides:
        mean = (sum(side) + 1) / (len(side) + 2)
        seen += sum((result - sum(side) / len(side)) ** 2 for result in side)
        expected += (len(side) - 1) * mean * (1 - mean)
    return min(1.0, seen / expected)


def _share(results: Sequence[float], spread: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How likely each true share is, on a grid over 0..1."""
    tries = len(results) / spread
    met = sum(results) / spread
    grid = (np.arange(_GRID) + 0.5) / _GRID
    logs = met * np.log(grid) + (tries - met) * np.log1p(-grid)
    density: np.ndarray[tuple[int], np.dtype[np.float64]] = np.exp(logs - logs.max())
    return density
