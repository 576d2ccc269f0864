"""What goes over WS /live/{call_id}/cues, in both directions: JSON with a `type`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Language, Speaker

LiveSource = Literal["browser", "twilio", "zoom", "recall", "raw"]
Lane = Literal["trigger", "answer"]
CueKind = Literal[
    "objection", "competitor", "price", "monologue", "no_questions", "customer_cut_off", "next_step", "speeding_up",
    "playbook", "answer",
]  # fmt: skip
Amount = Literal["off", "few", "normal"]
LiveStatus = Literal["waiting", "live", "lost", "ended"]
"""waiting: no sound yet; lost: the recorder's connection broke and may come back."""


class CueQuote(BaseModel):
    """Words of the call that a cue rests on, found in the turn by code."""

    turn: int
    speaker: Speaker
    text: str
    start: int
    end: int


class CueSource(BaseModel):
    """Where an answer comes from: a passage of the knowledge, a fact of the deal, an own answer that worked."""

    title: str
    text: str
    link: str | None = None


class Cue(BaseModel):
    """One thing to do now. Code decided that, why and how long; `text` may be worded by a model."""

    type: Literal["cue"] = "cue"
    id: str
    lane: Lane
    kind: CueKind
    case: str = Field(default="", description="Which of its kind: the objection's kind, a price or a discount.")
    about: str = Field(default="", description="What it is about, where that is one of several: a competitor, an item.")
    text: str
    why: str
    at: float = Field(description="Seconds from the beginning of the call.")
    expires_at: float
    priority: float = Field(description="0..1: of several due at once the highest is shown.")
    quotes: list[CueQuote] = []
    sources: list[CueSource] = []
    source: str = Field(default="builtin", description='"builtin" or "provider:model".')
    standing: Literal["shown", "dismissed", "expired", "used", "ignored"] = "shown"
    useful: bool | None = None


class LiveTurnOut(BaseModel):
    """A phrase as far as it is understood; replaced by later ones with the same `id` until `final`."""

    type: Literal["turn"] = "turn"
    id: str
    index: int | None = None
    speaker: Speaker
    text: str
    start: float
    end: float
    final: bool


class LiveSignalsOut(BaseModel):
    """How the call goes so far, about once a second at most; null where it cannot be said."""

    type: Literal["signals"] = "signals"
    at: float
    talk_ratio: float | None
    monologue: float | None = Field(description="Seconds of the rep's run under way; null while the customer speaks.")
    questions: int
    interruptions: int
    interrupted: int
    pace: float | None
    speaking: list[Speaker]


class LiveStateOut(BaseModel):
    """First message of a connection, and whenever something about the call itself changes."""

    type: Literal["state"] = "state"
    call_id: str
    status: LiveStatus
    source: LiveSource
    language: Language
    amount: Amount
    consent: bool
    started_at: datetime | None
    seconds: float
    sides: list[Speaker] = Field(description="Who has been heard so far.")
    recording: bool
    listens: str | None
    trouble: str | None = None
    listening: bool = Field(default=False, description="Whether the rep allows managers to listen.")
    listeners: list[str] = Field(default=[], description="Names of the managers who listen now.")
    report: str | None = Field(default=None, description="Id of the recorded call with the report, once there is one.")


class LiveNoteOut(BaseModel):
    """A manager's whisper; only the rep gets it."""

    type: Literal["note"] = "note"
    author: str
    text: str


class EarpieceOut(BaseModel):
    """A short spoken prompt for the rep's ear: WAV as base64, or, where nothing here speaks, words for the browser."""

    type: Literal["earpiece"] = "earpiece"
    cue: str
    text: str
    language: Language
    wav: str | None


class LiveProblemOut(BaseModel):
    type: Literal["problem"] = "problem"
    problem: dict[str, Any]


LiveOut = Annotated[
    LiveStateOut | LiveTurnOut | LiveSignalsOut | Cue | LiveNoteOut | EarpieceOut | LiveProblemOut,
    Field(discriminator="type"),
]


class CueVerdictIn(BaseModel):
    """The rep dismisses a cue, says it was used, or whether it was useful."""

    type: Literal["cue"] = "cue"
    id: str = Field(max_length=64)
    standing: Literal["dismissed", "used"] | None = None
    useful: bool | None = None


class LiveWishIn(BaseModel):
    type: Literal["wish"] = "wish"
    amount: Amount | None = None
    earpiece: bool | None = None
    listening: bool | None = Field(default=None, description="The rep allows or forbids that managers listen.")


class LiveEndIn(BaseModel):
    type: Literal["end"] = "end"


LiveIn = Annotated[CueVerdictIn | LiveWishIn | LiveEndIn, Field(discriminator="type")]

MESSAGES: tuple[type[BaseModel], ...] = (
    *get_args(get_args(LiveOut)[0]),
    *get_args(get_args(LiveIn)[0]),
)
