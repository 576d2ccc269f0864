"""Spoken practice over HTTP and WebSocket. What travels over a connection is in messages."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, WebSocket
from pydantic import ValidationError
from starlette.requests import HTTPConnection

from ringside.accounts.access import SignedIn
from ringside.accounts.sockets import require_still, signed_in_socket
from ringside.core import clock
from ringside.core.errors import AppError, Invalid
from ringside.core.http import check_json
from ringside.core.sockets import refuse
from ringside.practice.voice import service
from ringside.practice.voice.browser import BrowserCall
from ringside.practice.voice.schemas import VoicePossible, VoiceWish
from ringside.practice.voice.service import Desk
from ringside.practice.voice.session import VoiceSession
from ringside.practice.voice.sessions import Sessions

router = APIRouter(tags=["practice"])


async def desk(connection: HTTPConnection) -> Desk:
    """What spoken calls are held with; looked up each time, because an application may change it."""
    state = connection.app.state
    return Desk(state.practice, state.voice, state.voice_engines, state.hub)


DeskDep = Annotated[Desk, Depends(desk)]


@router.get("/simulations/voice")
async def voice_possible(who: SignedIn, at: DeskDep) -> VoicePossible:
    """Who listens and speaks here, in which languages, and whether a line is free."""
    return service.possible(at)


@router.websocket("/simulations/realtime")
async def converse(socket: WebSocket) -> None:
    """Hold a call over this socket: JSON messages as text, sound as binary frames."""
    try:
        session = await _enter(socket)
    except AppError as error:
        await refuse(socket, error)
        return
    await socket.accept()
    sessions: Sessions = socket.app.state.voice
    await sessions.hold(session, BrowserCall(socket, session, session.begin, sessions.clock))


async def _enter(socket: WebSocket) -> VoiceSession:
    who = await signed_in_socket(socket, clock.now())

    async def still() -> None:
        await require_still(socket, who, clock.now())

    return await service.enter(await desk(socket), who, clock.now(), _wish(socket), still)


def _wish(socket: WebSocket) -> VoiceWish:
    """What the address asks for. Raises Invalid."""
    asked: dict[str, Any] = dict(socket.query_params)
    try:
        for name in ("start_from", "seed"):
            if name in asked:
                asked[name] = json.loads(asked[name])
        check_json(json.dumps(asked).encode())
        return VoiceWish.model_validate(asked)
    except (ValidationError, ValueError, RecursionError) as error:
        raise Invalid("The address asks for something that cannot be read.") from error
