"""The trigger lane: what a call calls for at this moment. Values in, values out; the same turns give the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ringside.calls.live import due, ending, resisting, turn_taking
from ringside.calls.live.brief import Briefing
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.following import State, ends, follow
from ringside.calls.live.turn_taking import Speaking
from ringside.dialogue.schemas import Turn


@dataclass(frozen=True, slots=True)
class Watch:
    """The call so far, and when the customer last objected."""

    state: State
    objected_at: float | None = None


def read(brief: Briefing, watch: Watch, turn: Turn, at: float) -> tuple[Watch, list[Candidate]]:
    """The call with one more final phrase, and what that calls for."""
    state = follow(watch.state, turn)
    found: list[Candidate] = []
    objected_at = watch.objected_at
    if turn.speaker == "customer":
        found += resisting.heard(brief, state, at)
        if any(each.kind == "objection" for each in found):
            objected_at = ends(turn)
    else:
        found += turn_taking.customer_cut_off(state, at)
        found += turn_taking.speeding_up(state, at, objected_at)
    found += ending.next_step(brief, state, at)
    return Watch(state, objected_at), found + list(_over_time(state, at, {}))


def tick(watch: Watch, at: float, speaking: Speaking) -> list[Candidate]:
    """What the time that has passed calls for."""
    return list(_over_time(watch.state, at, speaking)) if watch.state.turns else []


def playbook(brief: Briefing, watch: Watch, at: float, done: Collection[str]) -> list[Candidate]:
    """The item of the playbook that is due; costlier than the others, so asked for only where one could be shown."""
    return list(due.item(brief, watch.state, at, done))


def begin(brief: Briefing) -> Watch:
    return Watch(State(brief.language))


def _over_time(state: State, at: float, speaking: Speaking) -> Iterator[Candidate]:
    yield from turn_taking.monologue(state, at, speaking)
    yield from turn_taking.no_questions(state, at, speaking)
