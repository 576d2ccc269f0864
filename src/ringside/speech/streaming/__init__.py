"""Speech to text while it is spoken: `from_settings` gives the chain of recognisers that is configured, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.speech import transcription
from ringside.speech.ports import StreamingRecogniser
from ringside.speech.streaming.chain import Chain
from ringside.speech.streaming.phrase_by_phrase import PerPhrase
from ringside.speech.transcription.asking import Pace

if TYPE_CHECKING:
    from ringside.core.settings import Settings

__all__ = ["from_settings"]

PHRASE_S = 8.0
"""Longest one request with a phrase may take: somebody is waiting."""


def entries(settings: Settings) -> list[str]:
    """The chain as written; without one what transcribes recordings, where it can also do phrases."""
    chosen = settings.voice_listen or settings.speech_to_text
    return [entry for part in chosen.split(",") if (entry := part.strip())]


def from_settings(settings: Settings) -> StreamingRecogniser | None:
    """Who listens to calls; None when nobody does.

    Raises TranscriptionRefused when a key, file or name that one of them needs is missing. Nothing is loaded yet.
    """
    members = [_made(settings, entry) for entry in entries(settings)]
    return Chain(members) if members else None


def _made(settings: Settings, entry: str) -> StreamingRecogniser:
    return _per_phrase(settings, entry)


def _per_phrase(settings: Settings, entry: str) -> StreamingRecogniser:
    quick = settings.model_copy(
        update={"speech_to_text": entry, "speech_seconds": min(PHRASE_S, settings.speech_seconds)}
    )
    transcriber = transcription.from_settings(quick, Pace(retries=min(1, settings.speech_retries)))
    assert transcriber is not None  # noqa: S101
    return PerPhrase(transcriber)
