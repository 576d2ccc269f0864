"""Scores the attribution of speakers on calls whose labels were taken away: `python -m evals.speakers.score`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.acts.lines import strip
from evals.calls.corpus import load
from ringside.calls.imports.schemas import Utterance
from ringside.calls.speakers import Attribution, attribute
from ringside.dialogue.schemas import Language, Speaker

WANTED = 0.95
"""Share of calls in which the rep is found."""


@dataclass(frozen=True)
class Case:
    """A call with the truth beside it."""

    name: str
    set: str
    language: Language
    said: list[tuple[Speaker, str]]

    def utterances(self, *, named: bool = True) -> list[Utterance]:
        first = self.said[0][0]
        return [
            Utterance(label=("A" if who == first else "B") if named else None, text=text) for who, text in self.said
        ]


def graded() -> Iterator[Case]:
    for part in ("data", "held"):
        for call in load(part):
            yield Case(call.id, f"calls/{part}", call.language, [(t.speaker, t.text) for t in call.turns])


def harper(folder: Path) -> Iterator[Case]:
    """Calls of the HarperValleyBank corpus in a folder, as recognised and as heard by people."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        if isinstance(told, list):
            for heard in ("transcript", "human_transcript"):
                said = [
                    ("rep" if t["speaker_role"] == "agent" else "customer", t[heard]) for t in told if t[heard].strip()
                ]
                yield Case(f"{path.stem}.{heard}", "harper_valley", "en", said)


def asr(case: Case) -> Case:
    bare = [(who, text) for who, said in case.said if (text := strip(said))]
    return Case(case.name, f"{case.set}, unpunctuated", case.language, bare)


def main() -> int:
    cases = list(graded())
    cases += [asr(case) for case in cases]
    for folder in sys.argv[1:]:
        if not folder.startswith("-"):
            cases += harper(Path(folder))
    worst = 1.0
    for name in dict.fromkeys(case.set for case in cases):
        part = [case for case in cases if case.set == name]
        found = [(case, attribute(case.utterances())) for case in part]
        right = [call.turns[0].speaker == case.said[0][0] for case, call in found]
        sure = [ok for ok, (_, call) in zip(right, found, strict=True) if call.sure]
        share = sum(right) / len(right)
        worst = min(worst, share)
        found_in = f"{sum(right)} of {len(part)} ({share:.0%})"
        print(f"{name:28} rep found in {found_in}; sure of {len(sure)}, right in {sum(sure)}")
        for ok, (case, call) in zip(right, found, strict=True):
            if not ok:
                print(f"    missed {case.name} (confidence {call.confidence:.2f})")
        lines = [attribute(case.utterances(named=False)) for case in part]
        same = [_by_line(case, call) for case, call in zip(part, lines, strict=True)]
        print(f"{'':28} without any labels: {sum(same) / len(same):.0%} of the words on the right side")
    return 0 if worst >= WANTED or "--check" not in sys.argv else 1


def _by_line(case: Case, call: Attribution) -> float:
    said = [who for who, text in case.said for _ in text.split()]
    heard = [turn.speaker for turn in call.turns for _ in turn.text.split()]
    return sum(a == b for a, b in zip(said, heard, strict=True)) / len(said)


if __name__ == "__main__":
    sys.exit(main())
