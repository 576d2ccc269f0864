"""Replies on their way. A reply is finished and stored even when nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal

import structlog
from pydantic import BaseModel

from ringside.core.errors import AppError
from ringside.practice.schemas import ChatOut

log = structlog.get_logger()

Kind = Literal["ack", "status", "piece", "message", "problem"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on the way to the answer."""

    kind: Kind
    data: BaseModel | AppError


class Coming:
    """An answer on its way. Whoever asks for it, at once or later, gets the same events from the first on."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._over = False
        self._news = asyncio.Event()
        self.hung_up = asyncio.Event()
        """Set when the rep hangs up meanwhile, or the process stops: then the quickest ending will do."""

    def tell(self, kind: Kind, data: BaseModel | AppError) -> None:
        """Add an event; "message" and "problem" are the last."""
        self._events.append(Event(kind, data))
        self._over = self._over or kind in ("message", "problem")
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def events(self) -> AsyncGenerator[Event, None]:
        """All events, waiting for those to come."""
        told = 0
        while True:
            news = self._news
            while told < len(self._events):
                yield self._events[told]
                told += 1
            if self._over:
                return
            await news.wait()

    async def over(self) -> None:
        """Wait until there is an answer, or a problem in its place."""
        async for _ in self.events():
            pass

    async def answer(self) -> ChatOut:
        """The answer itself. Raises the AppError that took its place."""
        async for event in self.events():
            if isinstance(event.data, ChatOut):
                return event.data
            if isinstance(event.data, AppError):
                raise event.data
        raise AssertionError("a reply ends with its message or a problem")


class Replies:
    """The replies under way in this process, at most one a call."""

    def __init__(self) -> None:
        self._coming: dict[str, Coming] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def get(self, call_id: str) -> Coming | None:
        """The reply under way in this call."""
        return self._coming.get(call_id)

    def start(self, call_id: str, coming: Coming, work: Callable[[Coming], Coroutine[Any, Any, None]]) -> Coming:
        """Let `work` bring about the reply, on its own: a client that goes away does not stop it.

        A reply already under way in this call is returned instead.
        """
        if under_way := self._coming.get(call_id):
            return under_way
        self._coming[call_id] = coming

        async def run() -> None:
            try:
                await work(coming)
            except AppError as problem:
                coming.tell("problem", problem)
            except Exception:
                log.exception("reply failed", call_id=call_id)
                coming.tell("problem", AppError("The reply could not be finished. Send the same turn again."))
            finally:
                self._coming.pop(call_id, None)

        self._run(run())
        return coming

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do this on its own, in the background."""
        self._run(work)

    def hurry(self) -> None:
        """Let what is under way end at once in the built-in words, because the process stops."""
        for coming in self._coming.values():
            coming.hung_up.set()

    async def drain(self) -> None:
        """Wait until everything under way is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _run(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
