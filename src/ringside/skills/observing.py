"""What one scored call showed of each skill."""

from __future__ import annotations

from dataclasses import dataclass

from ringside.dialogue.rubrics import SKILLS, Rubric, Skill
from ringside.dialogue.scorecard import Scorecard


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
    weights = {criterion.id: (criterion.weight, criterion.skill) for criterion in rubric.criteria}
    found: dict[Skill, Observed] = {}
    for skill in SKILLS:
        seen = [
            item
            for item in card.criteria
            if item.result != "not_observed"
            and weights[item.id][1] == skill
            and (not since or any(quote.turn >= since for quote in item.quotes))
        ]
        total = sum(weights[item.id][0] for item in seen)
        if total > 0:
            met = [item.id for item in seen if item.result == "met"]
            found[skill] = Observed(
                sum(weights[name][0] for name in met) / total,
                tuple(item.id for item in seen if item.result == "not_met"),
                tuple(met),
                rubric.id,
            )
    return found
