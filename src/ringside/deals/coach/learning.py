"""What the coach has learned in a company: read from its logged decisions, worked out anew when outcomes come in."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.coach import bandit, calibration
from ringside.deals.coach.actions import ACTIONS, ActionId
from ringside.deals.coach.bandit import Arm, Outcome, Posterior
from ringside.deals.coach.calibration import Correction, Pairs
from ringside.deals.coach.context import POLICY
from ringside.deals.coach.effects import Logged
from ringside.deals.coach.models import CoachDecision

REMEMBERED = 5_000
"""Outcomes that are learned from, the latest ones."""


@dataclass(frozen=True)
class Learned:
    """What the ranking goes by. Below `calibration.LEAST` outcomes it is the rules and no measurement."""

    posterior: Posterior
    correction: Correction

    @property
    def outcomes(self) -> int:
        return self.posterior.n

    @property
    def enough(self) -> bool:
        return self.outcomes >= calibration.LEAST


_State = tuple[int, datetime | None]
_known: OrderedDict[str, tuple[_State, Learned]] = OrderedDict()
_MOST_KNOWN = 256


async def learned(session: AsyncSession, tenant_id: str) -> Learned:
    """What is known in this company by now."""
    judged = (CoachDecision.judged_at.is_not(None), CoachDecision.policy == POLICY)
    state = sa.select(sa.func.count(), sa.func.max(CoachDecision.judged_at)).where(*judged)
    count, latest = (await session.execute(state)).one()
    now: _State = (count, latest)
    known = _known.get(tenant_id)
    if known is None or known[0] != now:
        rows = await decisions(session)
        known = _known[tenant_id] = (now, await asyncio.to_thread(_learn, rows))
        while len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    _known.move_to_end(tenant_id)
    return known[1]


async def decisions(session: AsyncSession) -> Sequence[CoachDecision]:
    """The judged decisions of the present policy, the oldest first."""
    judged = (CoachDecision.judged_at.is_not(None), CoachDecision.policy == POLICY)
    query = sa.select(CoachDecision).where(*judged).order_by(CoachDecision.at.desc(), CoachDecision.id.desc())
    return list(reversed((await session.scalars(query.limit(REMEMBERED))).all()))


def _learn(rows: Sequence[CoachDecision]) -> Learned:
    found = [logged(row) for row in rows]
    posterior = bandit.learn([Outcome(one.context, one.arm, one.progress) for one in found])
    return Learned(posterior, calibration.correction([(row.chance, bool(row.progress)) for row in rows]))


def shown(rows: Sequence[CoachDecision]) -> Pairs:
    """The confidence that was shown before the outcome, with the outcome."""
    return [(row.confidence, bool(row.progress)) for row in rows]


def logged(row: CoachDecision) -> Logged:
    """A stored decision as the estimators take it. A step that no longer exists stands for choice no more."""
    kept = [arm for arm in row.arms if arm["action"] in ACTIONS]
    propensities: dict[ActionId | None, float] = {arm["action"]: arm["propensity"] for arm in kept}
    propensities[None] = row.null_propensity
    return Logged(
        row.deal_id,
        tuple(row.context),
        tuple(Arm(arm["action"], arm["strength"]) for arm in kept),
        propensities,
        cast("ActionId | None", row.lead),
        bool(row.progress),
    )
