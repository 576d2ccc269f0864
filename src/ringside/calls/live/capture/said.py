"""What readers make of what senders send, whoever they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ringside.core.errors import Invalid

REP, CUSTOMER = 0, 1
"""Channels of a live call: the rep's side and the other."""
MOST_FRAME = 256 * 1024
"""Bytes of the largest message that a sender of sound has reason to send."""
MOST_BAD = 50
"""Messages that make no sense after which the sender is sent away."""


class BadSender(Invalid):
    slug, title = "bad-stream", "What this sender sends cannot be read"


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound of one voice, PCM16 mono at RATE."""

    side: int
    lane: str
    """Tells the voices of one side apart."""
    pcm: bytes
    at: float | None = None
    """Seconds on the sender's own clock, where it has one; otherwise pieces follow each other."""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What a sender understood itself."""

    side: int
    text: str
    final: bool
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The sender says that the call is over."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A message that makes no sense, and why; the ones around it count all the same."""

    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Something to send back."""

    text: str


Event = Sound | Words | Ended | Odd | Answer


class Reader(Protocol):
    """Reads the messages of one connection, in order."""

    def read(self, message: str | bytes) -> list[Event]:
        """What a message says. Raises BadSender where the whole stream cannot be used."""


def clock(told: object, most: float) -> float | None:
    """What a sender says of a piece's time, None where that is no number from 0 to `most`."""
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told < most:
        return None
    return float(told)
