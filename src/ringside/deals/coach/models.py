"""Tables of the coach: each decision with its propensities and what came of it, and each step that was suggested."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class CoachDecision(TenantBase):
    """Which step was put first on a deal, out of which, and how likely each was. Never changed, only judged."""

    __tablename__ = "deals_coach_decisions"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "number"),
        sa.Index("ix_deals_coach_decisions_due_at", "judged_at", "due_at"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Counts the deal's decisions: two requests at once cannot both take the next one."""
    at: Mapped[datetime]
    policy: Mapped[str] = mapped_column(sa.String(40))
    variant: Mapped[str] = mapped_column(sa.String(8))
    lead: Mapped[str | None] = mapped_column(sa.String(40))
    """The step put first; null where none was."""
    context: Mapped[list[Any]]
    arms: Mapped[list[Any]]
    """The steps that could have been put first: action, strength, propensity, and predicted chance."""
    null_propensity: Mapped[float]
    chance: Mapped[float]
    """Of progress, with what was put first, as the model said it then."""
    confidence: Mapped[float]
    """The same after the correction that held then: what was shown."""
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """When another decision took its place. Its outcome is still judged."""
    progress: Mapped[bool | None]
    what: Mapped[str | None] = mapped_column(sa.String(10))
    judged_at: Mapped[datetime | None]


class CoachStep(TenantBase):
    """A step that was suggested on a deal, and what the person did with it."""

    __tablename__ = "deals_coach_steps"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "action", "round"),
        sa.Index("ix_deals_coach_steps_due_at", "status", "due_at"),
        {"info": {"retention": "deals"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    deal_id: Mapped[str] = mapped_column(sa.ForeignKey("deals.id", ondelete="CASCADE"))
    action: Mapped[str] = mapped_column(sa.String(40))
    round: Mapped[int]
    """How often it has been suggested on this deal."""
    decision_id: Mapped[str] = mapped_column(sa.ForeignKey("deals_coach_decisions.id", ondelete="CASCADE"))
    led: Mapped[bool] = mapped_column(default=False)
    """Whether it was put first."""
    variant: Mapped[str] = mapped_column(sa.String(8))
    at: Mapped[datetime]
    status: Mapped[str] = mapped_column(sa.String(10), default="open")
    """open, done, dismissed, or gone: the facts no longer call for it."""
    status_at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    reason: Mapped[str | None] = mapped_column(sa.String(20))
    note: Mapped[str] = mapped_column(sa.Text, default="", info={"subject": "user, contact"})
    due_at: Mapped[datetime | None]
    """When what came of a step that was done can be judged."""
    progress: Mapped[bool | None]
    what: Mapped[str | None] = mapped_column(sa.String(10))
