"""Tables of practising together: who was let into a session by whom, and what was whispered to the rep."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class Guest(TenantBase):
    """Somebody besides the rep in a practice session, and whether the rep agreed to it."""

    __tablename__ = "practice_guests"
    __table_args__ = (
        sa.Index("ix_practice_guests_call_id", "call_id"),
        sa.Index("ix_practice_guests_user_id", "user_id"),
        {"info": {"retention": "practice"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"))
    user_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    """None while a link has not been followed yet."""
    asked_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    role: Mapped[str] = mapped_column(sa.String(8))
    status: Mapped[str] = mapped_column(sa.String(8))
    link_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    """When the rep agreed, declined or took it back."""


class Note(TenantBase):
    """A whisper to the rep."""

    __tablename__ = "practice_notes"
    __table_args__ = (sa.Index("ix_practice_notes_call_id", "call_id"), {"info": {"retention": "practice"}})

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    text: Mapped[str] = mapped_column(sa.Text, info=USER)
    turn: Mapped[int]
    """How many turns had been said."""
    at: Mapped[datetime]
