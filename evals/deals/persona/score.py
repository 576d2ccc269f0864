"""Scores the reading of what contacts write: `python -m evals.deals.persona.score [--wrong]`; the held lines apart."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ringside.deals.persona.reading import read
from ringside.dialogue.language import detect

HERE = Path(__file__).parent
KINDS = ("pain", "priority", "objection", "numbers", "consensus", "caution", "speed", "proof", "price", "price_fine",
         "others", "alone")  # fmt: skip
OPTIONAL = {
    "consensus": "authority", "others": "authority", "caution": "trust integration timing", "price": "price",
}  # fmt: skip
"""Objections that such a sentence may be read as too: who asks the CFO first may be said to object or not."""


@dataclass
class Score:
    """Hits, false alarms and misses by kind. `named` counts objections whose kind is right, of those found."""

    hits: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    named: int = 0
    silent: int = 0
    idle: int = 0
    wrong: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        return _share(self.hits[kind], self.hits[kind] + self.alarms[kind])

    def recall(self, kind: str) -> float:
        return _share(self.hits[kind], self.hits[kind] + self.misses[kind])

    def overall(self) -> tuple[float, float]:
        hits = sum(self.hits.values())
        return _share(hits, hits + sum(self.alarms.values())), _share(hits, hits + sum(self.misses.values()))


def lines(name: str) -> Iterator[tuple[frozenset[str], str]]:
    """The labelled lines of a file."""
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            labels, _, text = line.partition(" | ")
            yield frozenset(labels.split(",")) - {"-"}, text


def score(name: str) -> Score:
    """The score on one file. What is neither asked for nor labelled (`settled`) does not count."""
    out = Score()
    for wanted, text in lines(name):
        found = {
            f"{f.kind}:{f.detail}" if f.detail and f.kind == "objection" else f.kind for f in read(text, detect(text))
        }
        kinds, labelled = {f.partition(":")[0] for f in found} & set(KINDS), {w.partition(":")[0] for w in wanted}
        spare = {f"objection:{kind}" for label in wanted for kind in OPTIONAL.get(label, "").split()}
        if {f for f in found if f.startswith("objection")} <= spare and "objection" not in labelled:
            kinds -= {"objection"}
        for kind in KINDS:
            counted = out.hits if kind in kinds & labelled else out.alarms if kind in kinds else out.misses
            if kind in kinds | labelled:
                counted[kind] += 1
        out.named += any(w in found for w in wanted if ":" in w)
        out.idle += not wanted
        out.silent += not wanted and not kinds
        if kinds != labelled:
            out.wrong.append(f"{sorted(wanted)} found {sorted(found)}: {text}")
    return out


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


TARGETS = {"lines": (0.93, 0.93), "held": (0.88, 0.85)}
"""Precision and recall that must hold."""


def main() -> int:
    missed = 0
    for name in ("lines", "held"):
        got = score(name)
        print(f"{name}: precision {got.overall()[0]:.2f}, recall {got.overall()[1]:.2f}; silent on "
              f"{got.silent} of {got.idle} lines that bear on nothing")  # fmt: skip
        for kind in KINDS:
            n = got.hits[kind] + got.misses[kind]
            print(f"  {kind:11} precision {got.precision(kind):.2f}  recall {got.recall(kind):.2f}  n {n}")
        print(f"  objections of the right kind: {got.named} of {got.hits['objection']} found")
        if "--wrong" in sys.argv and name == "lines":
            print("\n".join(got.wrong))
        missed += any(value < target for value, target in zip(got.overall(), TARGETS[name], strict=True))
    return 1 if missed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
