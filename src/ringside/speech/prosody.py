"""How something was said: pitch, melody, loudness and pauses of one phrase. Sound in, numbers out."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ringside.speech import frames
from ringside.speech.codecs import Resampler, samples
from ringside.speech.frames import FRAME_S, HOP, Bools, Floats
from ringside.speech.pitch import course
from ringside.speech.ports import RATE
from ringside.speech.schemas import Frozen
from ringside.speech.sound import OCTAVE_ERROR

PAUSE_S = 0.5
BELOW_DB, ABOVE_DB = 31.0, 6.0
"""Speech is not softer than its own loud parts by this, nor this near to the softest tenth of a second."""
UNVOICED_S = 0.35
"""No sound of speech is further from a voiced one: a click is."""
HUM = 0.97
"""Of each sample so much of the one before is taken away, which leaves little of what lies below a voice."""
FEWEST = 5
"""Voiced frames below which nothing is said of pitch."""


class Prosody(Frozen):
    """Seconds count from the beginning of the sound that was measured."""

    seconds: float
    start: float
    """First sound of speech; with `end` where it lies within the piece, both 0 when there is none."""
    end: float
    voiced_s: float
    """Of vowels and other sounds with pitch."""
    pitch: float | None
    """Median Hz."""
    pitch_spread: float | None
    """Standard deviation in semitones, taken without octave errors."""
    level: float | None
    """Median dB of full scale over voiced sound."""
    level_spread: float | None
    """dB."""
    pauses: tuple[tuple[float, float], ...]
    """Longer than half a second, inside the speech."""

    @property
    def spoken_s(self) -> float:
        """From the first to the last sound, without the pauses."""
        return self.end - self.start - sum(end - start for start, end in self.pauses)


def measure(pcm: bytes, rate: int = RATE) -> Prosody:
    """PCM16 mono of one person's phrase, silence around it included."""
    resampler = Resampler(rate, frames.RATE)
    sound = samples(resampler.feed(pcm[: len(pcm) & ~1]) + resampler.finish())
    seconds = len(sound) / frames.RATE
    if len(sound) < 2 * HOP:
        return _nothing(seconds)
    level = _level(sound)
    pitch = course(sound)[: len(level)]
    active = _active(_level(np.append(sound[:1], sound[1:] - HUM * sound[:-1])), pitch > 0)
    at = np.flatnonzero(active)
    if not len(at):
        return _nothing(seconds)
    heights = pitch[(pitch > 0) & active]
    middle = float(np.median(heights)) if len(heights) >= FEWEST else None
    loud = level[(pitch > 0) & active]
    return Prosody(
        seconds=round(seconds, 3),
        start=round(int(at[0]) * FRAME_S, 2),
        end=round(min(seconds, (int(at[-1]) + 1) * FRAME_S), 2),
        voiced_s=round(len(heights) * FRAME_S, 2),
        pitch=None if middle is None else round(middle, 1),
        pitch_spread=None if middle is None else round(_spread(heights, middle), 2),
        level=round(float(np.median(loud)), 1) if len(loud) else None,
        level_spread=round(float(np.std(loud)), 1) if len(loud) else None,
        pauses=_pauses(at),
    )


def _nothing(seconds: float) -> Prosody:
    return Prosody(
        seconds=round(seconds, 3), start=0.0, end=0.0, voiced_s=0.0,
        pitch=None, pitch_spread=None, level=None, level_spread=None, pauses=(),
    )  # fmt: skip


def _level(sound: Floats) -> Floats:
    """dB of full scale of every frame, an even number of them."""
    whole = sound[: len(sound) // (2 * HOP) * 2 * HOP].reshape(-1, HOP)
    power = np.einsum("ij,ij->i", whole, whole) / HOP
    return np.asarray(10 * np.log10(power + 10 ** (frames.FLOOR_DB / 10)), np.float32)


def _active(level: Floats, voiced: Bools) -> Bools:
    """Frames of speech: near enough to its loud parts, above the background, and no mere click."""
    if not voiced.any():
        return np.zeros(len(level), np.bool_)
    loud = float(np.percentile(level[voiced], 90))
    smooth = np.convolve(level, np.ones(10) / 10, mode="valid") if len(level) >= 10 else level
    floor = float(smooth.min())
    line = max(loud - BELOW_DB, min(floor + ABOVE_DB, loud - ABOVE_DB))
    reach = round(UNVOICED_S / FRAME_S)
    near = sliding_window_view(np.pad(voiced & (level > line), reach), 2 * reach + 1).any(axis=1)
    return np.asarray((level > line) & near)


def _pauses(at: np.ndarray[tuple[int], np.dtype[np.intp]]) -> tuple[tuple[float, float], ...]:
    gaps = np.flatnonzero(np.diff(at) * FRAME_S > PAUSE_S)
    return tuple((round((int(at[i]) + 1) * FRAME_S, 2), round(int(at[i + 1]) * FRAME_S, 2)) for i in gaps)


def _spread(heights: Floats, middle: float) -> float:
    steps = 12 * np.log2(heights / middle)
    return float(np.std(steps[np.abs(steps) < OCTAVE_ERROR]))
