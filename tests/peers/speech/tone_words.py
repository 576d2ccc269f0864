"""A language of tones: each word has its own pitch, so that a fake recogniser really hears what it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "price", "budget")
LOWEST, STEP = 300.0, 150.0
WORD_S, GAP_S = 0.2, 0.06
FRAME_S = 0.02
QUIET = 0.02


@dataclass(frozen=True)
class Spoken:
    word: str
    start: float
    end: float


def spoken(text: str, rate: int = 16_000) -> bytes:
    """A sentence as PCM16 mono, without silence around it."""
    n, gap = round(WORD_S * rate), np.zeros(round(GAP_S * rate))
    at = np.arange(n) / rate
    tones = [0.3 * np.sin(2 * np.pi * (LOWEST + STEP * WORDS.index(word)) * at) for word in text.split()]
    parts = [part for tone in tones for part in (tone, gap)][:-1]
    return (np.concatenate(parts) * 32767).astype("<i2").tobytes() if parts else b""


def seconds(text: str) -> float:
    return len(spoken(text)) / 32_000


def silence(seconds: float, rate: int = 16_000) -> bytes:
    return bytes(2 * round(seconds * rate))


def understood(pcm: bytes | NDArray[np.int16], rate: int = 16_000) -> list[Spoken]:
    """The words in a stream of sound with their seconds; what is only begun is not yet there."""
    sound = np.frombuffer(pcm, "<i2") if isinstance(pcm, bytes) else pcm
    size = round(FRAME_S * rate)
    frames = (sound[: len(sound) // size * size].reshape(-1, size) / 32768.0).astype(np.float64)
    loud = np.sqrt((frames**2).mean(axis=1)) > QUIET if len(frames) else np.zeros(0, bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]])))
    return [
        Spoken(_word(frames[start:end].ravel(), rate), float(start) * FRAME_S, float(end) * FRAME_S)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if (end - start) * FRAME_S > WORD_S / 2
    ]


def _word(tone: NDArray[np.float64], rate: int) -> str:
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(len(tone)), 8 * len(tone)))
    hertz = float(spectrum.argmax()) * rate / (8 * len(tone))
    index = round((hertz - LOWEST) / STEP)
    return WORDS[index] if 0 <= index < len(WORDS) else "?"


def channels(pcm: bytes, count: int) -> Sequence[NDArray[np.int16]]:
    """The channels of an interleaved stream."""
    return list(np.frombuffer(pcm, "<i2").reshape(-1, count).T)
