"""The time of a call: seconds since it began, never behind the sound that has come."""

from __future__ import annotations

from collections.abc import Callable


class Clock:
    """`begin` is where a resumed call goes on."""

    def __init__(self, time: Callable[[], float], begin: float = 0.0) -> None:
        self._time = time
        self.begin = begin
        self.start()

    def start(self) -> None:
        """Now is the beginning."""
        self._zero = self._first = self._time() - self.begin

    @property
    def real(self) -> float:
        """As a clock on the wall tells it."""
        return self._time() - self._first

    @property
    def now(self) -> float:
        return self._time() - self._zero

    def reached(self, at: float) -> None:
        """Sound up to this second is there: a client may send what it has faster than it was spoken."""
        self._zero = min(self._zero, self._time() - at)
