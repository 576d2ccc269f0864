"""What counts as progress of a deal after a step. Pure.

Progress within WINDOW after the decision: the deal was won, it moved to a later open stage, or a meeting or call with
the customer took place or was put in the diary that was not known of before; a call of ours counts from TALK on. A deal
that was lost in the window made none, whatever happened before. It is judged when the window is over, never earlier, so
that quick successes are not counted before slow failures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from ringside.deals.facts import ActivityFact, DealFacts
from ringside.dialogue.schemas import Frozen

WINDOW = timedelta(days=14)
TALK = timedelta(minutes=10)
What = Literal["won", "stage", "meeting", "lost", "nothing"]


class Judged(Frozen):
    progress: bool
    what: What


def judge(deal: DealFacts, since: datetime, stages: Sequence[str]) -> Judged:
    """What came of a decision taken at `since`; `deal` is looked at when the window is over or later."""
    until = since + WINDOW
    if deal.closed_at is not None and since < deal.closed_at <= until and deal.status != "open":
        return Judged(progress=deal.status == "won", what="won" if deal.status == "won" else "lost")
    if _moved_on(deal, since, until, stages):
        return Judged(progress=True, what="stage")
    if _met(deal, since, until):
        return Judged(progress=True, what="meeting")
    return Judged(progress=False, what="nothing")


def _moved_on(deal: DealFacts, since: datetime, until: datetime, stages: Sequence[str]) -> bool:
    """Whether the deal stood in a later stage at the end of the window than at its beginning."""
    place = {stage: number for number, stage in enumerate(stages)}
    moves = [c for c in deal.changes if c.field == "stage" and since < c.at <= until]
    if not moves or moves[0].before not in place or moves[-1].after not in place:
        return False
    return place[moves[-1].after] > place[moves[0].before]


def _met(deal: DealFacts, since: datetime, until: datetime) -> bool:
    """Whether a meeting or call was held, or was put in the diary, that was not in it before."""
    for activity in deal.activities:
        known = min(activity.entered_at or activity.at, activity.at)
        if since < known <= until and _counts(activity, until):
            return True
    return False


def _counts(activity: ActivityFact, until: datetime) -> bool:
    """A call of ours counts from TALK on: to dial is no progress."""
    if activity.kind == "meeting" or (activity.kind == "call" and activity.at > until):
        return True
    long = (activity.duration_s or 0) >= TALK.total_seconds()
    return activity.kind == "call" and (activity.direction == "in" or long)
