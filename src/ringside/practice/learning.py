"""Buyers learn: objections that this company's reps meet often and fail at become more likely; counts are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import service as recorded
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.practice.models import Call
from ringside.practice.schemas import Learned, LearnedList, MetCount
from ringside.practice.weaknesses import titles

LOOK_BACK = timedelta(days=180)
MOST_CALLS = 400
"""Practice calls looked at, the latest ones."""
MOST = 2.0
"""How much likelier at most: an objection that everybody fails at weighs three times as much as a new one."""
ENOUGH = 6
"""Times met from which half of that is believed."""
OFTEN = 3
"""Times met from which it matters at all."""


@dataclass(frozen=True, slots=True)
class Met:
    """How often an objection was met, and how often it was resolved."""

    raised: int = 0
    resolved: int = 0

    def __add__(self, other: Met) -> Met:
        return Met(self.raised + other.raised, self.resolved + other.resolved)


def weight(met: Met) -> float:
    """How likely an objection is against one never met, 1 up to 3: the oftener met and failed at, the likelier."""
    failed = (met.raised - met.resolved + 1) / (met.raised + 2)
    return round(1 + MOST * failed * met.raised / (met.raised + ENOUGH), 3)


def weights(met: Mapping[ObjectionKind, Met]) -> dict[ObjectionKind, float]:
    """The weight of every kind that was met often enough."""
    return {kind: weight(count) for kind, count in met.items() if count.raised >= OFTEN}


async def leanings(session: AsyncSession, now: datetime) -> dict[ObjectionKind, float]:
    """How likely each kind of objection is for this company's reps, by what they met lately."""
    calls, practised = await counted(session, now)
    return weights(total(calls, practised))


async def learned(session: AsyncSession, now: datetime, language: Language) -> LearnedList:
    """What the buyers have learnt, the likeliest objection first."""
    calls, practised = await counted(session, now)
    both = total(calls, practised)
    items = [
        Learned(
            kind=kind,
            title=titles(kind, language),
            raised=met.raised,
            resolved=met.resolved,
            in_calls=_count(calls.get(kind, Met())),
            in_practice=_count(practised.get(kind, Met())),
            weight=weights(both).get(kind, 1.0),
        )
        for kind, met in both.items()
        if met.raised
    ]
    return LearnedList(since=now - LOOK_BACK, items=sorted(items, key=lambda item: (-item.weight, item.kind)))


async def counted(session: AsyncSession, now: datetime) -> tuple[dict[ObjectionKind, Met], dict[ObjectionKind, Met]]:
    """What was met in real calls, and in practice."""
    since = now - LOOK_BACK
    calls = {met.kind: Met(met.raised, met.resolved) for met in await recorded.objections_met(session, since)}
    query = sa.select(Call.state["objections"]).where(Call.status == "ended", Call.started_at >= since)
    states = await session.scalars(query.order_by(Call.id.desc()).limit(MOST_CALLS))
    return calls, in_practice(states)


def in_practice(states: Iterable[Sequence[Mapping[str, object]] | None]) -> dict[ObjectionKind, Met]:
    """What practice calls that ended with these objections show."""
    found: dict[ObjectionKind, Met] = {}
    for objection in (item for state in states for item in state or ()):
        kind = next((known for known in get_args(ObjectionKind) if known == objection["kind"]), None)
        if kind is not None and objection["status"] != "waiting":
            found[kind] = found.get(kind, Met()) + Met(1, int(objection["status"] == "resolved"))
    return found


def total(one: Mapping[ObjectionKind, Met], other: Mapping[ObjectionKind, Met]) -> dict[ObjectionKind, Met]:
    return {kind: one.get(kind, Met()) + other.get(kind, Met()) for kind in sorted({*one, *other})}


def _count(met: Met) -> MetCount:
    return MetCount(raised=met.raised, resolved=met.resolved)
