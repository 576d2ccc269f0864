"""Score what reads the tone: python -m evals.sentiment.score [--check] [--public FOLDER]

Per set: lines, share right, macro F1 over the moods in the set, and how far stated confidence is from being right
(expected calibration error). `held_*.jsonl` were written apart from the training lines; of the public sets a quarter,
by talk or text, is never trained on. `--check` demands the floors for the held lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.acts.lines import strip
from evals.sentiment import lines
from evals.sentiment.lines import Line
from ringside.dialogue import sentiment
from ringside.dialogue.sentiment import Tone

FLOOR = {"held_en.jsonl": 0.70, "held_he.jsonl": 0.76}
"""Macro F1 over three moods below which the check fails."""
BINS = 10
NOTHING = Tone(mood="neutral", value=0, confidence=0)


def score(name: str, found: Sequence[Line], *, spoken: bool = False) -> float:
    """Prints one line of figures; the macro F1."""
    read = [sentiment.read(strip(line.text) if spoken else line.text) or NOTHING for line in found]
    moods = sorted({line.mood for line in found})
    if moods == ["negative", "positive"]:  # a set without neutral lines asks which of the two it is
        said = ["positive" if tone.value >= 0 else "negative" for tone in read]
    else:
        said = [tone.mood for tone in read]
    right = [mine == line.mood for mine, line in zip(said, found, strict=True)]
    f1 = sum(_f1(mood, said, found) for mood in moods) / len(moods)
    off = _calibration([tone.confidence for tone in read], [t.mood == x.mood for t, x in zip(read, found, strict=True)])
    share = sum(right) / len(found)
    sys.stdout.write(
        f"{name:28s} n {len(found):5d}  right {share:.3f}  macro F1 {f1:.3f}  calibration error {off:.3f}\n"
    )
    return f1


def _f1(mood: str, said: Sequence[str], found: Sequence[Line]) -> float:
    hit = sum(mine == mood == line.mood for mine, line in zip(said, found, strict=True))
    claimed, true = sum(mine == mood for mine in said), sum(line.mood == mood for line in found)
    return 2 * hit / max(claimed + true, 1)


def _calibration(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Mean distance between stated confidence and share right, over bins of confidence."""
    off = 0.0
    for k in range(BINS):
        here = [(c, r) for c, r in zip(confidence, right, strict=True) if min(int(c * BINS), BINS - 1) == k]
        if here:
            off += abs(sum(c for c, _ in here) - sum(r for _, r in here)) / len(confidence)
    return off


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--public", type=Path, default=Path("../shared/data"), help="folder with the public sets")
    options.add_argument("--check", action="store_true", help="fail below the floors")
    given = options.parse_args()
    low = []
    for path in sorted(lines.DATA.glob("held_*.jsonl")):
        found = lines.held(path.name)
        f1 = score(path.stem, found)
        score(f"{path.stem}, as recognised", found, spoken=True)
        if f1 < FLOOR.get(path.name, 0.0):
            low.append(f"{path.name}: {f1:.3f} is below {FLOOR[path.name]}")
    if given.public.is_dir():
        score("CaSiNo faces, kept back", [x for x in lines.faces(given.public) if lines.kept_back(x)])
        score("Hebrew comments, kept back", [x for x in lines.comments(given.public) if lines.kept_back(x)])
    if given.check and low:
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main()
