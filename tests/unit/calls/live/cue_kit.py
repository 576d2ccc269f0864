"""Calls as lists of lines, for tests of cues."""

from __future__ import annotations

from collections.abc import Iterable

from ringside.calls.live.brief import Briefing
from ringside.calls.live.cues import Cues
from ringside.calls.live.messages import Cue
from ringside.calls.live.ports import Resistance
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, Turn

PER_SECOND = 2.7


def turns(lines: Iterable[str], start: float = 0.0, gap: float = 0.6) -> list[Turn]:
    """Turns of "R ..." and "C ..." lines, one after the other at an ordinary pace."""
    found: list[Turn] = []
    for line in lines:
        who, _, text = line.partition(" ")
        end = start + len(text.split()) / PER_SECOND
        speaker = "rep" if who == "R" else "customer"
        found.append(Turn(index=len(found), speaker=speaker, text=text, start=round(start, 2), end=round(end, 2)))
        start = end + gap
    return found


def agreeing(text: str, language: Language) -> Resistance:
    """A second reader that sees what the first does."""
    chances = acts.objection_chances(text, language)
    return Resistance(max(chances, key=lambda kind: chances[kind]), 0.99)  # type: ignore[arg-type]


def heard(briefing: Briefing, said: Iterable[Turn], amount: str = "normal") -> tuple[Cues, list[Cue]]:
    """The cues of a call, and every message about one in order."""
    cues = Cues(briefing, amount)  # type: ignore[arg-type]
    told: list[Cue] = []
    clock = 0.0
    for turn in said:
        at = (turn.end or 0.0) + 0.5
        while clock + 1 < at:
            clock += 1
            told += cues.tick(clock)
        told += cues.turn(turn, at)
    return cues, told


def fresh(told: Iterable[Cue]) -> list[Cue]:
    """Each cue as it was first shown."""
    first: dict[str, Cue] = {}
    for cue in told:
        first.setdefault(cue.id, cue)
    return list(first.values())
