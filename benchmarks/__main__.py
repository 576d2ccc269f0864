"""Runs every benchmark in turn and prints one table: `make bench`, or `python -m benchmarks chat` for one."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.report import HEAD

BENCHMARKS = (
    "startup",
    "scorecard",
    "calls",
    "audio",
    "ears",
    "jobs",
    "chat",
    "ai_overhead",
    "search",
    "metrics",
    "deals",
    "crm_sync",
    "deals_objections",
    "voice",
    "live",
)


def main() -> int:
    print(HEAD, flush=True)
    wanted = sys.argv[1:] or BENCHMARKS
    return max(
        [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode for name in wanted]
    )


if __name__ == "__main__":
    sys.exit(main())
