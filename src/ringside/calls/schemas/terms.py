"""The words that all of calls sends and receives in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Speaker
from ringside.playbook.plain import Plain

Status = Literal["queued", "running", "done", "failed"]
Stage = Literal["decode", "transcribe", "attribute", "acts", "signals", "scorecard", "findings", "skills"]
STAGES: tuple[Stage, ...] = (
    "decode", "transcribe", "attribute", "acts", "signals", "scorecard", "findings", "skills",
)  # fmt: skip
Need = Literal["consent", "speakers", "transcript"]
Source = Literal["audio", "transcript", "live"]
Result = Literal["met", "not_met", "not_observed"]
Verdict = Literal["right", "wrong"]
ConsentBasis = Literal["consent", "contract", "legitimate_interest", "notice", "other"]

Title = Annotated[Plain, Field(max_length=200)]
Note = Annotated[Plain, Field(max_length=1_000)]
Label = Annotated[str, Field(max_length=200)]
RubricId = Annotated[str, Field(min_length=1, max_length=80)]
UserId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class CallPerson(BaseModel):
    user_id: str
    name: str


class CallQuote(BaseModel):
    """Words that stand in the transcript at exactly these offsets; `at` is when they were said, in seconds."""

    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str
    at: float | None = None


class CallTurn(BaseModel):
    index: int
    speaker: Speaker
    label: str
    text: str
    start: float | None = Field(default=None, description="Seconds from the start of the call.")
    end: float | None = None


class ImportNote(BaseModel):
    """Something about the transcript that was read differently from how it stood there."""

    where: str
    what: str
    code: str | None = None
    at: float | None = Field(default=None, description="Seconds from the beginning of the recording.")
