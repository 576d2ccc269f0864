"""How good a rep is at one skill and how sure that is: Glicko (Glickman 1999), with the scenario as the opponent.

A result is the share of the skill's criteria met in one call, 0..1; the opponent's rating is the difficulty of scenario
and level. All functions are pure; ratings are on the Elo scale, where 400 points are odds of ten to one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

Level = Literal["foundation", "intermediate", "advanced", "expert"]

NEWCOMER = 1350.0
WIDEST = 250.0
"""Deviation of somebody nothing is known about; it never grows beyond this."""
NARROWEST = 60.0
"""People change: however much is known, the next call may still move the rating."""
SURE = 130.0
"""Below this deviation (about three scored calls) the rating is worth relying on."""
DRIFT_PER_DAY = (WIDEST**2 - NARROWEST**2) / 365
"""Variance added by a day without practice: what was known is forgotten after a year."""
OPPONENT_DEVIATION = 60.0
"""How well a scenario's difficulty is known."""

TARGET = (0.65, 0.75)
"""Chance of success at which practice teaches most."""

LEVELS: tuple[Level, ...] = get_args(Level)
LEVEL_DIFFICULTY: Mapping[Level, float] = {
    "foundation": 1200.0,
    "intermediate": 1400.0,
    "advanced": 1600.0,
    "expert": 1800.0,
}

ANYBODY = 1500.0
ANYBODY_DEVIATION = 224.0
"""A real customer: nobody knows how hard a call was, so it may have been like any of the four levels (their mean and
spread). Glicko then lets one real call move the rating less than one practice call, whose difficulty is known."""

_Q = math.log(10) / 400


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating with its standard deviation, after so many calls, as of a moment (None before the first call)."""

    value: float = NEWCOMER
    deviation: float = WIDEST
    calls: int = 0
    at: datetime | None = None

    @property
    def sure(self) -> bool:
        return self.deviation <= SURE

    @property
    def interval(self) -> tuple[float, float]:
        """The range that holds the truth in 19 of 20 cases."""
        return self.value - 1.96 * self.deviation, self.value + 1.96 * self.deviation


def aged(rating: Rating, now: datetime) -> Rating:
    """The rating as it stands now: the same value, less sure the longer ago it was tested."""
    if rating.at is None:
        return rating
    days = max(0.0, (now - rating.at).total_seconds() / 86_400)
    return replace(rating, deviation=min(WIDEST, math.sqrt(rating.deviation**2 + DRIFT_PER_DAY * days)))


def updated(
    rating: Rating, difficulty: float, result: float, now: datetime, doubt: float = OPPONENT_DEVIATION
) -> Rating:
    """The rating after one more call with this result (0..1) at this difficulty, itself known to within `doubt`."""
    before = aged(rating, now)
    weight = _damping(doubt)
    expected = _logistic(weight * (before.value - difficulty))
    information = _Q**2 * weight**2 * expected * (1 - expected)
    variance = 1 / (1 / before.deviation**2 + information)
    value = before.value + _Q * variance * weight * (min(1.0, max(0.0, result)) - expected)
    return Rating(value, max(NARROWEST, math.sqrt(variance)), rating.calls + 1, now)


def success(rating: Rating, difficulty: float) -> float:
    """Chance of success at this difficulty, drawn towards one half by what is not known about either side."""
    return _logistic(_damping(math.hypot(rating.deviation, OPPONENT_DEVIATION)) * (rating.value - difficulty))


def off_target(chance: float) -> float:
    """How far a chance of success lies outside the range in which practice teaches most; 0 within."""
    low, high = TARGET
    return max(low - chance, chance - high, 0.0)


def level_for(rating: Rating) -> Level:
    """The level that would train this rep best; the easier one of two that are as good."""
    return min(LEVELS, key=lambda level: abs(success(rating, LEVEL_DIFFICULTY[level]) - sum(TARGET) / 2))


def _damping(deviation: float) -> float:
    return 1 / math.sqrt(1 + 3 * (_Q * deviation / math.pi) ** 2)


def _logistic(points: float) -> float:
    return 1 / (1 + 10 ** (-points / 400))
