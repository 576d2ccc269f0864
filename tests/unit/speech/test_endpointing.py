"""Where phrases begin and end: with a detector of the test's own, and with the real one on recorded speech."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.speech import decode, silero
from ringside.speech.codecs import pcm16
from ringside.speech.endpointing import WINDOW_S, Endpointer, Started
from ringside.speech.ports import RATE, Phrase

CLIPS = Path(__file__).parents[3] / "evals" / "audio" / "data"


class Loud:
    """Speech is whatever is loud."""

    def __call__(self, windows, channels):
        return (np.abs(windows).max(axis=1) > 0.05).astype(np.float32)

    def rest(self, channel):
        """Remembers nothing."""


def tone(seconds: float, level: float = 0.3) -> bytes:
    at = np.arange(round(seconds * RATE)) / RATE
    return pcm16(level * np.sin(2 * np.pi * 440 * at))


def still(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def listen(sound: bytes, channel: int = 0, size: int = 640, into: Endpointer | None = None):
    ear = into or Endpointer(detector=Loud())
    return [event for at in range(0, len(sound), size) for event in ear.feed(channel, sound[at : at + size])]


def phrases(events):
    return [event for event in events if isinstance(event, Phrase)]


def test_a_phrase_is_told_when_it_begins_and_when_it_has_ended():
    started, phrase = listen(still(1.0) + tone(1.5) + still(1.0))
    assert isinstance(started, Started)
    assert started.at == phrase.start == pytest.approx(1.0, abs=2 * WINDOW_S)
    assert phrase.end == pytest.approx(2.5, abs=2 * WINDOW_S)


def test_its_sound_has_what_lies_just_before_and_after():
    phrase = phrases(listen(still(1.0) + tone(1.5) + still(1.0)))[0]
    assert 0.25 <= phrase.lead <= 0.45
    sound = np.frombuffer(phrase.pcm, "<i2")
    begins = round(phrase.lead * RATE)
    assert np.abs(sound[: begins - 512]).max() == 0
    assert np.abs(sound[begins + 512 : begins + 1_024]).max() > 5_000
    assert len(sound) / RATE == pytest.approx(phrase.lead + phrase.end - phrase.start + 0.4, abs=0.05)


@given(st.integers(1, 5_000))
def test_the_size_of_the_pieces_does_not_matter(size):
    sound = still(0.5) + tone(0.4) + still(0.6) + tone(0.8) + still(0.7)
    assert listen(sound, size=size) == listen(sound)


def test_clicks_and_short_gaps_change_nothing():
    assert listen(still(1) + tone(0.05) + still(1)) == []
    assert len(phrases(listen(tone(0.5) + still(0.2) + tone(0.5) + still(1)))) == 1
    assert len(phrases(listen(tone(0.5) + still(0.6) + tone(0.5) + still(1)))) == 2


def test_a_long_phrase_is_cut_and_goes_on_without_a_gap():
    ear = Endpointer(longest_s=5.0, detector=Loud())
    found = phrases(listen(still(0.5) + tone(12) + still(1), into=ear))
    assert [phrase.end - phrase.start for phrase in found[:2]] == pytest.approx([5.0, 5.0], abs=0.1)
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]
    assert sum(len(one.pcm) for one in found) / 2 / RATE == pytest.approx(0.35 + 12 + 0.4, abs=0.1)


def test_a_channel_that_is_mute_does_not_hold_the_other_up():
    ear = Endpointer(2, detector=Loud())
    found = listen(still(0.5) + tone(1) + still(1), channel=1, into=ear)
    assert [type(event) for event in found] == [Started, Phrase]
    assert ear.now == pytest.approx(2.5, abs=0.04)
    assert (ear.spoken_s(0), ear.speaking(0)) == (0.0, False)
    assert ear.spoken_s(1) == pytest.approx(1.0, abs=0.1)


def test_a_channel_that_was_mute_is_heard_in_its_own_time():
    ear, found = Endpointer(2, detector=Loud()), []
    left, right = still(6.0), tone(1.0) + still(2.0)
    for at in range(0, len(left), 640):
        found += ear.feed(0, left[at : at + 640])
        if at >= 3 * RATE * 2:
            found += ear.feed(1, right[at - 3 * RATE * 2 :][:640])
    assert phrases(found)[0].start == pytest.approx(3.0, abs=0.1)
    assert phrases(found)[0].end == pytest.approx(4.0, abs=0.1)


def test_sound_that_comes_late_is_put_where_it_was_spoken():
    ear, found = Endpointer(2, detector=Loud()), []
    left, right = still(3.0), still(1.0) + tone(1.0) + still(1.0)
    for at in range(0, len(left), 640):
        found += ear.feed(0, left[at : at + 640])
        if not 1.3 * RATE * 2 <= at < 1.8 * RATE * 2:  # the right side stalls, and then comes all at once
            begin = round(1.3 * RATE * 2) // 640 * 640 if 1.8 * RATE * 2 <= at < 1.8 * RATE * 2 + 640 else at
            found += ear.feed(1, right[begin : at + 640])
    last = phrases(found + ear.finish())[-1]
    assert last.end == pytest.approx(2.0, abs=0.1)
    assert ear.now == pytest.approx(3.0, abs=0.1)


def test_a_pause_of_both_channels_passes_by_the_clock():
    ear = Endpointer(2, detector=Loud())
    sound = tone(1.0)
    for at in range(0, len(sound), 640):
        ear.feed(0, sound[at : at + 640])
        ear.feed(1, sound[at : at + 640])
    assert [type(event) for event in ear.until(3.0)] == [Phrase, Phrase]
    assert ear.now == pytest.approx(3.0, abs=WINDOW_S)
    assert phrases(listen(tone(1) + still(1), 0, into=ear))[0].start == pytest.approx(3.0, abs=0.3)


def test_letting_go_of_the_button_ends_the_phrase_at_once():
    ear = Endpointer(detector=Loud())
    listen(still(0.2) + tone(1.0), into=ear)
    assert [type(event) for event in ear.cut(0)] == [Phrase]
    assert not ear.speaking(0)
    assert ear.cut(0) == ear.finish() == []


def test_faint_noise_is_not_shown_to_the_detector():
    shown = []

    class Asked(Loud):
        def __call__(self, windows, channels):
            shown.append(len(windows))
            return super().__call__(windows, channels)

    noise = pcm16(0.001 * np.random.default_rng(1).standard_normal(10 * RATE))
    listen(noise, into=Endpointer(detector=Asked()))
    before = len(shown)
    listen(noise + tone(1) + noise, into=Endpointer(detector=Asked()))
    assert before < 80  # of 312: until the background is known
    assert len(shown) - before > 25


def test_nothing_heavy_is_loaded_before_somebody_listens():
    program = (
        "import sys; import ringside.speech.endpointing, ringside.speech.streaming;"
        " import ringside.speech.synthesis, ringside.speech.prosody, ringside.speech.pipeline.service;"
        " print([name for name in ('onnxruntime', 'pipecat', 'websockets', 'boto3', 'botocore',"
        " 'faster_whisper', 'aiortc', 'loguru', 'livekit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_voice_extra_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    silero._session.cache_clear()
    with pytest.raises(silero.VoiceNotInstalled, match=r"ringside\[voice\]"):
        Endpointer()
    silero._session.cache_clear()


real = pytest.mark.skipif(not silero.installed(), reason="needs the voice extra")


def clip(name: str) -> bytes:
    return pcm16(np.concatenate(list(decode.pieces([CLIPS / name], RATE)), axis=1)[0])


@real
def test_a_known_speech_falls_into_its_four_phrases():
    found = phrases(listen(clip("jfk.ogg") + still(1), into=Endpointer()))
    starts = [0.32, 3.28, 5.41, 8.18]  # read off a spectrogram
    assert [one.start for one in found] == pytest.approx(starts, abs=0.15)


@real
@pytest.mark.parametrize("kind", ["silence", "noise", "hum", "tones"])
def test_what_is_no_voice_starts_nothing(kind):
    at, chance = np.arange(6 * RATE) / RATE, np.random.default_rng(0)
    sound = {
        "silence": np.zeros(6 * RATE),
        "noise": 0.05 * chance.standard_normal(6 * RATE),
        "hum": 0.2 * np.sin(2 * np.pi * 50 * at),
        "tones": 0.2 * (np.sin(2 * np.pi * 350 * at) + np.sin(2 * np.pi * 440 * at)) * (at % 1 < 0.5),
    }[kind]
    assert listen(pcm16(sound), into=Endpointer()) == []


@real
def test_two_real_channels_keep_their_own_phrases():
    ear, sound, other = Endpointer(2), clip("jfk.ogg"), clip("libri-0.ogg")
    found = []
    for at in range(0, max(len(sound), len(other)), 640):
        found += ear.feed(0, sound[at : at + 640]) + ear.feed(1, other[at : at + 640])
    found = phrases(found + ear.finish())
    alone = phrases(listen(sound, into=(one := Endpointer())) + one.finish())
    assert [p.start for p in found if p.channel == 0] == pytest.approx([p.start for p in alone], abs=0.1)
    assert len([p for p in found if p.channel == 1]) in (1, 2)
