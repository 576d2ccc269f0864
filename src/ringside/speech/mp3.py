"""A recording that is small while it grows: MP3 of constant rate, written frame by frame, whole after every one.

Frames do not rest on each other (no bit reservoir) and all have one size. So a file that breaks off is good up to its
last whole frame, goes on where it ended, a silence is a frame written as often as needed, and a place in the file is a
second of the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ringside.speech.ports import RATE

if TYPE_CHECKING:
    from av.audio.codeccontext import AudioCodecContext

SAMPLES = 576
"""Of a frame, each channel: 36 ms."""
BITS = 64_000
"""Per second: an hour of two channels is 29 MB; as PCM it would be 230."""
FRAME = SAMPLES // 8 * BITS // RATE
"""Bytes of a frame."""
LATE = 1_105
"""Samples that encoder and decoder put before the sound."""
DROPPED = -(-LATE // SAMPLES)
"""Frames at the beginning in which there is nothing yet."""
AHEAD = DROPPED * SAMPLES - LATE
"""Samples of silence that make the delay whole frames, which are dropped: what is heard at a second was said then."""
CHANNELS = 2
OPTIONS = {"reservoir": "0", "joint_stereo": "0", "compression_level": "7"}

Samples = NDArray[np.int16]


def seconds(size: int) -> float:
    """How long a file of so many bytes plays."""
    return size // FRAME * SAMPLES / RATE


def silence(frames: int) -> bytes:
    """So many frames in which nothing is heard."""
    return _silent() * frames


class Encoder:
    """Two channels of sound in, whole frames out, from a silence on; the last come at `finish`."""

    def __init__(self) -> None:
        self._codec = _codec()
        self._waiting: Samples = np.zeros((CHANNELS, AHEAD), np.int16)
        self._given = self._told = self._dropped = 0

    def feed(self, pcm: bytes) -> bytes:
        """Interleaved PCM16 of both channels, of any length."""
        fresh = np.frombuffer(pcm, "<i2").reshape(-1, CHANNELS).T
        self._given += fresh.shape[1]
        waiting = np.concatenate([self._waiting, fresh], axis=1)
        whole = waiting.shape[1] // SAMPLES * SAMPLES
        self._waiting = waiting[:, whole:]
        return b"".join(self._encoded(waiting[:, :whole]))

    def finish(self) -> bytes:
        """The rest, filled up with silence to a whole frame."""
        wanted = -(-self._given // SAMPLES) - self._told
        missing = -self._waiting.shape[1] % SAMPLES + DROPPED * SAMPLES
        rest = np.concatenate([self._waiting, np.zeros((CHANNELS, missing), np.int16)], axis=1)
        self._waiting = rest[:, :0]
        return b"".join([*self._encoded(rest), *self._kept(self._codec.encode(None))])[: max(0, wanted) * FRAME]

    def _encoded(self, sound: Samples) -> Iterator[bytes]:
        from av import AudioFrame  # noqa: PLC0415 - of many megabytes

        for i in range(0, sound.shape[1], SAMPLES):
            piece = np.ascontiguousarray(sound[:, i : i + SAMPLES])
            frame = AudioFrame.from_ndarray(piece, "s16p", "stereo")
            frame.sample_rate = RATE
            yield from self._kept(self._codec.encode(frame))

    def _kept(self, packets: object) -> Iterator[bytes]:
        for packet in packets:  # type: ignore[attr-defined]
            if self._dropped < DROPPED:
                self._dropped += 1
                continue
            self._told += 1
            yield bytes(packet)


def trimmed(path: Path) -> int:
    """Cut a file that broke off behind its last whole frame; its frames."""
    frames = path.stat().st_size // FRAME if path.exists() else 0
    if frames and path.stat().st_size % FRAME:
        with path.open("r+b") as file:
            file.truncate(frames * FRAME)
    return frames


def _codec() -> AudioCodecContext:
    from av import CodecContext  # noqa: PLC0415 - of many megabytes

    codec = CodecContext.create("libmp3lame", "w")
    codec.sample_rate, codec.layout, codec.format, codec.bit_rate = RATE, "stereo", "s16p", BITS
    codec.options, codec.time_base = OPTIONS, Fraction(1, RATE)
    codec.open()
    return codec


@cache
def _silent() -> bytes:
    encoder = Encoder()
    return encoder.feed(bytes(2 * CHANNELS * SAMPLES * 8))[-FRAME:]
