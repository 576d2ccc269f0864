"""Practice calls: saying the next thing, hanging up, looking back.

A turn goes: read what the rep does, let the buyer react, store both, then find the words and store them too. The words
are found by a task of their own, so a rep who loses the connection loses nothing, and after a crash the stored intent
is enough to finish the reply.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from hashlib import sha256
from typing import cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core import sse
from ringside.core.errors import AppError, Invalid, render
from ringside.core.ids import new_id
from ringside.dialogue import acts
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language, Turn
from ringside.practice import calls, conversations, learning, library, replying, reports, restart
from ringside.practice.buyer import minds
from ringside.practice.buyer.minds import Mind
from ringside.practice.calls import AlreadyEnded, Owed, Raced, ReplyInProgress, Standing, Tally
from ringside.practice.models import Call, CallTurn
from ringside.practice.replies import Coming
from ringside.practice.replying import Studio
from ringside.practice.restart import Begun
from ringside.practice.schemas import ChatAck, ChatIn, ConversationDetail, EndOut, HintOut, Level, TurnView

DEFAULT_SCENARIO = "cold-call"
SEEDS = 2**31
TRIES = 3
"""How often a turn is tried that lost a race for its place in the call."""
PATIENCE = 2.0
"""Seconds that reading a call waits for a reply that a crash had left open."""


class LevelNotOffered(Invalid):
    slug, title = "level-not-offered", "This scenario does not have that level"


async def say(at: Studio, who: Principal, now: datetime, body: ChatIn) -> Coming:
    """The answer to this turn, on its way; the turn itself is stored when this returns.

    The same client key gives the same answer, on its way or given long ago. Raises ReplyInProgress, AlreadyEnded.
    """
    for _ in range(TRIES):
        try:
            if body.conversation_id is None:
                return await _start(at, who, now, body)
            return await _continue(at, who, now, body, body.conversation_id)
        except (Raced, IntegrityError):
            continue
    raise ReplyInProgress


async def stream(coming: Coming, path: str) -> AsyncIterator[sse.Event]:
    """The answer as events for a browser; their ids count up."""
    count = 0
    async for event in coming.events():
        data = (
            json.loads(bytes(render(event.data, instance=path).body))
            if isinstance(event.data, AppError)
            else event.data
        )
        yield sse.Event(event.kind, data, str(count))
        count += 1


async def hint(session: AsyncSession, who: Principal, call_id: str) -> HintOut:
    """What could help right now. Raises AlreadyEnded."""
    call = await calls.own(session, who, call_id)
    if call.status == "ended":
        raise AlreadyEnded
    return HintOut(hint=minds.hint(calls.unpack(call, call.state)))


async def end(at: Studio, who: Principal, now: datetime, call_id: str) -> EndOut:
    """Hang up and score the call; the same answer however often."""
    async with at.databases.tenant(who.tenant_id) as session:
        call = await calls.own(session, who, call_id)
    spoken = at.lines if at.lines and at.lines.on(who.tenant_id, call_id) else None
    if spoken:
        await spoken.quiet(who.tenant_id, call_id)
    if call.pending is not None:
        coming = replying.finish_owed(at, who.tenant_id, call)
        coming.hung_up.set()
        await coming.over()
    async with at.databases.tenant(who.tenant_id) as session:
        await session.execute(
            sa.update(Call)
            .where(Call.id == call_id, Call.status == "open")
            .values(status="ended", outcome=sa.func.coalesce(Call.outcome, "ended"), ended_at=now, pending=sa.null())
        )
    scored = await reports.score(at.databases, who.tenant_id, call_id, now, at.scored)
    if spoken:
        spoken.ended(who.tenant_id, call_id, scored.outcome)
    if at.rooms:
        at.rooms.ended(who.tenant_id, call_id, scored.outcome)
    return EndOut(conversation_id=call_id, status="ended", outcome=scored.outcome, score=scored.score)


async def conversation(at: Studio, who: Principal, now: datetime, call_id: str) -> ConversationDetail:
    """One call with everything there is to learn from it; finishes what a crash has left undone."""
    async with at.databases.tenant(who.tenant_id) as session:
        call = await calls.visible(session, who, call_id)
    if call.pending is not None and at.replies.get(call_id) is None:
        finishing = asyncio.ensure_future(replying.finish_owed(at, who.tenant_id, call).over())
        await asyncio.wait({finishing}, timeout=PATIENCE)
    if call.status == "ended" and not (at.lines and at.lines.on(who.tenant_id, call_id)):
        await reports.score(at.databases, who.tenant_id, call_id, now, at.scored)
    async with at.databases.control() as control, at.databases.tenant(who.tenant_id) as session:
        return await conversations.detail(session, control, who, call_id)


async def _start(at: Studio, who: Principal, now: datetime, body: ChatIn) -> Coming:
    start_key = _start_key(body)
    async with at.databases.tenant(who.tenant_id) as session:
        if start_key:
            query = sa.select(Call).where(Call.user_id == who.user_id, Call.start_key == start_key)
            if earlier := (await session.scalars(query)).one_or_none():
                return await replying.again(at, who.tenant_id, session, earlier, earlier.first_reply)
        if body.start_from:
            begun = await restart.begin(session, who, body, body.start_from, now)
        else:
            begun = await _begin(session, who, body, now)
        await at.quotas.use_practice_session(session, who, now)
        call = begun.call
        call.start_key = start_key
        call.first_reply = call.turns + 1 if body.text else max(0, call.turns - 1)
        session.add_all([call, *begun.turns])
        await session.flush()
        if body.text:
            standing = await _take_turn(session, call, begun.state, body, now)
        elif begun.turns:
            return replying.given(calls.answer_of(begun.turns[-1]), None)
        else:
            standing = pick_up(call, begun.state)
    return replying.begin(at, who.tenant_id, standing, _ack(standing, body, now))


async def _continue(at: Studio, who: Principal, now: datetime, body: ChatIn, call_id: str) -> Coming:
    async with at.databases.tenant(who.tenant_id) as session:
        call = await calls.own(session, who, call_id)
        if body.client_key:
            query = sa.select(CallTurn.index).where(CallTurn.call_id == call_id, CallTurn.client_key == body.client_key)
            if (turn := await session.scalar(query)) is not None:
                return await replying.again(at, who.tenant_id, session, call, turn + 1)
        if call.status == "ended":
            raise AlreadyEnded
        if call.pending is not None:
            replying.finish_owed(at, who.tenant_id, call)
            raise ReplyInProgress
        standing = await _take_turn(session, call, calls.unpack(call, call.state), body, now)
    return replying.begin(at, who.tenant_id, standing, _ack(standing, body, now))


async def _begin(session: AsyncSession, who: Principal, body: ChatIn, now: datetime) -> Begun:
    """A fresh call, not yet stored."""
    entry = await library.find(session, body.scenario_id or DEFAULT_SCENARIO)
    persona = await library.find_persona(session, body.persona_id) if body.persona_id else entry.persona
    level: Level = body.level or entry.level
    if level not in entry.scenario.levels:
        raise LevelNotOffered(f"It has: {', '.join(entry.scenario.levels)}.")
    spoken = detect(body.text) if body.text else who.language
    language: Language = library.only_language(entry.scenario, persona) or body.language or spoken
    seed = secrets.randbelow(SEEDS) if body.seed is None else body.seed
    # A call asked for with a seed is the same call each time; any other buyer has learnt from the company's calls.
    leanings = await learning.leanings(session, now) if body.seed is None else None
    state = minds.start([persona, *entry.colleagues], entry.scenario, level, seed, language, leanings)
    call = calls.fresh(who.user_id, entry.scenario, persona, state, new_id(), now)
    return Begun(call, state)


def pick_up(call: Call, state: Mind) -> Standing:
    """The buyer speaks first: the phone is answered, or the meeting begins."""
    reaction = minds.open(state)
    owed = Owed.by(reaction, 0)
    call.state, call.pending = calls.pack(reaction.state), owed.model_dump(mode="json")
    return Standing(call, reaction.state, Tally(), owed)


async def _take_turn(session: AsyncSession, call: Call, state: Mind, body: ChatIn, now: datetime) -> Standing:
    """The rep's turn, read, felt by the buyer and stored."""
    turn = Turn(index=call.turns, speaker="rep", text=body.text)
    recent = Tally.model_validate(call.tally).recent
    previous = Turn(index=call.turns - 1, speaker=recent[-1].speaker, text=recent[-1].text) if recent else None
    read = acts.read(turn, previous, cast(Language, call.language))
    reaction = minds.react(state, turn, read)
    return await calls.add_rep_turn(session, call, body.text, read, reaction, body.client_key, now)


def acknowledge(standing: Standing) -> ChatAck:
    """What is told first of a call in which the buyer speaks first."""
    return ChatAck(conversation_id=standing.call.id, turn=None)


def _ack(standing: Standing, body: ChatIn, now: datetime) -> ChatAck:
    index = standing.owed.turn - 1
    turn = TurnView(index=index, speaker="rep", text=body.text, at=now) if index >= 0 else None
    return ChatAck(conversation_id=standing.call.id, turn=turn)


def _start_key(body: ChatIn) -> str | None:
    """What makes two requests to start a call the same one: the key and everything asked for."""
    if body.client_key is None:
        return None
    return sha256(body.model_dump_json().encode()).hexdigest()
