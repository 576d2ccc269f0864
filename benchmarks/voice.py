"""What spoken practice costs by itself, with services that take no time: python -m benchmarks.voice"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import websockets

from benchmarks.report import at_most, row
from ringside.speech import decode

RATE = 16_000
SPEECH = Path(__file__).parents[1] / "evals" / "audio" / "data" / "jfk.ogg"
PORT = 8330
PIECE_S = 0.02
TURNS, SESSIONS = 6, 6
TURN_S = 4.0
LOUD = 1500
P50_MS, P95_MS, PER_CORE, MB = 400.0, 600.0, 6.0, 20.0
GROWTH_MB = 5.0


def phrase() -> tuple[bytes, float]:
    """A phrase as somebody really spoke it, and the second where its sound ends."""
    sound = np.concatenate(list(decode.pieces([SPEECH], RATE)), axis=1)[0]
    level = np.abs(sound[: len(sound) // 160 * 160]).reshape(-1, 160).max(axis=1)
    loud = np.flatnonzero(level > 0.08 * level.max())
    last = int(next(loud[gap] for gap in np.flatnonzero(np.diff(loud) > 25) if loud[gap] - loud[0] > 100)) + 1
    first = max(0, int(loud[0]) - 10)
    pcm = (sound[first * 160 : last * 160] * 32767).astype("<i2").tobytes()
    return pcm, (last - first) / 100


@contextmanager
def served() -> Iterator[str]:
    """A server on one core; the clients have the other."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.voice_server", str(PORT)])
    try:
        for _ in range(200):
            try:
                cost()
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit("the server did not start")
                time.sleep(0.1)
        yield f"ws://127.0.0.1:{PORT}/call"
    finally:
        process.terminate()
        process.wait(10)


def cost() -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/cost", timeout=5) as answer:
        return dict(json.load(answer))


async def person(address: str, turns: int, delay: float) -> list[float]:
    """Somebody who asks and listens; milliseconds from the end of the words to the first sound, a turn each."""
    pcm, _ = phrase()
    turn = pcm.ljust(int(TURN_S * RATE) * 2, b"\0")
    loop = asyncio.get_running_loop()
    loud: list[float] = []
    ends: list[float] = []
    await asyncio.sleep(delay)
    async with websockets.connect(address, proxy=None) as ws:

        async def listen() -> None:
            async for data in ws:
                if isinstance(data, bytes) and np.abs(np.frombuffer(data, "<i2").astype(np.int32)).max() > LOUD:
                    loud.append(loop.time())

        listening = asyncio.create_task(listen())
        size, began = int(PIECE_S * RATE) * 2, loop.time()
        for i, at in enumerate(range(0, turns * len(turn), size)):
            place = at % len(turn)
            await ws.send(turn[place : place + size])
            if place < len(pcm) <= place + size:
                ends.append(loop.time())
            await asyncio.sleep(max(0.0, began + (i + 1) * PIECE_S - loop.time()))
        listening.cancel()
    first = [min((at for at in loud if at > end), default=None) for end in ends]
    return [(at - end) * 1000 for at, end in zip(first, ends, strict=True) if at is not None and at - end < TURN_S]


async def crowd(address: str, people: int, turns: int) -> list[float]:
    delays = np.linspace(0, TURN_S, people, endpoint=False)
    told = await asyncio.gather(*(person(address, turns, float(delay)) for delay in delays))
    found = [one for each in told for one in each]
    if len(found) < 0.9 * people * turns:
        sys.exit(f"only {len(found)} of {people * turns} turns were answered")
    return found


def hour() -> tuple[float, float]:
    """MB of a process after ten and after sixty minutes of a call, on a clock that leaps where nothing happens."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.voice_hour"], check=True, capture_output=True, text=True
    ).stdout
    ten, sixty = json.loads(done)
    return ten, sixty


def main() -> int:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with served() as address:
        asyncio.run(person(address, 1, 0))  # what is loaded once
        alone, one = asyncio.run(_watched(address, 1))
        before = cost()
        together, peak = asyncio.run(_watched(address, SESSIONS))
        after = cost()
    p50, p95 = (float(np.percentile(alone, share)) for share in (50, 95))
    row("Voice to voice over WebSocket, one call: p50", f"{p50:.0f} ms", at_most(p50, P50_MS, "ms"))
    row("Voice to voice over WebSocket, one call: p95", f"{p95:.0f} ms", at_most(p95, P95_MS, "ms"))
    crowded = float(np.percentile(together, 95))
    row(f"The same with {SESSIONS} calls at once: p95", f"{crowded:.0f} ms", at_most(crowded, P95_MS, "ms"))
    seconds = SESSIONS * TURNS * TURN_S
    share = (after["cpu"] - before["cpu"]) / seconds
    row("CPU of one call", f"{share * 1000:.0f} ms a second")
    missed = " (MISSED)" if 1 / share < PER_CORE else ""
    row("Calls a core could carry", f"{1 / share:.0f}", f"{PER_CORE:g} or more{missed}")
    memory = (peak - one) / (SESSIONS - 1)
    row("Memory of a further call", f"{memory:.1f} MB", at_most(memory, MB, "MB"))
    ten, sixty = hour()
    grown = sixty - ten
    row("Growth from minute 10 to 60 of a call", f"{grown:.1f} MB", at_most(grown, GROWTH_MB, "MB"))
    fast = p50 <= P50_MS and max(p95, crowded) <= P95_MS
    return 0 if fast and not missed and memory <= MB and grown <= GROWTH_MB else 1


async def _watched(address: str, people: int) -> tuple[list[float], float]:
    """The crowd's times, and the most MB the server had meanwhile."""
    most = 0.0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, (await asyncio.to_thread(cost))["mb"])
            await asyncio.sleep(2)

    watching = asyncio.create_task(watch())
    try:
        return await crowd(address, people, TURNS), most
    finally:
        watching.cancel()


if __name__ == "__main__":
    sys.exit(main())
