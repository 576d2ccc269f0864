"""Practising together: coming in, agreeing to it, whispering, and playing the buyer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.access import Principal
from ringside.core import events
from ringside.core.errors import Conflict
from ringside.core.ids import new_id
from ringside.dialogue.schemas import Language
from ringside.practice import calls, library, replying
from ringside.practice.calls import SEES_ALL, AlreadyEnded
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallTurn
from ringside.practice.replying import Studio
from ringside.practice.schemas import Level, NeedView, ObjectionView, Outcome, PersonaItem, Status
from ringside.practice.together import guests
from ringside.practice.together.guests import NotLetIn, NotYoursToDecide
from ringside.practice.together.messages import TogetherNoteOut
from ringside.practice.together.models import Guest, Note
from ringside.practice.together.room import Rooms
from ringside.practice.together.schemas import (
    GuestChange,
    GuestOut,
    LineIn,
    LinkIn,
    NewGuest,
    NoteIn,
    NoteOut,
    PartCard,
    PartCards,
    PartIn,
    Peer,
    PeerList,
    RunningList,
    RunningSession,
    TogetherOut,
    TogetherPlayer,
)
from ringside.practice.together.stand_ins import Line
from ringside.speech.ports import StreamingRecogniser

RUNNING = timedelta(minutes=30)
"""A session in which nothing was said for so long is not going on."""
MOST_RUNNING = 50
MOST_NOTES = 100
"""Notes that a session can have, and that are shown."""


class NobodyWaits(Conflict):
    slug, title = "nobody-waits", "It is not the buyer's turn"


class PartTaken(Conflict):
    slug, title = "part-taken", "Somebody else plays the buyer already"


class TooManyNotes(Conflict):
    slug, title = "too-many-notes", "There are enough notes in this session"


class SayOrDecide(Conflict):
    slug, title = "say-or-decide", "Say something, or decide something"


@dataclass(frozen=True, slots=True)
class House:
    """What it takes to be in a session together."""

    studio: Studio
    rooms: Rooms
    recogniser: Callable[[Language], StreamingRecogniser | None] = lambda language: None
    """Who turns speech in this language into words here, if anybody."""


async def ask(at: House, who: Principal, now: datetime, call_id: str, wish: NewGuest) -> GuestOut:
    """A place for a colleague, or for a manager who asks; the other side is told at once."""
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        call, guest, token = await guests.ask(session, control, who, call_id, wish, now)
        names = await accounts.names(control, who.tenant_id)
        link = f"/practice/join/{token}" if token else None
        out = guests.shown(guest, names, at.rooms.here(who.tenant_id, call_id, guest.id), link)
    told = guest.user_id if call.user_id == who.user_id else call.user_id
    if told:
        events.publish(who.tenant_id, told, "practice.together", {"conversation_id": call_id})
    at.rooms.changed(who.tenant_id, call_id)
    return out


async def change(at: House, who: Principal, now: datetime, call_id: str, guest_id: str, wish: GuestChange) -> GuestOut:
    """Agree, decline, take back, or leave. Raises UnknownConversation, UnknownGuest, NotYoursToDecide."""
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        call, mine = await guests.entered(session, who, call_id)
        guest = await guests.find(session, call_id, guest_id)
        if mine is not None and mine.id != guest.id:
            raise NotYoursToDecide
        if not guests.may_become(guest, wish.status, rep=mine is None):
            raise NotYoursToDecide
        guest.status, guest.decided_at = wish.status, now
        names = await accounts.names(control, who.tenant_id)
        out = guests.shown(guest, names, at.rooms.here(who.tenant_id, call_id, guest.id))
    if wish.status != "agreed":
        at.rooms.put_out(who.tenant_id, call_id, guest_id)
    told = call.user_id if mine is not None else guest.user_id
    if told:
        events.publish(who.tenant_id, told, "practice.together", {"conversation_id": call_id})
    at.rooms.changed(who.tenant_id, call_id)
    return out


async def follow_link(at: House, who: Principal, now: datetime, body: LinkIn) -> GuestOut:
    """Come in by a link. Raises UnknownLink."""
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        guest = await guests.follow_link(session, who, body.token, now)
        names = await accounts.names(control, who.tenant_id)
        out = guests.shown(guest, names, at.rooms.here(who.tenant_id, guest.call_id, guest.id))
    at.rooms.changed(who.tenant_id, guest.call_id)
    return out


async def look(at: House, who: Principal, call_id: str) -> TogetherOut:
    """How a session stands for the rep or a guest; what was said only once the rep has agreed."""
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        call, mine = await guests.entered(session, who, call_id)
        everybody = await guests.of_call(session, call_id)
        names = await accounts.names(control, who.tenant_id)
        let_in = mine is None or mine.status == "agreed"
        said = await calls.turns(session, call_id) if let_in else []
        notes = await _notes(session, call_id, names, None if mine is None else who.user_id) if let_in else []
    player = at.rooms.stand_ins.player(call_id)
    playing = next((guest for guest in everybody if guest.id == player), None)
    return TogetherOut(
        conversation_id=call.id,
        title=call.scenario["title"][call.language],
        rep=names.get(call.user_id, ""),
        status=cast(Status, call.status),
        outcome=cast(Outcome | None, call.outcome),
        language=cast(Language, call.language),
        mine=mine is None,
        guest_id=mine.id if mine else None,
        guests=[
            guests.shown(guest, names, at.rooms.here(who.tenant_id, call_id, guest.id))
            for guest in everybody
            if mine is None or guest.id == mine.id or guest.status == "agreed"
        ],
        player=TogetherPlayer(guest_id=playing.id, name=names.get(playing.user_id or "", "")) if playing else None,
        owed=at.rooms.stand_ins.waits(call_id),
        notes=notes,
        turns=[replying.seen(turn) for turn in said],
    )


async def whisper(at: House, who: Principal, now: datetime, call_id: str, body: NoteIn) -> NoteOut:
    """A note that only the rep sees. Raises UnknownConversation, NotLetIn, AlreadyEnded, TooManyNotes."""
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        call, mine = await guests.let_in(session, who, call_id)
        if mine is None:
            raise NotYoursToDecide("You are the rep: notes are for you.")
        if call.status == "ended":
            raise AlreadyEnded
        count = sa.select(sa.func.count()).select_from(Note).where(Note.call_id == call_id)
        if (await session.scalar(count) or 0) >= MOST_NOTES:
            raise TooManyNotes
        name = (await accounts.names(control, who.tenant_id, {who.user_id})).get(who.user_id, "")
        note = Note(id=new_id(), call_id=call_id, author_id=who.user_id, text=body.text, turn=call.turns, at=now)
        session.add(note)
    out = NoteOut(id=note.id, author=name, text=note.text, turn=note.turn, at=now)
    at.rooms.whispered(who.tenant_id, call_id, TogetherNoteOut(author=name, text=note.text, at=now), mine.id)
    return out


async def part(at: House, who: Principal, call_id: str, body: PartIn) -> TogetherOut:
    """Take over the buyer's part or give it back; the rep may always give it back to the machine."""
    async with at.studio.databases.tenant(who.tenant_id) as session:
        call, mine = await guests.let_in(session, who, call_id)
    if body.take:
        if mine is None or mine.role != "play":
            raise NotLetIn("The rep has agreed to being listened to, not to a person in the buyer's place.")
        if call.status == "ended":
            raise AlreadyEnded
        if not at.rooms.stand_ins.take(call_id, mine.id, who.user_id):
            raise PartTaken
    elif not at.rooms.stand_ins.give_back(call_id, mine.id if mine else None) and mine is not None:
        raise NotYoursToDecide("You do not play the buyer.")
    at.rooms.part_changed(who.tenant_id, call_id)
    return await look(at, who, call_id)


