"""OpenAI's transcription endpoint, and servers that speak like it."""

from __future__ import annotations

import math
from typing import Any

import httpx

from ringside.speech.transcription.asking import Asker, each
from ringside.speech.transcription.faults import FaultKind
from ringside.speech.transcription.pieces import MEDIA_TYPE, Piece, pieces
from ringside.speech.transcription.results import number, objects
from ringside.speech.transcription.schemas import AudioSource, Language, Note, Recognised, Spoken, Word, language_of
from ringside.speech.transcription.transcriber import Progress, by_letters, recognised

WHOLE_S = 1200.0
"""Newer models take at most 1,400 seconds at once; twenty minutes of our Opus are 5 MB of the 25 allowed."""
UTTERANCE_S = 30.0
"""Models that give no times get one stretch of speech at a time, so that its place in the call is known."""


class OpenAI:
    """whisper-1 gives times; gpt-4o-transcribe-diarize gives times and speakers; gpt-4o-transcribe words only."""

    def __init__(self, model: str, client: httpx.AsyncClient, asker: Asker, *, at_once: int) -> None:
        self.source = asker.source
        self._model = model
        self._client = client
        self._asker = asker
        self._at_once = at_once
        self._diarizes = "diarize" in model
        self._only_words = "transcribe" in model and not self._diarizes

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        cuts = pieces(audio, UTTERANCE_S if self._only_words else WHOLE_S, only_speech=self._only_words)

        async def hear(piece: Piece) -> tuple[list[Spoken], Language | None]:
            answer = await self._asker.json(lambda client: self._post(client, piece, language))
            if progress:
                progress(piece.cut.end)
            told = language_of(answer.get("language")) if isinstance(answer, dict) else None
            return self._spoken(answer, piece), told

        heard = await each(cuts, hear, self._at_once)
        spoken = [one for said, _ in heard for one in said]
        told = next((found for _, found in heard if found), None)
        notes: list[Note] = ["speakers_by_piece"] if self._diarizes and audio.channels == 1 and len(heard) > 1 else []
        return recognised(self.source, spoken, language or told or by_letters(spoken), audio, notes)

    async def _post(self, client: httpx.AsyncClient, piece: Piece, language: Language | None) -> httpx.Response:
        form: dict[str, Any] = {"model": self._model, "response_format": self._format}
        if language:
            form["language"] = language
        if self._diarizes:
            form["chunking_strategy"] = "auto"
        if self._format == "verbose_json":
            form["timestamp_granularities[]"] = ["segment", "word"]
        return await client.post(
            "audio/transcriptions", data=form, files={"file": ("call.ogg", piece.opus(), MEDIA_TYPE)}
        )

    @property
    def _format(self) -> str:
        if self._diarizes:
            return "diarized_json"
        return "json" if self._only_words else "verbose_json"

    def _spoken(self, answer: Any, piece: Piece) -> list[Spoken]:
        if not isinstance(answer, dict):
            return []
        segments = objects(answer.get("segments"))
        if not segments:
            text = str(answer.get("text") or "").strip()
            cut = piece.cut
            return [Spoken(text=text, start=round(cut.start, 3), end=round(cut.end, 3), channel=piece.channel)]
        words = [word for w in objects(answer.get("words")) if (word := _word(w, piece.cut.start))]
        return [one for s in segments if (one := self._segment(s, words, piece))]

    def _segment(self, segment: dict[str, Any], words: list[Word], piece: Piece) -> Spoken | None:
        start, end = number(segment.get("start")), number(segment.get("end"))
        sure = number(segment.get("avg_logprob"))
        if (number(segment.get("no_speech_prob")) or 0.0) > 0.6 and (sure or 0.0) < -1.0:
            return None  # words that Whisper makes up where nobody speaks
        if start is None or end is None:
            return None
        start, end = round(start + piece.cut.start, 3), round(end + piece.cut.start, 3)
        speaker = segment.get("speaker") if piece.channel is None else None
        return Spoken(
            text=str(segment.get("text") or "").strip(),
            start=start,
            end=max(start, end),
            channel=piece.channel,
            speaker=f"Speaker {speaker}" if isinstance(speaker, str) and speaker else None,
            confidence=None if sure is None else round(min(1.0, math.exp(min(0.0, sure))), 3),
            words=tuple(w for w in words if start <= w.start < end),
        )

    async def close(self) -> None:
        await self._client.aclose()


def _word(word: dict[str, Any], offset: float) -> Word | None:
    start, end = number(word.get("start")), number(word.get("end"))
    if start is None or end is None:
        return None
    return Word(text=str(word.get("word") or ""), start=round(start + offset, 3), end=round(end + offset, 3))


def reason(status: int, body: Any) -> FaultKind | None:
    """OpenAI says 429 also when the account is used up, and 400 for a model that is not there."""
    error = body.get("error") if isinstance(body, dict) else None
    code = str(error.get("code") or error.get("type") or "") if isinstance(error, dict) else ""
    if code in ("insufficient_quota", "billing_hard_limit_reached"):
        return FaultKind.QUOTA
    if code == "model_not_found":
        return FaultKind.MISSING_MODEL
    if code == "unsupported_language" or (status == 400 and code == "invalid_language_format"):
        return FaultKind.UNSUPPORTED_LANGUAGE
    return None
