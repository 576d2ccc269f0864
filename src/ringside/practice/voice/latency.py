"""How long reps waited for the buyer to answer: from the end of their speech to the first sound, and on what."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.practice import calls
from ringside.practice.models import Call, VoiceTurn
from ringside.practice.voice.messages import Manner
from ringside.speech.pipeline.ports import Stage

STAGES: tuple[Stage, ...] = get_args(Stage)
TARGET_P50_MS, TARGET_P95_MS = 800.0, 1200.0
MOST = 20_000
"""Turns that one report looks at, the newest first."""


class LatencySpread(BaseModel):
    """Milliseconds that half, and that all but one in twenty, of `n` turns took at most."""

    n: int
    p50: float
    p95: float


class EngineLatency(BaseModel):
    """By who listened and who spoke."""

    engine: str
    manner: Manner
    total: LatencySpread
    stages: dict[Stage, LatencySpread]


class DayLatency(BaseModel):
    day: str = Field(description="UTC, as 2026-11-21.")
    total: LatencySpread


class LatencyReport(BaseModel):
    """Waiting times of the latest days; nothing is there where nobody called."""

    since: datetime
    everybody: bool = Field(description="Of the whole company, rather than of the caller.")
    total: LatencySpread | None
    stages: dict[Stage, LatencySpread] = Field(
        description="pause: until the silence was long enough to be an end; listen: until the words were there; think: "
        "until the first sentence; speak: until its first sound; send: until that left."
    )
    engines: list[EngineLatency]
    days: list[DayLatency]
    target_p50: float = TARGET_P50_MS
    target_p95: float = TARGET_P95_MS


class LatencyRow(BaseModel):
    """One answer of a buyer."""

    at: datetime
    conversation_id: str
    turn: int
    manner: Manner
    engine: str
    total: float
    stages: dict[Stage, float]


async def rows(session: AsyncSession, who: Principal, now: datetime, days: int, *, mine: bool) -> list[LatencyRow]:
    """The answers of the latest days, oldest first: the caller's own, or for managers and owners everybody's."""
    query = (
        sa.select(VoiceTurn)
        .where(VoiceTurn.latency_ms.is_not(None), VoiceTurn.at >= now - timedelta(days=days))
        .order_by(VoiceTurn.at.desc())
        .limit(MOST)
    )
    if mine or who.role not in calls.SEES_ALL:
        query = query.join(Call, Call.id == VoiceTurn.call_id).where(Call.user_id == who.user_id)
    return [_row(turn) for turn in reversed((await session.scalars(query)).all())]


def report(found: Sequence[LatencyRow], since: datetime, *, everybody: bool) -> LatencyReport:
    """The answers summed up."""
    engines: dict[tuple[str, Manner], list[LatencyRow]] = defaultdict(list)
    days: dict[str, list[LatencyRow]] = defaultdict(list)
    for row in found:
        engines[row.engine, row.manner].append(row)
        days[row.at.date().isoformat()].append(row)
    return LatencyReport(
        since=since,
        everybody=everybody,
        total=spread([row.total for row in found]) if found else None,
        stages=_stages(found),
        engines=[
            EngineLatency(engine=engine, manner=manner, total=_total(of), stages=_stages(of))
            for (engine, manner), of in sorted(engines.items(), key=lambda item: -len(item[1]))
        ],
        days=[DayLatency(day=day, total=_total(of)) for day, of in sorted(days.items())],
    )


def spread(values: Iterable[float]) -> LatencySpread:
    """Percentiles, interpolated between the two nearest values."""
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)

    return LatencySpread(n=len(ordered), p50=at(0.5), p95=at(0.95))


def as_csv(found: Iterable[LatencyRow]) -> str:
    """The answers, one a line, stages in columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["at", "conversation_id", "turn", "manner", "engine", "total_ms", *(f"{s}_ms" for s in STAGES)])
    for row in found:
        stages = [row.stages.get(stage, "") for stage in STAGES]
        head = [row.at.isoformat(), row.conversation_id, row.turn, row.manner, row.engine, row.total]
        writer.writerow([*head, *stages])
    return out.getvalue()


def _total(found: Sequence[LatencyRow]) -> LatencySpread:
    return spread(row.total for row in found)


def _stages(found: Sequence[LatencyRow]) -> dict[Stage, LatencySpread]:
    return {
        stage: spread(row.stages[stage] for row in found if stage in row.stages)
        for stage in STAGES
        if any(stage in row.stages for row in found)
    }


def _row(turn: VoiceTurn) -> LatencyRow:
    stages: Mapping[str, float] = turn.stages or {}
    return LatencyRow(
        at=turn.at,
        conversation_id=turn.call_id,
        turn=turn.turn,
        manner=cast(Manner, turn.manner or "cascade"),
        engine=turn.engine or "",
        total=turn.latency_ms or 0.0,
        stages={stage: stages[stage] for stage in STAGES if stage in stages},
    )


Format = Literal["csv", "json"]
