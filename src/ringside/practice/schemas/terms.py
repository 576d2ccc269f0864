"""The words that all of practice sends and receives in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Strict

from ringside.dialogue.schemas import Speaker

Level = Literal["foundation", "intermediate", "advanced", "expert"]
ScenarioKind = Literal["cold_call", "discovery", "objection", "closing", "technical", "service"]
Market = Literal["b2b", "b2c"]
Part = Literal["decision", "user", "finance"]
"""What a buyer is at a table of several: who decides, who would use it, who pays."""
Agreement = Literal["all", "decision_maker"]
Outcome = Literal["meeting", "callback", "refused", "hangup", "ended"]
Status = Literal["open", "ended"]

Whole = Annotated[int, Strict()]
"""A whole number sent as one: neither true nor "7"."""

MAX_TEXT = 4_000
"""Characters of one turn: about five minutes of unbroken speech, far more than anybody says at once."""


class QuoteView(BaseModel):
    """Words that stand in the stored turn at exactly these offsets."""

    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str
