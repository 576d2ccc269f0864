"""What a person's line for the buyer means for the call: the rules keep score without speaking. Pure.

Only what the rep's own words show without doubt is felt: what hung on the buyer's mind cannot be known of a person, so
it neither wins nor costs anything. A person's decision (agreed, refused, hung up) is taken as they gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from ringside.dialogue.schemas import Act, Frozen, LogEntry, State, Turn
from ringside.dialogue.topics import relevance
from ringside.practice.buyer.minds import Mind
from ringside.practice.buyer.panel import Panel
from ringside.practice.buyer.scene import RELEVANT
from ringside.practice.buyer.state import BuyerState, NeedProgress, ObjectionProgress
from ringside.practice.lines import pick
from ringside.practice.schemas import Outcome, Status
from ringside.practice.speech import plain
from ringside.practice.together.stand_ins import Line

DECIDABLE = frozenset(
    {
        "acknowledged", "reflected", "monologue", "stacked_questions", "argument", "repeated_line", "silence",
        "stock_empathy", "put_on_hold",
    }
)  # fmt: skip
"""Causes that are in the rep's words alone, whoever the buyer is."""
_ENDS: dict[str, tuple[Status, Outcome]] = {
    "agree": ("open", "meeting"),
    "refuse": ("ended", "refused"),
    "call_later": ("ended", "callback"),
    "hang_up": ("ended", "ended"),
}


class Judged(Frozen):
    """Where the call stands after a person's line."""

    mind: Mind
    log: tuple[LogEntry, ...]
    status: Status
    outcome: Outcome | None


def judge(
    before: Mind, after: Mind, log: Sequence[LogEntry], rep: Turn | None, line: Line, acts: Sequence[Act]
) -> Judged:
    """The call after the rep's turn and the person's line.

    `before` is the mind before the rep's turn, `after` and `log` what the machine made of it, `acts` what was read in
    the person's line.
    """
    kept = [entry for entry in log if entry.cause in DECIDABLE]
    agreed = line.ends == "agree"
    mind: Mind
    if isinstance(before, Panel):
        table = _table(before, cast(Panel, after), kept, rep, line, acts, agreed)
        mind, lead, outcome = table, table.chair, before.outcome
    else:
        mind = lead = _buyer(before, cast(BuyerState, after), kept, rep, line, acts, agreed)
        outcome = before.outcome
    status: Status = "open"
    if line.ends is not None:
        status, decided = _ENDS[line.ends]
        outcome = outcome if outcome == "meeting" else decided
    entries = [*kept, _entry("agreed", lead, rep)] if agreed and rep is not None else kept
    ended: dict[str, Any] = {"status": status, "outcome": outcome}
    if status == "ended" and isinstance(mind, BuyerState):
        ended["phase"] = "over"
    return Judged(mind=mind.model_copy(update=ended), log=tuple(entries), status=status, outcome=outcome)


def _table(
    before: Panel, after: Panel, kept: Sequence[LogEntry], rep: Turn | None, line: Line, acts: Sequence[Act],
    agreed: bool,
) -> Panel:  # fmt: skip
    """The same at a table: who the person spoke for moves, the others were listening."""
    names = [seat.state.persona.name.of(seat.state.language) for seat in before.seats]
    who = names.index(line.name) if line.name in names else after.floor
    seats = list(before.seats)
    spoke = _buyer(seats[who].state, after.seats[who].state, kept, rep, line, acts, agreed and who == 0)
    alone = spoke.model_copy(update={"said": (), "heard": ()})
    seats[who] = seats[who].model_copy(update={"state": alone, "silent": 0})
    if agreed and who:
        seats[0] = seats[0].model_copy(update={"state": seats[0].state.model_copy(update=_AGREED)})
    common = {"said": (*before.said, line.text), "heard": after.heard, "turns": after.turns}
    return before.model_copy(update={"seats": tuple(seats), "floor": who, **common})


_AGREED: dict[str, Any] = {"phase": "agreed", "outcome": "meeting"}


def _buyer(
    before: BuyerState, after: BuyerState, kept: Sequence[LogEntry], rep: Turn | None, line: Line, acts: Sequence[Act],
    agreed: bool,
) -> BuyerState:  # fmt: skip
    moved: dict[str, Any] = {
        name: round(min(100.0, max(1.0, getattr(before, name) + sum(getattr(entry, name) for entry in kept))), 1)
        for name in ("trust", "interest", "patience")
    }
    moved |= {
        "phase": "talk" if before.phase == "opening" else before.phase,
        "opened": True,
        "turns": after.turns,
        "said": (*before.said, line.text),
        "heard": (*before.heard, plain(rep.text)) if rep is not None and rep.text else before.heard,
        "needs": _needs(before, line),
        "objections": _objections(before, after, acts),
        "inquiry": None,
    }
    return before.model_copy(update={**moved, **(_AGREED if agreed else {})})


def _needs(before: BuyerState, line: Line) -> tuple[NeedProgress, ...]:
    """A need the person talks about is known one step deeper; what only the machine would have told is not."""
    topics = {need.id: need.topic.of(before.language) for need in before.persona.needs}
    return tuple(
        need.model_copy(update={"depth": min(3, need.depth + 1)})
        if relevance(line.text, topics[need.id], before.language) >= RELEVANT
        else need
        for need in before.needs
    )


def _objections(before: BuyerState, after: BuyerState, acts: Sequence[Act]) -> tuple[ObjectionProgress, ...]:
    """What the person objects is on the table, as far as the machine knows such an objection; the rest is settled."""
    raised = {act.objection for act in acts if act.objection is not None and act.certain}
    progress = {item.kind: item for item in after.objections}
    found: list[ObjectionProgress] = []
    for item in before.objections:
        if item.kind in raised:
            found.append(item.model_copy(update={"status": "open"}))
        elif item.status == "open":
            # The person did not come back to it: to insist later would punish the rep for what may be settled.
            found.append(progress.get(item.kind, item).model_copy(update={"status": "resolved"}))
        else:
            found.append(item)
    return tuple(found)


def _entry(cause: str, state: BuyerState, rep: Turn) -> LogEntry:
    after = State(trust=state.trust, interest=state.interest, patience=state.patience)
    return LogEntry(turn=rep.index, cause=cause, text=pick(state.language, f"cause.{cause}", "0"), after=after)
