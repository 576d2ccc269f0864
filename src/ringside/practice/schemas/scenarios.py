"""Scenarios: what a rep may choose from, and what it takes to write one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook.plain import Plain
from ringside.practice.schemas.terms import Level, Market, Outcome, Part, ScenarioKind, Whole


class PersonaCard(BaseModel):
    """What a rep may know before the call. Needs and objections are for the call to bring out."""

    id: str
    name: str
    role: str
    company: str
    industry: str
    personality: str = ""
    style: str = ""
    background: str = ""


class ColleagueCard(PersonaCard):
    """Another buyer at the table."""

    part: Part


class LastResult(BaseModel):
    conversation_id: str
    level: Level
    outcome: Outcome | None
    score: float | None
    at: datetime


class Expectation(BaseModel):
    """Chance that this rep reaches the goal at this level, by the skill rating."""

    level: Level
    probability: float = Field(ge=0, le=1)
    certain: bool = Field(description="False while the rating rests on too little practice to be relied on.")


class ScenarioItem(BaseModel):
    id: str
    title: str
    kind: ScenarioKind
    level: Level = Field(description="The default level.")
    levels: list[Level]
    language: Language = Field(description="The language of these words; the call itself may be held in either.")
    goal: str
    situation: str = ""
    learning_goals: list[str]
    persona: PersonaCard
    colleagues: list[ColleagueCard] = Field(
        default=[], description="Who else is on the call; `persona` is then the one who decides."
    )
    rubric: str
    industry: str
    market: Market
    expected: list[Expectation]
    last: LastResult | None = None
    own: bool = Field(default=False, description="Made in this company, so it can be changed and deleted.")


class ScenarioList(BaseModel):
    items: list[ScenarioItem]
    next_cursor: str | None = None


class NewNeed(BaseModel):
    topic: Plain = Field(min_length=2, max_length=120)
    surface: Plain = Field(default="", max_length=400)
    pain: Plain = Field(default="", max_length=400)
    impact: Plain = Field(default="", max_length=400)


class NewObjection(BaseModel):
    kind: ObjectionKind
    line: Plain = Field(default="", max_length=400)
    concern: Plain = Field(default="", max_length=400)


class NewPersona(BaseModel):
    """A buyer written by hand. Parts left empty are filled in by the built-in generator."""

    name: Plain = Field(min_length=2, max_length=80)
    role: Plain = Field(min_length=2, max_length=120)
    company: Plain = Field(default="", max_length=120)
    industry: Plain = Field(default="", max_length=80)
    personality: Plain = Field(default="", max_length=120)
    background: Plain = Field(default="", max_length=600)
    needs: list[NewNeed] = Field(default=[], max_length=6)
    objections: list[NewObjection] = Field(default=[], max_length=6)


class ScenarioForm(BaseModel):
    """A scenario from a form: a known or generated buyer by id, or one described here."""

    model_config = ConfigDict(populate_by_name=True)

    source: Literal["form"] = Field(default="form", alias="from")
    title: Plain = Field(min_length=3, max_length=120)
    kind: ScenarioKind = "cold_call"
    level: Level = "intermediate"
    language: Language = "en"
    goal: Plain = Field(min_length=3, max_length=400)
    situation: Plain = Field(default="", max_length=600)
    learning_goals: list[Annotated[Plain, Field(min_length=2, max_length=200)]] = Field(default=[], max_length=6)
    market: Market = "b2b"
    persona_id: str | None = None
    persona: NewPersona | None = None


class ScenarioFromQuestionnaire(BaseModel):
    """A scenario about the company's own product and customers, aimed at one weakness."""

    model_config = ConfigDict(populate_by_name=True)

    source: Literal["questionnaire"] = Field(alias="from")
    weakness: Plain = Field(min_length=2, max_length=200, description="A skill, an objection kind, or a few own words.")
    level: Level = "intermediate"
    kind: ScenarioKind | None = Field(default=None, description="By default the kind that trains the weakness.")
    language: Language | None = None
    title: Plain | None = Field(default=None, min_length=3, max_length=120)
    seed: Whole | None = Field(default=None, ge=0, lt=2**31)


def _scenario_source(value: Any) -> str:
    """A body without `from` is a form: the form is what a person fills in by hand."""
    given = value.get("from") if isinstance(value, dict) else getattr(value, "source", None)
    return "questionnaire" if given == "questionnaire" else "form"


NewScenario = Annotated[
    Annotated[ScenarioForm, Tag("form")] | Annotated[ScenarioFromQuestionnaire, Tag("questionnaire")],
    Discriminator(_scenario_source),
]


class ScenarioChange(BaseModel):
    """Only what is given changes."""

    title: Plain | None = Field(default=None, min_length=3, max_length=120)
    level: Level | None = None
    goal: Plain | None = Field(default=None, min_length=3, max_length=400)
    situation: Plain | None = Field(default=None, max_length=600)
    learning_goals: list[Annotated[Plain, Field(min_length=2, max_length=200)]] | None = Field(
        default=None, max_length=6
    )
