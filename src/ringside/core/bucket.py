"""Files in an S3 bucket, or in anything that speaks its protocol: one prefix per tenant.

Files are opened where they lie as one through copies in a folder here, kept until `files_cache_mb` is used up. A copy
is named by the content's tag, so that it can never be an older one.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from ringside.core.errors import Unavailable
from ringside.core.files import BLOCK, FileStore, NoSuchFile, blocks, check_name, disk
from ringside.core.ids import new_id
from ringside.core.settings import Settings

PART = 8 * 1024**2
"""Bytes sent at a time; S3 accepts none below 5 MiB but the last."""
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


class BucketUnreachable(Unavailable):
    slug, title = "bucket-unreachable", "The file store cannot be reached"


class BucketFiles(FileStore):
    """A bucket. Each operation has a client of its own: they belong to event loops, and files to no loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bucket = settings.files_bucket or ""
        self._cache = settings.data / "bucket-cache"
        self._used: Counter[Path] = Counter()
        self._session: Any = None

    def path(self, tenant_id: str, name: str) -> Path:
        raise NotImplementedError("files in a bucket have no path; use on_disk")

    async def save(self, tenant_id: str, name: str, chunks: AsyncIterator[bytes]) -> int:
        key = self._key(tenant_id, name)
        size = 0
        async with self._client() as client:
            parts = _parts(blocks(chunks))
            first = await anext(parts, b"")
            if len(first) < PART:
                await client.put_object(Bucket=self._bucket, Key=key, Body=first)
                return len(first)
            upload = await client.create_multipart_upload(Bucket=self._bucket, Key=key)
            about = {"Bucket": self._bucket, "Key": key, "UploadId": upload["UploadId"]}
            try:
                done: list[dict[str, Any]] = []
                data = first
                while data:
                    size += len(data)
                    sent = await client.upload_part(**about, PartNumber=len(done) + 1, Body=data)
                    done.append({"PartNumber": len(done) + 1, "ETag": sent["ETag"]})
                    data = await anext(parts, b"")
                await client.complete_multipart_upload(**about, MultipartUpload={"Parts": done})
            except BaseException:
                # What is not completed costs space until it is given up.
                await asyncio.shield(client.abort_multipart_upload(**about))
                raise
        return size

    async def put(self, tenant_id: str, name: str, path: Path) -> None:
        await self.save(tenant_id, name, _read(path))

    async def size(self, tenant_id: str, name: str) -> int:
        async with self._client() as client:
            return int((await self._head(client, tenant_id, name))["ContentLength"])

    async def open_range(
        self, tenant_id: str, name: str, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        async with self._client() as client:
            size = (await self._head(client, tenant_id, name))["ContentLength"]
            last = size if end is None else min(end, size)
            if start >= last:
                return
            wanted = f"bytes={start}-{last - 1}"
            found = await client.get_object(Bucket=self._bucket, Key=self._key(tenant_id, name), Range=wanted)
            async with found["Body"] as body:
                while block := await body.read(BLOCK):
                    yield block

    @asynccontextmanager
    async def on_disk(self, tenant_id: str, name: str) -> AsyncIterator[Path]:
        async with self._client() as client:
            head = await self._head(client, tenant_id, name)
            tag = hashlib.sha256(f"{name}\0{head['ETag']}".encode()).hexdigest()[:32]
            copy = self._cache / tenant_id / f"{tag}{Path(name).suffix}"
            self._used[copy] += 1
            try:
                if not await asyncio.to_thread(copy.exists):
                    await self._fetch(client, self._key(tenant_id, name), copy)
            except BaseException:
                self._release(copy)
                raise
        try:
            await asyncio.to_thread(copy.touch)
            yield copy
        finally:
            self._release(copy)
            await asyncio.to_thread(self._make_room)

    async def delete(self, tenant_id: str, name: str) -> None:
        async with self._client() as client:
            await client.delete_object(Bucket=self._bucket, Key=self._key(tenant_id, name))

    async def delete_all(self, tenant_id: str) -> None:
        prefix = self._key(tenant_id, "x").removesuffix("x")
        async with self._client() as client:
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            async for page in pages:
                if keys := [{"Key": item["Key"]} for item in page.get("Contents", ())]:
                    await client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True})
        await asyncio.to_thread(shutil.rmtree, self._cache / tenant_id, ignore_errors=True)

    def _key(self, tenant_id: str, name: str) -> str:
        check_name(tenant_id, name)
        return f"{self._settings.files_prefix}{tenant_id}/{name}"

    async def _head(self, client: Any, tenant_id: str, name: str) -> dict[str, Any]:
        from botocore.exceptions import ClientError  # type: ignore[import-untyped]  # noqa: PLC0415

        try:
            found: dict[str, Any] = await client.head_object(Bucket=self._bucket, Key=self._key(tenant_id, name))
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                raise NoSuchFile from None
            raise
        return found

    async def _fetch(self, client: Any, key: str, copy: Path) -> None:
        """Copy a file here, whole or not at all."""
        await asyncio.to_thread(copy.parent.mkdir, parents=True, exist_ok=True)
        unfinished = copy.with_name(f".{new_id()}.part")
        found = await client.get_object(Bucket=self._bucket, Key=key)
        try:
            with disk():
                async with found["Body"] as body:
                    with await asyncio.to_thread(open, unfinished, "wb") as file:
                        while block := await body.read(BLOCK):
                            await asyncio.to_thread(file.write, block)
                await asyncio.to_thread(unfinished.replace, copy)
        finally:
            await asyncio.to_thread(unfinished.unlink, missing_ok=True)

    def _release(self, copy: Path) -> None:
        self._used[copy] -= 1
        if self._used[copy] <= 0:
            del self._used[copy]

    def _make_room(self) -> None:
        """Remove the copies unused for longest until the rest fits."""
        found = []
        for path in self._cache.glob("*/*"):
            with suppress(FileNotFoundError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        left = sum(size for _, size, _ in found) - self._settings.files_cache_mb * 1024**2
        for _, size, path in sorted(found):
            if left <= 0:
                return
            if path not in self._used and not path.name.startswith("."):
                path.unlink(missing_ok=True)
                left -= size

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[Any]:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            async with self._connect() as client:
                yield client
        except (BotoCoreError, ClientError) as error:
            raise BucketUnreachable("The bucket did not answer, or refused. Ask who runs Ringside.") from error

    def _connect(self) -> AbstractAsyncContextManager[Any]:
        from aiobotocore.config import AioConfig  # type: ignore[import-untyped]  # noqa: PLC0415
        from aiobotocore.session import get_session  # type: ignore[import-untyped]  # noqa: PLC0415

        settings = self._settings
        if self._session is None:
            self._session = get_session()
        secret = settings.files_secret_access_key
        key = settings.files_access_key_id
        client: AbstractAsyncContextManager[Any] = self._session.create_client(
            "s3",
            region_name=settings.files_region,
            endpoint_url=settings.files_endpoint_url,
            aws_access_key_id=key.get_secret_value() if key else None,
            aws_secret_access_key=secret.get_secret_value() if secret else None,
            # Servers other than Amazon's know buckets by path, and not all know the newer checksums.
            config=AioConfig(
                s3={"addressing_style": "path" if settings.files_endpoint_url else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                retries={"max_attempts": 4, "mode": "standard"},
                connect_timeout=5,
                read_timeout=60,
            ),
        )
        return client


async def _parts(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    waiting = bytearray()
    async for chunk in chunks:
        waiting += chunk
        if len(waiting) >= PART:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


async def _read(path: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(open, path, "rb") as file:
        while block := await asyncio.to_thread(file.read, BLOCK):
            yield block
