"""Voices made of numbers: pulses of a gliding pitch through formants, in syllables with stops between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 8_000
FORMANTS = ((700, 1_200, 2_500), (300, 2_200, 2_900), (400, 800, 2_400), (500, 1_500, 2_500))


def voice(seconds: float, hertz: float = 120, level: float = 0.1, seed: int = 0) -> NDArray[np.float32]:
    """Speech-like sound of the given root mean square."""
    chance, parts = np.random.default_rng(seed), []
    while sum(map(len, parts)) < seconds * RATE:
        n = round(chance.uniform(0.12, 0.28) * RATE)
        glide = hertz * np.exp(np.linspace(chance.uniform(-0.1, 0.2), chance.uniform(-0.2, 0.1), n))
        phase = np.cumsum(glide) / RATE
        pulses = np.diff(np.floor(phase), prepend=0.0)
        spectrum, at = np.fft.rfft(pulses), np.fft.rfftfreq(n, 1 / RATE)
        peaks = FORMANTS[chance.integers(len(FORMANTS))]
        shape = sum(1 / (1 + ((at - peak) / 90) ** 2) / (1 + i) for i, peak in enumerate(peaks))
        syllable = np.fft.irfft(spectrum * shape, n) * np.hanning(n) ** 0.5
        hiss = chance.normal(size=round(0.05 * RATE)) * syllable.std() * 0.3
        parts += [hiss, syllable / max(syllable.std(), 1e-9), np.zeros(round(chance.uniform(0.01, 0.06) * RATE))]
    sound = np.concatenate(parts)[: round(seconds * RATE)]
    return (sound / sound.std() * level).astype(np.float32)


def silence(seconds: float, level: float = 0.0002, seed: int = 9) -> NDArray[np.float32]:
    return (level * np.random.default_rng(seed).normal(size=round(seconds * RATE))).astype(np.float32)


def placed(seconds: float, *said: tuple[float, NDArray[np.float32]], seed: int = 9) -> NDArray[np.float32]:
    """A channel of quiet background with sounds at their times."""
    channel = silence(seconds, seed=seed)
    for start, sound in said:
        at = round(start * RATE)
        channel[at : at + len(sound)] += sound
    return channel
