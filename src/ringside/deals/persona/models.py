"""Tables of personas: their versions, what people pinned, who may see what, and the meetings that were rehearsed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}
CONTACT = {"subject": "contact"}
BOTH = {"subject": "user, contact"}


class PersonaState(TenantBase):
    """Where a contact's persona stands: what it may be made of, who may see it, and what it was last made from."""

    __tablename__ = "deals_personas"
    __table_args__ = ({"info": {"retention": "deals"}},)

    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"), primary_key=True)
    excluded: Mapped[list[str]] = mapped_column(default=list)
    hidden: Mapped[bool] = mapped_column(default=False)
    forgotten_at: Mapped[datetime | None]
    privacy_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    revision: Mapped[str] = mapped_column(sa.String(40), default="")
    looked_on: Mapped[date | None]
    """The day of the last look: some traits change by waiting."""


class PersonaVersion(TenantBase):
    """A persona as it was made once."""

    __tablename__ = "deals_persona_versions"
    __table_args__ = ({"info": {"retention": "deals"}},)

    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    cause: Mapped[str] = mapped_column(sa.String(12))
    touchpoints: Mapped[int]
    since: Mapped[datetime | None]
    traits: Mapped[list[Any]] = mapped_column(info=CONTACT)
    pins: Mapped[dict[str, Any]] = mapped_column(default=dict, info=BOTH)
    charts: Mapped[dict[str, Any]] = mapped_column(info=CONTACT)
    worded: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTACT)
    """By language, the summary a model worded."""


class PersonaPin(TenantBase):
    """What a person says of a trait; no update of the persona touches it."""

    __tablename__ = "deals_persona_pins"
    __table_args__ = ({"info": {"retention": "deals"}},)

    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"), primary_key=True)
    trait: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(300), info=CONTACT)
    note: Mapped[str] = mapped_column(sa.String(500), default="", info=BOTH)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    at: Mapped[datetime]


class PersonaShare(TenantBase):
    """Who showed a persona to whom."""

    __tablename__ = "deals_persona_shares"
    __table_args__ = (
        sa.Index("ix_deals_persona_shares_contact_id", "contact_id"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"))
    version: Mapped[int]
    by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    to: Mapped[str | None] = mapped_column("to_user", sa.String(32), info=USER)
    note: Mapped[str] = mapped_column(sa.String(300), default="", info=BOTH)
    at: Mapped[datetime]


class Rehearsal(TenantBase):
    """A practice session against a buyer made from a contact, and the deal in whose timeline it belongs."""

    __tablename__ = "deals_rehearsals"
    __table_args__ = (
        sa.Index("ix_deals_rehearsals_contact_id", "contact_id"),
        {"info": {"retention": "deals"}},
    )

    conversation_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    contact_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"))
    deal_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals.id", ondelete="SET NULL"))
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    begun_at: Mapped[datetime]
    activity_id: Mapped[str | None] = mapped_column(sa.String(32))
