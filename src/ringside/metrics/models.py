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


class SavedSource(TenantBase):
    """Where tables of numbers come from, and how its last load went."""

    __tablename__ = "metrics_sources"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(10))
    status: Mapped[str] = mapped_column(sa.String(8))
    run: Mapped[int] = mapped_column(default=1)
    """Counts loads that were asked for: a job of an earlier one finds that its time is over."""
    version: Mapped[int] = mapped_column(default=0)
    """The load whose tables are used; 0 before the first."""
    waiting: Mapped[list[Any]] = mapped_column(default=list)
    """Uploaded files that the next load takes: name in the file store, name as uploaded."""
    stored: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By version, the files of the file store that belong to it."""
    rejected: Mapped[str | None] = mapped_column(sa.String(128))
    connection: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """How a warehouse is reached; its address is encrypted."""
    report: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    problem: Mapped[str | None] = mapped_column(sa.String(40))
    """Why the last load failed: a code of wording.yaml."""
    created_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    created_at: Mapped[datetime]
    loaded_at: Mapped[datetime | None]


class SavedTable(TenantBase):
    """One table that can be asked, with its profile: a StoredTable."""

    __tablename__ = "metrics_tables"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    key: Mapped[str] = mapped_column("table_key", sa.String(63), primary_key=True)
    """The name under which it can be asked."""
    source_id: Mapped[str] = mapped_column(sa.ForeignKey("metrics_sources.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    body: Mapped[dict[str, Any]]


class SavedModel(TenantBase):
    """One version of the company's semantic model; the latest counts."""

    __tablename__ = "metrics_models"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(sa.Text)
    known: Mapped[dict[str, list[str]] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The columns of each stored table when it was saved: what is missing from the text was left out on purpose."""
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
