"""Tables of answers to objections: the library in every version, and each use with what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}
BOTH = {"subject": "user, contact"}


class LibraryEntry(TenantBase):
    """An answer that people may use again, as it stands now; `EntryEvent` tells how it came there."""

    __tablename__ = "deals_objection_entries"
    __table_args__ = (
        sa.Index("ix_deals_objection_entries_pick", "status", "language", "kind"),
        sa.UniqueConstraint("origin", "origin_id"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    status: Mapped[str] = mapped_column(sa.String(8))
    """draft, approved or retired."""
    kind: Mapped[str] = mapped_column(sa.String(20))
    concern: Mapped[str | None] = mapped_column(sa.String(40))
    """What lies under it, of concerns.yaml; null: fits any."""
    tone: Mapped[str | None] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(2))
    category: Mapped[str] = mapped_column(sa.String(60), default="")
    """The company's own shelf."""
    title: Mapped[str] = mapped_column(sa.String(120))
    objection: Mapped[str] = mapped_column(sa.Text, default="", info=BOTH)
    """A line it answers."""
    text: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    version: Mapped[int] = mapped_column(default=1)
    replaces: Mapped[str | None] = mapped_column(sa.String(32))
    """The entry that is retired when this one is approved."""
    origin: Mapped[str] = mapped_column(sa.String(8), default="own")
    """own, template or call."""
    origin_id: Mapped[str | None] = mapped_column(sa.String(60))
    """Of a call: its id and the turn of the objection, so that nothing is suggested twice."""
    created_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    approved_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    approved_at: Mapped[datetime | None]


class EntryEvent(TenantBase):
    """One thing done to an entry, with the entry as it was then."""

    __tablename__ = "deals_objection_events"
    __table_args__ = (
        sa.Index("ix_deals_objection_events_entry_id", "entry_id"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    entry_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_objection_entries.id", ondelete="CASCADE"))
    version: Mapped[int]
    action: Mapped[str] = mapped_column(sa.String(10))
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(sa.String(500), default="", info=USER)
    body: Mapped[dict[str, Any]] = mapped_column(info=BOTH)


class AnswerUse(TenantBase):
    """An answer that somebody used, how they found it, and what came of it."""

    __tablename__ = "deals_objection_uses"
    __table_args__ = (
        sa.Index("ix_deals_objection_uses_entry_id", "entry_id"),
        sa.Index("ix_deals_objection_uses_deal_id", "deal_id"),
        sa.Index("ix_deals_objection_uses_user_id_id", "user_id", "id"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    entry_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_objection_entries.id", ondelete="SET NULL"))
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    at: Mapped[datetime]
    deal_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals.id", ondelete="SET NULL"))
    contact_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    concern: Mapped[str | None] = mapped_column(sa.String(40))
    tone: Mapped[str | None] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(2))
    objection: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    text: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    """As it was used."""
    edited: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(sa.String(80), default="builtin")
    rating: Mapped[int | None]
    """1 to 5."""
    outcome: Mapped[str | None] = mapped_column(sa.String(12))
    """resolved or unresolved, as somebody said."""
    note: Mapped[str] = mapped_column(sa.String(500), default="", info=BOTH)
    said_at: Mapped[datetime | None]
