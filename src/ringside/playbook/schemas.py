"""What playbook sends and receives: rubrics, and what the company sells to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain

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
