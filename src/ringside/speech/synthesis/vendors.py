"""What each vendor of voices is asked, and which of its voices there are for whom."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx

from ringside.speech.ports import Gender, Timbre
from ringside.speech.synthesis.voices import pick
from ringside.speech.synthesis.web import Wanted, WebVoice, failed, plain
from ringside.speech.transcription.asking import Asker, Pace
from ringside.speech.transcription.deepgram import reason as deepgram_reason
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed
from ringside.speech.transcription.google import Account
from ringside.speech.transcription.openai import reason as openai_reason
from ringside.speech.transcription.schemas import Language

Voices = dict[Gender, tuple[str, ...]]

BOTH: frozenset[Language] = frozenset(("en", "he"))
ENGLISH: frozenset[Language] = frozenset(("en",))

OPENAI: Voices = {"female": ("nova", "shimmer", "coral", "sage"), "male": ("onyx", "echo", "ash", "fable")}
KOKORO: Voices = {
    "female": ("af_heart", "af_bella", "bf_emma", "af_nicole", "af_sarah"),
    "male": ("am_michael", "am_fenrir", "bm_george", "am_puck", "bm_fable"),
}
DEEPGRAM: Voices = {
    "female": ("thalia", "andromeda", "helena", "athena", "luna"),
    "male": ("apollo", "arcas", "aries", "orion", "zeus"),
}
GOOGLE: Voices = {
    "female": ("Aoede", "Kore", "Leda", "Zephyr"),
    "male": ("Puck", "Charon", "Fenrir", "Orus"),
}
GOOGLE_WAVENET: Voices = {"female": ("A", "C"), "male": ("B", "D")}
POLLY: Voices = {
    "female": ("Joanna", "Ruth", "Danielle", "Salli"),
    "male": ("Matthew", "Stephen", "Gregory", "Joey"),
}
_CODES: dict[Language, str] = {"en": "en-US", "he": "he-IL"}
RATE = 24_000
POLLY_RATE = 16_000
POLLY_LETTERS = 2_900


def openai(model: str, source: str, client: httpx.AsyncClient) -> WebVoice:
    """OpenAI's speech endpoint; its voices speak both languages."""
    return WebVoice(source, RATE, client, _openai_ask(model, OPENAI), BOTH, openai_reason)


def kokoro(source: str, client: httpx.AsyncClient) -> WebVoice:
    """A Kokoro server, which speaks like OpenAI's endpoint."""
    return WebVoice(source, RATE, client, _openai_ask("kokoro", KOKORO), ENGLISH, openai_reason)


def _openai_ask(model: str, voices: Voices) -> Any:
    async def ask(text: str, language: Language, timbre: Timbre) -> Wanted:
        wanted = {"model": model, "input": text, "voice": pick(voices, timbre), "response_format": "pcm"}
        return Wanted("audio/speech", wanted)

    return ask


def deepgram(model: str, source: str, client: httpx.AsyncClient) -> WebVoice:
    """Aura, English; `model` is a family (aura-2) or one voice (aura-2-thalia-en)."""

    async def ask(text: str, language: Language, timbre: Timbre) -> Wanted:
        voice = model if model.count("-") > 1 else f"{model}-{pick(DEEPGRAM, timbre)}-en"
        query = {"model": voice, "encoding": "linear16", "sample_rate": str(RATE), "container": "none"}
        return Wanted("v1/speak", {"text": text}, query)

    return WebVoice(source, RATE, client, ask, ENGLISH, deepgram_reason)


def piper(source: str, client: httpx.AsyncClient) -> WebVoice:
    """Piper's own small server: a WAV file a sentence, at whatever rate its voice has."""

    async def ask(text: str, language: Language, timbre: Timbre) -> Wanted:
        return Wanted("", {"text": text})

    return WebVoice(source, RATE, client, ask, ENGLISH)


