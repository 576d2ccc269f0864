"""How long a start takes and what it costs in memory, against a bare FastAPI application served the same way in the same run."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

RUNS = 5
BARE = """
import sys, fastapi, uvicorn
app = fastapi.FastAPI()
app.get("/api/health")(lambda: {"status": "ok"})
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def first_answer(command: list[str], port: int) -> tuple[float, float]:
    """Seconds from spawning the process to its first healthy answer, and its resident memory in MB then."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while time.perf_counter() - started < 60:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=1).raise_for_status()
                except httpx.HTTPError:
                    time.sleep(0.01)
                else:
                    return time.perf_counter() - started, resident_mb(process.pid)
            raise TimeoutError("no healthy answer within 60 s")
        finally:
            process.terminate()


def main() -> None:
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS + 1):
            port = free_port()
            ours.append(first_answer([sys.executable, "-m", "ringside", "serve", "--demo", "--port", str(port), "--data", folder], port))
            port = free_port()
            bare.append(first_answer([sys.executable, "-c", BARE, str(port)], port))
    first, again = ours[0], ours[1:]
    seconds = statistics.median(s for s, _ in again)
    bare_seconds = statistics.median(s for s, _ in bare[1:])
    print(f"first start with an empty data folder, demo company made: {first[0]:.2f} s")
    print(f"start: {seconds:.2f} s median of {RUNS}, bare FastAPI {bare_seconds:.2f} s, ratio {seconds / bare_seconds:.2f}")
    memory, bare_memory = statistics.median(m for _, m in again), statistics.median(m for _, m in bare[1:])
    print(f"memory after start: {memory:.0f} MB, bare FastAPI {bare_memory:.0f} MB")


if __name__ == "__main__":
    main()
