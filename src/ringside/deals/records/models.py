"""Tables of what a CRM knows: accounts, contacts, deals with their history, and activities."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import Money, TenantBase

USER = {"subject": "user"}
CONTACT = {"subject": "contact"}
BOTH = {"subject": "user, contact"}


class Kept:
    """What every record has: where it came from, and when it was made, changed and deleted."""

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, sort_order=-1)
    source: Mapped[str] = mapped_column(sa.String(40), default="ringside")
    """`ringside`, `import`, or the id of the CRM connection that owns its CRM fields."""
    external_id: Mapped[str | None] = mapped_column(sa.String(200))
    """Its id in that source; unique within it."""
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Fields of the source that Ringside has no name for: text, number, boolean or null by header."""
    created_at: Mapped[datetime]
    """When it began in the real world, as its source says."""
    updated_at: Mapped[datetime] = mapped_column(index=True)
    deleted_at: Mapped[datetime | None]


class Account(Kept, TenantBase):
    """A company that is sold to."""

    __tablename__ = "deals_accounts"
    __table_args__ = (
        sa.UniqueConstraint("source", "external_id"),
        sa.Index("ix_deals_accounts_folded", "folded"),
        {"info": {"retention": "deals"}},
    )

    name: Mapped[str] = mapped_column(sa.String(200))
    folded: Mapped[str] = mapped_column(sa.String(200))
    """The name as it is searched and matched: lower case, no marks, single blanks."""
    parent_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_accounts.id", ondelete="SET NULL"))
    """The company it belongs to; never in a circle."""
    domain: Mapped[str | None] = mapped_column(sa.String(200))
    industry: Mapped[str | None] = mapped_column(sa.String(120))
    segment: Mapped[str | None] = mapped_column(sa.String(120))
    employees: Mapped[int | None]
    country: Mapped[str | None] = mapped_column(sa.String(80))
    owner_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    owner_name: Mapped[str | None] = mapped_column(sa.String(200), info=USER)
    notes: Mapped[str] = mapped_column(sa.Text, default="")


class Contact(Kept, TenantBase):
    """A person at an account."""

    __tablename__ = "deals_contacts"
    __table_args__ = (
        sa.UniqueConstraint("source", "external_id"),
        sa.Index("ix_deals_contacts_account_id", "account_id"),
        sa.Index("ix_deals_contacts_email", "email"),
        {"info": {"retention": "deals"}},
    )

    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_accounts.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(sa.String(200), info=CONTACT)
    folded: Mapped[str] = mapped_column(sa.String(200), info=CONTACT)
    email: Mapped[str | None] = mapped_column(sa.String(254), info=CONTACT)
    """In lower case."""
    phone: Mapped[str | None] = mapped_column(sa.String(60), info=CONTACT)
    title: Mapped[str | None] = mapped_column(sa.String(200), info=CONTACT)
    role: Mapped[str | None] = mapped_column(sa.String(20))
    """Buying role, of `schemas.BuyingRole`, where it is the same on every deal."""
    language: Mapped[str | None] = mapped_column(sa.String(2))
    timezone: Mapped[str | None] = mapped_column(sa.String(60))
    notes: Mapped[str] = mapped_column(sa.Text, default="", info=CONTACT)


class Stage(TenantBase):
    """One stage of the company's own pipeline, in order."""

    __tablename__ = "deals_stages"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    name: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    position: Mapped[int]
    status: Mapped[str] = mapped_column(sa.String(4))
    """What a deal in this stage is: open, won or lost."""


