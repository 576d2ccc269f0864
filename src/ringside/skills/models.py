"""Table of skills: what each scored call said about each skill, and where that left the rep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class SkillResult(TenantBase):
    """What one scored call said about one skill, and the rating after it.

    The last row of a rep, source and skill is where the rep stands; practice and real calls are never mixed.
    """

    __tablename__ = "skills_results"
    __table_args__ = (
        sa.UniqueConstraint("conversation_id", "skill"),
        sa.Index("ix_skills_results_user_id_at", "user_id", "at"),
        {"info": {"retention": "practice"}},
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.String(32), info=USER)
    source: Mapped[str] = mapped_column(sa.String(8), server_default="practice")
    skill: Mapped[str] = mapped_column(sa.String(32))
    source_id: Mapped[str] = mapped_column("conversation_id", sa.String(32))
    """The practice conversation or the recorded call."""
    at: Mapped[datetime]
    result: Mapped[float]
    difficulty: Mapped[float]
    rating: Mapped[float]
    deviation: Mapped[float]
    missed: Mapped[list[Any]]
    """Ids of the criteria of this skill that were not met."""
    met: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Ids of those that were; not known of calls scored before this was kept."""
    rubric: Mapped[str | None] = mapped_column(sa.String(80))
