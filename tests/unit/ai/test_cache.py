"""Remembered answers: bounded in number, bytes and age, apart for each tenant; and a broken Redis slows nobody."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ringside.ai import Task
from ringside.ai.cache import Flights, MemoryCache, RedisCache, content_key
from ringside.ai.pace import Pace
from unit.ai.kit import Clock, Question


def memory(clock: Clock, *, entries: int = 3, max_bytes: int = 100, seconds: float = 60) -> MemoryCache:
    return MemoryCache(clock.pace(), entries=entries, max_bytes=max_bytes, seconds=seconds)


async def test_least_recently_used_goes_first(clock: Clock) -> None:
    cache = memory(clock)
    for key in "abc":
        await cache.put(key, key)
    await cache.get("a")
    await cache.put("d", "d")
    assert [await cache.get(key) for key in "abcd"] == ["a", None, "c", "d"]


async def test_bytes_are_bounded(clock: Clock) -> None:
    cache = memory(clock)
    await cache.put("a", "x" * 60)
    await cache.put("b", "א" * 25)
    assert (await cache.get("a"), await cache.get("b")) == (None, "א" * 25)
    await cache.put("c", "x" * 101)
    assert (await cache.get("c"), await cache.get("b")) == (None, "א" * 25)
    for _ in range(5):
        await cache.put("b", "x" * 90)  # replaced, not added up
    assert await cache.get("b") == "x" * 90


async def test_age_is_bounded(clock: Clock) -> None:
    cache = memory(clock)
    await cache.put("a", "1")
    clock.time += 59
    assert await cache.get("a") == "1"
    clock.time += 1
    assert await cache.get("a") is None


async def test_no_entries_is_no_cache(clock: Clock) -> None:
    cache = memory(clock, entries=0)
    await cache.put("a", "1")
    assert await cache.get("a") is None


def test_key_holds_tenant_task_prompt_type_and_input(judge: Task[Question, object], speak: Task[Question, str]) -> None:
    asked = Question(text="Hello?")
    keys = {
        content_key(judge, asked, "t1"),
        content_key(judge, asked, "t2"),
        content_key(judge, Question(text="Hello"), "t1"),
        content_key(replace(judge, name="other"), asked, "t1"),
        content_key(replace(judge, prompt="Verdict.fast.md"), asked, "t1"),
        content_key(speak, asked, "t1"),
    }
    assert len(keys) == 5  # the tier is not content: the words of the prompt are the same
    assert content_key(judge, asked, "t1") == content_key(judge, Question(text="Hello?"), "t1")


async def test_a_flight_without_passengers_is_called_off() -> None:
    flights: Flights[int] = Flights()
    cancelled = asyncio.Event()

    async def long() -> int:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise
        return 1

    async def one() -> int:
        return 1

    waiting = [asyncio.create_task(flights.join("k", long)) for _ in range(2)]
    await asyncio.sleep(0.01)
    waiting[0].cancel()
    await asyncio.sleep(0.01)
    assert not cancelled.is_set()
    waiting[1].cancel()
    await asyncio.wait_for(cancelled.wait(), 1)
    assert await flights.join("k", one) == 1


async def test_a_failed_flight_fails_everybody_once() -> None:
    flights: Flights[int] = Flights()
    calls = 0

    async def fail() -> int:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0)
        raise ValueError("no")

    results = await asyncio.gather(*(flights.join("k", fail) for _ in range(3)), return_exceptions=True)
    assert (calls, [type(result) for result in results]) == (1, [ValueError] * 3)


async def test_redis_that_is_not_there_is_left_alone() -> None:
    cache = RedisCache("redis://127.0.0.1:9/0", Pace(), seconds=60)
    began = time.perf_counter()
    for _ in range(200):
        await cache.put("a", "1")
        assert await cache.get("a") is None
    assert time.perf_counter() - began < 2
    await cache.close()


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        next(line for line in server.stdout if "Ready to accept connections" in line)
        yield f"redis://127.0.0.1:{port}/0"
        server.kill()


async def test_redis_keeps_and_forgets(redis_url: str) -> None:
    cache = RedisCache(redis_url, Pace(), seconds=60)
    await cache.put("a", "שלום")
    other = RedisCache(redis_url, Pace(), seconds=60)
    assert await other.get("a") == "שלום"
    assert await other.get("b") is None
    assert 0 < await other._redis.ttl("a") <= 60
    await cache.close()
    await other.close()
