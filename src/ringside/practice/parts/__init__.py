"""What generated buyers and scenarios are composed from, in both languages (parts/<language>.yaml)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from ringside.core import content
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Frozen, Language, ObjectionKind
from ringside.practice.catalogue import Gender
from ringside.practice.schemas import Level, ScenarioKind

Lines = Annotated[tuple[str, ...], Field(min_length=1)]
Weakness = Skill | ObjectionKind


class NeedPart(Frozen):
    topic: Lines
    surface: str
    pain: str
    impact: str


class IndustryPart(Frozen):
    """`words` are how people name the industry; the last one, without words, is for all others."""

    words: tuple[str, ...]
    label: str
    roles: Lines
    companies: Lines
    needs: tuple[NeedPart, ...] = Field(min_length=3)


class ProblemPart(Frozen):
    surface: Lines
    pain: Lines
    impact: Lines


class ObjectionPart(Frozen):
    line: str
    concern: str
    resolves: Lines


class CompetitorPart(Frozen):
    line: Lines
    strength: str
    fact: str
    topic: Lines


class PricePart(Frozen):
    line: Lines


class FactPart(Frozen):
    topic: Lines
    text: str


class QuestionPart(Frozen):
    topic: Lines
    line: str


class WeaknessPart(Frozen):
    title: str
    words: Lines


class ScenarioPart(Frozen):
    title: str
    goal: dict[ScenarioKind, str]
    situation: str
    situation_plain: str
    opening: dict[ScenarioKind, tuple[str, ...] | None]
    learning_goals: dict[Skill, tuple[str, ...]]


class MomentPart(Frozen):
    title: str


class Parts(Frozen):
    names: dict[Gender, Lines]
    industries: dict[str, IndustryPart]
    problem: ProblemPart
    objections: dict[ObjectionKind, ObjectionPart]
    competitor: CompetitorPart
    price: PricePart
    facts: tuple[FactPart, ...]
    questions: tuple[QuestionPart, ...]
    triggers: Lines
    background: Lines
    style: dict[str, str]
    traits: dict[str, str]
    because: dict[str, str]
    weakness: dict[Weakness, WeaknessPart]
    levels: dict[Level, str]
    scenario: ScenarioPart
    moment: MomentPart
    ways: dict[str, str]


@cache
def parts(language: Language) -> Parts:
    """The parts in this language."""
    text = (files(__package__) / f"{language}.yaml").read_text(encoding="utf-8")
    return Parts.model_validate(content.parse(text))
