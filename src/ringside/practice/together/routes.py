"""Practising together over HTTP and WebSocket."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket, status
from starlette.requests import HTTPConnection

from ringside.accounts.access import ControlSession, SignedIn
from ringside.accounts.sockets import signed_in_socket
from ringside.core import clock
from ringside.core.clock import Now
from ringside.core.errors import AppError, responses
from ringside.core.sockets import refuse
from ringside.practice import calls
from ringside.practice.together import guests, service, sockets
from ringside.practice.together.schemas import (
    GuestChange,
    GuestOut,
    LineIn,
    LinkIn,
    NewGuest,
    NoteIn,
    NoteOut,
    PartCards,
    PartIn,
    PeerList,
    RunningList,
    TogetherOut,
)
from ringside.practice.together.service import House
from ringside.practice.together.spoken import listeners

router = APIRouter()


async def house(connection: HTTPConnection) -> House:
    state = connection.app.state
    return House(state.practice, state.rooms, listeners(state.voice_engines))


HouseDep = Annotated[House, Depends(house)]


@router.get("/practice/running")
async def list_running(who: SignedIn, now: Now, at: HouseDep) -> RunningList:
    """Sessions that are going on: for managers and owners everybody's, for others those they are invited to."""
    return await service.running(at, who, now)


@router.get("/practice/peers")
async def list_peers(who: SignedIn, control: ControlSession) -> PeerList:
    """Colleagues who can be invited."""
    return await service.peers(control, who)


@router.post("/practice/join", responses=responses(guests.UnknownLink))
async def join_by_link(body: LinkIn, who: SignedIn, now: Now, at: HouseDep) -> GuestOut:
    """Come into a colleague's session by the link they sent."""
    return await service.follow_link(at, who, now, body)


@router.get("/practice/{conversation_id}/together", responses=responses(calls.UnknownConversation))
async def get_together(conversation_id: str, who: SignedIn, at: HouseDep) -> TogetherOut:
    """Who takes part in a session: for its rep and for guests, who see its words once the rep has agreed."""
    return await service.look(at, who, conversation_id)


@router.post(
    "/practice/{conversation_id}/guests",
    status_code=status.HTTP_201_CREATED,
    responses=responses(calls.UnknownConversation, calls.AlreadyEnded, guests.UnknownColleague, guests.TooManyGuests),
)
async def ask_guest(conversation_id: str, body: NewGuest, who: SignedIn, now: Now, at: HouseDep) -> GuestOut:
    """The rep invites a colleague; a manager or owner asks the rep to be let in."""
    return await service.ask(at, who, now, conversation_id, body)


@router.patch(
    "/practice/{conversation_id}/guests/{guest_id}",
    responses=responses(calls.UnknownConversation, guests.UnknownGuest, guests.NotYoursToDecide),
)
async def change_guest(
    conversation_id: str, guest_id: str, body: GuestChange, who: SignedIn, now: Now, at: HouseDep
) -> GuestOut:
    """The rep agrees, declines or takes it back, at any time; a guest accepts or leaves."""
    return await service.change(at, who, now, conversation_id, guest_id, body)


@router.post(
    "/practice/{conversation_id}/notes",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        calls.UnknownConversation, calls.AlreadyEnded, guests.NotLetIn, guests.NotYoursToDecide, service.TooManyNotes
    ),
)
async def whisper(conversation_id: str, body: NoteIn, who: SignedIn, now: Now, at: HouseDep) -> NoteOut:
    """A short note that only the rep sees, at once."""
    return await service.whisper(at, who, now, conversation_id, body)


@router.put(
    "/practice/{conversation_id}/part",
    responses=responses(
        calls.UnknownConversation, calls.AlreadyEnded, guests.NotLetIn, guests.NotYoursToDecide, service.PartTaken
    ),
)
async def take_part(conversation_id: str, body: PartIn, who: SignedIn, at: HouseDep) -> TogetherOut:
    """Play the buyer from now on, or give the part back to the machine."""
    return await service.part(at, who, conversation_id, body)


@router.post(
    "/practice/{conversation_id}/lines",
    responses=responses(
        calls.UnknownConversation, guests.NotLetIn, guests.NotYoursToDecide, service.NobodyWaits, service.SayOrDecide
    ),
)
async def say_line(conversation_id: str, body: LineIn, who: SignedIn, at: HouseDep) -> TogetherOut:
    """What the person who plays the buyer answers."""
    return await service.line(at, who, conversation_id, body)


@router.get(
    "/practice/{conversation_id}/card",
    responses=responses(calls.UnknownConversation, guests.NotLetIn),
)
async def get_part_card(conversation_id: str, who: SignedIn, at: HouseDep) -> PartCards:
    """What whoever plays the buyer has to know: needs, objections and what moves them."""
    return await service.cards(at, who, conversation_id)


@router.websocket("/practice/{conversation_id}/listen")
async def listen(socket: WebSocket, conversation_id: str) -> None:
    """The session as it goes on, for its rep and for guests; messages.py says what travels here."""
    try:
        who = await signed_in_socket(socket, clock.now())
        await sockets.attend(await house(socket), socket, who, conversation_id)
    except AppError as error:
        await refuse(socket, error)
