"""Tables of skills: the rating of each rep in each skill, and how it came about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class SkillRating(TenantBase):
    """Where a rep stands in one skill."""

    __tablename__ = "skills_ratings"
    __table_args__ = ({"info": {"retention": "practice"}},)

    user_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=USER)
    skill: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    rating: Mapped[float]
    deviation: Mapped[float]
    calls: Mapped[int]
    updated_at: Mapped[datetime]


class SkillResult(TenantBase):
    """What one scored call said about one skill; the rating after it, and what was missed."""

    __tablename__ = "skills_results"
    __table_args__ = (
        sa.UniqueConstraint("conversation_id", "skill"),
        sa.Index("ix_skills_results_user_id_at", "user_id", "at"),
        {"info": {"retention": "practice"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    skill: Mapped[str] = mapped_column(sa.String(32))
    conversation_id: Mapped[str] = mapped_column(sa.String(32))
    at: Mapped[datetime]
    result: Mapped[float]
    difficulty: Mapped[float]
    rating: Mapped[float]
    deviation: Mapped[float]
    missed: Mapped[list[Any]]
    """Ids of the criteria of this skill that were not met."""
