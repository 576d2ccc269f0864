"""A practice call while it is held."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from ringside.dialogue.schemas import Language, Speaker
from ringside.playbook.plain import Plain
from ringside.practice.schemas.terms import MAX_TEXT, Level, Outcome, Status, Whole


def _absent(value: str | None) -> bool:
    return value is None


class StartFrom(BaseModel):
    """Practise this moment: of a practice conversation, just before this turn and with the buyer as they were then; or
    of a recorded call, after the customer's words at or before this turn, with names and details replaced."""

    conversation_id: str | None = Field(default=None, max_length=64, exclude_if=_absent)
    call_id: str | None = Field(default=None, max_length=64, exclude_if=_absent)
    turn: Whole = Field(ge=0)

    @model_validator(mode="after")
    def _one_source(self) -> StartFrom:
        if (self.conversation_id is None) == (self.call_id is None):
            raise ValueError("give either conversation_id or call_id")
        return self


class ChatIn(BaseModel):
    """One turn of the rep. Without `conversation_id` it starts a call; then the text may be empty and the buyer
    answers the phone. In an open call an empty text is silence, and the buyer hears it."""

    conversation_id: str | None = Field(default=None, max_length=64)
    scenario_id: str | None = Field(default=None, max_length=64)
    persona_id: str | None = Field(default=None, max_length=64)
    level: Level | None = None
    seed: Whole | None = Field(default=None, ge=0, lt=2**63)
    language: Language | None = None
    text: Annotated[Plain, Field(max_length=MAX_TEXT)] = ""
    client_key: Annotated[Plain, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="A fresh random key for each turn; a repeated key is the same turn sent again."
    )
    start_from: StartFrom | None = None


class Reply(BaseModel):
    turn: int
    text: str
    source: str = Field(description='"builtin", "provider:model", or "person" who played the buyer.')
    prompt_version: str | None = None
    latency_ms: float | None = None
    speaker: str | None = Field(default=None, description="Name of who answers, where several buyers take part.")


class Sidebar(BaseModel):
    """What a rep may see while the call runs: their own behaviour, nothing of the buyer's mind."""

    started_at: datetime
    turns: int
    rep_turns: int
    talk_share: float | None = Field(description="Rep words / all words so far; null before anyone spoke.")
    questions: int
    last_turn_words: int


class TurnView(BaseModel):
    index: int
    speaker: Speaker
    text: str
    at: datetime
    source: str | None = Field(default=None, description="Who worded a customer turn.")
    name: str | None = Field(default=None, description="Which buyer spoke, where several take part.")


class ChatOut(BaseModel):
    conversation_id: str
    reply: Reply
    status: Status
    outcome: Outcome | None
    hint: str | None = None
    state: Sidebar
    language: Language
    scenario_id: str
    level: Level
    seed: int


class ChatAck(BaseModel):
    """First event of a streamed answer: the rep's turn is stored. `turn` is null when the buyer speaks first."""

    conversation_id: str
    turn: TurnView | None


class ChatStatus(BaseModel):
    """Streamed while the wording waits: `kind` is thinking, waiting (in line at a rate limit), retrying,
    or person (somebody plays the buyer and has not answered yet)."""

    kind: str
    detail: str = ""


class ChatPiece(BaseModel):
    """A guarded sentence of the buyer's reply; append to what came before."""

    turn: int
    text: str
    speaker: str | None = Field(default=None, description="Name of who answers, where several buyers take part.")
    by_person: bool = Field(default=False, description="Said by a person who plays the buyer.")


class HintOut(BaseModel):
    hint: str


class EndOut(BaseModel):
    conversation_id: str
    status: Status
    outcome: Outcome | None
    score: float | None
