"""Import and export of deals, accounts, contacts and activities."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, status
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from ringside.accounts.access import DatabasesDep, Managers, SettingsDep, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import BadRequest, FieldProblem, Invalid, responses
from ringside.core.settings import Settings
from ringside.deals.importing import exporting, planning, service
from ringside.deals.importing.guessing import ImportKind
from ringside.deals.importing.reading import Unreadable
from ringside.deals.importing.schemas import ImportLayoutOut, ImportMapping, ImportPreview, ImportResult

CHUNK = 1024 * 1024
router = APIRouter(tags=["deals"])


class NoFile(BadRequest):
    slug, title = "no-file", "The request holds no file"


class BadMapping(Invalid):
    slug, title = "bad-mapping", "The mapping cannot be read"


Kind = Annotated[ImportKind, Query(description="What a row of the file is.")]
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "CSV in any encoding."},
                        "mapping": {"type": "string", "description": "JSON of `ImportMapping`."},
                    },
                }
            }
        },
    }
}  # fmt: skip


@router.post(
    "/deals/import/preview", responses=responses(BadRequest, NoFile, BadMapping, Unreadable), openapi_extra=_FORM
)
async def preview_import(
    request: Request, who: Managers, store: DatabasesDep, settings: SettingsDep, kind: Kind = "deals"
) -> ImportPreview:
    """Say what a file holds and how it would be read. Nothing is stored."""
    async with _sent(request, settings, kind) as (path, mapping):
        return await service.look(store, who, path, kind, mapping)


@router.post("/deals/import", responses=responses(BadRequest, NoFile, BadMapping, Unreadable), openapi_extra=_FORM)
async def import_records(
    request: Request,
    who: Managers,
    store: DatabasesDep,
    settings: SettingsDep,
    now: Now,
    kind: Kind = "deals",
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
) -> ImportResult:
    """Take in a CSV file. Good rows go in, others are named; the same file again changes nothing."""
    async with _sent(request, settings, kind) as (path, mapping):
        return await service.run(store, who, path, kind, mapping, dry_run, now)


@router.get("/deals/import/mappings")
async def list_mappings(who: Managers, session: TenantSession) -> list[ImportLayoutOut]:
    """How the columns of files were read that were imported before."""
    return await service.layouts(session)


@router.delete(
    "/deals/import/mappings/{mapping_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(service.UnknownLayout),
)
async def forget_mapping(
    mapping_id: Annotated[str, Path(max_length=64)], who: Managers, session: TenantSession
) -> None:
    """Guess the columns of such files afresh the next time."""
    await service.forget_layout(session, mapping_id)


@router.get(
    "/deals/export",
    response_class=StreamingResponse,
    responses={200: {"description": "CSV in UTF-8 with a mark, as sheets read it.", "content": {"text/csv": {}}}},
)
async def export_records(who: Managers, store: DatabasesDep, now: Now, kind: Kind = "deals") -> StreamingResponse:
    """All records of a kind as CSV, which can be imported again."""
    return _csv(exporting.rows(store, who.tenant_id, kind), kind, now)


def _csv(pieces: AsyncIterator[str], kind: ImportKind, now: datetime) -> StreamingResponse:
    async def encoded() -> AsyncIterator[bytes]:
        yield b"\xef\xbb\xbf"
        async for piece in pieces:
            yield piece.encode("utf-8", "replace")

    name = f"{kind}-{now:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(encoded(), media_type="text/csv; charset=utf-8", headers=headers)


@asynccontextmanager
async def _sent(
    request: Request, settings: Settings, kind: ImportKind
) -> AsyncIterator[tuple[FilePath, ImportMapping | None]]:
    """The file of a form, on disk, and the mapping beside it. Raises NoFile, BadMapping, BadRequest."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise NoFile("Send the file as multipart/form-data.")
    async with request.form(max_files=2, max_fields=20) as form:
        uploads = [value for value in form.values() if isinstance(value, UploadFile)]
        given = form.get("mapping")
        if isinstance(given, UploadFile):
            uploads.remove(given)
            given = (await given.read(CHUNK)).decode("utf-8", "replace")
        if not uploads:
            raise NoFile
        mapping = _mapping(given, kind)
        with tempfile.NamedTemporaryFile(prefix=".import-", dir=settings.data) as file:
            while piece := await uploads[0].read(CHUNK):
                await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(file.flush)
            yield FilePath(file.name), mapping


def _mapping(text: str | None, kind: ImportKind) -> ImportMapping | None:
    """What was said of the columns: the whole mapping, or only its `columns`."""
    if text is None or not text.strip():
        return None
    try:
        given = json.loads(text)
        json.dumps(given, ensure_ascii=False).encode()  # halves of characters cannot be stored
    except (ValueError, RecursionError):
        raise BadMapping("The mapping is not valid JSON.") from None
    if not isinstance(given, dict):
        raise BadMapping("The mapping is an object.")
    if given and not given.keys() & ImportMapping.model_fields.keys():
        given = {"columns": _turned(given, kind)}
    try:
        mapping = ImportMapping.model_validate(given)
    except ValidationError as error:
        wrong = [FieldProblem(field=".".join(map(str, e["loc"])), problem=e["msg"]) for e in error.errors()[:20]]
        raise BadMapping("Some of the mapping is wrong.", errors=wrong) from None
    unknown = [(header, field) for header, field in mapping.columns.items() if not planning.is_field(kind, field)]
    if unknown:
        known = ", ".join(planning.fields(kind))
        raise BadMapping(
            f"Fields are custom, skip, stage_date:<stage>, {known}.",
            errors=[
                FieldProblem(field=f"columns.{header}", problem=f"there is no field {field!r}")
                for header, field in unknown
            ],
        )  # fmt: skip
    return mapping


def _turned(given: dict[str, Any], kind: ImportKind) -> dict[str, Any]:
    """Header to field, also where it was sent as field to header."""
    fields = {*planning.fields(kind), "custom", "skip"}
    forward = sum(value in fields for value in given.values() if isinstance(value, str))
    if forward < sum(key in fields for key in given) and all(isinstance(value, str) for value in given.values()):
        return {header: field for field, header in given.items()}
    return given
