"""CRM connections over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, status
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from ringside.accounts.access import DatabasesDep, Managers, SettingsDep, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import AppError, BadRequest, Unavailable, responses
from ringside.core.files import NoSpace
from ringside.core.ids import new_id
from ringside.core.jobs import JobsDep
from ringside.core.paging import BadCursor, Cursor, Limit, Page
from ringside.core.settings import Settings
from ringside.deals.sync import connections, outgoing, showing, webhook
from ringside.deals.sync.connections import House, UnknownConnection
from ringside.deals.sync.models import CrmOutgoing
from ringside.deals.sync.port import CrmRefused, CrmUnreachable, HostRefused, SignInNeeded
from ringside.deals.sync.schemas import (
    CrmAuthorization,
    CrmConnectionChange,
    CrmConnectionIn,
    CrmConnectionOut,
    CrmConnections,
    CrmFindingKind,
    CrmFindingOut,
    CrmMapping,
    CrmMappingIn,
    CrmOutgoingOut,
    CrmReceived,
    CrmRunOut,
    CrmWriteBack,
)

router = APIRouter(tags=["deals"])
public = APIRouter(tags=["deals"])
"""What vendors call, without a session of ours."""
ConnectionId = Annotated[str, Path(max_length=64)]
RunId = Annotated[str, Path(max_length=64)]
MOST_FILES = 20
CHUNK = 1024 * 1024
_FORM = {
    "requestBody": {
        "content": {
            "application/json": {"schema": {"description": "Records by kind, as in a JSON file.", "type": "object"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
        }
    }
}


class NoDrop(connections.ConnectionUnfit):
    slug, title = "crm-no-drop", "Send files to a connection that takes uploads, 1 to 20 at once"


def _house(request: Request, databases: DatabasesDep, settings: SettingsDep, jobs: JobsDep) -> House:
    return House(databases, request.app.state.files, settings, jobs)


def _base(request: Request, settings: Settings) -> str:
    """The address people and vendors reach Ringside at."""
    return (settings.public_url or f"{request.url.scheme}://{request.url.netloc}").rstrip("/")


@router.get("/crm/connections")
async def list_crm_connections(who: Managers, session: TenantSession, settings: SettingsDep) -> CrmConnections:
    """All CRM connections, the oldest first."""
    return await connections.listed(session, settings, who)


@router.post(
    "/crm/connections",
    status_code=status.HTTP_201_CREATED,
    responses=responses(connections.ConnectionUnfit, HostRefused),
)
async def create_crm_connection(
    body: CrmConnectionIn, who: Managers, session: TenantSession, settings: SettingsDep, now: Now
) -> CrmConnectionOut:
    """Connect a CRM, or a place where files are dropped. With OAuth, `authorize` is next."""
    row = await connections.create(session, settings, who, body, now)
    return await connections.described(session, settings, who, row)


@router.get("/crm/connections/{connection_id}", responses=responses(UnknownConnection))
async def get_crm_connection(
    connection_id: ConnectionId, who: Managers, session: TenantSession, settings: SettingsDep
) -> CrmConnectionOut:
    """One connection with its last run."""
    return await connections.described(session, settings, who, await connections.find(session, connection_id))


@router.patch("/crm/connections/{connection_id}", responses=responses(UnknownConnection))
async def change_crm_connection(
    connection_id: ConnectionId, body: CrmConnectionChange, who: Managers, session: TenantSession,
    settings: SettingsDep, now: Now,
) -> CrmConnectionOut:  # fmt: skip
    """Change name, options or secrets."""
    row = await connections.change(session, settings, who, connection_id, body, now)
    return await connections.described(session, settings, who, row)


@router.delete(
    "/crm/connections/{connection_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(UnknownConnection)
)
async def delete_crm_connection(
    connection_id: ConnectionId, who: Managers, session: TenantSession, now: Now,
    records: Annotated[Literal["keep", "delete"], Query(description="What becomes of its records.")] = "keep",
) -> None:  # fmt: skip
    """Take a connection apart; its credentials are gone at once."""
    await connections.remove(session, connection_id, keep=records == "keep", now=now)


@router.post(
    "/crm/connections/{connection_id}/authorize",
    responses=responses(UnknownConnection, connections.NotOAuth, connections.ConnectionUnfit, HostRefused),
)
async def authorize_crm_connection(
    connection_id: ConnectionId,
    request: Request,
    who: Managers,
    session: TenantSession,
    settings: SettingsDep,
    now: Now,
) -> CrmAuthorization:
    """Begin to sign in at the vendor: the address for the browser. It comes back to `callback`."""
    base = _base(request, settings)
    return CrmAuthorization(url=await connections.authorize(session, settings, who, connection_id, base, now))


@router.post(
    "/crm/connections/{connection_id}/sync",
    status_code=status.HTTP_202_ACCEPTED,
    responses=responses(UnknownConnection, connections.NotSignedIn),
)
async def sync_crm_connection(
    connection_id: ConnectionId, request: Request, who: Managers, databases: DatabasesDep, settings: SettingsDep,
    jobs: JobsDep, now: Now,
) -> CrmRunOut:  # fmt: skip
    """Sync now; while a sync is under way, that one."""
    return await connections.start(_house(request, databases, settings, jobs), who, connection_id, "person", now)


@router.post(
    "/crm/connections/{connection_id}/drop",
    status_code=status.HTTP_202_ACCEPTED,
    responses=responses(UnknownConnection, connections.NotSignedIn, NoDrop, BadRequest, NoSpace),
    openapi_extra=_FORM,
)
async def drop_crm_files(
    connection_id: ConnectionId, request: Request, who: Managers, databases: DatabasesDep, settings: SettingsDep,
    jobs: JobsDep, now: Now,
) -> CrmRunOut:  # fmt: skip
    """Drop CSV or JSON files, which take the place of those dropped before, and sync."""
    house = _house(request, databases, settings, jobs)
    async with databases.tenant(who.tenant_id) as session:
        row = await connections.find(session, connection_id)
        if row.kind != "drop" or row.options.get("place") != "upload":
            raise NoDrop
        old = [str(sent["name"]) for sent in row.options.get("waiting", ())]
    sent = await _sent(request, house, who.tenant_id)
    run = await connections.start(house, who, connection_id, "drop", now, sent)
    for name in old:
        await house.files.delete(who.tenant_id, name)
    return run


async def _sent(request: Request, house: House, tenant_id: str) -> list[dict[str, str]]:
    """The files of a form, or the body itself where it is JSON, stored until the next drop. Raises NoDrop, NoSpace."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return [await _stored(house, tenant_id, _whole(await request.body()), "drop.json")]
    if kind != "multipart/form-data":
        raise NoDrop
    async with request.form(max_files=MOST_FILES + 1, max_fields=10) as form:
        parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
        if not 0 < len(parts) <= MOST_FILES:
            raise NoDrop
        return [await _stored(house, tenant_id, _pieces(part), _plain(part.filename or "")) for part in parts]


