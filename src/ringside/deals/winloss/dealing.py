"""One closed deal against the others: what counted for and against it, and which deals were like it. Pure."""

from __future__ import annotations

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.schemas import Interval
from ringside.deals.winloss import conditions, words
from ringside.deals.winloss.analysis import Analysis
from ringside.deals.winloss.composing import ref
from ringside.deals.winloss.effects import Effect
from ringside.deals.winloss.logistic import sigmoid
from ringside.deals.winloss.proofs import proofs
from ringside.deals.winloss.schemas import Condition, DealFactor, SimilarDeal
from ringside.deals.winloss.table import Column, Floats
from ringside.dialogue.schemas import Language

_SIMILAR = 6
_TOLD = 3.0
"""How much more a column counts in likeness when it tells outcomes."""


def chance(found: Analysis, row: int) -> Interval | None:
    """The chance that deals like this one had, with its range."""
    model = found.explanation
    if model is None:
        return None
    facts = model.design[row]
    draws = sigmoid(model.draws @ facts)
    low, high = (float(q) for q in np.quantile(draws, (0.025, 0.975)))
    value = float(sigmoid(np.array([facts @ model.weights]))[0])
    return Interval(value=value, low=min(low, value), high=max(high, value), n=len(found.table))


def factors(found: Analysis, row: int, was: DealFacts, language: Language) -> list[DealFactor]:
    """What moved this deal's chance, by how much; what does not hold of it counts by its absence."""
    told = [_factor(found, place, row, was, language) for place in range(len(found.effects))]
    return sorted((one for one in told if one is not None), key=lambda one: (not one.sure, -abs(one.points)))


def _factor(found: Analysis, place: int, row: int, was: DealFacts, language: Language) -> DealFactor | None:
    model, effect = found.explanation, found.effects[place]
    assert model is not None  # noqa: S101 - there are effects
    here = bool(effect.rows[row])
    if not here and (len(effect.conditions) > 1 or effect.conditions[0].op in ("is", "missing")):
        return None
    actual, other = model.design[row].copy(), model.design[row].copy()
    other[model.base + place] = 0.0 if here else 1.0
    weights = np.vstack([model.weights, model.draws])
    change = sigmoid(weights @ actual) - sigmoid(weights @ other)
    low, high = (float(q) for q in np.quantile(change[1:], (0.025, 0.975)))
    points = float(change[0])
    rows = effect.rows if here else ~effect.rows
    won = found.table.won[rows]
    return DealFactor(
        key=conditions.key(effect.conditions),
        name=_name(effect, here, language), theme=effect.theme, points=round(100 * points, 1),
        low=round(100 * min(low, points), 1), high=round(100 * max(high, points), 1),
        won=int(won.sum()), lost=int((1 - won).sum()), sure=effect.sure,
        conditions=effect.conditions if here else (_opposite(effect.conditions[0]),),
        evidence=proofs(was, effect.conditions, language),
    )  # fmt: skip


def _name(effect: Effect, here: bool, language: Language) -> str:
    return words.say_all(effect.conditions, language) if here else words.other_side(effect.conditions[0], language)


def _opposite(condition: Condition) -> Condition:
    return condition.model_copy(update={"op": "below" if condition.op == "at_least" else "at_least"})


def similar(found: Analysis, row: int, language: Language) -> list[SimilarDeal]:
    """The closed deals most like this one; what tells outcomes counts most."""
    alike = likeness(found, row)
    alike[row] = -1.0
    order = np.argsort(-alike, kind="stable")[:_SIMILAR]
    out: list[SimilarDeal] = []
    for place in order.tolist():
        if alike[place] < 0:
            continue
        same = [e for e in found.effects if bool(e.rows[row]) == bool(e.rows[place])]
        differs = [e for e in found.effects if bool(e.rows[row]) != bool(e.rows[place])]
        out.append(
            SimilarDeal(
                deal=ref(found.deals[place]), alike=round(float(alike[place]), 3),
                shared=[words.say_all(e.conditions, language) for e in same if e.rows[row]],
                differs=[words.say_all(e.conditions, language) for e in differs],
            )
        )  # fmt: skip
    return out


def likeness(found: Analysis, row: int) -> Floats:
    """How like each deal is to this one, 0..1."""
    telling = {condition.column for effect in found.effects for condition in effect.conditions}
    total, weight = np.zeros(len(found.table)), 0.0
    for column in found.table.columns:
        if column.control:
            continue
        counts = _TOLD if column.key in telling else 1.0
        total += counts * _near(column, row)
        weight += counts
    return total / max(weight, 1.0)


def _near(column: Column, row: int) -> Floats:
    if column.kind == "category":
        return np.asarray(column.values == column.values[row], dtype=np.float64)
    known = column.known()
    if not known[row]:
        return np.asarray(~known, dtype=np.float64)
    values = column.values.astype(np.float64)
    ordered = np.sort(values[known])
    places = np.searchsorted(ordered, np.where(known, values, ordered[0]), "left") / max(1, len(ordered))
    return np.asarray(np.where(known, 1 - np.abs(places - places[row]), 0.0))
