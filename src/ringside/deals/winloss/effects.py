"""How much each thing known of a deal changes its chance to win, all else equal, with intervals. Pure.

An effect is the average, over deals, of the chance with the thing minus the chance without (average marginal effect).
For a thing in a setting (a competitor in a market) it is the average over the deals of that setting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ringside.deals.winloss.conditions import all_hold
from ringside.deals.winloss.encoding import by_key
from ringside.deals.winloss.logistic import minimum, one_step, sigmoid
from ringside.deals.winloss.schemas import Condition
from ringside.deals.winloss.selecting import Chosen, controls, penalties, select
from ringside.deals.winloss.table import Bools, Floats, Table, Theme

_DRAWS = 300
_LARGE = 3000


@dataclass(frozen=True, slots=True)
class Effect:
    """In shares of probability, -1..1, with a 95 % bootstrap interval. `p` is corrected for all that was looked at."""

    conditions: tuple[Condition, ...]
    theme: Theme
    value: float
    low: float
    high: float
    p: float
    sure: bool
    setting: Condition | None
    rows: Bools

    @property
    def certain_size(self) -> float:
        """The end of the interval nearest to nothing."""
        return max(0.0, self.low, -self.high)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The model that effects are read from: one column per thing told. `draws` are its weights on deals drawn again."""

    effects: tuple[Effect, ...]
    chosen: tuple[Chosen, ...]
    design: Floats
    weights: Floats
    draws: Floats
    base: int
    """Columns at the front that are not told."""


def explanation(table: Table, seed: int = 0) -> Explanation:
    """Everything worth telling of these deals, what is sure and large first."""
    chosen = select(table)
    base = controls(table)
    columns = by_key(table.columns)
    met = [all_hold(one.conditions, columns, len(table)).astype(np.float64) for one in chosen]
    design = np.column_stack([base, *met])
    penalty = penalties(base, len(chosen))
    weights = minimum(design, table.won, table.weights, penalty)
    draws = _drawn(design, table, penalty, weights, seed)
    found = [
        _effect(one, place, design, np.vstack([weights, draws]), table, base.shape[1], chosen)
        for place, one in enumerate(chosen)
    ]
    told = [i for i, effect in enumerate(found) if effect.low * effect.high > 0]
    order = sorted(told, key=lambda i: (not found[i].sure, -found[i].certain_size, -abs(found[i].value)))
    # What cannot be told for sure stays in the model all the same.
    silent = [i for i in range(len(found)) if i not in order]
    places = [*range(base.shape[1]), *(base.shape[1] + i for i in (*order, *silent))]
    return Explanation(
        tuple(found[i] for i in order), tuple(chosen[i] for i in order), design[:, places], weights[places],
        draws[:, places], base.shape[1],
    )  # fmt: skip


def _drawn(design: Floats, table: Table, penalty: Floats, start: Floats, seed: int) -> Floats:
    """The weights on deals drawn again by whole groups; two Newton steps from the fit to all of them are enough."""
    chance = np.random.default_rng(seed)
    _, groups = np.unique(table.groups, return_inverse=True)
    size = int(groups.max()) + 1
    count, steps = (_DRAWS, 2) if len(table) <= _LARGE else (_DRAWS // 2, 1)
    out = np.empty((count, len(start)))
    for draw in range(count):
        times = np.bincount(chance.integers(0, size, size), minlength=size)[groups] * table.weights
        out[draw] = one_step(start, design, table.won, times, penalty, steps)
    return out


def _effect(
    one: Chosen, place: int, design: Floats, weights: Floats, table: Table, base: int, chosen: list[Chosen]
) -> Effect:
    columns = by_key(table.columns)
    setting = one.conditions[-1] if one.setting else None
    within = all_hold([setting] if setting else [], columns, len(table))
    # With it, the parts of it that are told by themselves hold too; without it, what it consists of does not.
    parts = [base + i for i, other in enumerate(chosen) if i != place and _part(other, one, setting)]
    rivals = [base + i for i, other in enumerate(chosen) if i != place and _excludes(other, one)]
    averaged = design[within]
    present, absent = averaged.copy(), averaged.copy()
    present[:, base + place], absent[:, base + place] = 1.0, 0.0
    present[:, parts], absent[:, parts] = 1.0, 0.0
    present[:, rivals] = 0.0
    counted = table.weights[within] / table.weights[within].sum()
    change = counted @ (sigmoid(present @ weights.T) - sigmoid(absent @ weights.T))
    value, draws = float(change[0]), change[1:]
    low, high = (float(q) for q in np.quantile(draws, (0.025, 0.975)))
    low, high = min(low, value), max(high, value)
    rows = all_hold(one.conditions, columns, len(table))
    theme = columns[one.conditions[0].column].theme
    return Effect(one.conditions, theme, value, low, high, one.p, one.sure and low * high > 0, setting, rows)


def _part(other: Chosen, one: Chosen, setting: Condition | None) -> bool:
    """Whether the other is what changes in this one: the competitor of "the competitor in this market"."""
    return setting is not None and set(other.conditions) < set(one.conditions) and setting not in other.conditions


def _excludes(other: Chosen, one: Chosen) -> bool:
    """Two levels of one field: a deal has one of them."""
    if len(one.conditions) != 1 or len(other.conditions) != 1:
        return False
    a, b = one.conditions[0], other.conditions[0]
    return a.column == b.column and a.op == b.op == "is"
