"""Pitch and pauses against values that are known, or worked out another way."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from ringside.speech import codecs, decode
from ringside.speech.codecs import pcm16
from ringside.speech.pitch import HOP_S, course
from ringside.speech.ports import RATE
from ringside.speech.prosody import measure

CLIPS = Path(__file__).parents[3] / "evals" / "audio" / "data"
FORMANTS = ((700, 90), (1_220, 110), (2_600, 160))


def pulses(course: np.ndarray, rate: int) -> np.ndarray:
    """A voice whose pitch is `course` in Hz, sample by sample, through the formants of an open vowel."""
    phase = 2 * np.pi * np.cumsum(course) / rate
    count = int(0.45 * rate / course.max())
    buzz = sum(np.cos(number * phase) for number in range(1, count + 1))
    spectrum, at = np.fft.rfft(buzz), np.fft.rfftfreq(len(buzz), 1 / rate)
    shape = sum(1 / (1 + ((at - hertz) / width) ** 2) for hertz, width in FORMANTS)
    sound = np.fft.irfft(spectrum * shape, len(buzz))
    return 0.3 * sound / np.abs(sound).max()


@pytest.mark.parametrize("hertz", [80, 110, 155, 210, 290, 380])
@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000])
def test_a_steady_voice_has_its_pitch(hertz, rate):
    found = measure(pcm16(pulses(np.full(2 * rate, float(hertz)), rate)), rate)
    assert found.pitch == pytest.approx(hertz, rel=0.01)
    assert found.pitch_spread < 0.2
    assert found.voiced_s == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("snr", [30, 20, 10])
def test_noise_does_not_move_the_pitch(snr):
    voice = pulses(np.full(2 * RATE, 180.0), RATE)
    noise = np.random.default_rng(0).standard_normal(len(voice))
    noise *= np.sqrt((voice**2).mean() / (noise**2).mean()) * 10 ** (-snr / 20)
    assert measure(pcm16(voice + noise)).pitch == pytest.approx(180, rel=0.01)


def test_a_melody_has_its_spread():
    """A pitch that swings evenly by a sine of `depth` semitones has a standard deviation of depth / sqrt 2."""
    at = np.arange(4 * RATE) / RATE
    for depth in (1.0, 3.0, 5.0):
        course = 160 * 2 ** (depth / 12 * np.sin(2 * np.pi * 0.5 * at))
        found = measure(pcm16(pulses(course, RATE)))
        assert found.pitch == pytest.approx(160, rel=0.01)
        assert found.pitch_spread == pytest.approx(depth / np.sqrt(2), rel=0.05)


def test_pauses_are_where_they_were_made():
    parts, pauses, at = [], [], 0.3
    parts.append(np.zeros(round(0.3 * RATE)))
    for spoken, still in ((1.0, 0.7), (0.6, 0.3), (0.8, 1.5), (1.2, 0.8)):
        parts += [pulses(np.full(round(spoken * RATE), 140.0), RATE), np.zeros(round(still * RATE))]
        at += spoken
        if still > 0.5:
            pauses.append((at, at + still))
        at += still
    found = measure(pcm16(np.concatenate(parts) + 0.0005 * np.random.default_rng(0).standard_normal(round(at * RATE))))
    expected = pauses[:-1]  # the last one lies behind the speech
    assert np.array(found.pauses) == pytest.approx(np.array(expected), abs=0.04)
    assert (found.start, found.end) == (pytest.approx(0.3, abs=0.04), pytest.approx(pauses[-1][0], abs=0.04))


def test_what_is_no_voice_has_no_pitch():
    noise = pcm16(0.1 * np.random.default_rng(0).standard_normal(2 * RATE))
    for sound in (b"", b"\0", bytes(100), bytes(2 * RATE), noise):
        found = measure(sound)
        assert found.pitch is None or found.voiced_s < 0.1
        assert found.pauses == ()


@cache
def clip(name: str) -> np.ndarray:
    return np.concatenate(list(decode.pieces([CLIPS / name], RATE)), axis=1)[0]


def by_hand(sound: np.ndarray, at: float) -> float | None:
    """Pitch at this second by another way: two neighbouring pieces as long as a period are most alike.

    In time and at the full rate, for every possible length one after the other; None where none is alike enough.
    """
    best: dict[int, float] = {}
    for lag in range(RATE // 450, RATE // 75):
        begin = round(at * RATE) - lag
        first, second = sound[begin : begin + lag], sound[begin + lag : begin + 2 * lag]
        if begin < 0 or len(second) < lag:
            return None
        power = float(np.sqrt((first**2).sum() * (second**2).sum()))
        best[lag] = float((first * second).sum()) / power if power > 0.02 else 0.0
    top = max(best.values())
    if top < 0.85:
        return None
    lag = next(lag for lag, alike in best.items() if alike > 0.95 * top and alike >= best.get(lag + 1, 0.0))
    low, middle, high = best.get(lag - 1, 0.0), best[lag], best.get(lag + 1, 0.0)
    return RATE / (lag + 0.5 * (low - high) / (low - 2 * middle + high))


@pytest.mark.parametrize("name", ["jfk.ogg", "libri-0.ogg", "libri-1.ogg", "lj-20.ogg"])
def test_the_course_of_recorded_voices_agrees_with_pitches_worked_out_by_hand(name):
    sound = clip(name).astype(np.float64)
    followed = course(codecs.samples(codecs.Resampler(RATE, 8_000).feed(pcm16(sound))))
    pairs = []
    for number in range(0, len(followed), 4):
        if followed[number] and (hertz := by_hand(sound, (number + 0.5) * HOP_S)):
            pairs.append((float(followed[number]), hertz))
    ours, theirs = np.array(pairs).T
    assert len(pairs) >= 10
    apart = np.abs(ours / theirs - 1)
    assert np.median(apart) < 0.01
    same = apart < 0.1  # the simple way mistakes an octave now and then
    assert same.mean() > 0.7
    assert np.median(ours[same]) == pytest.approx(np.median(theirs[same]), rel=0.01)


PRAAT = {"jfk.ogg": 237.0, "lj-20.ogg": 206.1, "libri-0.ogg": 213.3, "libri-1.ogg": 209.1}
"""Median Hz by Praat 6.4: To Pitch (ac) with steps of 10 ms, 60 to 400 Hz, all else as it comes."""


@pytest.mark.parametrize("name", PRAAT)
def test_pitch_of_recorded_voices_agrees_with_praat(name):
    assert measure(pcm16(clip(name))).pitch == pytest.approx(PRAAT[name], rel=0.01)


def seen(sound: np.ndarray) -> list[tuple[float, float]]:
    """Pauses as one sees them in a spectrogram: more than half a second in which the band of speech is dark,

    darker than a third of the way (in dB) from the faintest to the strongest twentieth of the picture.
    """
    size, step = 400, 160
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::step] * np.hanning(size)
    band = np.abs(np.fft.rfft(frames, 512))[:, 8:112]  # 250 to 3,500 Hz
    level = 10 * np.log10((band**2).sum(axis=1) + 1e-9)
    low, high = np.percentile(level, (5, 95))
    bright = np.flatnonzero(level > low + (high - low) / 3)
    gaps = np.flatnonzero(np.diff(bright) * step / RATE > 0.5)
    middle = size / 2 / RATE
    return [(bright[at] * step / RATE + middle, bright[at + 1] * step / RATE + middle) for at in gaps]


@pytest.mark.parametrize("name", ["jfk.ogg", "libri-0.ogg", "libri-1.ogg", "lj-20.ogg", "lj-35.ogg"])
def test_pauses_of_recorded_voices_are_where_one_sees_them(name):
    found, there = measure(pcm16(clip(name))).pauses, seen(clip(name))
    assert len(found) == len(there)
    assert np.array(found).reshape(-1, 2) == pytest.approx(np.array(there).reshape(-1, 2), abs=0.2)
