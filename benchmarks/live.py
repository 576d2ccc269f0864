"""What coaching calls live costs, with a recogniser that takes no time: python -m benchmarks.live"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import numpy as np
import websockets

from benchmarks.report import at_most, row
from benchmarks.voice import phrase

RATE = 16_000
PORT = 8380
CALLS, ROUNDS, ROUND_S = 30, 2, 24.0
CUE_MS, WORDS_MS, MB = 1000.0, 300.0, 20.0


@contextmanager
def served() -> Iterator[str]:
    """A server on one core; the senders have the other."""
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen([sys.executable, "-m", "benchmarks.live_server", str(PORT), data])
        address = f"http://127.0.0.1:{PORT}"
        try:
            for _ in range(200):
                try:
                    httpx.get(f"{address}/cost", timeout=2)
                    break
                except httpx.HTTPError:
                    if process.poll() is not None:
                        sys.exit("the server did not start")
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def sides() -> tuple[bytes, float]:
    """A round of a call as 20 ms messages' worth of both sides, and the second where the customer's words end."""
    pcm, seconds = phrase()
    n = int(ROUND_S * RATE)
    customer = np.zeros(n, "<i2")
    rep = np.zeros(n, "<i2")
    said = np.frombuffer(pcm, "<i2")
    customer[: len(said)] = said
    start = int((seconds + 2) * RATE)
    part = said[: n - start - RATE]
    rep[start : start + len(part)] = part
    return np.stack([rep, customer]).tobytes(), seconds


async def call(
    address: str, token: str, made: dict[str, Any], said: tuple[bytes, float], delay: float,
    found: dict[str, list[float]],
) -> None:  # fmt: skip
    """One call: a recorder that sends in real time, and a sidebar that notes when what comes."""
    headers = {"Authorization": f"Bearer {token}"}
    options: dict[str, Any] = {"proxy": None, "compression": None, "open_timeout": 60}
    ws = address.replace("http", "ws")
    both, end_s = said
    pieces = np.frombuffer(both, "<i2").reshape(2, -1)
    loop = asyncio.get_running_loop()
    ends: list[float] = []
    await asyncio.sleep(delay)
    async with (
        websockets.connect(f"{ws}/api/live/{made['call_id']}/cues", additional_headers=headers, **options) as sidebar,
        websockets.connect(f"{ws}{made['address']}", **options) as recorder,
    ):

        async def look() -> None:
            final = 0.0
            async for text in sidebar:
                told = json.loads(text)
                if told["type"] == "turn" and told["final"] and told["speaker"] == "customer":
                    final = loop.time()
                shown = told["type"] == "cue" and told["standing"] == "shown" and bool(told["quotes"])
                if shown and ends and told["quotes"][-1]["speaker"] == "customer":
                    found["cue"].append(1000 * (loop.time() - ends[-1]))
                    found["words"].append(1000 * (loop.time() - final))

        looking = asyncio.create_task(look())
        began, sent = loop.time(), 0
        for _ in range(ROUNDS):
            for at in range(0, pieces.shape[1], 320):
                for channel in (0, 1):
                    await recorder.send(bytes([channel]) + pieces[channel, at : at + 320].tobytes())
                sent += 1
                if at <= end_s * RATE < at + 320:
                    ends.append(loop.time())
                early = began + sent * 0.02 - loop.time()
                found["behind"].append(max(0.0, -1000 * early))
                await asyncio.sleep(max(0.0, early))
        looking.cancel()


async def crowd(address: str, token: str, calls: int) -> tuple[dict[str, list[float]], float, float]:
    """Delays in milliseconds, the share of a core, and MB while all calls are held.

    `behind`: how late the senders were themselves, as where other work has their core; cues cannot come before sound.
    """
    found: dict[str, list[float]] = {"cue": [], "words": [], "behind": []}
    said = sides()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        made = [(await client.post("/api/live", json={"source": "browser"})).json() for _ in range(calls)]
        delays = np.linspace(0, ROUND_S / 4, calls, endpoint=False)
        together = zip(made, delays, strict=True)
        held = asyncio.gather(*(call(address, token, one, said, float(delay), found) for one, delay in together))
        await asyncio.sleep(ROUND_S / 2)
        before, began = (await client.get("/cost")).json(), time.perf_counter()
        await asyncio.sleep(ROUND_S)
        after = (await client.get("/cost")).json()
        share = (after["cpu"] - before["cpu"]) / (time.perf_counter() - began)
        await held
    return found, share, after["mb"]


def main() -> int:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with served() as address:
        body = {"email": "bench@example.com", "password": "correct horse battery", "name": "B", "company": "B"}
        token = httpx.post(f"{address}/api/auth/register", json=body).json()["access_token"]
        _, _, one = asyncio.run(crowd(address, token, 1))
        found, share, many = asyncio.run(crowd(address, token, CALLS))
    if len(found["cue"]) < 0.8 * CALLS:
        sys.exit(f"only {len(found['cue'])} cues came")
    cue, words = (float(np.percentile(found[kind], 95)) for kind in ("cue", "words"))
    row(f"{CALLS} two-channel calls: end of speech to cue, p95", f"{cue:.0f} ms", at_most(cue, CUE_MS, "ms"))
    row("The same, final transcript to cue, p95", f"{words:.0f} ms", at_most(words, WORDS_MS, "ms"))
    row("The senders were late themselves, p95", f"{np.percentile(found['behind'], 95):.0f} ms", "measured")
    missed = " (MISSED)" if share > 1 else ""
    row(f"Share of a core with {CALLS} calls", f"{share:.2f}", f"1{missed}")
    memory = (many - one) / (CALLS - 1)
    row("Memory of a further live call", f"{memory:.1f} MB", at_most(memory, MB, "MB"))
    return 0 if cue <= CUE_MS and words <= WORDS_MS and not missed and memory <= MB else 1


if __name__ == "__main__":
    sys.exit(main())