class Google:
    """Cloud Text-to-Speech over REST: a sentence comes as one piece."""

    rate = RATE

    def __init__(self, model: str, source: str, account: Account, client: httpx.AsyncClient) -> None:
        self.source = source
        self._model, self._account, self._client = model, account, client
        self._asker = Asker(source, client, Pace(retries=0))

    def speaks(self, language: Language) -> bool:
        return True

    def wanted(self, text: str, language: Language, timbre: Timbre) -> dict[str, Any]:
        """The request; Hebrew has Wavenet voices only where Chirp is not named."""
        code = _CODES[language]
        if self._model == "chirp3-hd":
            name = f"{code}-Chirp3-HD-{pick(GOOGLE, timbre)}"
        else:
            name = f"{code}-{self._model.title()}-{pick(GOOGLE_WAVENET, timbre)}"
        return {
            "input": {"text": text},
            "voice": {"languageCode": code, "name": name},
            "audioConfig": {"audioEncoding": "LINEAR16", "sampleRateHertz": RATE},
        }

    async def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        try:
            token = await self._account.token(self._asker)
            body = self.wanted(text, language, timbre)
            answer = await self._asker.json(
                lambda client: client.post(
                    "v1/text:synthesize", json=body, headers={"Authorization": f"Bearer {token}"}
                )
            )
            sound = base64.b64decode(answer["audioContent"], validate=True)
        except TranscriptionFailed as fault:
            raise failed(self.source, fault.kind) from None
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise failed(self.source, FaultKind.GARBLED) from None
        async for piece in plain(_one(sound), RATE):
            yield piece

    async def close(self) -> None:
        await self._client.aclose()


class Polly:
    """Amazon Polly; no Hebrew. `made` gives its client, and is called off the event loop."""

    rate = POLLY_RATE

    def __init__(self, engine: str, source: str, made: Callable[[], Any]) -> None:
        self.source = source
        self._engine = engine
        self._made = made
        self._client: Any = None

    def speaks(self, language: Language) -> bool:
        return language == "en"

    async def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        stream = await asyncio.to_thread(self._begin, text[:POLLY_LETTERS], timbre)
        try:
            held = b""
            while piece := await asyncio.to_thread(self._next, stream):
                held += piece
                whole = len(held) & ~1
                yield held[:whole]
                held = held[whole:]
        finally:
            stream.close()

    def _begin(self, text: str, timbre: Timbre) -> Any:
        from botocore import exceptions as known  # type: ignore[import-untyped]  # noqa: PLC0415

        try:
            self._client = self._client or self._made()
            answer = self._client.synthesize_speech(
                Engine=self._engine,
                LanguageCode="en-US",
                OutputFormat="pcm",
                SampleRate=str(POLLY_RATE),
                Text=text,
                VoiceId=pick(POLLY, timbre),
            )
            return answer["AudioStream"]
        except known.ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise failed(self.source, _polly_kind(status, code)) from None
        except (known.NoCredentialsError, known.PartialCredentialsError, known.NoRegionError, ValueError):
            raise failed(self.source, FaultKind.MISCONFIGURED) from None
        except known.BotoCoreError:
            raise failed(self.source, FaultKind.UNREACHABLE) from None
        except Exception:  # the library trips over answers that are not of the protocol
            raise failed(self.source, FaultKind.GARBLED) from None

    def _next(self, stream: Any) -> bytes:
        try:
            return bytes(stream.read(4_800))
        except Exception:  # botocore and urllib3 each have errors of their own for a lost stream
            raise failed(self.source, FaultKind.UNREACHABLE) from None

    async def close(self) -> None:
        if self._client is not None:
            self._client.close()


def _polly_kind(status: int, code: str) -> FaultKind:
    if code.startswith("Throttling") or code == "TooManyRequestsException" or status == 429:
        return FaultKind.RATE_LIMITED
    if status >= 500:
        return FaultKind.UNAVAILABLE
    return FaultKind.BAD_KEY if status in (401, 403) else FaultKind.REJECTED


async def _one(sound: bytes) -> AsyncIterator[bytes]:
    yield sound
