"""Speech to text behind one port: `from_settings` gives the recogniser that is configured, or None."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from ringside.speech.transcription import amazon, deepgram, google, openai
from ringside.speech.transcription.asking import Asker, Pace
from ringside.speech.transcription.faults import (
    FaultKind,
    TranscriptionFailed,
    TranscriptionRefused,
    failure,
)
from ringside.speech.transcription.schemas import AudioSource, Language, Recognised, Spoken, Word
from ringside.speech.transcription.transcriber import Transcriber

if TYPE_CHECKING:
    from pydantic import SecretStr

    from ringside.core.settings import Settings

__all__ = [
    "AudioSource",
    "FaultKind",
    "Language",
    "Recognised",
    "Spoken",
    "Transcriber",
    "TranscriptionFailed",
    "TranscriptionRefused",
    "Word",
    "from_settings",
]

_MODELS = {
    "openai": "gpt-4o-transcribe-diarize",
    "deepgram": "nova-3",
    "google": "chirp_3",
    "transcribe": "",
    "whisper": "",
}
"""The model that is meant when only the provider is named."""


def from_settings(settings: Settings, pace: Pace | None = None) -> Transcriber | None:
    """The recogniser of RINGSIDE_SPEECH_TO_TEXT; None when there is none.

    Raises TranscriptionRefused when a key, file or name that it needs is missing. Nothing is loaded or asked yet.
    """
    provider, _, model = settings.speech_to_text.strip().partition(":")
    if not provider:
        return None
    model = model or _MODELS[provider]
    source = f"{provider}:{Path(model).name if provider == 'whisper' else model}".rstrip(":")
    pace = pace or Pace(retries=settings.speech_retries)
    match provider:
        case "openai":
            return _openai(settings, model, source, pace)
        case "deepgram":
            return _deepgram(settings, model, source, pace)
        case "google":
            return _google(settings, model, source, pace)
        case "transcribe":
            return _amazon(settings, source, pace)
    from ringside.speech.transcription.whisper import Whisper  # noqa: PLC0415 - its folder may be all there is

    if not model:
        raise failure(FaultKind.MISCONFIGURED, source)
    return Whisper(Path(model), source, device=settings.whisper_device, precision=settings.whisper_precision)


def _client(settings: Settings, base_url: str, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    timeout = httpx.Timeout(settings.speech_seconds, connect=min(10.0, settings.speech_seconds))
    return httpx.AsyncClient(base_url=base_url.rstrip("/") + "/", headers=headers, timeout=timeout, verify=trust())


@cache
def trust() -> ssl.SSLContext:
    """The authorities that are trusted, read once: that takes longer than all the rest here."""
    return httpx.create_ssl_context()


def _secret(key: SecretStr | None, source: str) -> str:
    if key is None:
        raise failure(FaultKind.MISCONFIGURED, source)
    return key.get_secret_value()


def _openai(settings: Settings, model: str, source: str, pace: Pace) -> Transcriber:
    key = _secret(settings.openai_api_key, source)
    client = _client(settings, settings.openai_base_url, {"Authorization": f"Bearer {key}"})
    asker = Asker(source, client, pace, openai.reason)
    return openai.OpenAI(model, client, asker, at_once=settings.speech_concurrency)


def _deepgram(settings: Settings, model: str, source: str, pace: Pace) -> Transcriber:
    key = _secret(settings.deepgram_api_key, source)
    client = _client(settings, settings.deepgram_base_url, {"Authorization": f"Token {key}"})
    return deepgram.Deepgram(model, client, Asker(source, client, pace, deepgram.reason))


def _google(settings: Settings, model: str, source: str, pace: Pace) -> Transcriber:
    if settings.google_speech_credentials is None:
        raise failure(FaultKind.MISCONFIGURED, source)
    account = google.Account(settings.google_speech_credentials, source)
    location = settings.google_speech_location
    host = "speech.googleapis.com" if location == "global" else f"{location}-speech.googleapis.com"
    client = _client(settings, settings.google_speech_base_url or f"https://{host}")
    return google.Google(
        model,
        account,
        Asker(source, client, pace, google.reason),
        project=settings.google_speech_project,
        location=location,
        denoise=settings.speech_noise_reduction,
        at_once=settings.speech_concurrency,
    )


def _amazon(settings: Settings, source: str, pace: Pace) -> Transcriber:
    if settings.transcribe_bucket is None:
        raise failure(FaultKind.MISCONFIGURED, source)
    key, secret = settings.transcribe_access_key_id, settings.transcribe_secret_access_key

    def made() -> tuple[Any, Any]:
        return amazon.clients(
            region=settings.transcribe_region,
            key_id=key.get_secret_value() if key else None,
            secret=secret.get_secret_value() if secret else None,
            endpoint=settings.transcribe_endpoint_url,
            retries=settings.speech_retries,
            seconds=60.0,
        )

    return amazon.Amazon(made, settings.transcribe_bucket, source, pace, seconds=settings.speech_seconds * 4)
