"""Columns as the terms of a linear model: levels, steps and ranks, and what can be said of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ringside.deals.winloss.table import MISSING, Column, Floats, Table

Op = Literal["is", "at_least", "rank", "missing"]

_STEPS = (0.2, 0.4, 0.6, 0.8)
_LEVELS = 24
_FEW = 6
"""Numbers with no more distinct values than this have a step at each."""


@dataclass(frozen=True, slots=True)
class Term:
    """One question asked of a deal: is it this level, at least this number, how far up among all, is it unknown?"""

    column: str
    op: Op
    level: str = ""
    cut: float = 0.0
    edges: tuple[float, ...] = ()

    def holds(self, column: Column) -> Floats:
        """1 or 0 for each deal; for `rank` -1..1."""
        values = column.values
        if self.op == "is":
            code = column.levels.index(self.level) if self.level in column.levels else -1
            return np.asarray(values == code, dtype=np.float64)
        if self.op == "missing":
            return np.asarray(~column.known(), dtype=np.float64)
        floats = values.astype(np.float64)
        if self.op == "at_least":
            return np.asarray(np.nan_to_num(floats, nan=-np.inf) >= self.cut, dtype=np.float64)
        places = np.linspace(-1.0, 1.0, len(self.edges))
        return np.asarray(np.nan_to_num(np.interp(floats, self.edges, places), nan=0.0))


Pair = tuple[int, int]
"""Two terms, by number, that count together."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The terms of a model, and the pairs among them that it multiplies."""

    terms: tuple[Term, ...]
    pairs: tuple[Pair, ...] = ()

    def matrix(self, columns: Mapping[str, Column], count: int) -> Floats:
        """One row per deal: its terms, then its pairs."""
        out = np.empty((count, len(self.terms) + len(self.pairs)), dtype=np.float64, order="F")
        for place, term in enumerate(self.terms):
            out[:, place] = term.holds(columns[term.column])
        for place, (one, other) in enumerate(self.pairs, len(self.terms)):
            out[:, place] = out[:, one] * out[:, other]
        return out


def by_key(columns: Sequence[Column]) -> dict[str, Column]:
    return {column.key: column for column in columns}


def terms(table: Table) -> tuple[Term, ...]:
    """Every term these deals bear: a level or a side of a step held by too few is pooled with the rest."""
    fewest = max(5, round(0.01 * len(table)))
    found: list[Term] = []
    asked: dict[bytes, str] = {}
    for column in table.columns:
        for term in _of(column, fewest):
            yes = term.holds(column)
            # Two columns may ask the same of every deal (a trade and its segment), one the other way round.
            same = yes.tobytes() if term.op == "rank" else np.packbits((yes > 0) ^ bool(yes[0])).tobytes()
            if asked.setdefault(same, column.key) == column.key:
                found.append(term)
    return tuple(found)


def _of(column: Column, fewest: int) -> list[Term]:
    known = column.known()
    unknown = int((~known).sum())
    found = [] if not fewest <= unknown <= len(known) - fewest else [Term(column.key, "missing")]
    if column.kind == "category":
        return found + _levels(column, fewest)
    seen = column.values[known].astype(np.float64)
    if column.kind == "flag":
        enough = fewest <= int((seen == 1).sum()) <= len(known) - fewest
        return found + ([Term(column.key, "at_least", cut=1.0)] if enough else [])
    found += [Term(column.key, "at_least", cut=cut) for cut in steps(column, fewest)]
    edges = np.unique(np.quantile(seen, np.linspace(0, 1, 21))) if len(seen) else np.array([])
    if len(edges) > _FEW:
        found.append(Term(column.key, "rank", edges=tuple(edges.tolist())))
    return found


def _levels(column: Column, fewest: int) -> list[Term]:
    counts = np.bincount(column.values, minlength=len(column.levels))
    order = np.argsort(-counts, kind="stable")[:_LEVELS]
    most = len(column.values) - fewest
    return [
        Term(column.key, "is", level=column.levels[code])
        for code in order.tolist()
        if fewest <= counts[code] <= most and column.levels[code] != MISSING
    ]


def steps(column: Column, fewest: int) -> list[float]:
    """Numbers worth asking "at least this much?" of, with enough deals on each side."""
    known = column.known()
    seen = column.values[known].astype(np.float64)
    distinct = np.unique(seen)
    if column.cuts:
        wanted = np.array(column.cuts)
    elif len(distinct) <= _FEW:
        wanted = distinct
    else:
        wanted = np.array([_plain(value, distinct) for value in np.quantile(seen, _STEPS)])
    above = [int((seen >= cut).sum()) for cut in wanted.tolist()]
    kept: list[float] = []
    last = len(seen)
    for cut, count in zip(wanted.tolist(), above, strict=True):
        if fewest <= count <= len(seen) - fewest and count < last:
            kept.append(cut)
            last = count
    return kept


def _plain(value: float, distinct: Floats) -> float:
    """A rounder number that parts the deals as this one does: "at least 20" rather than "at least 19.63"."""
    place = int(np.searchsorted(distinct, value))
    high = float(distinct[min(place, len(distinct) - 1)])
    low = float(distinct[place - 1]) if place else high
    if high == low:
        return high
    for digits in range(-12, 13):
        unit = 10.0**-digits
        for part in (5.0, 1.0):
            # The largest multiple that is still above the next lower value: the same deals are at least that.
            candidate = np.floor(high / (unit * part) + 1e-12) * unit * part
            if low < candidate <= high:
                return float(round(candidate, max(0, digits)))
    return high
