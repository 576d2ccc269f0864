"""What practice takes from real calls."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from ringside.calls.schemas.report import CallFinding, CallNeed, CallObjection
from ringside.calls.schemas.terms import CallQuote, CallTurn, Result
from ringside.calls.schemas.whole import CallSpeaker
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind


class Moment(BaseModel):
    """A moment of a real call, from which a drill can start."""

    call_id: str
    title: str
    turn: int
    language: Language
    transcript: list[CallTurn] = Field(description="What was said up to and with the customer's line.")
    customer_line: CallQuote | None
    objection: ObjectionKind | None = None
    rep_reply: CallQuote | None = None
    rubric: str | None = None
    finding: CallFinding | None = None
    criterion_id: str | None = None
    skill: Skill | None = None
    needs_stated: list[CallNeed] = []
    objections: list[CallObjection] = []
    speakers: list[CallSpeaker] = []
    rep_name: str | None = Field(default=None, description="The rep as the transcript calls them.")


class CriterionShown(BaseModel):
    """What a call showed of one criterion, with people's word before the machine's."""

    call_id: str
    title: str
    happened_at: datetime
    criterion_id: str
    criterion: str
    skill: Skill
    result: Result
    overridden: bool
    why: str
    quotes: list[CallQuote]


class RecentFinding(CallFinding):
    call_id: str
    call_title: str
    happened_at: datetime


class ObjectionsMet(BaseModel):
    """How often customers of this company raised an objection on real calls, and how often it was resolved."""

    kind: ObjectionKind
    raised: int
    resolved: int


class ResolvedObjection(BaseModel):
    """An objection of a real call that was resolved, and the rep's turns that answered it, whole."""

    call_id: str
    title: str
    happened_at: datetime
    language: Language
    kind: ObjectionKind
    objection: CallQuote
    objection_turn: str = Field(description="All of the turn that the objection stands in.")
    answers: list[CallQuote]
