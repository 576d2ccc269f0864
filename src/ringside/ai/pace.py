"""Time and chance, handed in so that waiting, retrying and resting are tested without waiting."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ringside.ai.faults import Fault, FaultKind

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0


@dataclass(frozen=True)
class Pace:
    """`now` is monotonic seconds, `date` the moment in UTC, `chance` uniform in [0, 1)."""

    now: Callable[[], float] = time.monotonic
    date: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random

    def pause_after(self, fault: Fault, attempt: int) -> float:
        """Seconds until the next try: what the provider asked for, else exponential backoff with full jitter.

        `attempt` counts from 0. Full jitter keeps many callers from coming back in step
        (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
        """
        if fault.retry_after is not None:
            return fault.retry_after
        return self.chance() * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt)


class Deadline:
    """How much of a call's time is left."""

    def __init__(self, pace: Pace, seconds: float) -> None:
        self._pace = pace
        self._end = pace.now() + seconds

    def left(self) -> float:
        return self._end - self._pace.now()

    def patience(self, attempt_seconds: float) -> float:
        """Longest wait that leaves time for a whole try, here or at the next model; at least half of what is left."""
        left = self.left()
        return max(left - attempt_seconds, left / 2)


class Breaker:
    """Leaves a model alone for a while after it failed several times running, then lets one call try it."""

    def __init__(self, pace: Pace, *, failures: int = 3, rest_seconds: float = 30.0) -> None:
        self._pace = pace
        self._failures = failures
        self._rest_seconds = rest_seconds
        self._count = 0
        self._until = 0.0
        self._probing = False
        self.last: FaultKind | None = None

    @property
    def state(self) -> str:
        """ready, resting, or trying (one call is finding out)."""
        if self._count < self._failures:
            return "ready"
        return "resting" if self._pace.now() < self._until or self._probing else "trying"

    def admits(self) -> bool:
        """Whether a call may go through now. After a rest only one may, until its outcome is known."""
        state = self.state
        if state == "trying":
            self._probing = True
        return state != "resting"

    def succeeded(self) -> None:
        self._count, self._probing, self.last = 0, False, None

    def failed(self, fault: Fault) -> None:
        self._probing = False
        if fault.lasting:
            self._count = max(self._count + 1, self._failures)
        elif fault.sick:
            self._count += 1
        else:
            # It answered, if only to say no: its health is not in question.
            self._count = 0
            return
        self.last = fault.kind
        if self._count >= self._failures:
            self._until = self._pace.now() + self._rest_seconds

    def abandoned(self) -> None:
        """The call was given up by its caller, which says nothing about the model."""
        self._probing = False
