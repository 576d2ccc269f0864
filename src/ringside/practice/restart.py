"""Practise this moment again: a new call that begins in the middle of an old one, with the buyer as they were then."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.ai.schemas import BUILTIN
from ringside.calls import service as recorded
from ringside.calls.schemas import Moment
from ringside.core.errors import Invalid
from ringside.core.ids import new_id
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, Turn
from ringside.playbook import service as playbook
from ringside.practice import calls, moments
from ringside.practice.buyer import minds
from ringside.practice.buyer.minds import Mind
from ringside.practice.calls import StillOpen, Tally
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallTurn
from ringside.practice.schemas import ChatIn, ChatOut, Level, Reply, StartFrom
from ringside.skills import service as skills
from ringside.skills.rating import level_for


class NoSuchTurn(Invalid):
    slug, title = "no-such-turn", "The call has no such turn"


@dataclass(frozen=True, slots=True)
class Begun:
    """A call about to be stored, with the buyer as they are and the turns it takes over."""

    call: Call
    state: Mind
    turns: Sequence[CallTurn] = ()


async def begin(session: AsyncSession, who: Principal, body: ChatIn, moment: StartFrom, now: datetime) -> Begun:
    """A call that begins at this moment of another one. Raises StillOpen, NoSuchTurn, UnknownCall."""
    if moment.call_id is not None:
        return await _drill(session, who, body, moment.call_id, moment.turn, now)
    source = await calls.visible(session, who, moment.conversation_id or "")
    if source.status == "open":
        raise StillOpen("Hang up first; then any moment of it can be practised again.")
    said = await calls.turns(session, source.id)
    if moment.turn >= len(said):
        raise NoSuchTurn(f"It has the turns 0 to {len(said) - 1}.")
    # What was taken over from a real call holds no states of a buyer: the drill begins after it again.
    kept = said[: max(_before(said, moment.turn), source.replayed if source.origin else 0)]
    state = calls.unpack(source, kept[-1].state or {}) if kept else _fresh(source)
    call = Call(
        id=new_id(),
        user_id=who.user_id,
        scenario_id=source.scenario_id,
        scenario=source.scenario,
        persona=source.persona,
        colleagues=source.colleagues,
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
        origin=source.origin,
    )
    return Begun(call, state, [_copy(turn, call.id, now) for turn in kept])


async def _drill(session: AsyncSession, who: Principal, body: ChatIn, call_id: str, turn: int, now: datetime) -> Begun:
    """A call that begins at a moment of a recorded one."""
    try:
        moment = await recorded.moment(session, who, call_id, turn)
    except recorded.NoSuchTurn as error:
        raise NoSuchTurn(str(error)) from error
    seed = secrets.randbelow(2**31) if body.seed is None else body.seed
    answers = await playbook.answers(session)
    made = moments.drill(moment, answers, body.level or await _level(session, who, now, moment), seed)
    call = calls.fresh(who.user_id, made.scenario, made.persona, made.state, new_id(), now)
    call.origin = made.origin.model_dump(mode="json")
    call.turns = call.replayed = len(made.turns)
    call.tally = tallied(made.turns, moment.language).model_dump(mode="json")
    return Begun(call, made.state, [_taken_over(call, made.state, turn, now) for turn in made.turns])


async def _level(session: AsyncSession, who: Principal, now: datetime, moment: Moment) -> Level:
    """The level that trains this rep best at what the moment is about."""
    skill, _ = moments.aim(moment)
    return level_for((await skills.ratings(session, who.user_id, now))[skill])


def _taken_over(call: Call, state: Mind, turn: Turn, now: datetime) -> CallTurn:
    """A turn of the real call as the drill keeps it; after the last one stands the buyer's state."""
    last = turn.index == call.turns - 1
    tally = Tally.model_validate(call.tally)
    answer = ChatOut(
        conversation_id=call.id,
        reply=Reply(turn=turn.index, text=turn.text, source=BUILTIN),
        status="open",
        outcome=None,
        hint=None,
        state=calls.sidebar(call, tally, call.turns),
        language=call.language,
        scenario_id=call.scenario_id,
        level=call.level,
        seed=call.seed,
    )
    return CallTurn(
        call_id=call.id,
        index=turn.index,
        speaker=turn.speaker,
        text=turn.text,
        at=now,
        answer=answer.model_dump(mode="json") if last else None,
        state=calls.pack(state) if last else None,
    )


def _before(said: Sequence[CallTurn], turn: int) -> int:
    """How many turns to take over: up to the customer's last words before the rep's turn, while the call was open."""
    end = turn if said[turn].speaker == "rep" else turn + 1
    while end and (said[end - 1].speaker == "rep" or (said[end - 1].state or {}).get("status") != "open"):
        end -= 1
    return end


def _fresh(source: Call) -> Mind:
    lead = source.state["seats"][0]["state"] if "seats" in source.state else source.state
    return minds.start(
        [Persona.model_validate(persona) for persona in (source.persona, *(source.colleagues or ()))],
        Scenario.model_validate(source.scenario),
        cast(Level, source.level),
        source.seed,
        cast(Language, source.language),
        lead.get("leanings"),
    )


def _tally(source: Call, kept: Sequence[CallTurn]) -> Tally:
    transcript = calls.transcript(source, kept)
    return tallied(transcript.turns, transcript.language)


def tallied(turns: Sequence[Turn], language: Language) -> Tally:
    """The running counts after these turns."""
    tally, previous = Tally(), None
    for turn in turns:
        if turn.speaker == "rep":
            tally = tally.rep(turn.text, acts.read(turn, previous, language))
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
