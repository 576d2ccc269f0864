"""What goes into a recogniser and what comes out, whichever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "he"]

Note = Literal["no_speakers", "no_noise_reduction", "other_language", "nothing_said", "speakers_by_piece"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class AudioSource(Frozen):
    """The recording of one call: one file, or one for each side. With two `channels` each holds one speaker."""

    paths: tuple[Path, ...] = Field(min_length=1, max_length=2)
    channels: int = Field(1, ge=1, le=2)


class Word(Frozen):
    """A word as recognised. Times are seconds from the start of the call."""

    text: str
    start: float
    end: float
    confidence: float | None = None


class Spoken(Frozen):
    """One utterance. `channel` counts from 0; `speaker` is the recogniser's own name where it tells voices apart."""

    text: str
    start: float | None = None
    end: float | None = None
    channel: int | None = None
    speaker: str | None = None
    confidence: float | None = Field(None, ge=0, le=1)
    words: tuple[Word, ...] = ()


class Recognised(Frozen):
    """A whole call in order of time. `language` is None where it is neither English nor Hebrew, or was not told."""

    source: str
    language: Language | None
    utterances: tuple[Spoken, ...]
    notes: tuple[Note, ...] = ()


def language_of(code: str | None) -> Language | None:
    """en or he of any code for a language: en-US, iw-IL, hebrew."""
    code = (code or "").lower()
    if code.startswith(("he", "iw")):
        return "he"
    return "en" if code.startswith("en") else None
