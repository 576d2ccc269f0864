"""Which item of the playbook is due: open, with an occasion for it, and to be done at will."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ringside.calls.live.brief import Briefing
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.following import State, is_noise
from ringside.calls.live.messages import CueSource
from ringside.dialogue import scorecard
from ringside.dialogue.rubrics import Criterion, Rubric, Sign

FROM_S = 480.0
"""When the first item is due where nobody said how long the call is to be."""
SHARE = 0.5
"""The same as a share of the planned length."""
EVERY_S = 240.0
"""Seconds between two items."""


def ready(brief: Briefing, state: State, at: float) -> bool:
    """Whether it is time for an item and the floor is the rep's; cheap, unlike finding out which."""
    first = FROM_S if brief.minutes is None else SHARE * 60 * brief.minutes
    return brief.rubric is not None and at >= first and _floor_is_free(state)


def item(brief: Briefing, state: State, at: float, done: Collection[str]) -> Iterator[Candidate]:
    """The weightiest open item; `done` are items that were shown already."""
    if brief.rubric is None:
        return
    doable = [c for c in brief.rubric.criteria if c.id not in done and at_will(c)]
    still = open_items(brief.rubric, state) if doable else frozenset()
    best = max((c for c in doable if c.id in still), key=lambda c: c.weight, default=None)
    if best is not None:
        title, example = best.title.said(state.language), best.yes.example.said(state.language)
        source = CueSource(title=title, text=example)
        yield Candidate("playbook", "item", at, best.id, words={"item": title}, sources=(source,))


def _floor_is_free(state: State) -> bool:
    """Whether the customer has just said something that asks for nothing."""
    last = state.turns[-1] if state.turns else None
    if last is None or last.speaker != "customer" or is_noise(last, state.language):
        return False
    return not {"question", "brush_off", "refusal"} & state.kinds(last.index)


def at_will(criterion: Criterion) -> bool:
    """Whether a rep can do it at a moment of a call: ask or say something, not have talked less or begun otherwise."""
    return criterion.skill not in ("opening", "closing", "composure") and any(map(_said, criterion.shown_by))


def _said(sign: Sign) -> bool:
    placed = sign.first or sign.after or sign.share or sign.theirs or sign.steps
    return bool(sign.asks or sign.asked or sign.words or sign.says) and not placed


def open_items(rubric: Rubric, state: State) -> frozenset[str]:
    """Items that there was occasion for and that are not done, not even partly."""
    card = scorecard.score(state.transcript, state.certain(), rubric)
    return frozenset(c.id for c in card.criteria if c.result == "not_met" and not c.level)
