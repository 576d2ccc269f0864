"""How the engine is doing and what it has cost, for people to see. No keys, no addresses, no words of anybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from ringside.ai.faults import sentence
from ringside.ai.schemas import ProviderKind, Tier

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from ringside.ai.service import Models


class ModelStatus(BaseModel):
    """One model of the chain."""

    name: str = Field(description="provider:model")
    provider: ProviderKind
    tiers: list[Tier]
    state: Literal["ready", "resting", "trying"] = Field(description="resting: failed lately and left alone for now")
    problem: str | None = Field(description="Why it rests or last failed, in words.")
    waiting: int = Field(description="Calls in line at its provider.")


class EngineStatus(BaseModel):
    """Who answers: the chain in order, then always the built-in engine."""

    chain: dict[Tier, list[str]]
    models: list[ModelStatus]
    builtin: bool = Field(True, description="The built-in engine answers when no model does.")
    cache: Literal["memory", "redis"] | None


class Spend(BaseModel):
    """Calls and cost of one model or one task."""

    name: str
    calls: int
    cost_usd: float
    calls_of_unknown_cost: int
    input_tokens: int
    output_tokens: int


class SpendSummary(BaseModel):
    """What models cost this tenant in a month (UTC). Calls of unknown cost are counted, not guessed at."""

    month: str = Field(description="2026-11")
    cost_usd: float
    calls: int
    calls_of_unknown_cost: int
    models: list[Spend]
    tasks: list[Spend]


def status(models: Models, language: str = "en") -> EngineStatus:
    """How each configured model is doing, from memory."""
    seen: dict[str, ModelStatus] = {}
    for tier, chain in models.stations.items():
        for station in chain:
            name = str(station.name)
            fault = station.breaker.last
            known = seen.setdefault(
                name,
                ModelStatus(
                    name=name,
                    provider=station.name.provider,
                    tiers=[],
                    state=station.breaker.state,
                    problem=sentence(fault, name, language) if fault else None,
                    waiting=station.line.waiting,
                ),
            )
            known.tiers.append(tier)
    return EngineStatus(
        chain={tier: [str(station.name) for station in chain] for tier, chain in models.stations.items()},
        models=list(seen.values()),
        builtin=True,
        cache=models.cache.kind if models.cache and seen else None,
    )


async def spend_this_month(session: AsyncSession, user_id: str | None = None, *, now: datetime) -> float:
    """US dollars that models have cost this tenant, or this user of it, since the month began (UTC)."""
    import sqlalchemy as sa  # noqa: PLC0415

    from ringside.ai.models import ModelCall  # noqa: PLC0415
    from ringside.ai.spend import month_start  # noqa: PLC0415

    query = sa.select(sa.func.coalesce(sa.func.sum(ModelCall.cost_usd), 0.0)).where(ModelCall.at >= month_start(now))
    if user_id is not None:
        query = query.where(ModelCall.user_id == user_id)
    return float(await session.scalar(query) or 0.0)


async def spend_summary(session: AsyncSession, *, now: datetime) -> SpendSummary:
    """This month's calls and cost of this tenant, by model and by task, dearest first."""
    import sqlalchemy as sa  # noqa: PLC0415

    from ringside.ai.models import ModelCall  # noqa: PLC0415
    from ringside.ai.spend import month_start  # noqa: PLC0415

    start = month_start(now)

    async def by(column: Any) -> list[Spend]:
        cost = sa.func.coalesce(sa.func.sum(ModelCall.cost_usd), 0.0)
        query = (
            sa.select(
                column,
                sa.func.count(),
                cost,
                sa.func.count() - sa.func.count(ModelCall.cost_usd),
                sa.func.coalesce(sa.func.sum(ModelCall.input_tokens), 0),
                sa.func.coalesce(sa.func.sum(ModelCall.output_tokens), 0),
            )
            .where(ModelCall.at >= start)
            .group_by(column)
            .order_by(cost.desc(), column)
        )
        return [
            Spend(
                name=name,
                calls=calls,
                cost_usd=usd,
                calls_of_unknown_cost=unknown,
                input_tokens=read,
                output_tokens=said,
            )
            for name, calls, usd, unknown, read, said in await session.execute(query)
        ]

    models, tasks = await by(ModelCall.source), await by(ModelCall.task)
    return SpendSummary(
        month=f"{start:%Y-%m}",
        cost_usd=sum(spend.cost_usd for spend in models),
        calls=sum(spend.calls for spend in models),
        calls_of_unknown_cost=sum(spend.calls_of_unknown_cost for spend in models),
        models=models,
        tasks=tasks,
    )
