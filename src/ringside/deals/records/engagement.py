"""How much people are in touch: touches per week, and when each side last spoke. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ringside.deals.records.schemas import Engagement

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Touch:
    """Something that a customer had part in: an e-mail, call, meeting or visit of the site.

    `wrote`: this person is the one who wrote or called. A meeting is from both sides.
    """

    at: datetime
    kind: str
    direction: str | None
    wrote: bool = False

    @property
    def inward(self) -> bool:
        return self.kind in ("meeting", "visit") or (self.direction == "in" and self.wrote)

    @property
    def outward(self) -> bool:
        return self.kind == "meeting" or self.direction == "out"


def engagement(touches: Iterable[Touch], now: datetime, weeks: int = WEEKS) -> Engagement:
    """A person's touches until now, in the last weeks one by one, and what is planned next."""
    by_week = [0] * weeks
    total = 0
    last_in: datetime | None = None
    last_out: datetime | None = None
    following: datetime | None = None
    for touch in touches:
        if touch.at > now:
            if touch.kind in ("call", "meeting"):
                following = min(touch.at, following or touch.at)
            continue
        total += 1
        ago = (now - touch.at) // timedelta(weeks=1)
        if ago < weeks:
            by_week[weeks - 1 - ago] += 1
        if touch.inward:
            last_in = max(touch.at, last_in or touch.at)
        if touch.outward:
            last_out = max(touch.at, last_out or touch.at)
    return Engagement(weeks=by_week, touches=total, last_in_at=last_in, last_out_at=last_out, next_at=following)
