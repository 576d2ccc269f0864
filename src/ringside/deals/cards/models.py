"""Tables of the cards: a person's preferences, and what people thought of what was shown to them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class CardPreferences(TenantBase):
    """How one person wants suggestions. No row: the defaults of `schemas.Preferences`."""

    __tablename__ = "deals_card_preferences"
    __table_args__ = ({"info": {"retention": "deals"}},)

    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    tone: Mapped[str] = mapped_column(sa.String(12))
    length: Mapped[str] = mapped_column(sa.String(6))
    boldness: Mapped[int]
    updated_at: Mapped[datetime]


class CardFeedback(TenantBase):
    """One person's word on one thing a card showed: useful or not. Said again, it replaces what was said."""

    __tablename__ = "deals_card_feedback"
    __table_args__ = (
        sa.Index("ix_deals_card_feedback_deal_id", "deal_id"),
        sa.Index("ix_deals_card_feedback_contact_id", "contact_id"),
        {"info": {"retention": "deals"}},
    )

    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    card: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    """What was shown, by the name its card gives it: a recommendation, a trait, an answer."""
    deal_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"))
    contact_id: Mapped[str | None] = mapped_column(sa.ForeignKey("deals_contacts.id", ondelete="CASCADE"))
    useful: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="", info=USER)
    source: Mapped[str] = mapped_column(sa.String(80), default="builtin")
    """Whose words were judged: builtin or provider:model."""
    at: Mapped[datetime]
