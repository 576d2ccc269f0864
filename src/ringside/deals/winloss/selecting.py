"""Which things, alone or two together, go with winning or losing beyond what the others tell. Pure.

One after another, by score test, the most telling first; each must pass a bar set for as many things as were looked at.
Two together are preferred to one only where they tell clearly more. What passes no corrected bar, but an ordinary one,
comes along as unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ringside.deals.winloss.conditions import holds, of_term
from ringside.deals.winloss.encoding import by_key, terms
from ringside.deals.winloss.logistic import bend, minimum, sigmoid
from ringside.deals.winloss.schemas import Condition
from ringside.deals.winloss.table import SETTINGS, Bools, Column, Floats, Ints, Table

_LEVEL = 0.05
_MOST = 12
_MOST_UNSURE = 6
_FEWEST = 8
_PER_COLUMN = 2
_TRIED = 60
_CONTROL_PENALTY = 4.0
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Conditions that hold together; `p` is after all that was looked at. `setting`: the last names where, not what."""

    conditions: tuple[Condition, ...]
    p: float
    sure: bool
    setting: bool = False


@dataclass(frozen=True, slots=True)
class _Candidates:
    asked: tuple[Condition, ...]
    yes: Floats
    """Deals by conditions, 0 or 1."""
    pairable: Ints
    tests: float
    """How many of them are looked at, those that say nearly the same counted as one (Li and Ji)."""


def select(table: Table) -> list[Chosen]:
    """What to tell, the most telling first."""
    candidates = _candidates(table)
    if not candidates.asked:
        return []
    chosen: list[Chosen] = []
    columns: list[Floats] = []
    base = controls(table)
    while len(chosen) < _MOST:
        found = _next(table, candidates, base, columns, chosen)
        if found is None or found[0].p > _LEVEL * (len(chosen) + 1):
            break
        chosen.append(found[0])
        columns.append(found[1])
    return [*chosen, *_unsure(table, candidates, base, columns, chosen)]


def controls(table: Table) -> Floats:
    """What is allowed for and never a reason: one column per level, after a column of ones."""
    found = [np.ones(len(table))]
    for column in table.columns:
        if column.control and column.kind == "category":
            sizes = np.bincount(column.values, minlength=len(column.levels))
            found += [(column.values == code).astype(float) for code in np.flatnonzero(sizes >= _FEWEST)]
    return np.column_stack(found)


def penalties(base: Floats, more: int) -> Floats:
    """None on the level, some on what is only allowed for, hardly any on what is told."""
    return np.concatenate([[1e-6], np.full(base.shape[1] - 1, _CONTROL_PENALTY), np.full(more, 0.2)])


def _candidates(table: Table) -> _Candidates:
    columns = by_key(table.columns)
    fewest = max(_FEWEST, 0.01 * len(table))
    asked: list[Condition] = []
    met: list[Floats] = []
    pairable: list[int] = []
    best: dict[str, tuple[float, int]] = {}
    for term in terms(table):
        column = columns[term.column]
        if term.op == "rank" or column.control:
            continue
        positive = term.op != "at_least" or _rarer_above(column, term.cut)
        condition = of_term(term, positive)
        rows = holds(condition, column)
        if rows is None or not fewest <= rows.sum() <= len(table) - fewest:
            continue
        asked.append(condition)
        met.append(rows.astype(np.float64))
        if term.op != "at_least":
            pairable.append(len(asked) - 1)
        else:  # of the steps of a figure the most telling one may join with others
            told = _apart(met[-1], table)
            if told > best.get(term.column, (-1.0, 0))[0]:
                best[term.column] = (told, len(asked) - 1)
    yes = np.array(met).T if met else np.zeros((len(table), 0))
    together = np.array(sorted([*pairable, *(place for _, place in best.values())]), dtype=np.int64)
    return _Candidates(tuple(asked), yes, together, _tests(yes))


def _rarer_above(column: Column, cut: float) -> bool:
    known = column.known()
    values = column.values[known]
    return bool((values >= cut).sum() <= (values < cut).sum())


def _apart(yes: Floats, table: Table) -> float:
    residual = (table.won - np.average(table.won, weights=table.weights)) * table.weights
    return abs(float((yes - yes.mean()) @ residual)) / max(float(np.sqrt(yes.var() * len(yes))), 1e-9)


