"""Live calls over HTTP and WebSocket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, WebSocket, status
from starlette.requests import HTTPConnection

from ringside.accounts import service as accounts
from ringside.accounts.access import ControlSession, DatabasesDep, SignedIn, TenantSession
from ringside.accounts.sockets import signed_in_socket
from ringside.calls import analysis
from ringside.calls.live import addresses, bots, doors, meetings, records, service, setup
from ringside.calls.live.capture.plain import PlainReader
from ringside.calls.live.capture.sockets import receive
from ringside.calls.live.lives import CallOver, Lives, TooManyCalls
from ringside.calls.live.messages import LiveSource
from ringside.calls.live.schemas import (
    LiveChange,
    LiveDetail,
    LiveEnded,
    LiveItem,
    LiveList,
    LiveSetup,
    LiveStart,
    LiveStarted,
    WhisperAck,
    WhisperIn,
)
from ringside.calls.live.watching import Watcher
from ringside.calls.media_routes import FilesDep
from ringside.calls.records import UnknownCall
from ringside.core.clock import Now, now
from ringside.core.errors import AppError, NotFound, responses
from ringside.core.jobs import JobsDep
from ringside.core.sockets import refuse
from ringside.playbook.rubrics import UnknownRubric

router = APIRouter(prefix="/live", tags=["live"])


async def lives_of(connection: HTTPConnection) -> Lives:
    return cast("Lives", connection.app.state.lives)


LivesDep = Annotated[Lives, Depends(lives_of)]


def base_of(connection: HTTPConnection) -> str:
    """How the world reaches this server: as set, else as the caller reached it."""
    if connection.app.state.settings.public_url:
        return str(connection.app.state.settings.public_url).rstrip("/")
    scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
    return f"{scheme}://{connection.url.netloc}"


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        NotFound,
        UnknownRubric,
        service.ConsentNeeded,
        service.RecordingNeedsConsent,
        service.MeetingNeeded,
        TooManyCalls,
        setup.NotSetUp,
        bots.BotRefused,
        bots.BadMeeting,
    ),
)
async def start(request: Request, body: LiveStart, who: SignedIn, lives: LivesDep, at: Now) -> LiveStarted:
    """Ask for a call to be coached: what it is about, who is heard on what ground, and where its sound comes from."""
    await setup.require(lives, who, body.source)
    call = await service.start(lives.databases, lives.background, who, body, at)
    where = addresses.of_call(request.app.state.signing_key, base_of(request), who.tenant_id, call)
    if call.source == "recall":
        await meetings.join(lives, who.tenant_id, call, where.url or "")
    return LiveStarted.model_validate(
        {
            **where.model_dump(),
            "call_id": call.id,
            "source": call.source,
            "status": call.status,
            "language": call.language,
        }
    )


@router.get("")
async def running(who: SignedIn, session: TenantSession, control: ControlSession) -> LiveList:
    """Calls that are going on: a rep's own; for managers and owners everybody's in the company."""
    return LiveList(items=await service.running(session, control, who))


@router.get("/setup")
async def get_setup(request: Request, who: SignedIn, control: ControlSession, lives: LivesDep) -> LiveSetup:
    """What can be listened to here, who hears and speaks, and what is still to be set."""
    return await setup.shown(lives, control, who, request.app.state.signing_key, base_of(request))


@router.get("/{call_id}", responses=responses(UnknownCall))
async def get(
    request: Request, call_id: str, who: SignedIn, session: TenantSession, control: ControlSession
) -> LiveDetail:
    """A live call with what was said and shown so far; for its rep also where its sound is to be sent."""
    key = request.app.state.signing_key
    return await service.detail(session, control, who, call_id, key, base_of(request))


@router.patch("/{call_id}", responses=responses(UnknownCall, service.NotTheRep))
async def change(
    call_id: str, body: LiveChange, who: SignedIn, session: TenantSession, control: ControlSession, lives: LivesDep,
    at: Now,
) -> LiveItem:  # fmt: skip
    """Change title, consent, how much is shown and whether managers may listen, while the call goes on."""
    call = await service.change(session, lives, who, call_id, body, at)
    return service.item(call, await accounts.names(control, who.tenant_id, {call.user_id, call.consent_by or ""}))


@router.post("/{call_id}/end", responses=responses(UnknownCall, service.NotTheRep))
async def end(
    call_id: str, who: SignedIn, lives: LivesDep, files: FilesDep, jobs: JobsDep, store: DatabasesDep, at: Now
) -> LiveEnded:
    """End a call; what was heard is analysed at once. Ending it twice does no harm."""
    async with store.tenant(who.tenant_id) as session:
        call = await records.visible(session, who, call_id)
        if call.user_id != who.user_id:
            raise service.NotTheRep
        over = call.status == "ended"
    report = await service.end(lives, files, who.tenant_id, call_id, at)
    if not over:
        await meetings.call_back(lives, who.tenant_id, call_id)
    if report is not None and not over:
        await jobs.enqueue(analysis.ANALYSE, who.tenant_id, report, run=1)
    return LiveEnded(call_id=call_id, status="ended", report=report)


@router.delete("/{call_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(UnknownCall))
async def delete(call_id: str, who: SignedIn, lives: LivesDep, files: FilesDep) -> None:
    """Erase a call with everything heard and shown, also while it goes on, and the report that was made of it."""
    await service.erase(lives, files, who, call_id)


@router.post(
    "/{call_id}/join",
    responses=responses(
        UnknownCall, CallOver, service.NotTheRep, meetings.NothingToJoin, bots.BotRefused, bots.BadMeeting,
        setup.NotSetUp,
    ),
)  # fmt: skip
async def join(
    request: Request, call_id: str, who: SignedIn, lives: LivesDep, store: DatabasesDep, control: ControlSession
) -> LiveItem:
    """Try again to get into the call's meeting, where the vendor refused or the bot was not let in."""
    async with store.tenant(who.tenant_id) as session:
        call = await records.visible(session, who, call_id)
    if call.user_id != who.user_id:
        raise service.NotTheRep
    if call.status == "ended":
        raise CallOver
    await setup.require(lives, who, cast("LiveSource", call.source))
    where = addresses.of_call(request.app.state.signing_key, base_of(request), who.tenant_id, call)
    await meetings.join(lives, who.tenant_id, call, where.url or "")
    async with store.tenant(who.tenant_id) as session:
        call = await records.visible(session, who, call_id)
    return service.item(call, await accounts.names(control, who.tenant_id, {call.user_id, call.consent_by or ""}))


