"""How much faster two workers analyse queued calls than one, over PostgreSQL.

A worker here takes one call at a time, so that its loop, which stores, and its helper, which computes, work by turns
and fill about one core; with more slots both work at once, and one worker fills two cores by itself. Beside the seconds
stands the processor time of both; where it is much less than the seconds, other programs or waiting took the rest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from benchmarks import server
from benchmarks.report import row

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import postgres_server

CALLS = 20
TURNS = 600
RUNS = 3
TARGET = 1.6
EXCHANGE = (
    "Rep: How do you handle renewals today, and what happens when one is forgotten?",
    "Customer: We use spreadsheets, and last month we lost two clients because nobody called them.",
    "Rep: And what does losing a client like that cost you over a year?",
    "Customer: About forty thousand. But honestly, your price is too high for us right now.",
    "Rep: I understand. Shall we look at the numbers together on Thursday at ten?",
    "Customer: Thursday at ten works, send me the invitation.",
)


def main() -> int:
    try:
        with ExitStack() as stack:
            url = stack.enter_context(postgres_server.server())
            (one, used_by_one), (two, used_by_two) = (_best(url, workers) for workers in (1, 2))
    except postgres_server.NoPostgres as reason:
        print(f"jobs: {reason}", file=sys.stderr)
        return 0
    ratio = one / two
    row(
        f"{CALLS} queued calls of {TURNS} turns, analysed by 1 and by 2 workers, best of {RUNS}",
        f"{one:.1f} s and {two:.1f} s ({used_by_one:.1f} s and {used_by_two:.1f} s of processor): "
        f"{ratio:.2f} times as fast",
        f"{TARGET:g} times" if ratio >= TARGET else f"{TARGET:g} times (MISSED)",
    )
    return 0 if ratio >= TARGET else 1


def _best(postgres: str, workers: int) -> tuple[float, float]:
    with (
        postgres_server.database(postgres, f"bench_jobs_{os.getpid()}_{workers}") as store,
        tempfile.TemporaryDirectory() as folder,
        _office(Path(folder), store, workers) as (client, processes),
    ):
        _analyse(client, processes, workers * 4)  # every worker has its code in memory then
        return min(_analyse(client, processes, CALLS) for _ in range(RUNS))


def _analyse(client: httpx.Client, processes: list[subprocess.Popen[bytes]], calls: int) -> tuple[float, float]:
    """Seconds, and those of processor, until all calls are done; the workers stand still while these are queued."""
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    ids = {_send(client, number) for number in range(calls)}
    started, used = time.perf_counter(), _cpu(processes)
    for process in processes:
        process.send_signal(signal.SIGCONT)
    while True:
        done = client.get("/calls", params={"limit": calls}).raise_for_status().json()["items"]
        if all(call["status"] == "done" for call in done if call["id"] in ids):
            return time.perf_counter() - started, _cpu(processes) - used
        assert not [call for call in done if call["status"] == "failed"], done
        time.sleep(0.2)


def _cpu(processes: list[subprocess.Popen[bytes]]) -> float:
    """Seconds of processor time used so far by these workers and their helpers."""
    helpers = [
        int(child)
        for process in processes
        for children in Path(f"/proc/{process.pid}/task").glob("*/children")
        for child in children.read_text().split()
    ]
    return sum(server.cpu_of(pid) for pid in [*(process.pid for process in processes), *helpers]) / 1000


def _send(client: httpx.Client, number: int) -> str:
    said = "\n".join([f"Rep: Hello, this is Dana, number {number}.", *(EXCHANGE * (TURNS // len(EXCHANGE)))])
    answer = client.post("/calls", json={"title": f"Call {number}", "transcript": said, "rubric": "discovery"})
    return str(answer.raise_for_status().json()["id"])


@contextmanager
def _office(folder: Path, store: str, workers: int) -> Iterator[tuple[httpx.Client, list[subprocess.Popen[bytes]]]]:
    """A server that only queues, a client of its owner, and workers that are ready."""
    settings = {"RINGSIDE_DATABASE_URL": store, "RINGSIDE_WORKER": "false", "RINGSIDE_JOB_SLOTS": "1"}
    with ExitStack() as stack:
        at = stack.enter_context(server.ringside(folder, **settings))
        client = stack.enter_context(httpx.Client(base_url=f"{at.address}/api", timeout=60))
        person = {"email": "b@example.com", "password": "correct horse battery", "name": "B", "company": "Bench"}
        token = client.post("/auth/register", json=person).raise_for_status().json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client, [stack.enter_context(_worker(folder, settings)) for _ in range(workers)]


@contextmanager
def _worker(folder: Path, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", "from ringside.cli import main; main()", "worker", "--data", str(folder)]
    with subprocess.Popen(command, env=server.environment(settings), stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
