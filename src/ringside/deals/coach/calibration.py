"""Whether confidence can be believed: Brier score, reliability, and a correction learned from outcomes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log, sqrt

from ringside.dialogue.schemas import Frozen

BINS = 5
LEAST = 30
"""Outcomes needed before anything is said about confidence, and before it is corrected."""


class ReliabilityBin(Frozen):
    """Predictions of about the same size: what was said and what came, with its 95 % interval (Wilson)."""

    predicted: float
    observed: float
    low: float
    high: float
    n: int


class CoachCalibration(Frozen):
    """`brier` is 0 for perfect foresight; `base` is what always saying the average would get. None below LEAST."""

    n: int
    needed: int
    brier: float | None
    base: float | None
    bins: tuple[ReliabilityBin, ...] = ()


Pairs = Sequence[tuple[float, bool]]
"""Predictions made before the outcome was known, with the outcome."""


def judge(pairs: Pairs) -> CoachCalibration:
    """How well predictions held."""
    n = len(pairs)
    if n < LEAST:
        return CoachCalibration(n=n, needed=LEAST, brier=None, base=None)
    brier = sum((p - y) ** 2 for p, y in pairs) / n
    rate = sum(y for _, y in pairs) / n
    return CoachCalibration(
        n=n, needed=LEAST, brier=round(brier, 4), base=round(rate * (1 - rate), 4), bins=tuple(_bins(pairs))
    )


def _bins(pairs: Pairs) -> list[ReliabilityBin]:
    """Bins of equal size in order of prediction."""
    ordered = sorted(pairs)
    edges = [round(i * len(ordered) / BINS) for i in range(BINS + 1)]
    found = []
    for start, end in pairwise(edges):
        part = ordered[start:end]
        came = sum(y for _, y in part)
        low, high = wilson(came, len(part))
        mean = sum(p for p, _ in part) / len(part)
        found.append(
            ReliabilityBin(
                predicted=round(mean, 4), observed=round(came / len(part), 4), low=low, high=high, n=len(part)
            )
        )
    return found


def wilson(came: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, came / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return round(max(0.0, middle - spread), 4), round(min(1.0, middle + spread), 4)


Correction = tuple[float, float]
"""Shift and slope of log-odds."""
NONE: Correction = (0.0, 1.0)


def correction(pairs: Pairs, *, steps: int = 50) -> Correction:
    """What turns raw predictions into ones that came true as often as they say (Platt), shrunk towards no change."""
    if len(pairs) < LEAST:
        return NONE
    a, b = NONE
    rows = [(_logit(p), float(y)) for p, y in pairs]
    for _ in range(steps):
        g0, g1, h00, h01, h11 = a / 0.25, (b - 1) / 0.25, 4.0, 0.0, 4.0
        for x, y in rows:
            p = 1 / (1 + exp(-(a + b * x)))
            w = p * (1 - p)
            g0, g1 = g0 + p - y, g1 + (p - y) * x
            h00, h01, h11 = h00 + w, h01 + w * x, h11 + w * x * x
        det = h00 * h11 - h01 * h01
        step0, step1 = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        a, b = a - step0, b - step1
        if abs(step0) + abs(step1) < 1e-9:
            break
    return a, max(0.0, b)


def corrected(chance: float, by: Correction) -> float:
    """A raw chance after the correction."""
    return 1 / (1 + exp(-(by[0] + by[1] * _logit(chance))))


def _logit(p: float) -> float:
    p = min(1 - 1e-6, max(1e-6, p))
    return log(p / (1 - p))
