"""Cutting one channel where nobody speaks, piece by piece, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]

RATE = 16_000
FRAME = RATE // 50
"""Samples of a fiftieth of a second, the grain of all cuts."""
PAUSE = 0.6
"""Seconds of silence that part two utterances."""
PAD = 0.2
"""Seconds kept around speech, where soft sounds are."""
LOUDER = 4.0
"""How many times louder than the floor speech is at least (12 dB)."""
FAINTEST = 0.0015
"""Below this (-56 dB of full scale) is silence whatever the floor."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Samples of one channel from `start` on, in seconds of the call."""

    start: float
    samples: Mono

    @property
    def end(self) -> float:
        return self.start + len(self.samples) / RATE


class Cutter:
    """Takes a channel's samples as they come and gives cuts of at most `longest_s`.

    With `only_speech` silences are dropped and each cut is one stretch of speech; otherwise nothing is lost and
    cuts lie at the quietest place of their last fifth.
    """

    def __init__(self, longest_s: float, *, only_speech: bool) -> None:
        self._longest = int(longest_s * RATE) // FRAME * FRAME
        self._only_speech = only_speech
        self._held: list[Mono] = []
        self._size = 0
        self._at = 0

    def feed(self, samples: Mono) -> Iterator[Cut]:
        """The cuts that are complete now."""
        self._held.append(samples)
        self._size += len(samples)
        if self._size >= (2 * self._longest if self._only_speech else self._longest):
            yield from self._cut(final=False)

    def finish(self) -> Iterator[Cut]:
        """The rest."""
        if self._size:
            yield from self._cut(final=True)

    def _cut(self, *, final: bool) -> Iterator[Cut]:
        samples = self._held[0] if len(self._held) == 1 else np.concatenate(self._held)
        used = 0
        for begin, end in self._spans(samples, final=final):
            if begin < end:
                yield Cut((self._at + begin) / RATE, samples[begin:end])
            used = end
        used = len(samples) if final else used
        self._at += used
        self._held, self._size = [samples[used:].copy()], len(samples) - used

    def _spans(self, samples: Mono, *, final: bool) -> Iterator[tuple[int, int]]:
        if self._only_speech:
            yield from self._speech(samples, final=final)
            return
        begin = 0
        while len(samples) - begin >= self._longest:
            end = begin + self._quietest(samples[begin : begin + self._longest])
            yield begin, end
            begin = end
        if final and begin < len(samples):
            yield begin, len(samples)

    def _quietest(self, samples: Mono) -> int:
        """Where to cut: the middle of the quietest fifth of a second in the last fifth."""
        level = loudness(samples)
        first = len(level) * 4 // 5
        smooth = np.convolve(level[first:], np.ones(10), mode="same")
        return max(1, first + int(np.argmin(smooth))) * FRAME

    def _speech(self, samples: Mono, *, final: bool) -> Iterator[tuple[int, int]]:
        level = loudness(samples)
        floor = float(np.percentile(level, 10)) if len(level) else 0.0
        loud = np.flatnonzero(level > max(FAINTEST, min(LOUDER * floor, 0.05)))
        if not len(loud):
            if not final:
                keep = int(PAUSE * RATE)
                yield len(samples) - keep, len(samples) - keep
            return
        parts = np.split(loud, np.flatnonzero(np.diff(loud) > PAUSE * 50) + 1)
        pad = int(PAD * RATE)
        done = 0
        for i, part in enumerate(parts):
            begin, end = max(done, int(part[0]) * FRAME - pad), min(len(samples), (int(part[-1]) + 1) * FRAME + pad)
            last = i == len(parts) - 1
            if last and not final and end - begin < self._longest:
                yield begin, begin  # may go on in what comes next
                return
            while end - begin > self._longest:
                cut = begin + self._quietest(samples[begin : begin + self._longest])
                yield begin, cut
                begin = cut
            yield begin, end
            done = end


def loudness(samples: Mono) -> Mono:
    """Root mean square of each frame."""
    whole = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    found: Mono = np.sqrt(np.mean(np.square(whole), axis=1, dtype=np.float32))
    return found
