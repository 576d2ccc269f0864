"""What the records of a CRM are called over HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    PlainSerializer,
    StringConstraints,
)

from ringside.deals.facts import Scalar
from ringside.deals.records.matching import folded
from ringside.deals.schemas import ActivityKind, BuyingRole, DealStatus, Direction, Part, Tracked
from ringside.dialogue.schemas import Frozen, Language

LONGEST_TEXT = 200_000
MOST_MONEY = Decimal("9999999999999.99")


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _in_range(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError where no calendar of ours reaches."""
    if not 1900 <= moment.year <= 2200:
        raise ValueError("The year should be between 1900 and 2200")
    return moment.astimezone(UTC)


def _day_in_range(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("The year should be between 1900 and 2200")
    return day


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("Name a time zone as in Asia/Jerusalem") from error
    return zone


_Blank = BeforeValidator(_none_if_blank)


def _visible(name: str) -> str:
    if not folded(name):
        raise ValueError("A name needs something that can be seen")
    return name


Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_visible)]
ShortName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(_visible)
]
Currency = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z]{3}$")]
Amount = Annotated[
    Decimal,
    Field(ge=0, le=MOST_MONEY, decimal_places=2, description="With at most two places."),
    PlainSerializer(float, return_type=float, when_used="json"),
]
Money = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_range)]
Day = Annotated[date, AfterValidator(_day_in_range)]
Mail = Annotated[EmailStr, StringConstraints(to_lower=True, max_length=254)]
Text60 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None, _Blank]
Text80 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None, _Blank]
Text120 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] | None, _Blank]
Text200 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None, _Blank]
Text500 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] | None, _Blank]
Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_known_zone)]
Notes = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Named(FromRow):
    """Another record, as much as a link needs."""

    id: str
    name: str


class OwnerOut(Frozen):
    """Who is responsible: somebody here (`id`), or only a name that an import or a CRM brought."""

    id: str | None = None
    name: str


class Kept(FromRow):
    id: str
    source: str = Field(description="`ringside`, `import`, or the id of the CRM connection that owns its fields.")
    custom: dict[str, Scalar] = Field(default_factory=dict, description="Fields of the source without a name here.")
    created_at: datetime
    updated_at: datetime


# ---- accounts


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


class ContactBrief(FromRow):
    """A contact in a list of another page."""

    id: str
    name: str
    title: str | None = None
    email: str | None = None
    role: BuyingRole | None = None
    account: Named | None = None


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


# ---- contacts


class ContactIn(Strict):
    name: Name
    account_id: Id | None = None
    email: Annotated[Mail | None, BeforeValidator(_none_if_blank)] = None
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


class Engagement(BaseModel):
    """How much a person was in touch: `weeks` counts touches per week, the oldest first, the present week last."""

    weeks: list[int]
    touches: int
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None
    next_at: datetime | None = None


class ContactPage(ContactItem):
    """A contact with what hangs on it."""

    notes: str
    deals: list[ContactDeal] = Field(default_factory=list)
    engagement: Engagement
    timeline: TimelinePage


# ---- activities


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


# ---- deals


class DealIn(Strict):
    name: Name
    account_id: Id | None = None
    stage: ShortName | None = Field(default=None, description="One of GET /deals/stages; the first when absent.")
    status: DealStatus | None = Field(default=None, description="Follows from the stage.")
    amount: Amount | None = None
    currency: Annotated[Currency | None, BeforeValidator(_none_if_blank)] = None
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
    currency: Annotated[Currency | None, BeforeValidator(_none_if_blank)] = None
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


# ---- quick entry and links


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


class EntryOut(BaseModel):
    """The text as an activity that can be saved as it is or mended; `understood` marks where what was read."""

    activity: ActivityIn
    people: list[ContactBrief]
    unknown: list[EntryUnknown]
    understood: list[EntrySpan]


class EntrySpan(BaseModel):
    what: Literal["kind", "when", "duration", "person", "direction"]
    start: int
    end: int


class LinkCallIn(Strict):
    call_id: Id
    people: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)


class LinkPracticeIn(Strict):
    conversation_id: Id
    people: Annotated[list[Id], Field(max_length=50)] = Field(
        default_factory=list, description="Who was rehearsed for."
    )


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


class CallSuggestion(BaseModel):
    """A recorded call that seems to belong to the deal, and why."""

    call_id: str
    title: str
    happened_at: datetime
    people: list[Named]
    why: list[str] = Field(description="Names or addresses of the deal's people found in it.")


class CallSuggestions(BaseModel):
    items: list[CallSuggestion]


AccountPage.model_rebuild()
ContactPage.model_rebuild()
EntryOut.model_rebuild()