async def line(at: House, who: Principal, call_id: str, body: LineIn) -> TogetherOut:
    """What the person who plays the buyer says now. Raises NobodyWaits, NotYoursToDecide, SayOrDecide."""
    async with at.studio.databases.tenant(who.tenant_id) as session:
        _, mine = await guests.let_in(session, who, call_id)
    if mine is None or at.rooms.stand_ins.player(call_id) != mine.id:
        raise NotYoursToDecide("You do not play the buyer.")
    if not body.text and body.ends is None:
        raise SayOrDecide
    if not at.rooms.stand_ins.deliver(call_id, Line(body.text or "…", body.ends, body.name)):
        raise NobodyWaits("Wait until the rep has said something.")
    return await look(at, who, call_id)


async def cards(at: House, who: Principal, call_id: str) -> PartCards:
    """What whoever plays the buyer has to know. Raises UnknownConversation, NotLetIn; never for the rep."""
    async with at.studio.databases.tenant(who.tenant_id) as session:
        call, mine = await guests.let_in(session, who, call_id)
    if mine is None or mine.role != "play":
        raise NotLetIn("Only who plays the buyer may see the buyer's card.")
    language, scenario = cast(Language, call.language), Scenario.model_validate(call.scenario)
    people = [Persona.model_validate(persona) for persona in (call.persona, *(call.colleagues or ()))]
    return PartCards(
        goal=scenario.goal.of(language),
        situation=scenario.situation.of(language),
        items=[card(person, language) for person in people],
    )


