"""Scores each criterion of the method rubrics on short exchanges: `python -m evals.rubrics.score [--check] [--verbose]`

Every `*.yaml` here holds, per criterion and language, exchanges in which it is met, known in part or not met; `held_*`
lines are for checking only. Each exchange stands in the same neutral frame. With no conversation at all a criterion has
to be "not observed".
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ringside.dialogue import acts, rubrics, scorecard
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

HERE = Path(__file__).parent
FRAME: dict[Language, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("R: Hello, this is Dan.", "C: Hello, Maria speaking."),
        ("R: Let me write that down.", "C: Right then.", "R: Thank you."),
    ),
    "he": (("R: שלום, מדבר דן.", "C: שלום, פה מאיה."), ("R: רגע, אני רושם את זה.", "C: טוב אז.", "R: תודה.")),
}
FLOORS = {"data": 0.9, "held": 0.75}
LEVELS = {"met": 2, "partial": 1, "not_met": 0}


@dataclass(frozen=True)
class Case:
    rubric: str
    criterion: str
    language: Language
    part: str
    wanted: str
    said: str

    @property
    def transcript(self) -> Transcript:
        before, after = FRAME[self.language]
        return _call([*before, *self.said.split(" | "), *after], self.language)


def _call(lines: Sequence[str], language: Language) -> Transcript:
    turns = []
    for i, line in enumerate(lines):
        speaker: Speaker = "rep" if line.startswith("R:") else "customer"
        turns.append(Turn(index=i, speaker=speaker, text=line[2:].strip()))
    return Transcript(turns=tuple(turns), language=language)


def cases() -> Iterator[Case]:
    """Every labelled exchange."""
    for path in sorted(HERE.glob("*.yaml")):
        for criterion, languages in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for language, sets in languages.items():
                for name, lines in sets.items():
                    part = "held" if name.startswith("held_") else "data"
                    for said in lines:
                        yield Case(path.stem, criterion, language, part, name.removeprefix("held_"), said)


def read(case: Case) -> str:
    """What the scorecard says of the criterion: met, partial, not_met or not_observed."""
    found = _judged(case.rubric, case.criterion, case.transcript)
    return "partial" if found.level == 1 else found.result


def _judged(rubric: str, criterion: str, transcript: Transcript) -> scorecard.CriterionResult:
    card = scorecard.score(transcript, acts.read_all(transcript), rubrics.shipped()[rubric])
    return next(c for c in card.criteria if c.id == criterion)


def main(arguments: Sequence[str]) -> int:
    right, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases():
        found = read(case)
        for key in ((case.part, case.rubric), (case.part, case.language), (case.part, case.wanted), (case.part, "all")):
            total[key] += 1
            right[key] += found == case.wanted
        if "--verbose" in arguments and found != case.wanted and case.part == "data":
            print(f"  {case.rubric} {case.criterion}: {case.wanted}, read {found}: {case.said}")
    unseen = _unseen()
    print(f"criteria right, of exchanges ({total['data', 'all']} studied, {total['held', 'all']} held out)")
    for _, name in sorted(k for k in total if k[0] == "data"):
        shares = (f"{part} {right[part, name] / max(total[part, name], 1):.2f}" for part in ("data", "held"))
        print(f"  {name:<12}" + "  ".join(shares) + f"  of {total['data', name]} / {total['held', name]}")
    print(f"criteria that claim something about a call without a conversation: {len(unseen)}", *unseen)
    short = [p for p, floor in FLOORS.items() if right[p, "all"] / total[p, "all"] < floor]
    return 1 if "--check" in arguments and (short or unseen) else 0


def _unseen() -> list[str]:
    """Criteria that are not "not observed" where nobody had a chance to show them."""
    found = []
    for language in ("en", "he"):
        said = ["R: Hello.", "C: Hello."] if language == "en" else ["R: שלום.", "C: שלום."]
        for name in sorted({case.rubric for case in cases()}):
            transcript = _call(said, language)  # type: ignore[arg-type]
            card = scorecard.score(transcript, [], rubrics.shipped()[name])
            needs = {c.id: c.needs for c in rubrics.shipped()[name].criteria}
            found += [f"{name}.{c.id}" for c in card.criteria if needs[c.id] != "spoke" and c.result != "not_observed"]
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
