"""Recordings on their way in, by the resumable protocol tus 1.0.0: announced, sent in pieces, then taken by a call."""

from __future__ import annotations

import base64
import binascii
import mimetypes
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from pydantic import BaseModel

from ringside.accounts.principal import Principal
from ringside.core.errors import BadRequest, Conflict, TooLarge
from ringside.core.files import FileStore
from ringside.core.partial import Note, PartialFiles

DAYS_KEPT = 1
"""How long an upload may take, interruptions included, and how long a whole one waits for its call."""
MOST_METADATA = 4096


class UploadTooLarge(TooLarge):
    slug, title = "upload-too-large", "This file is larger than this server accepts"


class BadMetadata(BadRequest):
    slug, title = "bad-metadata", "The Upload-Metadata header is not pairs of a name and its value in base64"


class UploadUnfinished(Conflict):
    slug, title = "upload-unfinished", "This upload is not complete yet"


class Upload(BaseModel):
    """An upload: how many of its bytes have arrived, and until when the rest may come."""

    id: str
    filename: str
    offset: int
    size: int
    expires_at: datetime


class Taken(BaseModel):
    """A finished upload in the file store, now somebody else's to keep."""

    name: str
    filename: str
    size: int


def parse_metadata(header: str) -> dict[str, str]:
    """The pairs of an Upload-Metadata header. Raises BadMetadata."""
    if len(header) > MOST_METADATA:
        raise BadMetadata(f"At most {MOST_METADATA} characters are accepted.")
    pairs: dict[str, str] = {}
    for item in filter(None, (item.strip() for item in header.split(","))):
        name, _, value = item.partition(" ")
        try:
            pairs[name] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, ValueError):
            raise BadMetadata from None
    return pairs


async def announce(
    uploads: PartialFiles, who: Principal, size: int, metadata: dict[str, str], most: int, now: datetime
) -> Upload:
    """A new upload of this many bytes. Raises UploadTooLarge, NoSpace."""
    if size > most:
        raise UploadTooLarge(f"At most {most} bytes are accepted.", limit=most)
    await uploads.expire(now)
    name = metadata.get("filename") or metadata.get("name") or ""
    filename = "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable())[:200]
    note = await uploads.begin(
        who.tenant_id, who.user_id, size, now + timedelta(days=DAYS_KEPT), {"filename": filename or "recording"}
    )
    return _upload(note, 0)


async def look(uploads: PartialFiles, who: Principal, upload_id: str) -> Upload:
    """How far an upload is. Raises NoSuchUpload."""
    return _upload(*await uploads.find(who.tenant_id, who.user_id, upload_id))


async def go_on(
    uploads: PartialFiles, who: Principal, upload_id: str, offset: int, chunks: AsyncIterator[bytes]
) -> Upload:
    """Add to an upload. Raises NoSuchUpload, and what PartialFiles.append raises."""
    note, _ = await uploads.find(who.tenant_id, who.user_id, upload_id)
    return _upload(note, await uploads.append(who.tenant_id, note, offset, chunks))


async def give_up(uploads: PartialFiles, who: Principal, upload_id: str) -> None:
    """Forget an upload. Raises NoSuchUpload."""
    note, _ = await uploads.find(who.tenant_id, who.user_id, upload_id)
    await uploads.remove(who.tenant_id, note.id)


@asynccontextmanager
async def taken(
    uploads: PartialFiles, files: FileStore, who: Principal, upload_ids: Sequence[str]
) -> AsyncIterator[list[Taken]]:
    """Finished uploads as stored files, theirs to keep who ends this context well; else they are uploads again.

    Raises NoSuchUpload, UploadUnfinished, NoSpace.
    """
    notes: list[Note] = []
    for upload_id in dict.fromkeys(upload_ids):
        note, held = await uploads.find(who.tenant_id, who.user_id, upload_id)
        if held < note.size:
            raise UploadUnfinished(f"{held} of {note.size} bytes of {note.about['filename']} have arrived.")
        notes.append(note)
    found = [Taken(name=stored_name(note), filename=note.about["filename"], size=note.size) for note in notes]
    try:
        for note, file in zip(notes, found, strict=True):
            await files.put(who.tenant_id, file.name, uploads.path(who.tenant_id, note.id))
        yield found
    except BaseException:
        for file in found:
            await files.delete(who.tenant_id, file.name)
        raise
    for note in notes:
        await uploads.remove(who.tenant_id, note.id)


def stored_name(note: Note) -> str:
    """What a finished upload is called in the file store: our id, and an ending that says nothing but the kind."""
    kind, _ = mimetypes.guess_type(note.about["filename"])
    return f"{note.id}.{(kind or 'upload').partition('/')[0]}"


def _upload(note: Note, held: int) -> Upload:
    return Upload(id=note.id, filename=note.about["filename"], offset=held, size=note.size, expires_at=note.expires_at)
