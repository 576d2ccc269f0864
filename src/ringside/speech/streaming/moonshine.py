"""Moonshine on this machine, from a folder of ONNX weights: English, a phrase at a time, quick on any processor."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ringside.speech import decode
from ringside.speech.frames import Floats
from ringside.speech.ports import RATE
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.schemas import AudioSource, Language, Recognised, Spoken
from ringside.speech.transcription.transcriber import Progress, recognised

ENCODER, DECODER, TOKENS = "encoder_model.onnx", "decoder_model_merged.onnx", "tokenizer.json"
BEGIN, END = 1, 2
TOKENS_A_SECOND = 6.5
"""More than anybody speaks: a model that goes on after that repeats itself."""
SHORTEST_S = 0.1


class Moonshine:
    """Loads its weights with the first phrase, and keeps them."""

    def __init__(self, folder: Path, source: str) -> None:
        self.source = source
        self._folder = folder

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        if language == "he":
            raise failure(FaultKind.UNSUPPORTED_LANGUAGE, self.source)
        text = await asyncio.to_thread(self._hear, audio)
        return recognised(self.source, [Spoken(text=text)] if text else [], "en", audio)

    def _hear(self, audio: AudioSource) -> str:
        blocks = [block.mean(axis=0, dtype=np.float32) for block in decode.pieces(audio.paths, RATE)]
        sound = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
        if len(sound) < SHORTEST_S * RATE:
            return ""
        encoder, decoder, tokens = self._loaded()
        try:
            told: str = tokens.decode(written(encoder, decoder, sound), skip_special_tokens=True)
        except Exception:  # whatever a runtime makes of weights that do not fit together
            raise failure(FaultKind.UNAVAILABLE, self.source) from None
        return told.strip()

    def _loaded(self) -> tuple[Any, Any, Any]:
        if not all((self._folder / name).is_file() for name in (ENCODER, DECODER, TOKENS)):
            raise failure(FaultKind.MISCONFIGURED, self.source)
        try:
            return _weights(self._folder)
        except ImportError:
            raise failure(FaultKind.NOT_INSTALLED, self.source) from None
        except Exception:  # whatever is wrong with a folder of weights, the person must look at it
            raise failure(FaultKind.MISCONFIGURED, self.source) from None

    async def close(self) -> None:
        """Nothing: the weights stay for the next call."""


@lru_cache(maxsize=1)
def _weights(folder: Path) -> tuple[Any, Any, Any]:
    import onnxruntime  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    made = [
        onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
        for name in (ENCODER, DECODER)
    ]
    return made[0], made[1], Tokenizer.from_file(str(folder / TOKENS))


def written(encoder: Any, decoder: Any, sound: Floats) -> list[int]:
    """The tokens of a sound, the likeliest at each step; both are sessions of the runtime."""
    heard = encoder.run(None, {encoder.get_inputs()[0].name: sound[np.newaxis]})[0]
    past = {
        each.name: np.zeros((1, each.shape[1], 0, each.shape[3]), np.float32)
        for each in decoder.get_inputs()
        if each.name.startswith("past_key_values")
    }
    names = [each.name for each in decoder.get_outputs()]
    tokens = [BEGIN]
    for step in range(max(4, int(len(sound) / RATE * TOKENS_A_SECOND))):
        asked = {
            "input_ids": np.array([tokens[-1:]], np.int64),
            "encoder_hidden_states": heard,
            "use_cache_branch": np.array([step > 0]),
            **past,
        }
        told = dict(zip(names, decoder.run(None, asked), strict=True))
        tokens.append(int(told["logits"][0, -1].argmax()))
        if tokens[-1] == END:
            break
        for name in past:
            # What was made of the sound itself is right only the first time; later it comes back empty.
            if step == 0 or ".encoder." not in name:
                past[name] = told[name.replace("past_key_values", "present")]
    return tokens[1:]
