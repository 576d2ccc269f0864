"""What clients say about cards, and what they are told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ringside.core.ids import ID_PATTERN
from ringside.deals.schemas import Card

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Item = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w.:/+-]+$")]


class CardFeedbackIn(BaseModel):
    """Whether something a card showed was of use. `item` is the name its card gives it."""

    model_config = ConfigDict(extra="forbid")

    card: Card
    item: Item
    useful: bool | None = Field(description="Null takes back what was said.")
    deal_id: Id | None = None
    contact_id: Id | None = None
    note: str = Field(default="", max_length=2000)
    source: str = Field(default="builtin", max_length=80, description="Whose words: builtin or provider:model.")


class CardFeedbackOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    card: Card
    item: str
    useful: bool
    deal_id: str | None
    contact_id: str | None
    note: str
    at: datetime


class CardUse(BaseModel):
    """How often the people of a company found one card useful."""

    card: Card
    source: str
    useful: int
    not_useful: int
