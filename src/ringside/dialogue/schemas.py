"""The words in which every room speaks about a conversation."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Speaker = Literal["rep", "customer"]
Language = Literal["en", "he"]

RepAct = Literal[
    "opener_permission",
    "opener_reason",
    "rapport",
    "question_open",
    "question_closed",
    "question_leading",
    "follow_up",
    "acknowledgement",
    "reflection",
    "pitch",
    "value",
    "proof",
    "price_mention",
    "objection_answer",
    "trial_close",
    "next_step_ask",
    "summary",
    "hold",
    "argument",
    "callback_offer",
    "farewell",
]
CustomerAct = Literal[
    "need_surface",
    "need_pain",
    "need_impact",
    "fact",
    "objection",
    "brush_off",
    "buying_signal",
    "question",
    "agreement",
    "refusal",
]
ActKind = RepAct | CustomerAct
ObjectionKind = Literal[
    "price", "timing", "authority", "need", "trust", "competitor", "status_quo", "integration",
    "not_interested", "send_email", "call_later",
]  # fmt: skip

CONFIDENCE_FLOOR = 0.5
"""Below this an act is uncertain: it is kept for the record and costs nobody anything."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Turn(Frozen):
    """One uninterrupted stretch of speech. Times are seconds from the start of the call, absent in text practice."""

    index: int = Field(ge=0)
    speaker: Speaker
    text: str
    start: float | None = None
    end: float | None = None


class Transcript(Frozen):
    """Turns in call order; `turns[i].index == i`."""

    turns: tuple[Turn, ...] = ()
    language: Language = "en"

    @model_validator(mode="after")
    def _in_order(self) -> Transcript:
        if any(turn.index != i for i, turn in enumerate(self.turns)):
            raise ValueError("turn indexes must count up from 0 in call order")
        return self


class Act(Frozen):
    """What a stretch of one turn does. `start`/`end` are character offsets into the turn's text."""

    kind: ActKind
    turn: int
    start: int
    end: int
    confidence: float = Field(ge=0, le=1)
    detector: str
    objection: ObjectionKind | None = None

    @property
    def certain(self) -> bool:
        return self.confidence >= CONFIDENCE_FLOOR


class State(Frozen):
    """How the buyer stands, each 0..100."""

    trust: float
    interest: float
    patience: float


class LogEntry(Frozen):
    """One change in the buyer: its cause and the rep's words. `start`/`end` are offsets into the rep's turn."""

    turn: int
    cause: str
    text: str
    start: int | None = None
    end: int | None = None
    trust: float = 0
    interest: float = 0
    patience: float = 0
    after: State
    need: str | None = None
    objection: str | None = None
    name: str | None = None
    """In whom, where several buyers are at the table."""
