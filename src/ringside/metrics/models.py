"""Tables of the metrics room, in the tenant's own database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class StoredItem(TenantBase):
    """A conversation, a message, an insight or what belongs to one: whatever metrics/store keeps in SQL."""

    __tablename__ = "metrics_items"
    __table_args__ = (
        sa.Index("ix_metrics_items_user_id_id", "user_id", "id"),
        {"info": {"retention": "metrics"}},
    )

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    parent: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    user_id: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]] = mapped_column(info=USER)
    version: Mapped[int]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class InsightAlert(TenantBase):
    """What one person wants to be told about a pinned number. Kept here and not beside the pin, to be found by time."""

    __tablename__ = "metrics_alerts"
    __table_args__ = (sa.Index(None, "next_at"), {"info": {"retention": "insights"}})

    insight_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    role: Mapped[str] = mapped_column(sa.String(10))
    rule: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(sa.String(20))
    last_value: Mapped[float | None]
    checked_at: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    problem: Mapped[str | None] = mapped_column(sa.String(300))
