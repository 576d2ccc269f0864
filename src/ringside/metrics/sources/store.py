"""What tables a company has, read from its database, and their files, read from the file store."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.files import FileStore
from ringside.metrics.models import SavedTable
from ringside.metrics.sources.schema import Catalog, StoredTable

if TYPE_CHECKING:
    import duckdb

__all__ = ["Catalog", "catalog", "opened", "values"]

_KEPT = 64
_catalogs: OrderedDict[str, Catalog] = OrderedDict()
"""Catalogs by version, which no two companies share: reading one anew takes longer than answering from it."""


async def catalog(session: AsyncSession) -> Catalog:
    """All tables that can be asked."""
    rows = await session.execute(
        sa.select(SavedTable.key, SavedTable.source_id, SavedTable.version).order_by(SavedTable.key)
    )
    stamp = "\n".join(f"{row.key} {row.source_id} {row.version}" for row in rows)
    version = hashlib.sha256(stamp.encode()).hexdigest()[:16] if stamp else "empty"
    if version not in _catalogs:
        found = await session.scalars(sa.select(SavedTable).order_by(SavedTable.key))
        tables = {row.key: StoredTable.model_validate(row.body) for row in found}
        _catalogs[version] = Catalog(version=version, tables=tables)
        while len(_catalogs) > _KEPT:
            _catalogs.popitem(last=False)
    _catalogs.move_to_end(version)
    return _catalogs[version]


async def values(files: FileStore, tenant_id: str, table: StoredTable, column: str, limit: int = 20_000) -> list[str]:
    """Distinct values of a column of text, the most frequent first."""
    return (await all_values(files, tenant_id, table)).get(column, [])[:limit]


async def all_values(files: FileStore, tenant_id: str, table: StoredTable) -> dict[str, list[str]]:
    """The same of every column of text."""
    if table.values is None:
        return {}
    found: dict[str, list[str]] = json.loads(await files.read(tenant_id, table.values))
    return found


@asynccontextmanager
async def opened(files: FileStore, tenant_id: str, known: Catalog) -> AsyncIterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with a view for each stored table, for as long as the context lasts. Its queries block."""
    from ringside.metrics.sources import loading  # noqa: PLC0415

    async with AsyncExitStack() as kept:
        paths = {
            name: [await kept.enter_async_context(files.on_disk(tenant_id, file)) for file in table.files]
            for name, table in known.tables.items()
            if table.files
        }
        yield kept.enter_context(loading.views(paths))
