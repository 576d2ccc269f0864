"""Recordings made in a test: tones of known length in any format that can be written here."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av import AudioFrame
from numpy.typing import NDArray

FORMATS = {  # ending: container, encoder, rate
    "wav": ("wav", "pcm_s16le", 8_000),
    "mp3": ("mp3", "libmp3lame", 44_100),
    "m4a": ("ipod", "aac", 44_100),
    "ogg": ("ogg", "libopus", 48_000),
    "flac": ("flac", "flac", 96_000),
    "wma": ("asf", "wmav2", 44_100),
    "webm": ("webm", "libopus", 48_000),
    "mp4": ("mp4", "aac", 48_000),
}


def tone(seconds: float, rate: int, hertz: float = 440, level: float = 0.3) -> NDArray[np.float32]:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def write(
    path: Path, samples: NDArray[np.float32], rate: int, container: str = "wav", codec: str = "pcm_s16le"
) -> Path:
    """A file of the given channels (channels, n); an MP4 gets a picture as well. Skips without the encoder."""
    try:
        av.Codec(codec, "w")
    except ValueError:
        pytest.skip(f"this build of PyAV writes no {codec}")
    with av.open(str(path), "w", format=container) as out:
        picture = out.add_stream("mpeg4", rate=5, width=32, height=32) if container == "mp4" else None
        layout = {1: "mono", 2: "stereo"}.get(len(samples), f"{len(samples)}c")
        sound = out.add_stream(codec, rate=rate, layout=layout)
        if codec == "wmav2":
            sound.bit_rate = 96_000
        fifo = av.AudioFifo()
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", layout)
        frame.sample_rate, frame.pts = rate, 0
        if picture is not None:
            for i in range(int(5 * samples.shape[1] / rate)):
                shot = av.VideoFrame.from_ndarray(np.full((32, 32, 3), i % 200, np.uint8), "rgb24")
                out.mux(picture.encode(shot))
            out.mux(picture.encode(None))
        fifo.write(frame)
        while part := fifo.read(1024, partial=True):
            out.mux(sound.encode(part))
        out.mux(sound.encode(None))
    return path
