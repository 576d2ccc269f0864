"""Text to speech behind one port: `from_settings` gives the chain of voices that is configured, or None."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from ringside.speech.ports import Synthesiser, Trouble
from ringside.speech.synthesis import espeak, local, vendors
from ringside.speech.synthesis.chain import Chain, Telling
from ringside.speech.synthesis.web import SECONDS, failed
from ringside.speech.transcription import trust
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed
from ringside.speech.transcription.google import Account

if TYPE_CHECKING:
    from pydantic import SecretStr

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
    provider, _, name = entry.partition(":")
    if provider in ("kokoro", "piper"):
        return _own(provider, name)
    if provider == "espeak":
        return espeak.Espeak()
    model = name or _MODELS[provider]
    source = f"{provider}:{model}"
    match provider:
        case "openai":
            key = {"Authorization": f"Bearer {_secret(settings.openai_api_key, source)}"}
            return vendors.openai(model, source, _client(settings.openai_base_url, key))
        case "deepgram":
            key = {"Authorization": f"Token {_secret(settings.deepgram_api_key, source)}"}
            return vendors.deepgram(model, source, _client(settings.deepgram_base_url, key))
        case "google":
            return _google(settings, model, source)
    return vendors.Polly(model, source, partial(_polly, settings))


def _own(engine: str, where: str) -> Synthesiser:
    """A server of one's own by its address, or weights on this machine."""
    if where.startswith(("http://", "https://")):
        return (vendors.kokoro if engine == "kokoro" else vendors.piper)(engine, _client(where))
    if engine == "kokoro":
        return local.Kokoro(Path(where), engine)
    return local.Piper(Path(where), f"piper:{Path(where).stem}")


_MODELS = {"openai": "gpt-4o-mini-tts", "deepgram": "aura-2", "google": "chirp3-hd", "polly": "neural"}
"""The model that is meant when only the provider is named."""


def _client(base_url: str, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base_url.rstrip("/") + "/", headers=headers, timeout=SECONDS, verify=trust())


def _secret(key: SecretStr | None, source: str) -> str:
    if key is None:
        raise failed(source, FaultKind.MISCONFIGURED)
    return key.get_secret_value()


def _google(settings: Settings, model: str, source: str) -> Synthesiser:
    if settings.google_speech_credentials is None:
        raise failed(source, FaultKind.MISCONFIGURED)
    try:
        account = Account(settings.google_speech_credentials, source)
    except TranscriptionFailed as fault:
        raise failed(source, fault.kind) from None
    base_url = settings.google_voice_base_url or "https://texttospeech.googleapis.com"
    return vendors.Google(model, source, account, _client(base_url))


def _polly(settings: Settings) -> Any:
    import boto3  # type: ignore[import-untyped]  # noqa: PLC0415
    from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415

    key, secret = settings.transcribe_access_key_id, settings.transcribe_secret_access_key
    return boto3.Session(
        aws_access_key_id=key.get_secret_value() if key else None,
        aws_secret_access_key=secret.get_secret_value() if secret else None,
        region_name=settings.polly_region or settings.transcribe_region,
    ).client(
        "polly",
        endpoint_url=settings.polly_endpoint_url,
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}, connect_timeout=3, read_timeout=10),
    )
