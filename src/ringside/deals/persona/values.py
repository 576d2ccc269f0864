"""What is known of a contact as plain values: the touchpoints, and the deals they have a part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from ringside.deals.schemas import ActivityKind, BuyingRole, DealStatus, Direction
from ringside.dialogue.schemas import Language


@dataclass(frozen=True, slots=True)
class Said:
    """The contact's own words: `text` is the record's with everything else blanked out, so that offsets stay."""

    text: str
    record: str
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """One e-mail, call, meeting or visit with the contact. `by_them`: they wrote, called or came."""

    id: str
    kind: ActivityKind
    at: datetime
    direction: Direction | None = None
    by_them: bool = False
    expects: bool = False
    """We wrote or called to them, not merely in copy."""
    held: bool = False
    """A call or meeting that took place."""
    timed: bool = True
    """False when only the day is known."""
    subject: str = ""
    thread: str = ""
    words: int | None = None
    """Length of the message's own text."""
    others: int = 0
    """Further contacts of theirs on it."""
    deal_id: str | None = None
    call_id: str | None = None
    language: Language = "en"
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Dealing:
    """A deal the contact has a part in."""

    id: str
    name: str
    status: DealStatus
    created_at: datetime
    closed_at: datetime | None = None
    role: BuyingRole | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A contact and everything a persona is made of, as of `now`. Touchpoints are in order of time."""

    contact_id: str
    name: str
    now: datetime
    zone: tzinfo | None = None
    zone_name: str = "UTC"
    title: str | None = None
    role: BuyingRole | None = None
    company: str | None = None
    industry: str | None = None
    touches: tuple[Touch, ...] = ()
    deals: tuple[Dealing, ...] = ()
    usual_cycle_days: float | None = None
    """Median days from first contact to signature over the company's won deals."""
