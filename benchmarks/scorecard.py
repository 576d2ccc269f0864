"""How long reading, measuring, scoring and feedback of one call take: python -m benchmarks.scorecard"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.report import at_most, row
from ringside.dialogue import acts, digest, feedback, quick, rubrics, scorecard, signals
from ringside.dialogue.schemas import Speaker, Transcript, Turn

REP = (
    "the reason i'm calling is that teams like yours lose {n} cases a month how do you keep track of them today",
    "I understand. When you say case {n} got lost, what happened then?",
    "We help companies save {n} hours a week, so nobody has to stay late. Does that make sense?",
    "Could we meet on Tuesday at ten for {n} minutes to look at it?",
)
CUSTOMER = (
    "well we have about {n} people and honestly it's a mess things fall through the cracks every week",
    "It's probably too expensive for us, last year we paid {n} thousand.",
    "Yes, that makes sense, but I'd have to talk to my partner about {n}.",
    "mm-hm",
)


def call(turns: int, number: int = 0) -> Transcript:
    """A call of different lines, so that no cache helps; calls of other numbers have none of them."""
    made = []
    for i in range(turns):
        speaker: Speaker = "customer" if i % 2 == 0 else "rep"
        lines = CUSTOMER if speaker == "customer" else REP
        made.append(
            Turn(
                index=i, speaker=speaker, text=lines[i // 2 % 4].format(n=number * 10_000 + 1_000_003 * (i + 7) % 9_973)
            )
        )
    return Transcript(turns=tuple(made))


def milliseconds(work: Callable[[], Any], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        acts._read.cache_clear()
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


def main() -> int:
    transcript, hour, rubric = call(200), call(1_200), rubrics.shipped()["cold-call"]
    read = acts.read_all(transcript)
    measured = signals.measure(transcript, read)
    card = scorecard.score(transcript, read, rubric)

    def drill() -> None:
        quick.review("It's too expensive.", "I see. Compared to what?")

    rows: list[tuple[str, float, float]] = [
        ("Reading one turn, mean of 200", milliseconds(lambda: acts.read_all(transcript)) / 200, 3),
        ("Scorecard of a 200-turn call", milliseconds(lambda: scorecard.score(transcript, read, rubric)), 150),
        (
            "Reading, signals, scorecard and feedback of it",
            milliseconds(lambda: whole(transcript)),
            300,
        ),
        ("Its feedback alone", milliseconds(lambda: feedback.steps(transcript, read, measured, card)), 150),
        (
            "Review of a quick drill",
            milliseconds(lambda: quick.review("It's too expensive.", "I see. Compared to what?")),
            20,
        ),
        (
            "An hour's call of 1,200 turns: all of it, with the digest",
            milliseconds(lambda: whole(hour), rounds=3),
            2_000,
        ),
    ]
    for name, took, most in rows:
        row(name, f"{took:.1f} ms", at_most(took, most, "ms"))
    return 0 if all(took <= most for _, took, most in rows) else 1


def whole(transcript: Transcript) -> None:
    read = acts.read_all(transcript)
    card = scorecard.score(transcript, read, rubrics.shipped()["cold-call"])
    measured = signals.measure(transcript, read)
    feedback.steps(transcript, read, measured, card)
    digest.digest(transcript, read, measured)


if __name__ == "__main__":
    sys.exit(main())
