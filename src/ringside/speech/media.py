"""What the speech room says about sound it was given: what it is, what was odd about it, why it cannot be used."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

NoteCode = Literal[
    "truncated",
    "damaged",
    "gaps",
    "channels_mixed",
    "channels_chosen",
    "same_channels",
    "silent_channel",
    "lengths_differ",
    "other_streams",
    "cut",
]

Cause = Literal["not_media", "incomplete", "no_audio", "empty", "unsupported", "too_long", "too_many_files"]


class Frozen(BaseModel):
    """Base of every value of this room: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Note(Frozen):
    """Something odd that did not prevent a result, for a person to know."""

    code: NoteCode
    detail: str
    at: float | None = None
    """Seconds from the beginning, where it has a place."""


class Media(Frozen):
    """What a file is, as far as its head tells."""

    container: str
    codec: str
    channels: int
    rate: int
    """Samples per second."""
    duration_s: float | None
    """As declared; None when the file does not say."""
    has_video: bool


class Undecodable(ValueError):
    """No sound can be had from a file: `cause` for programs, `detail` for people (what is wrong and what to do)."""

    def __init__(self, cause: Cause, detail: str) -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail
