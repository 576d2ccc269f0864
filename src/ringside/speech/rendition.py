"""A copy of a recording that every browser plays and that runs in step with what was measured: MP3 of constant rate.

MP3 because all current browsers decode it, builds without licensed codecs too (Opus in Ogg fails in Safari before 18.4,
AAC in plain Chromium); of constant rate because then a jump to a second is exact. Telephone recordings in WAV are
copied as WAV: at their rate that is small enough, loses nothing, and takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import av
import numpy as np
from av import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer

from ringside.speech import decode
from ringside.speech.blocks import LONGEST_S, Samples
from ringside.speech.schemas import Media, Note

MEDIA_TYPES = {".mp3": "audio/mpeg", ".wav": "audio/wav"}
RATE = 24_000
BITS = {1: 40_000, 2: 64_000}
"""Per second: half an hour of two channels is 14 MB."""
QUICK = {"compression_level": "7"}
"""Speech at these rates sounds the same and takes half the time."""
TELEPHONE = (8_000, 16_000)
"""Rates at which a WAV is small enough to send as it is: an hour of two channels is 115 or 230 MB."""

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


def suffix(media: Media | Sequence[Media]) -> str:
    """What kind of copy suits these files, as the end of its name; one of MEDIA_TYPES."""
    files = [media] if isinstance(media, Media) else list(media)
    return ".wav" if all(one.container == "wav" and one.rate in TELEPHONE for one in files) else ".mp3"


def make(
    paths: Sequence[Path],
    target: Path,
    progress: Callable[[float], None] | None = None,
    *,
    longest_s: float = LONGEST_S,
) -> list[Note]:
    """Writes the copy to `target`, whole or not at all, two files as one of two channels; what was odd about the sound.

    The target's suffix says which kind of copy. Raises Undecodable.
    """
    heads = [decode.probe(path) for path in paths]
    expected = max(head.duration_s or 0.0 for head in heads)
    wav = target.suffix == ".wav"
    rate = max(head.rate for head in heads) if wav else RATE
    notes: list[Note] = []
    unfinished = target.with_name(f"{target.name}.part")
    done = 0
    try:
        with av.open(f"file:{unfinished}", "w", format=target.suffix[1:]) as out:
            stream: AudioStream | None = None
            for piece in decode.pieces(paths, rate, notes=notes, longest_s=longest_s):
                layout = "stereo" if len(piece) == 2 else "mono"
                stream = stream or (_plain if wav else _small)(out, rate, layout)
                out.mux(stream.encode(_frame(piece, rate, layout, done, wav=wav)))
                done += piece.shape[1]
                if progress is not None and expected:
                    progress(min(done / rate / expected, 1.0))
            if stream is not None:
                out.mux(stream.encode(None))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return notes


def _small(out: OutputContainer, rate: int, layout: str) -> AudioStream:
    stream = out.add_stream("libmp3lame", rate=rate, layout=layout, options=QUICK)
    stream.bit_rate = BITS[stream.channels]
    return stream


def _plain(out: OutputContainer, rate: int, layout: str) -> AudioStream:
    return out.add_stream("pcm_s16le", rate=rate, layout=layout)


def _frame(piece: Samples, rate: int, layout: str, start: int, *, wav: bool) -> AudioFrame:
    if wav:
        whole = np.rint(np.clip(piece, -1.0, 1.0) * 32_767).astype(np.int16)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(whole.T).reshape(1, -1), "s16", layout)
    else:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(piece), "fltp", layout)
    frame.sample_rate, frame.pts = rate, start
    return frame
