"""All that can be said of a call without its words: who spoke when, level and pitch. One pass over the sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ringside.speech import decode, voice
from ringside.speech.blocks import LONGEST_S
from ringside.speech.frames import FRAME_S, RATE, Bools, Floats, Frames, Tracker, joined
from ringside.speech.schemas import Energy, Note, Peaks, Sound, SoundSignals, Stretch
from ringside.speech.talk import talk

__all__ = ["Sound", "SoundSignals", "measure", "summed_up", "talk"]

MOST_PEAKS = 4_000
SAME_DB = 6.0
"""Two channels whose levels keep this near to one difference carry one sound."""
DEAD_DB = -75.0
OCTAVE_ERROR = 10.0
"""Semitones from the median beyond which a pitch is taken for its half or its double."""


def measure(
    paths: Sequence[Path], progress: Callable[[float], None] | None = None, *, longest_s: float = LONGEST_S
) -> Sound:
    """The sound of one file, or of two files with one speaker each; `progress` is told 0..1. Raises Undecodable."""
    notes: list[Note] = []
    expected = max(decode.probe(path).duration_s or 0.0 for path in paths)
    tracker, parts, done = Tracker(), [], 0
    for piece in decode.pieces(paths, RATE, notes=notes, longest_s=longest_s):
        frames = tracker.feed(piece)
        parts += [frames] if frames is not None else []
        done += piece.shape[1]
        if progress is not None and expected:
            progress(min(done / RATE / expected, 1.0))
    last = tracker.finish()
    frames = joined(parts + ([last] if last is not None else []))
    return summed_up(frames, done / RATE, notes)


def summed_up(frames: Frames, duration_s: float, notes: Sequence[Note] = ()) -> Sound:
    """The frames of a whole recording as what a person wants to know."""
    frames, told = telling_apart(frames)
    notes = [*notes, *told]
    active = voice.active(frames)
    found = sorted(
        (
            stretch(frames, row, start, min(end, duration_s))
            for row, on in enumerate(active)
            for start, end in voice.stretches(on)
        ),
        key=lambda each: (each.start, each.channel),
    )
    talk_s = tuple(round(sum(s.end - s.start for s in found if s.channel == row), 2) for row in range(len(active)))
    notes += [
        Note(code="silent_channel", detail=f"Nobody is heard on channel {row + 1}.")
        for row, seconds in enumerate(talk_s)
        if not seconds
    ]
    return Sound(
        duration_s=round(duration_s, 2),
        channels=len(active),
        stretches=tuple(found),
        talk_s=talk_s,
        energy=tuple(energy(frames, row, on) for row, on in enumerate(active)),
        peaks=waveform(frames.peak),
        notes=tuple(notes),
    )


def telling_apart(frames: Frames) -> tuple[Frames, list[Note]]:
    """Only the channels that tell speakers apart, and what is to be said about the others."""
    if len(frames.level) != 2:
        return frames, []
    dead = [row for row in (0, 1) if frames.level[row].max(initial=DEAD_DB) <= DEAD_DB]
    if len(dead) == 1:
        detail = f"Channel {dead[0] + 1} is dead, so the recording counts as one channel."
        return frames.only(1 - dead[0]), [Note(code="silent_channel", detail=detail)]
    loud = frames.level[:, (frames.level.max(axis=0) > DEAD_DB + 15) & (frames.pitch.max(axis=0) > 0)]
    low, high = np.percentile(loud[0] - loud[1], (5, 95)) if loud.size else (0.0, SAME_DB)
    if high - low < SAME_DB:
        detail = "Both channels carry the same sound, so they do not tell the speakers apart."
        return frames.only(int(loud.mean(axis=1).argmax())), [Note(code="same_channels", detail=detail)]
    return frames, []


def waveform(peak: Floats) -> Peaks:
    """The largest samples in at most MOST_PEAKS steps."""
    step = max(1, -(-peak.shape[1] // MOST_PEAKS))
    padded = np.pad(peak, ((0, 0), (0, -peak.shape[1] % step)))
    tops = np.rint(255 * padded.reshape(len(peak), -1, step).max(axis=2).clip(0, 1)).astype(int)
    return Peaks(per_second=1 / (step * FRAME_S), channels=tuple(tuple(row.tolist()) for row in tops))


def stretch(frames: Frames, row: int, start: float, end: float) -> Stretch:
    span = slice(round(start / FRAME_S), round(end / FRAME_S))
    pitch = frames.pitch[row, span]
    voiced = pitch[pitch > 0]
    return Stretch(
        channel=row,
        start=start,
        end=end,
        level=round(float(frames.level[row, span].mean()), 1),
        pitch=round(float(np.median(voiced)), 1) if len(voiced) >= 5 else None,
    )


def energy(frames: Frames, row: int, active: Bools) -> Energy | None:
    """How the speaker of a channel sounds, None when nobody speaks on it."""
    voiced = active & (frames.pitch[row] > 0)
    if not voiced.any():
        return None
    level, pitch, rest = frames.level[row, voiced], frames.pitch[row, voiced], frames.level[row, ~active]
    middle = float(np.median(pitch))
    steps = 12 * np.log2(pitch / middle)
    near = steps[np.abs(steps) < OCTAVE_ERROR]
    return Energy(
        level=round(float(np.median(level)), 1),
        level_spread=round(float(np.std(level)), 1),
        pitch=round(middle, 1),
        pitch_spread=round(float(np.std(near)), 2),
        noise=round(float(np.median(rest if len(rest) else level)), 1),
    )
