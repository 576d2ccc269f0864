"""A voice is found where it is, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from ringside.speech import frames, voice
from unit.speech.voices import RATE, placed, silence
from unit.speech.voices import voice as speech

SECONDS = 30.0


def read(*channels: np.ndarray) -> frames.Frames:
    tracker = frames.Tracker()
    return frames.joined([part for part in (tracker.feed(np.stack(channels)), tracker.finish()) if part is not None])


def found(*channels: np.ndarray) -> list[voice.Stretches]:
    return [voice.stretches(on) for on in voice.active(read(*channels))]


def seconds(stretches: voice.Stretches) -> float:
    return sum(end - start for start, end in stretches)


def noise(level: float, length: float = SECONDS, seed: int = 3) -> np.ndarray:
    return silence(length, level, seed)


def tones(*hertz: float, on: float, every: float, level: float = 0.1) -> np.ndarray:
    times = np.arange(round(SECONDS * RATE)) / RATE
    sound = sum(np.sin(2 * np.pi * each * times) for each in hertz)
    return (level * sound * (times % every < on)).astype(np.float32)


@pytest.mark.parametrize("hertz", [95, 130, 210, 280])
def test_speech_is_found_with_its_ends(hertz: float) -> None:
    stretches = found(placed(SECONDS, (3.0, speech(4, hertz)), (12.0, speech(6, hertz, seed=1))))[0]
    assert [pytest.approx((a, b), abs=0.12) for a, b in ((3.0, 7.0), (12.0, 18.0))] == stretches


@pytest.mark.parametrize("level", [0.003, 0.01, 0.03])
def test_steady_noise_hides_little(level: float) -> None:
    channel = placed(SECONDS, (3.0, speech(4)), (12.0, speech(6, seed=1))) + noise(level)
    assert seconds(found(channel)[0]) == pytest.approx(10, abs=0.8)


@pytest.mark.parametrize(
    "sound",
    [
        noise(0.05),
        noise(0.05) * (np.sin(np.arange(round(SECONDS * RATE)) / RATE * 2) > 0),
        tones(440, 480, on=2, every=6),
        tones(425, on=1, every=5),
        tones(770, 1336, on=0.12, every=0.3),
        tones(350, 440, on=30, every=30),
        tones(50, 100, 150, on=30, every=30),
        np.zeros(round(SECONDS * RATE), np.float32),
        np.full(round(SECONDS * RATE), 0.5, np.float32),
    ],
    ids=["noise", "bursts", "ring-back", "European ring", "keys", "dial tone", "hum", "nothing", "offset"],
)
def test_what_is_no_voice_is_not_taken_for_one(sound: np.ndarray) -> None:
    assert seconds(found(sound.astype(np.float32))[0]) == 0
    with_voice = sound.astype(np.float32) * 0.3 + placed(SECONDS, (15.0, speech(6)))
    assert seconds(found(with_voice)[0]) == pytest.approx(6, abs=2.5)


def test_key_strokes_between_words_are_no_speech() -> None:
    chance, strokes = np.random.default_rng(2), np.zeros(round(SECONDS * RATE), np.float32)
    for at in np.arange(9, 29, 0.2):
        strokes[round(at * RATE) :][:320] += 0.3 * chance.normal(size=320) * np.exp(-np.arange(320) / 60)
    stretches = found(placed(SECONDS, (3.0, speech(4))) + strokes)[0]
    assert seconds(stretches) == pytest.approx(4, abs=1.0)


@pytest.mark.parametrize(("db", "late"), [(-30, 0.0), (-20, 0.0), (-20, 0.15), (-12, 0.05)])
def test_the_other_channel_heard_through_is_not_speech(db: float, late: float) -> None:
    rep = placed(SECONDS, (2.0, speech(6, 120)), (18.0, speech(5, 120, seed=2)), seed=1)
    customer = placed(SECONDS, (10.0, speech(6, 210, seed=3)), seed=2)
    factor, shift = 10 ** (db / 20), round(late * RATE)
    leaked = np.concatenate([np.zeros(shift, np.float32), rep])[: len(rep)] * factor
    one, two = found(rep, customer + leaked)
    assert seconds(one) == pytest.approx(11, abs=0.5)
    assert [pytest.approx((10.0, 16.0), abs=0.2)] == two


def test_leakage_into_a_muted_channel_is_nobody_speaking() -> None:
    rep = placed(SECONDS, (2.0, speech(6)), (12.0, speech(6, seed=4)), (22.0, speech(5, seed=5)))
    muted = silence(SECONDS, seed=4) + 0.05 * np.concatenate([np.zeros(400, np.float32), rep])[: len(rep)]
    assert seconds(found(rep, muted)[1]) == 0


def test_both_speaking_at_once_is_both_speaking() -> None:
    rep = placed(SECONDS, (2.0, speech(8, 120)), seed=1)
    customer = placed(SECONDS, (8.0, speech(6, 210, seed=3)), seed=2)
    one, two = found(rep, customer)
    assert (seconds(one), seconds(two)) == (pytest.approx(8, abs=0.3), pytest.approx(6, abs=0.3))


def test_loudness_does_not_matter() -> None:
    channel = placed(SECONDS, (3.0, speech(4)), (12.0, speech(6, seed=1)))
    for db in (-30, -15, 10):
        assert seconds(found(channel * 10 ** (db / 20))[0]) == pytest.approx(10, abs=0.4)


def test_frames_are_the_same_whatever_the_pieces() -> None:
    sound = np.stack([placed(5, (1.0, speech(3)))])
    at_once = read(sound[0])
    tracker, parts, at = frames.Tracker(), [], 0
    for size in (100, 37, 5_000, 1, 12_345, 40_000):
        parts.append(tracker.feed(sound[:, at : at + size]))
        at += size
    parts.append(tracker.finish())
    pieced = frames.joined([part for part in parts if part is not None])
    assert np.allclose(at_once.level, pieced.level, atol=1e-3)
    assert np.allclose(at_once.pitch, pieced.pitch, atol=1e-2)


@pytest.mark.parametrize("hertz", [70, 100, 123.4, 200, 333, 390])
def test_pitch_of_a_rich_tone(hertz: float) -> None:
    times = np.arange(320) / RATE
    window = sum(np.sin(2 * np.pi * h * hertz * times) / h for h in (1, 2, 3, 4))
    assert frames.pitches(window[None].astype(np.float32))[0] == pytest.approx(hertz, rel=0.01)
