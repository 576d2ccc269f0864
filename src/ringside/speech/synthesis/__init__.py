"""Text to speech behind one port: `from_settings` gives the chain of voices that is configured, or None."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ringside.speech.ports import Synthesiser, Trouble
from ringside.speech.synthesis import espeak
from ringside.speech.synthesis.chain import Chain, Telling

if TYPE_CHECKING:
    from ringside.core.settings import Settings

__all__ = ["from_settings", "telling"]


def from_settings(settings: Settings) -> Synthesiser | None:
    """Who speaks in calls; with nothing configured the robotic voice, where it is installed.

    Raises SynthesisFailed when a key, file or name that one of them needs is missing. Nothing is started yet.
    """
    chosen = [entry for part in settings.voice_speak.split(",") if (entry := part.strip())]
    if not chosen:
        return Chain([espeak.Espeak()]) if espeak.available() else None
    return Chain([_made(settings, entry) for entry in chosen])


def telling(synthesiser: Synthesiser, trouble: Callable[[Trouble], None]) -> Synthesiser:
    """The same voice for one call, which is told when a provider fails; `source` is who spoke last."""
    return Telling(synthesiser, trouble) if isinstance(synthesiser, Chain) else synthesiser


def _made(settings: Settings, entry: str) -> Synthesiser:
    return espeak.Espeak()
