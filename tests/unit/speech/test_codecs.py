"""Sound as senders code it, against values worked out another way."""

from __future__ import annotations

import io
import math
import wave

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.speech import codecs
from ringside.speech.codecs import BadSound, Resampler, Unpacker, pcm16, samples
from ringside.speech.ports import RATE


def mulaw(code: int) -> int:
    """ITU-T G.711, bit by bit."""
    code = ~code & 0xFF
    size = (((code & 15) * 2 + 33) << (code >> 4 & 7)) - 33
    return (-1 if code & 0x80 else 1) * size * 4


def alaw(code: int) -> int:
    code ^= 0x55
    step, low = code >> 4 & 7, code & 15
    size = (2 * low + 1) if step == 0 else (2 * low + 33) << (step - 1)
    return (1 if code & 0x80 else -1) * size * 8


@pytest.mark.parametrize(("decode", "reference"), [(codecs.mulaw_decode, mulaw), (codecs.alaw_decode, alaw)])
def test_telephone_codes_are_read_as_the_standard_says(decode, reference):
    assert np.frombuffer(decode(bytes(range(256))), "<i2").tolist() == [reference(code) for code in range(256)]


@pytest.mark.parametrize(
    ("decode", "encode"), [(codecs.mulaw_decode, codecs.mulaw_encode), (codecs.alaw_decode, codecs.alaw_encode)]
)
def test_telephone_codes_come_back_as_the_nearest_there_is(decode, encode):
    every = np.arange(-32_768, 32_768).astype("<i2")
    there = np.frombuffer(decode(bytes(range(256))), "<i2").astype(int)
    back = np.frombuffer(decode(encode(every.tobytes())), "<i2").astype(int)
    for value in range(-32_768, 32_768, 997):
        assert abs(back[value + 32_768] - value) == min(abs(there - value))


def tone(rate: int, hertz: float = 440.0, seconds: float = 1.0) -> bytes:
    return pcm16(0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate))


def heard(pcm: bytes, rate: int = RATE) -> tuple[float, float]:
    """(Hz, level) of the middle of a tone."""
    middle = samples(pcm)[rate // 4 : 3 * rate // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 8 * len(middle)))
    return float(spectrum.argmax()) * rate / (8 * len(middle)), float(np.sqrt(2 * (middle**2).mean()))


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("size", [2, 641, 99_999])
def test_any_rate_and_piece_keeps_tone_level_and_length(rate, size):
    if size == 2 and rate > 8_000:
        size = 20
    sound, through = tone(rate), Resampler(rate)
    out = b"".join(through.feed(sound[at : at + size]) for at in range(0, len(sound), size)) + through.finish()
    assert len(out) / 2 == pytest.approx(RATE, abs=40)
    assert heard(out) == (pytest.approx(440, abs=1), pytest.approx(0.5, abs=0.02))


@pytest.mark.parametrize("rate", [8_000, 24_000, 48_000])
def test_resampling_delays_by_less_than_five_milliseconds(rate):
    assert len(Resampler(rate).feed(tone(rate, seconds=0.1))) / 2 / RATE > 0.095


def test_what_lies_beyond_the_new_band_does_not_fold_back():
    through = Resampler(48_000)
    out = samples(through.feed(tone(48_000, 10_000)) + through.finish())
    assert np.abs(out[500:-500]).max() < 0.02


@pytest.mark.parametrize(
    ("encoding", "code"),
    [
        ("pcm_s16le", lambda pcm: pcm),
        ("pcm_s16be", lambda pcm: np.frombuffer(pcm, "<i2").astype(">i2").tobytes()),
        ("pcm_f32le", lambda pcm: samples(pcm).astype("<f4").tobytes()),
        ("mulaw", codecs.mulaw_encode),
        ("alaw", codecs.alaw_encode),
    ],
)
@pytest.mark.parametrize("size", [1, 333, 4_096])
def test_two_interleaved_channels_come_apart_whatever_the_coding(encoding, code, size):
    rate = 8_000
    coded = code(codecs.interleave([tone(rate, 440), tone(rate, 880)]))
    reader, out = Unpacker(encoding, rate, 2), [b"", b""]
    if size == 1:
        coded = coded[:2_000]
    for at in range(0, len(coded), size):
        out = [have + more for have, more in zip(out, reader.feed(coded[at : at + size]), strict=True)]
    out = [have + more for have, more in zip(out, reader.finish(), strict=True)]
    if size > 1:
        assert [heard(one)[0] for one in out] == [pytest.approx(440, abs=1), pytest.approx(880, abs=1)]
    assert len(out[0]) == len(out[1]) > 0


def opus(pcm: bytes, layout: str = "mono") -> list[bytes]:
    coder = av.CodecContext.create("libopus", "w")
    coder.sample_rate, coder.layout, coder.format = 48_000, layout, "s16"
    sound = np.frombuffer(pcm, "<i2")
    packets = []
    for at in range(0, len(sound) // 960 * 960, 960):
        frame = av.AudioFrame.from_ndarray(sound[at : at + 960].reshape(1, -1), "s16", layout)
        frame.sample_rate, frame.pts = 48_000, at
        packets += [bytes(packet) for packet in coder.encode(frame)]
    return packets


def test_opus_packets_are_heard_and_damaged_ones_left_out():
    reader = Unpacker("opus", 48_000)
    out = b""
    for number, packet in enumerate(opus(tone(48_000))):
        out += reader.feed(packet)[0]
        if number % 10 == 0:
            for rubbish in (b"", b"\xff", b"\xfc" + bytes(70_000)):
                out += reader.feed(rubbish)[0]
    assert heard(out)[0] == pytest.approx(440, abs=3)


@pytest.mark.parametrize(
    ("encoding", "rate", "channels"),
    [("mp3", 8_000, 1), ("pcm_s16le", 0, 1), ("pcm_s16le", 10**9, 1), ("mulaw", 8_000, 0), ("mulaw", 8_000, 99),
     ("opus", 48_000, 6)],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(encoding, rate, channels):
    with pytest.raises(BadSound, match=r"not taken|one or two"):
        Unpacker(encoding, rate, channels)


@given(st.lists(st.binary(max_size=50), max_size=20), st.sampled_from(codecs.ENCODINGS), st.integers(1, 2))
def test_no_bytes_bring_it_down(pieces, encoding, channels):
    reader = Unpacker(encoding, 8_000, channels)
    for piece in pieces:
        assert len(reader.feed(piece)) == channels


def test_numbers_that_are_none_are_silence():
    assert samples(pcm16(np.array([math.nan, math.inf, -math.inf, 2.0]))).tolist() == pytest.approx(
        [0, 1, -1, 1], abs=1e-3
    )


def test_a_wav_file_in_memory_is_one():
    with wave.open(io.BytesIO(codecs.wav(tone(8_000), 8_000))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (8_000, 1, 8_000)
