"""Table of the ai room: what each visit to a model cost and how long it took. Never what was said."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase


class ModelCall(TenantBase):
    """One visit of one answer to one model, retries and repair included."""

    __tablename__ = "model_calls"
    __table_args__ = (
        sa.Index("ix_model_calls_at", "at"),
        sa.Index("ix_model_calls_user_id_at", "user_id", "at"),
        {"info": {"retention": "13 months"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[str | None] = mapped_column(sa.String(32), info={"subject": "user"})
    task: Mapped[str] = mapped_column(sa.String(80))
    prompt_version: Mapped[str] = mapped_column(sa.String(20))
    tier: Mapped[str] = mapped_column(sa.String(8))
    source: Mapped[str] = mapped_column(sa.String(200))
    """provider:model"""
    outcome: Mapped[str] = mapped_column(sa.String(20))
    """answered, repaired, incomplete, abandoned (by the caller), or the kind of fault."""
    attempts: Mapped[int]
    input_tokens: Mapped[int | None]
    output_tokens: Mapped[int | None]
    cost_usd: Mapped[float | None]
    """None when the price or the tokens are not known."""
    latency_ms: Mapped[float]
    first_token_ms: Mapped[float | None]
