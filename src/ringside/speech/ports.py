"""What hears and what speaks while a call is going on, whoever its vendor is. Sound is PCM16, mono, little-endian."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from ringside.speech.schemas import Frozen
from ringside.speech.transcription.schemas import Language

RATE = 16_000
"""Samples a second of everything that is listened to."""

Gender = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Speech on a channel between two silences; seconds from the beginning of the session."""

    channel: int
    start: float
    end: float
    pcm: bytes
    """The sound at RATE, a little before and after included."""
    lead: float = 0.0
    """Seconds of the sound that lie before `start`."""


class Heard(Frozen):
    """What was understood of a phrase; a later one with the same channel and `start` takes its place until `final`."""

    channel: int
    text: str
    final: bool
    start: float
    end: float
    source: str
    """Who heard it: deepgram:nova-3, whisper:small, browser."""
    confidence: float | None = None
    language: Language | None = None


class Trouble(Frozen):
    """A provider that failed in the middle of a call, and who goes on in its place (None: nobody is left)."""

    source: str
    cause: str
    """Words for a log and a person: "deepgram:nova-3 closed the connection"."""
    falls_to: str | None
    passing: bool = True
    """Whether it may be over in a moment, unlike a key that is refused."""


class Hearing(Protocol):
    """Speech of one call being recognised. Nothing here waits for the network."""

    def feed(self, channel: int, pcm: bytes) -> None:
        """Sound at RATE, in pieces of any size, as it comes."""

    def started(self, channel: int, at: float) -> None:
        """Somebody began to speak there (endpointing.Started): words told before the phrase ends get this start."""

    def ended(self, phrase: Phrase) -> None:
        """The speaker paused: exactly one final Heard of this start and end follows, its text empty for mere noise."""

    async def close(self, seconds: float = 3.0) -> None:
        """Wait at most so long for what is owed, then let go."""


class StreamingRecogniser(Protocol):
    """Speech to text while it is spoken."""

    source: str
    partials: bool
    """Whether words are told before the phrase has ended."""

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> Hearing:
        """A call's recognition; `words` are names worth listening for. Raises TranscriptionFailed."""

    async def close(self) -> None: ...


class Timbre(Frozen):
    """Which of the voices of a synthesiser somebody has: the same key sounds the same, different keys differ."""

    key: str
    gender: Gender = "female"


class Synthesiser(Protocol):
    """Text to speech."""

    source: str
    rate: int
    """Samples a second of what it speaks."""

    def speaks(self, language: Language) -> bool: ...

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        """The sound of a sentence, in pieces as soon as there is some. Raises SynthesisFailed."""

    async def close(self) -> None: ...


class SynthesisFailed(Exception):
    """No speech can be had: of whom and why, in words for a person."""

    def __init__(self, source: str, cause: str) -> None:
        super().__init__(f"{source}: {cause}")
        self.source = source
        self.cause = cause
