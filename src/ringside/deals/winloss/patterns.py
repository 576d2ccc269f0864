"""Kinds of deals that are lost, or won, more often than the rest: one or two conditions, with a sure bound. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from ringside.deals.winloss.conditions import holds, of_term
from ringside.deals.winloss.encoding import by_key, terms
from ringside.deals.winloss.schemas import Condition
from ringside.deals.winloss.table import Bools, Floats, Table

_FEWEST = 10
_ALIKE = 0.7
"""Patterns that share so much of their deals are one."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Pattern:
    """`bound`: the least share of `outcome` among such deals, after all that was looked at."""

    conditions: tuple[Condition, ...]
    outcome: Literal["won", "lost"]
    rows: Bools
    share: float
    bound: float
    base: float


def lower_bound(hits: Floats, count: Floats, z: float) -> Floats:
    """Wilson's lower bound of a share."""
    share = hits / np.maximum(count, 1e-9)
    spread = z * np.sqrt(share * (1 - share) / np.maximum(count, 1e-9) + z**2 / (4 * np.maximum(count, 1e-9) ** 2))
    return np.asarray((share + z**2 / (2 * np.maximum(count, 1e-9)) - spread) / (1 + z**2 / np.maximum(count, 1e-9)))


def patterns(table: Table, most: int = 6) -> list[Pattern]:
    """Losing and winning patterns, the surest first, each saying something the others do not."""
    asked, yes = _questions(table)
    if not asked:
        return []
    return [*_found(table, asked, yes, "lost", most), *_found(table, asked, yes, "won", most)]


def _questions(table: Table) -> tuple[list[Condition], Floats]:
    columns = by_key(table.columns)
    asked: list[Condition] = []
    met: list[Bools] = []
    fewest = max(_FEWEST, 0.01 * len(table))
    for term in terms(table):
        if term.op == "rank" or columns[term.column].control:
            continue
        for positive in (True, False) if term.op == "at_least" else (True,):
            condition = of_term(term, positive)
            rows = holds(condition, columns[term.column])
            if rows is not None and fewest <= rows.sum() <= len(table) - fewest:
                asked.append(condition)
                met.append(rows)
    return asked, np.array(met, dtype=np.float64).T if met else np.zeros((len(table), 0))


def _found(
    table: Table, asked: Sequence[Condition], yes: Floats, outcome: Literal["won", "lost"], most: int
) -> list[Pattern]:
    hit = (table.won if outcome == "won" else 1 - table.won) * table.weights
    base = float(hit.sum() / table.weights.sum())
    weighted = yes * table.weights[:, None]
    counts, hits = yes.T @ weighted, yes.T @ (yes * hit[:, None])
    fewest = max(_FEWEST, 0.01 * len(table))
    allowed = np.triu(counts >= fewest)
    z = _NORMAL.inv_cdf(1 - 0.05 / max(1, int(allowed.sum())))
    bounds = np.where(allowed, lower_bound(hits, counts, z), 0.0)
    # Each of two conditions must matter where the other holds, or it is decoration.
    needed = _matters(counts, hits, z) & _matters(counts.T, hits.T, z).T
    worth = np.where(np.eye(len(asked), dtype=bool) | needed, bounds, 0.0)
    found: list[Pattern] = []
    places = np.argsort(-worth, axis=None, kind="stable")[:400]
    for one, other in zip(*np.unravel_index(places, worth.shape), strict=True):
        if worth[one, other] <= base or len(found) == most:
            break
        if one != other and asked[one].column == asked[other].column:
            continue
        rows = (yes[:, one] * yes[:, other]) > 0
        if any(_overlap(rows, other_one.rows) > _ALIKE for other_one in found):
            continue
        said = (asked[one],) if one == other else (asked[one], asked[other])
        share = float(hits[one, other] / counts[one, other])
        found.append(Pattern(said, outcome, rows, share, float(bounds[one, other]), base))
    return found


def _matters(counts: Floats, hits: Floats, z: float) -> Bools:
    """Where the first condition holds: whether outcomes are surely other with the second (row, column) than without."""
    whole, all_hits = np.diag(counts)[:, None], np.diag(hits)[:, None]
    rest, rest_hits = np.maximum(whole - counts, 0), np.maximum(all_hits - hits, 0)
    share = all_hits / np.maximum(whole, 1e-9)
    spread = np.sqrt(share * (1 - share) * (1 / np.maximum(counts, 1e-9) + 1 / np.maximum(rest, 1e-9)))
    apart = hits / np.maximum(counts, 1e-9) - rest_hits / np.maximum(rest, 1e-9)
    return np.asarray((rest >= 5) & (apart > 0.75 * z * spread))


def _overlap(one: Bools, other: Bools) -> float:
    return float((one & other).sum() / max(1, min(one.sum(), other.sum())))
