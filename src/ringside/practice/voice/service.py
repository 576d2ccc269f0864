"""Entering a spoken call: finding or starting it, taking its place, and knowing where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core.errors import Invalid, NotFound
from ringside.core.ids import new_id
from ringside.core.sockets import Hub
from ringside.dialogue.schemas import Language
from ringside.practice import calls
from ringside.practice import models as practised
from ringside.practice import service as practice
from ringside.practice.calls import AlreadyEnded, StillOpen
from ringside.practice.catalogue import Persona
from ringside.practice.replying import Studio
from ringside.practice.schemas import ChatAck, ChatIn, Outcome, Status
from ringside.practice.voice import storage
from ringside.practice.voice.direction import BuyerDirector
from ringside.practice.voice.engines import Engines
from ringside.practice.voice.messages import VoiceStateOut
from ringside.practice.voice.models import VoiceCall
from ringside.practice.voice.recording import Tapes
from ringside.practice.voice.schemas import (
    IceCandidates,
    IceServerOut,
    LiveKitPlace,
    VoiceAnswer,
    VoiceMannerOut,
    VoiceOffer,
    VoiceOptions,
    VoiceWish,
)
from ringside.practice.voice.session import VoiceSession
from ringside.practice.voice.sessions import HOLD_S, Sessions
from ringside.practice.voice.storage import Connection
from ringside.speech.endpointing import Endpointer, VoiceNotInstalled
from ringside.speech.pipeline import service as pipeline
from ringside.speech.pipeline.ports import Line
from ringside.speech.pipeline.service import Call


class BadOffer(Invalid):
    slug, title = "bad-offer", "This offer of a connection cannot be answered"


class NoRecording(NotFound):
    slug, title = "no-recording", "No sound of this call was kept"


class UnknownConnection(NotFound):
    slug, title = "unknown-connection", "There is no such connection"


@dataclass(frozen=True, slots=True)
class Desk:
    """What spoken calls are held with."""

    studio: Studio
    sessions: Sessions
    engines: Engines
    tapes: Tapes
    hub: Hub


def options(desk: Desk) -> VoiceOptions:
    """What is possible here."""
    engines, sessions = desk.engines, desk.sessions
    return VoiceOptions(
        manners=[
            VoiceMannerOut(
                manner=way.manner,
                available=way.available,
                note=way.note,
                listens=way.engine.listens,
                speaks=way.engine.speaks,
                languages=list(way.languages),
                leaves_machine=way.leaves_machine,
            )
            for way in engines.ways
        ],
        default=engines.default(),
        webrtc=engines.sound,
        ice_servers=[
            IceServerOut(urls=list(each.urls), username=each.username or None, credential=each.credential or None)
            for each in engines.ice_servers
        ],
        lines=sessions.lines,
        lines_free=sessions.free(),
        retry_seconds=sessions.soonest(),
        hold_seconds=int(HOLD_S),
        recording=engines.sound,
    )


async def enter(
    desk: Desk,
    who: Principal,
    now: datetime,
    wish: VoiceWish,
    connect: Callable[[], Awaitable[Line]],
    still_signed_in: Callable[[], Awaitable[None]],
) -> VoiceSession:
    """A session that holds the call from now on, over this connection; `sessions.hold` runs it.

    Raises AllLinesBusy, TooManySpokenCalls, UnknownConversation, AlreadyEnded, MannerNotPossible, or what
    starting a call raises.
    """
    sessions = desk.sessions
    with sessions.line(who, wish.conversation_id, counted=desk.engines.choose(wish.manner).manner != "browser"):
        row = await _row(desk.studio, who, now, wish)
        way = desk.engines.choose(wish.manner, cast(Language, row.language))
        if way.engine.recogniser is not None and way.engine.detector is None:
            await asyncio.to_thread(Endpointer, 1)  # loads the model that hears where speech begins, once a process
        line = await connect()
        await sessions.vacate(who.tenant_id, row.id)
        counted = way.manner != "browser"
        by = Connection(new_id(), way.manner, way.engine.listens, way.engine.speaks, wish.recording and counted)
        async with desk.studio.databases.tenant(who.tenant_id) as session:
            begin = (await storage.connect(session, row.id, by, who.user_id, now)).seconds
            said = await calls.turns(session, row.id)
            earlier = storage.timeline(said, await storage.voice_turns(session, row.id))
        found = VoiceSession(
            desk.studio,
            desk.hub,
            who,
            row,
            by,
            stands=_stands(row, said),
            begin=begin,
            earlier=earlier,
            still_signed_in=still_signed_in,
            ahead_s=sessions.ahead_s,
            check_s=sessions.check_s,
        )
        found.call = Call(
            line,
            way.engine,
            found.counterpart,
            found,
            messages=found.received,
            begin=begin,
            words=_words(row),
            director=BuyerDirector(desk.studio, who, row),
            gender=Persona.model_validate(row.persona).gender,
        )
        if by.recording:
            found.record(desk.tapes.open(who.tenant_id, row.id, found.recording_failed))
        found.lacks(way)
        sessions.seat(found, counted=counted)
    return found


async def answer(
    desk: Desk, who: Principal, now: datetime, offer: VoiceOffer, still_signed_in: Callable[[], Awaitable[None]]
) -> VoiceAnswer:
    """The answer to a WebRTC offer; the call runs on its own from now on. Raises BadOffer, or as `enter`."""
    answered: list[pipeline.Answer] = []

    async def connect() -> Line:
        try:
            answered.append(await pipeline.answer_offer(offer.sdp, offer.type, desk.engines.ice_servers))
        except pipeline.BadOffer as error:
            raise BadOffer(str(error)) from error
        return answered[0].line

    if not desk.engines.sound:
        raise VoiceNotInstalled
    session = await enter(desk, who, now, offer, connect, still_signed_in)
    desk.sessions.begin(session, answered[0].pc_id)
    return VoiceAnswer(
        sdp=answered[0].sdp,
        type=answered[0].type,
        pc_id=answered[0].pc_id,
        conversation_id=session.conversation_id,
        manner=session.by.manner,
        language=session.language,
    )


async def meet(
    desk: Desk, who: Principal, now: datetime, wish: VoiceWish, still_signed_in: Callable[[], Awaitable[None]]
) -> LiveKitPlace:
    """A room of the LiveKit server in which the buyer waits. Raises LiveKitNotSetUp, or as `enter`."""
    url, key, secret = desk.engines.livekit()
    room = new_id()
    token = pipeline.room_token(key, secret, room, who.user_id)

    async def connect() -> Line:
        return pipeline.livekit_line(url, pipeline.room_token(key, secret, room, "ringside"), room)

    session = await enter(desk, who, now, wish, connect, still_signed_in)
    desk.sessions.begin(session, room)
    return LiveKitPlace(
        url=url,
        token=token,
        room=room,
        conversation_id=session.conversation_id,
        manner=session.by.manner,
        language=session.language,
    )


async def add_candidates(desk: Desk, who: Principal, found: IceCandidates) -> None:
    """Pass candidates on to the caller's own connection. Raises UnknownConnection, BadOffer."""
    if not desk.sessions.connected(who, found.pc_id):
        raise UnknownConnection
    given = [pipeline.Candidate(each.candidate, each.sdp_mid, each.sdp_mline_index) for each in found.candidates]
    try:
        await pipeline.add_candidates(found.pc_id, given)
    except pipeline.UnknownLine:
        raise UnknownConnection from None
    except pipeline.BadOffer as error:
        raise BadOffer(str(error)) from error


