"""The table of cues: what was shown to a rep in a call, what became of it and what the rep says of it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

BOTH = {"subject": "user, contact"}


class LiveCue(TenantBase):
    """One cue. What it says and quotes is kept as it was shown; standing and rating change."""

    __tablename__ = "calls_live_cues"
    __table_args__ = ({"info": {"retention": "calls"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("calls_live.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column("cue", sa.String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[float]
    standing: Mapped[str] = mapped_column(sa.String(10))
    useful: Mapped[bool | None]
    shown: Mapped[dict[str, Any]] = mapped_column(info=BOTH)
    """The whole cue as it was sent first."""
