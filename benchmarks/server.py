"""Servers to measure, each a process of its own, and what they use (Linux)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    address: str
    pid: int
    seconds: float
    """From spawning the process to its first healthy answer."""

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def cpu(self) -> float:
        """Milliseconds of processor time used so far, by all its threads."""
        return cpu_of(self.pid)


def cpu_of(pid: int) -> float:
    """Milliseconds of processor time that a process has used so far, by all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


@contextmanager
def ringside(data: Path, *options: str, **settings: str) -> Iterator[Server]:
    """Ringside as `make run` serves it, on this data folder."""
    start = [sys.executable, "-c", "from ringside.cli import main; main()", "serve"]
    with _running([*start, *options, "--data", str(data), "--port"], settings) as it:
        yield it


@contextmanager
def raw(data: Path) -> Iterator[Server]:
    """The bare application to compare with."""
    with _running([sys.executable, "-m", "benchmarks.raw", str(data / "raw.db")], {}) as it:
        yield it


@contextmanager
def _running(command: list[str], settings: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    address, started = f"http://127.0.0.1:{port}", time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, str(port)], env=environment(settings), stdout=quiet, stderr=quiet) as process:
        try:
            _wait(address, process)
            yield Server(address, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()


def environment(settings: dict[str, str]) -> dict[str, str]:
    """No settings but these, and compiled code kept from start to start as for any user."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RINGSIDE_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.perf_counter() + 60
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at its start with {process.returncode}")
        try:
            httpx.get(f"{address}/api/health", timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.01)
        else:
            return
    raise TimeoutError("no healthy answer within 60 s")
