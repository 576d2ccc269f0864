"""A model that listens and speaks by itself, held to what a counterpart decides."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ringside.speech.pipeline.ports import Tool
from ringside.speech.ports import Gender, StreamingRecogniser

ITS_RATE = 24_000
"""Samples a second of what both vendors speak."""
Spoken = bytes | str
"""Of a reply as it comes: sound at ITS_RATE, or a piece of its transcript."""
Use = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Whom a model plays in a call."""

    instructions: str
    tools: tuple[Tool, ...]
    use: Use
    gender: Gender


class Talk(StreamingRecogniser, Protocol):
    """One call's conversation with a model: it hears as any recogniser does, and speaks when it is directed."""

    def ready(self) -> bool:
        """Whether it is connected."""

    def reply(self, directions: str) -> AsyncIterator[Spoken]:
        """What it says when directed so. Raises SynthesisFailed."""

    def cut(self, heard_s: float) -> None:
        """Its reply is stopped; so much of it was heard."""


class RealtimeVoice(Protocol):
    """A vendor's model."""

    source: str

    def talk(self, part: Part) -> Talk: ...