class Deal(Kept, TenantBase):
    """A possible sale, as it stands now; `DealChange` tells how it came there."""

    __tablename__ = "deals"
    __table_args__ = (
        sa.UniqueConstraint("source", "external_id"),
        sa.Index("ix_deals_status_stage", "status", "stage"),
        sa.Index("ix_deals_account_id", "account_id"),
        sa.Index("ix_deals_owner_id", "owner_id"),
        sa.Index("ix_deals_closed_at", "closed_at"),
        {"info": {"retention": "deals"}},
    )

    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_accounts.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(sa.String(200))
    folded: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[str] = mapped_column(sa.String(4))
    """open, won or lost."""
    stage: Mapped[str | None] = mapped_column(sa.String(120))
    stage_since: Mapped[datetime | None]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None] = mapped_column(sa.String(3))
    discount: Mapped[float | None]
    """Share of the list price given away, 0..1."""
    close_on: Mapped[date | None]
    """When it is expected to close."""
    closed_at: Mapped[datetime | None]
    owner_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    owner_name: Mapped[str | None] = mapped_column(sa.String(200), info=USER)
    lead_source: Mapped[str | None] = mapped_column(sa.String(120))
    product: Mapped[str | None] = mapped_column(sa.String(200))
    next_step: Mapped[str | None] = mapped_column(sa.String(500), info=CONTACT)
    close_reason: Mapped[str | None] = mapped_column(sa.String(500), info=CONTACT)
    """Said after the close: never explains an outcome."""


class DealChange(TenantBase):
    """One change of one field of a deal: stage history, amounts, timeline."""

    __tablename__ = "deals_changes"
    __table_args__ = (
        sa.Index("ix_deals_changes_deal_id_at", "deal_id", "at"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    field: Mapped[str] = mapped_column(sa.String(20))
    """Of `schemas.Tracked`."""
    before: Mapped[str | None] = mapped_column(sa.String(500), info=USER)
    after: Mapped[str | None] = mapped_column(sa.String(500), info=USER)
    """Values as text: money with two places, dates ISO, shares with a point."""
    by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    source: Mapped[str] = mapped_column(sa.String(40))


class DealPerson(TenantBase):
    """A stakeholder: a contact's part in one deal."""

    __tablename__ = "deals_people"
    __table_args__ = (
        sa.Index("ix_deals_people_contact_id", "contact_id"),
        {"info": {"retention": "deals"}},
    )

    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str | None] = mapped_column(sa.String(20))
    since: Mapped[datetime]
    source: Mapped[str] = mapped_column(sa.String(40), default="ringside")


class DealCompetitor(TenantBase):
    """A competitor on a deal, and since when one knows."""

    __tablename__ = "deals_competitors"
    __table_args__ = ({"info": {"retention": "deals"}},)

    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    folded: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    since: Mapped[datetime]
    source: Mapped[str] = mapped_column(sa.String(40), default="ringside")


class Activity(Kept, TenantBase):
    """Something that happened, or is planned, with an account: e-mail, call, meeting, note, task, visit of the site."""

    __tablename__ = "deals_activities"
    __table_args__ = (
        sa.UniqueConstraint("source", "external_id"),
        sa.Index("ix_deals_activities_deal_id_at", "deal_id", "at"),
        sa.Index("ix_deals_activities_account_id_at", "account_id", "at"),
        sa.Index("ix_deals_activities_call_id", "call_id"),
        sa.Index("ix_deals_activities_conversation_id", "conversation_id"),
        {"info": {"retention": "deals"}},
    )

    kind: Mapped[str] = mapped_column(sa.String(10))
    direction: Mapped[str | None] = mapped_column(sa.String(3))
    """in: from the customer, out: from us; null where neither."""
    at: Mapped[datetime]
    duration_s: Mapped[float | None]
    subject: Mapped[str] = mapped_column(sa.String(500), default="", info=BOTH)
    text: Mapped[str] = mapped_column(sa.Text, default="", info=BOTH)
    language: Mapped[str | None] = mapped_column(sa.String(2))
    deal_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals.id", ondelete="SET NULL"))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_accounts.id", ondelete="SET NULL"))
    user_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    user_name: Mapped[str | None] = mapped_column(sa.String(200), info=USER)
    call_id: Mapped[str | None] = mapped_column(sa.String(32))
    """The recorded call of Ringside that this was."""
    conversation_id: Mapped[str | None] = mapped_column(sa.String(32))
    """The practice session that prepared it (kind `practice`)."""


class ActivityPerson(TenantBase):
    """A contact who took part in an activity."""

    __tablename__ = "deals_activity_people"
    __table_args__ = (
        sa.Index("ix_deals_activity_people_contact_id", "contact_id"),
        {"info": {"retention": "deals"}},
    )

    activity_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_activities.id", ondelete="CASCADE"), primary_key=True)
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(sa.String(4), default="with")
    """from, to, cc, or with (took part)."""
