"""Tables of the search index in each tenant's database. The index over their words is in revision 0003, by hand."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase


class SearchItem(TenantBase):
    """One text that can be found: a turn, a passage. Gone with what it was made from."""

    __tablename__ = "search_items"
    __table_args__ = (
        sa.Index("ix_search_items_kind_owner_id", "kind", "owner_id"),
        # An id is never given twice, so that who remembers ids notices every change.
        {"sqlite_autoincrement": True, "info": {"retention": "as its source"}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    owner_id: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    extra: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(sa.Text)
    """The words of the text as they are compared, in order, with a blank between them."""
    forms: Mapped[str] = mapped_column(sa.Text)
    """Stems and the like under which it is found as well, and what searches can be narrowed by."""


class SearchVector(TenantBase):
    """Where a text lies in the space of an embedding model: little-endian 32-bit floats of length 1."""

    __tablename__ = "search_vectors"
    __table_args__ = ({"info": {"retention": "as its source"}},)

    item_id: Mapped[int] = mapped_column(
        sa.ForeignKey("search_items.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    model: Mapped[str] = mapped_column(sa.String(200), index=True)
    vector: Mapped[bytes] = mapped_column(sa.LargeBinary)
