"""From the buyer's stored intent to the stored reply, whoever asks for it and however often."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.quotas import Quotas
from ringside.ai import Caller, Models
from ringside.ai.schemas import BUILTIN
from ringside.core import clock
from ringside.core.db import Databases
from ringside.dialogue.schemas import Speaker
from ringside.practice import calls, reports, speech, wording
from ringside.practice.buyer import minds
from ringside.practice.calls import AlreadyEnded, Raced, Standing, UnknownConversation
from ringside.practice.models import Call, CallTurn
from ringside.practice.replies import Coming, Replies
from ringside.practice.schemas import ChatAck, ChatOut, ChatPiece, ChatStatus, Outcome, TurnView
from ringside.practice.together import playing
from ringside.practice.together.room import Rooms
from ringside.practice.together.stand_ins import Line
from ringside.practice.wording import Worded


class Lines(Protocol):
    """The calls that are being spoken right now: what was said last has no times yet."""

    def on(self, tenant_id: str, call_id: str) -> bool:
        """Whether this call is being spoken."""

    async def quiet(self, tenant_id: str, call_id: str) -> None:
        """Let nobody speak any more, and wait until everything said is stored with its times."""

    def ended(self, tenant_id: str, call_id: str, outcome: Outcome | None) -> None:
        """Tell who is on the line that the call has ended, and hang up."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What calls are held with."""

    databases: Databases
    models: Models
    quotas: Quotas
    replies: Replies
    scored: Sequence[reports.Told] = ()
    """What other rooms do when a session is scored, in the transaction that stores the score."""
    lines: Lines | None = None
    clock: Callable[[], datetime] = clock.now
    rooms: Rooms | None = None
    """Who is in a session besides the rep."""


def begin(at: Studio, tenant_id: str, standing: Standing, ack: ChatAck) -> Coming:
    """Start finding the words of an owed reply; where that is under way already, join it."""
    coming = Coming()
    coming.tell("ack", ack)
    if at.rooms and ack.turn is not None:
        at.rooms.said(tenant_id, standing.call.id, ack.turn)
    return at.replies.start(standing.call.id, coming, lambda telling: _answer(at, tenant_id, standing, telling))


def finish_owed(at: Studio, tenant_id: str, call: Call) -> Coming:
    """The reply this call owes: under way here, or taken up again from the stored intent after a crash."""
    if coming := at.replies.get(call.id):
        return coming
    standing = calls.standing(call)
    if standing is None:
        raise AlreadyEnded
    last = standing.tally.recent[-1] if standing.tally.recent else None
    turn = TurnView(index=standing.owed.turn - 1, speaker="rep", text=last.text, at=call.started_at) if last else None
    return begin(at, tenant_id, standing, ChatAck(conversation_id=call.id, turn=turn))


async def again(at: Studio, tenant_id: str, session: AsyncSession, call: Call, reply_turn: int) -> Coming:
    """The answer to a turn that was sent before: as it was given, or joined on its way."""
    turn = await calls.turn_at(session, call.id, reply_turn)
    if turn is None or turn.answer is None:
        return finish_owed(at, tenant_id, call)
    before = await calls.turn_at(session, call.id, reply_turn - 1) if reply_turn else None
    return given(calls.answer_of(turn), before if before and before.speaker == "rep" else None)


def given(answer: ChatOut, turn: CallTurn | None) -> Coming:
    """An answer that is there already."""
    coming = Coming()
    coming.tell("ack", ChatAck(conversation_id=answer.conversation_id, turn=seen(turn) if turn else None))
    coming.tell("piece", _whole(answer))
    coming.tell("message", answer)
    return coming


def _whole(answer: ChatOut) -> ChatPiece:
    reply = answer.reply
    by_person = reply.source == playing.PERSON
    return ChatPiece(turn=reply.turn, text=reply.text, speaker=reply.speaker, by_person=by_person)


