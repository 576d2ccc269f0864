"""Conversations of two channels made from clips, with the truth about them: who speaks when."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ringside.speech import decode
from ringside.speech.frames import RATE

DATA = Path(__file__).with_name("data")
CALL = "two-channel-call"
READ = (("libri-0", "lj-20"), ("jfk", "libri-1", "lj-35"))
"""Clips of read speech mixed in on each side, one turn in four; the others are phrases of the real call."""
Floats = NDArray[np.float32]
Spans = list[list[float]]
LOUDNESS = 0.08
"""Root mean square every clip is brought to where it speaks."""


@dataclass
class Scene:
    samples: Floats
    truth: tuple[Spans, Spans]


@cache
def labels() -> dict[str, list]:
    return json.loads((DATA / "labels.json").read_text())


@dataclass(frozen=True)
class Clip:
    samples: Floats
    spans: tuple[tuple[float, float], ...]


@cache
def whole(name: str) -> Floats:
    return np.concatenate(list(decode.pieces([DATA / f"{name}.ogg"], RATE)), axis=1)


@cache
def read_speech(side: int) -> tuple[Clip, ...]:
    return tuple(_levelled(whole(name)[0], labels()[name]) for name in READ[side])


@cache
def phrases(side: int) -> tuple[Clip, ...]:
    """What one side of the real call says, phrase by phrase, with a little of the silence around."""
    aside, found = 0.1, []
    for start, end in labels()[CALL][side]:
        if end - start > 0.3:
            samples = whole(CALL)[side, round((start - aside) * RATE) : round((end + aside) * RATE)]
            found.append(_levelled(samples, [[aside, aside + end - start]]))
    return tuple(found)


def _levelled(samples: Floats, spans: Spans) -> Clip:
    spoken = np.concatenate([samples[round(a * RATE) : round(b * RATE)] for a, b in spans])
    return Clip(samples * (LOUDNESS / np.sqrt(np.mean(spoken**2))), tuple((a, b) for a, b in spans))


def talk(seed: int, seconds: float = 150, overlap: bool = False) -> Scene:
    """Two people taking turns with the gaps of a call; with `overlap` some turns begin before the other has ended."""
    chance = np.random.default_rng(seed)
    samples, truth = np.zeros((2, round(seconds * RATE)), np.float32), ([], [])
    samples += 0.002 * LOUDNESS * chance.normal(size=samples.shape)
    now, side = 0.5, 0
    while True:
        said = (read_speech if chance.random() < 0.25 else phrases)(side)
        clip = said[chance.integers(len(said))]
        first = clip.spans[0][0]
        start = round((now - first) * RATE)
        if start + len(clip.samples) >= samples.shape[1]:
            return Scene(samples, truth)
        samples[side, start : start + len(clip.samples)] += clip.samples
        truth[side].extend([round(now + a - first, 2), round(now + b - first, 2)] for a, b in clip.spans)
        ended = max(spans[-1][1] for spans in truth if spans)
        into = overlap and chance.random() < 0.3 and clip.spans[-1][1] - first > 2
        now = ended - chance.uniform(0.6, 1.2) if into else ended + chance.uniform(0.4, 1.5)
        side = 1 - side if into or chance.random() < 0.75 else side


def noise(kind: str, length: int, chance: np.random.Generator) -> Floats:
    """Unit noise: white, pink (most rooms), hum (mains), keys (a keyboard), babble (many people far off)."""
    if kind == "babble":
        said = [clip.samples for side in (0, 1) for clip in (*read_speech(side), *phrases(side))]
        mixed = np.zeros(length)
        for _ in range(24):
            order = chance.permutation(len(said))
            mixed += np.resize(np.concatenate([said[i] for i in order]), length)
        return _unit(mixed)
    if kind == "keys":
        strokes = np.zeros(length)
        for at in chance.integers(0, length - 400, round(length / RATE * 5)):
            strokes[at : at + 320] += chance.normal(size=320) * np.exp(-np.arange(320) / 60)
        return _unit(strokes)
    if kind == "hum":
        times = np.arange(length) / RATE
        return _unit(
            sum(np.sin(2 * np.pi * 50 * h * times) / h for h in (1, 2, 3, 5)) + 0.1 * chance.normal(size=length)
        )
    spectrum = np.fft.rfft(chance.normal(size=length))
    if kind == "pink":
        spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 10))
    return _unit(np.fft.irfft(spectrum, length))


def _unit(samples: NDArray[np.float64]) -> Floats:
    return (samples / np.sqrt(np.mean(samples**2))).astype(np.float32)


def noisy(scene: Scene, kind: str, snr: float, seed: int = 1) -> Scene:
    chance = np.random.default_rng(seed)
    added = np.stack([noise(kind, scene.samples.shape[1], chance) for _ in scene.samples])
    return Scene(scene.samples + added * LOUDNESS * 10 ** (-snr / 20), scene.truth)


def leaking(scene: Scene, db: float, delay_s: float) -> Scene:
    """Each channel heard in the other, softer and later, through a dull path."""
    late = round(delay_s * RATE)
    heard = np.zeros_like(scene.samples)
    heard[:, late:] = scene.samples[::-1, : scene.samples.shape[1] - late]
    dull = 0.6 * heard + 0.4 * np.roll(heard, 3, axis=1)
    return Scene(scene.samples + dull * 10 ** (db / 20), scene.truth)


def with_sounds(scene: Scene, made: Callable[[int], Floats], seconds: float) -> Scene:
    """The same conversation after sounds that are no voice, on both channels."""
    before = made(round(seconds * RATE))
    truth = tuple([[a + seconds, b + seconds] for a, b in spans] for spans in scene.truth)
    return Scene(np.concatenate([np.stack([before, before * 0]), scene.samples], axis=1), (truth[0], truth[1]))


def ringing(length: int) -> Floats:
    """Ring-back of a North American line: 440 and 480 Hz, two seconds of six."""
    times = np.arange(length) / RATE
    on = (times % 6) < 2
    return (0.1 * on * (np.sin(2 * np.pi * 440 * times) + np.sin(2 * np.pi * 480 * times))).astype(np.float32)


def keypad(length: int) -> Floats:
    """Digits keyed in: 120 ms of two tones, twice a second."""
    times = np.arange(length) / RATE
    low, high = np.array([697, 770, 852, 941]), np.array([1209, 1336, 1477])
    digit = (times * 2).astype(int)
    on = (times * 2) % 1 < 0.24
    return (
        0.1 * on * (np.sin(2 * np.pi * low[digit % 4] * times) + np.sin(2 * np.pi * high[digit % 3] * times))
    ).astype(np.float32)


def music(length: int) -> Floats:
    """Hold music: chords of decaying strings over a bass, two a second."""
    times = np.arange(length) / RATE
    beat = (times * 2).astype(int)
    fresh = np.exp(-2.0 * ((times * 2) % 1))
    roots = np.array([220.0, 174.6, 261.6, 196.0])[beat // 4 % 4]
    melody = roots * np.array([2, 2.5, 3, 2.5, 4, 3, 2.5, 2])[beat % 8]
    sound = (
        sum(np.sin(2 * np.pi * roots * third * times) for third in (1, 1.25, 1.5))
        + 2 * np.sin(2 * np.pi * melody * times)
        + np.sin(4 * np.pi * melody * times)
    )
    return (0.03 * sound * (0.4 + 0.6 * fresh)).astype(np.float32)


def breath(length: int) -> Floats:
    """Breathing into the microphone: half a second of hiss every three seconds."""
    chance = np.random.default_rng(5)
    times = np.arange(length) / RATE
    swell = np.clip(np.sin(2 * np.pi * times / 3) - 0.5, 0, 1)
    return (0.04 * swell * chance.normal(size=length)).astype(np.float32)
