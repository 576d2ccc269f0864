"""Kokoro and Piper on this machine, from files of weights; their libraries run in a process of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from ringside.speech.ports import Timbre
from ringside.speech.synthesis.process import Worker
from ringside.speech.synthesis.vendors import KOKORO
from ringside.speech.synthesis.voices import number, pick
from ringside.speech.synthesis.web import failed
from ringside.speech.transcription.faults import FaultKind
from ringside.speech.transcription.schemas import Language, language_of

WORKER = Path(__file__).with_name("local_worker.py")
STARTS_S, STUCK_S = 60.0, 20.0
"""Weights take their time to load, and a slow machine to speak."""
PACES = (0.92, 1.0, 1.08)


class Kokoro:
    """A folder with the model (.onnx) and its voices (voices*); English only."""

    rate = 24_000

    def __init__(self, folder: Path, source: str) -> None:
        self.source = source
        if not (any(folder.glob("*.onnx")) and any(folder.glob("voices*"))):
            raise failed(source, FaultKind.MISCONFIGURED)
        self._worker = Worker(source, _command("kokoro", folder), self.rate, starts_s=STARTS_S, stuck_s=STUCK_S)

    def speaks(self, language: Language) -> bool:
        return language == "en"

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        return self._worker.speak({"text": text, "voice": pick(KOKORO, timbre)})

    async def close(self) -> None:
        await self._worker.close()


class Piper:
    """One voice file and its .json beside it, which says what it speaks and how many people it can be."""

    def __init__(self, model: Path, source: str) -> None:
        self.source = source
        try:
            told = json.loads(Path(f"{model}.json").read_text("utf-8"))
            self.rate = int(told["audio"]["sample_rate"])
            self._people = max(1, int(told.get("num_speakers") or 1))
            self._language = language_of(str((told.get("language") or {}).get("code") or told["espeak"]["voice"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise failed(source, FaultKind.MISCONFIGURED) from None
        if not model.is_file():
            raise failed(source, FaultKind.MISCONFIGURED)
        self._worker = Worker(source, _command("piper", model), self.rate, starts_s=STARTS_S, stuck_s=STUCK_S)

    def speaks(self, language: Language) -> bool:
        return language == self._language

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        pace = PACES[number(timbre, len(PACES), "pace")]
        return self._worker.speak({"text": text, "speaker": number(timbre, self._people), "pace": pace})

    async def close(self) -> None:
        await self._worker.close()


def _command(engine: str, where: Path) -> list[str]:
    return [sys.executable, str(WORKER), engine, str(where)]
