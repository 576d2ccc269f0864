"""Table of knowledge: the documents a company has given us. Their passages are in the search index."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase


class Document(TenantBase):
    """One document and how far it is read. The original is in the file store."""

    __tablename__ = "playbook_documents"
    __table_args__ = ({"info": {"retention": "tenant"}},)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    filename: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(12))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of the content: the same document is not kept twice."""
    status: Mapped[str] = mapped_column(sa.String(8))
    run: Mapped[int] = mapped_column(default=1)
    """How often it has been queued to be read."""
    problem: Mapped[str | None] = mapped_column(sa.String(20))
    language: Mapped[str | None] = mapped_column(sa.String(2))
    pages: Mapped[int | None]
    passages: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(sa.String(32), info={"subject": "user"})
    read_at: Mapped[datetime | None]
