"""Answers remembered by content, prompt and model, apart for each tenant; and one call for many who ask the same."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar

from ringside.ai import log
from ringside.ai.pace import Pace
from ringside.ai.task import I, O, Task

T = TypeVar("T")
REST_SECONDS = 30.0
REDIS_SECONDS = 0.25


def content_key(task: Task[I, O], value: I, tenant_id: str) -> str:
    """What makes two questions the same: tenant, task, words of the prompt, output type and every input value."""
    parts = [tenant_id, task.fingerprint, value.model_dump_json()]
    # Lengths are part of the key: otherwise one part could pose as the end of another.
    digest = sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
    return f"ringside:ai:{tenant_id}:{digest}"


class Cache(Protocol):
    """Remembers text by key. Never raises: a broken cache remembers nothing."""

    kind: str

    async def get(self, key: str) -> str | None: ...
    async def put(self, key: str, text: str) -> None: ...
    async def close(self) -> None: ...


class MemoryCache:
    """The most recently used answers of this process, bounded in number, bytes and age."""

    kind = "memory"

    def __init__(self, pace: Pace, *, entries: int, max_bytes: int, seconds: float) -> None:
        self._pace = pace
        self._entries = entries
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._bytes = 0

    async def get(self, key: str) -> str | None:
        if (found := self._kept.get(key)) is None:
            return None
        until, text = found
        if self._pace.now() >= until:
            self._forget(key)
            return None
        self._kept.move_to_end(key)
        return text.decode()

    async def put(self, key: str, text: str) -> None:
        data = text.encode()
        if self._entries == 0 or len(data) > self._max_bytes:
            return
        if key in self._kept:
            self._forget(key)
        self._kept[key] = (self._pace.now() + self._seconds, data)
        self._bytes += len(data)
        while len(self._kept) > self._entries or self._bytes > self._max_bytes:
            self._forget(next(iter(self._kept)))

    async def close(self) -> None:
        return None

    def _forget(self, key: str) -> None:
        self._bytes -= len(self._kept.pop(key)[1])


class RedisCache:
    """Answers shared between processes. A Redis that fails is left alone for a while, so that it slows nobody."""

    kind = "redis"

    def __init__(self, url: str, pace: Pace, *, seconds: int) -> None:
        from redis.asyncio import Redis  # noqa: PLC0415

        self._pace = pace
        self._seconds = seconds
        self._rest_until = 0.0
        self._redis: Any = Redis.from_url(
            url, decode_responses=True, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        )

    async def get(self, key: str) -> str | None:
        found = await self._try(lambda: self._redis.get(key))
        return found if isinstance(found, str) else None

    async def put(self, key: str, text: str) -> None:
        await self._try(lambda: self._redis.set(key, text, ex=self._seconds))

    async def close(self) -> None:
        await self._redis.aclose()

    async def _try(self, command: Callable[[], Awaitable[object]]) -> object:
        if self._pace.now() < self._rest_until:
            return None
        try:
            async with asyncio.timeout(2 * REDIS_SECONDS):
                return await command()
        except Exception as error:
            self._rest_until = self._pace.now() + REST_SECONDS
            log.warning("answer cache unreachable", error=type(error).__name__, rest_seconds=REST_SECONDS)
            return None


class Flights(Generic[T]):
    """Identical questions in the air at once share one call. It goes on while anybody still waits for it."""

    def __init__(self) -> None:
        self._flying: dict[str, tuple[asyncio.Task[Any], list[int]]] = {}

    async def join(self, key: str, depart: Callable[[], Awaitable[T]]) -> T:
        if key not in self._flying:
            self._flying[key] = (asyncio.ensure_future(_awaited(depart)), [0])
        flight = task, passengers = self._flying[key]
        passengers[0] += 1
        try:
            result: T = await asyncio.shield(task)
            return result
        finally:
            passengers[0] -= 1
            if (task.done() or passengers[0] == 0) and self._flying.get(key) is flight:
                del self._flying[key]
            if passengers[0] == 0:
                task.cancel()


async def _awaited(call: Callable[[], Awaitable[T]]) -> T:
    return await call()
