"""What of one channel is only the other one heard through: softer, a little later, rising and falling with it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ringside.speech.frames import FRAME_S, Bools, Floats

T = TypeVar("T", bound=np.generic)

MOST_DELAY = round(0.4 / FRAME_S)
"""An echo through a far network comes back within this."""
LIKE, SPREAD_DB = 0.7, 6.0
"""One channel is heard in the other when their levels correlate by this and keep their distance to this deviation."""
ABOVE_DB = 6.0
"""A speaker's own voice stands out of the leakage by this."""
FAINT_DB, DROWNED_DB = 18.0, 15.0
"""Without a found path: this much softer than the channel's own voice, and than the other channel's at that moment."""
ENOUGH = round(1.0 / FRAME_S)


def without_leakage(level: Floats, found: Bools) -> Bools:
    """The found speech of two channels without what leaked from the other."""
    cleared = found.copy()
    for row in (0, 1):
        other = level[1 - row]
        heard = _heard_through(level[row], other, found[row], found[1 - row])
        drowned = _around(other, 3) > level[row] + DROWNED_DB
        own = level[row][found[row]]
        faint = level[row] < np.percentile(own, 80) - FAINT_DB if len(own) else np.zeros(len(other), np.bool_)
        cleared[row] &= ~(heard | (drowned & faint & found[1 - row]))
    return cleared


def _heard_through(level: Floats, other: Floats, found: Bools, others: Bools) -> Bools:
    """Frames no louder than the other channel's leakage, or none when there is no path for it."""
    best, delay = 0.0, 0
    for step in range(MOST_DELAY):
        late, speaks = _later(other, step), _later(others, step)
        at = speaks & found & (level < late - ABOVE_DB)
        if at.sum() < ENOUGH:
            continue
        like = float(np.corrcoef(level[at], late[at])[0, 1])
        if like > best:
            best, delay = like, step
    if best < LIKE:
        return np.zeros(len(level), np.bool_)
    late, speaks = _later(other, delay), _later(others, delay)
    at = speaks & found & (level < late - ABOVE_DB)
    losses = late[at] - level[at]
    if np.std(losses) > SPREAD_DB:
        return np.zeros(len(level), np.bool_)
    loss = np.median(losses)
    return np.asarray(speaks & (level < _around(late, 3) - loss + ABOVE_DB))


def _later(values: NDArray[T], steps: int) -> NDArray[T]:
    return np.concatenate([np.repeat(values[:1], steps), values[: len(values) - steps]])


def _around(values: Floats, reach: int) -> Floats:
    """The largest of the frames around each."""
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(sliding_window_view(padded, 2 * reach + 1).max(axis=1))
