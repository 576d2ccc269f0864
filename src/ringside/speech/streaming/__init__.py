"""Speech to text while it is spoken: `from_settings` gives the chain of recognisers that is configured, or None."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ringside.speech import transcription
from ringside.speech.ports import StreamingRecogniser
from ringside.speech.streaming import amazon, deepgram, openai
from ringside.speech.streaming.chain import Chain
from ringside.speech.streaming.moonshine import Moonshine
from ringside.speech.streaming.phrase_by_phrase import PerPhrase
from ringside.speech.transcription.asking import Pace
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.transcriber import Transcriber
from ringside.speech.transcription.whisper import Whisper

if TYPE_CHECKING:
    from pydantic import SecretStr

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
    provider, _, name = entry.partition(":")
    match provider:
        case "deepgram":
            model = name or "nova-3"
            source = f"deepgram:{model}"
            key = _secret(settings.deepgram_api_key, source)
            return deepgram.Deepgram(model, source, settings.deepgram_base_url, key)
        case "openai":
            model = name if name and "diarize" not in name else "gpt-4o-transcribe"
            source = f"openai:{model}"
            key = _secret(settings.openai_api_key, source)
            denoise = settings.speech_noise_reduction
            return openai.OpenAI(model, source, settings.openai_base_url, key, denoise=denoise)
        case "transcribe":
            return amazon.Amazon(_signer(settings))
    return PerPhrase(_for_phrases(settings, provider, name))


def _for_phrases(settings: Settings, provider: str, name: str) -> Transcriber:
    """What recognises a phrase when it has ended."""
    source = f"{provider}:{Path(name).name}"
    if provider == "whisper":
        device, precision = settings.whisper_device, settings.whisper_precision
        # A phrase is speech already; looking for it again would only take time.
        return Whisper(Path(name), source, device=device, precision=precision, only_speech=False)
    if provider == "moonshine":
        return Moonshine(Path(name), source)
    entry = f"openai:{name or 'gpt-4o-transcribe'}" if provider == "openai-phrases" else f"{provider}:{name}"
    seconds = min(PHRASE_S, settings.speech_seconds)
    quick = settings.model_copy(update={"speech_to_text": entry.rstrip(":"), "speech_seconds": seconds})
    made = transcription.from_settings(quick, Pace(retries=min(1, settings.speech_retries)))
    assert made is not None  # noqa: S101
    return made


def _secret(key: SecretStr | None, source: str) -> str:
    if key is None:
        raise failure(FaultKind.MISCONFIGURED, source)
    return key.get_secret_value()


def _signer(settings: Settings) -> amazon.Sign:
    key, secret = settings.transcribe_access_key_id, settings.transcribe_secret_access_key
    return amazon.signer(
        region=settings.transcribe_region,
        key_id=key.get_secret_value() if key else None,
        secret=secret.get_secret_value() if secret else None,
        endpoint=settings.transcribe_streaming_url,
    )
