"""How well a kind of model tells outcomes it has not seen, and whether that may be chance. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ringside.deals.winloss.fitting import LARGE, fit
from ringside.deals.winloss.logistic import sigmoid
from ringside.deals.winloss.splitting import folds
from ringside.deals.winloss.table import Bools, Floats, Ints, Table

_FOLDS = 10
_FEW = 600
"""Below so many deals how they are split matters: it is done twice."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Judged on deals held out, whole groups at a time. `p` is the chance of such an AUC were there nothing to find.

    `chances` are the probabilities given to each deal while it was held out.
    """

    auc: Estimate
    brier: Estimate
    base_brier: float
    p: float
    chances: Floats
    folds: int
    repeats: int


def judge(table: Table, seed: int = 0, repeats: int | None = None) -> Verdict:
    """Cross-validate: all choices are made anew without the deals they are tried on."""
    small = len(table) < LARGE
    count = _fold_count(table, _FOLDS if small else 5)
    rounds = repeats or (2 if len(table) < _FEW else 1)
    parts = [folds(table.won, table.groups, count, seed + 101 * r) for r in range(rounds)]
    given = [_held_out(table, part, seed) for part in parts]
    ranks = [_auc_shares(table, odds, part) for odds, part in zip(given, parts, strict=True)]
    auc = float(np.mean([value for value, _ in ranks]))
    shares = np.mean([share for _, share in ranks], axis=0)
    error = _by_group(shares, table.groups)
    chances = np.mean([sigmoid(odds) for odds in given], axis=0)
    squares = np.mean([(sigmoid(odds) - table.won) ** 2 for odds in given], axis=0)
    return Verdict(
        auc=_bounded(auc, error),
        brier=_mean(squares, table),
        base_brier=_base_brier(table),
        p=_p(auc, error, table),
        chances=np.asarray(chances),
        folds=count,
        repeats=rounds,
    )


def _fold_count(table: Table, most: int) -> int:
    """As many folds as leave some of each outcome in every one."""
    rarer = min(len(np.unique(table.groups[table.won == outcome])) for outcome in (0, 1))
    return int(max(2, min(most, rarer // 2)))


def _held_out(table: Table, part: Ints, seed: int) -> Floats:
    odds = np.zeros(len(table))
    for fold in np.unique(part).tolist():
        held = part == fold
        seen = table.take(~held)
        if len(np.unique(seen.won)) < 2:
            continue
        model = fit(seen, seed + fold)
        columns = [column.take(np.flatnonzero(held)) for column in table.columns]
        odds[held] = model.odds(model.matrix(columns, int(held.sum())))
    return odds


def _auc_shares(table: Table, odds: Floats, part: Ints) -> tuple[float, Floats]:
    """The AUC of pairs within a fold, and how much each deal moves it (DeLong's components).

    Odds of two folds come from two models and are not compared.
    """
    shares, pairs, total = np.zeros(len(table)), 0.0, 0.0
    values: list[tuple[Bools, Floats, float]] = []
    for fold in np.unique(part).tolist():
        held = part == fold
        above, below, size = _places(odds[held], table.won[held])
        if size:
            values.append((held, np.where(table.won[held] == 1, above, below), size))
            pairs += size
            total += float((above[table.won[held] == 1]).sum())
    if not pairs:
        return 0.5, shares
    auc = total / pairs
    for held, wins, _ in values:
        won = table.won[held]
        rivals = np.where(won == 1, (won == 0).sum(), (won == 1).sum())
        shares[held] = (wins - auc * rivals) / pairs
    return auc, shares


def _places(odds: Floats, won: Ints) -> tuple[Floats, Floats, float]:
    """For each deal how many of the lost it beats (ties half) and how many of the won beat it; the number of pairs."""
    lost, gained = np.sort(odds[won == 0]), np.sort(odds[won == 1])
    beaten = (np.searchsorted(lost, odds, "left") + np.searchsorted(lost, odds, "right")) / 2
    under = len(gained) - (np.searchsorted(gained, odds, "left") + np.searchsorted(gained, odds, "right")) / 2
    return beaten, under, float(len(lost) * len(gained))


def _by_group(shares: Floats, groups: Ints) -> float:
    """Standard error of a sum, where the deals of one group may move together."""
    sums = np.bincount(groups, weights=shares)
    return float(np.sqrt((sums**2).sum()))


def _mean(values: Floats, table: Table) -> Estimate:
    mean = float(values.mean())
    error = _by_group((values - mean) / len(values), table.groups)
    return Estimate(mean, max(0.0, mean - 1.96 * error), min(1.0, mean + 1.96 * error))


def _bounded(auc: float, error: float) -> Estimate:
    """An interval on the scale of log odds, so that it stays within 0..1."""
    inside = min(max(auc, 1e-4), 1 - 1e-4)
    centre, spread = np.log(inside / (1 - inside)), 1.96 * error / (inside * (1 - inside))
    low, high = (float(1 / (1 + np.exp(-(centre + sign * min(spread, 20.0))))) for sign in (-1, 1))
    return Estimate(auc, min(low, auc), max(high, auc))


def _base_brier(table: Table) -> float:
    rate = float(table.won.mean())
    return rate * (1 - rate)


def _p(auc: float, error: float, table: Table) -> float:
    """Chance of an AUC as high as this with no signal; the wider of what was seen and what theory asks is believed."""
    won, lost = float(table.won.sum()), float((1 - table.won).sum())
    null = np.sqrt((won + lost + 1) * _alike(table) / (12 * won * lost))
    return 1 - _NORMAL.cdf((auc - 0.5) / max(error, float(null), 1e-9))


def _alike(table: Table) -> float:
    """By how much the outcomes of a group go together: 1 where they do not, its deals where they are all the same."""
    rest = table.won - table.won.mean()
    sums = np.bincount(table.groups, weights=rest)
    return max(1.0, float((sums**2).sum() / max((rest**2).sum(), 1e-9)))
