"""The sound of a call as recognisers take it: 16 kHz Opus, one channel at a time in pieces, or whole."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import av
import numpy as np

from ringside.speech import decode
from ringside.speech.transcription.cuts import RATE, Cut, Cutter, Mono
from ringside.speech.transcription.schemas import AudioSource

BITRATE = 24_000
"""Bits a second and channel that are aimed at: clear for speech, an hour is 11 to 15 MB."""
MEDIA_TYPE = "audio/ogg"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one channel; `channel` is None where the recording does not tell speakers apart by channel."""

    channel: int | None
    cut: Cut

    def opus(self) -> bytes:
        """The sound as Ogg/Opus."""
        buffer = io.BytesIO()
        encode([self.cut.samples[np.newaxis]], buffer, channels=1)
        return buffer.getvalue()


def sound(source: AudioSource) -> Iterator[Mono]:
    """The samples as (channels, n) with as many channels as the source has speakers' channels. Raises Undecodable."""
    for block in decode.pieces(source.paths, RATE):
        if len(block) == source.channels:
            yield block
        elif source.channels == 1:
            yield block.mean(axis=0, keepdims=True, dtype=np.float32)
        else:
            yield np.repeat(block[:1], source.channels, axis=0)


def pieces(source: AudioSource, longest_s: float, *, only_speech: bool) -> Iterator[Piece]:
    """All channels cut side by side, so that nothing is decoded twice."""
    cutters = [Cutter(longest_s, only_speech=only_speech) for _ in range(source.channels)]
    named: list[int | None] = [None] if source.channels == 1 else list(range(source.channels))
    for block in sound(source):
        for channel, cutter, samples in zip(named, cutters, block, strict=True):
            yield from (Piece(channel, cut) for cut in cutter.feed(samples))
    for channel, cutter in zip(named, cutters, strict=True):
        yield from (Piece(channel, cut) for cut in cutter.finish())


def write_opus(source: AudioSource, target: Path) -> None:
    """The whole call as one Ogg/Opus file. Raises Undecodable."""
    with target.open("wb") as file:
        encode(sound(source), file, channels=source.channels)


def encode(blocks: Iterable[Mono], file: IO[bytes], *, channels: int) -> None:
    """Blocks of (channels, n) float samples as Ogg/Opus."""
    layout = "stereo" if channels == 2 else "mono"
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout=layout)
        stream.bit_rate = BITRATE * channels
        at = 0
        for block in blocks:
            scaled = (np.clip(block, -1, 1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(scaled.T).reshape(1, -1), "s16", layout)
            frame.sample_rate, frame.pts = RATE, at
            at += block.shape[1]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
