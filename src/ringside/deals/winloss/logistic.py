"""Logistic regression with an L2 penalty per column, by Newton's method. Pure.

The same minimum as scikit-learn's `LogisticRegression` (a test holds them against each other), without its start of
seconds in a server, and with a warm start: an analysis fits hundreds of models that differ little.
"""

from __future__ import annotations

import numpy as np

from ringside.deals.winloss.table import Floats, Ints

_ROUNDS = 40
_CLOSE = 1e-6


def sigmoid(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))))


def minimum(
    design: Floats, won: Ints | Floats, counted: Floats, penalty: Floats, start: Floats | None = None
) -> Floats:
    """The weights of the columns of `design` that minimise the weighted loss plus half of penalty times square.

    Every penalty must be above 0 (1e-6 leaves a column all but free), so there is exactly one minimum.
    """
    found = np.zeros(design.shape[1]) if start is None else start.copy()
    odds = design @ found
    loss = _loss(odds, won, counted, penalty, found)
    for _ in range(_ROUNDS):
        given = sigmoid(odds)
        slope = design.T @ (counted * (won - given)) - penalty * found
        step = np.linalg.solve(bend(design, counted * given * (1 - given), penalty), slope)
        size = 1.0
        while True:
            tried = found + size * step
            odds = design @ tried
            reached = _loss(odds, won, counted, penalty, tried)
            if reached <= loss + 1e-12 or size < 1e-3:
                break
            size /= 2
        moved = float(np.abs(tried - found).max(initial=0.0))
        found, loss = tried, reached
        if moved < _CLOSE:
            break
    return found


def bend(design: Floats, spread: Floats, penalty: Floats) -> Floats:
    """The curvature of the loss (Hessian)."""
    out = design.T @ (design * spread[:, None])
    out[np.diag_indices_from(out)] += penalty + 1e-10
    return np.asarray(out)


def one_step(
    start: Floats, design: Floats, won: Ints | Floats, counted: Floats, penalty: Floats, steps: int = 1
) -> Floats:
    """The weights when deals count differently, from a fit that is close: how bootstrap draws are fitted."""
    found = start.copy()
    for _ in range(steps):
        given = sigmoid(design @ found)
        slope = design.T @ (counted * (won - given)) - penalty * found
        found = found + np.clip(np.linalg.solve(bend(design, counted * given * (1 - given), penalty), slope), -3, 3)
    return found


def _loss(odds: Floats, won: Ints | Floats, counted: Floats, penalty: Floats, weights: Floats) -> float:
    each = np.logaddexp(0, odds) - won * odds
    return float(counted @ each + 0.5 * penalty @ weights**2)