async def _stored(house: House, tenant_id: str, pieces: AsyncIterator[bytes], filename: str) -> dict[str, str]:
    name = f"{new_id()}.drop"
    await house.files.save(tenant_id, name, pieces)
    return {"name": name, "filename": filename}


async def _pieces(part: UploadFile) -> AsyncIterator[bytes]:
    while piece := await part.read(CHUNK):
        yield piece


async def _whole(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _plain(filename: str) -> str:
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-200:] or "file"


@router.get("/crm/connections/{connection_id}/runs", responses=responses(UnknownConnection, BadCursor))
async def list_crm_runs(
    connection_id: ConnectionId, who: Managers, session: TenantSession, limit: Limit = 20, cursor: Cursor = None
) -> Page[CrmRunOut]:
    """The syncs of a connection, the newest first."""
    return await connections.runs(session, who, connection_id, limit, cursor)


@router.get("/crm/runs/{run_id}", responses=responses(showing.UnknownRun))
async def get_crm_run(run_id: RunId, who: Managers, session: TenantSession) -> CrmRunOut:
    """One sync and its report in numbers."""
    return await showing.run(session, who, run_id)


@router.get("/crm/runs/{run_id}/findings", responses=responses(showing.UnknownRun, BadCursor))
async def list_crm_findings(
    run_id: RunId, who: Managers, session: TenantSession, what: CrmFindingKind | None = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[CrmFindingOut]:  # fmt: skip
    """What a sync tells one by one: conflicts with both values, problems, changes of deals, deletions."""
    return await showing.findings(session, who, run_id, what, limit, cursor)


_ASKED = (UnknownConnection, connections.NotSignedIn, SignInNeeded, CrmRefused, CrmUnreachable, HostRefused)


@router.get("/crm/connections/{connection_id}/mapping", responses=responses(*_ASKED))
async def get_crm_mapping(
    connection_id: ConnectionId, request: Request, who: Managers, databases: DatabasesDep, settings: SettingsDep
) -> CrmMapping:
    """Which field of the CRM fills which of ours, by the fields it has now."""
    async with databases.tenant(who.tenant_id) as session:
        row = await connections.find(session, connection_id)
        session.expunge(row)
    if row.status != "ready":
        raise connections.NotSignedIn
    return await showing.mapping_of(databases, settings, request.app.state.files, who, row)


@router.put("/crm/connections/{connection_id}/mapping", responses=responses(*_ASKED))
async def set_crm_mapping(
    connection_id: ConnectionId, body: CrmMappingIn, request: Request, who: Managers, databases: DatabasesDep,
    settings: SettingsDep,
) -> CrmMapping:  # fmt: skip
    """Choose fields; the next sync reads everything again with them."""
    async with databases.tenant(who.tenant_id) as session:
        row = await connections.find(session, connection_id, lock=True)
        if row.status != "ready":
            raise connections.NotSignedIn
        showing.choose(row, body)
    return await get_crm_mapping(connection_id, request, who, databases, settings)


@router.get("/crm/connections/{connection_id}/outgoing", responses=responses(UnknownConnection, BadCursor))
async def list_crm_outgoing(
    connection_id: ConnectionId, who: Managers, session: TenantSession, limit: Limit = 50, cursor: Cursor = None
) -> Page[CrmOutgoingOut]:
    """Notes and tasks that were written into the CRM or wait for it, the newest first."""
    await connections.find(session, connection_id)
    return await showing.outgoing_list(session, connection_id, limit, cursor)


@router.post(
    "/crm/write-back",
    status_code=status.HTTP_202_ACCEPTED,
    responses=responses(showing.UnknownNote, outgoing.NothingToWrite, outgoing.WriteBackOff),
)
async def write_back(
    body: CrmWriteBack, request: Request, who: SignedIn, databases: DatabasesDep, settings: SettingsDep, jobs: JobsDep,
    now: Now,
) -> CrmOutgoingOut:  # fmt: skip
    """Write a note or task into its deal's CRM, once."""
    async with databases.tenant(who.tenant_id) as session:
        row = await showing.write_back(session, who, body.activity_id, now)
        connection_id, outgoing_id = row.connection_id, row.id
        shown = showing.outgoing_out(row)
    try:
        await connections.start(_house(request, databases, settings, jobs), who, connection_id, "person", now)
    except connections.NotSignedIn:
        return shown  # it waits
    async with databases.tenant(who.tenant_id) as session:
        return showing.outgoing_out(await session.get_one(CrmOutgoing, outgoing_id))


@public.get(
    "/crm/callback",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses={303: {"description": "To the page of connections, which says how it went."}},
)
async def finish_crm_authorization(
    request: Request, databases: DatabasesDep, settings: SettingsDep, jobs: JobsDep, now: Now,
    state: Annotated[str, Query(max_length=200)] = "", code: Annotated[str, Query(max_length=4000)] = "",
) -> RedirectResponse:  # fmt: skip
    """Where a vendor sends the browser back to, with a code that is good for the connection's tokens."""
    said: dict[str, str] = {"problem": "crm-declined"}
    if code:
        try:
            house = _house(request, databases, settings, jobs)
            said = {"connected": await connections.finish(house, state, code, now)}
        except AppError as refusal:
            said = {"problem": refusal.slug}
    return RedirectResponse(f"/deals/connections?{urlencode(said)}", status.HTTP_303_SEE_OTHER)


@public.post(
    "/crm/hubspot/webhook/{connection}",
    responses=responses(UnknownConnection, webhook.NotGenuine, BadRequest, Unavailable),
)
async def receive_hubspot_webhook(
    connection: Annotated[str, Path(max_length=100)], request: Request, databases: DatabasesDep, settings: SettingsDep,
    now: Now,
) -> CrmReceived:  # fmt: skip
    """Events of HubSpot, signed by it: deletions at once, everything else with the sync that follows."""
    uri = _base(request, settings) + request.url.path + (f"?{request.url.query}" if request.url.query else "")
    headers = request.headers
    taken = await webhook.receive(
        databases, settings, connection, uri, await request.body(), headers.get("x-hubspot-request-timestamp", ""),
        headers.get("x-hubspot-signature-v3", ""), now,
    )  # fmt: skip
    return CrmReceived(taken=taken)


router.include_router(public)
