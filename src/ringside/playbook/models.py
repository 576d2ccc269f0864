"""Table of playbook: the company questionnaire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase


class SavedQuestionnaire(TenantBase):
    """What the company has answered: one row, `id` 1."""

    __tablename__ = "playbook_questionnaire"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"), {"info": {"retention": "tenant"}})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict[str, Any]]
    version: Mapped[int]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(sa.String(32), info={"subject": "user"})
