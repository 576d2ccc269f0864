"""The numbers behind a persona's pictures. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from ringside.deals.persona import sums
from ringside.deals.persona.schemas import ChannelCount, HeatChart, PersonaCharts, ResponseChart, WeekCount
from ringside.deals.persona.values import Known, Touch

BOUNDS_H = (1.0, 4.0, 24.0, 72.0, 168.0)
WEEKS = 26
_CHANNELS: tuple[Literal["email", "call", "meeting", "visit"], ...] = ("email", "call", "meeting", "visit")


def charts(known: Known) -> PersonaCharts:
    answered = sums.replies(known.touches, known.now)
    return PersonaCharts(
        heat=_heat(known),
        response=_response(answered),
        channels=[c for c in (_channel(known, kind, answered) for kind in _CHANNELS) if c.by_them or c.by_us],
        weeks=_weeks(known),
    )


def _heat(known: Known) -> HeatChart:
    cells = [[0] * 24 for _ in range(7)]
    seen = sums.active(known.touches)
    for touch in seen:
        at = sums.local(touch.at, known.zone)
        cells[at.weekday()][at.hour] += 1
    undated = sum(1 for t in known.touches if not t.timed and t.by_them)
    return HeatChart(zone=known.zone_name, zone_known=known.zone is not None, cells=cells, n=len(seen), undated=undated)


def _response(answered: Sequence[sums.Reply]) -> ResponseChart:
    hours = [r.hours for r in answered if r.hours is not None]
    counts = [0] * (len(BOUNDS_H) + 1)
    for value in hours:
        counts[bisect_left(BOUNDS_H, value)] += 1
    typical = sums.middle(hours)
    return ResponseChart(
        bounds_h=list(BOUNDS_H), counts=counts, median_h=None if typical is None else round(typical, 2), n=len(hours),
        unanswered=len(answered) - len(hours),
    )  # fmt: skip


def _channel(
    known: Known, kind: Literal["email", "call", "meeting", "visit"], answered: Sequence[sums.Reply]
) -> ChannelCount:
    mine = [t for t in known.touches if t.kind == kind]
    ours = [t for t in mine if not t.by_them]
    took: int | None = None
    if kind == "email":
        took = sum(1 for r in answered if r.answer is not None)
    elif kind == "call":
        took = sum(1 for t in ours if t.held)
    return ChannelCount(channel=kind, by_them=len(mine) - len(ours), by_us=len(ours), answered=took)


def _weeks(known: Known) -> list[WeekCount]:
    """The last half year by week, or the last one in which there was anything; none before the first touchpoint."""
    if not known.touches:
        return []
    last = sums.week_of(known.now)
    if known.touches[-1].at < last - timedelta(weeks=WEEKS - 1):
        last = sums.week_of(known.touches[-1].at)
    first = max(sums.week_of(known.touches[0].at), last - timedelta(weeks=WEEKS - 1))
    counts = {
        first + timedelta(weeks=i): {"by_them": 0, "by_us": 0, "together": 0}
        for i in range((last - first).days // 7 + 1)
    }
    for touch in known.touches:
        if (row := counts.get(sums.week_of(touch.at))) is not None:
            row[_side(touch)] += 1
    return [WeekCount(week=week, **row) for week, row in counts.items()]


def _side(touch: Touch) -> str:
    if touch.held:
        return "together"
    return "by_them" if touch.by_them else "by_us"
