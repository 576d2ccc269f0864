"""Resumable uploads over HTTP: tus 1.0.0 with creation, creation-with-upload, expiration and termination."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Path, Request, Response, status
from starlette.requests import ClientDisconnect

from ringside.accounts.access import SettingsDep, SignedIn
from ringside.calls import uploads
from ringside.calls.uploads import Upload
from ringside.core.clock import Now
from ringside.core.errors import AppError, BadRequest, Invalid, responses
from ringside.core.files import NoSpace
from ringside.core.partial import NoSuchUpload, PartialFiles, TooMuch, UploadBusy, WrongOffset

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"


class OtherVersion(AppError):
    status, slug, title = 412, "other-tus-version", "Uploads go by version 1.0.0 of the tus protocol"

    def __init__(self) -> None:
        super().__init__(headers={"Tus-Version": VERSION, "Tus-Resumable": VERSION})


class NotAPiece(AppError):
    status, slug, title = 415, "not-a-piece", f"Pieces of an upload come as {PIECE}"


class NoLength(Invalid):
    slug, title = "no-upload-length", "The Upload-Length header must say how many bytes the file has"


class CutOff(BadRequest):
    slug, title = "cut-off", "The connection ended before the piece had arrived; what came is kept"


async def partial_files(request: Request) -> PartialFiles:
    return cast(PartialFiles, request.app.state.uploads)


async def version(response: Response, tus_resumable: Annotated[str | None, Header()] = None) -> None:
    response.headers["Tus-Resumable"] = VERSION
    if tus_resumable not in (None, VERSION):
        raise OtherVersion


UploadsDep = Annotated[PartialFiles, Depends(partial_files)]
# An id that is none of ours is unknown, not malformed: NoSuchUpload says so.
UploadId = Annotated[str, Path(max_length=64)]
# Positions beyond what any disk holds are no positions.
Position = Annotated[int, Header(ge=0, lt=2**53)]
Length = Annotated[int | None, Header(ge=0, lt=2**53)]

router = APIRouter(prefix="/calls/uploads", tags=["calls"], dependencies=[Depends(version)])
_REFUSALS = (OtherVersion, NoSuchUpload)
_PIECES = (NotAPiece, UploadBusy, WrongOffset, TooMuch, NoSpace, CutOff)
_BODY = {"requestBody": {"content": {PIECE: {"schema": {"type": "string", "format": "binary"}}}}}


@router.options("", status_code=status.HTTP_204_NO_CONTENT, responses=responses(OtherVersion))
async def describe_uploads(response: Response, who: SignedIn, settings: SettingsDep) -> None:
    """What this server can do with uploads, in headers."""
    response.headers["Tus-Version"] = VERSION
    response.headers["Tus-Extension"] = "creation,creation-with-upload,expiration,termination"
    response.headers["Tus-Max-Size"] = str(settings.max_upload_bytes)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(OtherVersion, uploads.UploadTooLarge, uploads.BadMetadata, NoLength, *_PIECES),
)
async def begin_upload(
    request: Request,
    response: Response,
    who: SignedIn,
    store: UploadsDep,
    settings: SettingsDep,
    now: Now,
    upload_length: Length = None,
    upload_metadata: Annotated[str, Header()] = "",
) -> Upload:
    """Announce a file, and send its first bytes too if the body holds any. POST /api/calls then names its id."""
    if upload_length is None:
        raise NoLength
    metadata = uploads.parse_metadata(upload_metadata)
    upload = await uploads.announce(store, who, upload_length, metadata, settings.max_upload_bytes, now)
    if _kind(request) == PIECE:
        upload = await _receive(request, store, who, upload.id, 0)
    response.headers["Location"] = f"{request.url.path}/{upload.id}"
    return _said(response, upload)


@router.head("/{upload_id}", responses=responses(*_REFUSALS), response_class=Response)
async def view_upload(upload_id: UploadId, response: Response, who: SignedIn, store: UploadsDep) -> Response:
    """How much of an upload has arrived, in headers."""
    upload = await uploads.look(store, who, upload_id)
    _said(response, upload)
    response.headers["Upload-Length"] = str(upload.size)
    return Response(headers=dict(response.headers))


@router.patch(
    "/{upload_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(*_REFUSALS, *_PIECES),
    openapi_extra=_BODY,
)
async def append_upload(
    request: Request, upload_id: UploadId, response: Response, who: SignedIn, store: UploadsDep, upload_offset: Position
) -> None:
    """Send the next bytes of an upload, starting where HEAD says."""
    await uploads.look(store, who, upload_id)
    if _kind(request) != PIECE:
        raise NotAPiece
    _said(response, await _receive(request, store, who, upload_id, upload_offset))


@router.delete("/{upload_id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(*_REFUSALS))
async def end_upload(upload_id: UploadId, who: SignedIn, store: UploadsDep) -> None:
    """Give an upload up and remove what has arrived."""
    await uploads.give_up(store, who, upload_id)


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _receive(request: Request, store: PartialFiles, who: SignedIn, upload_id: str, offset: int) -> Upload:
    try:
        return await uploads.go_on(store, who, upload_id, offset, request.stream())
    except ClientDisconnect:
        raise CutOff from None


def _said(response: Response, upload: Upload) -> Upload:
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return upload
