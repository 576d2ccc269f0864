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

NEAR_FLOOR_DB = 8.0
"""What rises less above the floor is the floor."""
BELOW_SPEECH_DB = 35.0
"""What is this much softer than the channel's loud speech is breath, a chair, or another room."""
SURE_DB, REACH_DB = 6.0, 22.0
"""Somewhere a stretch must rise this much above the least level, and come this near to the channel's loud speech."""
FLOOR_REACH_S = 8.0
SHORTEST_S = 0.1
JOIN_S = 0.35
"""Stops and breaths within a phrase; a longer gap is a pause."""
VOICED_SHARE, VOICED_S = 0.15, 0.06
TONE_SHARE = 0.5
STEADY_DB, STEADY_S = 2.5, 2.0
"""Speech rises and falls with its syllables; what keeps its level this long is a machine."""


def active(frames: Frames) -> Bools:
    """For each channel and frame, whether its own speaker speaks."""
    found = np.stack([_channel(frames, row) for row in range(len(frames.level))])
    if len(found) == 2:
        cleared = without_leakage(frames.level, found)
        found = np.stack([_kept(cleared[row], frames, row) for row in range(2)])
    return found


def stretches(found: Bools) -> Stretches:
    """The stretches of one channel in seconds."""
    return [(round(start * FRAME_S, 2), round(end * FRAME_S, 2)) for start, end in _runs(found)]


def _channel(frames: Frames, row: int) -> Bools:
    level = _smooth(frames.level[row], 3)
    floor = np.maximum(_floor(level), GATE_DB - NEAR_FLOOR_DB)
    loud = level[(frames.pitch[row] > 0) & (level > floor + NEAR_FLOOR_DB + SURE_DB)]
    speech = float(np.percentile(loud, 90)) if len(loud) else 0.0
    least = np.maximum(floor + NEAR_FLOOR_DB, speech - BELOW_SPEECH_DB)
    return _kept(level > least, frames, row, level > np.maximum(least + SURE_DB, speech - REACH_DB))


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


def _kept(found: Bools, frames: Frames, row: int, sure: Bools | None = None) -> Bools:
    """Frames joined to phrases, of which those stay that sound like a voice."""
    kept = np.zeros(len(found), np.bool_)
    voiced, tone, level = frames.pitch[row] > 0, frames.tone[row], frames.level[row]
    for start, end in _joined(_runs(found)):
        span = slice(start, end)
        on = found[span]
        is_voice = (
            (end - start) * FRAME_S >= SHORTEST_S
            and (sure is None or bool(sure[span].any()))
            and float(voiced[span].sum()) >= max(VOICED_S / FRAME_S, VOICED_SHARE * on.sum())
            and tone[span][on].mean() < TONE_SHARE
            and not _steady(level[span])
        )
        kept[span] = is_voice
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
