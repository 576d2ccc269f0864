"""Entering a spoken call: finding or starting it, taking its place, and knowing where it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from ringside.accounts.access import Principal
from ringside.core.errors import Conflict
from ringside.core.ids import new_id
from ringside.core.sockets import Hub
from ringside.dialogue.schemas import Language
from ringside.practice import calls
from ringside.practice import service as practice
from ringside.practice.calls import AlreadyEnded
from ringside.practice.models import Call
from ringside.practice.replying import Studio
from ringside.practice.schemas import ChatAck, ChatIn
from ringside.practice.voice import storage
from ringside.practice.voice.engines import Engines
from ringside.practice.voice.schemas import IceServerOut, VoiceMannerOut, VoicePossible, VoiceWish
from ringside.practice.voice.session import VoiceSession
from ringside.practice.voice.sessions import Sessions
from ringside.practice.voice.storage import Connection


class MannerNotPossible(Conflict):
    slug, title = "manner-not-possible", "This way of speaking is not possible here"


@dataclass(frozen=True, slots=True)
class Desk:
    """What spoken calls are held with."""

    studio: Studio
    sessions: Sessions
    engines: Engines
    hub: Hub


def possible(desk: Desk) -> VoicePossible:
    """What is possible here."""
    return VoicePossible(
        manners=[
            VoiceMannerOut(manner=manner, listens=engine.listens, speaks=engine.speaks, languages=languages)
            for manner, engine, languages in desk.engines.manners()
        ],
        webrtc=desk.engines.sound,
        ice_servers=[IceServerOut(**server) for server in desk.engines.ice_servers],
        lines=desk.sessions.lines,
        lines_free=desk.sessions.free(),
        recording=desk.engines.sound,
    )


async def enter(
    desk: Desk,
    who: Principal,
    now: datetime,
    wish: VoiceWish,
    still_signed_in: Callable[[], Awaitable[None]] | None = None,
) -> VoiceSession:
    """A session that holds the call from now on; it runs when it is given a connection.

    Raises AllLinesBusy, UnknownConversation, AlreadyEnded, MannerNotPossible, or what starting a call raises.
    """
    manner = desk.engines.choose(wish.manner)
    counted = manner != "browser"
    key = (who.tenant_id, wish.conversation_id) if wish.conversation_id else None
    with desk.sessions.line(key, counted=counted):
        call = await _call(desk.studio, who, now, wish)
        engine = desk.engines.of(manner)
        if not desk.engines.speaks(manner, _language(call)):
            raise MannerNotPossible(f"{engine.speaks or manner} does not speak the language of this call.")
        by = Connection(new_id(), manner, engine.listens, engine.speaks, wish.recording and counted)
        async with desk.studio.databases.tenant(who.tenant_id) as session:
            row = await storage.connect(session, call.id, by, who.user_id, now)
            begin = row.seconds
            earlier = storage.timeline(await calls.turns(session, call.id), await storage.voice_turns(session, call.id))
        found = VoiceSession(
            desk.studio,
            desk.hub,
            who,
            call,
            by,
            begin=begin,
            earlier=earlier,
            still_signed_in=still_signed_in,
        )
        desk.sessions.seat(found, counted=counted)
    return found


def _language(call: Call) -> Language:
    return call.language  # type: ignore[return-value]


async def _call(at: Studio, who: Principal, now: datetime, wish: VoiceWish) -> Call:
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
