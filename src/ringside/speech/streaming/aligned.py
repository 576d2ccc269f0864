"""Channels that come in their own time as one interleaved stream."""

from __future__ import annotations

from ringside.speech.codecs import interleave
from ringside.speech.ports import RATE

LATE = RATE // 5 * 2
"""Bytes, a fifth of a second: what a channel is further behind counts as silence."""
SENT_S = 0.06
"""Pieces are sent in this length at least: fewer messages cost less."""


class Aligned:
    """Feeds and positions are of one channel, what leaves is of all."""

    def __init__(self, channels: int) -> None:
        self._waiting = [bytearray() for _ in range(channels)]
        self._left = 0
        self._least = int(SENT_S * RATE) * 2

    def feed(self, channel: int, pcm: bytes) -> bytes:
        """What can leave now."""
        self._waiting[channel] += pcm
        least, most = min(map(len, self._waiting)), max(map(len, self._waiting))
        ready = max(least, most - LATE) & ~1
        return self._take(ready) if ready >= self._least else b""

    def flush(self) -> bytes:
        """All that is there, behind the others continued by silence."""
        return self._take(max(map(len, self._waiting)) & ~1)

    def at(self, channel: int) -> float:
        """Seconds of the stream at which this channel's sound stands."""
        return (self._left + len(self._waiting[channel])) / 2 / RATE

    def _take(self, size: int) -> bytes:
        parts = [bytes(waiting[:size]) for waiting in self._waiting]
        for waiting in self._waiting:
            del waiting[:size]
        self._left += size
        return interleave([part.ljust(size, b"\0") for part in parts]) if size else b""
