"""Sound out of any common file, piece by piece, so that memory stays flat however long the call is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import av
import numpy as np
from av import AudioFrame, AudioResampler

from ringside.speech.blocks import LONGEST_S, Block, Samples, declared, native, opened, refuse_odd
from ringside.speech.schemas import Media, Note, Undecodable

__all__ = ["Samples", "Undecodable", "pieces", "probe"]

PIECE_S = 10.0
LOOK_S = 600.0
QUIET = 1e-5
"""A channel 50 dB below the loudest carries no voice of its own."""


def probe(path: Path) -> Media:
    """What the file is, from its head; raises Undecodable."""
    with opened(path) as (container, stream):
        refuse_odd(stream.rate, stream.channels)
        return Media(
            container=container.format.name.split(",")[0],
            codec=stream.codec_context.codec.canonical_name,
            channels=stream.channels,
            rate=stream.rate,
            duration_s=declared(container, stream),
            has_video=any(not _is_picture(video) for video in container.streams.video),
        )


def _is_picture(video: Any) -> bool:
    return bool(video.disposition & av.stream.Disposition.attached_pic)


def pieces(
    paths: Sequence[Path], rate: int = 16_000, *, notes: list[Note] | None = None, longest_s: float = LONGEST_S
) -> Iterator[Samples]:
    """The sound in pieces of ten seconds: the channels (at most two) of one file, or one channel for each of two files.

    What is odd is added to `notes`. Raises Undecodable, also for sound longer than `longest_s`.
    """
    found: list[Note] = [] if notes is None else notes
    if len(paths) == 1:
        return _even(_resampled(_heard(paths[0], found, longest_s), rate), rate)
    if len(paths) == 2:
        return _side_by_side(
            [
                _even(_resampled(_mono(path, found, longest_s, number), rate), rate)
                for number, path in enumerate(paths, 1)
            ],
            rate,
            found,
        )
    raise Undecodable("too_many_files", "A call is one file, or two files with one speaker each.")


def _heard(path: Path, notes: list[Note], longest_s: float) -> Iterator[Block]:
    """One or two channels: of more, the two that carry sound, or all of them mixed into one."""
    chosen: list[int] | None = None
    width = 0
    for block in native(path, notes, longest_s):
        channels = len(block.samples)
        if not width:
            chosen = _audible(path, longest_s) if channels > 2 else list(range(channels))
            if channels > 2:
                notes.append(_say_chosen(channels, chosen))
            width = len(chosen) if len(chosen) <= 2 else 1
        yield Block(block.rate, _pick(block.samples, chosen, width))


def _pick(samples: Samples, chosen: list[int] | None, width: int) -> Samples:
    if chosen and len(chosen) == width and max(chosen) < len(samples):
        return samples if len(samples) == width else samples[chosen]
    return np.repeat(samples.mean(axis=0, keepdims=True, dtype=np.float32), width, axis=0)


def _say_chosen(channels: int, chosen: list[int]) -> Note:
    if len(chosen) > 2:
        return Note(
            code="channels_mixed", detail=f"{len(chosen)} of {channels} channels carry sound; they were mixed into one."
        )
    names = " and ".join(str(index + 1) for index in chosen)
    return Note(
        code="channels_chosen", detail=f"Of {channels} channels only {names} carry sound; the others were left out."
    )


def _audible(path: Path, longest_s: float) -> list[int]:
    """The channels that carry sound within the first minutes, all of them when none does."""
    power, heard = np.zeros(0), 0.0
    for block in native(path, [], longest_s):
        if len(power) != len(block.samples):
            power = np.zeros(len(block.samples))
        power = power + (block.samples.astype(np.float64) ** 2).sum(axis=1)
        heard += block.samples.shape[1] / block.rate
        if heard > LOOK_S:
            break
    loud = np.flatnonzero(power > max(power.max() * QUIET, 1e-12))
    return [int(index) for index in loud] or list(range(len(power)))


def _mono(path: Path, notes: list[Note], longest_s: float, number: int) -> Iterator[Block]:
    """One channel, mixed when there are more."""
    told = False
    for block in native(path, notes, longest_s):
        if len(block.samples) > 1 and not told:
            told = True
            detail = f"File {number} is of one speaker and has several channels; they were mixed into one."
            notes.append(Note(code="channels_mixed", detail=detail))
        yield Block(block.rate, block.samples.mean(axis=0, keepdims=True, dtype=np.float32))


def _resampled(blocks: Iterator[Block], rate: int) -> Iterator[Samples]:
    """The same sound at one rate; resampled in runs of about a second, which costs less than frame by frame."""
    held: list[Samples] = []
    now, size = 0, 0
    resampler: AudioResampler | None = None
    for block in blocks:
        if block.rate != now:
            yield from _through(resampler, held, now, end=True)
            held, size, now = [], 0, block.rate
            layout = "stereo" if len(block.samples) == 2 else "mono"
            resampler = None if now == rate else AudioResampler("fltp", layout, rate)
        held.append(block.samples)
        size += block.samples.shape[1]
        if size >= now:
            yield from _through(resampler, held, now)
            held, size = [], 0
    yield from _through(resampler, held, now, end=True)


def _through(resampler: AudioResampler | None, held: list[Samples], rate: int, end: bool = False) -> Iterator[Samples]:
    samples = np.ascontiguousarray(np.concatenate(held, axis=1)) if held else None
    if resampler is None:
        if samples is not None:
            yield samples
        return
    if samples is not None and samples.shape[1]:
        frame = AudioFrame.from_ndarray(samples, "fltp", "stereo" if len(samples) == 2 else "mono")
        frame.sample_rate = rate
        yield from (_samples(out) for out in resampler.resample(frame))
    if end:
        yield from (_samples(out) for out in resampler.resample(None))


def _samples(frame: AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.float32)


def _even(blocks: Iterator[Samples], rate: int) -> Iterator[Samples]:
    """The same samples in pieces of exactly PIECE_S, and a last shorter one."""
    held: list[Samples] = []
    count, size = 0, round(PIECE_S * rate)
    for block in blocks:
        held.append(block)
        count += block.shape[1]
        while count >= size:
            whole = np.concatenate(held, axis=1)
            yield whole[:, :size]
            held, count = [whole[:, size:]], count - size
    if count:
        yield np.concatenate(held, axis=1)


def _side_by_side(sides: list[Iterator[Samples]], rate: int, notes: list[Note]) -> Iterator[Samples]:
    """Two single channels as one pair; the shorter is filled up with silence."""
    lengths = np.zeros(2, np.int64)
    none = np.zeros((1, 0), np.float32)
    for pair in zip_longest(*sides, fillvalue=none):
        sizes = [part.shape[1] for part in pair]
        lengths += sizes
        both = np.zeros((2, max(sizes)), np.float32)
        for row, part in zip(both, pair, strict=True):
            row[: part.shape[1]] = part[0]
        yield both
    apart = abs(int(lengths[0] - lengths[1])) / rate
    if apart > 1:
        detail = (
            f"File {1 + int(lengths.argmin())} is {apart:.0f} s shorter than the other; its rest counts as silence."
        )
        notes.append(Note(code="lengths_differ", detail=detail, at=float(lengths.min() / rate)))
