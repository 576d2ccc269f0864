"""Files that arrive in several requests: each is a file that grows, and beside it a note of what it is to become.

What has arrived is what the file holds, so nothing has to be kept in step with it when a connection or a process ends.
They lie in a local folder; a finished one moves into the file store.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from ringside.core.errors import AppError, Conflict, NotFound, TooLarge
from ringside.core.files import BLOCK, NoSpace, disk
from ringside.core.ids import is_id, new_id

SPARE_BYTES = 256 * 1024 * 1024
"""Room on the disk that no upload may take."""


class NoSuchUpload(NotFound):
    slug, title = "no-such-upload", "There is no such upload, or it has expired"


class UploadBusy(AppError):
    status, slug, title = 423, "upload-busy", "Another request is sending this upload"


class WrongOffset(Conflict):
    slug, title = "wrong-offset", "The upload does not go on there"


class TooMuch(TooLarge):
    slug, title = "too-much", "More was sent than was announced"


@dataclass(frozen=True, slots=True)
class Note:
    """What an unfinished file is: whose, how large it will be, and what its sender says about it."""

    id: str
    owner: str
    size: int
    expires_at: datetime
    about: dict[str, Any]

    def dump(self) -> str:
        return json.dumps(asdict(self) | {"expires_at": self.expires_at.isoformat()}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Note:
        values = json.loads(text)
        return cls(**values | {"expires_at": datetime.fromisoformat(values["expires_at"])})


class PartialFiles:
    """Unfinished files by tenant and id."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def begin(self, tenant_id: str, owner: str, size: int, expires_at: datetime, about: dict[str, Any]) -> Note:
        """Announce a file. Raises NoSpace when the disk will not hold it."""
        note = Note(new_id(), owner, size, expires_at, about)
        data = self.path(tenant_id, note.id)

        def write() -> None:
            data.parent.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(data.parent).free < size + SPARE_BYTES:
                raise NoSpace("The disk has no room for a file of this size.")
            with disk():
                data.touch(0o600)
                data.with_suffix(".json").write_text(note.dump())

        await asyncio.to_thread(write)
        return note

    async def find(self, tenant_id: str, owner: str, upload_id: str) -> tuple[Note, int]:
        """What was announced, and how many bytes have arrived. Raises NoSuchUpload, for another owner's too."""
        data = self.path(tenant_id, upload_id)

        def look() -> tuple[Note, int]:
            note = Note.load(data.with_suffix(".json").read_text())
            return note, data.stat().st_size

        try:
            note, size = await asyncio.to_thread(look)
        except (FileNotFoundError, ValueError):
            raise NoSuchUpload from None
        if note.owner != owner:
            raise NoSuchUpload
        return note, size

    async def append(self, tenant_id: str, note: Note, offset: int, chunks: AsyncIterator[bytes]) -> int:
        """Add what comes, and say how much there is then. What came before a connection broke stays.

        Raises UploadBusy, WrongOffset, TooMuch, NoSpace, NoSuchUpload, and what reading the chunks raises.
        """
        async with self._alone(tenant_id, note.id) as file:
            held = await asyncio.to_thread(file.seek, 0, os.SEEK_END)
            if held != offset:
                raise WrongOffset(f"{held} bytes have arrived.", offset=held)
            waiting = bytearray()
            try:
                async for chunk in chunks:
                    if held + len(waiting) + len(chunk) > note.size:
                        raise TooMuch(f"{note.size} bytes were announced.", size=note.size)
                    waiting += chunk
                    if len(waiting) >= BLOCK:
                        piece, waiting = waiting, bytearray()
                        held += await asyncio.to_thread(_write, file, piece)
            finally:
                held += _write(file, waiting)
            if held == note.size:
                await asyncio.to_thread(os.fsync, file.fileno())
        return held

    @asynccontextmanager
    async def _alone(self, tenant_id: str, upload_id: str) -> AsyncIterator[FileIO]:
        """The growing file, for one request at a time among all processes."""
        try:
            file = await asyncio.to_thread(FileIO, self.path(tenant_id, upload_id), "r+")
        except FileNotFoundError:
            raise NoSuchUpload from None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UploadBusy("Wait for it to end, then ask where to go on.", headers={"Retry-After": "1"}) from None
            yield file

    def path(self, tenant_id: str, upload_id: str) -> Path:
        """Where the bytes of an upload are. Raises NoSuchUpload for what is no id."""
        if not is_id(upload_id) or not is_id(tenant_id):
            raise NoSuchUpload
        return self._root / tenant_id / f"{upload_id}.part"

    async def remove(self, tenant_id: str, upload_id: str) -> None:
        """Forget an upload; a missing one is fine."""
        data = self.path(tenant_id, upload_id)
        for path in (data, data.with_suffix(".json")):
            await asyncio.to_thread(path.unlink, missing_ok=True)

    async def remove_all(self, tenant_id: str) -> None:
        """Forget all uploads of a tenant."""
        await asyncio.to_thread(shutil.rmtree, self.path(tenant_id, new_id()).parent, ignore_errors=True)

    async def expire(self, now: datetime) -> int:
        """Remove what nobody has finished in time; how many."""
        return await asyncio.to_thread(self._expire, now)

    def _expire(self, now: datetime) -> int:
        gone = 0
        for note_path, note in self._notes():
            if note is None or note.expires_at < now:
                note_path.with_suffix(".part").unlink(missing_ok=True)
                note_path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _notes(self) -> Iterator[tuple[Path, Note | None]]:
        for path in self._root.glob("*/*.json"):
            with suppress(FileNotFoundError):
                try:
                    yield path, Note.load(path.read_text())
                except (ValueError, KeyError, TypeError):
                    yield path, None


def _write(file: FileIO, data: bytearray) -> int:
    """Writes all of it; of what does not fit as much as fits, and raises NoSpace."""
    rest = memoryview(data)
    with disk():
        while rest:
            rest = rest[file.write(rest) :]
    return len(data)
