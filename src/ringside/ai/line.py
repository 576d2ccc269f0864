"""The waiting line at a provider: first come, first served, within its limits on calls at once and calls per minute."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from ringside.ai.faults import Fault, FaultKind
from ringside.ai.pace import Pace

MINUTE = 60.0
USUAL_SECONDS = 2.0  # what a call takes, until measured


class Line:
    """One provider's line. Tickets keep a caller's place when it has to come back after a 429."""

    def __init__(self, pace: Pace, *, at_once: int, per_minute: int | None) -> None:
        self._pace = pace
        self._at_once = at_once
        self._per_minute = per_minute
        self._tickets = count()
        self._queue: list[tuple[int, asyncio.Future[None]]] = []
        self._busy = 0
        self._starts: deque[float] = deque(maxlen=per_minute)
        self._held_until = 0.0
        self._call_seconds = USUAL_SECONDS
        self._server: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._queue)

    @property
    def held(self) -> bool:
        """Whether the provider asked for a pause that still lasts."""
        return self._pace.now() < self._held_until

    def ticket(self) -> int:
        return next(self._tickets)

    def hold(self, seconds: float) -> None:
        """Nobody starts for this long: the provider said so."""
        self._held_until = max(self._held_until, self._pace.now() + seconds)

    def estimate(self, ticket: int) -> float:
        """About how many seconds until the holder of this ticket is served; 0 is at once."""
        ahead = sum(1 for other, _ in self._queue if other < ticket)
        rounds = max(0, self._busy + ahead - self._at_once + 1) / self._at_once
        return max(self._until_start(ahead), rounds * self._call_seconds)

    @asynccontextmanager
    async def turn(self, ticket: int, patience: float) -> AsyncIterator[None]:
        """The holder's turn. Raises Fault(BUSY) when it does not come within `patience` seconds."""
        await self._wait(ticket, patience)
        began = self._pace.now()
        try:
            yield
        finally:
            self._busy -= 1
            self._call_seconds += 0.2 * (self._pace.now() - began - self._call_seconds)
            self._serve()

    async def _wait(self, ticket: int, patience: float) -> None:
        if not self._queue and self._busy < self._at_once and self._until_start(0) <= 0:
            self._start()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place = (ticket, turn)
        heapq.heappush(self._queue, place)
        self._serve()
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._busy -= 1  # served in the very moment it gave up
            elif place in self._queue:
                self._queue.remove(place)
                heapq.heapify(self._queue)
            if not self._queue and self._server is not None:
                self._server.cancel()  # nobody is left to sleep for
            self._serve()
            if isinstance(error, TimeoutError):
                raise Fault(FaultKind.BUSY) from None
            raise

    def _serve(self) -> None:
        if self._queue and (self._server is None or self._server.done()):
            self._server = asyncio.create_task(self._serving())

    async def _serving(self) -> None:
        while self._queue and self._busy < self._at_once:
            if (wait := self._until_start(0)) > 0:
                await self._pace.sleep(wait)
                continue
            _, turn = heapq.heappop(self._queue)
            if not turn.done():
                self._start()
                turn.set_result(None)

    def _start(self) -> None:
        self._busy += 1
        self._starts.append(self._pace.now())

    def _until_start(self, ahead: int) -> float:
        """Seconds until the limits let a call start that has so many before it."""
        now = self._pace.now()
        held = self._held_until - now
        if self._per_minute is None:
            return max(0.0, held)
        whole_minutes, place = divmod(ahead, self._per_minute)
        free = self._per_minute - len(self._starts)
        oldest = self._starts[place - free] + MINUTE - now if place >= free else 0.0
        return max(0.0, held, oldest + whole_minutes * MINUTE)
