"""Whether a condition holds, deal by deal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

import numpy as np

from ringside.deals.winloss.encoding import Term
from ringside.deals.winloss.schemas import Condition
from ringside.deals.winloss.table import Bools, Column


def holds(condition: Condition, column: Column | None) -> Bools | None:
    """Where it holds; None when there is no such column or the question does not fit it."""
    if column is None:
        return None
    if condition.op == "missing":
        return np.asarray(~column.known())
    if condition.op == "is":
        if column.kind != "category":
            return None
        code = column.levels.index(condition.level) if condition.level in column.levels else -1
        return np.asarray(column.values == code)
    if column.kind == "category" or condition.cut is None:
        return None
    known = column.known()
    values = np.where(known, column.values, np.nan)
    with np.errstate(invalid="ignore"):
        met = values >= condition.cut if condition.op == "at_least" else values < condition.cut
    return np.asarray(met & known)


def all_hold(conditions: Iterable[Condition], columns: Mapping[str, Column], count: int) -> Bools:
    """Where every condition holds; nowhere when one cannot be asked."""
    met = np.ones(count, dtype=bool)
    for condition in conditions:
        one = holds(condition, columns.get(condition.column))
        met &= False if one is None else one
    return met


def of_term(term: Term, positive: bool = True) -> Condition:
    """What a term asks, or for a step its other side."""
    if term.op == "missing":
        return Condition(column=term.column, op="missing")
    if term.op == "is":
        return Condition(column=term.column, op="is", level=term.level)
    return Condition(column=term.column, op="at_least" if positive else "below", cut=term.cut)


def key(conditions: Iterable[Condition]) -> str:
    """A short name for a set of conditions that stays the same whatever their order."""
    parts = sorted(f"{c.column}|{c.op}|{c.level}|{c.cut}" for c in conditions)
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
