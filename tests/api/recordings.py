"""Recordings made up for tests."""

from __future__ import annotations

import io
import wave

import numpy as np


def two_sides(seconds: float = 2.0, rate: int = 8000) -> bytes:
    """A WAV file of two channels that hum in turn."""
    at = np.arange(int(seconds * rate)) / rate
    hum = 0.4 * np.sin(2 * np.pi * 180 * at) * (1 + np.sin(2 * np.pi * 4 * at)) / 2
    sides = np.stack([np.where(at < seconds / 2, hum, 0), np.where(at >= seconds / 2, hum, 0)], axis=1)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sides * 32767).astype("<i2").tobytes())
    return target.getvalue()


def one_side(seconds: float = 2.0, rate: int = 8000) -> bytes:
    """A WAV file of one channel that hums now and then."""
    at = np.arange(int(seconds * rate)) / rate
    hum = 0.4 * np.sin(2 * np.pi * 180 * at) * (at % 2 < 1.5)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((hum * 32767).astype("<i2").tobytes())
    return target.getvalue()
