"""What was measured in a call's recording."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ringside.calls.schemas.terms import ImportNote
from ringside.dialogue.schemas import Speaker


class SoundChannel(BaseModel):
    index: int
    role: Speaker | None = None
    talk_s: float
    share: float | None = Field(default=None, description="Of all speech, 0..1.")
    longest_s: float | None = Field(default=None, description="Longest run not broken by the other side.")
    energy: dict[str, float | None] = {}
    pitch: dict[str, float | None] = {}


class SoundFigure(BaseModel):
    value: float | None
    unit: str
    n: int | None = None
    reason: str | None = None


class CallSound(BaseModel):
    """What was measured in the audio itself, with no word understood."""

    duration_s: float
    channels: list[SoundChannel]
    signals: dict[str, SoundFigure] = Field(
        default={}, description="talk_ratio, longest_monologue, interruptions, patience, pauses and more, of the rep."
    )
    notes: list[ImportNote] = Field(default=[], description="What is odd about the recording.")


class Waveform(BaseModel):
    duration_s: float
    seconds_per_peak: float
    channels: list[list[float]] = Field(description="Peaks 0..1, evenly spaced, for each channel.")
    speech: list[list[tuple[float, float]]] = Field(default=[], description="Stretches of speech per channel, seconds.")
