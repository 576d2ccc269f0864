"""Tables of practice: calls with their turns and reports, and the scenarios and buyers a company made itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase
from ringside.practice.together.models import Guest, Note
from ringside.practice.voice.models import VoiceCall, VoiceTurn

__all__ = [
    "Call", "CallReport", "CallTurn", "Drill", "Guest", "Note", "OwnPersona", "OwnScenario", "VoiceCall", "VoiceTurn",
]  # fmt: skip

USER = {"subject": "user"}


class Call(TenantBase):
    """One practice call and where it stands. Everything a turn needs is in this one row.

    Scenario and persona are kept as they were, so a later change or deletion does not alter a past call.
    """

    __tablename__ = "practice_calls"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "start_key"),
        sa.Index("ix_practice_calls_user_id_id", "user_id", "id"),
        {"info": {"retention": "practice"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    scenario_id: Mapped[str] = mapped_column(sa.String(64), index=True)
    scenario: Mapped[dict[str, Any]]
    persona: Mapped[dict[str, Any]]
    colleagues: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The other buyers at the table, in the scenario's order."""
    level: Mapped[str] = mapped_column(sa.String(16))
    language: Mapped[str] = mapped_column(sa.String(2))
    seed: Mapped[int] = mapped_column(sa.BigInteger)
    status: Mapped[str] = mapped_column(sa.String(8))
    outcome: Mapped[str | None] = mapped_column(sa.String(8))
    score: Mapped[float | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    start_key: Mapped[str | None] = mapped_column(sa.String(64))
    restarted_call: Mapped[str | None] = mapped_column(sa.String(32))
    restarted_turn: Mapped[int | None]
    replayed: Mapped[int] = mapped_column(default=0)
    """How many turns were taken over from the call this one restarted."""
    origin: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The moment of a real call that this one began at: call and turn, and what was to be practised."""
    first_reply: Mapped[int] = mapped_column(default=0)
    """Index of the turn that answered the request that started the call."""
    start_mind: Mapped[dict[str, Any]]
    """Trust, interest and patience of the buyer before anything was said."""

    turns: Mapped[int] = mapped_column(default=0)
    tally: Mapped[dict[str, Any]]
    """Running counts for the sidebar, and the last turns said."""
    state: Mapped[dict[str, Any]]
    """The buyer's state, as of the last turn."""
    pending: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The reply that is owed: what to convey. Set with the rep's turn, cleared with the buyer's."""


class CallTurn(TenantBase):
    """One turn as it was said. The rep's carries what it did to the buyer, the customer's how the reply was made."""

    __tablename__ = "practice_turns"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "client_key"),
        {"info": {"retention": "practice"}},
    )

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column("turn", primary_key=True, autoincrement=False)
    speaker: Mapped[str] = mapped_column(sa.String(8))
    text: Mapped[str] = mapped_column(sa.Text, info=USER)
    at: Mapped[datetime]
    client_key: Mapped[str | None] = mapped_column(sa.String(100))
    log: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Rep turn: changes in the buyer and their causes."""
    answer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Customer turn: what was answered with it, so that a repeated request gets the very same."""
    state: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Customer turn: the buyer's state after it, from which this moment can be practised again."""


class CallReport(TenantBase):
    """What was found in a finished call, computed once."""

    __tablename__ = "practice_reports"
    __table_args__ = ({"info": {"retention": "practice"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"), primary_key=True)
    acts: Mapped[list[Any]]
    signals: Mapped[dict[str, Any]] = mapped_column(info=USER)
    scorecard: Mapped[dict[str, Any]] = mapped_column(info=USER)
    feedback: Mapped[list[Any]] = mapped_column(info=USER)
    made_at: Mapped[datetime]


class OwnPersona(TenantBase):
    """A buyer made in this company."""

    __tablename__ = "practice_personas"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    made_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    made_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(sa.String(2))
    content: Mapped[dict[str, Any]]


class OwnScenario(TenantBase):
    """A scenario made in this company."""

    __tablename__ = "practice_scenarios"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    made_by: Mapped[str] = mapped_column(sa.String(32), info=USER)
    made_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(sa.String(2))
    level: Mapped[str] = mapped_column(sa.String(16))
    content: Mapped[dict[str, Any]]


class Drill(TenantBase):
    """One quick drill: a customer line, the rep's answer and what was said about it."""

    __tablename__ = "practice_drills"
    __table_args__ = (
        sa.Index("ix_practice_drills_user_id_id", "user_id", "id"),
        {"info": {"retention": "practice"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    at: Mapped[datetime]
    language: Mapped[str] = mapped_column(sa.String(2))
    customer: Mapped[str] = mapped_column(sa.Text, info=USER)
    answer: Mapped[str] = mapped_column(sa.Text, info=USER)
    result: Mapped[dict[str, Any]]
