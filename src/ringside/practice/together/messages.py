"""What goes over WS /api/practice/{conversation_id}/listen, to the rep and to guests. Sound is binary frames:
towards a guest `[u8 who: 0 rep, 1 buyer][PCM16 mono 16 kHz]`, from the guest who plays the buyer plain PCM16."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, Field

from ringside.practice.schemas import Outcome, TurnView
from ringside.practice.together.schemas import LineIn, NoteIn, PartIn, TogetherOut


class TogetherStateOut(BaseModel):
    """First message of a connection, and again whenever somebody comes, goes, or is let in."""

    type: Literal["together"] = "together"
    state: TogetherOut


class TogetherTurnOut(BaseModel):
    type: Literal["turn"] = "turn"
    turn: TurnView


class TogetherOwedOut(BaseModel):
    """The buyer is to answer. Whoever plays them is told what the machine would say in their place."""

    type: Literal["owed"] = "owed"
    turn: int
    name: str
    suggestion: str


class TogetherNoteOut(BaseModel):
    """Only the rep gets it, and who wrote it."""

    type: Literal["note"] = "note"
    author: str
    text: str
    at: datetime


class TogetherEndedOut(BaseModel):
    type: Literal["ended"] = "ended"
    outcome: Outcome | None


class TogetherTroubleOut(BaseModel):
    """What was sent could not be done; the connection stays. A refused one gets `problem` instead, and is closed."""

    type: Literal["trouble"] = "trouble"
    problem: dict[str, object]


TogetherSent = Annotated[
    TogetherStateOut | TogetherTurnOut | TogetherOwedOut | TogetherNoteOut | TogetherEndedOut | TogetherTroubleOut,
    Field(discriminator="type"),
]


class TogetherLineIn(LineIn):
    type: Literal["line"] = "line"


class TogetherNoteIn(NoteIn):
    type: Literal["note"] = "note"


class TogetherPartIn(PartIn):
    type: Literal["part"] = "part"


TogetherIn = Annotated[TogetherLineIn | TogetherNoteIn | TogetherPartIn, Field(discriminator="type")]

MESSAGES: tuple[type[BaseModel], ...] = (*get_args(get_args(TogetherSent)[0]), *get_args(get_args(TogetherIn)[0]))
