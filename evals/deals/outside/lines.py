"""Scores the reader of objections on lines of an outside author: `python -m evals.deals.outside.lines [--studied]`.

Held lines are counted, and only shown one by one with `--held`, which nobody who mends the reader should ask for.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from ringside.deals.objections import kinds

LINES = Path(__file__).parent / "objections.yaml"
NONE = "none"


@dataclass(frozen=True)
class Scored:
    language: str
    kind: str
    held: bool
    text: str
    objection: float
    two: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Whether the reader takes the line to be an objection."""
        return self.objection >= 0.5


def scored() -> list[Scored]:
    found = []
    for line in yaml.safe_load(LINES.read_text(encoding="utf-8")):
        reading = kinds.read(line["text"], line["language"])
        two = tuple(str(kind) for kind, _ in reading.chances[:2])
        held = line.get("held", False)
        found.append(Scored(line["language"], line["kind"], held, line["text"], reading.objection, two))
    return found


def figures(lines: list[Scored]) -> str:
    """Returns how often the kind is right, first or among two, and how many others are taken for objections."""
    objections = [line for line in lines if line.kind != NONE]
    others = [line for line in lines if line.kind == NONE]
    first = sum(line.kind == line.two[0] for line in objections)
    among = sum(line.kind in line.two for line in objections)
    missed = sum(not line.taken for line in objections)
    alarms = sum(line.taken for line in others)
    return (
        f"{len(objections)} objections: right first {first / len(objections):.2f}, "
        f"among two {among / len(objections):.2f}, "
        f"missed {missed / len(objections):.2f}; {len(others)} others: taken for one {alarms / len(others):.2f}"
    )


def wrong(line: Scored) -> bool:
    return line.taken if line.kind == NONE else not line.taken or line.kind != line.two[0]


def main() -> int:
    lines = scored()
    for language in ("en", "he"):
        for held in (False, True):
            part = [line for line in lines if line.language == language and line.held == held]
            print(f"{language} {'held out' if held else 'studied '}  {figures(part)}")
    shown = [held for held, flag in ((False, "--studied"), (True, "--held")) if flag in sys.argv]
    for line in lines:
        if line.held in shown and wrong(line):
            print(f"  {line.language} {line.kind:14} read {line.objection:.2f} {', '.join(line.two):28} {line.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
