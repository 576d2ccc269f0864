"""Scores every detector and the buyer on labelled cases: `python -m evals`. `--check` fails when a target is missed."""

from __future__ import annotations

import subprocess
import sys

SCORERS = ("evals.acts.score", "evals.calls.score", "evals.reps.run")


def main() -> int:
    codes = [
        subprocess.run([sys.executable, "-m", scorer, *sys.argv[1:]], check=False).returncode for scorer in SCORERS
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
