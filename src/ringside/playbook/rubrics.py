"""The rubrics calls are scored by, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ringside.core.errors import NotFound
from ringside.dialogue.rubrics import Anchor, Rubric, Skill, shipped
from ringside.dialogue.schemas import Language
from ringside.playbook.schemas import CriterionOut, RubricOut


class UnknownRubric(NotFound):
    slug, title = "unknown-rubric", "There is no such rubric"


def every() -> list[Rubric]:
    """All rubrics."""
    return list(shipped().values())


def get(rubric_id: str) -> Rubric:
    """The rubric with this id. Raises UnknownRubric."""
    rubric = shipped().get(rubric_id)
    if rubric is None:
        raise UnknownRubric
    return rubric


@cache
def skills(rubric_id: str) -> Mapping[Skill, float]:
    """How much of this rubric's weight each skill carries; nothing for a rubric that does not exist."""
    rubric = shipped().get(rubric_id)
    weights: dict[Skill, float] = {}
    for criterion in rubric.criteria if rubric else ():
        weights[criterion.skill] = weights.get(criterion.skill, 0.0) + criterion.weight
    return weights


def describe(rubric: Rubric, language: Language) -> RubricOut:
    """The rubric in this language."""
    return RubricOut(
        id=rubric.id,
        title=rubric.title.said(language),
        method=rubric.method,
        description=rubric.description.said(language),
        language=language,
        criteria=[
            CriterionOut(
                id=criterion.id,
                title=criterion.title.said(language),
                question=criterion.question.said(language),
                yes=_anchor(criterion.yes, language),
                no=_anchor(criterion.no, language),
                weight=criterion.weight,
                skill=criterion.skill,
                speaker=criterion.speaker,
            )
            for criterion in rubric.criteria
        ],
    )


def _anchor(anchor: Anchor, language: Language) -> str:
    return f"{anchor.when.said(language)} ({anchor.example.said(language)})"
