"""Where the tables of each kind of source come from."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ringside.core.compute import HelperDied
from ringside.core.db import Databases
from ringside.core.files import FileStore
from ringside.core.settings import Settings
from ringside.metrics.sources import connect, own
from ringside.metrics.sources.connect import Warehouse
from ringside.metrics.sources.loads import Named
from ringside.metrics.sources.raw import Unreadable

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Asked:
    """A load that was asked for."""

    tenant_id: str
    source_id: str
    run: int
    kind: str
    user_id: str
    version: int
    waiting: tuple[dict[str, Any], ...]
    connection: dict[str, Any] | None
    taken: tuple[str, ...]
    """Names of tables of other sources."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Files to be read, or tables that are typed already, or a warehouse that was only looked at."""

    paths: tuple[Named, ...] = ()
    tables: dict[str, pa.Table] | None = None
    warehouse: Warehouse | None = None


async def fetch(
    databases: Databases, files: FileStore, settings: Settings, asked: Asked, kept: AsyncExitStack, now: datetime
) -> Fetched:
    """What is to be loaded, for as long as `kept` is open."""
    if asked.connection is not None:
        return Fetched(warehouse=connect.warehouse(asked.connection, settings))
    if asked.kind == "demo":
        return Fetched(tables=await _demo(now))
    if asked.kind == "own":
        return Fetched(tables=await own.tables(databases, asked.tenant_id))
    paths = [
        Named(await kept.enter_async_context(files.on_disk(asked.tenant_id, item["name"])), str(item["filename"]))
        for item in asked.waiting
    ]
    return Fetched(paths=tuple(paths))


async def _demo(now: datetime) -> dict[str, pa.Table]:
    import asyncio  # noqa: PLC0415

    from ringside.metrics import demo  # noqa: PLC0415

    return await asyncio.to_thread(demo.generate, now.date())


def why(error: Exception) -> str:
    """The code of wording.yaml for a load that ended in an error."""
    if isinstance(error, Unreadable):
        return error.problem.what
    return "too-large" if isinstance(error, HelperDied) else "internal"
