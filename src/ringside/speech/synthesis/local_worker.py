"""Speaks with Kokoro or Piper in a process of its own (Piper is GPL): a script that imports nothing of the house.

The same protocol as espeak_worker.py: lines of JSON in, PCM16 behind its length out, a length of 0 at the end of each.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Speak = Callable[[dict[str, Any]], Iterator[bytes]]


def kokoro(folder: Path) -> tuple[int, Speak]:
    from kokoro_onnx import Kokoro  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    model, voices = next(iter(sorted(folder.glob("*.onnx")))), next(iter(sorted(folder.glob("voices*"))))
    voice = Kokoro(str(model), str(voices))

    def speak(wanted: dict[str, Any]) -> Iterator[bytes]:
        accent = "en-gb" if wanted["voice"].startswith("b") else "en-us"
        sound, _ = voice.create(wanted["text"], voice=wanted["voice"], speed=1.0, lang=accent)
        yield (sound.clip(-1, 1) * 32767).astype("<i2").tobytes()

    return 24_000, speak


def piper(model: Path) -> tuple[int, Speak]:
    from piper import PiperVoice, SynthesisConfig  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    voice = PiperVoice.load(str(model))

    def speak(wanted: dict[str, Any]) -> Iterator[bytes]:
        chosen = SynthesisConfig(speaker_id=wanted["speaker"], length_scale=wanted["pace"])
        for chunk in voice.synthesize(wanted["text"], chosen):
            yield chunk.audio_int16_bytes

    return int(voice.config.sample_rate), speak


def main(engine: str, where: str) -> None:
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the library prints is no sound
    rate, speak = (kokoro if engine == "kokoro" else piper)(Path(where))
    out.write(struct.pack("<I", rate))
    out.flush()
    for line in sys.stdin.buffer:
        for piece in speak(json.loads(line)):
            if piece:
                out.write(struct.pack("<I", len(piece)) + piece)
                out.flush()
        out.write(struct.pack("<I", 0))
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
