"""Decisions as they are kept: the present one of a deal, a fresh one when its time is over, and their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.deals.coach import bandit, calibration, variants
from ringside.deals.coach.actions import ActionId
from ringside.deals.coach.bandit import Arm, Odds
from ringside.deals.coach.context import POLICY, Context
from ringside.deals.coach.learning import Learned
from ringside.deals.coach.looking import Candidate
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.coach.outcomes import WINDOW

RESTS = {
    "done": timedelta(days=7), "not_now": timedelta(days=7), "already_done": timedelta(days=30),
    "not_relevant": timedelta(days=90), "wrong_facts": timedelta(days=90), "other": timedelta(days=30),
}  # fmt: skip
"""For how long a step is not suggested again, by what was done with it or why it was dismissed."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the coach has done on a deal before."""

    decision: CoachDecision | None
    """The present decision, unless another has taken its place."""
    number: int
    steps: Sequence[CoachStep]


async def past(session: AsyncSession, deal_id: str) -> Past:
    """Decision and steps of a deal, steps in order of time."""
    latest = sa.select(CoachDecision).where(CoachDecision.deal_id == deal_id)
    row = await session.scalar(latest.order_by(CoachDecision.number.desc()).limit(1))
    steps = await session.scalars(
        sa.select(CoachStep).where(CoachStep.deal_id == deal_id).order_by(CoachStep.at, CoachStep.id)
    )
    present = row if row is not None and row.closed_at is None else None
    return Past(present, row.number if row else 0, steps.all())


def resting(steps: Sequence[CoachStep], now: datetime) -> list[ActionId]:
    """Steps that were done or dismissed lately, the earliest first."""
    latest = {step.action: step for step in steps}  # in order of time: the last one counts
    rest = [s for s in latest.values() if s.status_at and now - s.status_at < RESTS.get(_why(s), timedelta(0))]
    return [cast("ActionId", s.action) for s in sorted(rest, key=lambda s: (s.status_at or now, s.id))]


def _why(step: CoachStep) -> str:
    if step.status == "dismissed":
        return step.reason or "other"
    return step.status


def stands(decision: CoachDecision | None, found: Sequence[Candidate], rest: Sequence[ActionId], now: datetime) -> bool:
    """Whether the present decision still holds: within its window, its lead neither resolved nor out of the facts.

    So what was put first stays first for the whole window in which its outcome is awaited.
    """
    if decision is None or now >= decision.due_at or decision.policy != POLICY:
        return False
    lead = decision.lead
    return lead is None or (lead not in rest and any(c.action == lead for c in found))


def seed_of(deal_id: str, number: int) -> int:
    """The same for the same decision, whoever asks; and nothing that could know what will come of it."""
    return int.from_bytes(sha256(f"{POLICY}/{deal_id}/{number}".encode()).digest()[:6], "big")


def decide(
    deal_id: str, number: int, context: Context, found: Sequence[Candidate], learned: Learned, now: datetime
) -> CoachDecision:
    """A fresh decision, drawn by its propensities."""
    seed = seed_of(deal_id, number)
    arms = [Arm(c.action, c.strength) for c in found]
    odds = bandit.odds(learned.posterior, context, arms, seed)
    lead = bandit.draw({choice: o.propensity for choice, o in odds.items()}, seed)
    return CoachDecision(
        id=new_id(),
        deal_id=deal_id,
        number=number,
        at=now,
        policy=POLICY,
        variant=variants.assigned(deal_id),
        lead=lead,
        context=list(context),
        arms=[_arm(arm, odds[arm.action]) for arm in arms],
        null_propensity=odds[None].propensity,
        chance=odds[lead].chance,
        confidence=calibration.corrected(odds[lead].chance, learned.correction),
        due_at=now + WINDOW,
    )


def _arm(arm: Arm, odds: Odds) -> dict[str, object]:
    return {
        "action": arm.action, "strength": round(arm.strength, 4), "propensity": odds.propensity, "chance": odds.chance,
    }  # fmt: skip


async def keep_steps(
    session: AsyncSession, decision: CoachDecision, shown: Sequence[Candidate], before: Past, now: datetime
) -> dict[str, CoachStep]:
    """The open step of each suggestion, new ones where there is none; what the facts no longer call for is gone."""
    latest = {step.action: step for step in before.steps}
    kept: dict[str, CoachStep] = {}
    for candidate in shown:
        step = latest.get(candidate.action)
        if step is None or step.status != "open":
            step = CoachStep(
                id=new_id(), deal_id=decision.deal_id, action=candidate.action, round=step.round + 1 if step else 1,
                decision_id=decision.id, variant=decision.variant, at=now, led=False, status="open", note="",
            )  # fmt: skip
            session.add(step)
        step.led = step.led or candidate.action == decision.lead
        kept[candidate.action] = step
    for action, step in latest.items():
        if step.status == "open" and action not in kept:
            step.status, step.status_at = "gone", now
    await session.flush()
    return kept