def _tests(yes: Floats) -> float:
    if yes.shape[1] < 2:
        return float(max(1, yes.shape[1]))
    related = np.nan_to_num(np.corrcoef(yes[:: max(1, len(yes) // 2000)], rowvar=False))
    sizes = np.abs(np.linalg.eigvalsh(related))
    return float(max(1.0, ((sizes >= 1) + (sizes - np.floor(sizes))).sum()))


@dataclass(frozen=True, slots=True)
class _Fit:
    """What is not yet explained, and how a further column would be tested against it."""

    residual: Floats
    spread: Floats
    design: Floats
    inverse: Floats

    def scores(self, columns: Floats) -> tuple[Floats, Floats]:
        """Chi-square of each column added, and the share of it that is new."""
        score = columns.T @ self.residual
        own = (columns**2).T @ self.spread
        shared = self.design.T @ (columns * self.spread[:, None])
        left = own - np.einsum("ij,ij->j", shared, self.inverse @ shared)
        new = left / np.maximum(own, 1e-12)
        return np.where(new > 0.05, score**2 / np.maximum(left, 1e-9), 0.0), new


def _fitted(table: Table, base: Floats, columns: Sequence[Floats]) -> _Fit:
    design = np.column_stack([base, *columns])
    penalty = penalties(base, len(columns))
    given = sigmoid(design @ minimum(design, table.won, table.weights, penalty))
    spread = table.weights * given * (1 - given)
    return _Fit(
        np.asarray(table.weights * (table.won - given)),
        np.asarray(spread),
        design,
        np.asarray(np.linalg.inv(bend(design, spread, penalty)), dtype=np.float64),
    )


def _next(
    table: Table, candidates: _Candidates, base: Floats, columns: Sequence[Floats], chosen: Sequence[Chosen]
) -> tuple[Chosen, Floats] | None:
    fit = _fitted(table, base, columns)
    scores, _ = fit.scores(candidates.yes)
    scores = np.where(_taken(candidates.asked, chosen), 0.0, scores)
    place = int(np.argmax(scores))
    single = Chosen((candidates.asked[place],), _p(float(scores[place]), candidates.tests), True)
    pair = _pair(fit, candidates, scores, chosen)
    if pair is not None and pair[0].p < single.p:
        return pair
    return (single, candidates.yes[:, place]) if scores[place] > 0 else pair


def _taken(asked: Sequence[Condition], chosen: Sequence[Chosen]) -> Bools:
    counts: dict[str, int] = {}
    for one in chosen:
        if len(one.conditions) == 1:
            counts[one.conditions[0].column] = counts.get(one.conditions[0].column, 0) + 1
    return np.array([counts.get(condition.column, 0) >= _PER_COLUMN for condition in asked])


def _pair(fit: _Fit, candidates: _Candidates, scores: Floats, chosen: Sequence[Chosen]) -> tuple[Chosen, Floats] | None:
    """The best two together, where both at once tell clearly more than either."""
    some, yes = candidates.pairable, candidates.yes[:, candidates.pairable]
    if len(some) < 2:
        return None
    score, own = yes.T @ (yes * fit.residual[:, None]), yes.T @ (yes * fit.spread[:, None])
    both = yes.T @ yes
    alone = np.diag(both)
    fewest = max(_FEWEST, 0.01 * len(yes))
    allowed = np.triu((both >= fewest) & (alone[:, None] - both >= 4) & (alone[None, :] - both >= 4), 1)
    rough = np.where(allowed, score**2 / np.maximum(own, 1e-9), 0.0)
    known = {frozenset(one.conditions) for one in chosen}
    count = float(allowed.sum())
    keys = [candidates.asked[i].column for i in some.tolist()]
    rivals = np.array([key.startswith("competitor:") for key in keys])
    places = np.array([key in SETTINGS for key in keys])
    planned = (rivals[:, None] & places[None, :]) | (rivals[None, :] & places[:, None])
    likely = float((allowed & planned).sum())
    best: tuple[Chosen, Floats] | None = None
    # A competitor in a market is asked beforehand, any other two are a search: each has its own bar.
    for kind, tests in ((planned, likely), (~planned, count - likely)):
        order = np.argsort(-np.where(kind, rough, 0.0), axis=None, kind="stable")[:_TRIED]
        for one, other in zip(*np.unravel_index(order, rough.shape), strict=True):
            first, second = int(some[one]), int(some[other])
            asked = (candidates.asked[first], candidates.asked[second])
            if not allowed[one, other] or not kind[one, other] or asked[0].column == asked[1].column:
                continue
            if frozenset(asked) in known:
                continue
            product = candidates.yes[:, first] * candidates.yes[:, second]
            value, _ = fit.scores(product[:, None])
            more = float(value[0]) - max(float(scores[first]), float(scores[second]))
            if more < (3.84 if kind is planned else 2 * np.log(max(tests, 2.0))):
                continue
            p = _p(float(value[0]), candidates.tests + tests)
            if best is None or p < best[0].p:
                ordered, setting = _in_order(asked)
                best = (Chosen(ordered, p, True, setting), product)
    return best


def _in_order(asked: tuple[Condition, Condition]) -> tuple[tuple[Condition, Condition], bool]:
    """What, then where."""
    one, other = asked
    ranks = [(c.column in SETTINGS, c.column.startswith("custom:")) for c in asked]
    ordered = (other, one) if ranks[0] > ranks[1] else (one, other)
    return ordered, ordered[1].column in SETTINGS


def _unsure(
    table: Table, candidates: _Candidates, base: Floats, columns: Sequence[Floats], chosen: Sequence[Chosen]
) -> list[Chosen]:
    """What an ordinary test would call telling, one of each column that is not told yet."""
    scores, _ = _fitted(table, base, columns).scores(candidates.yes)
    told = {condition.column for one in chosen for condition in one.conditions}
    found: list[Chosen] = []
    for place in np.argsort(-scores, kind="stable").tolist():
        condition = candidates.asked[place]
        if scores[place] < 3.84 or len(found) == _MOST_UNSURE:
            break
        if condition.column not in told:
            told.add(condition.column)
            found.append(Chosen((condition,), _p(float(scores[place]), candidates.tests), False))
    return found


def _p(chi_square: float, tests: float) -> float:
    """The chance of a chi-square like this somewhere among so many tests."""
    single = 2 * (1 - _NORMAL.cdf(float(np.sqrt(max(chi_square, 0.0)))))
    return float(min(1.0, max(single, 1e-300) * tests))
