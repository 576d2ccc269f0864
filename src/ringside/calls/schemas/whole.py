"""A call in a list, and everything about one."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from ringside.calls.live.messages import Cue, LiveSource
from ringside.calls.schemas.report import (
    CallFinding,
    CallMarker,
    CallNeed,
    CallNextStep,
    CallObjection,
    CallQuestion,
    CallScorecard,
    CallTone,
    CustomerQuestion,
    Proposals,
    SummarySentence,
)
from ringside.calls.schemas.sound import CallSound
from ringside.calls.schemas.terms import CallPerson, CallTurn, ConsentBasis, ImportNote, Need, Source, Stage, Status
from ringside.dialogue.schemas import Language, Speaker
from ringside.dialogue.signals import Signals


class Consent(BaseModel):
    basis: ConsentBasis
    note: str
    confirmed_by: CallPerson
    confirmed_at: datetime


class CallMedia(BaseModel):
    available: bool = Field(description="Whether there is something to play.")
    has_audio: bool
    channels: int
    files: list[str] = Field(default=[], description="Names of what was uploaded.")


class CallProblem(BaseModel):
    """Why analysis failed, and what to do. `slug`, and `cause` where there is one, name it for programs."""

    slug: str = ""
    cause: str | None = None
    title: str
    detail: str


class RubricChoice(BaseModel):
    id: str
    title: str
    chosen_by: Literal["person", "kind"] = Field(description="A person, or the kind of call it was read as.")
    why: str = Field(default="", description="Why this rubric, where nobody chose.")


class CallWhisper(BaseModel):
    """What a manager whispered during the call."""

    by: CallPerson
    text: str
    at: float


class CallLive(BaseModel):
    """What happened beside a call that was coached live: what was shown, and what became of it."""

    cues: list[Cue]
    shown: int
    used: int
    ignored: int
    dismissed: int
    useful: int = Field(description="Cues that the rep called useful.")
    not_useful: int
    notes: list[CallWhisper] = []
    deal_id: str | None = None
    deal_name: str = ""
    contact_id: str | None = None
    contact_name: str = ""
    live_source: LiveSource


class CallSpeaker(BaseModel):
    label: str
    role: Speaker | None = Field(description="Null while nobody knows.")
    turns: int
    talk_share: float | None = Field(description="Of all speech, 0..1: by seconds with times, else by words.")


Turns = TypeVar("Turns")


class AnyCall(BaseModel, Generic[Turns]):
    """What a list and the whole of a call both say; `turns` are counted in the one and told in the other."""

    id: str
    title: str
    status: Status
    stage: Stage | None
    progress: float = Field(ge=0, le=1)
    needs: list[Need] = Field(description="What a person should do; only consent holds the analysis up.")
    problem: CallProblem | None = None
    happened_at: datetime
    created_at: datetime
    duration_s: float | None
    language: Language
    source: Source
    rep: CallPerson
    rubric: RubricChoice | None
    score: float | None
    turns: Turns
    counts: dict[str, int] = Field(default={}, description="Objections, misses and strengths of the report.")


class CallItem(AnyCall[int]):
    pass


class CallDetail(AnyCall[list[CallTurn]]):
    """Everything about a call; parts that need a finished analysis are empty before it."""

    media: CallMedia
    consent: Consent | None
    speakers: list[CallSpeaker]
    notes: list[ImportNote] = []
    signals: Signals | None = None
    sound: CallSound | None = None
    scorecard: CallScorecard | None = None
    findings: list[CallFinding] = []
    objections: list[CallObjection] = []
    next_steps: list[CallNextStep] = []
    needs_stated: list[CallNeed] = []
    questions: list[CallQuestion] = []
    customer_questions: list[CustomerQuestion] = []
    markers: list[CallMarker] = []
    summary: list[SummarySentence] = []
    summary_text: str = ""
    tone: list[CallTone] = []
    proposals: Proposals | None = None
    live: CallLive | None = Field(default=None, description="Of a call that was coached while it was held.")
    analysed_at: datetime | None = None
    engine: str = ""
    transcription: str | None = Field(default=None, description="Who recognised the speech: provider and model.")
    speakers_why: str = Field(default="", description="How it was told who is the rep.")
    may_judge: bool = Field(default=False, description="Whether the caller may override and judge.")
