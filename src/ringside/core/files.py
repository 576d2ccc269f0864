"""Uploads and recordings, kept per tenant: in a local folder, or in a bucket (`core.bucket`) by setting."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path

from ringside.core.errors import AppError, NotFound
from ringside.core.ids import is_id, new_id
from ringside.core.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
BLOCK = 1024 * 1024
"""Written and read at a time: large enough that going to a thread for it costs little."""


class NoSuchFile(NotFound):
    slug, title = "no-such-file", "This file does not exist"


class NoSpace(AppError):
    status, slug, title = 507, "no-space", "There is no room left to store this"


class FileStore(ABC):
    """Files by tenant and name. Names are ours, never a client's: letters, digits, dot, dash and underscore."""

    @abstractmethod
    async def save(self, tenant_id: str, name: str, chunks: AsyncIterator[bytes]) -> int:
        """Write a file whole or not at all; its size in bytes. Chunks are never held together. Raises NoSpace."""

    @abstractmethod
    async def put(self, tenant_id: str, name: str, path: Path) -> None:
        """Store a local file, which stays where it is too and must not be changed any more. Raises NoSpace."""

    @abstractmethod
    async def size(self, tenant_id: str, name: str) -> int:
        """A file's size in bytes. Raises NoSuchFile."""

    @abstractmethod
    def open_range(self, tenant_id: str, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, not including, `end`, in blocks. Raises NoSuchFile at the first."""

    @abstractmethod
    def path(self, tenant_id: str, name: str) -> Path:
        """Where a file of a local store is; who may meet another store uses `on_disk`. Raises NoSuchFile."""

    @abstractmethod
    def on_disk(self, tenant_id: str, name: str) -> AbstractAsyncContextManager[Path]:
        """Where a file can be opened as one, for as long as the context lasts; not to be changed. Raises NoSuchFile."""

    @abstractmethod
    async def delete(self, tenant_id: str, name: str) -> None:
        """Remove a file; a missing one is fine."""

    @abstractmethod
    async def delete_all(self, tenant_id: str) -> None:
        """Remove everything a tenant has stored."""

    async def read(self, tenant_id: str, name: str) -> bytes:
        """A file's content. Raises NoSuchFile."""
        return b"".join([block async for block in self.open_range(tenant_id, name)])


def check_name(tenant_id: str, name: str) -> None:
    """Raises NoSuchFile for a name that could lead anywhere else."""
    if not is_id(tenant_id) or not _NAME.fullmatch(name):
        raise NoSuchFile


async def blocks(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces of at least BLOCK, and a last one."""
    waiting = bytearray()
    async for chunk in chunks:
        waiting += chunk
        if len(waiting) >= BLOCK:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


@contextmanager
def disk() -> Iterator[None]:
    """Says NoSpace when the disk or a quota on it is full."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoSpace("The disk is full. Ask who runs Ringside to make room, then try again.") from None
        raise


class LocalFiles(FileStore):
    """A folder with one folder per tenant."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, tenant_id: str, name: str) -> Path:
        """Where a file is. Raises NoSuchFile for a name that could lead anywhere else."""
        check_name(tenant_id, name)
        return self._root / tenant_id / name

    async def save(self, tenant_id: str, name: str, chunks: AsyncIterator[bytes]) -> int:
        target = self.path(tenant_id, name)
        await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
        unfinished = target.with_name(f".{new_id()}.part")
        size = 0
        try:
            with disk():
                with await asyncio.to_thread(open, unfinished, "wb") as file:
                    async for block in blocks(chunks):
                        size += await asyncio.to_thread(file.write, block)
                await asyncio.to_thread(os.replace, unfinished, target)
        finally:
            await asyncio.to_thread(unfinished.unlink, missing_ok=True)
        return size

    async def put(self, tenant_id: str, name: str, path: Path) -> None:
        await asyncio.to_thread(self._put, self.path(tenant_id, name), path)

    def _put(self, target: Path, path: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{new_id()}.part")
        try:
            with disk():
                try:
                    os.link(path, unfinished)  # costs nothing, where both are on one disk
                except OSError:
                    shutil.copyfile(path, unfinished)
                unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)

    async def size(self, tenant_id: str, name: str) -> int:
        try:
            return (await asyncio.to_thread(self.path(tenant_id, name).stat)).st_size
        except FileNotFoundError:
            raise NoSuchFile from None

    async def open_range(
        self, tenant_id: str, name: str, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        try:
            file = await asyncio.to_thread(open, self.path(tenant_id, name), "rb")
        except FileNotFoundError:
            raise NoSuchFile from None
        with file:
            file.seek(start)
            left = None if end is None else end - start
            while left is None or left > 0:
                block = await asyncio.to_thread(file.read, BLOCK if left is None else min(BLOCK, left))
                if not block:
                    return
                left = None if left is None else left - len(block)
                yield block

    @asynccontextmanager
    async def on_disk(self, tenant_id: str, name: str) -> AsyncIterator[Path]:
        await self.size(tenant_id, name)
        yield self.path(tenant_id, name)

    async def delete(self, tenant_id: str, name: str) -> None:
        await asyncio.to_thread(self.path(tenant_id, name).unlink, missing_ok=True)

    async def delete_all(self, tenant_id: str) -> None:
        folder = self.path(tenant_id, "x").parent
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def open_files(settings: Settings) -> FileStore:
    """The store that the settings name."""
    if settings.files_bucket is not None:
        from ringside.core.bucket import BucketFiles  # noqa: PLC0415 - an extra, and slow to import

        return BucketFiles(settings)
    return LocalFiles(settings.data / "files")
