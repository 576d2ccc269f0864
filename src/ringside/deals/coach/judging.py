"""The job that judges what came of decisions and of steps that were done, once their window is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.jobs import Job, Work
from ringside.deals.coach import outcomes
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.facts import DealFacts
from ringside.deals.records import loading, pipeline

AT_ONCE = 500
SUBJECT = "outcomes"


async def judge(session: AsyncSession, now: datetime) -> int:
    """Judge what is due; how many were. What is said stands: a later change of the deal alters no outcome."""
    stages = [step.name for step in await pipeline.steps(session, "en") if step.status == "open"]
    decisions = (await session.scalars(_due_decisions(now).limit(AT_ONCE))).all()
    steps = (await session.scalars(_due_steps(now).limit(AT_ONCE))).all()
    ids = sorted({row.deal_id for row in decisions} | {row.deal_id for row in steps})
    deals = {deal.id: deal for deal in await loading.load_many(session, ids, now)}
    for decision in decisions:
        _settle(decision, deals.get(decision.deal_id), decision.at, stages)
        decision.judged_at = now
    for step in steps:
        _settle(step, deals.get(step.deal_id), step.status_at or step.at, stages)
        step.due_at = None
    await session.flush()
    return len(decisions) + len(steps)


def _settle(row: CoachDecision | CoachStep, deal: DealFacts | None, since: datetime, stages: Sequence[str]) -> None:
    """A deal that was deleted meanwhile says nothing, and its decision is learned from no more."""
    if deal is None:
        row.progress, row.what = None, None
        if isinstance(row, CoachDecision):
            row.policy = "deleted"
        return
    judged = outcomes.judge(deal, since, stages)
    row.progress, row.what = judged.progress, judged.what


def _due_decisions(now: datetime) -> sa.Select[CoachDecision]:
    due = (CoachDecision.judged_at.is_(None), CoachDecision.due_at <= now)
    return sa.select(CoachDecision).where(*due).order_by(CoachDecision.due_at)


def _due_steps(now: datetime) -> sa.Select[CoachStep]:
    return sa.select(CoachStep).where(CoachStep.status == "done", CoachStep.due_at <= now).order_by(CoachStep.due_at)


async def _due(session: AsyncSession, now: datetime) -> Iterable[tuple[str, int]]:
    """One occasion an hour where anything is due."""
    decisions, steps = _due_decisions(now).limit(1), _due_steps(now).limit(1)
    if await session.scalar(decisions) is None and await session.scalar(steps) is None:
        return []
    return [(SUBJECT, int(now.timestamp() // timedelta(hours=1).total_seconds()))]


async def _run(work: Work) -> None:
    async def settle() -> int:
        async with work.databases.tenant(work.tenant_id) as session:
            return await judge(session, work.now())

    number = 0
    while await work.step(f"judge-{number}", settle) >= AT_ONCE:
        number += 1


JUDGE = Job("deals.coach", _run, due=_due)
