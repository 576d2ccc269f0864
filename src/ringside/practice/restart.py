"""Practise this moment again: a new call that begins in the middle of an old one, with the buyer as they were then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core.errors import Invalid
from ringside.core.ids import new_id
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language
from ringside.practice import buyer, calls
from ringside.practice.buyer import BuyerState
from ringside.practice.calls import StillOpen, Tally
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallTurn
from ringside.practice.schemas import Level, StartFrom


class NoSuchTurn(Invalid):
    slug, title = "no-such-turn", "The call has no such turn"


@dataclass(frozen=True, slots=True)
class Begun:
    """A call about to be stored, with the buyer as they are and the turns it takes over."""

    call: Call
    state: BuyerState
    turns: Sequence[CallTurn] = ()


async def begin(session: AsyncSession, who: Principal, moment: StartFrom, now: datetime) -> Begun:
    """A call that continues another one from just before this turn. Raises StillOpen, NoSuchTurn."""
    source = await calls.visible(session, who, moment.conversation_id)
    if source.status == "open":
        raise StillOpen("Hang up first; then any moment of it can be practised again.")
    said = await calls.turns(session, source.id)
    if moment.turn >= len(said):
        raise NoSuchTurn(f"It has the turns 0 to {len(said) - 1}.")
    kept = said[: _before(said, moment.turn)]
    state = calls.unpack(source, kept[-1].state or {}) if kept else _fresh(source)
    call = Call(
        id=new_id(),
        user_id=who.user_id,
        scenario_id=source.scenario_id,
        scenario=source.scenario,
        persona=source.persona,
        level=source.level,
        language=source.language,
        seed=source.seed,
        status="open",
        outcome=state.outcome,
        started_at=now,
        turns=len(kept),
        replayed=len(kept),
        tally=_tally(source, kept).model_dump(mode="json"),
        start_mind=source.start_mind,
        state=calls.pack(state),
        restarted_call=source.id,
        restarted_turn=moment.turn,
    )
    return Begun(call, state, [_copy(turn, call.id, now) for turn in kept])


def _before(said: Sequence[CallTurn], turn: int) -> int:
    """How many turns to take over: up to the customer's last words before the rep's turn, while the call was open."""
    end = turn if said[turn].speaker == "rep" else turn + 1
    while end and (said[end - 1].speaker == "rep" or (said[end - 1].state or {}).get("status") != "open"):
        end -= 1
    return end


def _fresh(source: Call) -> BuyerState:
    return buyer.start(
        Persona.model_validate(source.persona),
        Scenario.model_validate(source.scenario),
        cast(Level, source.level),
        source.seed,
        cast(Language, source.language),
    )


def _tally(source: Call, kept: Sequence[CallTurn]) -> Tally:
    transcript = calls.transcript(source, kept)
    tally, previous = Tally(), None
    for turn in transcript.turns:
        if turn.speaker == "rep":
            tally = tally.rep(turn.text, acts.read(turn, previous, transcript.language))
        else:
            tally = tally.customer(turn.text)
        previous = turn
    return tally


def _copy(turn: CallTurn, call_id: str, now: datetime) -> CallTurn:
    answer = {**turn.answer, "conversation_id": call_id, "hint": None} if turn.answer else None
    return CallTurn(
        call_id=call_id,
        index=turn.index,
        speaker=turn.speaker,
        text=turn.text,
        at=now,
        log=turn.log,
        answer=answer,
        state=turn.state,
    )
