"""A copy of a recording that every browser plays and that runs in step with what was measured: MP3 of constant rate.

MP3 because all current browsers decode it, builds without licensed codecs too (Opus in Ogg fails in Safari before 18.4,
AAC in plain Chromium); of constant rate because then a jump to a second is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import av
import numpy as np
from av import AudioFrame
from av.audio.stream import AudioStream

from ringside.speech import decode
from ringside.speech.blocks import LONGEST_S
from ringside.speech.schemas import Media, Note

MEDIA_TYPE = "audio/mpeg"
SUFFIX = ".mp3"
RATE = 24_000
BITS = {1: 40_000, 2: 64_000}
"""Per second: half an hour of two channels is 14 MB."""
QUICK = {"compression_level": "7"}
"""Speech at these rates sounds the same and takes half the time."""

PLAYED = {("wav", "pcm_s16le"), ("wav", "pcm_u8"), ("mp3", "mp3"), ("mov", "aac"), ("flac", "flac")}
"""What all browsers play themselves, as (container, codec)."""
OUT_OF_STEP = {"gaps", "damaged", "truncated", "channels_mixed", "channels_chosen"}
"""Notes of recordings that a browser would play otherwise than they were measured."""


def needed(media: Media | Sequence[Media], notes: Collection[Note] = ()) -> bool:
    """Whether a browser cannot be given the upload itself: two files, other codings, pictures, anything repaired."""
    files = [media] if isinstance(media, Media) else list(media)
    one = files[0]
    played = (one.container, one.codec) in PLAYED and one.channels <= 2 and not one.has_video
    return len(files) > 1 or not played or any(note.code in OUT_OF_STEP for note in notes)


def make(
    paths: Sequence[Path],
    target: Path,
    progress: Callable[[float], None] | None = None,
    *,
    longest_s: float = LONGEST_S,
) -> list[Note]:
    """Writes the copy to `target`, whole or not at all, two files as one of two channels; what was odd about the sound.

    Raises Undecodable.
    """
    expected = max(decode.probe(path).duration_s or 0.0 for path in paths)
    notes: list[Note] = []
    unfinished = target.with_name(f"{target.name}.part")
    done = 0
    try:
        with av.open(f"file:{unfinished}", "w", format="mp3") as out:
            stream: AudioStream | None = None
            for piece in decode.pieces(paths, RATE, notes=notes, longest_s=longest_s):
                layout = "stereo" if len(piece) == 2 else "mono"
                if stream is None:
                    stream = out.add_stream("libmp3lame", rate=RATE, layout=layout, options=QUICK)
                    stream.bit_rate = BITS[len(piece)]
                frame = AudioFrame.from_ndarray(np.ascontiguousarray(piece), "fltp", layout)
                frame.sample_rate, frame.pts = RATE, done
                out.mux(stream.encode(frame))
                done += piece.shape[1]
                if progress is not None and expected:
                    progress(min(done / RATE / expected, 1.0))
            if stream is not None:
                out.mux(stream.encode(None))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return notes
