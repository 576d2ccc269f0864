"""All that is known of one deal as plain values, and the same as it was known on an earlier day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from ringside.deals.schemas import ActivityKind, BuyingRole, DealStatus, Direction, Tracked

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """`text` is empty where only counts are needed. Planned ones lie after the moment of looking."""

    id: str
    kind: ActivityKind
    direction: Direction | None
    at: datetime
    duration_s: float | None = None
    subject: str = ""
    text: str = ""
    user_id: str | None = None
    contact_ids: tuple[str, ...] = ()
    from_id: str | None = None
    """The contact who wrote or called, when it came from the customer."""
    call_id: str | None = None
    entered_at: datetime | None = None
    """When it was put on record, for what is planned: a meeting may stand in the diary long before it happens."""
    deal_id: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeFact:
    id: str
    at: datetime
    field: Tracked
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PersonFact:
    contact_id: str
    name: str
    title: str | None = None
    role: BuyingRole | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CompetitorFact:
    name: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallFact:
    """An analysed recording of the deal: its signals (`calls.facts.FIGURES`) and objections as (raised, resolved)."""

    call_id: str
    activity_id: str
    at: datetime
    figures: Mapping[str, float] = field(default_factory=dict)
    objections: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A deal as of `looked_at`. Activities, changes and calls are in order of time."""

    id: str
    name: str
    looked_at: datetime
    status: DealStatus
    created_at: datetime
    stage: str | None = None
    stage_since: datetime | None = None
    amount: Decimal | None = None
    currency: str | None = None
    discount: float | None = None
    close_on: date | None = None
    closed_at: datetime | None = None
    owner_id: str | None = None
    owner_name: str | None = None
    account_id: str | None = None
    account_name: str | None = None
    industry: str | None = None
    segment: str | None = None
    employees: int | None = None
    country: str | None = None
    lead_source: str | None = None
    product: str | None = None
    next_step: str | None = None
    close_reason: str | None = None
    custom: Mapping[str, Scalar] = field(default_factory=dict)
    people: tuple[PersonFact, ...] = ()
    competitors: tuple[CompetitorFact, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    calls: tuple[CallFact, ...] = ()

    @property
    def done(self) -> tuple[ActivityFact, ...]:
        """What has happened."""
        return tuple(a for a in self.activities if a.at <= self.looked_at)

    @property
    def planned(self) -> tuple[ActivityFact, ...]:
        """What is in the diary."""
        return tuple(a for a in self.activities if a.at > self.looked_at)

    def as_of(self, moment: datetime) -> DealFacts:
        """What was known of the deal at an earlier moment: tracked fields are wound back, later records are gone.

        Fields without a history (`custom`, account fields, `next_step`) stay as they are now: who explains outcomes
        with them must ask whether they were known then. What was filled in at the close is gone.
        """
        tracked = _wound_back(self, moment)
        closed_by_then = self.closed_at is not None and self.closed_at <= moment
        return replace(
            self,
            looked_at=moment,
            closed_at=self.closed_at if closed_by_then else None,
            close_reason=self.close_reason if closed_by_then else None,
            status=self.status if closed_by_then else "open",
            people=tuple(p for p in self.people if p.since is None or p.since <= moment),
            competitors=tuple(c for c in self.competitors if c.since is None or c.since <= moment),
            activities=tuple(a for a in self.activities if (a.entered_at or a.at) <= moment),
            changes=tuple(c for c in self.changes if c.at <= moment),
            calls=tuple(c for c in self.calls if c.at <= moment),
            stage=tracked["stage"],
            stage_since=_stage_since(self, moment),
            amount=_money(tracked["amount"]),
            discount=_share(tracked["discount"]),
            close_on=_day(tracked["close_on"]),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A contact's part in one deal."""

    deal_id: str
    deal_name: str
    status: DealStatus
    stage: str | None = None
    role: BuyingRole | None = None
    since: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """All that is known of one contact as of `looked_at`; activities of all deals in order of time, with their text."""

    id: str
    name: str
    looked_at: datetime
    title: str | None = None
    email: str | None = None
    role: BuyingRole | None = None
    language: str | None = None
    timezone: str | None = None
    notes: str = ""
    account_id: str | None = None
    account_name: str | None = None
    industry: str | None = None
    deals: tuple[Part, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    calls: tuple[CallFact, ...] = ()


def _wound_back(deal: DealFacts, moment: datetime) -> dict[str, str | None]:
    values: dict[str, str | None] = {
        "stage": deal.stage,
        "amount": None if deal.amount is None else str(deal.amount),
        "discount": None if deal.discount is None else str(deal.discount),
        "close_on": None if deal.close_on is None else deal.close_on.isoformat(),
    }
    for change in reversed(deal.changes):
        if change.at > moment and change.field in values:
            values[change.field] = change.before
    return values


def _stage_since(deal: DealFacts, moment: datetime) -> datetime | None:
    moves = [c.at for c in deal.changes if c.field == "stage"]
    if not moves:
        return deal.stage_since if deal.stage_since is None or deal.stage_since <= moment else deal.created_at
    return max((at for at in moves if at <= moment), default=deal.created_at)


def _money(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _share(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
