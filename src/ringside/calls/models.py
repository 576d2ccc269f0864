"""Tables of recorded calls: the call, what was said in it, what each step found, and what people say about that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.calls.live.cue_models import LiveCue
from ringside.calls.live.models import LiveCall, LiveNote, LiveTurn, LiveVendor
from ringside.core.db import TenantBase

__all__ = [
    "Call",
    "CallJudgement",
    "CallObjection",
    "CallOverride",
    "CallStep",
    "CallTranscript",
    "CallTurn",
    "LiveCall",
    "LiveCue",
    "LiveNote",
    "LiveTurn",
    "LiveVendor",
]

USER = {"subject": "user"}
BOTH = {"subject": "user, contact"}
"""What is said on a call is about both who are on it."""


class Call(TenantBase):
    """One recorded call, where its analysis stands and which results make up its report."""

    __tablename__ = "calls"
    __table_args__ = (
        sa.UniqueConstraint("created_by", "client_key"),
        sa.Index("ix_calls_user_id_id", "user_id", "id"),
        {"info": {"retention": "calls"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    """The rep whose call it is."""
    created_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    client_key: Mapped[str | None] = mapped_column(sa.String(100))
    title: Mapped[str] = mapped_column(sa.String(200), info=BOTH)
    source: Mapped[str] = mapped_column(sa.String(10))
    happened_at: Mapped[datetime]
    created_at: Mapped[datetime]

    status: Mapped[str] = mapped_column(sa.String(8))
    stage: Mapped[str | None] = mapped_column(sa.String(12))
    progress: Mapped[float] = mapped_column(default=0.0)
    needs: Mapped[list[str]] = mapped_column(default=list)
    problem: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    run: Mapped[int] = mapped_column(default=1)
    """Counts analyses: a job of an earlier one finds that its time is over."""

    language_wish: Mapped[str | None] = mapped_column(sa.String(2))
    language: Mapped[str] = mapped_column(sa.String(2))
    rubric_wish: Mapped[str | None] = mapped_column(sa.String(80))
    rubric: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The rubric it was scored by: id, title, who chose it and why."""
    rep_name: Mapped[str | None] = mapped_column(sa.String(120), info=USER)
    roles: Mapped[dict[str, Any]] = mapped_column(default=dict, info=BOTH)
    """Which label is on which side, as people said."""
    rep_channel: Mapped[int | None]
    media: Mapped[list[Any]] = mapped_column(default=list)
    """Stored files in channel order: name in the store, name and type as uploaded, size."""
    transcribed: Mapped[str | None] = mapped_column(sa.String(120))

    consent_basis: Mapped[str | None] = mapped_column(sa.String(24))
    consent_note: Mapped[str | None] = mapped_column(sa.Text, info=BOTH)
    consent_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    consent_at: Mapped[datetime | None]

    duration_s: Mapped[float | None]
    turns: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Signal values by name, each with its basis: what comparing needs without opening every report."""
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """By step, the key of the result that the present report shows."""
    analysed_at: Mapped[datetime | None]
    engine: Mapped[str | None] = mapped_column(sa.String(40))


class CallTurn(TenantBase):
    """One turn as it is shown and quoted."""

    __tablename__ = "calls_turns"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column("turn", primary_key=True, autoincrement=False)
    speaker: Mapped[str] = mapped_column(sa.String(8))
    label: Mapped[str] = mapped_column(sa.String(200), info=BOTH)
    text: Mapped[str] = mapped_column(sa.Text, info=BOTH)
    start: Mapped[float | None] = mapped_column("starts")
    end: Mapped[float | None] = mapped_column("ends")


class CallObjection(TenantBase):
    """How often an objection was raised on a call and resolved: what buyers learn from, without opening a report."""

    __tablename__ = "calls_objections"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    raised: Mapped[int]
    resolved: Mapped[int]


class CallTranscript(TenantBase):
    """The transcript as it was sent in, read into utterances. Kept, so that a re-run needs nobody to send it again."""

    __tablename__ = "calls_transcripts"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[str] = mapped_column(sa.String(20))
    original: Mapped[str] = mapped_column(sa.String(128))
    """Name in the file store of exactly what was sent."""
    utterances: Mapped[list[Any]] = mapped_column(info=BOTH)
    people: Mapped[dict[str, Any]] = mapped_column(info=BOTH)
    notes: Mapped[list[Any]]
    added_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    added_at: Mapped[datetime]


class CallStep(TenantBase):
    """What one step of the analysis found. `key` is made of everything that the result depends on."""

    __tablename__ = "calls_steps"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    key: Mapped[str] = mapped_column("inputs", sa.String(32), primary_key=True)
    result: Mapped[dict[str, Any]] = mapped_column(info=BOTH)
    at: Mapped[datetime]


class CallOverride(TenantBase):
    """A person's word on a criterion, with what the machine had said then. No run of the analysis touches it."""

    __tablename__ = "calls_overrides"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    rubric: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    role: Mapped[str] = mapped_column(sa.String(10))
    result: Mapped[str] = mapped_column(sa.String(12))
    machine: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(300))
    note: Mapped[str] = mapped_column(sa.Text, info=USER)
    at: Mapped[datetime]


class CallJudgement(TenantBase):
    """A person's word on a finding: right or wrong. It holds for the finding however often it is found again."""

    __tablename__ = "calls_judgements"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    finding: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    role: Mapped[str] = mapped_column(sa.String(10))
    verdict: Mapped[str] = mapped_column(sa.String(8))
    source: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str] = mapped_column(sa.Text, info=USER)
    at: Mapped[datetime]
