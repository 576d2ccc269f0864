"""Requests to a vendor: signed in, retried where that helps, waiting as long as asked, and never trusting sizes.

Nothing of a request or an answer is logged or put into an error but status and the vendor's own short code: addresses,
headers and bodies hold customers' data or credentials.
"""

from __future__ import annotations

import asyncio
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from ringside.deals.sync.port import CrmUnreachable, HostRefused, Paused, SignInNeeded

TRIES = 6
LONGEST_WAIT = 60.0
"""Seconds worth waiting in place; a longer wait ends the run, and the clock goes on with it."""
MOST_BYTES = 100 * 1024**2
TRANSIENT = frozenset({408, 423, 425, 429, 477, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_PARSED_IN_THREAD = 1024**2

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole. `date` is the vendor's clock."""

    status: int
    data: Any
    date: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Signer(ABC):
    """How requests are signed in. `fresh` gets a new token, or raises SignInNeeded."""

    @abstractmethod
    async def headers(self) -> dict[str, str]: ...

    async def fresh(self) -> None:
        raise SignInNeeded


class Caller:
    """One vendor's API. `sleep` and `spread` are passed in so that tests need not wait."""

    def __init__(
        self, client: httpx.AsyncClient, signer: Signer, *, sleep: Sleep | None = None,
        spread: Callable[[], float] = random.random, is_limit: Callable[[Answer], float | None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`is_limit` knows a vendor's ways of saying that the day's limit is used up: seconds to wait, or None."""
        self._client, self._signer, self._spread, self._is_limit = client, signer, spread, is_limit
        self._sleep = asyncio.sleep if sleep is None else sleep
        self.date: datetime | None = None

    async def ask(self, method: str, url: str, *, repeat: bool = True, **request: Any) -> Answer:
        """The answer, whatever its status, once it is no passing trouble. Raises SignInNeeded, CrmUnreachable, Paused.

        With `repeat` off it is sent once only where the vendor may have done it already: to write something.
        """
        signed_anew = False
        for tried in range(TRIES):
            answer = await self._send(method, url, request)
            if answer is not None and answer.status == 401 and not signed_anew:
                await self._signer.fresh()
                signed_anew = True
                continue
            if answer is not None and (seconds := self._is_limit(answer)) is not None:
                raise Paused(seconds)
            if answer is not None and answer.status not in TRANSIENT:
                if answer.status == 401:
                    raise SignInNeeded
                return answer
            if not repeat and (answer is None or answer.status >= 500):
                raise CrmUnreachable
            await self._wait(tried, answer)
        raise CrmUnreachable

    async def _wait(self, tried: int, answer: Answer | None) -> None:
        asked = retry_after(answer) if answer is not None else None
        if asked is not None and asked > LONGEST_WAIT:
            raise Paused(asked)
        if tried < TRIES - 1:
            await self._sleep(asked if asked is not None else min(30.0, 0.5 * 2**tried) * (0.5 + self._spread() / 2))

    async def _send(self, method: str, url: str, request: dict[str, Any]) -> Answer | None:
        """One try; None for no answer or half of one."""
        headers = {"Accept": "application/json"} | request.get("headers", {}) | await self._signer.headers()
        try:
            async with self._client.stream(method, url, **request | {"headers": headers}) as response:
                raw = await body(response)
        except (httpx.TransportError, httpx.DecodingError):
            return None
        try:
            data = None if not raw else await parsed(raw)
        except ValueError:
            if response.is_success:  # cut off where the connection itself does not tell
                return None
            data = None
        date = _date(response.headers.get("date"))
        self.date = date or self.date
        return Answer(response.status_code, data, date, response.headers)


async def body(response: httpx.Response) -> bytes:
    """A body up to the size that is worth reading. Raises CrmUnreachable beyond."""
    raw = bytearray()
    async for chunk in response.aiter_bytes():
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise CrmUnreachable("The CRM's answer is too large.")
    return bytes(raw)


async def parsed(raw: bytes) -> Any:
    """JSON with numbers exact. Raises ValueError."""
    if len(raw) < _PARSED_IN_THREAD:
        return _parse(raw)
    return await asyncio.to_thread(_parse, raw)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw, parse_float=Decimal)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def retry_after(answer: Answer) -> float | None:
    """Seconds the vendor asks to wait: a number, or a date by its own clock."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        until = _date(text)
        return None if until is None else max(0.0, (until - (answer.date or datetime.now(UTC))).total_seconds())


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except (TypeError, ValueError):
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client for one vendor. Redirects are not followed: they could lead anywhere."""
    timeout = httpx.Timeout(60.0, connect=15.0)
    return httpx.AsyncClient(timeout=timeout, follow_redirects=False, transport=transport)


def same_host(origin: str, path: str) -> str:
    """An address on this origin; `path` is what the vendor says follows. Raises HostRefused for another host."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        raise HostRefused("The CRM names an address on another host.")
    return origin + path
