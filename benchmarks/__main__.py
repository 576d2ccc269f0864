"""Runs every benchmark in turn: `make bench`, or `python -m benchmarks chat` for one."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("startup", "scorecard", "chat", "ai_overhead")


def main() -> int:
    wanted = sys.argv[1:] or BENCHMARKS
    codes = []
    for name in wanted:
        print(f"== {name}", flush=True)
        codes.append(subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
