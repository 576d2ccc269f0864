"""What the analysis found in a call's words."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from ringside.calls.schemas.judging import JudgementOut, OverrideOut
from ringside.calls.schemas.terms import CallQuote, Result
from ringside.dialogue.objections import Step
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import ObjectionKind, Speaker
from ringside.playbook.knowledge.schemas import DocumentQuote


class CallCriterion(BaseModel):
    id: str
    title: str
    question: str = ""
    skill: Skill
    weight: float
    result: Result
    level: Literal[0, 1, 2] | None = Field(
        default=None, description="Of criteria with levels: unknown, partial, validated."
    )
    why: str = ""
    quotes: list[CallQuote]
    override: OverrideOut | None = None


class CallScorecard(BaseModel):
    rubric: str
    title: str = ""
    score: float | None = Field(description="0..100; null while less than half of the weight could be observed.")
    score_with_changes: float | None = Field(description="The same with people's results in place of the machine's.")
    observed: float | None = None
    criteria: list[CallCriterion]
    skills: dict[Skill, float | None] = {}
    outcome: str = ""


class CallFinding(BaseModel):
    id: str = Field(description="The same in every run that finds it again.")
    kind: Literal["strength", "miss"]
    title: str
    why: str
    how: str = ""
    rewrite: str = ""
    focus: bool = Field(default=False, description="What to work on first.")
    skill: Skill
    criterion: str | None = Field(default=None, description="The criterion of the rubric that it is about.")
    turn: int
    quotes: list[CallQuote]
    source: str = Field(default="builtin", description="Who found it: builtin or provider:model.")
    worded_by: str = Field(default="builtin", description="Who worded the explanation.")
    judgement: JudgementOut | None = None


class CallObjection(BaseModel):
    kind: ObjectionKind
    label: str = ""
    quote: CallQuote
    brush_off: bool = False
    steps: list[Step] = []
    resolved: bool | None = Field(description="Null when nobody can say.")
    answered_by: Speaker | None = None
    answer: CallQuote | None = None
    documents: list[DocumentQuote] = Field(
        default=[], description="What the company's documents say to it, word for word; nothing is judged by it."
    )


class CustomerQuestion(BaseModel):
    """A question of the customer's."""

    quote: CallQuote
    documents: list[DocumentQuote] = Field(default=[], description="What the company's documents say to it.")


class CallNextStep(BaseModel):
    text: str
    class_: Literal["none", "vague", "advance", "order"] = Field(alias="class", serialization_alias="class")
    who: Literal["rep", "customer", "both"] | None = None
    when: str | None = None
    quotes: list[CallQuote]


class CallNeed(BaseModel):
    level: Literal["surface", "pain", "impact"]
    quote: CallQuote


class CallQuestion(BaseModel):
    form: Literal["open", "closed", "leading", "follow_up"]
    quote: CallQuote


class CallMarker(BaseModel):
    """A place on the timeline: turns `turn`..`last`, seconds `at`..`until` where the call has times."""

    kind: Literal["objection", "question", "monologue", "next_step"]
    turn: int
    last: int
    at: float | None = None
    until: float | None = None
    label: str


class SummarySentence(BaseModel):
    text: str
    quotes: list[CallQuote]


class CallTone(BaseModel):
    """Tone of a turn's words from -1, displeased, to 1, pleased; not of the voice."""

    turn: int
    speaker: Speaker
    at: float | None = None
    value: float
    confidence: float


class Proposals(BaseModel):
    """What a model proposed and what became of it. `reasons` counts why proposals were not accepted."""

    source: str = "builtin"
    accepted: int = 0
    rejected: int = 0
    reasons: dict[str, int] = {}
    note: str | None = Field(
        default=None, description="Why the built-in findings stand alone, where a model was asked."
    )
