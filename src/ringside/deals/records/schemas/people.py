"""Accounts and contacts over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
)

from ringside.deals.records.schemas.deals import DealItem, TotalOut
from ringside.deals.records.schemas.terms import (
    ContactBrief,
    Id,
    Kept,
    Mail,
    Name,
    Named,
    Notes,
    OwnerOut,
    Strict,
    Text60,
    Text80,
    Text120,
    Text200,
    Zone,
    none_if_blank,
)
from ringside.deals.records.schemas.timeline import Engagement, TimelinePage
from ringside.deals.schemas import BuyingRole, DealStatus
from ringside.dialogue.schemas import Language


class AccountIn(Strict):
    name: Name
    domain: Text200 = None
    parent_id: Id | None = Field(default=None, description="The company it belongs to.")
    industry: Text120 = None
    segment: Text120 = None
    employees: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    country: Text80 = None
    owner_id: Id | None = None
    notes: Notes = ""


class AccountChange(AccountIn):
    """Only the fields that are sent change."""

    name: Name = ""


class AccountItem(Kept):
    name: str
    domain: str | None
    industry: str | None
    segment: str | None
    employees: int | None
    country: str | None
    owner: OwnerOut | None = None
    contacts: int = 0
    open_deals: int = 0
    won_deals: int = 0


class AccountPage(AccountItem):
    """An account with what hangs on it."""

    notes: str
    parent: Named | None = None
    children: list[Named] = Field(default_factory=list)
    people: list[ContactBrief] = Field(default_factory=list)
    deals: list[DealItem] = Field(default_factory=list)
    open_totals: list[TotalOut] = Field(default_factory=list)
    won_totals: list[TotalOut] = Field(default_factory=list)
    timeline: TimelinePage
    may_change: bool


class ContactIn(Strict):
    name: Name
    account_id: Id | None = None
    email: Annotated[Mail | None, BeforeValidator(none_if_blank)] = None
    phone: Text60 = None
    title: Text200 = None
    role: BuyingRole | None = None
    language: Language | None = None
    timezone: Zone | None = None
    notes: Notes = ""


class ContactChange(ContactIn):
    """Only the fields that are sent change."""

    name: Name = ""


class ContactItem(Kept):
    name: str
    title: str | None
    email: str | None
    phone: str | None
    role: BuyingRole | None
    language: Language | None
    timezone: str | None
    account: Named | None = None
    open_deals: int = 0
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None


class ContactDeal(BaseModel):
    """A contact's part in a deal."""

    id: str
    name: str
    status: DealStatus
    stage: str | None
    role: BuyingRole | None


class ContactPage(ContactItem):
    """A contact with what hangs on it."""

    notes: str
    deals: list[ContactDeal] = Field(default_factory=list)
    engagement: Engagement
    timeline: TimelinePage
