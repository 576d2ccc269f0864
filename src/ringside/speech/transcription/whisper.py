"""Whisper on this machine, from a folder of weights in CTranslate2 form. Nothing leaves the machine."""

from __future__ import annotations

import asyncio
import math
import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.pieces import Piece, pieces
from ringside.speech.transcription.schemas import AudioSource, Language, Note, Recognised, Spoken, Word, language_of
from ringside.speech.transcription.transcriber import Progress, by_letters, recognised

WHOLE_S = 600.0
"""Ten minutes of sound in memory at once; the model itself listens to thirty seconds at a time."""
HOLLOW = 0.6
"""From this chance of silence on, words that are also unlikely were made up."""


class Whisper:
    """Loads its weights when the first call comes, and keeps them."""

    def __init__(
        self, folder: Path, source: str, *, device: str = "auto", precision: str = "default", only_speech: bool = True
    ) -> None:
        self.source = source
        self._folder = folder
        self._device, self._precision = device, precision
        self._only_speech = only_speech

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        given_up = threading.Event()
        hearing = asyncio.create_task(asyncio.to_thread(self._hear, audio, language, progress, given_up))
        try:
            spoken, told = await asyncio.shield(hearing)
        except asyncio.CancelledError:
            given_up.set()  # the thread sees it at its next segment
            await asyncio.gather(hearing, return_exceptions=True)
            raise
        found = language_of(told)
        notes: list[Note] = ["other_language"] if told and not found else []
        return recognised(self.source, spoken, language or found or by_letters(spoken), audio, notes)

    def _hear(
        self, audio: AudioSource, language: Language | None, progress: Progress | None, given_up: threading.Event
    ) -> tuple[list[Spoken], str | None]:
        model = self._loaded()
        if language == "he" and not model.model.is_multilingual:
            raise failure(FaultKind.UNSUPPORTED_LANGUAGE, self.source)
        spoken: list[Spoken] = []
        told: str | None = language
        for piece in pieces(audio, WHOLE_S, only_speech=False):
            try:
                segments, info = model.transcribe(
                    piece.cut.samples,
                    language=told,  # found out once, on the first piece with speech
                    word_timestamps=True,
                    vad_filter=self._only_speech,
                    condition_on_previous_text=False,
                )
                before = len(spoken)
                for segment in segments:
                    if given_up.is_set():
                        return spoken, told
                    if one := _spoken(segment, piece):
                        spoken.append(one)
            except (RuntimeError, ValueError) as error:
                # Out of memory, or a language that an English-only model does not know.
                kind = FaultKind.UNSUPPORTED_LANGUAGE if "language" in str(error) else FaultKind.UNAVAILABLE
                raise failure(kind, self.source) from None
            if told is None and len(spoken) > before:
                told = info.language
            if progress:
                progress(piece.cut.end)
        return spoken, told

    def _loaded(self) -> Any:
        if not all((self._folder / name).is_file() for name in ("model.bin", "tokenizer.json")):
            # Without its tokenizer the library would look for one on the internet.
            raise failure(FaultKind.MISCONFIGURED, self.source)
        try:
            return _weights(self._folder, self._device, self._precision)
        except ImportError:
            raise failure(FaultKind.NOT_INSTALLED, self.source) from None
        except Exception:  # whatever is wrong with a folder of weights, the person must look at it
            raise failure(FaultKind.MISCONFIGURED, self.source) from None

    async def close(self) -> None:
        """Nothing: the weights stay for the next call."""


@lru_cache(maxsize=1)
def _weights(folder: Path, device: str, precision: str) -> Any:
    """The model, loaded once in a process. It queues calls that come at the same time."""
    from faster_whisper import WhisperModel  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415

    return WhisperModel(
        str(folder),
        device=device,
        compute_type=precision,
        cpu_threads=max(1, (os.cpu_count() or 2) - 1),  # one core stays free for the people who practise
        local_files_only=True,
    )


def _spoken(segment: Any, piece: Piece) -> Spoken | None:
    text = segment.text.strip()
    if not text or (segment.no_speech_prob > HOLLOW and segment.avg_logprob < -1.0):
        return None
    at = piece.cut.start
    return Spoken(
        text=text,
        start=round(segment.start + at, 3),
        end=round(max(segment.start, segment.end) + at, 3),
        channel=piece.channel,
        confidence=round(min(1.0, math.exp(min(0.0, segment.avg_logprob))), 3),
        words=tuple(
            Word(
                text=w.word.strip(),
                start=round(w.start + at, 3),
                end=round(w.end + at, 3),
                confidence=round(float(w.probability), 3),
            )
            for w in segment.words or ()
        ),
    )
