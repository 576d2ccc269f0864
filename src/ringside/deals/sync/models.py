"""Tables of CRM connections: where they stand, what they brought, and what is to be written back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase
from ringside.deals.records.models import BOTH, USER

_ID = sa.String(32)
_KEPT: dict[str, Any] = {"info": {"retention": "deals"}}


class CrmConnection(TenantBase):
    """One CRM (or drop) that records come from."""

    __tablename__ = "deals_crm_connections"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    """salesforce, hubspot or drop."""
    name: Mapped[str] = mapped_column(sa.String(120))
    status: Mapped[str] = mapped_column(sa.String(12))
    """new (nobody has signed in yet), ready, or sign_in (what was given does not open it any more)."""
    sealed: Mapped[str | None] = mapped_column(sa.Text)
    """Credentials under `core.seal`, never in the open."""
    pending: Mapped[str | None] = mapped_column(sa.Text)
    """A sign-in at the vendor under way, sealed: its nonce, verifier and end."""
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By kind of record: our field -> theirs, where a person chose; "" for none."""
    org: Mapped[str | None] = mapped_column(sa.String(24))
    """The vendor's id of the company's account, which tells whether the same CRM is connected again."""
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    run: Mapped[int] = mapped_column(default=0)
    """Number of the newest run."""
    synced_at: Mapped[datetime | None]
    """Until when Ringside's own edits have been compared."""
    created_by: Mapped[str] = mapped_column(_ID, info=USER)
    created_at: Mapped[datetime]


class CrmCursor(TenantBase):
    """How far one stream of a connection has been read. Saved together with what was read."""

    __tablename__ = "deals_crm_cursors"
    __table_args__ = (_KEPT,)

    connection_id: Mapped[str] = mapped_column(
        sa.ForeignKey("deals_crm_connections.id", ondelete="CASCADE"), primary_key=True
    )
    stream: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    at: Mapped[datetime | None]
    """Changes up to this moment of the CRM's own clock are here."""
    after: Mapped[str] = mapped_column(sa.String(200), default="")
    """Of the records changed at that very moment: the last id that is here."""
    run: Mapped[int] = mapped_column(default=0)
    """The run that read last."""
    done: Mapped[bool] = mapped_column(default=False)
    """Whether that run has read everything."""
    gone_at: Mapped[datetime | None]
    """Deletions up to this moment of the CRM's clock are here."""
    gone_after: Mapped[str | None] = mapped_column(sa.String(200))
    """Where listing deletions goes on; null when it is not under way."""
    plan: Mapped[str] = mapped_column(sa.String(32), default="")
    """Of the fields that were read; with others, everything is read again."""
    sweep: Mapped[int] = mapped_column(default=0)
    """The run that compares all ids, because deletions were too long ago to be told; 0 for none."""


class CrmLink(TenantBase):
    """Which of our records a record of the CRM is, and what the CRM last said of it."""

    __tablename__ = "deals_crm_links"
    __table_args__ = (sa.Index("ix_deals_crm_links_record_id", "record_id"), _KEPT)

    connection_id: Mapped[str] = mapped_column(
        sa.ForeignKey("deals_crm_connections.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    external_id: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    record_id: Mapped[str] = mapped_column(sa.String(65))
    stream: Mapped[str] = mapped_column(sa.String(30))
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Of everything the CRM said, to tell at once that nothing is new."""
    seen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By field: a digest of the value the CRM gave, to tell an edit of ours from one of theirs."""
    wants: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Records it speaks of that are not here yet."""
    gone: Mapped[bool] = mapped_column(default=False)
    swept: Mapped[int] = mapped_column(default=0)


class CrmRun(TenantBase):
    """One sync, and its report."""

    __tablename__ = "deals_crm_runs"
    __table_args__ = (sa.UniqueConstraint("connection_id", "number"), _KEPT)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    connection_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_crm_connections.id", ondelete="CASCADE"))
    number: Mapped[int]
    trigger: Mapped[str] = mapped_column(sa.String(10))
    """person, clock, webhook or drop."""
    status: Mapped[str] = mapped_column(sa.String(10))
    """queued, running, done, paused (the CRM's limit is used up; goes on later) or failed."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """The last sign of life."""
    finished_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By kind of record: created, updated, unchanged, deleted, merged, skipped, conflicts, problems."""
    problem: Mapped[str | None] = mapped_column(sa.String(40))
    by: Mapped[str | None] = mapped_column(_ID, info=USER)


class CrmFinding(TenantBase):
    """One thing a report tells singly: a conflict, a problem, a change, a deletion."""

    __tablename__ = "deals_crm_findings"
    __table_args__ = (sa.Index("ix_deals_crm_findings_run_id_id", "run_id", "id"), _KEPT)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    run_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_crm_runs.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(sa.String(10))
    """conflict, problem, created, updated, deleted, merged or written."""
    code: Mapped[str] = mapped_column(sa.String(40), default="")
    """Of a problem: which."""
    kind: Mapped[str | None] = mapped_column(sa.String(10))
    record_id: Mapped[str | None] = mapped_column(sa.String(65))
    external_id: Mapped[str | None] = mapped_column(sa.String(200))
    name: Mapped[str] = mapped_column(sa.String(200), default="", info=BOTH)
    field: Mapped[str | None] = mapped_column(sa.String(120))
    ringside: Mapped[str | None] = mapped_column(sa.String(500), info=BOTH)
    crm: Mapped[str | None] = mapped_column(sa.String(500), info=BOTH)


class CrmOutgoing(TenantBase):
    """A note or task of ours on its way into the CRM, once."""

    __tablename__ = "deals_crm_outgoing"
    __table_args__ = (sa.UniqueConstraint("connection_id", "activity_id"), _KEPT)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    connection_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_crm_connections.id", ondelete="CASCADE"))
    activity_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_activities.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(sa.String(10))
    """waiting, sending (begun; whether it arrived is asked before it is tried again), sent or refused."""
    tries: Mapped[int] = mapped_column(default=0)
    external_id: Mapped[str | None] = mapped_column(sa.String(200))
    problem: Mapped[str | None] = mapped_column(sa.String(300))
    by: Mapped[str | None] = mapped_column(_ID, info=USER)
    created_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
