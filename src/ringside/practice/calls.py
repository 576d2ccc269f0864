"""A call as it is kept: loading it, adding the rep's turn, adding the buyer's. Two writers never both succeed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core.errors import Conflict, NotFound
from ringside.dialogue.language import words
from ringside.dialogue.schemas import Act, Language, Speaker, Transcript, Turn
from ringside.practice.buyer import Intent, minds
from ringside.practice.buyer.minds import Answer, Mind
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallTurn, VoiceTurn
from ringside.practice.schemas import ChatOut, Outcome, Reply, Sidebar, Status
from ringside.practice.wording import Worded

CALLS, TURNS = cast(sa.Table, Call.__table__), cast(sa.Table, CallTurn.__table__)

SEES_ALL = ("manager", "owner")
RECENT = 6
"""Turns a model is shown before the one it answers."""
QUESTIONS = frozenset({"question_open", "question_closed", "question_leading", "follow_up"})


class UnknownConversation(NotFound):
    slug, title = "unknown-conversation", "There is no such conversation"


class ReplyInProgress(Conflict):
    slug, title = "reply-in-progress", "The buyer is still answering"


class AlreadyEnded(Conflict):
    slug, title = "conversation-ended", "This call has ended"


class StillOpen(Conflict):
    slug, title = "conversation-open", "This call has not ended yet"


class Raced(Exception):
    """Somebody else wrote to this call in the same moment; look again."""


class Said(BaseModel):
    speaker: Speaker
    text: str
    name: str | None = None
    """Which of several buyers."""


class Tally(BaseModel):
    """Running counts of a call, and what was said last."""

    rep_words: int = 0
    customer_words: int = 0
    rep_turns: int = 0
    questions: int = 0
    last_turn_words: int = 0
    recent: list[Said] = []

    def rep(self, text: str, acts: Sequence[Act]) -> Tally:
        """The counts after a rep turn. A follow-up is a question too, and the same words are counted once."""
        count = len(words(text))
        asked = {(act.start, act.end) for act in acts if act.certain and act.kind in QUESTIONS}
        return self.model_copy(
            update={
                "rep_words": self.rep_words + count,
                "rep_turns": self.rep_turns + 1,
                "questions": self.questions + len(asked),
                "last_turn_words": count,
                "recent": self._with("rep", text),
            }
        )

    def customer(self, text: str, name: str | None = None) -> Tally:
        """The counts after a customer turn."""
        count = self.customer_words + len(words(text))
        return self.model_copy(update={"customer_words": count, "recent": self._with("customer", text, name)})

    def _with(self, speaker: Speaker, text: str, name: str | None = None) -> list[Said]:
        return [*self.recent, Said(speaker=speaker, text=text, name=name)][-RECENT:]


class Owed(BaseModel):
    """A reply that is owed to the rep: what the buyer means to say and where it leaves the call."""

    turn: int
    intent: Intent
    status: Status
    outcome: Outcome | None
    hint: str | None
    speaker: str | None = None
    """Which of several buyers answers."""

    @classmethod
    def by(cls, reaction: Answer, turn: int) -> Owed:
        return cls(
            turn=turn,
            intent=reaction.intent,
            status=reaction.status,
            outcome=reaction.outcome,
            hint=reaction.hint,
            speaker=minds.speaker(reaction.state, reaction),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands while the buyer's next words are found, free of any database session."""

    call: Call
    state: Mind
    tally: Tally
    owed: Owed


async def own(session: AsyncSession, who: Principal, call_id: str) -> Call:
    """The caller's own call. Raises UnknownConversation, also on somebody else's."""
    call = await session.get(Call, call_id, populate_existing=True)
    if call is None or call.user_id != who.user_id:
        raise UnknownConversation
    return call


