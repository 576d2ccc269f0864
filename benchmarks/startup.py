"""How long a start takes and what it costs in memory, against a bare FastAPI application served the same way."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import server
from benchmarks.report import at_most, row

RUNS = 5
TARGET_SECONDS = 10.0


def main() -> int:
    ours: list[tuple[float, float, float]] = []
    bare: list[tuple[float, float, float]] = []
    for _ in range(RUNS + 1):
        with tempfile.TemporaryDirectory() as folder, server.raw(Path(folder)) as it:
            bare.append((it.seconds, it.cpu(), it.memory()))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS + 1):
            with server.ringside(Path(folder), "--demo") as it:
                ours.append((it.seconds, it.cpu(), it.memory()))
    seconds, cpu, memory = (statistics.median(values) for values in zip(*ours[1:], strict=True))
    bare_seconds, bare_cpu, bare_memory = (statistics.median(values) for values in zip(*bare[1:], strict=True))
    row("First start: empty data folder, demo company made", f"{ours[0][0]:.1f} s")
    row(
        f"Later starts with the demo company, median of {RUNS}",
        f"{seconds:.1f} s, {cpu / 1000:.1f} s of CPU (bare FastAPI {bare_seconds:.1f} s, {bare_cpu / 1000:.1f} s)",
        at_most(seconds, TARGET_SECONDS, "s"),
    )
    row("Memory after a start", f"{memory:.0f} MB (bare FastAPI {bare_memory:.0f} MB)")
    return 0 if seconds <= TARGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
