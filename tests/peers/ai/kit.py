"""What the tests of model vendors share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from pydantic import BaseModel

from ringside.ai import Caller, Models
from ringside.ai.pace import Pace

MakeModels = Callable[..., Models]
BUILTIN_TEXT = "From the template."
CALLER = Caller("tenant-1", "user-1")


class Line(BaseModel):
    words: str


class Verdict(BaseModel):
    score: int
    reason: str


class QuickPace:
    """Real time plus the time slept, but nothing ever sleeps. Chance always says one half."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._skipped = 0.0

    def pace(self) -> Pace:
        return Pace(now=lambda: time.monotonic() + self._skipped, sleep=self._sleep, chance=lambda: 0.5)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._skipped += seconds
        await asyncio.sleep(0)
