"""Uploads and recordings, kept per tenant in a local folder."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from ringside.core.errors import NotFound
from ringside.core.ids import is_id, new_id

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")


class NoSuchFile(NotFound):
    slug, title = "no-such-file", "This file does not exist"


class FileStore:
    """Files by tenant and name. Names are ours, never a client's: letters, digits, dot, dash and underscore."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, tenant_id: str, name: str) -> Path:
        """Where a file is. Raises NoSuchFile for a name that could lead anywhere else."""
        if not is_id(tenant_id) or not _NAME.fullmatch(name):
            raise NoSuchFile
        return self._root / tenant_id / name

    async def save(self, tenant_id: str, name: str, chunks: AsyncIterator[bytes]) -> int:
        """Write a file whole or not at all; its size in bytes. Chunks are never held together in memory."""
        target = self.path(tenant_id, name)
        await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
        unfinished = target.with_name(f".{new_id()}.part")
        size = 0
        try:
            with await asyncio.to_thread(open, unfinished, "wb") as file:
                async for chunk in chunks:
                    size += await asyncio.to_thread(file.write, chunk)
            await asyncio.to_thread(os.replace, unfinished, target)
        finally:
            await asyncio.to_thread(unfinished.unlink, missing_ok=True)
        return size

    async def read(self, tenant_id: str, name: str) -> bytes:
        """A file's content. Raises NoSuchFile."""
        try:
            return await asyncio.to_thread(self.path(tenant_id, name).read_bytes)
        except FileNotFoundError:
            raise NoSuchFile from None

    async def delete(self, tenant_id: str, name: str) -> None:
        """Remove a file; a missing one is fine."""
        await asyncio.to_thread(self.path(tenant_id, name).unlink, missing_ok=True)

    async def delete_all(self, tenant_id: str) -> None:
        """Remove everything a tenant has stored."""
        folder = self.path(tenant_id, "x").parent
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
