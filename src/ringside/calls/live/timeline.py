"""Voices as they come in, put where they belong in time and mixed into the two sides of a call. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ringside.speech.ports import RATE

BLOCK = RATE // 25
"""Sound is given on in pieces of at least 40 ms."""
LATE = RATE // 5
"""How long one side waits for the other (200 ms, and the length of a piece); what is missing then is silence."""
LONGEST = 2 * RATE
"""No piece is waited for longer than this, however long the sender's pieces are."""
HOLD = RATE // 10
"""How long sound with a clock of its own is held for pieces that overtook each other (100 ms)."""
LOOSE = RATE * 12 // 1000
"""A sender's clock that is off by less (12 ms, less than a piece) says the same as the sound: pieces follow."""
LEAP = 10 * RATE
"""A clock that is off by more has been set anew."""
ROOM = 4 * RATE
MOST_LANES = 200
"""Voices that are told apart on the two sides; all further ones are one."""


class _Lane:
    """One voice: where it has come to, and where its own clock began."""

    __slots__ = ("end", "zero")

    def __init__(self, end: int) -> None:
        self.end = end
        self.zero: int | None = None


class Timeline:
    """Sound of any number of voices, given on as pieces of equal length, one for each side.

    Positions are samples since the beginning.
    """

    def __init__(self, sides: int = 2) -> None:
        self._sound: list[NDArray[np.int32]] = [np.zeros(ROOM, np.int32) for _ in range(sides)]
        self._ends = [0] * sides
        self._lanes: dict[tuple[int, str], _Lane] = {}
        self._zero: int | None = None
        self._clocked = False
        self._late = LATE
        self.at = 0
        """How far sound has been given on."""
        self.lost = 0
        """Samples that came too late to be heard."""

    def put(self, side: int, lane: str, pcm: bytes, at: float | None = None) -> list[bytes]:
        """Take a piece; the sound of all sides that is complete by it, or nothing yet."""
        found = np.frombuffer(pcm, "<i2")
        name = (side, lane if (side, lane) in self._lanes or len(self._lanes) < MOST_LANES else "")
        voice = self._lanes.setdefault(name, _Lane(self.at))
        self._late = max(self._late, LATE + min(len(found), LONGEST))
        start = self._where(voice, at)
        out: list[bytes] = []
        while len(found):
            if start < self.at:  # its time is over
                late = min(len(found), self.at - start)
                self.lost += late
                found, start = found[late:], start + late
                continue
            room = self.at + ROOM - start
            if room <= 0:
                out = _joined(out, self._give(start - ROOM + BLOCK))
                continue
            piece, found = found[:room], found[room:]
            first = start - self.at
            self._sound[side][first : first + len(piece)] += piece
            start += len(piece)
            voice.end = max(voice.end, start)
            self._ends[side] = max(self._ends[side], start)
        return _joined(out, self._give(self._complete()))

    def until(self, seconds: float) -> list[bytes]:
        """No more sound comes for the time before this: give it on, what is missing as silence."""
        out: list[bytes] = []
        end = int(seconds * RATE)
        while self.at < end:
            out = _joined(out, self._give(min(end, self.at + ROOM), small=True))
        return out

    def rest(self) -> list[bytes]:
        """Everything that has come, at the end."""
        return self._give(max(self._ends), small=True)

    @property
    def seconds(self) -> float:
        return self.at / RATE

    @property
    def latest(self) -> float:
        """Seconds up to which any sound has come."""
        return max(self.at, *self._ends) / RATE

    def _where(self, voice: _Lane, at: float | None) -> int:
        """Where a piece belongs: behind the last one, unless the sender's clock says something else."""
        newest = max(self.at, *self._ends)
        if at is None:
            # A voice that was silent without saying so goes on now, not where it had stopped.
            return voice.end if newest - voice.end <= self._late else newest
        self._clocked = True
        told = int(at * RATE)
        if self._zero is None:
            self._zero = newest - told
        if voice.zero is None:
            voice.zero = self._zero
        start = told + voice.zero
        if abs(start - newest) > LEAP:
            voice.zero = newest - told
            start = newest
        return voice.end if abs(start - voice.end) <= LOOSE else start

    def _complete(self) -> int:
        newest = max(self._ends)
        if self._clocked:
            return newest - HOLD
        return max(min(self._ends), newest - self._late)

    def _give(self, end: int, *, small: bool = False) -> list[bytes]:
        """The sound of all sides up to a position; nothing while it is less than a block."""
        n = end - self.at
        if n <= 0 or (n < BLOCK and not small):
            return []
        out: list[bytes] = []
        for side, sound in enumerate(self._sound):
            out.append(np.clip(sound[:n], -32_768, 32_767).astype("<i2").tobytes())
            held = self._ends[side] - self.at
            kept = max(0, held - n)
            sound[:kept] = sound[n : n + kept].copy()
            sound[kept : max(held, 0)] = 0
        self.at = end
        self._ends = [max(each, end) for each in self._ends]
        return [piece.ljust(2 * n, b"\0") for piece in out]


def _joined(first: list[bytes], second: list[bytes]) -> list[bytes]:
    if not first:
        return second
    return [a + b for a, b in zip(first, second, strict=True)] if second else first