async def visible(session: AsyncSession, who: Principal, call_id: str) -> Call:
    """A call that the caller may read: their own, or for managers and owners anybody's in the company."""
    call = await session.get(Call, call_id, populate_existing=True)
    if call is None or (call.user_id != who.user_id and who.role not in SEES_ALL):
        raise UnknownConversation
    return call


async def turns(session: AsyncSession, call_id: str) -> Sequence[CallTurn]:
    """All turns in order."""
    query = sa.select(CallTurn).where(CallTurn.call_id == call_id).order_by(CallTurn.index)
    return (await session.scalars(query)).all()


async def turn_at(session: AsyncSession, call_id: str, index: int) -> CallTurn | None:
    return await session.get(CallTurn, (call_id, index))


def transcript(call: Call, said: Sequence[CallTurn], spoken: Sequence[VoiceTurn] = ()) -> Transcript:
    """The call in the words every room speaks about a conversation; times for the turns that were spoken.

    Of a buyer who was cut off only what was heard is there, so that nobody is judged by words they never heard.
    """
    times = {turn.turn: turn for turn in spoken}
    return Transcript(turns=tuple(_turn(turn, times.get(turn.index)) for turn in said), language=call.language)


def _turn(said: CallTurn, spoken: VoiceTurn | None) -> Turn:
    speaker = cast(Speaker, said.speaker)
    if spoken is None:
        return Turn(index=said.index, speaker=speaker, text=said.text)
    text = said.text if spoken.heard is None else spoken.heard
    return Turn(index=said.index, speaker=speaker, text=text, start=spoken.start, end=spoken.end)


def pack(state: Mind) -> dict[str, Any]:
    """The buyer's state for keeping; scenario and persona stand in the call already."""
    return minds.pack(state)


def unpack(call: Call, state: dict[str, Any]) -> Mind:
    """The state again, with the scenario and personas of its call."""
    return minds.unpack(state, [call.persona, *(call.colleagues or ())], call.scenario)


def cast_of(call: Call) -> dict[str | None, Persona]:
    """Who plays in this call, by the name that stands beside what they say; None is the one buyer, or who decides."""
    people = [Persona.model_validate(persona) for persona in (call.persona, *(call.colleagues or ()))]
    found: dict[str | None, Persona] = {None: people[0]}
    for person in people:
        found[person.name.of(cast(Language, call.language))] = person
    return found


def mind(state: Mind) -> dict[str, Any]:
    """What the buyer feels, 0-100 each; of several the one who decides, the `others` by name."""
    first, *others = ({"trust": s.trust, "interest": s.interest, "patience": s.patience} for s in minds.states(state))
    names = [s.persona.name.of(s.language) for s in minds.states(state)[1:]]
    return {**first, "others": dict(zip(names, others, strict=True))} if others else first


def fresh(user_id: str, scenario: Scenario, persona: Persona, state: Mind, call_id: str, now: datetime) -> Call:
    """A call about to begin, not yet stored."""
    lead = minds.lead(state)
    return Call(
        id=call_id,
        user_id=user_id,
        scenario_id=scenario.id,
        scenario=scenario.model_dump(mode="json"),
        persona=persona.model_dump(mode="json"),
        colleagues=[other.persona.model_dump(mode="json") for other in minds.states(state)[1:]] or None,
        level=lead.level,
        language=lead.language,
        seed=lead.seed,
        status="open",
        started_at=now,
        turns=0,
        tally=Tally().model_dump(mode="json"),
        start_mind=mind(state),
        state=pack(state),
    )


def standing(call: Call) -> Standing | None:
    """Where a call stands that owes a reply; None when it owes none."""
    if call.pending is None:
        return None
    return Standing(call, unpack(call, call.state), Tally.model_validate(call.tally), Owed.model_validate(call.pending))


