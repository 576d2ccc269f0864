"""Quick entry, and links of calls and practice, over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    Field,
)

from ringside.deals.records.schemas.terms import ContactBrief, Id, Named, Strict, Zone
from ringside.deals.records.schemas.timeline import ActivityIn


class EntryIn(Strict):
    """What a person writes into one box, such as "call with Dana yesterday 15:00 about pricing"."""

    text: Annotated[str, Field(min_length=1, max_length=5_000)]
    deal_id: Id | None = None
    timezone: Zone | None = Field(
        default=None, description="Of the person's clock, such as Asia/Jerusalem; UTC when absent."
    )


class EntryUnknown(BaseModel):
    """A name in the text that no contact, or more than one, has."""

    name: str
    candidates: list[ContactBrief] = Field(default_factory=list)


class EntrySpan(BaseModel):
    what: Literal["kind", "when", "duration", "person", "direction"]
    start: int
    end: int


class EntryOut(BaseModel):
    """The text as an activity that can be saved as it is or mended; `understood` marks where what was read."""

    activity: ActivityIn
    people: list[ContactBrief]
    unknown: list[EntryUnknown]
    understood: list[EntrySpan]


class LinkCallIn(Strict):
    call_id: Id
    people: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)


class LinkPracticeIn(Strict):
    conversation_id: Id
    people: Annotated[list[Id], Field(max_length=50)] = Field(
        default_factory=list, description="Who was rehearsed for."
    )


class CallSuggestion(BaseModel):
    """A recorded call that seems to belong to the deal, and why."""

    call_id: str
    title: str
    happened_at: datetime
    people: list[Named]
    why: list[str] = Field(description="Names or addresses of the deal's people found in it.")


class CallSuggestions(BaseModel):
    items: list[CallSuggestion]
