"""Which step comes first: a contextual bandit with Thompson sampling, exact propensities and a null action. Pure.

The chance that a deal makes progress is a logistic model of the deal's features and of the step that was put first,
with a prior that leans on the rules. Its posterior is taken as normal around the mode (Laplace). The share of posterior
draws in which a step is the best one is its weight; the propensity mixes these weights with a fixed share of pure
chance and a fixed share of the null action, in which no step is put first. A step is then drawn by exactly these
propensities, so that what each one brought can be estimated without bias later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from random import Random

import numpy as np
from numpy.typing import NDArray

from ringside.deals.coach.actions import ACTIONS, ORDER, ActionId
from ringside.deals.coach.context import INTERACTING, NAMES, Context

Floats = NDArray[np.float64]

HELD_BACK = 0.10
"""Share of decisions in which no step is put first, whatever is known: what effects are measured against."""
BY_CHANCE = 0.10
"""Share that is drawn from all candidates alike, so that each keeps being tried."""
DRAWS = 400
BASE = 0.35
"""Chance of progress assumed before anything is known."""

_PLACE = {action: place for place, action in enumerate(ORDER)}
_WIDTH = 1 + len(INTERACTING)
_SHARED = 1 + len(NAMES) + 2
"""Columns that all steps share: base, features, that anything was put first, how strongly the facts called for it."""
SIZE = _SHARED + _WIDTH * len(ORDER)


@dataclass(frozen=True, slots=True)
class Arm:
    """A step that could be put first, and how strongly the facts call for it (0..1)."""

    action: ActionId
    strength: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One logged decision with what came of it. `arm` is None where nothing was put first."""

    context: Context
    arm: Arm | None
    progress: bool


@dataclass(frozen=True)
class Posterior:
    """What is believed of the model's weights, after `n` outcomes."""

    mean: Floats
    root: Floats
    """Lower triangular: mean + root @ standard normal is a draw."""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Odds:
    """One choice of a decision: its propensity and the chance of progress with it, with a 95 % interval."""

    propensity: float
    chance: float
    low: float
    high: float


def row(context: Context, arm: Arm | None) -> Floats:
    """The model's inputs for a deal and what is put first."""
    out = np.zeros(SIZE)
    out[0] = 1.0
    out[1 : 1 + len(NAMES)] = np.asarray(context) - 0.5
    if arm is not None:
        out[1 + len(NAMES)] = 1.0
        out[2 + len(NAMES)] = arm.strength - 0.5
        start = _SHARED + _WIDTH * _PLACE[arm.action]
        out[start] = 1.0
        out[start + 1 : start + _WIDTH] = np.asarray(context)[list(INTERACTING)] - 0.5
    return out


def _prior() -> tuple[Floats, Floats]:
    """Mean and standard deviation of each weight before any outcome."""
    mean, spread = np.zeros(SIZE), np.full(SIZE, 0.1)
    mean[0], spread[0] = log(BASE / (1 - BASE)), 1.0
    spread[1 : 1 + len(NAMES)] = 0.7
    spread[1 + len(NAMES)] = 0.3
    mean[2 + len(NAMES)], spread[2 + len(NAMES)] = 0.3, 0.15
    for action, place in _PLACE.items():
        start = _SHARED + _WIDTH * place
        mean[start], spread[start] = ACTIONS[action].expected, 0.5
    return mean, spread


def learn(outcomes: Sequence[Outcome], *, steps: int = 30) -> Posterior:
    """The posterior after these outcomes; the prior when there are none."""
    mean, spread = _prior()
    precision = 1 / spread**2
    if not outcomes:
        return Posterior(mean, np.diag(spread))
    x = np.stack([row(o.context, o.arm) for o in outcomes])
    y = np.array([float(o.progress) for o in outcomes])
    weights = mean.copy()
    for _ in range(steps):  # Newton's method; the prior makes the problem strictly convex
        p = _logistic(x @ weights)
        gradient = x.T @ (p - y) + precision * (weights - mean)
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(precision)
        change = np.linalg.solve(hessian, gradient)
        weights -= change
        if float(np.abs(change).max()) < 1e-8:
            break
    p = _logistic(x @ weights)
    hessian = (x.T * (p * (1 - p))) @ x + np.diag(precision)
    root = np.linalg.cholesky(np.linalg.inv(hessian))
    return Posterior(weights, root, len(outcomes))


def odds(posterior: Posterior, context: Context, arms: Sequence[Arm], seed: int) -> dict[ActionId | None, Odds]:
    """Propensity and chance of each choice, the null action (None) among them. The same seed gives the same."""
    choices: list[Arm | None] = [None, *arms]
    inputs = np.stack([row(context, arm) for arm in choices])
    # Only the choices' scores are drawn, not all weights: the same distribution in far fewer dimensions.
    spread = np.linalg.cholesky(_square(inputs @ posterior.root) + 1e-9 * np.eye(len(choices)))
    noise = np.random.default_rng(seed).standard_normal((DRAWS, len(choices)))
    scores = inputs @ posterior.mean + noise @ spread.T
    best = np.bincount(scores.argmax(axis=1), minlength=len(choices)) / DRAWS
    chances = _logistic(scores)
    low, high = np.quantile(chances, (0.025, 0.975), axis=0)
    found: dict[ActionId | None, Odds] = {}
    for place, arm in enumerate(choices):
        share = (1 - HELD_BACK - BY_CHANCE) * best[place]
        share += HELD_BACK if arm is None else BY_CHANCE / len(arms)
        found[arm.action if arm else None] = Odds(
            float(share), float(chances[:, place].mean()), float(low[place]), float(high[place])
        )
    return found


def draw(propensities: Mapping[ActionId | None, float], seed: int) -> ActionId | None:
    """The choice of a decision, by its propensities."""
    at = Random(seed).random() * sum(propensities.values())
    choice: ActionId | None = None
    for choice, share in propensities.items():
        at -= share
        if at <= 0:
            return choice
    return choice


def _square(values: Floats) -> Floats:
    return values @ values.T


def _logistic(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
