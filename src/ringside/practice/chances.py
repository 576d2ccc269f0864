"""How likely a rep is to succeed in a scenario at a level, by the skills that its rubric needs."""

from __future__ import annotations

from collections.abc import Mapping

from ringside.dialogue.rubrics import Skill
from ringside.practice.schemas import Expectation, Level, ScenarioKind
from ringside.skills import rating
from ringside.skills.rating import Rating

KIND_DIFFICULTY: Mapping[ScenarioKind, float] = {
    "service": -40.0,
    "discovery": -20.0,
    "cold_call": 0.0,
    "technical": 20.0,
    "objection": 40.0,
    "closing": 40.0,
}
"""Rating points on top of the level's."""


def difficulty(kind: ScenarioKind, level: Level) -> float:
    """The opponent's rating that a call of this kind and level stands for."""
    return rating.LEVEL_DIFFICULTY[level] + KIND_DIFFICULTY[kind]


def chance(
    ratings: Mapping[Skill, Rating], needed: Mapping[Skill, float], kind: ScenarioKind, level: Level
) -> Expectation:
    """The chance of success, weighted by how much of the rubric each skill carries; certain if most of it is."""
    opponent = difficulty(kind, level)
    total = sum(needed.values())
    if not total:
        return Expectation(level=level, probability=round(rating.success(Rating(), opponent), 2), certain=False)
    mean = sum(weight * rating.success(ratings[skill], opponent) for skill, weight in needed.items()) / total
    sure = sum(weight for skill, weight in needed.items() if ratings[skill].sure)
    return Expectation(level=level, probability=round(mean, 2), certain=sure * 2 > total)
