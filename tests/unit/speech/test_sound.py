"""A recording measured in one pass, and the copy that browsers play."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringside.speech import decode, rendition, sound
from ringside.speech.schemas import Media, Note
from unit.speech.recordings import FORMATS, tone, write
from unit.speech.voices import RATE, placed, silence, voice

CALL = Path(__file__).parents[3] / "evals" / "audio" / "data" / "two-channel-call.ogg"


@pytest.fixture(scope="module")
def sides() -> tuple[np.ndarray, np.ndarray]:
    rep = placed(20, (1.0, voice(5, 120)), (12.0, voice(4, 120, seed=1)), seed=1)
    return rep, placed(20, (7.0, voice(4, 210, seed=2)), seed=2)


def test_a_real_call_within_three_percent_of_another_derivation() -> None:
    """Talk ratio and longest monologues by Silero VAD with gaps of 0.35 s joined; turns read off by hand."""
    measured = sound.measure([CALL])
    found = sound.talk(measured, 0)
    assert found.talk_ratio == pytest.approx(0.4934, rel=0.03)
    assert found.longest_monologue.seconds == pytest.approx(28.0, rel=0.03)
    assert found.longest_customer_monologue.seconds == pytest.approx(35.8, rel=0.03)
    assert (found.interruptions, found.interruptions_by_customer) == ((), ())
    assert len(found.turns) == 21
    assert measured.energy[0].pitch > 180 > measured.energy[1].pitch
    assert len(measured.model_dump_json()) < 100_000


def test_channels_become_speakers_with_level_and_pitch(sides: tuple, tmp_path: Path) -> None:
    told: list[float] = []
    measured = sound.measure([write(tmp_path / "a.wav", np.stack(sides), RATE)], told.append)
    assert (measured.channels, measured.notes, told[-1]) == (2, (), 1.0)
    assert [stretch.channel for stretch in measured.stretches] == [0, 1, 0]
    assert measured.talk_s == (pytest.approx(9, abs=0.3), pytest.approx(4, abs=0.3))
    assert [one.pitch for one in measured.energy] == [pytest.approx(120, rel=0.1), pytest.approx(210, rel=0.1)]
    assert measured.energy[0].level > measured.energy[0].noise + 20


def test_two_files_measure_as_one_of_two_channels(sides: tuple, tmp_path: Path) -> None:
    one = sound.measure([write(tmp_path / "a.wav", np.stack(sides), RATE)])
    two = sound.measure([write(tmp_path / f"{i}.wav", side[None], RATE) for i, side in enumerate(sides)])
    assert one == two


def test_two_channels_of_one_sound_are_one(sides: tuple, tmp_path: Path) -> None:
    mixed = sides[0] + sides[1]
    measured = sound.measure([write(tmp_path / "a.wav", np.stack([mixed, 0.5 * mixed]), RATE)])
    assert (measured.channels, [note.code for note in measured.notes]) == (1, ["same_channels"])
    assert measured.talk_s[0] == pytest.approx(13, abs=0.4)
    assert len(measured.peaks.channels) == 1


def test_a_dead_channel_leaves_one_and_a_quiet_one_stays(sides: tuple, tmp_path: Path) -> None:
    dead = sound.measure([write(tmp_path / "a.wav", np.stack([sides[0], 0 * sides[0]]), RATE)])
    quiet = sound.measure([write(tmp_path / "b.wav", np.stack([sides[0], silence(20, 0.003)]), RATE)])
    assert (dead.channels, quiet.channels) == (1, 2)
    assert [note.code for note in dead.notes] == [note.code for note in quiet.notes] == ["silent_channel"]
    assert quiet.talk_s[1] == 0
    assert quiet.energy[1] is None


def test_the_waveform_is_small_and_keeps_every_peak() -> None:
    peak = np.zeros((2, 360_000), np.float32)
    peak[0, 123_456], peak[1, 7] = 1.0, 0.5
    drawn = sound.waveform(peak)
    assert all(len(row) <= sound.MOST_PEAKS for row in drawn.channels)
    assert (max(drawn.channels[0]), max(drawn.channels[1])) == (255, 128)
    assert drawn.channels[0].index(255) / drawn.per_second == pytest.approx(1234.56, abs=1)


@pytest.mark.parametrize(
    ("ending", "wanted"),
    [
        ("wav", False),
        ("mp3", False),
        ("m4a", False),
        ("flac", False),
        ("ogg", True),
        ("wma", True),
        ("webm", True),
        ("mp4", True),
    ],
)
def test_what_browsers_play_themselves_needs_no_copy(ending: str, wanted: bool, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    path = write(tmp_path / f"a.{ending}", np.stack([tone(1, rate)]), rate, container, codec)
    media = decode.probe(path)
    assert rendition.needed(media) is wanted
    assert rendition.needed(media, [Note(code="gaps", detail="")])
    assert rendition.needed([media, media])


@pytest.mark.parametrize("ending", ["mp3", "wav"])
def test_the_copy_keeps_channels_and_time(ending: str, sides: tuple, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{i}.wav", side[None], RATE) for i, side in enumerate(sides)]
    target = tmp_path / f"copy.{ending}"
    notes = rendition.make(paths, target)
    media = decode.probe(target)
    assert (media.container, media.channels, notes) == (ending, 2, [])
    assert rendition.needed(media) is False
    assert media.duration_s == pytest.approx(20, abs=0.1)
    copied = np.concatenate(list(decode.pieces([target], RATE)), axis=1)
    for original, copy in zip(sides, copied, strict=True):
        assert np.corrcoef(original[: len(copy)], copy[: len(original)])[0, 1] > 0.95


def test_only_telephone_recordings_in_wav_are_copied_as_wav() -> None:
    plain = Media(container="wav", codec="pcm_s16le", channels=1, rate=8_000, duration_s=1.0, has_video=False)
    music, packed = plain.model_copy(update={"rate": 44_100}), plain.model_copy(update={"container": "ogg"})
    assert rendition.suffix([plain, plain]) == rendition.suffix(plain) == ".wav"
    assert rendition.suffix([plain, music]) == rendition.suffix(packed) == ".mp3"


def test_a_copy_of_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("no sound")
    with pytest.raises(decode.Undecodable):
        rendition.make([path], tmp_path / "copy.mp3")
    assert [each.name for each in tmp_path.iterdir()] == ["a.mp3"]


@pytest.mark.parametrize("ending", FORMATS)
def test_real_speech_measures_the_same_in_every_format(ending: str, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    clip = CALL.with_name("libri-0.ogg")
    samples = np.concatenate(list(decode.pieces([clip], rate)), axis=1)
    measured = sound.measure([write(tmp_path / f"a.{ending}", samples, rate, container, codec)])
    assert measured.talk_s[0] == pytest.approx(sound.measure([clip]).talk_s[0], rel=0.03)
    assert measured.energy[0].pitch == pytest.approx(sound.measure([clip]).energy[0].pitch, rel=0.03)
    assert measured.notes == ()
