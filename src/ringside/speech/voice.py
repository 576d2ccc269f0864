"""Where somebody speaks on a channel: level above an adaptive floor, proven by voicing, without tones and leakage.

The numbers below are chosen in the middle of what reasonable derivations give (docs/audio.md has the table).
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ringside.speech.frames import FRAME_S, GATE_DB, Bools, Floats, Frames
from ringside.speech.leak import without_leakage

Stretches = list[tuple[float, float]]
"""(start, end) in seconds, in order, not touching."""

FIRST_MARGIN_DB, LEAST_MARGIN_DB, MOST_MARGIN_DB = 8.0, 4.5, 12.0
"""What rises less above the floor is the background; how much is measured."""
GLIDE = 0.15
"""A voice changes its pitch less in 20 ms."""
BELOW_SPEECH_DB = 32.0
"""What is this much softer than the channel's loud speech is breath, a chair, or another room."""
SURE_DB, REACH_DB = 3.0, 22.0
"""Voiced, a stretch must somewhere rise this much above the least level and come this near to the loud speech."""
FLOOR_REACH_S = 8.0
SHORTEST_S = 0.1
JOIN_S = 0.35
"""Stops and breaths within a phrase; a longer gap is a pause."""
UNVOICED_S = 0.25
"""No sound of speech is further from a voiced one: a row of key strokes is."""
VOICED_SHARE, SURE_S = 0.15, 0.05
TONE_S = 0.08
STEADY_DB, STEADY_S = 2.5, 2.0
"""Speech rises and falls with its syllables; what keeps its level this long is a machine."""


def active(frames: Frames) -> Bools:
    """For each channel and frame, whether its own speaker speaks."""
    rows = range(len(frames.level))
    lines = [_lines(frames, row) for row in rows]
    found = np.stack([_kept(over, sure, frames, row) for row, (over, sure) in enumerate(lines)])
    if len(found) == 2:
        cleared = without_leakage(frames.level, found)
        found = np.stack([_kept(cleared[row], lines[row][1], frames, row) for row in rows])
    return found


def stretches(found: Bools) -> Stretches:
    """The stretches of one channel in seconds."""
    return [(round(start * FRAME_S, 2), round(end * FRAME_S, 2)) for start, end in _runs(found)]


def _lines(frames: Frames, row: int) -> tuple[Bools, Bools]:
    """The frames that may be speech, and those that surely are loud and voiced enough for it."""
    level = _smooth(frames.level[row], 3)
    tone = _tones(frames.tone[row])
    voiced = _voiced(frames.pitch[row]) & ~tone
    floor = np.maximum(_floor(level), GATE_DB - LEAST_MARGIN_DB)
    near = floor + _margin(level - floor, voiced)
    loud = level[voiced & (level > near + SURE_DB)]
    speech = float(np.percentile(loud, 90)) if len(loud) else 0.0
    least = np.maximum(near, speech - BELOW_SPEECH_DB)
    sure = voiced & (level > np.maximum(least + SURE_DB, speech - REACH_DB))
    return (level > least) & ~tone & _grown(voiced & (level > least), UNVOICED_S), sure


def _voiced(pitch: Floats) -> Bools:
    """Frames whose pitch goes on from the one before or into the next: noise seldom has the same pitch twice."""
    steady = np.zeros(len(pitch), np.bool_)
    here, after = pitch[:-2], pitch[2:]
    same = (here > 0) & (after > 0) & (np.abs(after - here) < GLIDE * here)
    steady[:-2] |= same
    steady[2:] |= same
    return steady


def _tones(tone: Bools) -> Bools:
    """Frames of a tone that lasts, with its ends; a vowel is pure for a moment only."""
    lasting = np.zeros(len(tone), np.bool_)
    for start, end in _runs(tone):
        lasting[start:end] = (end - start) * FRAME_S >= TONE_S
    return _grown(lasting, 3 * FRAME_S)


def _grown(found: Bools, by_s: float) -> Bools:
    """The frames within `by_s` of a found one."""
    reach = round(by_s / FRAME_S)
    return np.asarray(sliding_window_view(np.pad(found, reach), 2 * reach + 1).any(axis=1))


def _margin(above: Floats, voiced: Bools) -> float:
    """How far the background itself rises above its floor, from what is left when clear speech is taken away."""
    speech = np.zeros(len(above), np.bool_)
    for start, end in _joined(_runs(above > FIRST_MARGIN_DB)):
        if voiced[start:end].any():
            speech[max(0, start - 30) : end + 30] = True
    rest = above[~speech]
    if len(rest) * FRAME_S < 2:
        return FIRST_MARGIN_DB
    return float(np.clip(np.percentile(rest, 95) + 1.5, LEAST_MARGIN_DB, MOST_MARGIN_DB))


def _floor(level: Floats) -> Floats:
    """The level of the background around each frame: the softest tenth of a second within reach."""
    calm, block = _smooth(level, 10), 25
    blocks = np.pad(calm, (0, -len(calm) % block), mode="edge").reshape(-1, block).min(axis=1)
    reach = round(FLOOR_REACH_S / (block * FRAME_S))
    around = sliding_window_view(np.pad(blocks, reach, mode="edge"), 2 * reach + 1).min(axis=1)
    return np.repeat(around, block)[: len(level)].astype(np.float32)


def _smooth(values: Floats, width: int) -> Floats:
    if len(values) < width:
        return values
    padded = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge").astype(np.float64)
    sums = np.cumsum(np.insert(padded, 0, 0.0))
    return ((sums[width:] - sums[:-width]) / width).astype(np.float32)


def _kept(found: Bools, sure: Bools, frames: Frames, row: int) -> Bools:
    """Frames joined to phrases, of which those stay that sound like a voice."""
    kept = np.zeros(len(found), np.bool_)
    voiced, level = _voiced(frames.pitch[row]), frames.level[row]
    for start, end in _joined(_runs(found)):
        span = slice(start, end)
        on = found[span]
        kept[span] = (
            (end - start) * FRAME_S >= SHORTEST_S
            and sure[span][on].sum() * FRAME_S >= SURE_S
            and voiced[span][on].mean() >= VOICED_SHARE
            and not _steady(level[span])
        )
    return kept


def _steady(level: Floats) -> bool:
    return len(level) * FRAME_S >= STEADY_S and float(np.std(level[5:-5])) < STEADY_DB


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and (start - joined[-1][1]) * FRAME_S < JOIN_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _runs(found: Bools) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], found, [False]])))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
