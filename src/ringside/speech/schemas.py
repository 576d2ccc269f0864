"""What the speech room says about a recording: what it is, what was odd about it, what is heard without words."""

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
]

Cause = Literal["not_media", "incomplete", "damaged", "no_audio", "empty", "unsupported", "too_long", "too_many_files"]


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


class Stretch(Frozen):
    """Somebody speaking on a channel, without a gap longer than a stop or a breath."""

    channel: int
    start: float
    end: float
    level: float
    """Mean dB of full scale."""
    pitch: float | None
    """Median Hz; None where too little is voiced."""


class Energy(Frozen):
    """How a channel sounds while its speaker speaks; spread is what livens a voice."""

    level: float
    """Median dB of full scale over voiced speech; spreads are standard deviations over the same."""
    level_spread: float
    """dB."""
    pitch: float
    """Median Hz."""
    pitch_spread: float
    """Semitones."""
    noise: float
    """Median dB of the background while the speaker is silent."""


class Peaks(Frozen):
    """A waveform to draw: the largest sample of each step."""

    per_second: float
    channels: tuple[tuple[int, ...], ...]
    """0..255 of full scale, one row a channel."""


class Sound(Frozen):
    """A measured recording; times in seconds from its beginning."""

    duration_s: float
    channels: int
    """Those that tell speakers apart: 1 for mono, for two channels with one sound, and beside a dead one."""
    stretches: tuple[Stretch, ...]
    """In order of their start."""
    talk_s: tuple[float, ...]
    """Seconds of speech on each channel."""
    energy: tuple[Energy | None, ...]
    """None for a channel without speech."""
    peaks: Peaks
    notes: tuple[Note, ...] = ()

    def on(self, channel: int) -> tuple[Stretch, ...]:
        return tuple(stretch for stretch in self.stretches if stretch.channel == channel)


class Span(Frozen):
    """A part of the call on one channel."""

    channel: int
    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


class Gap(Frozen):
    """A pause inside somebody's turn (channel), or one of whom it is not known (None)."""

    channel: int | None
    start: float
    end: float


class SoundSignals(Frozen):
    """What is heard of how a call went. Everything about rep and customer is None in a recording of one channel."""

    duration_s: float
    rep_channel: int | None
    speech_share: float
    """Of the call somebody speaks, 0..1."""
    talk_ratio: float | None
    """Rep speech / all speech by seconds."""
    talk_s: tuple[float, ...]
    longest_monologue: Span | None
    """Longest rep run, its pauses included, that no customer turn breaks."""
    longest_customer_monologue: Span | None
    interruptions: tuple[Span, ...]
    """Where the rep began to speak into the customer's speech: the stretch both speak, on the rep's channel."""
    interruptions_by_customer: tuple[Span, ...]
    overlap_s: float | None
    """Seconds both speak at once, back-channels included."""
    patience: float | None
    """Median seconds from customer end to rep start; overlaps count negative."""
    responses: int
    """How many changes from customer to rep it is the median of."""
    customer_patience: float | None
    turns: tuple[Span, ...]
    switches_per_minute: float | None
    """Pace of turns: changes of speaker per minute of the call."""
    pauses: tuple[Gap, ...]
    """Longer than half a second, inside turns."""
    silences: tuple[Gap, ...]
    """Longer than three seconds, nobody speaks."""
    energy: tuple[Energy | None, ...]
