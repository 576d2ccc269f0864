"""Which dimension tells most about a change, after Adtributor (Bhagwan et al., NSDI 2014): its groups together explain
the change, and their part of the whole is not what it used to be."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
ENOUGH = 0.67
"""Part of the change that the groups of a dimension must explain together."""
EACH = 0.1
"""Part of the change that a group must explain to be named."""


@dataclass(frozen=True)
class Telling(Generic[Key]):
    """The groups of a dimension that explain a change, the most surprising first; `explained` is their part of it."""

    groups: tuple[Key, ...]
    explained: float
    surprise: float


def divergence(p: float, q: float) -> float:
    """One group's part of the Jensen-Shannon divergence between two distributions."""
    middle = (p + q) / 2
    return 0.5 * sum(part * log(part / middle) for part in (p, q) if part > 0)


def surprises(new: Mapping[Key, float], old: Mapping[Key, float]) -> dict[Key, float]:
    """How far each group's part of the whole is from what it was. Sizes count, not signs."""
    keys = dict.fromkeys([*new, *old])
    new_whole, old_whole = sum(map(abs, new.values())), sum(map(abs, old.values()))
    return {
        key: divergence(
            abs(old.get(key, 0)) / old_whole if old_whole else 0, abs(new.get(key, 0)) / new_whole if new_whole else 0
        )
        for key in keys
    }


def telling(parts: Mapping[Key, float], surprise: Mapping[Key, float]) -> Telling[Key] | None:
    """The groups that explain a change, from each one's part of it, or None where no few of them do."""
    change = sum(parts.values())
    if not change:
        return None
    explains = {key: part / change for key, part in parts.items()}
    chosen: list[Key] = []
    explained = 0.0
    for key in sorted(parts, key=lambda key: (-surprise[key], -explains[key])):
        if explains[key] < EACH:
            continue
        chosen.append(key)
        explained += explains[key]
        if explained >= ENOUGH:
            return Telling(tuple(chosen), explained, sum(surprise[each] for each in chosen))
    return None
