"""Deals, the board and what needs a look, over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
)

from ringside.deals.records.schemas.terms import (
    Amount,
    Currency,
    Day,
    FromRow,
    Id,
    Kept,
    Moment,
    Money,
    Name,
    Named,
    OwnerOut,
    Share,
    ShortName,
    Strict,
    Text120,
    Text200,
    Text500,
    none_if_blank,
)
from ringside.deals.records.schemas.timeline import Engagement, ParticipantOut, TimelineItem, TimelineKind, TimelinePage
from ringside.deals.schemas import BuyingRole, DealStatus


class TotalOut(BaseModel):
    """A sum in one currency; null where none is named."""

    currency: str | None
    amount: Money
    count: int


class NormOut(FromRow):
    """Days that won deals took; `median` and `upper` (upper quartile) are null where there are fewer than 8."""

    n: int
    median: float | None
    upper: float | None


class CompetitorOut(BaseModel):
    name: str
    since: datetime


class DealItem(Kept):
    """A deal in a list and on the board."""

    name: str
    status: DealStatus
    stage: str | None
    stage_since: datetime | None
    days_in_stage: int | None = None
    stage_norm: NormOut | None = Field(default=None, description="How long won deals stood in this stage.")
    amount: Money | None
    currency: str | None
    discount: float | None
    close_on: date | None
    closed_at: datetime | None
    account: Named | None = None
    owner: OwnerOut | None = None
    next_step: str | None
    competitors: list[str] = Field(default_factory=list)
    people: int = 0
    last_activity_at: datetime | None = None
    next_meeting_at: datetime | None = Field(default=None, description="Of the next planned call or meeting.")
    overdue: bool = Field(default=False, description="Open, and its expected close has passed.")
    stale: bool = Field(default=False, description="Open, and quiet or in its stage for longer than usual.")
    may_change: bool = False


class DealList(BaseModel):
    """A page of deals, with count and sums of all that the filters let through."""

    items: list[DealItem]
    next_cursor: str | None = None
    count: int
    totals: list[TotalOut]


class DealIn(Strict):
    name: Name
    account_id: Id | None = None
    stage: ShortName | None = Field(default=None, description="One of GET /deals/stages; the first when absent.")
    status: DealStatus | None = Field(default=None, description="Follows from the stage.")
    amount: Amount | None = None
    currency: Annotated[Currency | None, BeforeValidator(none_if_blank)] = None
    discount: Share | None = Field(default=None, description="Share of the list price given away, 0 to 1.")
    close_on: Day | None = None
    owner_id: Id | None = Field(default=None, description="The caller when absent; null for nobody.")
    lead_source: Text120 = None
    product: Text200 = None
    next_step: Text500 = None
    close_reason: Text500 = None
    created_at: Moment | None = Field(default=None, description="When it began, if that was before now.")


class DealPatch(Strict):
    """Only the fields that are sent change."""

    name: Name = ""
    account_id: Id | None = None
    stage: ShortName | None = None
    status: DealStatus | None = None
    amount: Amount | None = None
    currency: Annotated[Currency | None, BeforeValidator(none_if_blank)] = None
    discount: Share | None = None
    close_on: Day | None = None
    owner_id: Id | None = None
    lead_source: Text120 = None
    product: Text200 = None
    next_step: Text500 = None
    close_reason: Text500 = None


class DealPerson(BaseModel):
    """A stakeholder with part and engagement."""

    id: str
    name: str
    title: str | None
    email: str | None
    role: BuyingRole | None
    since: datetime | None
    engagement: Engagement


class AgeOut(BaseModel):
    """How many days a deal has been open, or was until its close if that is known, and how long won deals took."""

    days: int | None
    norm: NormOut


class MoveOut(BaseModel):
    """One move of the expected close."""

    at: datetime
    before: date | None
    after: date | None


class DealPage(DealItem):
    """A deal with all that its page shows at first."""

    lead_source: str | None
    product: str | None
    close_reason: str | None
    age: AgeOut
    close_moves: list[MoveOut] = Field(default_factory=list)
    stakeholders: list[DealPerson] = Field(default_factory=list)
    rivals: list[CompetitorOut] = Field(default_factory=list)
    next_meeting: TimelineItem | None = None
    counts: dict[TimelineKind, int] = Field(default_factory=dict)
    timeline: TimelinePage
    revision: str
    may_change: bool


class PersonIn(Strict):
    role: BuyingRole | None = None


class CompetitorIn(Strict):
    name: ShortName


class BoardColumn(BaseModel):
    """A stage with its deals; `count` and `totals` are of all of them, `items` the first."""

    stage: str | None
    status: DealStatus
    count: int
    totals: list[TotalOut]
    items: list[DealItem]


class Board(BaseModel):
    columns: list[BoardColumn]


class StageIn(Strict):
    name: ShortName
    status: DealStatus = "open"
    renamed_from: ShortName | None = Field(default=None, description="Its present name; its deals follow.")


class StagesIn(Strict):
    stages: Annotated[list[StageIn], Field(min_length=1, max_length=60)]


class StageOut(FromRow):
    name: str
    status: DealStatus
    deals: int = 0
    norm: NormOut


class StageList(BaseModel):
    items: list[StageOut]


class FacetsOut(BaseModel):
    """What deals can be filtered by, as it occurs among them."""

    owners: list[OwnerOut]
    competitors: list[str]
    currencies: list[str]


AttentionCode = Literal[
    "no_next_meeting", "quiet", "long_in_stage", "overdue", "single_contact", "closing_soon", "never_touched"
]


class AttentionReason(BaseModel):
    """Why a deal needs a look: the code of a rule, and the figure it rests on (days, or people)."""

    code: AttentionCode
    value: int | None = None
    limit: float | None = None


class AttentionDeal(BaseModel):
    deal: DealItem
    reasons: list[AttentionReason]


class MeetingOut(BaseModel):
    """A planned call or meeting."""

    activity_id: str
    kind: Literal["call", "meeting"]
    at: datetime
    subject: str
    deal: Named | None
    people: list[ParticipantOut]


class AttentionOut(BaseModel):
    """The caller's open deals that need a look, the most pressing first, and what is in the diary for 7 days."""

    deals: list[AttentionDeal]
    meetings: list[MeetingOut]
