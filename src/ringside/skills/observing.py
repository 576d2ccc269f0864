"""What one scored call showed of each skill."""

from __future__ import annotations

from dataclasses import dataclass

from ringside.dialogue.rubrics import SKILLS, Rubric, Skill
from ringside.dialogue.scorecard import CriterionResult, Scorecard


@dataclass(frozen=True, slots=True)
class Observed:
    """The share of a skill's observed weight that was met, and the ids of the criteria missed and met."""

    result: float
    missed: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    rubric: str | None = None


def observed(card: Scorecard, rubric: Rubric, since: int = 0) -> dict[Skill, Observed]:
    """What the call showed of each skill; one that was not observed is absent.

    Of a call that began at turn `since` of another one, only what is quoted from there on counts.
    """
    found: dict[Skill, Observed] = {}
    for skill in SKILLS:
        seen = [
            item
            for item in card.criteria
            if item.result != "not_observed"
            and item.skill == skill
            and (not since or any(quote.turn >= since for quote in item.quotes))
        ]
        total = sum(item.weight for item in seen)
        if total > 0:
            found[skill] = Observed(
                sum(map(_earned, seen)) / total,
                tuple(item.id for item in seen if item.result == "not_met"),
                tuple(item.id for item in seen if item.result == "met"),
                rubric.id,
            )
    return found


def _earned(item: CriterionResult) -> float:
    """All of the weight when met, half when it was met in part."""
    if item.result == "met":
        return item.weight
    return item.weight / 2 if item.level == 1 else 0.0
