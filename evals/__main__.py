"""Scores every detector and the buyer on labelled cases: `python -m evals`. `--check` fails when a target is missed."""

from __future__ import annotations

import subprocess
import sys

SCORERS = (
    "evals.acts.score",
    "evals.sentiment.score",
    "evals.calls.score",
    "evals.calls.long",
    "evals.rubrics.score",
    "evals.reps.run",
    "evals.reps.table",
    "evals.audio.score",
    "evals.knowledge.score",
    "evals.deals.objections_score",
    "evals.deals.outside.lines",
    "evals.metrics",
    "evals.metrics.narratives",
    "evals.deals.persona.score",
    "evals.deals.coach",
    "evals.live.cues",
)
CHECKED = SCORERS[1:]
"""The act reader's figures are for reading; what it misses shows in the calls, which have targets."""


def main() -> int:
    scorers = CHECKED if "--check" in sys.argv[1:] else SCORERS
    codes = [
        subprocess.run([sys.executable, "-m", scorer, *sys.argv[1:]], check=False).returncode for scorer in scorers
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
