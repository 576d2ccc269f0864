"""Whether the rep did what a cue said: read from what was said next, by code. Nobody's word is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from ringside.calls.live import due
from ringside.calls.live.brief import Briefing
from ringside.calls.live.following import ASKS, State, ends, is_noise, lasts, starts
from ringside.calls.live.messages import Cue, CueKind
from ringside.calls.live.turn_taking import FASTER, pace
from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.next_step import definite
from ringside.dialogue.schemas import Turn

RUNS = 3
"""Times the rep takes the floor within which a cue can be acted on."""
WITHIN_S: Mapping[CueKind, float] = {"customer_cut_off": 20, "monologue": 30, "speeding_up": 30, "playbook": 300}
USUALLY_S = 60.0
TAKEN_UP = 2
"""Words of an answer that the rep must say for it to have been used."""

Verdict = Literal["used", "ignored"]


def judged(brief: Briefing, state: State, cue: Cue, *, over: bool) -> Verdict | None:
    """Used as soon as it shows; ignored when the time for it is past; None while it is open or could not be done."""
    mine, theirs, past = _after(state, cue)
    if cue.kind == "playbook":
        if not (over or past) or brief.rubric is None or not mine:
            return None
        return "ignored" if cue.about in due.open_items(brief.rubric, state) else "used"
    if _DONE[cue.kind](state, cue, mine, theirs):
        return "used"
    return "ignored" if mine and (past or over) else None


def _after(state: State, cue: Cue) -> tuple[list[Turn], list[Turn], bool]:
    """What rep and customer said after a cue in the time it has, and whether that time is past."""
    until = cue.at + WITHIN_S.get(cue.kind, USUALLY_S)
    mine: list[Turn] = []
    theirs: list[Turn] = []
    runs, speaking = 0, False
    for turn in state.since(cue.at - 0.5):
        if is_noise(turn, state.language):
            continue
        if turn.speaker == "rep":
            runs += not speaking
        speaking = turn.speaker == "rep"
        if starts(turn) > until or runs > RUNS:
            return mine, theirs, True
        (mine if speaking else theirs).append(turn)
    return mine, theirs, state.at > until


def _asked(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    return any("?" in turn.text or ASKS & state.kinds(turn.index) for turn in mine)


def _priced(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    named = any("price_mention" in state.kinds(turn.index, 0.4) for turn in mine)
    return named or _asked(state, cue, mine, theirs)


def _gave_the_floor(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    return _asked(state, cue, mine, theirs) or any(len(lang.words(turn.text)) >= 4 for turn in theirs)


def _proposed(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    return any("next_step_ask" in state.kinds(turn.index, 0.4) or definite(turn.text, state.language) for turn in mine)


def _slowed(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    before = [t for t in state.turns[-40:] if t.speaker == "rep" and ends(t) <= cue.at and lasts(t) >= 1.0]
    hurried, now = pace(before[-2:], 2.0), pace([t for t in mine if lasts(t) >= 1.0], 3.0)
    return hurried is not None and now is not None and now <= hurried / (1 + (FASTER - 1) / 2)


def _said(state: State, cue: Cue, mine: Sequence[Turn], theirs: Sequence[Turn]) -> bool:
    told = set(topics.stems(cue.text, state.language))
    heard = {stem for quote in cue.quotes for stem in topics.stems(quote.text, state.language)}
    said = {stem for turn in mine for stem in topics.stems(turn.text, state.language)}
    return len((told - heard) & said) >= min(TAKEN_UP, max(1, len(told - heard)))


_DONE: Mapping[CueKind, Callable[[State, Cue, Sequence[Turn], Sequence[Turn]], bool]] = {
    "objection": _asked,
    "competitor": _asked,
    "price": _priced,
    "monologue": _gave_the_floor,
    "no_questions": _asked,
    "customer_cut_off": _gave_the_floor,
    "next_step": _proposed,
    "speeding_up": _slowed,
    "answer": _said,
}
