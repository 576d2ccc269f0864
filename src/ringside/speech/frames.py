"""What a voice detector needs of sound, every 10 ms: level, pitch, whether it is a mere tone. Functions over arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

RATE = 8_000
"""Samples a second of all analysis: the band of a telephone holds what is measured here."""
HOP = 80
WINDOW = 256
LEAD = (320 - HOP) // 2
"""Samples before a frame that its windows reach back to; as many follow it."""
FRAME_S = HOP / RATE

FLOOR_DB = -100.0
SPEECH_BAND = slice(5, 122)
"""156 to 3,800 Hz in steps of 31.25 Hz: below it is hum."""
TELEPHONE_TONES = 11
"""344 Hz: dial, ring and key tones lie above, the hum of a voice below."""

PITCH_WINDOW = 320
LOWEST_HZ, HIGHEST_HZ = 60.0, 400.0
SHORTEST_LAG, LONGEST_LAG = int(RATE / HIGHEST_HZ), int(RATE / LOWEST_HZ)
IMPURE = 0.01
"""Share of a frame's power beside its two peaks, below which it is a tone: few vowels are as pure."""
VOICING = 0.45
"""Autocorrelation at the period, window's own removed, from which a frame is voiced."""
GATE_DB = -75.0

_HANN = np.hanning(WINDOW).astype(np.float32)
_PITCH_HANN = np.hanning(PITCH_WINDOW).astype(np.float32)
_OWN = np.fft.irfft(np.abs(np.fft.rfft(_PITCH_HANN, 512)) ** 2)[: LONGEST_LAG + 2]
_PITCH_SHAPE = (_OWN / _OWN[0]).astype(np.float32)


@dataclass
class Frames:
    """One row a channel, one column for every 10 ms."""

    level: Floats
    """dB of full scale within the band of speech."""
    pitch: Floats
    """Hz, 0 where nothing is voiced."""
    tone: Bools
    """A dial, ring or key tone: one or two pure tones and nothing else."""
    peak: Floats
    """Largest sample, 0..1."""

    def only(self, row: int) -> Frames:
        """One of the channels."""
        return Frames(*(getattr(self, field.name)[row : row + 1] for field in fields(Frames)))


def joined(parts: list[Frames]) -> Frames:
    return Frames(*(np.concatenate([getattr(part, field.name) for part in parts], axis=1) for field in fields(Frames)))


class Tracker:
    """Frames of sound that comes in pieces; the same whatever the pieces."""

    def __init__(self) -> None:
        self._held: Floats | None = None

    def feed(self, samples: Floats) -> Frames | None:
        """The frames that are complete by now."""
        if self._held is None:
            self._held = np.zeros((len(samples), LEAD), np.float32)
        held = np.concatenate([self._held, samples], axis=1)
        ready = (held.shape[1] - 2 * LEAD) // HOP
        ready -= ready % 2  # pitch is read every other frame
        if ready <= 0:
            self._held = held
            return None
        self._held = held[:, ready * HOP :]
        return read(held[:, : ready * HOP + 2 * LEAD])

    def finish(self) -> Frames | None:
        """The last frames, the sound continued by silence."""
        if self._held is None:
            return None
        return self.feed(np.zeros((len(self._held), LEAD + 2 * HOP - 1), np.float32))


def read(samples: Floats) -> Frames:
    """Frames of (channels, n) at RATE with LEAD samples of context before and after."""
    inner = samples[:, LEAD:-LEAD]
    peak = np.abs(inner).reshape(len(samples), -1, HOP).max(axis=2)
    aside = (WINDOW - HOP) // 2
    windows = sliding_window_view(samples[:, LEAD - aside : samples.shape[1] - LEAD + aside], WINDOW, axis=1)[:, ::HOP]
    spectrum = np.fft.rfft(windows * _HANN)
    power = spectrum.real**2 + spectrum.imag**2
    band = power[..., SPEECH_BAND].sum(axis=2)
    level = 10 * np.log10(band / (WINDOW**2 * 0.375 / 2) + 10 ** (FLOOR_DB / 10))
    loud = level > GATE_DB
    tone = np.zeros(level.shape, np.bool_)
    tone[loud] = _pure(power[loud])
    gate = loud[:, ::2] | loud[:, 1::2]
    views = sliding_window_view(samples, PITCH_WINDOW, axis=1)[:, HOP // 2 :: 2 * HOP][:, : gate.shape[1]]
    pitch = np.zeros(gate.shape, np.float32)
    pitch[gate] = pitches(views[gate])
    return Frames(level.astype(np.float32), np.repeat(pitch, 2, axis=1), tone, peak.astype(np.float32))


def _pure(power: Floats) -> Bools:
    """Whether almost all power lies in two narrow peaks at the height of telephone tones."""
    whole = power[:, SPEECH_BAND].sum(axis=1)
    rest = power[:, SPEECH_BAND].copy()
    rows = np.arange(len(rest))
    high = np.ones(len(rest), np.bool_)
    for _ in range(2):
        top = rest.argmax(axis=1)
        high &= (top + SPEECH_BAND.start >= TELEPHONE_TONES) | (rest[rows, top] < whole / 50)
        for step in (-2, -1, 0, 1, 2):
            rest[rows, np.clip(top + step, 0, rest.shape[1] - 1)] = 0
    return np.asarray(high & (rest.sum(axis=1) < IMPURE * whole))


def pitches(windows: Floats) -> Floats:
    """Hz of each window of PITCH_WINDOW samples, 0 where it is not voiced: first strong peak of the autocorrelation."""
    if not len(windows):
        return np.zeros(0, np.float32)
    level = windows - windows.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(level * _PITCH_HANN, 512)
    own = np.fft.irfft(spectrum.real**2 + spectrum.imag**2)[:, : LONGEST_LAG + 2]
    shape = own / (own[:, :1] + 1e-12) / _PITCH_SHAPE
    inner = shape[:, SHORTEST_LAG : LONGEST_LAG + 1]
    before, after = shape[:, SHORTEST_LAG - 1 : LONGEST_LAG], shape[:, SHORTEST_LAG + 1 : LONGEST_LAG + 2]
    peaks = np.where((inner > before) & (inner >= after), inner, -1)
    first = np.argmax(peaks >= 0.9 * peaks.max(axis=1, keepdims=True), axis=1)
    rows = np.arange(len(windows))
    low, top, high = before[rows, first], inner[rows, first], after[rows, first]
    bend = low - 2 * top + high
    shift = np.where(bend < 0, 0.5 * (low - high) / np.where(bend == 0, -1, bend), 0)
    hertz = RATE / (first + SHORTEST_LAG + np.clip(shift, -0.5, 0.5))
    return np.where(peaks[rows, first] > VOICING, hertz, 0).astype(np.float32)
