"""Sources of numbers over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request, status
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile

from ringside.accounts.access import DatabasesDep, Managers, Principal, SettingsDep, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import BadRequest, responses
from ringside.core.files import FileStore, NoSpace, NoSuchFile
from ringside.core.ids import new_id
from ringside.core.jobs import JobsDep
from ringside.metrics.sources import connect, service
from ringside.metrics.sources.schemas import MetricSource, MetricSources, NewConnection

CHUNK = 1024 * 1024


async def file_store(request: Request) -> FileStore:
    return cast(FileStore, request.app.state.files)


FilesDep = Annotated[FileStore, Depends(file_store)]


async def house(databases: DatabasesDep, files: FilesDep, settings: SettingsDep, jobs: JobsDep) -> service.House:
    return service.House(databases, files, settings, jobs)


HouseDep = Annotated[service.House, Depends(house)]
SourceId = Annotated[str, Path(max_length=64)]

router = APIRouter(prefix="/metrics/sources", tags=["metrics"])
ACCEPTED = status.HTTP_202_ACCEPTED
_FORM = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "maxLength": 200},
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                }
            }
        }
    }
}
_SENT = (BadRequest, service.NoFiles, service.TooManyFiles, NoSpace)


@router.post("", status_code=ACCEPTED, responses=responses(*_SENT), openapi_extra=_FORM)
async def create_source(request: Request, who: Managers, house: HouseDep, now: Now) -> MetricSource:
    """Upload tables: CSV, Excel, Parquet, SQLite, DuckDB or a zip of these. What is small is ready in the answer."""
    name, sent = await _form(request, house.files, who)
    return await service.add(house, who, "files", name, sent, now)


@router.post("/demo", status_code=ACCEPTED)
async def load_demo(who: Managers, house: HouseDep, now: Now) -> MetricSource:
    """Take in the numbers of the demo company, up to today."""
    return await service.add(house, who, "demo", "", (), now)


@router.post("/own", status_code=ACCEPTED)
async def load_own(who: Managers, house: HouseDep, now: Now) -> MetricSource:
    """Take in what Ringside itself knows: practice calls and analysed calls. For managers; load anew to bring it up."""
    return await service.add(house, who, "own", "", (), now)


@router.post("/connect", status_code=ACCEPTED, responses=responses(connect.BadAddress, connect.HostNotAllowed))
async def connect_source(body: NewConnection, who: Managers, house: HouseDep, now: Now) -> MetricSource:
    """Connect a database: PostgreSQL, or what an Ibis backend reaches. Its tables are looked at in the background."""
    source_id = new_id(now)
    kept = connect.sealed(body, house.settings, who.tenant_id, source_id)
    return await service.add(house, who, "connection", body.name, (), now, kept, source_id)


@router.get("")
async def list_sources(who: Managers, session: TenantSession) -> MetricSources:
    """All sources, the newest first."""
    return MetricSources(items=await service.listed(session, who.language))


@router.get("/{source_id}", responses=responses(service.UnknownSource))
async def get_source(source_id: SourceId, who: Managers, session: TenantSession) -> MetricSource:
    """A source with its tables and what was found wrong when they were loaded."""
    return await service.get(session, source_id, who.language)


@router.delete("/{source_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(service.UnknownSource))
async def delete_source(source_id: SourceId, who: Managers, session: TenantSession, files: FilesDep) -> None:
    """Remove a source, its tables and its files."""
    await service.remove(session, files, who.tenant_id, source_id)


@router.post(
    "/{source_id}/refresh",
    status_code=ACCEPTED,
    responses=responses(service.UnknownSource, service.FilesNeeded, *_SENT),
    openapi_extra=_FORM,
)
async def refresh_source(
    source_id: SourceId, request: Request, who: Managers, house: HouseDep, now: Now
) -> MetricSource:
    """Load a source anew: an upload from the files sent along, everything else from where it comes."""
    _, sent = await _form(request, house.files, who) if _is_form(request) else ("", [])
    return await service.refresh(house, who, source_id, sent, now)


@router.get(
    "/{source_id}/rejected",
    response_class=StreamingResponse,
    responses={
        200: {"description": "A CSV: table, row, column, problem, value.", "content": {"text/csv": {}}},
        **responses(service.UnknownSource, service.NothingRejected, NoSuchFile),
    },
)
async def get_rejected(
    source_id: SourceId, who: Managers, session: TenantSession, files: FilesDep
) -> StreamingResponse:
    """Every cell and row that was not taken over, as it stood in the file."""
    name = await service.rejected_file(session, source_id)
    size = await files.size(who.tenant_id, name)
    headers = {"Content-Disposition": 'attachment; filename="rejected.csv"', "Content-Length": str(size)}
    return StreamingResponse(
        files.open_range(who.tenant_id, name), media_type="text/csv; charset=utf-8", headers=headers
    )


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def _form(request: Request, files: FileStore, who: Principal) -> tuple[str, Sequence[service.Sent]]:
    """The name and the files, which are stored piece by piece."""
    if not _is_form(request):
        raise service.NoFiles
    async with request.form(max_files=service.MOST_FILES + 1, max_fields=20) as form:
        name = form.get("name")
        parts = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
        if len(parts) > service.MOST_FILES:
            raise service.TooManyFiles
        sent = [
            await service.store(files, who.tenant_id, _pieces(part), _plain_name(part.filename or "")) for part in parts
        ]
        return name if isinstance(name, str) else "", sent


async def _pieces(part: UploadFile) -> AsyncIterator[bytes]:
    while piece := await part.read(CHUNK):
        yield piece


def _plain_name(filename: str) -> str:
    """The last part of a file's name, for people to read; it never names a file of ours."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-200:] or "file"
