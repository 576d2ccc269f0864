"""Whether the rep takes up what the customer says: read from both sides, without knowing any act by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Act, Transcript, Turn

TOLD = 4
"""Words of a customer turn from which on there is something to take up."""
DRAWN = 8
"""Words of an answer from which on a question made the customer talk."""
TAKES_UP = frozenset({"follow_up", "reflection", "summary"})
ASKS = frozenset({"question_open", "question_closed", "follow_up"})


@dataclass(frozen=True)
class Uptake:
    """`share` 0..1: how much of what was told the rep took up; `draws`: rep turns whose question drew talk.

    `turns` are the rep turns that took something up, `asked` those that drew talk; None where nothing could be seen.
    """

    share: float | None
    draws: float | None
    turns: tuple[int, ...]
    asked: tuple[int, ...]


def measure(transcript: Transcript, acts: Sequence[Act]) -> Uptake:
    """Uptake of a call: a rep turn counts for fresh words of the customer it uses (two are full), or by its act."""
    kinds: dict[int, set[str]] = {}
    for act in acts:
        if act.certain:
            kinds.setdefault(act.turn, set()).add(act.kind)
    told: list[set[str]] = []
    said: set[str] = set()
    lines: set[tuple[str, ...]] = set()
    values: list[float] = []
    taken: list[int] = []
    for turn in transcript.turns:
        if _listening(turn, transcript):
            continue
        words = topics.stems(turn.text[:20_000], transcript.language)
        if turn.speaker == "customer":
            told = [*told[-1:], set(words)] if len(lang.words(turn.text[:20_000])) >= TOLD else told
            continue
        if told:
            fresh = set().union(*told) - said
            value = min(1.0, len(fresh & set(words)) / 2)
            if kinds.get(turn.index, set()) & TAKES_UP and tuple(words) not in lines:
                value = max(value, 0.5)
            values.append(value)
            if value > 0:
                taken.append(turn.index)
        said |= set(words)
        lines.add(tuple(words))
    asked = _drew(transcript, kinds)
    reps = sum(t.speaker == "rep" for t in transcript.turns)
    return Uptake(
        share=round(mean(values), 3) if values else None,
        draws=round(len(asked) / reps, 3) if reps else None,
        turns=tuple(taken),
        asked=asked,
    )


def _listening(turn: Turn, transcript: Transcript) -> bool:
    """A listening noise: it neither tells nor takes up anything."""
    spoken = lang.words(turn.text[:20_000])
    return len(spoken) < 3 and all(w in GRAMMAR[transcript.language].BACKCHANNEL for w in spoken)


def _drew(transcript: Transcript, kinds: dict[int, set[str]]) -> tuple[int, ...]:
    """Rep turns with a question, not asked word for word before, that the customer answered at some length."""
    before: set[tuple[str, ...]] = set()
    drew = []
    for turn, reply in pairwise(t for t in transcript.turns if not _listening(t, transcript)):
        if turn.speaker != "rep" or reply.speaker != "customer" or not kinds.get(turn.index, set()) & ASKS:
            continue
        line = tuple(lang.words(turn.text[:20_000]))
        if line not in before and len(lang.words(reply.text[:20_000])) >= DRAWN:
            drew.append(turn.index)
        before.add(line)
    return tuple(drew)
