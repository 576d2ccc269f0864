"""How a change is made up of parts, exactly: what is returned always adds up to the change, to the last digit.

Everything is reckoned in fractions, because sums of floating numbers leave remainders that nobody could explain.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Number = int | float | Fraction


@dataclass(frozen=True)
class Effect:
    """A group's part of the change of a ratio: by its own ratio, and by its weight among the groups."""

    rate: Fraction
    mix: Fraction

    @property
    def total(self) -> Fraction:
        return self.rate + self.mix


def additive(new: Mapping[Key, Number], old: Mapping[Key, Number]) -> dict[Key, Fraction]:
    """What each group adds to the change of a sum; a group that is missing in a period was nothing then."""
    keys = dict.fromkeys([*new, *old])
    return {key: Fraction(new.get(key, 0)) - Fraction(old.get(key, 0)) for key in keys}


def ratio(
    new: Mapping[Key, tuple[Number, Number]], old: Mapping[Key, tuple[Number, Number]]
) -> dict[Key, Effect] | None:
    """What each group adds to the change of a ratio of sums, from (numerator, denominator) by group.

    The rate effect is the change of the group's own ratio at its mean weight; the mix effect is the change of its
    weight at the distance of its mean ratio from the whole's. None where a whole has no ratio.
    """
    keys = dict.fromkeys([*new, *old])
    a, b = _fractions(new, keys), _fractions(old, keys)
    new_whole, old_whole = sum(d for _, d in a.values()), sum(d for _, d in b.values())
    if not new_whole or not old_whole:
        return None
    middle = (sum(n for n, _ in a.values()) / new_whole + sum(n for n, _ in b.values()) / old_whole) / 2
    return {key: _effect(*a[key], *b[key], Fraction(new_whole), Fraction(old_whole), middle) for key in keys}


def _effect(
    n1: Fraction, d1: Fraction, n0: Fraction, d0: Fraction, whole1: Fraction, whole0: Fraction, middle: Fraction
) -> Effect:
    w1, w0 = d1 / whole1, d0 / whole0
    total = n1 / whole1 - n0 / whole0 - middle * (w1 - w0)
    # A group that was not there in one of the periods has no ratio of its own to change: all of it is mix.
    rate = (w1 + w0) / 2 * (n1 / d1 - n0 / d0) if d1 and d0 else Fraction(0)
    return Effect(rate, total - rate)


def _fractions(
    values: Mapping[Key, tuple[Number, Number]], keys: Mapping[Key, None]
) -> dict[Key, tuple[Fraction, Fraction]]:
    found = {key: values.get(key, (0, 0)) for key in keys}
    return {key: (Fraction(n), Fraction(d)) for key, (n, d) in found.items()}


def shapley(
    worth: Callable[[Sequence[Fraction]], Fraction | None], new: Sequence[Number], old: Sequence[Number]
) -> list[Fraction] | None:
    """What each factor contributes to the change of `worth`: its mean effect over all orders in which they change.

    None where some combination of old and new factors has no value.
    """
    count = len(new)
    values: dict[frozenset[int], Fraction] = {}
    for size in range(count + 1):
        for chosen in combinations(range(count), size):
            changed = frozenset(chosen)
            value = worth([Fraction(new[i] if i in changed else old[i]) for i in range(count)])
            if value is None:
                return None
            values[changed] = value
    parts = [Fraction(0)] * count
    for changed, value in values.items():
        for factor in set(range(count)) - changed:
            size = len(changed)
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            parts[factor] += weight * (values[changed | {factor}] - value)
    return parts
