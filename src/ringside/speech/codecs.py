"""Sound as senders code it, made PCM16 at the rate that is listened to, and back: piece by piece, without delay."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ringside.speech.ports import RATE

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler

Floats = NDArray[np.float32]
Shorts = NDArray[np.int16]

Encoding = Literal["pcm_s16le", "pcm_s16be", "pcm_f32le", "mulaw", "alaw", "opus"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
RATES = range(4_000, 192_001)
MOST_CHANNELS = 16
WIDTH: dict[Encoding, int] = {"pcm_s16le": 2, "pcm_s16be": 2, "pcm_f32le": 4, "mulaw": 1, "alaw": 1}
"""Bytes of a sample."""
OPUS_RATE = 48_000
LONGEST_OPUS = 1_275 * 48
"""Bytes of the longest packet there can be."""


class BadSound(ValueError):
    """A sender's sound is not what it says it is, in words for a person."""


def _mulaw_table() -> Shorts:
    """ITU-T G.711."""
    code = ~np.arange(256) & 0xFF
    size = (((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84
    return np.where(code & 0x80, -size, size).astype("<i2")


def _alaw_table() -> Shorts:
    """ITU-T G.711."""
    code = np.arange(256) ^ 0x55
    low, step = (code & 0x0F) << 4, (code & 0x70) >> 4
    size = np.where(step == 0, low + 8, low + 0x108 << np.maximum(step - 1, 0))
    return np.where(code & 0x80, size, -size).astype("<i2")


def _coder(table: Shorts) -> NDArray[np.uint8]:
    """For each 16-bit value, seen as unsigned, the code whose value is nearest."""
    order = np.argsort(table, kind="stable")
    values = table[order].astype(np.int32)
    middles = (values[1:] + values[:-1]) / 2
    wanted = np.arange(65_536).astype(np.uint16).view(np.int16)
    return order[np.searchsorted(middles, wanted)].astype(np.uint8)


_MULAW, _ALAW = _mulaw_table(), _alaw_table()
_TO_MULAW, _TO_ALAW = _coder(_MULAW), _coder(_ALAW)


def mulaw_decode(data: bytes) -> bytes:
    return bytes(_MULAW[np.frombuffer(data, np.uint8)])


def mulaw_encode(pcm: bytes) -> bytes:
    return bytes(_TO_MULAW[np.frombuffer(pcm, "<u2")])


def alaw_decode(data: bytes) -> bytes:
    return bytes(_ALAW[np.frombuffer(data, np.uint8)])


def alaw_encode(pcm: bytes) -> bytes:
    return bytes(_TO_ALAW[np.frombuffer(pcm, "<u2")])


def samples(pcm: bytes) -> Floats:
    """-1..1 of PCM16."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32_768)


def pcm16(sound: NDArray[np.floating]) -> bytes:
    """PCM16 of -1..1; what is louder is clipped, what is no number is silence."""
    clean = np.nan_to_num(sound, nan=0.0, posinf=1.0, neginf=-1.0)
    return bytes(np.rint(np.clip(clean, -1.0, 1.0) * 32_767).astype("<i2"))


def interleave(channels: Sequence[bytes]) -> bytes:
    """PCM16 channels as one stream, the shorter ones continued by silence."""
    longest = max(map(len, channels), default=0)
    rows = [np.frombuffer(pcm.ljust(longest, b"\0"), "<i2") for pcm in channels]
    return np.stack(rows, axis=1).tobytes() if rows else b""


def wav(pcm: bytes, rate: int = RATE, channels: int = 1) -> bytes:
    """A WAV file in memory."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(pcm)
    return out.getvalue()


class Resampler:
    """Mono PCM16 of one rate as PCM16 of another, in pieces of any size, an odd byte kept for the next."""

    def __init__(self, rate_in: int, rate_out: int = RATE) -> None:
        if rate_in not in RATES or rate_out not in RATES:
            raise BadSound(f"Sound of {rate_in} samples a second is not taken here: 8000 to 48000 are usual.")
        self._in, self._out = rate_in, rate_out
        self._odd = b""
        self._through = None if rate_in == rate_out else self._made()

    def _made(self) -> AudioResampler:
        from av import AudioResampler  # noqa: PLC0415 - one of the megabytes that only sound needs

        return AudioResampler(format="s16", layout="mono", rate=self._out)

    def feed(self, pcm: bytes) -> bytes:
        """What is complete by now; a few milliseconds stay inside."""
        pcm = self._odd + pcm
        whole = len(pcm) & ~1
        self._odd, pcm = pcm[whole:], pcm[:whole]
        if self._through is None or not pcm:
            return pcm
        from av import AudioFrame  # noqa: PLC0415

        frame = AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), "s16", "mono")
        frame.sample_rate = self._in
        return self._joined(frame)

    def finish(self) -> bytes:
        """The rest, at the end of the stream."""
        return self._joined(None)

    def _joined(self, frame: AudioFrame | None) -> bytes:
        made = self._through.resample(frame) if self._through else []
        return b"".join(part.to_ndarray().astype("<i2", copy=False).tobytes() for part in made)


class Unpacker:
    """A sender's stream as PCM16 at RATE, one stream a channel. Raises BadSound for what cannot be."""

    def __init__(self, encoding: str, rate: int, channels: int = 1) -> None:
        if encoding not in ENCODINGS:
            raise BadSound(f'"{encoding}" is not taken here; send one of {", ".join(ENCODINGS)}.')
        if not 0 < channels <= MOST_CHANNELS:
            raise BadSound(f"{channels} channels are not taken here: 1 to {MOST_CHANNELS} are.")
        self._encoding: Encoding = encoding
        self._channels = channels
        self._held = b""
        self._opus = _Opus(channels) if encoding == "opus" else None
        self._resamplers = [Resampler(OPUS_RATE if self._opus else rate) for _ in range(channels)]

    def feed(self, data: bytes) -> list[bytes]:
        """One piece for each channel; of Opus exactly one packet is taken."""
        rows = self._opus.decoded(data) if self._opus else self._split(data)
        return [each.feed(row.tobytes()) for each, row in zip(self._resamplers, rows, strict=True)]

    def _split(self, data: bytes) -> Shorts:
        """(channels, n) of all whole samples; the rest waits for the next piece."""
        data = self._held + data
        step = WIDTH[self._encoding] * self._channels
        whole = len(data) // step * step
        self._held = data[whole:]
        return _plain(data[:whole], self._encoding).reshape(-1, self._channels).T

    def finish(self) -> list[bytes]:
        return [each.finish() for each in self._resamplers]


def _plain(data: bytes, encoding: Encoding) -> Shorts:
    match encoding:
        case "pcm_s16be":
            return np.frombuffer(data, ">i2").astype("<i2")
        case "pcm_f32le":
            return np.frombuffer(pcm16(np.frombuffer(data, "<f4")), "<i2")
        case "mulaw":
            return _MULAW[np.frombuffer(data, np.uint8)]
        case "alaw":
            return _ALAW[np.frombuffer(data, np.uint8)]
    return np.frombuffer(data, "<i2")


class _Opus:
    """Bare Opus packets (RFC 6716), as they travel in RTP."""

    def __init__(self, channels: int) -> None:
        from av import AudioResampler, CodecContext  # noqa: PLC0415

        if channels > 2:
            raise BadSound("A stream of Opus packets has one or two channels.")
        self._channels = channels
        layout = "stereo" if channels == 2 else "mono"
        self._decoder = CodecContext.create("libopus", "r")
        self._decoder.sample_rate = OPUS_RATE
        self._decoder.layout = layout
        self._level = AudioResampler(format="s16", layout=layout, rate=OPUS_RATE)

    def decoded(self, packet: bytes) -> Shorts:
        """(channels, n); of a damaged packet nothing."""
        import av  # noqa: PLC0415

        if not packet or len(packet) > LONGEST_OPUS:
            return np.zeros((self._channels, 0), np.int16)
        try:
            frames = self._decoder.decode(av.Packet(packet))
            level = [part for frame in frames for part in self._level.resample(frame)]
        except (av.FFmpegError, ValueError):
            return np.zeros((self._channels, 0), np.int16)
        rows = [part.to_ndarray().reshape(-1, self._channels).T for part in level]
        return np.concatenate(rows, axis=1) if rows else np.zeros((self._channels, 0), np.int16)
