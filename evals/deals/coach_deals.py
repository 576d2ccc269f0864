"""Moments of the demo company's deals as the coach sees them: features, and the steps that the facts call for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa

from ringside.core.db import open_databases
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.deals import demo, norms
from ringside.deals.coach import context, listening, rules
from ringside.deals.coach.bandit import Arm
from ringside.deals.coach.choosing import most
from ringside.deals.coach.looking import Look
from ringside.deals.facts import DealFacts
from ringside.deals.models import Deal, Stage
from ringside.deals.records import loading

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def _load(now: datetime) -> tuple[list[DealFacts], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        databases = open_databases(Settings(_env_file=None, data=Path(folder)))
        await databases.start()
        tenant = new_id()
        await databases.create_tenant(tenant)
        async with databases.tenant(tenant) as session:
            await demo.insert(session, demo.generate(now))
        async with databases.tenant(tenant) as session:
            deals = await loading.load_many(session, sa.select(Deal.id), now, texts=True)
            stages = await session.scalars(sa.select(Stage.name).where(Stage.status == "open").order_by(Stage.position))
            found = deals, list(stages)
        await databases.close()
        return found


class Moment:
    """One deal on one day: what a decision is about."""

    def __init__(self, look: Look) -> None:
        self.deal_id = look.deal.id
        self.context = context.context(look)
        self.arms = tuple(Arm(c.action, c.strength) for c in most(rules.candidates(look)))


def moments(seed: int = 0, now: datetime = NOW) -> list[Moment]:
    """One moment of each demo deal: now for an open one, a day of its life for a closed one."""
    deals, stages = asyncio.run(_load(now))
    deals.sort(key=lambda deal: (deal.created_at, deal.name))
    chance, usual = Random(seed), norms.norms(deals)
    return [Moment(_look(deal, stages, usual, chance)) for deal in deals]


def _look(deal: DealFacts, stages: Sequence[str], usual: norms.Norms, chance: Random) -> Look:
    end = deal.closed_at or deal.looked_at
    lived = (end - deal.created_at) / timedelta(days=1)
    at = deal.looked_at if deal.status == "open" else deal.created_at + timedelta(days=lived * chance.uniform(0.1, 0.9))
    then = deal.as_of(at)
    return Look(then, listening.listen(then), usual.stage(then.stage), stages)
