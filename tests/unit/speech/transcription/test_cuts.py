"""Cutting sound where nobody speaks: nothing is lost, nothing is too long, memory stays flat."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.speech.transcription.cuts import RATE, Cutter


def sound(*spans, seconds):
    time = np.arange(int(seconds * RATE)) / RATE
    noise = np.random.default_rng(1).standard_normal(len(time)) * 0.0005
    speaking = sum(((time >= a) & (time < b)).astype(float) for a, b in spans)
    return (0.2 * np.sin(2 * np.pi * 180 * time) * speaking + noise).astype(np.float32)


def cut(samples, longest, *, only_speech, block=RATE):
    cutter = Cutter(longest, only_speech=only_speech)
    found = [c for i in range(0, len(samples), block) for c in cutter.feed(samples[i : i + block])]
    return [*found, *cutter.finish()]


@given(st.floats(0, 40), st.integers(100, 50_000))
@settings(max_examples=30, deadline=None)
def test_whole_pieces_follow_one_another_and_lose_nothing(seconds, block):
    samples = sound((1, 4), (7, 9), (13, 30), seconds=seconds)
    found = cut(samples, 5.0, only_speech=False, block=block)
    assert np.array_equal(np.concatenate([c.samples for c in found]) if found else samples[:0], samples)
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(found))
    assert all(c.end - c.start <= 5.0 for c in found)


def test_whole_pieces_are_cut_in_the_pause():
    first, *_ = cut(sound((0, 4.3), (4.7, 20), seconds=20), 5.0, only_speech=False)
    assert 4.3 < first.end < 4.7


@pytest.mark.parametrize("block", [777, RATE, 30 * RATE])
def test_stretches_of_speech_without_the_silence(block):
    spans = [(1, 3), (3.3, 4), (8, 9), (30, 55), (80, 81)]
    found = cut(sound(*spans, seconds=100), 10.0, only_speech=True, block=block)
    assert [round(c.start) for c in found][:2] == [1, 8]
    assert found[0].end == pytest.approx(4.2, abs=0.1)
    assert all(c.end - c.start <= 10.0 for c in found)
    kept = np.zeros(100 * 50, bool)
    for c in found:
        kept[round(c.start * 50) : round(c.end * 50)] = True
    assert all(kept[int(a * 50) : int(b * 50)].all() for a, b in spans)
    assert kept.mean() < 0.4


def test_silence_gives_no_speech_and_keeps_nothing():
    assert cut(np.zeros(60 * RATE, np.float32), 10.0, only_speech=True) == []
    cutter = Cutter(10.0, only_speech=True)
    for _ in range(100):
        list(cutter.feed(np.zeros(RATE, np.float32)))
        assert cutter._size <= 21 * RATE
