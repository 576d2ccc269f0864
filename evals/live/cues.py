"""Scores the cues of live calls: `python -m evals.live.cues`.

`--held` what was kept back, `--outside` calls of other trades, `--show` every wrong and missed cue, `--check`,
`--without-second` one reader of objections. A cue is right when one of its kind is due then; a due cue is missed when
none came. Every other cue is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt
from typing import get_args

from evals.live.scripts import Label, Part, Phrase, Script, scripts
from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.cues import Cues
from ringside.calls.live.messages import Cue
from ringside.deals import calling
from ringside.dialogue.rubrics import shipped
from ringside.dialogue.schemas import Speaker, Turn

LATENCY = 0.7
"""Seconds from the end of a phrase to its final words: the pause that ends it, and the recogniser."""
TARGETS = {"precision": 0.85, "recall": 0.6}
"""What both halves must reach over all kinds: a wrong cue in the middle of a call is worse than none."""


@dataclass(slots=True)
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(slots=True)
class Outcome:
    """What came of a script: counts by kind, and what was wrong or missed, in words."""

    by_kind: dict[str, Tally] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, kind: str) -> Tally:
        return self.by_kind.setdefault(kind, Tally())


def briefing(script: Script, second: bool = True) -> Briefing:
    """What the coach of a script's call knows."""
    return Briefing(
        script.language,
        tuple(Rival(name) for name in script.competitors),
        rubric=shipped()[script.rubric] if script.rubric else None,
        minutes=script.minutes,
        resists=calling.resists if second else None,
    )


def shown(script: Script, second: bool = True) -> list[Cue]:
    """Every cue as it was first shown, with the words arriving as they would from a recogniser."""
    cues = Cues(briefing(script, second))
    seen: dict[str, Cue] = {}
    clock = 0.0
    arriving = sorted(script.phrases, key=lambda phrase: phrase.end)
    for index, phrase in enumerate(arriving):
        at = phrase.end + LATENCY
        while clock + 1 <= at:
            clock += 1
            _keep(seen, cues.tick(clock, _speaking(script, clock)))
        turn = Turn(index=index, speaker=phrase.speaker, text=phrase.text, start=phrase.start, end=phrase.end)
        _keep(seen, cues.turn(turn, at))
    for _ in range(30):
        clock += 1
        _keep(seen, cues.tick(clock, {}))
    return list(seen.values())


def _keep(seen: dict[str, Cue], cues: list[Cue]) -> None:
    for cue in cues:
        seen.setdefault(cue.id, cue)


def _speaking(script: Script, at: float) -> dict[Speaker, float]:
    return {p.speaker: p.start for p in script.phrases if p.start <= at < p.end}


def judge(script: Script, cues: list[Cue]) -> Outcome:
    """Right, wrong and missed cues of a script."""
    outcome = Outcome(seconds=max(p.end for p in script.phrases))
    due = [(phrase, label) for phrase in script.phrases for label in phrase.labels]
    met: set[int] = set()
    for cue in cues:
        place = next((i for i, (p, label) in enumerate(due) if i not in met and _meets(cue, p, label)), None)
        if place is None:
            outcome.of(cue.kind).wrong += 1
            quote = cue.quotes[0].text if cue.quotes else ""
            outcome.told.append(f"{script.id} @{cue.at:.0f} WRONG {cue.kind}:{cue.case} “{quote}”")
            continue
        met.add(place)
        outcome.of(cue.kind).right += not due[place][1].maybe
    for i, (phrase, label) in enumerate(due):
        if i not in met and not label.maybe:
            outcome.of(label.kind).missed += 1
            outcome.told.append(f"{script.id} @{phrase.end:.0f} MISSED {label.kind} “{phrase.text[:80]}”")
    return outcome


def _meets(cue: Cue, phrase: Phrase, label: Label) -> bool:
    return cue.kind == label.kind and phrase.start <= cue.at <= phrase.end + LATENCY + label.within


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """A 95 % interval for a rate (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    rate = hits / n
    middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def rows(outcomes: list[Outcome]) -> dict[str, Tally]:
    """Counts by kind over scripts, and last over all kinds."""
    found: dict[str, Tally] = {}
    for outcome in outcomes:
        for kind, tally in outcome.by_kind.items():
            found.setdefault(kind, Tally()).add(tally)
    total = Tally()
    for tally in found.values():
        total.add(tally)
    return dict(sorted(found.items())) | {"all": total}


def lines(found: dict[str, Tally]) -> Iterator[str]:
    yield f"{'kind':18}{'right':>6}{'wrong':>6}{'missed':>7}   precision (95 %)       recall (95 %)"
    for kind, tally in found.items():
        named = [f"{kind:18}{tally.right:6}{tally.wrong:6}{tally.missed:7}"]
        for n in (tally.right + tally.wrong, tally.right + tally.missed):
            low, high = wilson(tally.right, n)
            named.append(f"{tally.right / n:.2f} [{low:.2f}, {high:.2f}]   " if n else "   —                ")
        yield "   ".join(named)


def _parts(asked: list[str]) -> tuple[Part, ...]:
    if "--outside" in asked:
        return ("outside_studied", "outside_held")
    if "--held" in asked:
        return ("held", "fresh", "outside_held")
    return get_args(Part) if "--check" in asked else ("train",)


def main() -> int:
    check = "--check" in sys.argv[1:]
    failed = False
    for part in _parts(sys.argv[1:]):
        chosen = scripts(part)
        outcomes = [judge(script, shown(script, "--without-second" not in sys.argv[1:])) for script in chosen]
        found = rows(outcomes)
        minutes = sum(outcome.seconds for outcome in outcomes) / 60
        print(
            f"\nLive cues, {part}: {len(chosen)} scripts, {minutes:.0f} minutes, wrong cues an hour of talk: ", end=""
        )
        print(f"{60 * found['all'].wrong / minutes:.1f}")
        print("\n".join(lines(found)))
        if "--show" in sys.argv[1:]:
            print("\n".join(told for outcome in outcomes for told in outcome.told))
        total = found["all"]
        precision = total.right / max(1, total.right + total.wrong)
        recall = total.right / max(1, total.right + total.missed)
        if precision < TARGETS["precision"] or recall < TARGETS["recall"]:
            failed = True
            print(f"Below target: {TARGETS}")
    return int(check and failed)


if __name__ == "__main__":
    sys.exit(main())
