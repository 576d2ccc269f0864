"""How one buyer differs from the next in what they do. The defaults are what every buyer does."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from pydantic import Field

from ringside.dialogue.schemas import Frozen

T = TypeVar("T")


class Ways(Frozen):
    """Instructions the buyer follows in every call."""

    cuts_in_after: int = Field(default=60, ge=20, le=60)
    """Words of one rep turn after which they lose patience."""
    objects: Literal["as_usual", "early", "late"] = "as_usual"
    """`early`: as soon as something is told; `late`: not before the rep goes for the next step."""
    comes_back: bool = False
    """Once, when all seems settled, they bring an objection up again."""
    guarded: int = Field(default=0, ge=0, le=20)
    """Trust they want beyond the level's before they say what hurts."""
    hurried: float = Field(default=0, ge=0, le=2)
    """Patience that every rep turn costs beyond the level's."""
    asks: bool = False
    """They put a question of their own in the middle of the talk."""
    wants_proof: bool = False
    """An answer to an objection needs a number, a name or an example."""


def ordered(items: Sequence[T], weights: Mapping[T, float], rng: random.Random) -> list[T]:
    """The items in an order in which heavier ones tend to come first; as they were when all weigh the same."""
    if len({weights.get(item, 1.0) for item in items}) <= 1:
        return list(items)
    drawn = {item: rng.random() ** (1 / weights.get(item, 1.0)) for item in items}
    return sorted(items, key=lambda item: -drawn[item])
