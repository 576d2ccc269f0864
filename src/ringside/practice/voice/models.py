"""Tables of spoken practice: how a call was held, and when and how each of its turns was spoken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import TenantBase

USER = {"subject": "user"}


class VoiceCall(TenantBase):
    """What of a practice call was held by voice. The call itself and its words are in `practice_calls`."""

    __tablename__ = "practice_voice"
    __table_args__ = ({"info": {"retention": "practice"}},)

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"), primary_key=True)
    manner: Mapped[str] = mapped_column(sa.String(10))
    listens: Mapped[str | None] = mapped_column(sa.String(120))
    """Who turned speech into words, as of the last connection; None for a browser."""
    speaks: Mapped[str | None] = mapped_column(sa.String(120))
    began_at: Mapped[datetime]
    seconds: Mapped[float] = mapped_column(default=0.0)
    """Time of the call until the last thing said; a later connection counts on from here."""
    connection: Mapped[str] = mapped_column(sa.String(32))
    """The latest connection: of two tabs the newer one holds the call, in whatever process it is."""
    recording_by: Mapped[str | None] = mapped_column(sa.String(32), info=USER)
    """The rep who agreed to be recorded."""
    recording_at: Mapped[datetime | None]
    """When they did; None: nothing of the call is kept as sound."""
    file: Mapped[str | None] = mapped_column(sa.String(80))
    file_seconds: Mapped[float | None]


class VoiceTurn(TenantBase):
    """One turn as it was spoken; turns that were typed have no row. Seconds from the beginning of the call."""

    __tablename__ = "practice_voice_turns"
    __table_args__ = (sa.Index("ix_practice_voice_turns_at", "at"), {"info": {"retention": "practice"}})

    call_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_calls.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[str] = mapped_column(sa.String(8))
    at: Mapped[datetime]
    start: Mapped[float]
    end: Mapped[float]
    heard: Mapped[str | None] = mapped_column(sa.Text, info=USER)
    """Customer turn that was cut off: what of its words was heard. None: all of them."""
    source: Mapped[str | None] = mapped_column(sa.String(120))
    """Who recognised a rep's words, who spoke a customer's."""
    pitch: Mapped[float | None]
    """Median Hz."""
    pitch_spread: Mapped[float | None]
    """Semitones."""
    voiced_s: Mapped[float | None]
    pauses: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """(start, end) of pauses inside the turn; None where there was no sound to measure."""
    latency_ms: Mapped[float | None]
    """Customer turn: from the end of the rep's speech to the first sound of the answer."""
    stages: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    manner: Mapped[str | None] = mapped_column(sa.String(10))
    engine: Mapped[str | None] = mapped_column(sa.String(255))
    """Customer turn: who listened and who spoke, as latency is reported by."""
