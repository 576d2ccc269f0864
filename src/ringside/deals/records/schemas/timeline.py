"""Activities and timelines over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    Field,
)

from ringside.deals.records.schemas.terms import Id, Moment, Named, Notes, OwnerOut, Strict
from ringside.deals.schemas import ActivityKind, Direction, Part, Tracked
from ringside.dialogue.schemas import Language


class ParticipantIn(Strict):
    contact_id: Id
    part: Part = "with"


class ActivityIn(Strict):
    kind: ActivityKind
    at: Moment
    direction: Direction | None = None
    duration_s: Annotated[float, Field(ge=0, le=7 * 86_400, allow_inf_nan=False)] | None = None
    subject: Annotated[str, Field(max_length=500)] = ""
    text: Notes = ""
    deal_id: Id | None = None
    account_id: Id | None = None
    people: Annotated[list[ParticipantIn], Field(max_length=100)] = Field(default_factory=list)


class ActivityChange(Strict):
    """Only the fields that are sent change."""

    kind: ActivityKind | None = None
    at: Moment | None = None
    direction: Direction | None = None
    duration_s: Annotated[float, Field(ge=0, le=7 * 86_400, allow_inf_nan=False)] | None = None
    subject: Annotated[str, Field(max_length=500)] | None = None
    text: Notes | None = None
    deal_id: Id | None = None
    account_id: Id | None = None
    people: Annotated[list[ParticipantIn], Field(max_length=100)] | None = None


class ParticipantOut(BaseModel):
    id: str
    name: str
    part: Part


class ActivityOut(BaseModel):
    """An activity in full."""

    id: str
    kind: ActivityKind
    direction: Direction | None
    at: datetime
    planned: bool
    duration_s: float | None
    subject: str
    text: str
    language: Language | None
    deal: Named | None = None
    account: Named | None = None
    user: OwnerOut | None = None
    people: list[ParticipantOut] = Field(default_factory=list)
    call_id: str | None = None
    conversation_id: str | None = None
    source: str
    may_change: bool


TimelineKind = Literal["email", "call", "meeting", "note", "task", "visit", "practice", "change"]


class TimelineItem(BaseModel):
    """Something that happened, or is planned. A change carries `field`, `before` and `after`, the rest an activity.

    `text` may be cut at 2,000 characters (`cut`); the activity itself has all of it.
    """

    id: str
    kind: TimelineKind
    at: datetime
    planned: bool = False
    direction: Direction | None = None
    duration_s: float | None = None
    subject: str = ""
    text: str = ""
    cut: bool = False
    deal: Named | None = None
    user: OwnerOut | None = None
    people: list[ParticipantOut] = Field(default_factory=list)
    call_id: str | None = None
    conversation_id: str | None = None
    field: Tracked | None = None
    before: str | None = None
    after: str | None = None
    source: str


class TimelinePage(BaseModel):
    """A part of a timeline, the newest first; planned things stand before all."""

    items: list[TimelineItem]
    next_cursor: str | None = None


class Engagement(BaseModel):
    """How much a person was in touch: `weeks` counts touches per week, the oldest first, the present week last."""

    weeks: list[int]
    touches: int
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None
    next_at: datetime | None = None
