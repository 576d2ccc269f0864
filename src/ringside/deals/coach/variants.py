"""Which wording variant a deal gets, and how the variants do. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import sqrt

from ringside.deals.coach import calibration
from ringside.deals.coach.drafting import VARIANTS, Variant
from ringside.deals.coach.schemas import VariantUse
from ringside.deals.schemas import Interval

EXPERIMENT = "draft-1"
"""Named anew with a new pair of variants, so that deals are assigned afresh."""
LEAST = 20
"""Deals that each variant needs before a difference is told."""


def assigned(deal_id: str) -> Variant:
    """The variant of a deal: one of two alike likely, and always the same."""
    return VARIANTS[sha256(f"{EXPERIMENT}/{deal_id}".encode()).digest()[0] % len(VARIANTS)]


Done = Mapping[str, tuple[int, int]]
"""By deal: steps suggested, and how many of them were done."""


def uses(by_variant: Mapping[Variant, Done], thumbs: Mapping[Variant, tuple[int, int]]) -> list[VariantUse]:
    """Each variant with the share of its suggested steps that were done."""
    return [_use(variant, by_variant.get(variant, {}), thumbs.get(variant, (0, 0))) for variant in VARIANTS]


def _use(variant: Variant, done: Done, thumbs: tuple[int, int]) -> VariantUse:
    suggested = sum(of for of, _ in done.values())
    share, spread = _ratio(list(done.values())) if len(done) >= LEAST else (0.0, None)
    interval = None
    if spread is not None:
        low, high = max(0.0, share - spread), min(1.0, share + spread)
        interval = Interval(value=round(share, 4), low=round(low, 4), high=round(high, 4), n=suggested)
    return VariantUse(
        variant=variant, deals=len(done), suggested=suggested, done=interval, useful=thumbs[0], not_useful=thumbs[1]
    )


def difference(by_variant: Mapping[Variant, Done]) -> Interval | None:
    """Share done of b minus a; None below LEAST deals in either. Deals were assigned, so they are what is counted."""
    a, b = (list(by_variant.get(variant, {}).values()) for variant in VARIANTS)
    if len(a) < LEAST or len(b) < LEAST:
        return None
    (first, spread_a), (second, spread_b) = _ratio(a), _ratio(b)
    spread = sqrt(spread_a**2 + spread_b**2)
    value = second - first
    return Interval(
        value=round(value, 4), low=round(value - spread, 4), high=round(value + spread, 4), n=len(a) + len(b)
    )


def _ratio(rows: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Done of suggested over all deals, and half its 95 % interval with each deal as one cluster."""
    of, done = sum(n for n, _ in rows), sum(d for _, d in rows)
    share = done / of
    variance = sum((d - share * n) ** 2 for n, d in rows) / of**2 * len(rows) / (len(rows) - 1)
    return share, 1.96 * sqrt(variance)


def share(came: int, of: int) -> Interval | None:
    """A plain share with its interval; None of nothing."""
    if of == 0:
        return None
    low, high = calibration.wilson(came, of)
    return Interval(value=round(came / of, 4), low=low, high=high, n=of)
