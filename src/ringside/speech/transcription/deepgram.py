"""Deepgram's pre-recorded endpoint: the whole call in one request, channels and speakers told apart there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from ringside.speech.transcription.asking import Asker
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.pieces import MEDIA_TYPE, write_opus
from ringside.speech.transcription.results import deepgram, objects
from ringside.speech.transcription.schemas import AudioSource, Language, Recognised, language_of
from ringside.speech.transcription.transcriber import Progress, by_letters, recognised

_NO_HEBREW = ("nova-3-medical", "nova-2", "nova", "enhanced", "base", "flux")
_CHUNK = 1 << 16

Query = list[tuple[str, str | int | float | bool | None]]


class Deepgram:
    """nova-3 knows Hebrew and finds the language out; older models know no Hebrew."""

    def __init__(self, model: str, client: httpx.AsyncClient, asker: Asker) -> None:
        self.source = asker.source
        self._model = model
        self._client = client
        self._asker = asker

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        if language == "he" and not knows_hebrew(self._model):
            raise failure(FaultKind.UNSUPPORTED_LANGUAGE, self.source)
        with TemporaryDirectory(prefix="ringside-") as folder:
            file = Path(folder) / "call.ogg"
            await asyncio.to_thread(write_opus, audio, file)
            size = await asyncio.to_thread(lambda: file.stat().st_size)
            headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(size)}
            query = self.asked(audio, language)
            answer = await self._asker.json(
                lambda client: client.post("v1/listen", params=query, content=_read(file), headers=headers)
            )
        spoken = deepgram(answer) if isinstance(answer, dict) else None
        if spoken is None:
            raise failure(FaultKind.GARBLED, self.source)
        if progress and spoken and spoken[-1].end:
            progress(spoken[-1].end)
        return recognised(self.source, spoken, language or _told(answer) or by_letters(spoken), audio)

    def asked(self, audio: AudioSource, language: Language | None) -> Query:
        """The query: what is wanted of the recogniser."""
        query: Query = [("model", self._model), ("smart_format", "true"), ("utterances", "true")]
        query.append(("multichannel", "true") if audio.channels == 2 else ("diarize", "true"))
        if language:
            query.append(("language", language))
            if language == "en":
                query.append(("filler_words", "true"))
        elif self._model in ("nova-3", "nova-3-general"):
            query += [("language", "multi"), ("language_hint", "en"), ("language_hint", "he")]
        else:
            query.append(("detect_language", "true"))
        return query

    async def close(self) -> None:
        await self._client.aclose()


def knows_hebrew(model: str) -> bool:
    return model in ("nova-3", "nova-3-general") or not model.startswith(_NO_HEBREW)


async def _read(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as opened:
        while chunk := await asyncio.to_thread(opened.read, _CHUNK):
            yield chunk


def _told(answer: dict[str, Any]) -> Language | None:
    for channel in objects((answer.get("results") or {}).get("channels")):
        best = next(iter(objects(channel.get("alternatives"))), {})
        languages = best.get("languages")
        code = channel.get("detected_language") or (languages[0] if isinstance(languages, list) and languages else None)
        if found := language_of(code if isinstance(code, str) else None):
            return found
    return None


def reason(status: int, body: Any) -> FaultKind | None:
    """Deepgram's 400 for a language the model does not know, and 402 or 429 with its own codes."""
    told = body if isinstance(body, dict) else {}
    code, message = str(told.get("err_code") or told.get("category") or ""), str(told.get("err_msg") or "").lower()
    if code == "ASR_PAYMENT_REQUIRED" or status == 402:
        return FaultKind.QUOTA
    if status in (400, 403) and "model/language" in message:
        return FaultKind.UNSUPPORTED_LANGUAGE
    if status == 504:
        return FaultKind.TIMEOUT
    return None
