"""A finished practice call: its turns, scorecard, feedback and what the buyer thought."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.dialogue.signals import Signals
from ringside.practice.schemas.guidance import FollowUp
from ringside.practice.schemas.scenarios import ColleagueCard, PersonaCard
from ringside.practice.schemas.talk import Sidebar, StartFrom, TurnView
from ringside.practice.schemas.terms import Level, Outcome, QuoteView, ScenarioKind, Status
from ringside.practice.schemas.voice import VoiceReport


class Person(BaseModel):
    id: str
    name: str


class ConversationItem(BaseModel):
    id: str
    scenario_id: str
    title: str
    kind: ScenarioKind
    persona: PersonaCard
    colleagues: list[ColleagueCard] = Field(default=[], description="Who else was at the table.")
    level: Level
    language: Language
    status: Status
    outcome: Outcome | None
    score: float | None
    turns: int
    started_at: datetime
    ended_at: datetime | None
    user: Person
    restarted_from: StartFrom | None = None


class ActView(BaseModel):
    kind: str
    start: int
    end: int
    confidence: float
    certain: bool
    objection: ObjectionKind | None = None


class DetailedTurn(TurnView):
    acts: list[ActView] = Field(default=[])
    prompt_version: str | None = None
    latency_ms: float | None = None
    rejected: int = Field(default=0, description="Tries of a model that were stopped before the rep could hear them.")
    note: str | None = Field(default=None, description="Why this is not simply what the first model said.")
    replayed: bool = Field(default=False, description="Taken over from the call this one restarted.")


class CriterionView(BaseModel):
    id: str
    title: str
    question: str = ""
    skill: Skill
    weight: float
    result: Literal["met", "not_met", "not_observed"]
    why: str = ""
    quotes: list[QuoteView]


class ScorecardView(BaseModel):
    rubric: str
    title: str = ""
    score: float | None = Field(description="0..100; null while less than half of the weight could be observed.")
    observed: float | None = Field(
        default=None, description="Share of the rubric's weight that could be observed, 0..1."
    )
    criteria: list[CriterionView]
    skills: dict[Skill, float | None] = Field(default={}, description="0..100 each; null where nothing was observed.")
    outcome: str = Field(default="", description="What came of the call, in one sentence.")


class StepView(BaseModel):
    what: str
    why: str
    how: str
    rewrite: str
    skill: Skill
    turn: int | None
    good: bool = Field(default=False, description="Something done well, to keep doing.")
    focus: bool = Field(default=False, description="What to work on first.")
    quotes: list[QuoteView]


class Feedback(BaseModel):
    steps: list[StepView]
    source: str = "builtin"


class BuyerMind(BaseModel):
    trust: float
    interest: float
    patience: float


class LogView(BaseModel):
    """One change in the buyer, its cause and, where there are any, the rep's words that caused it."""

    turn: int
    cause: str
    text: str
    quote: QuoteView | None = None
    trust: float
    interest: float
    patience: float
    after: BuyerMind
    name: str | None = Field(default=None, description="In whom, where several buyers took part.")
    need: str | None = None
    objection: str | None = None


class ConversationDetail(ConversationItem):
    """Everything about a call. What the buyer was thinking, and the score, are null until it has ended."""

    turns: list[DetailedTurn]  # type: ignore[assignment]
    state: Sidebar
    reply_pending: bool = False
    hint: str | None = None
    scorecard: ScorecardView | None = None
    signals: Signals | None = None
    feedback: Feedback | None = None
    buyer_log: list[LogView] | None = None
    start_mind: BuyerMind | None = None
    start_minds: dict[str, BuyerMind] | None = Field(
        default=None, description="The same of each buyer by name, where several took part."
    )
    voice: VoiceReport | None = Field(default=None, description="Of a call that was spoken, at least in part.")
    follow_up: FollowUp | None = Field(default=None, description="Of a drill that began at a moment of a real call.")
    learning_goals: list[str] = []
    goal: str = ""
    situation: str = ""
