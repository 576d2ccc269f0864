"""How fast the buyer answers: one rep alone, then fifty at once on the machine it runs on.

Server time is taken as the round trip over a kept connection on loopback, less the round trip of the health check in
the same run, which does nothing. Each of the fifty reps thinks 1.5 to 4.5 seconds between turns, which is fast for a
person who reads and types; their start is spread over the first seconds.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.startup import free_port, resident_mb

ALONE_TURNS = 150
USERS = 50
SECONDS = 30.0
THINK = (1.5, 4.5)
TARGET_ALONE_MS, TARGET_MANY_MS = 30.0, 300.0
LINES = (
    "Hi, this is Sam from Claimlight. I know this is out of the blue, do you have half a minute?",
    "I understand, you did not expect me. How do you handle simple claims today?",
    "What does that mean for you when it gets busy?",
    "So the simple ones wait behind the hard ones. And what does that cost you?",
    "Our customers send those out the same day, because the typing is done before a person opens them.",
    "I hear you. What worries you most about that?",
    "We start small: one team, four weeks, next to what you have.",
    "Shall we look at ten of your own claims together, Tuesday at ten?",
)


@dataclass
class Measured:
    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0

    def percentile(self, share: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[share - 1]


async def newcomer(client: httpx.AsyncClient, number: int) -> dict[str, str]:
    """The headers of a new owner of a new company."""
    person = {
        "email": f"bench{number}@example.com",
        "password": "correct horse battery",
        "name": f"Bench {number}",
        "company": f"Bench {number}",
    }
    answer = await client.post("/api/auth/register", json=person, timeout=60)
    answer.raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def turn(
    client: httpx.AsyncClient, headers: dict[str, str], body: dict[str, object], to: Measured
) -> dict[str, str]:
    """One turn, timed; an empty answer when it failed."""
    started = time.perf_counter()
    try:
        answer = await client.post("/api/chat", json=body, headers=headers, timeout=30)
        answer.raise_for_status()
    except httpx.HTTPError:
        to.errors += 1
        return {}
    to.milliseconds.append((time.perf_counter() - started) * 1000)
    return dict(answer.json())


async def practise(
    client: httpx.AsyncClient,
    headers: dict[str, str],
    to: Measured,
    until: float,
    think: tuple[float, float],
    seed: int,
) -> None:
    """One rep who practises call after call, and hangs up where the buyer does not."""
    rng = random.Random(seed)
    await asyncio.sleep(rng.uniform(0, think[1]))
    while time.perf_counter() < until:
        call = await turn(
            client, headers, {"scenario_id": "cold-call", "text": "", "seed": rng.randrange(10**6)}, Measured()
        )
        for line in LINES:
            if time.perf_counter() >= until or call.get("status") != "open":
                break
            await asyncio.sleep(rng.uniform(*think))
            said = {"conversation_id": call["conversation_id"], "text": line}
            call = await turn(client, headers, said, to) | {"conversation_id": call["conversation_id"]}
        if "conversation_id" in call:
            ended = await client.post(f"/api/chat/{call['conversation_id']}/end", json={}, headers=headers, timeout=30)
            to.errors += ended.status_code != 200


async def alone(client: httpx.AsyncClient, headers: dict[str, str]) -> tuple[Measured, float]:
    """One rep without thinking time, and the median round trip of the health check beside it."""
    measured, nothing = Measured(), []
    while len(measured.milliseconds) < ALONE_TURNS:
        await practise(client, headers, measured, time.perf_counter() + 5, (0.0, 0.0), len(measured.milliseconds))
        for _ in range(20):
            started = time.perf_counter()
            await client.get("/api/health")
            nothing.append((time.perf_counter() - started) * 1000)
    return measured, statistics.median(nothing)


async def measure(address: str, pid: int) -> bool:
    limits = httpx.Limits(max_connections=USERS + 10)
    async with httpx.AsyncClient(base_url=address, limits=limits) as client:
        people = [await newcomer(client, number) for number in range(USERS)]
        await practise(client, people[0], Measured(), time.perf_counter() + 2, (0.0, 0.0), 1)  # warm up
        single, nothing = await alone(client, people[0])
        server_p50, server_p95 = single.percentile(50) - nothing, single.percentile(95) - nothing
        print(
            f"one rep, {len(single.milliseconds)} turns: server time p50 {server_p50:.1f} ms, p95 {server_p95:.1f} ms"
        )
        ratio = single.percentile(50) / nothing
        print(f"  ({ratio:.1f} times an empty request: {single.percentile(50):.1f} ms against {nothing:.1f} ms)")
        many, until = Measured(), time.perf_counter() + SECONDS
        await asyncio.gather(
            *(practise(client, headers, many, until, THINK, seed) for seed, headers in enumerate(people))
        )
        rate = len(many.milliseconds) / SECONDS
        print(
            f"{USERS} reps at once, thinking {THINK[0]:g}-{THINK[1]:g} s, {SECONDS:g} s, {rate:.0f} turns/s: "
            f"round trip p50 {many.percentile(50):.1f} ms, p95 {many.percentile(95):.1f} ms, errors {many.errors}"
        )
        print(f"memory of the server after that: {resident_mb(pid):.0f} MB")
    return server_p95 <= TARGET_ALONE_MS and many.percentile(95) < TARGET_MANY_MS and not many.errors


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        start = "from ringside.cli import main; main()"
        command = [sys.executable, "-c", start, "serve", "--port", str(port), "--data", str(Path(folder) / "data")]
        settings = {"RINGSIDE_ADDRESS_LIMIT": "100000/minute", "RINGSIDE_PRACTICE_PER_USER_DAY": "100000"}
        with subprocess.Popen(
            command, env=_environment(settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                address = f"http://127.0.0.1:{port}"
                _wait(address)
                good = asyncio.run(measure(address, server.pid))
            finally:
                server.terminate()
    targets = f"targets: p95 {TARGET_ALONE_MS:g} ms alone, {TARGET_MANY_MS:g} ms with {USERS}, no errors"
    print(f"{targets}: {'met' if good else 'MISSED'}")
    return 0 if good else 1


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RINGSIDE_")}
    return kept | settings


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{address}/api/health", timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not start within 30 s")


if __name__ == "__main__":
    sys.exit(main())
