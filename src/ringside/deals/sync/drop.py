"""Files that somebody drops: CSV or JSON by upload, from a folder of the operator's, from S3, or behind an address.

They are read like a CRM whose records are the rows. A row is known by its id, or else by what it is called and which
of those it is, so that the same file again changes nothing.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from ringside.core.files import FileStore, NoSuchFile
from ringside.core.ids import is_id
from ringside.core.settings import Settings
from ringside.deals.sync import hosts
from ringside.deals.sync.calling import MOST_BYTES
from ringside.deals.sync.credentials import Vault
from ringside.deals.sync.drop_files import Dropped, FileUnreadable
from ringside.deals.sync.drop_records import KINDS, Rows
from ringside.deals.sync.mapping import Chosen
from ringside.deals.sync.port import (
    CrmRefused,
    CrmUnreachable,
    FieldInfo,
    GonePage,
    HostRefused,
    IdPage,
    Kind,
    Opened,
    Outgoing,
    Page,
    Position,
    Remote,
    SignInNeeded,
    Stream,
    Trouble,
)

STREAMS = tuple(Stream(f"{kind}s" if kind != "activity" else "activities", kind) for kind in KINDS)
PAGE = 500
SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl")


class Drop:
    """The files that lie there now."""

    streams = STREAMS

    def __init__(
        self, connection_id: str, options: Mapping[str, Any], chosen: Chosen, vault: Vault, client: httpx.AsyncClient,
        files: FileStore,
    ) -> None:  # fmt: skip
        self._options, self._chosen, self._vault, self._client, self._files = options, chosen, vault, client, files
        self._folder: Path | None = None
        self._rows = Rows((), {})
        self._troubles: list[Trouble] = []

    async def open(self) -> Opened:
        self._folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="ringside-drop-"))
        paths = [path async for path in self._fetched(self._folder)]
        dropped: list[Dropped] = []
        for path, name, at in paths:
            try:
                dropped.append(await asyncio.to_thread(Dropped.of, path, name, at))
            except FileUnreadable as error:
                self._troubles.append(Trouble("file-unreadable", None, name=name, detail=error.code))
        self._rows = await asyncio.to_thread(Rows, tuple(dropped), self._chosen)
        return Opened(None, self._rows.owners, self._rows.stages, None, {}, [*self._troubles, *self._rows.troubles])

    async def fields(self) -> Mapping[Kind, Sequence[FieldInfo]]:
        return self._rows.fields()

    async def page(self, stream: Stream, position: Position | None) -> Page:
        start = int(position.id) if position is not None and position.id.isdigit() else 0
        records, more, troubles = await asyncio.to_thread(self._rows.page, stream.kind, start, PAGE)
        return Page(records, Position(None, str(start + PAGE)), more, troubles)

    async def gone(self, stream: Stream, since: datetime | None, after: str | None) -> GonePage:
        now = datetime.now(UTC)
        if since is None:
            return GonePage((), now)
        complete = bool(self._options.get("snapshot")) and self._rows.has(stream.kind)
        return GonePage(self._rows.gone(stream.kind), now, too_late=complete)

    async def ids(self, stream: Stream, after: str | None) -> IdPage:
        return IdPage(self._rows.ids(stream.kind), None)

    async def read(self, stream: Stream, ids: Sequence[str]) -> Sequence[Remote]:
        return self._rows.read(stream.kind, ids)

    async def write(self, item: Outgoing) -> str:
        raise CrmRefused("A file cannot be written to.")

    async def written(self, item: Outgoing) -> str | None:
        return None

    async def close(self) -> None:
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _fetched(self, into: Path) -> AsyncIterator[tuple[Path, str, datetime]]:
        place = self._options.get("place", "upload")
        now = datetime.now(UTC)
        if place == "upload":
            for number, sent in enumerate(self._options.get("waiting", ())):
                try:
                    async with self._files.on_disk(self._vault.tenant_id, sent["name"]) as path:
                        await asyncio.to_thread(shutil.copyfile, path, into / str(number))
                except NoSuchFile:
                    continue
                yield into / str(number), str(sent["filename"]), now
        elif place == "folder":
            for path in await asyncio.to_thread(in_folder, self._vault.settings, self._vault.tenant_id):
                at = datetime.fromtimestamp((await asyncio.to_thread(path.stat)).st_mtime, UTC)
                yield path, path.name, at
        elif place == "url":
            url = str(self._options["url"])
            check_url(url, self._vault.settings)
            await download(self._client, url, into / "0")
            yield into / "0", urlsplit(url).path.rpartition("/")[2] or "drop.csv", now
        else:
            async for found in self._from_bucket(into):
                yield found

    async def _from_bucket(self, into: Path) -> AsyncIterator[tuple[Path, str, datetime]]:
        parts = urlsplit(str(self._options["url"]))
        prefix = parts.path.lstrip("/")
        kept = await self._vault.load()
        async with bucket(kept.client_id, kept.client_secret) as s3:
            try:
                listed = await s3.list_objects_v2(Bucket=parts.netloc, Prefix=prefix, MaxKeys=1000)
                for number, item in enumerate(listed.get("Contents", ())):
                    key = str(item["Key"])
                    if not key.lower().endswith(SUFFIXES) or item["Size"] > MOST_BYTES:
                        continue
                    body = (await s3.get_object(Bucket=parts.netloc, Key=key))["Body"]
                    with (into / str(number)).open("wb") as file:
                        async for piece in body.iter_chunks():
                            await asyncio.to_thread(file.write, piece)
                    yield into / str(number), key.rpartition("/")[2], item["LastModified"]
            except Exception as error:  # its errors have no type of their own before a client is made
                code = str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))
                if code in ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "403"):
                    raise SignInNeeded from None
                raise CrmUnreachable from None


@asynccontextmanager
async def bucket(key_id: str, secret: str) -> AsyncIterator[Any]:
    """A client for S3 with a company's own key. Raises CrmRefused where the extra is not installed."""
    try:
        from aiobotocore.session import get_session  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError:
        raise CrmRefused("Reading from S3 needs the extra: pip install ringside[aws].") from None
    # Only the key that was given: never the machine's own, which would open the operator's buckets.
    async with get_session().create_client("s3", aws_access_key_id=key_id, aws_secret_access_key=secret) as client:
        yield client


def check_url(url: str, settings: Settings) -> None:
    """Raises HostRefused for an address that may not be fetched."""
    hosts.check(url, hosts.S3, settings)


def in_folder(settings: Settings, tenant_id: str) -> list[Path]:
    """The files of this tenant in the operator's folder; no links, which could lead anywhere. Raises HostRefused."""
    if settings.crm_drop_folder is None or not is_id(tenant_id):
        raise HostRefused("Who runs Ringside has set no folder for dropped files.")
    folder = settings.crm_drop_folder / tenant_id
    if not folder.is_dir() or folder.is_symlink():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not path.is_symlink()
        and path.stat().st_size <= MOST_BYTES
    )


async def download(client: httpx.AsyncClient, url: str, into: Path) -> None:
    """Fetch a file piece by piece. Raises CrmUnreachable, SignInNeeded."""
    size = 0
    try:
        async with client.stream("GET", url) as response:
            if response.status_code in (401, 403, 404):
                raise SignInNeeded("The address does not give the file any more.")
            if response.status_code != 200:
                raise CrmUnreachable
            with into.open("wb") as file:
                async for piece in response.aiter_bytes():
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise CrmRefused(f"A dropped file may have {MOST_BYTES // 1024**2} MB.")
                    await asyncio.to_thread(file.write, piece)
    except httpx.TransportError:
        raise CrmUnreachable from None
