"""A buyer as a generator or a model writes it down, what it is asked for, and the buyer of the catalogue it becomes."""

from __future__ import annotations

import re
from typing import get_args

from pydantic import BaseModel, Field

from ringside.dialogue.language import fold
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook.schemas import Answers
from ringside.practice.catalogue import Gender, Market, Persona, Traits
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import Because, Level
from ringside.practice.ways import Ways


class NeedDraft(BaseModel):
    """A need in three depths; `words` are what a question about it would contain."""

    words: list[str] = Field(min_length=1, max_length=16)
    surface: str = Field(min_length=2, max_length=600)
    pain: str = Field(min_length=2, max_length=600)
    impact: str = Field(min_length=2, max_length=600)


class ObjectionDraft(BaseModel):
    """`concern` is what is really behind it, `resolves` the words of an answer that meets it."""

    kind: ObjectionKind
    line: str = Field(min_length=2, max_length=600)
    concern: str = Field(min_length=2, max_length=600)
    resolves: list[str] = Field(min_length=2, max_length=20)


class FactDraft(BaseModel):
    words: list[str] = Field(min_length=1, max_length=16)
    text: str = Field(min_length=1, max_length=600)


class PersonaDraft(BaseModel):
    """A buyer in one language, as the generator or a model writes it down."""

    name: str = Field(min_length=2, max_length=80)
    gender: Gender
    role: str = Field(min_length=2, max_length=120)
    company: str = Field(min_length=1, max_length=120)
    industry: str = Field(min_length=1, max_length=80)
    traits: Traits
    style: str = Field(min_length=2, max_length=300)
    background: str = Field(min_length=2, max_length=600)
    needs: list[NeedDraft] = Field(min_length=2, max_length=6)
    objections: list[ObjectionDraft] = Field(min_length=2, max_length=8)
    facts: list[FactDraft] = Field(min_length=2, max_length=10)
    questions: list[FactDraft] = Field(default=[], max_length=6)
    triggers: list[str] = Field(min_length=1, max_length=12)
    ways: Ways = Ways()
    because: list[Because] = Field(default=[], max_length=30)


class PersonaBrief(BaseModel):
    """What a buyer is wanted for. `answers` is what the company says about itself: data, never instructions."""

    weakness: Weakness
    weakness_text: str
    level: Level
    language: Language
    industry: str | None
    seed: int
    answers: Answers
    met: dict[ObjectionKind, tuple[int, int]] = {}
    """Objections the company's reps met: how often, and how often they were resolved."""
    leanings: dict[ObjectionKind, float] = {}
    """How likely each of those is, against 1."""


def to_persona(draft: PersonaDraft, persona_id: str, market: Market) -> Persona:
    """The draft as a buyer of the catalogue. Raises pydantic.ValidationError when it is not a whole one."""
    return Persona.model_validate(
        {
            "id": persona_id,
            "name": draft.name,
            "gender": draft.gender,
            "role": draft.role,
            "company": draft.company,
            "industry": industry_id(draft.industry),
            "market": market,
            "traits": draft.traits.model_dump(),
            "style": draft.style,
            "background": draft.background,
            "needs": [
                {
                    "id": f"need-{i + 1}",
                    "topic": need.words,
                    "surface": need.surface,
                    "pain": need.pain,
                    "impact": need.impact,
                }
                for i, need in enumerate(draft.needs)
            ],
            "objections": [
                {
                    "kind": objection.kind,
                    "lines": objection.line,
                    "concern": objection.concern,
                    "resolves": objection.resolves,
                }
                for objection in draft.objections
            ],
            "triggers": draft.triggers,
            "ways": draft.ways.model_dump(),
            "facts": [
                {"id": f"fact-{i + 1}", "topic": fact.words, "text": fact.text} for i, fact in enumerate(draft.facts)
            ],
            "questions": [
                {"id": f"question-{i + 1}", "topic": item.words, "lines": item.text}
                for i, item in enumerate(draft.questions)
            ],
        }
    )


def industry_id(name: str) -> str:
    """The catalogue's id of an industry people name in their own words, in either language."""
    for language in get_args(Language):
        for known, part in parts(language).industries.items():
            if known != "other" and (name == known or any(_stands(word, fold(name).text) for word in part.words)):
                return known
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:64].rstrip("-")
    return slug or "other"


def _stands(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(word).text)}(?!\w)", said) is not None