@router.post(
    "/{call_id}/whisper",
    status_code=status.HTTP_201_CREATED,
    responses=responses(UnknownCall, CallOver, service.NotListening),
)
async def whisper(
    call_id: str, body: WhisperIn, who: SignedIn, session: TenantSession, control: ControlSession, lives: LivesDep,
    at: Now,
) -> WhisperAck:  # fmt: skip
    """Send the rep a note that nobody else sees."""
    names = await accounts.names(control, who.tenant_id, {who.user_id})
    name = names.get(who.user_id, "")
    return WhisperAck(at=await service.whisper(session, lives, who, name, call_id, body.text, at))


# -- sockets


def finishing(connection: HTTPConnection, tenant_id: str, call_id: str) -> Callable[[], Awaitable[None]]:
    """What ends a call from a socket: the report, and its analysis under way."""

    async def finish() -> None:
        state = connection.app.state
        report = await service.end(state.lives, state.files, tenant_id, call_id, now())
        await meetings.call_back(state.lives, tenant_id, call_id)
        if report is not None:
            await state.jobs.enqueue(analysis.ANALYSE, tenant_id, report, run=1)

    return finish


@router.websocket("/{call_id}/cues")
async def cues(socket: WebSocket, call_id: str) -> None:
    """The rep's sidebar: state, transcript, cues; calls.live.messages says what goes over it."""
    await _watch(socket, call_id, sound=False)


@router.websocket("/{call_id}/listen")
async def listen(socket: WebSocket, call_id: str) -> None:
    """A manager who listens, with the rep's consent: the same, and the sound as [u8 channel][PCM16 16 kHz]."""
    await _watch(socket, call_id, sound=True)


async def _watch(socket: WebSocket, call_id: str, *, sound: bool) -> None:
    lives: Lives = socket.app.state.lives
    try:
        who = await signed_in_socket(socket, now())
        async with lives.databases.control() as control:
            name = (await accounts.names(control, who.tenant_id, {who.user_id})).get(who.user_id, "")

        async def end(ended: str) -> None:
            await finishing(socket, who.tenant_id, ended)()

        await Watcher(socket, lives, who, name, end).watch(call_id, sound=sound)
    except AppError as error:
        await refuse(socket, error)


@router.websocket("/browser")
async def browser(socket: WebSocket, call_id: str = "", token: str = "") -> None:
    """The browser's capture: microphone on channel 0, the meeting's sound on channel 1."""
    await _capture(socket, "browser", call_id, token)


@router.websocket("/raw")
async def raw(socket: WebSocket, call_id: str = "", token: str = "") -> None:
    """Any recorder: a hello in JSON, then sound. docs/capture.md says how."""
    await _capture(socket, "raw", call_id, token)


async def _capture(socket: WebSocket, source: str, call_id: str, token: str) -> None:
    lives: Lives = socket.app.state.lives
    try:
        door = doors.opened(socket.app.state.signing_key, "capture", token)
        if door.call_id is None or door.call_id != call_id:
            raise doors.NoSuchDoor
        session = await lives.session(door.tenant_id, door.call_id)
        if session.about.source != source:
            raise doors.NoSuchDoor
        finish = finishing(socket, door.tenant_id, door.call_id)
        await receive(socket, lives, session, PlainReader(), finish)
    except AppError as error:
        await refuse(socket, error)
