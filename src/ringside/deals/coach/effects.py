"""What putting a step first changes: doubly robust estimates with intervals, from logged propensities. Pure.

For each decision in which a step could have been put first, its score is the model's prediction with the step plus,
where it was put first, the prediction's error weighted by the inverse propensity; the same for the null action. The
mean difference is the effect. It is unbiased because the propensities are exact, whatever the model; the model only
narrows the interval. Predictions are cross-fitted by deal, and the interval counts each deal's decisions as one
cluster (Robins, Rotnitzky and Zhao 1994; Dudik, Langford and Li 2011).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from ringside.deals.coach import bandit
from ringside.deals.coach.actions import ActionId
from ringside.deals.coach.bandit import Arm, Outcome
from ringside.deals.coach.context import Context
from ringside.deals.schemas import Interval

LEAST = 20
"""Outcomes that a step, and the null action beside it, must each have before an effect is told."""
FOLDS = 5
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Logged:
    """One decision with its outcome, as it was logged."""

    deal_id: str
    context: Context
    arms: tuple[Arm, ...]
    """The steps that could have been put first."""
    propensities: dict[ActionId | None, float]
    lead: ActionId | None
    progress: bool

    @property
    def arm(self) -> Arm | None:
        return next((a for a in self.arms if a.action == self.lead), None)


@dataclass(frozen=True, slots=True)
class Effect:
    """What putting a step first changes in the chance of progress. `effect` is None below LEAST outcomes."""

    action: ActionId
    led: int
    """Decisions in which it was put first."""
    progressed: int
    null: int
    """Decisions in which it could have been, and nothing was."""
    effect: Interval | None


def estimates(logged: Sequence[Logged]) -> list[Effect]:
    """The effect of each step that was ever a candidate, the best first, those without an estimate last."""
    predicted = _cross_fitted(logged)
    actions = {arm.action for one in logged for arm in one.arms}
    found = [_effect(action, logged, predicted) for action in sorted(actions)]
    return sorted(found, key=lambda e: (e.effect is None, -(e.effect.value if e.effect else 0), -e.led, e.action))


def _cross_fitted(logged: Sequence[Logged]) -> list[dict[ActionId | None, float]]:
    """For each decision the chance of progress with each choice, by a model that has not seen its deal."""
    fold = [crc32(one.deal_id.encode()) % FOLDS for one in logged]
    out: list[dict[ActionId | None, float]] = [{} for _ in logged]
    for held in range(FOLDS):
        rest = [Outcome(o.context, o.arm, o.progress) for o, f in zip(logged, fold, strict=True) if f != held]
        weights = bandit.learn(rest).mean
        for place, one in enumerate(logged):
            if fold[place] == held:
                choices = [None, *one.arms]
                scores = np.stack([bandit.row(one.context, arm) for arm in choices]) @ weights
                chances = 1 / (1 + np.exp(-scores))
                out[place] = {arm.action if arm else None: float(c) for arm, c in zip(choices, chances, strict=True)}
    return out


def _effect(action: ActionId, logged: Sequence[Logged], predicted: Sequence[dict[ActionId | None, float]]) -> Effect:
    could = [(o, p) for o, p in zip(logged, predicted, strict=True) if action in p]
    led = [o for o, _ in could if o.lead == action]
    null = sum(o.lead is None for o, _ in could)
    enough = len(led) >= LEAST and null >= LEAST
    effect = _interval([(o.deal_id, _score(o, p, action) - _score(o, p, None)) for o, p in could]) if enough else None
    return Effect(action, len(led), sum(o.progress for o in led), null, effect)


def _score(one: Logged, predicted: dict[ActionId | None, float], choice: ActionId | None) -> float:
    """The doubly robust score of one decision for one choice."""
    score = predicted[choice]
    if one.lead == choice:
        score += (float(one.progress) - score) / one.propensities[choice]
    return score


def _interval(scores: Sequence[tuple[str, float]]) -> Interval:
    """Mean and 95 % interval; decisions about one deal are no independent cases."""
    mean = sum(score for _, score in scores) / len(scores)
    by_deal: dict[str, float] = defaultdict(float)
    for deal_id, score in scores:
        by_deal[deal_id] += score - mean
    clusters = len(by_deal)
    variance = sum(total**2 for total in by_deal.values()) / len(scores) ** 2 * clusters / max(1, clusters - 1)
    spread = _Z * variance**0.5
    return Interval(value=round(mean, 4), low=round(mean - spread, 4), high=round(mean + spread, 4), n=len(scores))
