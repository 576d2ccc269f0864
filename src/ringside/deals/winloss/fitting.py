"""One model of outcomes: terms chosen, pairs that count together found, the penalty tried, calibrated. Pure.

Everything that looks at outcomes happens in `fit`, so that whoever judges a model by deals it has not seen calls `fit`
on the others and has chosen nothing with their help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ringside.deals.winloss.encoding import Encoder, Pair, Term, by_key, terms
from ringside.deals.winloss.logistic import minimum, sigmoid
from ringside.deals.winloss.splitting import folds
from ringside.deals.winloss.table import SETTINGS, Column, Floats, Ints, Table

_STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Of the penalty, inverse."""
_MOST_TERMS = (80, 50)
_MOST_PAIRS = 5
LARGE = 1000
"""From so many deals on, one inner split tells as much as four, and the penalty hardly matters."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic model. `slope` and `offset` make its odds honest (Platt, on deals it had not seen)."""

    encoder: Encoder
    weights: Floats
    intercept: float
    strength: float
    slope: float = 1.0
    offset: float = 0.0

    def odds(self, matrix: Floats) -> Floats:
        """Log odds to win for each row."""
        return np.asarray(self.slope * (matrix @ self.weights + self.intercept) + self.offset)

    def matrix(self, columns: Sequence[Column], count: int) -> Floats:
        return self.encoder.matrix(by_key(columns), count)

    def chances(self, columns: Sequence[Column], count: int) -> Floats:
        """The probability to win of each deal."""
        return sigmoid(self.odds(self.matrix(columns, count)))


def fit(table: Table, seed: int = 0) -> Fitted:
    """The model of these deals. Both outcomes must be among them."""
    every = terms(table)
    whole = Encoder(every).matrix(by_key(table.columns), len(table))
    kept = _screened(whole, table.won, table.weights)
    chosen, matrix = tuple(every[i] for i in kept), np.asfortranarray(whole[:, kept])
    splits = _inner(table, seed)
    strength, unseen = _strength(matrix, table, splits)
    encoder = Encoder(chosen)
    pairs = _pairs(chosen, matrix, table, strength)
    if pairs:
        richer = Encoder(chosen, pairs)
        wider = np.column_stack([matrix, *(matrix[:, i] * matrix[:, j] for i, j in pairs)])
        other, seen_less = _strength(wider, table, splits)
        if _loss(seen_less, table) < _loss(unseen, table):
            encoder, matrix, strength, unseen = richer, wider, other, seen_less
    weights, intercept = solve(matrix, table.won, table.weights, strength)
    slope, offset = _calibration(unseen, table)
    return Fitted(encoder, weights, intercept, strength, slope, offset)


