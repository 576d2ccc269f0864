"""What playbook sends and receives: rubrics, and what the company sells to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain
from ringside.playbook.rubric_forms import RubricForm, Said

Name = Annotated[Plain, Field(min_length=1, max_length=120)]
Short = Annotated[Plain, Field(max_length=200)]
Line = Annotated[Plain, Field(max_length=300)]
Long = Annotated[Plain, Field(max_length=2_000)]
Lines = Annotated[list[Annotated[Plain, Field(min_length=1, max_length=300)]], Field(max_length=20)]

Market = Literal["b2b", "b2c"]
Tone = Literal["warm", "matter_of_fact", "formal", "playful"]


class CriterionOut(BaseModel):
    id: str
    title: str
    question: str
    yes: str = Field(default="", description="What counts as a yes, with an example.")
    partly: str = Field(default="", description="What counts as half a yes; only where a criterion has levels.")
    no: str = Field(default="", description="What does not, with an example.")
    weight: float
    skill: str
    speaker: str = ""


class RubricOut(BaseModel):
    id: str
    title: str
    method: str = ""
    description: str = ""
    language: Language
    criteria: list[CriterionOut]
    own: bool = Field(default=False, description="Whether it is the company's own.")
    editable: bool = Field(default=False, description="Whether the caller may change it.")
    version: int = Field(default=0, description="0 for a rubric that ships.")
    based_on: str | None = Field(default=None, description="The rubric that ships it was copied from.")
    updated_at: datetime | None = None


class RubricDraft(BaseModel):
    """A rubric as a form. `version` travels back with it, so that nobody overwrites unseen."""

    form: RubricForm
    version: int = Field(ge=0)


class NewRubric(BaseModel):
    """A new rubric: a copy of another one, with a title of its own if wanted, or a form."""

    copy_of: str | None = Field(default=None, max_length=64)
    title: Said | None = None
    form: RubricForm | None = None

    @model_validator(mode="after")
    def _one_source(self) -> NewRubric:
        if (self.copy_of is None) == (self.form is None):
            raise ValueError("give either copy_of or form")
        return self


class Choice(BaseModel):
    """Something to choose from, as it is called in this language."""

    id: str
    name: str
    about: str = ""


class RubricVocabulary(BaseModel):
    """What a criterion can be made of."""

    skills: list[Choice]
    kinds: list[Choice]
    rep_moves: list[Choice]
    customer_moves: list[Choice]
    outcomes: list[Choice]
    places: list[Choice]
    longest_phrase: int
    most_criteria: int


class RubricList(BaseModel):
    items: list[RubricOut]
    next_cursor: str | None = None


class Competitor(BaseModel):
    name: Name
    strength: Line = Field(default="", description="Why customers choose it.")
    answer: Line = Field(default="", description="Why they choose us all the same.")


class Price(BaseModel):
    item: Name
    price: Name = Field(description="As a customer would hear it, with currency and period.")


class Answers(BaseModel):
    """The questionnaire. Everything may be left open; what is filled in makes scenarios about this company."""

    company: Short = ""
    product: Long = Field(default="", description="What is sold, in one or two sentences.")
    customers: Long = Field(default="", description="Who buys, and in which role.")
    problems: Lines = Field(default=[], description="What these customers struggle with, one a line.")
    industry: Short = ""
    market: Market | None = None
    competitors: list[Competitor] = Field(default=[], max_length=10)
    differentiators: Lines = []
    benefits: Lines = []
    prices: list[Price] = Field(default=[], max_length=10)
    tone: Tone | None = None
    language: Language | None = None


class Questionnaire(BaseModel):
    answers: Answers
    completeness: float = Field(ge=0, le=1, description="Share of the questions that have an answer.")
    missing: list[str] = Field(description="Questions still open, the most useful first.")
    version: int = Field(ge=0, description="0 before the first save.")
    updated_at: datetime | None
    updated_by: str | None = Field(description="Who saved it last (user id).")
    editable: bool = Field(description="Whether the caller's role may change it.")


class QuestionnaireChange(BaseModel):
    answers: Answers
    version: int = Field(
        ge=0, description="The version that was read; an older one is refused, so nobody overwrites unseen."
    )
