"""Mappings that were used, so that the next file with these columns is read the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase


class ImportLayout(TenantBase):
    """The columns of one export, how they are read, and what tells its records from those of another."""

    __tablename__ = "deals_import_layouts"
    __table_args__ = (sa.UniqueConstraint("kind", "fingerprint"), {"info": {"retention": "tenant"}})

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    fingerprint: Mapped[str] = mapped_column(sa.String(32))
    """Of the headers, in any order."""
    headers: Mapped[list[str]]
    mapping: Mapped[dict[str, Any]]
    """`schemas.ImportMapping`."""
    identity: Mapped[str] = mapped_column(sa.String(8))
    """id, name or content."""
    namespace: Mapped[str] = mapped_column(sa.String(12))
    """Stands before ids that only count, so that deal 7 of one system is not deal 7 of another."""
    created_by: Mapped[str] = mapped_column(sa.String(32), info={"subject": "user"})
    used_at: Mapped[datetime]
