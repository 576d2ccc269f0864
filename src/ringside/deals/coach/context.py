"""What the ranking knows of a deal: a few numbers, each from 0 to 1. Pure. A change of them is a new POLICY."""

from __future__ import annotations

from math import log1p

from ringside.deals.coach.looking import Look, days

POLICY = "thompson-1"
NAMES = (
    "progress", "silence", "engaged", "meeting", "competitor", "overdue", "age", "price",
)  # fmt: skip
INTERACTING = (0, 1)
"""Features by which the effect of a step may differ: how late the deal is, and how long it has been silent."""

Context = tuple[float, ...]


def context(look: Look) -> Context:
    """The features of a deal in the order of NAMES."""
    silent = 60.0 if look.last_in is None else days(look.now - look.last_in.at)
    spent, upper = look.days_in_stage, look.norm.upper
    overdue = 0.0 if spent is None or not upper else spent / (2 * upper)
    priced = sum(one.kind == "price" for one in look.heard.objections)
    return tuple(
        round(min(1.0, max(0.0, value)), 4)
        for value in (
            look.progress,
            silent / 60,
            len(look.engaged) / 5,
            float(look.next_meeting is not None),
            float(bool(look.deal.competitors)),
            overdue,
            log1p(days(look.now - look.deal.created_at)) / log1p(365),
            priced / 3,
        )
    )
