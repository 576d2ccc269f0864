"""Tables of playbook: the company questionnaire, and its own rubrics in every version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase
from ringside.playbook.knowledge.models import Document

__all__ = ["Document", "SavedQuestionnaire", "SavedRubric"]


class SavedQuestionnaire(TenantBase):
    """What the company has answered: one row, `id` 1."""

    __tablename__ = "playbook_questionnaire"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"), {"info": {"retention": "tenant"}})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict[str, Any]]
    version: Mapped[int]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(sa.String(32), info={"subject": "user"})


class SavedRubric(TenantBase):
    """One version of a rubric of the company's own. Old versions stay: calls were scored with them."""

    __tablename__ = "playbook_rubrics"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    based_on: Mapped[str | None] = mapped_column(sa.String(64))
    form: Mapped[dict[str, Any]]
    rubric: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(sa.String(32), info={"subject": "user"})
    dropped: Mapped[bool] = mapped_column(default=False)
