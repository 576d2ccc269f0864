"""Whether a persona says something new, and what changed between two of its versions. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ringside.deals.persona.schemas import Pin, Trait, TraitChange
from ringside.deals.persona.wording import value_of, words
from ringside.deals.schemas import Evidence
from ringside.dialogue.schemas import Language

MOVED = 0.05
"""From which difference of confidence on one is told."""

Pins = Mapping[str, Pin]


def same(before: Sequence[Trait], after: Sequence[Trait], *, by_time: bool = False) -> bool:
    """Whether both say the same. Where only time has passed, numbers that age do not count as news."""
    old, new = {t.id: t for t in before}, {t.id: t for t in after}
    if old.keys() != new.keys():
        return False
    if by_time:
        return all((old[id].status, old[id].key) == (trait.status, trait.key) for id, trait in new.items())
    return all(old[id].same(trait) for id, trait in new.items())


def changes(
    before: Sequence[Trait], after: Sequence[Trait], language: Language, pins_before: Pins, pins_after: Pins
) -> list[TraitChange]:
    """What differs in the later version, trait by trait in its order; traits of which nothing is said do not appear."""
    old, new = {t.id: t for t in before}, {t.id: t for t in after}
    found = []
    for id in dict.fromkeys([*new, *old]):
        one = _change(old.get(id), new.get(id), language, pins_before.get(id), pins_after.get(id))
        if one is not None:
            found.append(one)
    return found


def _change(
    old: Trait | None, new: Trait | None, language: Language, pin_old: Pin | None, pin_new: Pin | None
) -> TraitChange | None:
    said_old, said_new = _said(old, pin_old, language), _said(new, pin_new, language)
    either = new or old
    if either is None or (said_old is None and said_new is None):
        return None
    if said_old is None or said_new is None:
        change = "new" if said_old is None else "gone"
    elif _moved(old, new, pin_old, pin_new, said_old, said_new):
        change = "changed"
    elif old and new and abs(new.confidence - old.confidence) >= MOVED:
        change = "surer" if new.confidence > old.confidence else "less_sure"
    else:
        return None
    return TraitChange.model_validate(
        {
            "id": either.id, "name": either.name, "title": words(language)["titles"][either.name], "change": change,
            "before": said_old, "after": said_new, "confidence_before": _sure(old), "confidence_after": _sure(new),
            "evidence": _added(old, new),
        }
    )  # fmt: skip


def _said(trait: Trait | None, pin: Pin | None, language: Language) -> str | None:
    if pin is not None:
        return pin.value
    return None if trait is None or trait.status == "too_little" else value_of(trait, language)


def _moved(
    old: Trait | None, new: Trait | None, pin_old: Pin | None, pin_new: Pin | None, said_old: str, said_new: str
) -> bool:
    """Whether it says something else: counts that grew alone do not."""
    if (pin_old and pin_old.value) != (pin_new and pin_new.value):
        return True
    if pin_new is not None or old is None or new is None:
        return False
    return (old.status, old.key) != (new.status, new.key) or ("quote" in new.figures and said_old != said_new)


def _sure(trait: Trait | None) -> float | None:
    return None if trait is None or trait.status != "known" else trait.confidence


def _added(old: Trait | None, new: Trait | None) -> list[Evidence]:
    if new is None:
        return []
    had = {(e.id, e.turn, e.start) for e in old.evidence} if old else set()
    return [e for e in new.evidence if (e.id, e.turn, e.start) not in had]
