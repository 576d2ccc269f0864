"""What a criterion can be made of, in the words of the trade."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, get_args

import yaml

from ringside.dialogue.rubrics import SKILLS
from ringside.dialogue.schemas import CustomerAct, Language, RepAct
from ringside.playbook.rubric_forms import LONGEST_PHRASE, MOST_CRITERIA
from ringside.playbook.schemas import Choice, RubricVocabulary

KINDS = ("phrases", "asks", "moves", "avoids", "outcome", "shipped")
OUTCOMES = ("vague", "advance", "order")
PLACES = ("anywhere", "start", "end")


@cache
def _words() -> dict[str, Any]:
    text = (resources.files("ringside.playbook") / "vocabulary.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def of(language: Language) -> RubricVocabulary:
    """Everything to choose from, named in this language."""

    def choices(part: str, ids: tuple[str, ...]) -> list[Choice]:
        found = [_words()[part][i][language] for i in ids]
        return [Choice(id=i, name=name, about=about) for i, (name, about) in zip(ids, found, strict=True)]

    return RubricVocabulary(
        skills=choices("skills", SKILLS),
        kinds=choices("kinds", KINDS),
        rep_moves=choices("moves", get_args(RepAct)),
        customer_moves=choices("moves", get_args(CustomerAct)),
        outcomes=choices("outcomes", OUTCOMES),
        places=choices("places", PLACES),
        longest_phrase=LONGEST_PHRASE,
        most_criteria=MOST_CRITERIA,
    )
