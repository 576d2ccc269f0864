"""The course of a voice's pitch through a phrase: candidates by autocorrelation, and the most likely way through them.

After P. Boersma, "Accurate short-term analysis of the fundamental frequency ..." (1993): what sounds is followed as a
whole, so that single frames do not jump an octave.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ringside.speech.frames import RATE, Floats

HOP = 80
HOP_S = HOP / RATE
WINDOW = 320
LOWEST_HZ, HIGHEST_HZ = 75.0, 500.0
FINE = 2
"""Steps of the autocorrelation to a sample: with whole ones the tops of high pitches would be cut off."""
SHORTEST, LONGEST = int(FINE * RATE / HIGHEST_HZ), int(FINE * RATE / LOWEST_HZ)
CANDIDATES = 4
SILENCE, VOICING, OCTAVE = 0.03, 0.45, 0.01
"""As there: share of the loudest peak that is silence, strength of being unvoiced, favour for the higher octave."""
JUMP, CHANGE = 0.35 * 0.01 / HOP_S, 0.14 * 0.01 / HOP_S
"""Cost of a jump by an octave, and of beginning or ending to be voiced, from one frame to the next."""
NEVER = -10.0
FAINT = SILENCE
SIZE = 512

_HANN = np.hanning(WINDOW).astype(np.float32)
_OWN = np.fft.irfft(np.abs(np.fft.rfft(_HANN, SIZE)) ** 2, FINE * SIZE)[: LONGEST + 2]
_SHAPE = (_OWN / _OWN[0]).astype(np.float32)


def course(sound: Floats) -> Floats:
    """Hz in steps of HOP_S, 0 where nothing is voiced, of mono sound at frames.RATE."""
    if len(sound) < HOP:
        return np.zeros(0, np.float32)
    aside = (WINDOW - HOP) // 2
    windows = sliding_window_view(np.pad(sound, (aside, WINDOW)), WINDOW)[::HOP][: len(sound) // HOP]
    level = windows - windows.mean(axis=1, keepdims=True)
    middle = np.abs(level[:, aside:-aside]).max(axis=1)
    loudness = middle / max(float(middle.max()), 1e-4)
    hertz, strength = np.ones((len(level), CANDIDATES)), np.full((len(level), CANDIDATES), NEVER)
    loud = loudness > FAINT  # softer ones could not be voiced whatever they are
    hertz[loud], strength[loud] = _candidates(level[loud] * _HANN)
    unvoiced = VOICING + np.maximum(0.0, 2.0 - loudness / (SILENCE / (1 + VOICING)))
    hertz = np.concatenate([np.zeros((len(hertz), 1)), hertz], axis=1)
    strength = np.concatenate([unvoiced[:, np.newaxis], strength], axis=1)
    return _way(hertz, strength)


def _candidates(windows: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(Hz, strength) of the strongest peaks of each window's autocorrelation."""
    spectrum = np.fft.rfft(windows, SIZE)
    own = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, FINE * SIZE)[:, : LONGEST + 2]
    shape = own / (own[:, :1] + 1e-9) / _SHAPE
    inner = shape[:, SHORTEST : LONGEST + 1]
    before, after = shape[:, SHORTEST - 1 : LONGEST], shape[:, SHORTEST + 1 : LONGEST + 2]
    peaks = np.where((inner > before) & (inner >= after) & (inner > 0.5 * VOICING), inner, -1.0)
    place = np.argpartition(-peaks, CANDIDATES, axis=1)[:, :CANDIDATES]
    low, top, high = (np.take_along_axis(each, place, axis=1) for each in (before, peaks, after))
    bend = low - 2 * top + high
    shift = np.where(bend < 0, 0.5 * (low - high) / np.where(bend == 0, -1.0, bend), 0.0)
    lag = (place + SHORTEST + np.clip(shift, -0.5, 0.5)) / FINE
    best = top - 0.25 * (low - high) * shift
    strength = np.where(
        top > 0, np.minimum(best, 1 / np.maximum(best, 1e-9)) - OCTAVE * np.log2(LOWEST_HZ * lag / RATE), NEVER
    )
    return RATE / lag, strength


def _way(hertz: NDArray[np.float64], strength: NDArray[np.float64]) -> Floats:
    """The pitches of the most likely way through all frames."""
    height = np.log2(np.where(hertz > 0, hertz, 1.0))
    voiced = hertz > 0
    both = voiced[:-1, :, np.newaxis] & voiced[1:, np.newaxis, :]
    other = voiced[:-1, :, np.newaxis] != voiced[1:, np.newaxis, :]
    costs = np.where(both, JUMP * np.abs(height[:-1, :, np.newaxis] - height[1:, np.newaxis, :]), CHANGE * other)
    score, back = strength[0], np.zeros(hertz.shape, np.intp)
    for at in range(1, len(hertz)):
        ways = score[:, np.newaxis] - costs[at - 1]
        back[at] = ways.argmax(axis=0)
        score = ways.max(axis=0) + strength[at]
    chosen = np.zeros(len(hertz), np.intp)
    chosen[-1] = score.argmax()
    for at in range(len(hertz) - 1, 0, -1):
        chosen[at - 1] = back[at, chosen[at]]
    return hertz[np.arange(len(hertz)), chosen].astype(np.float32)
