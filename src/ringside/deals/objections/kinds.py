"""Which kind of objection a text is, with calibrated confidence, or that it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ringside.dialogue import acts as reader
from ringside.dialogue import orders
from ringside.dialogue.schemas import Language, ObjectionKind


@dataclass(frozen=True, slots=True)
class Reading:
    """`chances` of each kind, taken that it is an objection, the likeliest first; `objection`: how likely it is one."""

    chances: tuple[tuple[ObjectionKind, float], ...]
    objection: float
    spans: tuple[tuple[int, int], ...] = ()


def read(text: str, language: Language) -> Reading:
    """What a text objects to."""
    told = reader.objection_chances(orders.without(text), language)
    total = sum(told.values()) or 1.0
    ranked = sorted(told.items(), key=lambda each: -each[1])
    return Reading(tuple((cast(ObjectionKind, kind), sure / total) for kind, sure in ranked), 1.0)
