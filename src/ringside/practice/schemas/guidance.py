"""What to say at once, what became of a drill, and what to practise next."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge.schemas import DocumentQuote
from ringside.playbook.plain import Plain
from ringside.practice.schemas.scenarios import ScenarioItem
from ringside.practice.schemas.talk import StartFrom
from ringside.practice.schemas.terms import MAX_TEXT, Level, QuoteView


class QuickIn(BaseModel):
    customer: Annotated[Plain, Field(min_length=1, max_length=MAX_TEXT)]
    answer: Annotated[Plain, Field(min_length=1, max_length=MAX_TEXT)]
    language: Language | None = None


class QuickAspect(BaseModel):
    verdict: str
    why: str
    quotes: list[QuoteView]


class QuickOut(BaseModel):
    id: str
    tone: QuickAspect
    content: QuickAspect
    strategy: QuickAspect
    better: list[str]
    documents: list[DocumentQuote] = Field(
        default=[], description="What the company's own documents say to the customer's question, word for word."
    )
    language: Language
    source: str = "builtin"


class SeenInCall(BaseModel):
    """What one real call showed of what was practised."""

    call_id: str
    title: str
    at: datetime
    result: Literal["met", "not_met", "not_observed"] | None = Field(description="Of that criterion.")
    criterion: str = Field(description="Title of the criterion that result and quotes are about.")
    share: float = Field(description="Share of the skill that was met in that call, 0..1.")
    why: str = ""
    quotes: list[QuoteView] = []


class FollowUp(BaseModel):
    """A drill of a moment of a real call, and the same thing on the next real call."""

    conversation_id: str
    practised_at: datetime
    skill: Skill
    skill_title: str
    criterion: str | None
    criterion_title: str | None
    moment: StartFrom
    practised: Literal["met", "not_met", "not_observed"] | None = Field(description="The same in the drill.")
    before: SeenInCall | None = Field(description="The call the moment is from.")
    after: SeenInCall | None = Field(description="The first real call after the drill that showed it; null until then.")


class FollowUpList(BaseModel):
    items: list[FollowUp]


class SuggestionReason(BaseModel):
    text: str
    conversation_id: str | None = Field(default=None, description="The practice conversation it is from.")
    call_id: str | None = Field(default=None, description="The recorded call it is from.")
    call_title: str | None = None
    criterion: str | None = None
    quote: QuoteView | None = None
    at: datetime | None = None


class Suggestion(BaseModel):
    skill: Skill
    scenario: ScenarioItem
    level: Level
    expected_success: float
    reason: SuggestionReason
    start_from: StartFrom | None = Field(
        default=None, description="The very moment to practise again, when there is one."
    )