def card(person: Persona, language: Language) -> PartCard:
    """All that is known of this buyer."""
    needs = [
        NeedView(
            topic=", ".join(need.topic.of(language)[:3]),
            surface=need.surface.of(language)[0],
            pain=need.pain.of(language)[0],
            impact=need.impact.of(language)[0],
        )
        for need in person.needs
    ]
    objections = [
        ObjectionView(kind=o.kind, line=o.lines.of(language)[0] if o.lines else "", concern=o.concern.of(language)[0])
        for o in person.objections
    ]
    return PartCard(
        persona=PersonaItem(**library.card(person, language).model_dump(), language=language),
        needs=needs,
        objections=objections,
        facts=[fact.text.of(language)[0] for fact in person.facts],
        triggers=list(person.triggers.of(language)),
    )


async def running(at: House, who: Principal, now: datetime) -> RunningList:
    """Sessions going on that the caller may ask to come into, or is invited to; newest first."""
    last = sa.select(CallTurn.call_id, sa.func.max(CallTurn.at).label("at")).group_by(CallTurn.call_id).subquery()
    query = (
        sa.select(Call, last.c.at)
        .join(last, last.c.call_id == Call.id)
        .where(Call.status == "open", Call.user_id != who.user_id, last.c.at >= now - RUNNING)
        .order_by(Call.id.desc())
        .limit(MOST_RUNNING)
    )
    places = sa.select(Guest).where(Guest.user_id == who.user_id, Guest.status.in_(("asked", "agreed")))
    databases = at.studio.databases
    async with databases.control() as control, databases.tenant(who.tenant_id) as session:
        mine = {guest.call_id: guest for guest in await session.scalars(places)}
        if who.role not in SEES_ALL:
            query = query.where(Call.id.in_(list(mine)))
        rows = (await session.execute(query)).all()
        names = await accounts.names(control, who.tenant_id)
    return RunningList(items=[_running(at, who, row[0], row[1], names, mine.get(row[0].id)) for row in rows])


def _running(
    at: House, who: Principal, call: Call, last_at: datetime, names: dict[str, str], guest: Guest | None
) -> RunningSession:
    here = guest is not None and at.rooms.here(who.tenant_id, call.id, guest.id)
    return RunningSession(
        conversation_id=call.id,
        title=call.scenario["title"][call.language],
        level=cast(Level, call.level),
        language=cast(Language, call.language),
        rep=names.get(call.user_id, ""),
        rep_id=call.user_id,
        started_at=call.started_at,
        last_at=last_at,
        turns=call.turns,
        guest=guests.shown(guest, names, here) if guest else None,
        invited=guest is not None and guest.asked_by != who.user_id,
    )


async def peers(control: AsyncSession, who: Principal) -> PeerList:
    """The colleagues who can be invited."""
    names = await accounts.names(control, who.tenant_id)
    found = [Peer(id=user_id, name=name) for user_id, name in names.items() if user_id != who.user_id]
    return PeerList(items=sorted(found, key=lambda peer: peer.name.casefold()))


async def _notes(session: AsyncSession, call_id: str, names: dict[str, str], author: str | None) -> list[NoteOut]:
    """The notes of a session; with an author only theirs."""
    query = sa.select(Note).where(Note.call_id == call_id).order_by(Note.id).limit(MOST_NOTES)
    if author is not None:
        query = query.where(Note.author_id == author)
    return [
        NoteOut(id=note.id, author=names.get(note.author_id, ""), text=note.text, turn=note.turn, at=note.at)
        for note in await session.scalars(query)
    ]
