"""Tables of the explainer: versions of the model that gives open deals their chance, and alerts that were given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER, CONTACT = {"subject": "user"}, {"subject": "contact"}


class WinLossModel(TenantBase):
    """One training: what came of it, and the model where there was a signal. The latest one counts."""

    __tablename__ = "deals_winloss_models"
    __table_args__ = (sa.Index("ix_deals_winloss_models_trained_at", "trained_at"), {"info": {"retention": "deals"}})

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    trained_at: Mapped[datetime]
    checked_at: Mapped[datetime]
    """When it was last seen whether it still holds."""
    why: Mapped[str] = mapped_column(sa.String(20))
    """first, asked, new_closes, drift or age."""
    verdict: Mapped[str] = mapped_column(sa.String(12))
    closes: Mapped[int]
    scores: Mapped[dict[str, Any]]
    body: Mapped[dict[str, Any] | None]
    patterns: Mapped[list[Any]]
    drift: Mapped[dict[str, Any] | None]


class WinLossAlert(TenantBase):
    """An open deal was seen to match a losing pattern; told once."""

    __tablename__ = "deals_winloss_alerts"
    __table_args__ = (sa.Index("ix_deals_winloss_alerts_at", "at"), {"info": {"retention": "deals"}})

    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True)
    pattern: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    """Who was told."""
    said: Mapped[dict[str, Any]]
    """The pattern as it was: conditions, counts and bound."""
    dismissed_at: Mapped[datetime | None]
    dismissed_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)


class WinLossAsked(TenantBase):
    """What a customer asked about in one e-mail or talk: read once, and again when its text has changed."""

    __tablename__ = "deals_winloss_asked"
    __table_args__ = ({"info": {"retention": "deals"}},)

    activity_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_activities.id", ondelete="CASCADE"), primary_key=True)
    as_of: Mapped[datetime]
    """When the activity that was read had last changed."""
    asks: Mapped[list[Any]] = mapped_column(info=CONTACT)
    """Of each sentence that asks: start, end, terms, pairs."""
