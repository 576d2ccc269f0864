"""Speech-to-speech models behind one port: `from_settings` gives the one that is configured, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringside.speech.pipeline.realtime.gemini import GeminiLive
from ringside.speech.pipeline.realtime.openai import OpenAIRealtime
from ringside.speech.pipeline.realtime.ports import RealtimeVoice
from ringside.speech.ports import SynthesisFailed

if TYPE_CHECKING:
    from ringside.core.settings import Settings

__all__ = ["from_settings"]


def from_settings(settings: Settings) -> RealtimeVoice | None:
    """Raises SynthesisFailed when its key is missing. Nothing is connected yet."""
    source = settings.voice_realtime
    if not source:
        return None
    vendor, _, model = source.partition(":")
    if vendor == "gemini":
        key, base_url = settings.gemini_api_key, settings.gemini_base_url
    else:
        key, base_url = settings.openai_api_key, settings.openai_base_url
    if key is None:
        raise SynthesisFailed(source, f"RINGSIDE_{vendor.upper()}_API_KEY is not set")
    if vendor == "gemini":
        return GeminiLive(model, source, base_url, key.get_secret_value())
    return OpenAIRealtime(model, source, base_url, key.get_secret_value())
