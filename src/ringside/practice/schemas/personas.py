"""Buyers: those there are, those made for a weakness, and what they have learnt."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, Strict

from ringside.dialogue.schemas import Language, ObjectionKind, Speaker
from ringside.playbook.plain import Plain
from ringside.practice.schemas.scenarios import PersonaCard
from ringside.practice.schemas.terms import Level, Whole


class PersonaItem(PersonaCard):
    language: Language
    own: bool = False


class PersonaList(BaseModel):
    items: list[PersonaItem]
    next_cursor: str | None = None


class PersonaWish(BaseModel):
    weakness: Plain | None = Field(
        default=None,
        min_length=2,
        max_length=200,
        description="A skill, an objection kind, or a few own words; by default the caller's weakest skill.",
    )
    level: Level = "intermediate"
    industry: Plain | None = Field(default=None, max_length=80)
    language: Language | None = None
    seed: Whole | None = Field(default=None, ge=0, lt=2**31)
    use_questionnaire: Annotated[bool, Strict()] = True
    use_calls: Annotated[bool, Strict()] = Field(
        default=True, description="Take what customers said in the caller's own calls, with names and details replaced."
    )


class CallCitation(BaseModel):
    """Words of one's own recorded call, at exactly these offsets of the turn; none with a name or detail in them."""

    call_id: str
    at: datetime
    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str


class Because(BaseModel):
    """Why one part of a generated buyer is there."""

    part: str = Field(description="Where: personality, needs[0], objections[1], ways.comes_back, ...")
    value: str
    why: str
    quotes: list[CallCitation] = Field(default=[], description="From the caller's own calls, where it came from them.")


class MetCount(BaseModel):
    raised: int
    resolved: int


class Learned(MetCount):
    """An objection this company's reps have met, in real calls and in practice together and apart."""

    kind: ObjectionKind
    title: str
    in_calls: MetCount
    in_practice: MetCount
    weight: float = Field(description="How likely buyers are to bring it up, against 1 for one never met; at most 3.")


class LearnedList(BaseModel):
    since: datetime
    items: list[Learned]


class NeedView(BaseModel):
    topic: str
    surface: str
    pain: str
    impact: str


class ObjectionView(BaseModel):
    kind: ObjectionKind
    line: str
    concern: str


class GeneratedPersona(BaseModel):
    """A new buyer, kept in the company's catalogue under `persona.id`, with all it holds and why."""

    persona: PersonaItem
    level: Level
    seed: int
    needs: list[NeedView]
    objections: list[ObjectionView]
    facts: list[str]
    triggers: list[str]
    ways: dict[str, str] = Field(default={}, description="What this buyer does that others do not, by name, in words.")
    weakness: str = Field(default="", description="What was taken to be the weakness.")
    explanation: list[Because]
    source: str = Field(description='"builtin" or "provider:model".')
    note: str | None = None
