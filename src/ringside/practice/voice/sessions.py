"""The spoken calls of this process: how many there may be, and which connection holds each of them."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import structlog

from ringside.accounts.access import Principal
from ringside.core.errors import Conflict, Unavailable
from ringside.practice.schemas import Outcome
from ringside.practice.voice.session import VoiceSession
from ringside.speech.pipeline.service import Ending

log = structlog.get_logger()

HOLD_S = 30.0
"""How long a call's place is kept for somebody who lost the connection."""
LEAVING_S = 3.0
"""What an older connection is given to store what it has heard."""
MOST_EACH = 3
"""Calls that one person can hold at once: nobody speaks in several, but a lost one is kept for a while."""
RETRY_S = 60
"""When to try again while nobody is about to leave."""

Key = tuple[str, str]
"""Tenant and conversation."""


class AllLinesBusy(Unavailable):
    slug, title = "all-lines-are-busy", "All lines are busy"

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"Please try again in {retry_after} seconds, or practise by text meanwhile.",
            headers={"Retry-After": str(retry_after)},
            retry_after=retry_after,
        )


class TooManySpokenCalls(Conflict):
    slug, title = "too-many-spoken-calls", "You have other calls open"


@dataclass(eq=False, slots=True)
class Seat:
    """A call's place. Without a session its connection is lost, and the place is kept until then."""

    session: VoiceSession | None
    counted: bool
    user_id: str
    kept_until: float = 0.0


class Sessions:
    """Who is on the line. `lines` is how many calls with sound one process carries."""

    def __init__(self, lines: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.lines = lines
        self.check_s = 15.0
        """How often it is looked whether somebody on the line is still signed in."""
        self.ahead_s = 2.0
        """How far a client's clock may run before ours."""
        self.clock = clock
        self._seats: dict[Key, Seat] = {}
        self._starting = 0
        self._tasks: set[asyncio.Task[Ending]] = set()
        self._connections: dict[str, tuple[str, str]] = {}

    def running(self, tenant_id: str, conversation_id: str) -> VoiceSession | None:
        """The session of a call that is being held right now."""
        seat = self._seats.get((tenant_id, conversation_id))
        return seat.session if seat else None

    def free(self) -> int:
        """How many more calls with sound can begin."""
        self._sweep()
        return max(0, self.lines - self._starting - sum(seat.counted for seat in self._seats.values()))

    def soonest(self) -> int:
        """Seconds until a place that is only being kept is given up; RETRY_S where none is."""
        kept = [seat.kept_until for seat in self._seats.values() if seat.session is None]
        return max(1, math.ceil(min(kept) - self.clock())) if kept else RETRY_S

    @contextmanager
    def line(self, who: Principal, call_id: str | None, *, counted: bool) -> Iterator[None]:
        """A place for a call that is being started or resumed. Raises AllLinesBusy, TooManySpokenCalls."""
        self._sweep()
        key = (who.tenant_id, call_id) if call_id else None
        seat = self._seats.get(key) if key else None
        if seat is None and sum(each.user_id == who.user_id for each in self._seats.values()) >= MOST_EACH:
            raise TooManySpokenCalls("Hang up in one of them, then call again.")
        if not counted or (seat is not None and seat.counted):
            yield
            return
        if self.free() <= 0:
            raise AllLinesBusy(self.soonest())
        self._starting += 1
        try:
            yield
        finally:
            self._starting -= 1

    async def vacate(self, tenant_id: str, conversation_id: str) -> None:
        """Tell an older connection to this call that another takes over; when this returns all it heard is stored."""
        if before := self.running(tenant_id, conversation_id):
            before.replaced()
            with suppress(TimeoutError):
                await asyncio.wait_for(before.done.wait(), LEAVING_S)

    def seat(self, session: VoiceSession, *, counted: bool) -> None:
        """Let this session hold its call."""
        self._seats[session.who.tenant_id, session.conversation_id] = Seat(session, counted, session.who.user_id)

    async def hold(self, session: VoiceSession) -> Ending:
        """Run a seated session until its connection ends, and keep its place if it was lost."""
        ending: Ending = "lost"
        try:
            ending = await session.run()
        finally:
            self._leave(session, ending)
            session.conclude()
        return ending

    def begin(self, session: VoiceSession, connection: str) -> None:
        """The same on its own: a call over a connection that is no request of ours."""
        task = asyncio.get_running_loop().create_task(self.hold(session))
        self._connections[connection] = session.who.tenant_id, session.who.user_id
        self._tasks.add(task)

        def ended(task: asyncio.Task[Ending]) -> None:
            self._tasks.discard(task)
            self._connections.pop(connection, None)
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("spoken call failed", call_id=session.conversation_id, exc_info=error)

        task.add_done_callback(ended)

    def connected(self, who: Principal, connection: str) -> bool:
        """Whether this is a connection of this person's."""
        return self._connections.get(connection) == (who.tenant_id, who.user_id)

    def on(self, tenant_id: str, call_id: str) -> bool:
        """Whether this call is being spoken."""
        return self.running(tenant_id, call_id) is not None

    async def quiet(self, tenant_id: str, call_id: str) -> None:
        """Let nobody speak any more, and wait until everything said is stored with its times."""
        if session := self.running(tenant_id, call_id):
            await session.quiet()

    def ended(self, tenant_id: str, call_id: str, outcome: Outcome | None) -> None:
        """Tell who is on the line that the call has ended, and hang up."""
        if session := self.running(tenant_id, call_id):
            session.ended(outcome)

    async def close(self) -> None:
        """End every connection because the process stops; calls stay open and are resumed by the next one."""
        running = [seat.session for seat in self._seats.values() if seat.session is not None]
        for session in running:
            session.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(session.done.wait() for session in running)), LEAVING_S)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _leave(self, session: VoiceSession, ending: Ending) -> None:
        key = (session.who.tenant_id, session.conversation_id)
        seat = self._seats.get(key)
        if seat is None or seat.session is not session:
            return  # another connection holds the call now
        if ending in ("lost", "overrun"):
            seat.session, seat.kept_until = None, self.clock() + HOLD_S
        else:
            del self._seats[key]

    def _sweep(self) -> None:
        now = self.clock()
        for key in [key for key, seat in self._seats.items() if seat.session is None and seat.kept_until <= now]:
            del self._seats[key]
