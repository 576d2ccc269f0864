"""Spoken practice over HTTP and WebSocket. What travels over a connection is in messages."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response, WebSocket, status
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from starlette.requests import HTTPConnection

from ringside.accounts.access import SignedIn, TenantSession
from ringside.accounts.quotas import QuotaExceeded
from ringside.accounts.sockets import require_still, signed_in_socket
from ringside.calls.media_routes import AUDIO, FilesDep, OutOfRange, played
from ringside.calls.service import UnknownCall
from ringside.core import clock
from ringside.core.clock import Now
from ringside.core.errors import AppError, Invalid, responses
from ringside.core.files import NoSuchFile
from ringside.core.http import check_json
from ringside.core.sockets import refuse
from ringside.practice import calls, library, restart
from ringside.practice.service import LevelNotOffered
from ringside.practice.voice import latency, service
from ringside.practice.voice.engines import LiveKitNotSetUp, MannerNotPossible
from ringside.practice.voice.latency import LatencyReport
from ringside.practice.voice.recording import MEDIA_TYPE
from ringside.practice.voice.schemas import (
    IceCandidates,
    LiveKitPlace,
    VoiceAnswer,
    VoiceOffer,
    VoiceOptions,
    VoiceWish,
)
from ringside.practice.voice.service import BadOffer, Desk, NoRecording, UnknownConnection
from ringside.practice.voice.sessions import AllLinesBusy, TooManySpokenCalls
from ringside.speech.endpointing import VoiceNotInstalled
from ringside.speech.pipeline.ports import Line
from ringside.speech.pipeline.service import LiveKitNotInstalled, socket_line
from ringside.speech.ports import RATE

router = APIRouter(tags=["practice"])
SLOWEST, FASTEST = 8_000, 48_000
"""Samples a second that a client's sound may have."""
LATENCY_ROWS = {"type": "array", "items": {"type": "object"}}


async def desk(connection: HTTPConnection) -> Desk:
    """What spoken calls are held with; looked up each time, because an application may change it."""
    state = connection.app.state
    return Desk(state.practice, state.voice, state.voice_engines, state.tapes, state.hub)


DeskDep = Annotated[Desk, Depends(desk)]


@router.get("/simulations/voice")
async def voice_options(who: SignedIn, at: DeskDep) -> VoiceOptions:
    """Who listens and speaks here, in which languages, and whether a line is free."""
    return service.options(at)


ENTERING: tuple[type[AppError], ...] = (
    calls.UnknownConversation,
    calls.AlreadyEnded,
    calls.ReplyInProgress,
    calls.StillOpen,
    library.UnknownScenario,
    library.UnknownPersona,
    restart.NoSuchTurn,
    UnknownCall,
    LevelNotOffered,
    QuotaExceeded,
    AllLinesBusy,
    TooManySpokenCalls,
    MannerNotPossible,
)
Days = Annotated[int, Query(ge=1, le=366)]
Mine = Annotated[bool, Query(description="Managers and owners: only one's own calls.")]


@router.get("/simulations/voice/latency")
async def voice_latency(
    who: SignedIn, session: TenantSession, now: Now, days: Days = 30, mine: Mine = False
) -> LatencyReport:
    """How long reps waited for the buyer, by stage, engine and day: one's own calls; for managers everybody's."""
    found = await latency.rows(session, who, now, days, mine=mine)
    everybody = not mine and who.role in calls.SEES_ALL
    return latency.report(found, now - timedelta(days=days), everybody=everybody)


@router.get(
    "/simulations/voice/latency/export",
    response_class=Response,
    responses={
        200: {
            "description": "One line, or one object, an answer.",
            "content": {"text/csv": {}, "application/json": {"schema": LATENCY_ROWS}},
        }
    },
)
async def export_voice_latency(
    who: SignedIn,
    session: TenantSession,
    now: Now,
    days: Days = 30,
    mine: Mine = False,
    format: latency.Format = "csv",
) -> Response:
    """The same turn by turn, as a file."""
    found = await latency.rows(session, who, now, days, mine=mine)
    headers = {"Content-Disposition": f'attachment; filename="voice-latency.{format}"'}
    if format == "json":
        content = json.dumps([row.model_dump(mode="json") for row in found])
        return Response(content, media_type="application/json", headers=headers)
    return Response(latency.as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/simulations/realtime", responses=responses(*ENTERING, BadOffer, VoiceNotInstalled))
async def answer_offer(body: VoiceOffer, who: SignedIn, now: Now, at: DeskDep, request: Request) -> VoiceAnswer:
    """Hold a call over WebRTC: the answer to a browser's offer. Without a conversation it starts one."""

    async def still() -> None:
        await require_still(request, who, clock.now())

    return await service.answer(at, who, now, body, still)


@router.post("/simulations/realtime/livekit", responses=responses(*ENTERING, LiveKitNotSetUp, LiveKitNotInstalled))
async def meet_in_livekit(body: VoiceWish, who: SignedIn, now: Now, at: DeskDep, request: Request) -> LiveKitPlace:
    """Hold a call in a room of a LiveKit server, for more calls than one machine carries."""

    async def still() -> None:
        await require_still(request, who, clock.now())

    return await service.meet(at, who, now, body, still)


@router.patch(
    "/simulations/realtime", status_code=status.HTTP_204_NO_CONTENT, responses=responses(UnknownConnection, BadOffer)
)
async def add_candidates(body: IceCandidates, who: SignedIn, at: DeskDep) -> None:
    """Further ways to reach the browser of one's own call, found after its offer."""
    await service.add_candidates(at, who, body)


@router.get(
    "/conversations/{conversation_id}/recording",
    response_class=StreamingResponse,
    responses={
        200: {"description": "The recording: left channel the rep, right channel the buyer.", "content": AUDIO},
        206: {"description": "The part of it that the Range header names.", "content": AUDIO},
        304: {"description": "Unchanged."},
        **responses(calls.UnknownConversation, NoRecording, calls.StillOpen, NoSuchFile, OutOfRange),
    },
)
async def play_recording(
    request: Request, conversation_id: str, who: SignedIn, at: DeskDep, files: FilesDep
) -> StreamingResponse:
    """The sound of a call whose rep agreed to have it kept."""
    name = await service.recording(at, who, conversation_id)
    return await played(request, files, who.tenant_id, name, MEDIA_TYPE)


@router.delete(
    "/conversations/{conversation_id}/recording",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(calls.UnknownConversation),
)
async def delete_recording(conversation_id: str, who: SignedIn, session: TenantSession, at: DeskDep) -> None:
    """Take back one's consent: all sound of the call is removed, in the middle of it too. Its words stay."""
    await service.delete_recording(at, session, who, conversation_id)


@router.websocket("/simulations/realtime")
async def converse(socket: WebSocket) -> None:
    """Hold a call over this socket: JSON messages as text, sound as binary frames."""

    async def still() -> None:
        await require_still(socket, who, clock.now())

    async def connect() -> Line:
        line = _line(socket)
        await socket.accept()
        return line

    try:
        who = await signed_in_socket(socket, clock.now())
        session = await service.enter(await desk(socket), who, clock.now(), _wish(socket), connect, still)
    except AppError as error:
        await refuse(socket, error)
        return
    await socket.app.state.voice.hold(session)


def _line(socket: WebSocket) -> Line:
    rate = socket.query_params.get("rate", str(RATE))
    if not re.fullmatch(r"\d{4,5}", rate) or not SLOWEST <= int(rate) <= FASTEST:
        raise Invalid("Sound can come at 8000 to 48000 samples a second.")
    return socket_line(socket, int(rate))


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
