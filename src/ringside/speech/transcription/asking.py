"""Asking a recogniser over HTTP: time limits, bounded retries that heed Retry-After, several pieces at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed, failure

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
T = TypeVar("T")
R = TypeVar("R")

Request = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]
Reason = Callable[[int, Any], FaultKind | None]


@dataclass(frozen=True)
class Pace:
    """Time and chance, handed in so that waiting is tested without waiting."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    retries: int = 3


@dataclass(frozen=True)
class Asker:
    """One recogniser's way of being asked. `reason` knows what its refusals mean beyond their status."""

    source: str
    client: httpx.AsyncClient
    pace: Pace
    reason: Reason = lambda status, body: None

    async def json(self, request: Request) -> Any:
        """The answer's JSON. Raises TranscriptionFailed; what may pass is tried again a few times."""
        for attempt in range(self.pace.retries + 1):
            try:
                return await self._once(request)
            except TranscriptionFailed as fault:
                asked = fault.retry_after
                if not fault.retryable or attempt == self.pace.retries or (asked or 0) > LONGEST_PAUSE:
                    raise
                backoff = self.pace.chance() * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt)
                await self.pace.sleep(asked if asked is not None else backoff)
        raise AssertionError("unreachable")

    async def _once(self, request: Request) -> Any:
        try:
            response = await request(self.client)
        except httpx.ConnectError:
            raise failure(FaultKind.UNREACHABLE, self.source) from None
        except httpx.TimeoutException:
            raise failure(FaultKind.TIMEOUT, self.source) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise failure(FaultKind.MISCONFIGURED, self.source) from None
        except httpx.HTTPError:
            raise failure(FaultKind.UNREACHABLE, self.source) from None
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = None
        if response.is_success and body is not None:
            return body
        kind = FaultKind.GARBLED if response.is_success else kind_of(response.status_code, body, self.reason)
        raise failure(kind, self.source, _asked_pause(response))


def kind_of(status: int, body: Any, reason: Reason) -> FaultKind:
    """What an answer means that is no success."""
    known = _BY_STATUS.get(status, FaultKind.UNAVAILABLE if status >= 500 else FaultKind.REJECTED)
    return reason(status, body) or known


_BY_STATUS = {
    401: FaultKind.BAD_KEY,
    402: FaultKind.QUOTA,
    403: FaultKind.BAD_KEY,
    404: FaultKind.MISSING_MODEL,
    408: FaultKind.TIMEOUT,
    413: FaultKind.TOO_LONG,
    429: FaultKind.RATE_LIMITED,
}


def _asked_pause(response: httpx.Response) -> float | None:
    """Seconds of a Retry-After header, given as a number or a date."""
    told = response.headers.get("retry-after", "").strip()
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


async def each(items: Iterator[T], work: Callable[[T], Awaitable[R]], at_once: int) -> list[R]:
    """What `work` makes of every item, in their order; items are made off the event loop, a few ahead at most.

    The first failure cancels what is under way.
    """
    free = asyncio.Semaphore(at_once)
    tasks: list[asyncio.Task[R]] = []

    async def run(item: T) -> R:
        try:
            return await work(item)
        finally:
            free.release()

    try:
        async with asyncio.TaskGroup() as group:
            while True:
                await free.acquire()
                found, item = await asyncio.to_thread(_next, items)
                if not found:
                    break
                tasks.append(group.create_task(run(item)))
    except* Exception as errors:
        raise _first(errors) from None
    return [task.result() for task in tasks]


def _next(items: Iterator[T]) -> tuple[bool, Any]:
    try:
        return True, next(items)
    except StopIteration:
        return False, None


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
