"""Folds that keep a group together and mix outcomes evenly. Pure."""

from __future__ import annotations

import numpy as np

from ringside.deals.winloss.table import Ints


def folds(won: Ints, groups: Ints, count: int, seed: int) -> Ints:
    """The fold, 0..count-1, of each deal."""
    _, inverse, size = np.unique(groups, return_inverse=True, return_counts=True)
    rate = np.bincount(inverse, weights=won) / size
    chance = np.random.default_rng(seed).random(len(size))
    # Groups alike in size and outcome stand beside each other, and are dealt out one to each fold.
    order = np.lexsort((chance, np.round(rate, 1), -size))
    dealt = np.empty(len(size), dtype=np.int64)
    dealt[order] = np.arange(len(size)) % count
    return np.asarray(dealt[inverse])
