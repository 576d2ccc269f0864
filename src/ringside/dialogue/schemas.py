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
