"""Any common file becomes pieces of sound; a bad one says what is wrong."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from ringside.speech import decode
from ringside.speech.schemas import Note, Undecodable
from unit.speech.recordings import FORMATS, tone, write


def whole(*paths: Path, rate: int = 16_000) -> tuple[np.ndarray, list[str]]:
    notes: list[Note] = []
    return np.concatenate(list(decode.pieces(paths, rate, notes=notes)), axis=1), [note.code for note in notes]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_decoded_with_its_channels_apart(ending: str, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    sound = np.stack([tone(2, rate, 300), tone(2, rate, 900)])
    path = write(tmp_path / f"call.{ending}", sound, rate, container, codec)
    media = decode.probe(path)
    assert (media.channels, media.has_video) == (2, ending == "mp4")
    assert media.duration_s == pytest.approx(2, abs=0.15)
    samples, notes = whole(path)
    assert samples.shape[0] == 2
    assert samples.shape[1] / 16_000 == pytest.approx(2, abs=0.1)
    assert notes == []
    loudest = [np.argmax(np.abs(np.fft.rfft(row[8_000:24_000]))) for row in samples]
    assert loudest == [pytest.approx(300, abs=2), pytest.approx(900, abs=2)]


def wave(path: Path, channels: int, rate: int, seconds: float = 1.0, only: tuple[int, ...] | None = None) -> Path:
    rows = [tone(seconds, rate, 200 + 50 * i) * (only is None or i in only) for i in range(channels)]
    return wave_of(path, np.stack(rows, axis=1), rate)


def wave_of(path: Path, samples: np.ndarray, rate: int) -> Path:
    """A 16-bit WAV file by hand, so that heads can be odd."""
    data, channels = (samples * 32767).astype("<i2").tobytes(), samples.shape[1]
    head = struct.pack("<IHHIIHH", 16, 1, channels, rate, 2 * channels * rate, 2 * channels, 16)
    whole = b"WAVEfmt " + head + b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(whole)) + whole)
    return path


def refused(*paths: Path, **limits: float) -> str:
    with pytest.raises(Undecodable) as refusal:
        list(decode.pieces(paths, **limits))
    assert refusal.value.detail.endswith(".")
    return refusal.value.cause


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 96_000])
def test_any_rate_lasts_as_long_and_keeps_its_pitch(rate: int, tmp_path: Path) -> None:
    samples, _ = whole(wave(tmp_path / "a.wav", 1, rate, seconds=2))
    assert samples.shape == (1, pytest.approx(32_000, abs=20))
    assert np.argmax(np.abs(np.fft.rfft(samples[0, :16_000]))) == pytest.approx(200, abs=1)


def test_pieces_are_even_and_join_to_the_same_sound(tmp_path: Path) -> None:
    path = wave(tmp_path / "a.wav", 2, 8_000, seconds=25)
    pieces = list(decode.pieces([path], 8_000))
    assert [piece.shape for piece in pieces] == [(2, 80_000), (2, 80_000), (2, 40_000)]
    assert np.allclose(np.concatenate(pieces, axis=1)[0], tone(25, 8_000, 200), atol=1e-3)


def test_nine_channels_of_which_two_carry_sound_are_two_speakers(tmp_path: Path) -> None:
    samples, notes = whole(wave(tmp_path / "a.wav", 9, 16_000, only=(2, 7)))
    assert (samples.shape[0], notes) == (2, ["channels_chosen"])
    assert [np.argmax(np.abs(np.fft.rfft(row))) for row in samples] == [300, 550]


def test_nine_channels_with_sound_on_all_are_mixed(tmp_path: Path) -> None:
    samples, notes = whole(wave(tmp_path / "a.wav", 9, 16_000))
    assert (samples.shape[0], notes) == (1, ["channels_mixed"])


def test_two_files_are_two_channels_and_the_shorter_ends_in_silence(tmp_path: Path) -> None:
    one, two = wave(tmp_path / "a.wav", 1, 8_000, 14), wave(tmp_path / "b.wav", 2, 44_100, 2)
    samples, notes = whole(one, two)
    assert samples.shape == (2, 14 * 16_000)
    assert np.abs(samples[1, 2 * 16_000 + 100 :]).max() == 0
    assert sorted(notes) == ["channels_mixed", "lengths_differ"]


def test_more_than_two_files_are_refused(tmp_path: Path) -> None:
    path = wave(tmp_path / "a.wav", 1, 8_000)
    assert refused(path, path, path) == "too_many_files"


@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "webm", "wma"])
def test_of_a_truncated_file_what_is_there_is_used(ending: str, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    path = write(tmp_path / f"call.{ending}", np.stack([tone(20, rate)]), rate, container, codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    samples, notes = whole(path)
    assert 6 < samples.shape[1] / 16_000 < 14
    assert "truncated" in notes


def test_a_film_without_its_index_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.m4a", np.stack([tone(5, 44_100)]), 44_100, "ipod", "aac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refused(path) == "incomplete"


@pytest.mark.parametrize("ending", FORMATS)
def test_damage_costs_the_damaged_part_only(ending: str, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    path = write(tmp_path / f"call.{ending}", np.stack([tone(20, rate), tone(20, rate)]), rate, container, codec)
    data, chance = bytearray(path.read_bytes()), np.random.default_rng(3)
    third, half = len(data) // 3, len(data) // 2
    data[third:half] = chance.integers(0, 256, half - third, dtype=np.uint8).tobytes()
    path.write_bytes(data)
    samples, notes = whole(path)
    assert samples.shape[1] / 16_000 > 15
    assert notes or ending == "wav"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Hello, this is a transcript.\n" * 200, "not_media"),
        ("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.wav\n#EXT-X-ENDLIST\n", "not_media"),
        ("ffconcat version 1.0\nfile call.wav\n", "not_media"),
        ("v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n", "not_media"),
        ("", "empty"),
    ],
)
def test_a_text_is_no_recording_whatever_its_name(text: str, cause: str, tmp_path: Path) -> None:
    wave(tmp_path / "call.wav", 1, 8_000)
    path = tmp_path / "call.mp3"
    path.write_text(text)
    assert refused(path) == cause
    with pytest.raises(Undecodable):
        decode.probe(path)


def test_noise_named_mp3_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "call.mp3"
    path.write_bytes(np.random.default_rng(1).integers(0, 256, 200_000, dtype=np.uint8).tobytes())
    assert refused(path) in {"damaged", "not_media", "empty"}


def test_no_sound_at_all_is_said(tmp_path: Path) -> None:
    assert refused(wave(tmp_path / "a.wav", 1, 8_000, seconds=0)) == "empty"
    film = tmp_path / "a.mp4"
    with av.open(str(film), "w") as out:
        picture = out.add_stream("mpeg4", rate=5, width=32, height=32)
        out.mux(picture.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")))
        out.mux(picture.encode(None))
    assert refused(film) == "no_audio"


@pytest.mark.parametrize(("channels", "rate"), [(200, 8_000), (1, 100), (2, 1_000_000)])
def test_heads_no_recording_has_are_refused(channels: int, rate: int, tmp_path: Path) -> None:
    path = wave(tmp_path / "a.wav", channels, rate, seconds=0.5)
    assert refused(path) == "unsupported"
    with pytest.raises(Undecodable):
        decode.probe(path)


def test_sound_without_end_stops_at_the_limit(tmp_path: Path) -> None:
    assert refused(wave(tmp_path / "a.wav", 1, 8_000, seconds=30), longest_s=20) == "too_long"


def jumping(path: Path, jump_s: float) -> Path:
    """Four seconds of Opus in WebM whose clock jumps after two, as when a browser stops recording for a while."""
    with av.open(str(path), "w", format="webm") as out:
        stream = out.add_stream("libopus", rate=48_000, layout="mono")
        for i in range(200):
            frame = av.AudioFrame.from_ndarray(tone(0.02, 48_000)[None], "fltp", "mono")
            frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
            frame.pts = i * 960 + (round(jump_s * 48_000) if i >= 100 else 0)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def test_a_gap_in_the_time_stamps_is_silence(tmp_path: Path) -> None:
    samples, notes = whole(jumping(tmp_path / "a.webm", 5.0))
    assert samples.shape[1] / 16_000 == pytest.approx(9, abs=0.1)
    assert np.abs(samples[0, round(2.5 * 16_000) : round(6.5 * 16_000)]).max() == 0
    assert notes == ["gaps"]


def test_a_clock_that_leaps_days_ahead_is_not_believed(tmp_path: Path) -> None:
    samples, _ = whole(jumping(tmp_path / "a.webm", 40_000.0))
    assert samples.shape[1] / 16_000 == pytest.approx(4, abs=0.1)


def test_broken_floats_are_silence_and_stay_in_range(tmp_path: Path) -> None:
    data = np.array([np.nan, np.inf, -np.inf, 7.0, -7.0, 0.5] * 2_000, "<f4").tobytes()
    head = struct.pack("<IHHIIHH", 16, 3, 1, 8_000, 32_000, 4, 32)
    rest = b"WAVEfmt " + head + b"data" + struct.pack("<I", len(data)) + data
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(rest)) + rest)
    samples, _ = whole(path, rate=8_000)
    assert set(np.unique(samples)) <= {-1.0, 0.0, 0.5, 1.0}
