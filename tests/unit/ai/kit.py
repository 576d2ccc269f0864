"""What the tests of the ai room share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from ringside.ai import Answer, Caller, Models, Waiting
from ringside.ai.chain import ModelName
from ringside.ai.endpoint import Question as Request
from ringside.ai.endpoint import Reply, Usage
from ringside.ai.faults import Fault, FaultKind
from ringside.ai.line import Line
from ringside.ai.pace import Breaker, Pace
from ringside.ai.visit import Station

CALLER = Caller("tenant-1", "user-1")
USAGE = Usage(1000, 100)


class Question(BaseModel):
    text: str


class Verdict(BaseModel):
    score: int


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []
        self.date = datetime(2026, 11, 15, 12, tzinfo=UTC)

    def pace(self) -> Pace:
        return Pace(now=lambda: self.time, date=self._date, sleep=self.sleep, chance=lambda: 0.5)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        for _ in range(10):  # whoever can go on now does so before time passes
            await asyncio.sleep(0)
        self.time += seconds

    def _date(self) -> datetime:
        return self.date + timedelta(seconds=self.time - 1000.0)


Deed = str | list[str] | FaultKind | Fault | Callable[[], Any]


class Script:
    """An endpoint that does what it is told, deed by deed; the last one again and again.

    A string is a whole answer; a list is its pieces, in which a fault breaks off; a fault fails; a callable is awaited.
    """

    def __init__(self, *deeds: Deed | list[Any], finish: str = "stop", usage: Usage | None = USAGE) -> None:
        self.deeds = deeds
        self.requests: list[Request] = []
        self.finish: Any = finish
        self.usage = usage
        self.closed = 0
        self.left: list[str] = []

    async def ready(self) -> None:
        return None

    async def ask(self, question: Request) -> Reply:
        pieces = [piece async for piece in self.stream(question)]
        assert isinstance(pieces[-1], Reply)
        return pieces[-1]

    async def stream(self, question: Request) -> AsyncGenerator[str | Reply, None]:
        self.requests.append(question)
        deed = self.deeds[min(len(self.requests), len(self.deeds)) - 1]
        if callable(deed):
            deed = await deed()
        said: list[str] = []
        try:
            for piece in deed if isinstance(deed, list) else [deed]:
                if isinstance(piece, FaultKind):
                    raise Fault(piece)
                if isinstance(piece, Fault):
                    raise piece
                if callable(piece):
                    await piece()
                    continue
                said.append(piece)
                yield piece
            yield Reply("".join(said), self.finish, self.usage)
        except GeneratorExit:
            self.left.append("".join(said))
            raise

    async def close(self) -> None:
        self.closed += 1


def station(script: Script, clock: Clock, name: str = "openai:gpt-5-mini", **line: Any) -> Station:
    provider, _, model = name.partition(":")
    pace = clock.pace()
    return Station(
        ModelName(provider, model),  # type: ignore[arg-type]
        script,
        Line(pace, at_once=line.get("at_once", 8), per_minute=line.get("per_minute")),
        Breaker(pace),
    )


def models(clock: Clock, *stations: Station, **more: Any) -> Models:
    return Models({"fast": stations, "smart": stations}, pace=clock.pace(), **more)


async def hear(stream: AsyncGenerator[Any, None]) -> tuple[list[str], Answer[str], list[Waiting]]:
    events = [event async for event in stream]
    return (
        [event for event in events if isinstance(event, str)],
        events[-1],
        [event for event in events if isinstance(event, Waiting)],
    )
