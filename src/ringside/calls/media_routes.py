"""A call's recording, for a player: whole or in ranges."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from ringside.accounts.access import DatabasesDep, SignedIn
from ringside.calls import records, service
from ringside.core.errors import AppError, responses
from ringside.core.files import FileStore, NoSuchFile

router = APIRouter(prefix="/calls", tags=["calls"])
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)
AUDIO = {"audio/*": {"schema": {"type": "string", "format": "binary"}}}


class OutOfRange(AppError):
    status, slug, title = 416, "out-of-range", "The recording has no such bytes"


async def file_store(request: Request) -> FileStore:
    return cast(FileStore, request.app.state.files)


FilesDep = Annotated[FileStore, Depends(file_store)]


@router.get(
    "/{call_id}/audio",
    response_class=StreamingResponse,
    responses={
        200: {"description": "The recording.", "content": AUDIO},
        206: {"description": "The part of it that the Range header names.", "content": AUDIO},
        304: {"description": "Unchanged."},
        **responses(records.UnknownCall, NoSuchFile, OutOfRange),
    },
)
async def get_audio(
    request: Request, call_id: str, who: SignedIn, databases: DatabasesDep, files: FilesDep
) -> StreamingResponse:
    """The call's recording in a form that browsers play."""
    async with databases.tenant(who.tenant_id) as session:
        media = await service.media_file(session, who, call_id)
    return await played(request, files, who.tenant_id, media.name, media.media_type)


async def played(request: Request, files: FileStore, tenant_id: str, name: str, media_type: str) -> StreamingResponse:
    """A stored file, or the range of it that a player asks for. Raises NoSuchFile, OutOfRange."""
    size = await files.size(tenant_id, name)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",  # kept by the browser, and asked about each time: it may be erased
        "Content-Disposition": "inline",
        "ETag": f'"{name}-{size}"',  # a stored file never changes
    }
    if _matches(request.headers.get("if-none-match", ""), headers["ETag"]):
        return StreamingResponse(_nothing(), 304, headers=headers)
    condition = request.headers.get("if-range")
    wanted = request.headers.get("range") if condition in (None, headers["ETag"]) else None
    span = read_range(wanted, size)
    start, end = span or (0, size)
    headers["Content-Length"] = str(end - start)
    if span is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    body = files.open_range(tenant_id, name, start, end)
    return StreamingResponse(body, 200 if span is None else 206, headers=headers, media_type=media_type)


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """The (start, end) that a Range header asks for, end exclusive; None for all. Raises OutOfRange.

    What is not one range of bytes is passed over, as RFC 9110 allows; several at once no player asks for.
    """
    found = _RANGE.fullmatch(header or "")
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        if last and int(last) < int(first):
            return None
        start, end = int(first), min(size, int(last) + 1 if last else size)
    if start >= end:
        raise OutOfRange(f"It has {size} bytes.", headers={"Content-Range": f"bytes */{size}"}, size=size)
    return start, end


def _matches(header: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in ("*", etag) for tag in header.split(",") if tag.strip())


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""
