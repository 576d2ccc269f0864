"""What Twilio, Zoom and Recall.ai reach: webhooks and streams, let in by an address that we issued and a signature."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response, WebSocket, status
from starlette.requests import HTTPConnection

from ringside.accounts.access import Owners, SettingsDep, TenantSession
from ringside.calls.live import addresses, doors, meetings, vendors
from ringside.calls.live.capture import signed
from ringside.calls.live.capture.recall import RecallReader
from ringside.calls.live.capture.sockets import receive
from ringside.calls.live.capture.twilio import TwilioReader
from ringside.calls.live.capture.zoom import stream_of
from ringside.calls.live.lives import Lives
from ringside.calls.live.models import LiveCall
from ringside.calls.live.routes import LivesDep, base_of, finishing
from ringside.calls.live.schemas import Vendor, VendorIn
from ringside.calls.records import UnknownCall
from ringside.core.clock import Now, now
from ringside.core.db import UnknownTenant
from ringside.core.errors import AppError, BadRequest, responses
from ringside.core.sockets import refuse

router = APIRouter(prefix="/live", tags=["live"])
XML = "application/xml"
CODE = re.compile(r"[a-z_]{1,60}")
"""What a vendor's code looks like; nothing else of theirs is shown."""
MOST_BODY = 64 * 1024


def _door(connection: HTTPConnection, vendor: doors.Purpose, text: str, *, call: bool) -> doors.Door:
    """Where an address leads. Raises NoSuchDoor."""
    door = doors.opened(connection.app.state.signing_key, vendor, text)
    if (door.call_id is not None) != call:
        raise doors.NoSuchDoor
    return door


async def _account(lives: Lives, tenant_id: str, vendor: str) -> vendors.Account:
    """With what this company's requests are signed. Raises NoSuchDoor, NotGenuine."""
    try:
        account = await vendors.account(lives, tenant_id, vendor)
    except UnknownTenant:
        raise doors.NoSuchDoor from None
    if account.missing:
        raise signed.NotGenuine
    return account


async def _call(lives: Lives, door: doors.Door) -> LiveCall:
    async with lives.databases.tenant(door.tenant_id) as session:
        call = await session.get(LiveCall, door.call_id)
    if call is None:
        raise UnknownCall
    return call


def _urls(connection: HTTPConnection) -> list[str]:
    """How Twilio may have written the address that it reached: by what is set, or by what it sent."""
    path = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
    found = []
    for base in {base_of(connection), f"https://{connection.url.netloc}", f"http://{connection.url.netloc}"}:
        found += [base + path, addresses.socket(base, path)]
    return found + [url + "/" for url in found]


@router.post(
    "/twilio/{door}",
    response_class=Response,
    responses=responses(doors.NoSuchDoor, signed.NotGenuine, BadRequest, UnknownCall)
    | {200: {"content": {XML: {"schema": {"type": "string"}}}}},
)
async def answer_twilio(request: Request, door: str, lives: LivesDep) -> Response:
    """Twilio's webhook for a phone call: tells it to send both tracks here, and to go on with the call."""
    opened = _door(request, "twilio", door, call=True)
    account = await _account(lives, opened.tenant_id, "twilio")
    body = await request.body()
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        raise BadRequest("This is no form.") from None
    given = request.headers.get("x-twilio-signature", "")
    if not signed.from_twilio(account["auth_token"], _urls(request), fields, given):
        raise signed.NotGenuine
    call = await _call(lives, opened)
    where = addresses.of_call(request.app.state.signing_key, base_of(request), opened.tenant_id, call)
    return Response(where.twiml or "", media_type=XML)


@router.websocket("/twilio/{door}")
async def twilio(socket: WebSocket, door: str) -> None:
    """A Twilio media stream with both tracks."""
    lives: Lives = socket.app.state.lives
    try:
        opened = _door(socket, "twilio", door, call=True)
        account = await _account(lives, opened.tenant_id, "twilio")
        if not signed.from_twilio(
            account["auth_token"], _urls(socket), (), socket.headers.get("x-twilio-signature", "")
        ):
            raise signed.NotGenuine
        call = await _call(lives, opened)
        session = await lives.session(opened.tenant_id, call.id)
        reader = TwilioReader(call.vendor.get("rep_track", "outbound"))
        await receive(socket, lives, session, reader, finishing(socket, opened.tenant_id, call.id))
    except AppError as error:
        await refuse(socket, error)


