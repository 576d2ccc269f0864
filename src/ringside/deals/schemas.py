"""The words in which the parts of this room speak to each other and to clients."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.dialogue.schemas import Frozen

DealStatus = Literal["open", "won", "lost"]
ActivityKind = Literal["email", "call", "meeting", "note", "task", "visit", "practice"]
Direction = Literal["in", "out"]
Part = Literal["from", "to", "cc", "with"]
BuyingRole = Literal["champion", "economic_buyer", "decision_maker", "influencer", "user", "gatekeeper", "blocker"]
Tracked = Literal["stage", "status", "amount", "discount", "close_on", "owner"]

EvidenceKind = Literal[
    "activity", "call", "change", "person", "competitor", "field", "deal", "session", "answer", "document", "entry"
]


class Evidence(Frozen):
    """What a statement rests on: a record that exists, and for a quote the very place in its text.

    `start`/`end` are character offsets into the record's text (a call's: into the text of `turn`); with them `text` is
    what stands there, character for character. Without them `text` says in words what the record holds.
    """

    kind: EvidenceKind
    id: str = Field(description="Of the record: an activity, a call, a contact ... ; the field's name for `field`.")
    at: datetime | None = None
    text: str
    start: int | None = None
    end: int | None = None
    turn: int | None = None
    link: str | None = Field(default=None, description="Path in the web app where it can be seen.")


class Interval(Frozen):
    """An estimate with its 95 % interval and how many cases it rests on."""

    value: float
    low: float
    high: float
    n: int


Card = Literal["coach", "persona", "objection", "win_loss", "probability"]
Tone = Literal["aggressive", "consultative", "empathetic"]
Length = Literal["short", "medium", "long"]
Boldness = Annotated[int, Field(ge=0, le=2, description="0 careful, 1 balanced, 2 bold.")]


class Preferences(BaseModel):
    """How a person wants suggestions: changes their wording and choice, never their facts."""

    model_config = ConfigDict(extra="forbid")

    tone: Tone = "consultative"
    length: Length = "medium"
    boldness: Boldness = 1