def seen(turn: CallTurn) -> TurnView:
    """A stored turn as it is shown."""
    reply = turn.answer["reply"] if turn.answer else {}
    return TurnView(
        index=turn.index,
        speaker=cast(Speaker, turn.speaker),
        text=turn.text,
        at=turn.at,
        source=reply.get("source"),
        name=reply.get("speaker"),
    )


async def _answer(at: Studio, tenant_id: str, standing: Standing, coming: Coming) -> None:
    """Find the words, store them, tell everybody who waits."""
    started = time.perf_counter()
    line = await _of_person(at, tenant_id, standing, coming)
    if line is None:
        worded = await _worded(at, tenant_id, standing, coming)
        state = standing.state if worded.source == BUILTIN else minds.remember(standing.state, worded.text)
        log = None
    else:
        played = await playing.played(at.databases, tenant_id, standing, line)
        standing, state, log = played.standing, played.mind, played.log
        worded = Worded(line.text, playing.PERSON, None, round((time.perf_counter() - started) * 1000, 1))
        piece = ChatPiece(turn=standing.owed.turn, text=line.text, speaker=standing.owed.speaker, by_person=True)
        coming.tell("piece", piece)
    try:
        async with at.databases.tenant(tenant_id) as session:
            out = await calls.add_reply(session, standing, state, worded, at.clock())
            if log is not None:
                await calls.judge_anew(session, standing.call.id, standing.owed.turn - 1, log)
    except (Raced, IntegrityError):
        out = await _as_stored(at, tenant_id, standing)
    coming.tell("message", out)
    _tell_room(at, tenant_id, out)
    if out.status == "ended" and not (at.lines and at.lines.on(tenant_id, standing.call.id)):
        at.replies.later(reports.score(at.databases, tenant_id, standing.call.id, at.clock(), at.scored))


async def _of_person(at: Studio, tenant_id: str, standing: Standing, coming: Coming) -> Line | None:
    """What a person who plays the buyer says; None when the machine plays, or has to."""
    call, owed = standing.call, standing.owed
    if at.rooms is None or not at.rooms.stand_ins.expect(call.id):
        return None
    coming.tell("status", ChatStatus(kind="person"))
    at.rooms.owes(tenant_id, call.id, owed.turn, owed.intent.name, owed.intent.line)
    return await at.rooms.stand_ins.line(call.id, coming.hung_up)


def _tell_room(at: Studio, tenant_id: str, out: ChatOut) -> None:
    """Whoever else is in the session hears of the buyer's turn."""
    if at.rooms is None:
        return
    reply = out.reply
    turn = TurnView(
        index=reply.turn, speaker="customer", text=reply.text, at=at.clock(), source=reply.source, name=reply.speaker
    )
    at.rooms.said(tenant_id, out.conversation_id, turn)
    if out.status == "ended":
        at.rooms.ended(tenant_id, out.conversation_id, out.outcome)


async def _worded(at: Studio, tenant_id: str, standing: Standing, coming: Coming) -> Worded:
    """The words of the machine's buyer."""
    call, owed = standing.call, standing.owed
    listener = wording.Listener(
        sentence=lambda text: coming.tell("piece", ChatPiece(turn=owed.turn, text=text, speaker=owed.speaker)),
        status=lambda kind, detail: coming.tell("status", ChatStatus(kind=kind, detail=detail)),
    )
    recent = standing.tally.recent
    return await wording.word(
        at.models,
        speech.ask(owed.intent, recent[-1].text if recent else "", recent[:-1]),
        owed.intent,
        Caller(tenant_id, call.user_id, call.language),
        listener,
        coming.hung_up,
    )


async def _as_stored(at: Studio, tenant_id: str, standing: Standing) -> ChatOut:
    """The reply as somebody else stored it in the same moment."""
    async with at.databases.tenant(tenant_id) as session:
        call = await session.get(Call, standing.call.id)
        turn = await calls.turn_at(session, standing.call.id, standing.owed.turn)
    if call is None:
        raise UnknownConversation
    if turn is None or turn.answer is None:
        raise AlreadyEnded
    return calls.answer_of(turn)
