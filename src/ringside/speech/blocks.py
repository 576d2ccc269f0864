"""A recording opened and decoded in its own channels and rate, with all that can be wrong with a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av import AudioFrame, Packet
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from ringside.speech.schemas import Cause, Note, Undecodable

Samples = NDArray[np.float32]
"""(channels, n), -1..1."""

LONGEST_S = 6 * 3600.0

# Only sound and video files: playlists and scripts, which name other files and addresses, are no recordings.
FORMATS = (
    "wav,w64,rf64,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac,asf,matroska,webm,aac,aiff,au,amr,amrnb,amrwb,caf,avi,mpeg,mpegts,ac3,eac3,"
    "flv,wv,ape,tta,gsm,mpc,mpc8,dsf,spdif,adp,voc,opus,libgme"
)
BROKEN = (av.FFmpegError, OSError, ValueError)
"""What PyAV raises of a file it cannot read."""
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}

MOST_BREAKS = 100
GAP_S = 0.2
"""Time stamps run on this much further than the samples: something was left out (silence in browser recordings)."""
RATES = range(2_000, 400_001)
MOST_CHANNELS, MOST_PLANES = 64, 8
SHORTEST_S = 0.05


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """The file and its sound; raises Undecodable."""
    try:
        container = av.open(f"file:{path}", options=OPTIONS, metadata_errors="replace")
    except FileNotFoundError:
        raise
    except BROKEN as error:
        raise Undecodable(*_unopened(path)) from error
    with container:
        stream = container.streams.best("audio")
        if not isinstance(stream, AudioStream):
            what = "The video has no sound." if container.streams.video else "The file has no sound in it."
            raise Undecodable("no_audio", f"{what} Upload the recording with its sound.")
        if stream.codec_context is None:
            raise Undecodable("unsupported", "The sound's coding is not known here. Save it as MP3, M4A or WAV.")
        yield container, stream


def _unopened(path: Path) -> tuple[Cause, str]:
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        return "empty", "The file is empty. Upload the recording again."
    if head[:4] in {b"OggS", b"fLaC"}:
        return "incomplete", "The file ends where its sound should begin. Upload it again."
    if head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide"}:
        return (
            "incomplete",
            "The file ends before its index, which recorders write last, so it cannot be played. "
            "Upload it again, or export it again if it was cut off while recording.",
        )
    return (
        "not_media",
        "This is not a sound or video file, whatever its name says. "
        "Upload WAV, MP3, M4A, OGG, Opus, FLAC, WMA, WebM or MP4.",
    )


def declared(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def refuse_odd(rate: int, channels: int) -> None:
    if rate not in RATES or not 0 < channels <= MOST_CHANNELS:
        raise Undecodable(
            "unsupported",
            f"The file says it has {channels} channels at {rate} samples a second, which no recording of a call has. "
            "Export it again as WAV, MP3 or M4A.",
        )


@dataclass
class Block:
    """Some samples at the rate they were recorded in."""

    rate: int
    samples: Samples


def _frames(container: InputContainer, stream: AudioStream, notes: list[Note]) -> Iterator[AudioFrame]:
    """What can be decoded; a damaged packet is left out, and a file that breaks off ends there."""
    bad, first, broken = 0, None, 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            break
        except BROKEN:
            broken += 1
            if broken > MOST_BREAKS:
                break
            packets = container.demux(stream)  # what follows a damaged part can often be read again
            continue
        try:
            decoded = packet.decode()
            yield from (frame for frame in decoded if _readable(frame))
            harmed = not all(map(_readable, decoded))
        except BROKEN:
            harmed = True
        if harmed:
            bad, first = bad + 1, _at(packet) if first is None else first
    if bad := bad + broken:
        notes.append(Note(code="damaged", detail=f"{bad} damaged pieces of the file were left out.", at=first))


def _readable(frame: AudioFrame) -> bool:
    """Damaged data can claim dozens of planes; PyAV reads past the end of what a frame of more than eight has."""
    return frame.layout.nb_channels <= (MOST_PLANES if frame.format.is_planar else MOST_CHANNELS)


def _at(packet: Packet[AudioStream]) -> float | None:
    return float(packet.pts * packet.time_base) if packet.pts is not None and packet.time_base else None


def native(path: Path, notes: list[Note], longest_s: float) -> Iterator[Block]:
    """The file's own channels and rate, with silence where its time stamps leave something out."""
    own: list[Note] = []
    with opened(path) as (container, stream):
        refuse_odd(stream.rate, stream.channels)
        expected = declared(container, stream) or 0.0
        whole = expected / _present(path)
        base = (container.start_time or 0) / av.time_base
        clock, skipped, gaps = 0.0, 0.0, 0
        for frame in _frames(container, stream, own):
            samples = _floats(frame)
            refuse_odd(frame.sample_rate, len(samples))
            ahead = 0.0 if frame.time is None else frame.time - base - clock
            if ahead > longest_s or ahead < -GAP_S:
                base += ahead  # a clock that was set anew says nothing about the sound
                whole -= max(ahead, 0.0)
            elif ahead > GAP_S:
                gaps, skipped, clock = gaps + 1, skipped + ahead, clock + ahead
                yield from _silence(ahead, frame.sample_rate, len(samples))
            clock += samples.shape[1] / frame.sample_rate
            if clock > longest_s:
                raise Undecodable(
                    "too_long", f"The recording is longer than {longest_s / 3600:.2g} hours. Cut it into parts."
                )
            yield Block(frame.sample_rate, samples)
        if gaps:
            own.append(
                Note(code="gaps", detail=f"{skipped:.1f} s in {gaps} places were not recorded and count as silence.")
            )
        _judge(clock, whole, own)
        notes += own


def _present(path: Path) -> float:
    """The share of a WAV file that is there, by the size its head gives; 1 where that is unknown."""
    with path.open("rb") as file:
        head = file.read(12)
    size, there = int.from_bytes(head[4:8], "little") + 8, path.stat().st_size
    known = head[:4] == b"RIFF" and head[8:] == b"WAVE" and size < 0xFFFFFFFF
    return min(1.0, there / size) if known else 1.0


def _judge(clock: float, whole: float, own: list[Note]) -> None:
    """Whether what was decoded of a file is enough to go on with, and what is to be said about the rest."""
    if clock < SHORTEST_S:
        raise Undecodable("empty", "There is no sound in the file: it lasts 0 seconds. Upload the recording again.")
    if clock < whole / 50:
        detail = (
            f"Of {whole:.0f} s hardly anything can be read: the file is damaged, or is no recording. Upload it again."
        )
        raise Undecodable("damaged", detail)
    if whole - clock > max(1.0, whole / 50):
        detail = f"The file should last {whole:.0f} s and breaks off after {clock:.0f} s; what is there was used."
        own.append(Note(code="truncated", detail=detail, at=clock))


def _silence(seconds: float, rate: int, channels: int) -> Iterator[Block]:
    left = round(seconds * rate)
    while left > 0:
        size = min(left, rate)
        yield Block(rate, np.zeros((channels, size), np.float32))
        left -= size


def _floats(frame: AudioFrame) -> Samples:
    """(channels, n) in -1..1 of any sample format."""
    data: NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        data = data.reshape(-1, frame.layout.nb_channels).T
    samples: Samples = data.astype(np.float32)
    if data.dtype == np.uint8:
        return (samples - 128) / np.float32(128)
    if data.dtype.kind == "i":
        return samples / np.float32(2 ** (8 * data.dtype.itemsize - 1))
    return np.clip(np.nan_to_num(samples, posinf=0, neginf=0), -1, 1)
