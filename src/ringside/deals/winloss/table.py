"""Closed deals as columns: what a model of their outcomes learns from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

Kind = Literal["number", "category", "flag"]
Theme = Literal["timeline", "people", "competition", "price", "asked", "activity", "talk", "field"]

SETTINGS = frozenset({"segment", "industry", "country", "product", "lead_source", "account"})
"""Columns that say where a deal is, rather than what is done in it."""
MISSING = "—"
"""The level of a category where nothing is entered."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing known of each deal. Numbers and flags are floats (nan: unknown), categories are codes into `levels`.

    `dated` says that it was counted from dated records, so that it is known to have been so before the close; what is
    not dated must pass the guard. `control` columns are allowed for, but are nobody's reason: who sold it.
    """

    key: str
    kind: Kind
    theme: Theme
    values: Floats | Ints
    levels: tuple[str, ...] = ()
    dated: bool = False
    control: bool = False
    cuts: tuple[float, ...] = ()
    """Where the trade itself draws lines, such as 20 % of discount; else lines come from the data."""

    def known(self) -> Bools:
        """Where there is a value."""
        if self.kind != "category":
            return ~np.isnan(self.values)
        if MISSING not in self.levels:
            return np.ones(len(self.values), dtype=bool)
        return np.asarray(self.values != self.levels.index(MISSING))

    def take(self, rows: npt.NDArray[Any]) -> Column:
        return replace(self, values=self.values[rows])


@dataclass(frozen=True, slots=True)
class Table:
    """Deals by row: their ids, outcome (1 won, 0 lost), and which of them are not independent of one another."""

    ids: tuple[str, ...]
    won: Ints
    groups: Ints
    columns: tuple[Column, ...]
    weights: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: npt.NDArray[Any]) -> Table:
        """Some of the deals: by number or by mask."""
        which = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Table(
            tuple(self.ids[i] for i in which),
            self.won[which],
            self.groups[which],
            tuple(column.take(which) for column in self.columns),
            self.weights[which],
        )

    def having(self, columns: Sequence[Column]) -> Table:
        return replace(self, columns=tuple(columns))


def table(ids: Sequence[str], won: Ints, groups: Ints, columns: Sequence[Column]) -> Table:
    """Deals that count alike."""
    return Table(tuple(ids), won, groups, tuple(columns), np.ones(len(ids)))


def category(key: str, values: Sequence[str | None], theme: Theme = "field", **more: Any) -> Column:
    """A column of words; None and blanks are the level `MISSING`."""
    filled = np.array([MISSING if value is None or not value.strip() else value.strip() for value in values])
    levels, codes = np.unique(filled, return_inverse=True) if len(filled) else (np.array([], dtype=str), np.array([]))
    return Column(key, "category", theme, codes.astype(np.int64), tuple(str(level) for level in levels), **more)


def number(key: str, values: Sequence[float | None] | Floats, theme: Theme = "field", **more: Any) -> Column:
    """A column of numbers; those that take two values only are flags when they are 0 and 1."""
    floats = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    floats[~np.isfinite(floats)] = np.nan
    seen = floats[~np.isnan(floats)]
    kind: Kind = "flag" if len(seen) and bool(np.isin(seen, (0.0, 1.0)).all()) else "number"
    return Column(key, kind, theme, floats, **more)
