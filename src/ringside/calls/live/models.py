"""Tables of calls while they are held. A live call's id is the id of the recorded call that it becomes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}
CONTACT = {"subject": "contact"}
BOTH = {"subject": "user, contact"}


class LiveCall(TenantBase):
    """One call that is or was listened to: who asked for it, on what ground, how far it has come."""

    __tablename__ = "calls_live"
    __table_args__ = (
        sa.UniqueConstraint("created_by", "client_key"),
        sa.Index("ix_calls_live_status", "status"),
        {"info": {"retention": "calls"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    """The rep who is coached."""
    created_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    client_key: Mapped[str | None] = mapped_column(sa.String(100))
    title: Mapped[str] = mapped_column(sa.String(200), info=BOTH)
    source: Mapped[str] = mapped_column(sa.String(10))
    status: Mapped[str] = mapped_column(sa.String(8))
    language: Mapped[str] = mapped_column(sa.String(2))
    amount: Mapped[str] = mapped_column(sa.String(8))
    rubric: Mapped[str | None] = mapped_column(sa.String(80))
    deal_id: Mapped[str | None] = mapped_column(sa.String(32))
    deal_name: Mapped[str] = mapped_column(sa.String(200), default="", info=CONTACT)
    contact_id: Mapped[str | None] = mapped_column(sa.String(32), info=CONTACT)
    contact_name: Mapped[str] = mapped_column(sa.String(200), default="", info=CONTACT)

    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """When its first sound came: second 0 of the call."""
    heard_at: Mapped[datetime | None]
    """When its last sound came, to some seconds."""
    ended_at: Mapped[datetime | None]
    seconds: Mapped[float] = mapped_column(default=0.0)
    spoken: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Seconds of speech by side, so that a session goes on counting after a restart."""

    recording: Mapped[bool] = mapped_column(default=False)
    listening: Mapped[bool] = mapped_column(default=False)
    """Whether the rep agrees that a manager listens."""
    consent_basis: Mapped[str | None] = mapped_column(sa.String(24))
    consent_note: Mapped[str | None] = mapped_column(sa.Text, info=BOTH)
    consent_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    consent_at: Mapped[datetime | None]

    vendor: Mapped[dict[str, Any]] = mapped_column(default=dict, info=BOTH)
    """What the source needs: whose track is the rep's, the meeting, the bot, names of who takes part."""
    listens: Mapped[str | None] = mapped_column(sa.String(120))
    """Who turns speech into words."""
    trouble: Mapped[str | None] = mapped_column(sa.String(300))
    report: Mapped[bool] = mapped_column(default=False)
    """Whether there is a recorded call of this id with the report."""


class LiveTurn(TenantBase):
    """One phrase, final, as it was understood at the time."""

    __tablename__ = "calls_live_turns"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls_live.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column("turn", primary_key=True, autoincrement=False)
    speaker: Mapped[str] = mapped_column(sa.String(8))
    label: Mapped[str] = mapped_column(sa.String(120), info=BOTH)
    text: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    start: Mapped[float] = mapped_column("starts")
    end: Mapped[float] = mapped_column("ends")
    source: Mapped[str] = mapped_column(sa.String(120))


class LiveNote(TenantBase):
    """What a manager whispered to the rep during a call."""

    __tablename__ = "calls_live_notes"
    __table_args__ = ({"info": {"retention": "calls"}},)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls_live.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    text: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    at: Mapped[float]
    """Seconds from the beginning of the call."""


class LiveVendor(TenantBase):
    """A company's own account with a capture vendor; what is secret is sealed."""

    __tablename__ = "calls_live_vendors"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    vendor: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    sealed: Mapped[str] = mapped_column(sa.Text)
    set_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    set_at: Mapped[datetime]
