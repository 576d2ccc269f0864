"""What is told of a practice call that was spoken: how it was held, its times, and what only sound shows."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ringside.dialogue.schemas import Speaker
from ringside.dialogue.signals import Signal

RecordingStatus = Literal["none", "running", "preparing", "ready"]


class VoiceRecording(BaseModel):
    """The sound of a call, kept because the rep agreed: left channel the rep, right channel the buyer."""

    address: str
    media_type: str
    seconds: float
    agreed_at: datetime


class SpokenTurn(BaseModel):
    """When and how a turn was spoken; seconds from the beginning of the call."""

    turn: int
    speaker: Speaker
    start: float
    end: float
    heard: str | None = Field(default=None, description="Customer turn that was cut off: what of it was heard.")
    pitch: float | None = Field(default=None, description="Median Hz.")
    pauses: list[tuple[float, float]] | None = Field(
        default=None, description="Longer than half a second; null where no sound was measured."
    )
    latency_ms: float | None = None


class SoundOfCall(BaseModel):
    """What only sound shows of the rep; definitions in docs/voice.md. A value is null with the reason beside it."""

    pace: Signal
    talk_ratio: Signal
    hesitation: Signal
    fillers: Signal
    response: Signal
    interruptions: Signal
    interrupted: Signal = Field(description="How often the buyer was cut off before the end of a turn.")
    monologue: Signal
    pitch_variety: Signal


class VoiceReport(BaseModel):
    """The spoken part of a practice call."""

    manner: Literal["cascade", "realtime", "browser"]
    listens: str | None
    speaks: str | None
    seconds: float
    turns: list[SpokenTurn]
    sound: SoundOfCall
    recording: VoiceRecording | None = None
    recording_status: RecordingStatus = "none"