async def add_rep_turn(
    session: AsyncSession,
    call: Call,
    text: str,
    acts: Sequence[Act],
    reaction: Answer,
    client_key: str | None,
    now: datetime,
) -> Standing:
    """Store what the rep said and what it did to the buyer. Raises Raced."""
    tally = Tally.model_validate(call.tally).rep(text, acts)
    owed = Owed.by(reaction, call.turns + 1)
    await _advance(
        session,
        call,
        turns=call.turns + 1,
        state=pack(reaction.state),
        tally=tally.model_dump(mode="json"),
        pending=owed.model_dump(mode="json"),
    )
    await _insert(
        session,
        call_id=call.id,
        turn=owed.turn - 1,
        speaker="rep",
        text=text,
        at=now,
        client_key=client_key,
        log=[entry.model_dump(mode="json") for entry in reaction.log],
    )
    return Standing(call, reaction.state, tally, owed)


async def add_reply(session: AsyncSession, at: Standing, state: Mind, worded: Worded, now: datetime) -> ChatOut:
    """Store what the buyer said and where that leaves the call. Raises Raced when it is stored already."""
    call, owed = at.call, at.owed
    tally = at.tally.customer(worded.text, owed.speaker)
    packed = pack(state)
    await _advance(
        session,
        call,
        turns=owed.turn + 1,
        state=packed,
        tally=tally.model_dump(mode="json"),
        pending=None,
        status=owed.status,
        outcome=owed.outcome,
        ended_at=now if owed.status == "ended" else None,
    )
    out = ChatOut(
        conversation_id=call.id,
        reply=Reply(
            turn=owed.turn,
            text=worded.text,
            source=worded.source,
            prompt_version=worded.prompt_version,
            latency_ms=worded.latency_ms,
            speaker=owed.speaker,
        ),
        status=owed.status,
        outcome=owed.outcome,
        hint=owed.hint,
        state=sidebar(call, tally, owed.turn + 1),
        language=call.language,
        scenario_id=call.scenario_id,
        level=call.level,
        seed=call.seed,
    )
    made = {"rejected": worded.rejected, "note": worded.note}
    await _insert(
        session,
        call_id=call.id,
        turn=owed.turn,
        speaker="customer",
        text=worded.text,
        at=now,
        answer={**out.model_dump(mode="json"), "made": made},
        state=packed,
    )
    return out


async def judge_anew(session: AsyncSession, call_id: str, turn: int, log: list[dict[str, Any]]) -> None:
    """Replace what a rep turn did to the buyer: a person has played them since it was felt."""
    await session.execute(sa.update(TURNS).where(TURNS.c.call_id == call_id, TURNS.c.turn == turn).values(log=log))


def answer_of(turn: CallTurn) -> ChatOut:
    """What was answered with this customer turn, exactly as it was."""
    return ChatOut.model_validate(turn.answer)


def sidebar(call: Call, tally: Tally, turns: int) -> Sidebar:
    """What the rep may see of the running call."""
    spoken = tally.rep_words + tally.customer_words
    return Sidebar(
        started_at=call.started_at,
        turns=turns,
        rep_turns=tally.rep_turns,
        talk_share=round(tally.rep_words / spoken, 3) if spoken else None,
        questions=tally.questions,
        last_turn_words=tally.last_turn_words,
    )


# Plain SQL, made once: a turn is the one thing that must be quick here.
_ADVANCE = sa.update(CALLS).where(
    CALLS.c.id == sa.bindparam("call_id"), CALLS.c.turns == sa.bindparam("before"), CALLS.c.status == "open"
)
_INSERT = sa.insert(TURNS)


async def _advance(session: AsyncSession, call: Call, *, turns: int, **values: Any) -> None:
    """Move the call from `turns - 1` turns to `turns`. Of several writers exactly one gets there; the others Raced."""
    given = {"call_id": call.id, "before": turns - 1, "turns": turns, **values}
    done = cast(sa.CursorResult[Any], await session.execute(_ADVANCE, given))
    if done.rowcount != 1:
        raise Raced


async def _insert(session: AsyncSession, **values: Any) -> None:
    """Add a turn."""
    await session.execute(_INSERT, values)