@router.websocket("/recall/{door}")
async def recall(socket: WebSocket, door: str) -> None:
    """The connection of a Recall.ai bot."""
    lives: Lives = socket.app.state.lives
    try:
        opened = _door(socket, "recall", door, call=True)
        account = await _account(lives, opened.tenant_id, "recall")
        if not signed.from_recall(account["signing_secret"], socket.headers, b"", now()):
            raise signed.NotGenuine
        call = await _call(lives, opened)
        session = await lives.session(opened.tenant_id, call.id)
        names = call.vendor.get("rep_names", ())
        reader = RecallReader(await meetings.sides(lives, opened.tenant_id, call.user_id, names))
        await receive(socket, lives, session, reader, finishing(socket, opened.tenant_id, call.id))
    except AppError as error:
        await refuse(socket, error)


@router.post(
    "/recall/{door}/events",
    status_code=status.HTTP_202_ACCEPTED,
    responses=responses(doors.NoSuchDoor, signed.NotGenuine, BadRequest),
)
async def hear_recall(request: Request, door: str, lives: LivesDep, at: Now) -> None:
    """Recall.ai's events about bots."""
    opened = _door(request, "recall", door, call=False)
    account = await _account(lives, opened.tenant_id, "recall")
    body = await request.body()
    if not signed.from_recall(account["signing_secret"], request.headers, body, at):
        raise signed.NotGenuine
    event = _json(body)
    data = event.get("data")
    bot = data.get("bot") if isinstance(data, dict) else None
    if isinstance(bot, dict):
        finish = partial(finishing, request, opened.tenant_id)
        told = event["data"].get("data")
        code = (told.get("sub_code") or told.get("code")) if isinstance(told, dict) else None
        code = code if isinstance(code, str) and CODE.fullmatch(code) else ""
        await meetings.bot_event(lives, opened.tenant_id, str(event.get("event")), str(bot.get("id")), code, finish)


@router.post(
    "/zoom/{door}/events",
    responses=responses(doors.NoSuchDoor, signed.NotGenuine, BadRequest),
)
async def hear_zoom(request: Request, door: str, lives: LivesDep, at: Now) -> dict[str, str]:
    """Zoom's events: its test of the address, and streams that begin, break off and end."""
    opened = _door(request, "zoom", door, call=False)
    account = await _account(lives, opened.tenant_id, "zoom")
    body = await request.body()
    stamp, given = request.headers.get("x-zm-request-timestamp", ""), request.headers.get("x-zm-signature", "")
    if not signed.from_zoom(account["secret_token"], stamp, body, given, at):
        raise signed.NotGenuine
    event = _json(body)
    payload = event.get("payload")
    match event.get("event"):
        case "endpoint.url_validation":
            token = str(payload.get("plainToken", "")) if isinstance(payload, dict) else ""
            return {"plainToken": token, "encryptedToken": signed.zoom_hash(account["secret_token"], token)}
        case "meeting.rtms_started" | "meeting.rtms_interrupted":
            if (stream := stream_of(payload)) is not None:
                await meetings.zoom_begins(lives, opened.tenant_id, stream, _number(payload))
        case "meeting.rtms_stopped":
            finish = partial(finishing, request, opened.tenant_id)
            await meetings.zoom_ends(lives, opened.tenant_id, _stream_id(payload), finish)
    return {}


def _json(body: bytes) -> dict[str, Any]:
    """Raises BadRequest."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not valid JSON.") from None
    return value if isinstance(value, dict) else {}


def _field(payload: Any, name: str) -> str | None:
    inner = payload.get("object") if isinstance(payload, dict) else None
    for found in (payload, inner):
        if isinstance(found, dict) and isinstance(found.get(name), str | int):
            return str(found[name])
    return None


def _number(payload: Any) -> str | None:
    return _field(payload, "meeting_id")


def _stream_id(payload: Any) -> str:
    return _field(payload, "rtms_stream_id") or ""


@router.put("/vendors/{vendor}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(vendors.VendorIncomplete))
async def set_vendor(
    vendor: Vendor, body: VendorIn, who: Owners, session: TenantSession, settings: SettingsDep, at: Now
) -> None:
    """Enter the company's own account with a vendor; its secrets are sealed and never shown again."""
    await vendors.keep(session, settings, who, vendor, body, at)


@router.delete("/vendors/{vendor}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_vendor(vendor: Vendor, who: Owners, session: TenantSession) -> None:
    """Forget the company's own account with a vendor; the operator's counts again, where there is one."""
    await vendors.forget(session, vendor)