async def recording(desk: Desk, who: Principal, call_id: str) -> str:
    """The name of a call's recording. Raises UnknownConversation, NoRecording, StillOpen."""
    for _ in range(2):
        async with desk.studio.databases.tenant(who.tenant_id) as session:
            call = await calls.visible(session, who, call_id)
            row = await session.get(VoiceCall, call_id)
        if row is None or row.recording_at is None:
            raise NoRecording
        if row.file is not None:
            return row.file
        if call.status == "open":
            raise StillOpen("Its recording can be played when it has ended.")
        await desk.tapes.finish(who.tenant_id, call_id)
    raise NoRecording


async def delete_recording(desk: Desk, session: AsyncSession, who: Principal, call_id: str) -> None:
    """Remove all sound of one's own call; what is being said is recorded no more. Raises UnknownConversation."""
    await calls.own(session, who, call_id)
    row = await session.get(VoiceCall, call_id)
    if running := desk.sessions.running(who.tenant_id, call_id):
        running.stop_recording()
    if row is not None:
        await desk.tapes.withdraw(who.tenant_id, row)


def _stands(row: practised.Call, said: Sequence[practised.CallTurn]) -> VoiceStateOut:
    """Where the call stands before anything more is said in it."""
    last = said[-1].answer if said else None
    return VoiceStateOut(
        status=cast(Status, row.status),
        outcome=cast(Outcome | None, row.outcome),
        sidebar=calls.sidebar(row, calls.Tally.model_validate(row.tally), row.turns),
        hint=last["hint"] if last else None,
    )


def _words(row: practised.Call) -> tuple[str, ...]:
    """Names worth listening for."""
    persona = Persona.model_validate(row.persona)
    language = cast(Language, row.language)
    return tuple(text.of(language) for text in (persona.name, persona.company))


async def _row(at: Studio, who: Principal, now: datetime, wish: VoiceWish) -> practised.Call:
    call_id = wish.conversation_id or await _start(at, who, now, wish)
    async with at.databases.tenant(who.tenant_id) as session:
        call = await calls.own(session, who, call_id)
    if call.status == "ended":
        raise AlreadyEnded
    return call


async def _start(at: Studio, who: Principal, now: datetime, wish: VoiceWish) -> str:
    """Start a call in which the buyer picks up; its id."""
    body = ChatIn(
        scenario_id=wish.scenario_id,
        persona_id=wish.persona_id,
        level=wish.level,
        seed=wish.seed,
        language=wish.language,
        client_key=wish.key,
        start_from=wish.start_from,
    )
    coming = await practice.say(at, who, now, body)
    async with aclosing(coming.events()) as events:
        async for event in events:
            if isinstance(event.data, ChatAck):
                return event.data.conversation_id
    raise AssertionError("a reply begins with its ack")
