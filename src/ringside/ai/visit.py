"""One visit to one model: wait in line, try, try again where that helps, and ask once for a repair."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from itertools import count
from typing import Generic

from ringside.ai.chain import ModelName
from ringside.ai.endpoint import Endpoint, Question, Reply, Usage
from ringside.ai.faults import Fault, FaultKind
from ringside.ai.line import Line
from ringside.ai.output import Unusable, read
from ringside.ai.pace import Breaker, Deadline, Pace
from ringside.ai.schemas import Waiting
from ringside.ai.task import I, O, Task

WORTH_TELLING = 1.0  # seconds of waiting that a person notices
LONGEST_HOLD = 600.0


@dataclass(frozen=True)
class Station:
    """One model of the chain, with the line of its provider and its own breaker."""

    name: ModelName
    endpoint: Endpoint
    line: Line
    breaker: Breaker


@dataclass(frozen=True)
class TimeLimits:
    """Seconds a try may take, seconds of silence within a stream, and further tries after the first."""

    attempt: float
    idle: float
    retries: int


@dataclass(frozen=True)
class Given(Generic[O]):
    """The usable output of a visit. `shortcoming` is why a streamed text is not whole."""

    value: O
    shortcoming: FaultKind | None = None
    too_long: bool = False

    @property
    def whole(self) -> bool:
        return self.shortcoming is None and not self.too_long


class Visit(Generic[I, O]):
    """Asks one model. Counts what it used, also when it fails."""

    def __init__(
        self,
        station: Station,
        task: Task[I, O],
        value: I,
        question: Question,
        *,
        deadline: Deadline,
        limits: TimeLimits,
        pace: Pace,
    ) -> None:
        self._station = station
        self._task = task
        self._value = value
        self._question = question
        self._deadline = deadline
        self._limits = limits
        self._pace = pace
        self._began = pace.now()
        self.attempts = 0
        self.repaired = False
        self.usages: list[Usage | None] = []  # None: the model may have worked for us, but nobody said how much
        self.first_token_ms: float | None = None

    @property
    def latency_ms(self) -> float:
        return round((self._pace.now() - self._began) * 1000, 3)

    async def answer(self) -> AsyncGenerator[Waiting | Given[O], None]:
        """`Waiting` while in line, last the validated output. Raises Fault."""
        question = self._question
        for self.repaired in (False, True):
            reply = Reply("", "cut", None)
            async with aclosing(self._tries(question, live=False)) as events:
                async for event in events:
                    if isinstance(event, Reply):
                        reply = event
                    elif isinstance(event, Waiting):
                        yield event
            try:
                if reply.finish == "length":
                    raise Unusable("The answer was cut off because it was too long. Give a shorter one.")
                given = read(self._task, self._value, reply.text)
            except Unusable as unusable:
                question = question.after(reply.text, str(unusable))
            else:
                yield Given(given)
                return
        raise Fault(FaultKind.UNUSABLE)

    async def speech(self) -> AsyncGenerator[Waiting | str | Given[str], None]:
        """Pieces of text as they come, last the whole. Raises Fault only while nothing has been said."""
        said: list[str] = []
        finish = "cut"
        shortcoming: FaultKind | None = None
        try:
            async with aclosing(self._tries(self._question, live=True)) as events:
                async for event in events:
                    if isinstance(event, Reply):
                        finish = event.finish
                    elif isinstance(event, Waiting):
                        yield event
                    elif piece := event if said else event.lstrip():
                        said.append(piece)
                        yield piece
        except Fault as fault:
            if not said:
                raise
            shortcoming = fault.kind
        if not said:
            raise Fault(FaultKind.UNUSABLE)
        if finish == "cut":
            shortcoming = shortcoming or FaultKind.CUT
        yield Given("".join(said).rstrip(), shortcoming, too_long=finish == "length")

    async def _tries(self, question: Question, *, live: bool) -> AsyncGenerator[Waiting | str | Reply, None]:
        line, breaker = self._station.line, self._station.breaker
        ticket = line.ticket()
        for attempt in count():
            if self._deadline.left() <= 0:
                breaker.abandoned()
                raise Fault(FaultKind.TIMEOUT)
            patience = self._deadline.patience(self._limits.attempt)
            if (wait := line.estimate(ticket)) > patience:
                breaker.abandoned()
                raise Fault(FaultKind.RATE_LIMITED if line.held else FaultKind.BUSY)
            if wait >= WORTH_TELLING:
                yield Waiting(self._station.name.provider, wait)
            spoke = False
            try:
                async with line.turn(ticket, patience), aclosing(self._send(question, live)) as events:
                    async for event in events:
                        spoke = spoke or isinstance(event, str)
                        yield event
                breaker.succeeded()
                return
            except Fault as fault:
                if fault.charged:
                    self.usages.append(None)
                pause = self._after(fault, attempt)
                if spoke or pause is None:
                    raise
            except BaseException:
                self.usages.append(None)
                breaker.abandoned()
                raise
            if pause >= WORTH_TELLING:
                yield Waiting(self._station.name.provider, pause)
            if pause:
                await self._pace.sleep(pause)

    def _after(self, fault: Fault, attempt: int) -> float | None:
        """Notes the fault. Seconds to pause before the next try, or None when this model is given up."""
        line, breaker = self._station.line, self._station.breaker
        if fault.kind is FaultKind.BUSY:
            breaker.abandoned()
            return None
        breaker.failed(fault)
        pause = min(self._pace.pause_after(fault, attempt), LONGEST_HOLD)
        if fault.kind is FaultKind.RATE_LIMITED:
            line.hold(pause)  # for everybody, so that nobody runs into the same refusal
        hopeless = not fault.retryable or attempt >= self._limits.retries
        if hopeless or pause > self._deadline.patience(self._limits.attempt):
            return None
        return 0.0 if fault.kind is FaultKind.RATE_LIMITED else pause

    async def _send(self, question: Question, live: bool) -> AsyncGenerator[str | Reply, None]:
        """One try, within its time. Loading a library is not the model's fault and does not count."""
        try:
            async with asyncio.timeout(self._time(math.inf)):
                await self._station.endpoint.ready()
        except TimeoutError:
            raise Fault(FaultKind.TIMEOUT) from None
        self.attempts += 1
        began = self._pace.now()
        if not live:
            try:
                async with asyncio.timeout(self._time(self._limits.attempt)):
                    reply = await self._station.endpoint.ask(question)
            except TimeoutError:
                raise Fault(FaultKind.TIMEOUT) from None
            yield self._counted(reply, live=False)
            return
        silence, kind = self._limits.attempt, FaultKind.TIMEOUT
        async with aclosing(self._station.endpoint.stream(question)) as events:
            while True:
                try:
                    async with asyncio.timeout(self._time(silence)):
                        event = await anext(events)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise Fault(kind) from None
                if isinstance(event, Reply):
                    yield self._counted(event, live=True)
                else:
                    if self.first_token_ms is None:
                        self.first_token_ms = (self._pace.now() - began) * 1000
                    silence, kind = self._limits.idle, FaultKind.SILENT
                    yield event

    def _time(self, limit: float) -> float:
        return max(0.0, min(limit, self._deadline.left()))

    def _counted(self, reply: Reply, *, live: bool) -> Reply:
        # A stream that was cut may have counted some of its tokens, but not all that will be charged.
        self.usages.append(None if live and reply.finish == "cut" else reply.usage)
        if reply.finish == "filtered":
            raise Fault(FaultKind.FILTERED)
        return reply
