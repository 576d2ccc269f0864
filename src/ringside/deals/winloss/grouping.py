"""Which deals are not independent of each other: copies of one row, and deals of one account. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ringside.deals.winloss.table import Column, Floats, Ints

_CHANCE = 0.05
"""Rows that look the same are copies only where chance would hardly make one such pair."""
_SAME = 0.97
"""Share of columns in which near copies agree; exact ones agree in all."""
_BIGGEST = 0.1
"""Accounts are groups only while none holds more of the deals than this: "New" and "Current" are not accounts."""


def group(columns: Sequence[Column], accounts: Sequence[str | None]) -> tuple[Ints, Floats]:
    """Groups and weights. Deals with the same number stay on the same side of every split; copies count as one deal."""
    doubled, linked = _Sets(len(accounts)), _Sets(len(accounts))
    for rows in copies(columns, len(accounts)):
        doubled.join(rows)
        linked.join(rows)
    for rows in _of_accounts(accounts):
        linked.join(rows)
    numbers = doubled.numbers()
    return linked.numbers(), np.asarray(1.0 / np.bincount(numbers, minlength=1)[numbers])


def copies(columns: Sequence[Column], count: int) -> list[Ints]:
    """Sets of rows that say the same, or nearly the same: doubled records rather than two deals."""
    if count < 2 or not columns:
        return []
    codes = [_codes(column) for column in columns]
    rare = _surprise(codes) > np.log(count / _CHANCE)
    hashed = np.stack([_hashed(code, seed) for seed, code in enumerate(codes)])
    whole = hashed.sum(axis=0, dtype=np.uint64)
    found = _alike(whole, rare)
    if 1 / len(columns) <= 1 - _SAME:
        for one in hashed:
            found += _alike(whole - one, rare)
    return found


def _of_accounts(accounts: Sequence[str | None]) -> list[Ints]:
    named = np.array([f"{i}" if name is None else f"#{name}" for i, name in enumerate(accounts)])
    if not len(named):
        return []
    counts = np.unique(named, return_counts=True)[1]
    return [] if counts.max() > max(10, _BIGGEST * len(named)) else _equal(named, np.arange(len(named)))


def _codes(column: Column) -> Ints:
    """Equal values as equal numbers; figures to three digits, so that rounding does not hide a copy."""
    if column.kind == "category":
        folded = np.array([" ".join(level.casefold().split()) for level in column.levels])
        return np.unique(folded, return_inverse=True)[1].astype(np.int64)[column.values]
    return np.unique(_rounded(column.values.astype(np.float64)), return_inverse=True)[1].astype(np.int64)


def _rounded(values: Floats) -> Floats:
    filled = np.where(np.isnan(values), -1e300, values)
    size = np.where(filled == 0, 1.0, np.abs(filled))
    unit = 10.0 ** (np.floor(np.log10(size)) - 2)
    return np.asarray(np.round(filled / unit) * unit)


def _surprise(codes: Sequence[Ints]) -> Floats:
    """How unlikely each row is, were its columns independent: minus the log of its probability."""
    total = np.zeros(len(codes[0]))
    for code in codes:
        counts = np.bincount(code)
        total -= np.log(counts[code] / len(code))
    return np.asarray(total)


def _hashed(codes: Ints, seed: int) -> npt.NDArray[np.uint64]:
    words = np.random.default_rng(seed).integers(1, 2**63, int(codes.max()) + 1, dtype=np.uint64)
    return np.asarray(words[codes])


def _alike(keys: npt.NDArray[np.uint64], rare: npt.NDArray[np.bool_]) -> list[Ints]:
    rows = np.flatnonzero(rare)
    return _equal(keys[rows], rows)


def _equal(keys: npt.NDArray[Any], rows: Ints) -> list[Ints]:
    """The rows that share a key with another, set by set."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    if not len(same):
        return []
    starts = np.flatnonzero(np.diff(same, prepend=-2) > 1)
    return [rows[order[part[0] : part[-1] + 2]] for part in np.split(same, starts[1:])]


class _Sets:
    """Disjoint sets of row numbers."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def _root(self, row: int) -> int:
        while self.parent[row] != row:
            self.parent[row] = self.parent[self.parent[row]]
            row = self.parent[row]
        return row

    def join(self, rows: Ints) -> None:
        first = self._root(int(rows[0]))
        for row in rows[1:].tolist():
            self.parent[self._root(row)] = first

    def numbers(self) -> Ints:
        roots = [self._root(row) for row in range(len(self.parent))]
        return np.unique(np.array(roots, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
