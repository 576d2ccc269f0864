"""Who of several providers is asked next, when some of them have failed lately. Shared by all calls of a process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

REST_S, LONGEST_REST_S = 20.0, 300.0
"""Who has failed is asked last for so long; twice as long each time in a row."""


class Standby:
    """Failures of providers, known by their place in the settings."""

    def __init__(self, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = [0] * count
        self._until = [0.0] * count

    def in_order(self, places: Iterable[int]) -> list[int]:
        """First to last, those that failed lately behind the others."""
        return sorted(places, key=lambda place: (self.resting(place), place))

    def resting(self, place: int) -> bool:
        return self._until[place] > self._clock()

    def failed(self, place: int) -> None:
        seconds = min(LONGEST_REST_S, REST_S * 2.0 ** self._failures[place])
        self._failures[place] += 1
        self._until[place] = self._clock() + seconds

    def worked(self, place: int) -> None:
        self._failures[place], self._until[place] = 0, 0.0