def solve(
    matrix: Floats, won: Ints, weights: Floats, strength: float, start: Floats | None = None
) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression with an L2 penalty."""
    wide = np.column_stack([matrix, np.ones(len(matrix))])
    found = minimum(wide, won, weights, np.append(np.full(matrix.shape[1], 1.0 / strength), 1e-6), start)
    return found[:-1], float(found[-1])


def _screened(matrix: Floats, won: Ints, weights: Floats) -> list[int]:
    """The terms that tell outcomes apart most, in their order; all of them while they are few."""
    most = _MOST_TERMS[len(matrix) >= LARGE]
    if matrix.shape[1] <= most:
        return list(range(matrix.shape[1]))
    centred = matrix - np.average(matrix, axis=0, weights=weights)
    residual = (won - np.average(won, weights=weights)) * weights
    spread = np.sqrt((centred**2).sum(axis=0)) + 1e-12
    strongest = np.argsort(-np.abs(centred.T @ residual) / spread, kind="stable")[:most]
    return sorted(strongest.tolist())


def _inner(table: Table, seed: int) -> list[tuple[Ints, Ints]]:
    """Rows to learn from and rows to try on, within the deals at hand."""
    parts = folds(table.won, table.groups, 4, seed + 1)
    tried = [(np.flatnonzero(parts != k), np.flatnonzero(parts == k)) for k in range(4 if len(table) < LARGE else 1)]
    return [(seen, held) for seen, held in tried if len(held) and 0 < table.won[seen].mean() < 1]


def _strength(matrix: Floats, table: Table, splits: list[tuple[Ints, Ints]]) -> tuple[float, Floats]:
    """The strength with the smallest loss on rows held out, and the log odds it gave those (nan: in no split)."""
    best: tuple[float, float, Floats] | None = None
    tried = _STRENGTHS if len(table) < LARGE else _STRENGTHS[1:4:2]
    starts: dict[int, Floats] = {}
    for strength in tried:
        unseen = np.full(len(table), np.nan)
        for place, (seen, held) in enumerate(splits):
            weights, intercept = solve(matrix[seen], table.won[seen], table.weights[seen], strength, starts.get(place))
            starts[place] = np.append(weights, intercept)
            unseen[held] = matrix[held] @ weights + intercept
        loss = _loss(unseen, table)
        if best is None or loss < best[0]:
            best = (loss, strength, unseen)
    assert best is not None  # noqa: S101 - there is at least one strength
    return best[1], best[2]


def _loss(odds: Floats, table: Table) -> float:
    """Mean logarithmic loss where there are odds."""
    there = ~np.isnan(odds)
    if not there.any():
        return np.inf
    signed = np.where(table.won[there] == 1, odds[there], -odds[there])
    return float(np.average(np.logaddexp(0, -signed), weights=table.weights[there]))


def _calibration(odds: Floats, table: Table) -> tuple[float, float]:
    """Slope and offset that fit odds of unseen deals to their outcomes; little data moves them little."""
    there = ~np.isnan(odds)
    if there.sum() < 20 or len(np.unique(table.won[there])) < 2 or np.ptp(odds[there]) < 1e-9:
        return 1.0, 0.0
    weights, offset = solve(odds[there][:, None], table.won[there], table.weights[there], 1.0)
    slope = float(weights[0])
    if slope <= 0:
        rate = float(np.average(table.won, weights=table.weights))
        return 0.0, float(np.log(rate / (1 - rate)))
    return slope, float(offset)


def _pairs(chosen: Sequence[Term], matrix: Floats, table: Table, strength: float) -> tuple[Pair, ...]:
    """Pairs of terms whose deals fare otherwise than the two alone would tell: by score test, strongest first."""
    asked = [i for i, term in enumerate(chosen) if term.op != "rank"]
    if len(asked) < 2:
        return ()
    weights, intercept = solve(matrix, table.won, table.weights, strength)
    chance = sigmoid(matrix @ weights + intercept)
    residual, spread = (table.won - chance) * table.weights, chance * (1 - chance) * table.weights
    yes = matrix[:, asked]
    score, variance = yes.T @ (yes * residual[:, None]), yes.T @ (yes * spread[:, None])
    both = yes.T @ yes
    fewest = max(8.0, 0.02 * len(table))
    alone = np.diag(both)
    # A pair that is as good as one of its terms says nothing new.
    allowed = (both >= fewest) & (alone[:, None] - both >= fewest) & (alone[None, :] - both >= fewest)
    strengths = np.where(allowed, score**2 / np.maximum(variance, 1e-9), 0.0)
    rows, others = np.triu_indices(len(asked), 1)
    order = np.argsort(-strengths[rows, others], kind="stable")[:40]
    candidates = [(asked[rows[i]], asked[others[i]]) for i in order.tolist() if strengths[rows[i], others[i]] > 0]
    total = max(1, int(np.triu(allowed, 1).sum()))
    return _tested(candidates, chosen, matrix, residual, spread, strength, total)


def _tested(
    candidates: list[Pair], chosen: Sequence[Term], matrix: Floats, residual: Floats, spread: Floats, strength: float,
    total: int,
) -> tuple[Pair, ...]:  # fmt: skip
    """The candidates that stand out from what the terms explain already; one pair for each two columns."""
    information = matrix.T @ (matrix * spread[:, None]) + np.eye(matrix.shape[1]) / strength
    found: list[tuple[float, Pair]] = []
    for one, other in candidates:
        if chosen[one].column == chosen[other].column:
            continue
        product = matrix[:, one] * matrix[:, other]
        shared = matrix.T @ (product * spread)
        left = float(product**2 @ spread - shared @ np.linalg.solve(information, shared))
        value = float((product @ residual) ** 2 / max(left, 1e-6))
        if value > _bar(chosen[one], chosen[other], total):
            found.append((value, (one, other)))
    kept: dict[frozenset[str], Pair] = {}
    met: list[Floats] = []
    for _, pair in sorted(found, key=lambda each: -each[0]):
        both = matrix[:, pair[0]] * matrix[:, pair[1]]
        columns = frozenset(chosen[i].column for i in pair)
        if columns not in kept and not any(_nearly_same(both, other) for other in met):
            kept[columns] = pair
            met.append(both)
    return tuple(kept.values())[:_MOST_PAIRS]


def _nearly_same(one: Floats, other: Floats) -> bool:
    return float((one * other).sum()) > 0.8 * float(np.maximum(one, other).sum())


def _bar(one: Term, other: Term, total: int) -> float:
    """What a pair's chi-square must pass. A competitor in a market is asked beforehand; any two things are a search."""
    keys = {one.column.split(":")[0], other.column.split(":")[0]}
    if "competitor" in keys and keys & SETTINGS:
        return 6.6
    return 2 * float(np.log(total)) + 3.0
