"""From a person's line for the buyer to a turn that can be stored: loading, judging, handing on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from ringside.core.db import Databases
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, LogEntry, Turn
from ringside.practice import calls
from ringside.practice.buyer.minds import Mind
from ringside.practice.calls import Standing
from ringside.practice.models import CallTurn
from ringside.practice.together.played import judge
from ringside.practice.together.stand_ins import Line


def by_person(said: Sequence[CallTurn]) -> bool:
    """Whether a person played the buyer in any of these turns."""
    return any(turn.answer is not None and turn.answer["reply"]["source"] == PERSON for turn in said)


def certain(said: Sequence[CallTurn], log: Sequence[LogEntry]) -> list[LogEntry]:
    """The log as far as a score may rest on it. Where a person played, the call is read like a real one, from what was
    said alone; only an agreement that the person declared is known for certain."""
    return [entry for entry in log if entry.cause == "agreed"] if by_person(said) else list(log)


PERSON = "person"
"""Who worded a turn that a person said for the buyer."""


@dataclass(frozen=True, slots=True)
class Played:
    """Where a call stands after a person's line, ready to be stored."""

    standing: Standing
    mind: Mind
    log: list[dict[str, Any]]
    """What the log of the rep's turn is instead."""


async def played(databases: Databases, tenant_id: str, at: Standing, line: Line) -> Played:
    """What the person's line makes of this standing."""
    call, owed = at.call, at.owed
    language = cast(Language, call.language)
    async with databases.tenant(tenant_id) as session:
        rep = await calls.turn_at(session, call.id, owed.turn - 1) if owed.turn else None
        earlier = await calls.turn_at(session, call.id, owed.turn - 2) if owed.turn > 1 else None
    before = calls.unpack(call, earlier.state) if earlier is not None and earlier.state else at.state
    log = [LogEntry.model_validate(entry) for entry in (rep.log or ())] if rep is not None else []
    rep_turn = Turn(index=rep.index, speaker="rep", text=rep.text) if rep is not None else None
    said = Turn(index=owed.turn, speaker="customer", text=line.text)
    judged = judge(before, at.state, log, rep_turn, line, acts.read(said, rep_turn, language))
    names = [name for name in calls.cast_of(call) if name is not None] if call.colleagues else []
    speaker = (line.name if line.name in names else owed.speaker) if names else None
    changed = {"status": judged.status, "outcome": judged.outcome, "hint": None, "speaker": speaker}
    return Played(
        standing=replace(at, owed=owed.model_copy(update=changed)),
        mind=judged.mind,
        log=[entry.model_dump(mode="json") for entry in judged.log],
    )
