"""The chance of an open deal: a model of closed deals as they stood while they were open, at the same age. Pure.

A deal is looked at on several days of its life (landmarks), each time as it was known then, and all looks of one deal
count as one deal. So an open deal is compared with others as they were, never with how they ended up looking. Where
most closed deals came without a course, as from a file with no dates, only fields can be compared: each is one look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.winloss import conditions, features
from ringside.deals.winloss.analysis import ALPHA, Analysis, analyse, enough, filled, latest, prepare
from ringside.deals.winloss.composing import bins, cycles, share
from ringside.deals.winloss.encoding import Encoder, Term, by_key
from ringside.deals.winloss.fitting import Fitted, fit
from ringside.deals.winloss.grouping import group
from ringside.deals.winloss.guard import guard
from ringside.deals.winloss.judging import judge
from ringside.deals.winloss.logistic import one_step, sigmoid
from ringside.deals.winloss.schemas import ChanceBin, Condition, Verdict
from ringside.deals.winloss.table import Column, Floats, Table, category

AGES = (7, 21, 45, 75, 120, 180, 270)
"""Days after its beginning on which a deal is looked at, while it is open."""
MOST = 3000
"""Closed deals that are learnt from, the latest: older ones tell of another market."""
_DRAWS = 80
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class LosingPattern:
    """Deals of this kind were lost more often than the rest; `bound` is the least share, surely.

    A young deal may well stand so: it matches from half of a usual deal's life on.
    """

    conditions: tuple[Condition, ...]
    lost: int
    deals: int
    bound: float
    base: float
    from_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Trained:
    """A model as it is kept. Without a signal there is only the verdict."""

    verdict: Verdict
    closes: int
    auc: tuple[float, float, float] | None = None
    brier: tuple[float, float, float] | None = None
    base_rate: float | None = None
    calibration: tuple[ChanceBin, ...] = ()
    body: dict[str, Any] | None = None
    patterns: tuple[LosingPattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """The chance of one open deal, its range, and what each column adds to it."""

    chance: float
    low: float
    high: float
    parts: tuple[tuple[str, float], ...]
    """Columns and the points of probability they move it by against the usual deal."""


def train(deals: Sequence[DealFacts], seed: int = 0) -> Trained:
    """Learn from closed deals; the open ones help to see what is filled in at the close."""
    closed, timed = learnt_from(deals)
    table, columns, looks = looked_at(closed, [deal for deal in deals if deal.status == "open"], timed=timed)
    verdict = enough(table) if len(table) else "too_few"
    if verdict != "signal":
        return Trained(verdict, len(closed))
    judged = judge(table, seed, repeats=1)
    scores = {
        "auc": (judged.auc.value, judged.auc.low, judged.auc.high),
        "brier": (judged.brier.value, judged.brier.low, judged.brier.high),
        "base_rate": float(np.average(table.won, weights=table.weights)),
    }
    if judged.p > ALPHA:
        return Trained("no_signal", len(closed), **scores)  # type: ignore[arg-type]
    fitted = fit(table, seed)
    found = losing(analyse(prepare([*closed, *(deal for deal in deals if deal.status == "open")])))
    body = {"timed": timed, **_kept(fitted, table, columns, looks, seed)}
    calibration = bins(judged.chances, table.won)
    return Trained("signal", len(closed), **scores, calibration=calibration, body=body, patterns=found)  # type: ignore[arg-type]


def learnt_from(deals: Sequence[DealFacts]) -> tuple[list[DealFacts], bool]:
    """The closed deals that a model is made of, the latest first, and whether their course is known."""
    closed = [deal for deal in deals if deal.status != "open"]
    coursed = [deal for deal in closed if deal.closed_at and deal.created_at < deal.closed_at]
    timed = 2 * len(coursed) >= len(closed)
    return sorted(coursed if timed else closed, key=latest, reverse=True)[:MOST], timed


def losing(found: Analysis) -> tuple[LosingPattern, ...]:
    """What goes with losing for sure, alone or two together, with the least share that was lost."""
    lost = 1 - found.table.won
    kinds = {e.conditions: e.rows for e in found.effects if e.sure and e.value < 0}
    kinds |= {p.conditions: p.rows for p in found.patterns if p.outcome == "lost"}
    days = sorted(cycles(found.deals))
    half = days[len(days) // 2] / 2 if days else 0.0
    out: list[LosingPattern] = []
    for asked, rows in kinds.items():
        interval, base = share(int(lost[rows].sum()), int(rows.sum())), float(lost.mean())
        if interval is not None and interval.low > base:
            out.append(LosingPattern(asked, int(lost[rows].sum()), int(rows.sum()), interval.low, base, round(half, 1)))
    return tuple(out)


def looked_at(
    closed: Sequence[DealFacts], open_deals: Sequence[DealFacts], *, timed: bool = True
) -> tuple[Table, list[Column], list[DealFacts]]:
    """One row per look at a deal while it was open; one per deal, and no dates, where their course is not known."""
    order = features.stage_order(closed)
    looks = [(place, look) for place, deal in enumerate(closed) for look in (_looks(deal) if timed else [deal])]
    seen = [look for _, look in looks]
    rows = [features.figures(look, order, timed=timed) for look in seen]
    columns = features.columns(seen, rows)
    if timed and sum(any(c.field == "stage" for c in deal.changes) for deal in closed) > 0.5 * len(closed):
        columns.append(category("stage", [look.stage for look in seen], "timeline", dated=True))
    places = np.array([place for place, _ in looks], dtype=np.int64)
    won = np.array([closed[place].status == "won" for place in places.tolist()], dtype=np.int64)
    # Whole deals are grouped, by copies and accounts; their looks go with them.
    last = np.array([i for i in range(len(looks)) if i + 1 == len(looks) or places[i + 1] != places[i]], dtype=np.int64)
    groups, weights = (
        group([c.take(last) for c in columns], [d.account_id for d in closed]) if closed else (places, places)
    )
    guarded = (
        guard(columns, won, open_filled=filled(open_deals, features.KEPT_AS_IS, features.headers(closed)))
        if looks
        else None
    )
    share = (weights[places] / np.bincount(places)[places]) if looks else np.zeros(0)
    kept = guarded.columns if guarded else ()
    table = Table(tuple(look.id for look in seen), won, groups[places], kept, np.asarray(share, dtype=np.float64))
    return table, columns, seen


def _looks(deal: DealFacts) -> list[DealFacts]:
    assert deal.closed_at is not None  # noqa: S101 - it is closed
    end = deal.closed_at - timedelta(days=1)
    found = [at for at in (deal.created_at + timedelta(days=age) for age in AGES) if at < end]
    return [deal.as_of(at) for at in found or [deal.created_at + (deal.closed_at - deal.created_at) / 2]]


def _kept(
    fitted: Fitted, table: Table, columns: Sequence[Column], looks: Sequence[DealFacts], seed: int
) -> dict[str, Any]:
    """The model as JSON: no pickles, nothing but numbers and names."""
    matrix = fitted.matrix(table.columns, len(table))
    encoder = fitted.encoder
    used = {term.column for term in encoder.terms}
    return {
        "kinds": {column.key: column.kind for column in table.columns if column.key in used},
        "usual": features.usual_amounts(columns, looks),
        "stages": features.stage_order(looks),
        "terms": [[t.column, t.op, t.level, t.cut, list(t.edges)] for t in encoder.terms],
        "pairs": [list(pair) for pair in encoder.pairs],
        "weights": _short([*fitted.weights.tolist(), fitted.intercept]),
        "slope": fitted.slope,
        "offset": fitted.offset,
        "means": _short(np.average(matrix, axis=0, weights=table.weights).tolist()),
        "draws": [_short(draw) for draw in _drawn(fitted, matrix, table, seed).tolist()],
    }


def _short(values: Sequence[float]) -> list[float]:
    return [round(value, _DIGITS) for value in values]


def _drawn(fitted: Fitted, matrix: Floats, table: Table, seed: int) -> Floats:
    """The weights on deals drawn again by group, by one Newton step each."""
    chance = np.random.default_rng(seed)
    _, groups = np.unique(table.groups, return_inverse=True)
    size = int(groups.max()) + 1
    wide = np.column_stack([matrix, np.ones(len(table))])
    penalty = np.append(np.full(matrix.shape[1], 1.0 / fitted.strength), 1e-6)
    start = np.append(fitted.weights, fitted.intercept)
    out = np.empty((_DRAWS, len(start)))
    for draw in range(_DRAWS):
        times = np.bincount(chance.integers(0, size, size), minlength=size)[groups] * table.weights
        out[draw] = one_step(start, wide, table.won, times, penalty)
    return out


def columns_of(body: Mapping[str, Any], deals: Sequence[DealFacts]) -> list[Column]:
    """The columns of the model, of deals as they are now."""
    rows = [features.figures(deal, body["stages"], timed=body.get("timed", True)) for deal in deals]
    return features.same_columns(body["kinds"], deals, rows, body["usual"])


def score(body: Mapping[str, Any], deals: Sequence[DealFacts]) -> list[Scored]:
    """The chance of each open deal."""
    if not deals:
        return []
    encoder = Encoder(
        tuple(Term(column, op, level, cut, tuple(edges)) for column, op, level, cut, edges in body["terms"]),
        tuple((one, other) for one, other in body["pairs"]),
    )
    matrix = encoder.matrix(by_key(columns_of(body, deals)), len(deals))
    weights, draws = np.array(body["weights"]), np.array(body["draws"])
    slope, offset = float(body["slope"]), float(body["offset"])
    odds = slope * (matrix @ weights[:-1] + weights[-1]) + offset
    drawn = sigmoid(np.asarray(slope * (matrix @ draws[:, :-1].T + draws[:, -1]) + offset))
    added = slope * (matrix - np.array(body["means"])) * weights[:-1]
    owners = [encoder.terms[p].column for p in range(len(encoder.terms))]
    owners += [encoder.terms[one].column for one, _ in encoder.pairs]
    out: list[Scored] = []
    for row in range(len(deals)):
        chance = float(sigmoid(odds[row : row + 1])[0])
        low, high = (float(q) for q in np.quantile(drawn[row], (0.025, 0.975)))
        parts: dict[str, float] = {}
        for owner, more in zip(owners, added[row].tolist(), strict=True):
            parts[owner] = parts.get(owner, 0.0) + more
        points = {key: chance - float(sigmoid(np.array([odds[row] - more]))[0]) for key, more in parts.items()}
        ranked = tuple(sorted(points.items(), key=lambda each: -abs(each[1])))
        out.append(Scored(chance, min(low, chance), max(high, chance), ranked))
    return out


def matching(
    body: Mapping[str, Any], found: Sequence[LosingPattern], deals: Sequence[DealFacts]
) -> list[list[LosingPattern]]:
    """For each open deal, the losing patterns it matches."""
    if not deals or not found:
        return [[] for _ in deals]
    asked = [condition for pattern in found for condition in pattern.conditions]
    kinds = {c.column: "category" if c.cut is None else "number" for c in asked} | body["kinds"]
    columns = by_key(columns_of({**body, "kinds": kinds}, deals))
    met = [conditions.all_hold(pattern.conditions, columns, len(deals)) for pattern in found]
    ages = [(deal.looked_at - deal.created_at).total_seconds() / 86_400 for deal in deals]
    return [
        [p for p, rows in zip(found, met, strict=True) if rows[row] and ages[row] >= p.from_days]
        for row in range(len(deals))
    ]
