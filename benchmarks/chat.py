"""How fast the buyer answers: one rep alone, then fifty at once, all in one company and spread over ten.

Server time of the rep alone is the round trip over a kept connection on loopback, less that of the bare application's
empty endpoint in the same run. The fifty think 1.5 to 4.5 seconds between turns, fast for a person who reads and types,
and their start is spread over the first seconds; their figures are whole round trips. Clients and server share the
machine.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks import server
from benchmarks.report import at_most, row

ALONE_TURNS = 150
USERS, COMPANIES = 50, 10
SECONDS = 25.0
THINK = (1.5, 4.5)
TARGET_ALONE_MS, TARGET_MANY_MS = 30.0, 300.0
SETTINGS = {"RINGSIDE_ADDRESS_LIMIT": "100000/minute", "RINGSIDE_PRACTICE_PER_USER_DAY": "100000"} | {
    "RINGSIDE_PRACTICE_PER_TENANT_DAY": "1000000"
}
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
Headers = dict[str, str]


@dataclass
class Measured:
    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0

    def percentile(self, share: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[share - 1]

    def said(self) -> str:
        return f"p50 {self.percentile(50):.0f} ms, p95 {self.percentile(95):.0f} ms"


async def company(client: httpx.AsyncClient, people: int) -> list[Headers]:
    """The headers of everybody in a new company: its owner and the reps invited."""
    owner = await _signed_in(client, "register", email=_address(), name="Owner", company="Bench")
    staff = [owner]
    for _ in range(people - 1):
        invited = await client.post("/api/invitations", json={"email": _address()}, headers=owner, timeout=60)
        token = invited.raise_for_status().json()["token"]
        staff.append(await _signed_in(client, "invitation/accept", token=token, name="Rep"))
    return staff


async def _signed_in(client: httpx.AsyncClient, path: str, **body: str) -> Headers:
    answer = await client.post(f"/api/auth/{path}", json=body | {"password": "correct horse battery"}, timeout=60)
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


def _address() -> str:
    return f"{random.getrandbits(64):x}@example.com"


async def turn(client: httpx.AsyncClient, headers: Headers, body: Mapping[str, object], to: Measured) -> dict[str, str]:
    """One turn with a client key, as the web app sends it, timed; an empty answer when it failed."""
    keyed = {**body, "client_key": f"{random.getrandbits(64):x}"}
    started = time.perf_counter()
    try:
        answer = await client.post("/api/chat", json=keyed, headers=headers, timeout=30)
        answer.raise_for_status()
    except httpx.HTTPError:
        to.errors += 1
        return {}
    to.milliseconds.append((time.perf_counter() - started) * 1000)
    return dict(answer.json())


async def practise(
    client: httpx.AsyncClient, headers: Headers, to: Measured, until: float, think: tuple[float, float], seed: int
) -> None:
    """One rep who practises call after call, and hangs up where the buyer does not. Starting a call is a turn too."""
    rng = random.Random(seed)
    await asyncio.sleep(rng.uniform(0, think[1]))
    while time.perf_counter() < until:
        start = {"scenario_id": "cold-call", "text": "", "seed": rng.randrange(10**6)}
        call = await turn(client, headers, start, to)
        for line in LINES:
            if time.perf_counter() >= until or call.get("status") != "open":
                break
            await asyncio.sleep(rng.uniform(*think))
            said = {"conversation_id": call["conversation_id"], "text": line}
            call = await turn(client, headers, said, to) | {"conversation_id": call["conversation_id"]}
        if "conversation_id" in call:
            ended = await client.post(f"/api/chat/{call['conversation_id']}/end", json={}, headers=headers, timeout=30)
            to.errors += ended.status_code != 200


async def together(client: httpx.AsyncClient, people: Sequence[Headers]) -> Measured:
    """Everybody practising at once for a while."""
    measured, until = Measured(), time.perf_counter() + SECONDS
    await asyncio.gather(*(practise(client, who, measured, until, THINK, seed) for seed, who in enumerate(people)))
    return measured


async def round_trips(address: str, path: str) -> Measured:
    """A turn's text sent to an endpoint of the bare application, as often as the rep alone speaks."""
    measured = Measured()
    async with httpx.AsyncClient(base_url=address) as client:
        for number in range(ALONE_TURNS + 20):
            started = time.perf_counter()
            (await client.post(path, json={"text": LINES[number % len(LINES)]})).raise_for_status()
            measured.milliseconds.append((time.perf_counter() - started) * 1000)
    del measured.milliseconds[:20]  # warm-up
    return measured


