"""Whether a pinned number is worth speaking up about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from ringside.metrics.insights.schemas import AlertIn

ENOUGH_HISTORY = 6
"""Earlier periods below which nobody can say what is usual."""
# The median absolute deviation of normally spread values is this part of their standard deviation.
_MAD_OF_SIGMA = 0.6745
_STEP = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}

State = Literal["quiet", "raised", "too_little_history"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`usual` and `deviations` are of a surprise: the median of history, and how many robust deviations away it is."""

    state: State
    usual: float | None = None
    deviations: float | None = None


def judge(alert: AlertIn, value: float | None, history: Sequence[float | None]) -> Verdict:
    """What an alert says of a value, given the same number in earlier periods, oldest first. No value is quiet."""
    if value is None:
        return Verdict("quiet")
    if alert.kind == "threshold":
        return Verdict("raised" if _crossed(alert, value) else "quiet")
    known = [past for past in history if past is not None]
    if len(known) < ENOUGH_HISTORY:
        return Verdict("too_little_history")
    usual = median(known)
    away = _deviations(value, usual, known)
    right_side = alert.direction == "either" or (away > 0) == (alert.direction == "above")
    return Verdict("raised" if right_side and abs(away) >= alert.sensitivity else "quiet", usual, away)


def _crossed(alert: AlertIn, value: float) -> bool:
    if alert.value is None:
        return False
    return value > alert.value if alert.direction == "above" else value < alert.value


def _deviations(value: float, usual: float, known: Sequence[float]) -> float:
    """Robust standard deviations from the usual. History that hardly moves gets a spread of 1 % of its size."""
    spread = median(abs(past - usual) for past in known) / _MAD_OF_SIGMA
    spread = max(spread, abs(usual) * 0.01)
    if not spread:  # always nothing until now
        return math.copysign(math.inf, value) if value else 0.0
    return (value - usual) / spread


def speaks_up(before: str, verdict: Verdict) -> bool:
    """Whether to tell anybody: when it becomes raised, not again while it stays so."""
    return verdict.state == "raised" and before != "raised"


def next_time(alert: AlertIn, now: datetime) -> datetime:
    """When to look again."""
    return now + _STEP[alert.every]