async def alone(
    client: httpx.AsyncClient, who: Headers, it: server.Server, raw: str
) -> tuple[Measured, Measured, Measured, float]:
    """One rep without thinking time, and beside it, in turn, the bare application doing nothing and writing once.

    Last the CPU time of a turn in milliseconds, with its share of ending and scoring calls.
    """
    await practise(client, who, Measured(), time.perf_counter() + 2, (0.0, 0.0), 1)  # warm-up
    single, nothing, write, before = Measured(), Measured(), Measured(), it.cpu()
    while len(single.milliseconds) < ALONE_TURNS:
        await practise(client, who, single, time.perf_counter() + 2, (0.0, 0.0), len(single.milliseconds))
        nothing.milliseconds += (await round_trips(raw, "/api/nothing")).milliseconds
        write.milliseconds += (await round_trips(raw, "/api/write")).milliseconds
    return single, nothing, write, (it.cpu() - before) / len(single.milliseconds)


async def measure(it: server.Server, raw: server.Server) -> bool:
    """Prints the rows. Returns whether the targets are met."""
    async with httpx.AsyncClient(base_url=it.address, limits=httpx.Limits(max_connections=USERS + 10)) as client:
        one_company = await company(client, USERS)
        single, nothing, write, cpu = await alone(client, one_company[0], it, raw.address)
        empty = nothing.percentile(50)
        p50, p95 = single.percentile(50) - empty, single.percentile(95) - empty
        what = f"One rep, {len(single.milliseconds)} turns without a pause: server time per turn"
        row(
            what, f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {cpu:.0f} ms of CPU", at_most(p95, TARGET_ALONE_MS, "ms at p95")
        )
        ratio = f"{single.percentile(50) / write.percentile(50):.1f} times ({write.percentile(50):.1f} ms)"
        row("The same beside a bare FastAPI endpoint with one SQLite write", ratio)
        row(
            "The same beside one that does nothing",
            f"{single.percentile(50) / empty:.1f} times ({empty:.1f} ms)",
        )
        met = p95 <= TARGET_ALONE_MS and not single.errors
        spread = [who for _ in range(COMPANIES) for who in await company(client, USERS // COMPANIES)]
        for where, people in (("one company", one_company), (f"{COMPANIES} companies", spread)):
            before = it.cpu()
            many = await together(client, people)
            p95, turns = many.percentile(95), len(many.milliseconds)
            each = f"{(it.cpu() - before) / turns:.0f} ms of CPU a turn with its share of ends and scores"
            missed = float("inf") if many.errors else p95
            what = f"{USERS} reps at once in {where}, {turns / SECONDS:.0f} turns/s: round trip"
            row(
                what,
                f"{many.said()}, {many.errors or 'no'} errors, {each}",
                at_most(missed, TARGET_MANY_MS, "ms at p95, no errors"),
            )
            met = met and p95 < TARGET_MANY_MS and not many.errors
        row("Memory after all that", f"{it.memory():.0f} MB")
    return met


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with server.raw(data) as raw, server.ringside(data / "data", **SETTINGS) as it:
            met = asyncio.run(measure(it, raw))
    row(f"Thinking time of the {USERS}", f"{THINK[0]:g}-{THINK[1]:g} s between turns, {os.cpu_count()} cores for all")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
