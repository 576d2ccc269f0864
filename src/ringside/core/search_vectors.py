"""Finding texts by their meaning: exact cosine similarity over a tenant's vectors, kept in memory while they are asked.

Vectors are stored as 16-bit floats: half the space, and no ranking of texts turns on the digits that are lost.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.models import SearchItem, SearchVector

if TYPE_CHECKING:
    import numpy as np

MOST_BYTES = 512 * 1024 * 1024
_STORED = "<f2"


@dataclass(frozen=True)
class _Cloud:
    """All vectors of one tenant and model, as they were when `stamp` was taken."""

    stamp: tuple[Any, ...]
    ids: np.ndarray[Any, np.dtype[np.int64]]
    points: np.ndarray[Any, np.dtype[np.float32]]


class Vectors:
    """The vectors of the tenants asked last. Every search looks whether they have changed, whoever changed them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._clouds: OrderedDict[tuple[str, str], _Cloud] = OrderedDict()

    async def nearest(
        self, session: AsyncSession, tenant_id: str, model: str, point: Any, limit: int
    ) -> list[tuple[int, float]]:
        """The ids of the texts that lie nearest to a point of length 1, with their cosine, the nearest first."""
        cloud = await self._cloud(session, tenant_id, model)
        if cloud is None or cloud.points.shape[1] != len(point):
            return []
        return await asyncio.to_thread(_nearest, cloud, point, limit)

    async def _cloud(self, session: AsyncSession, tenant_id: str, model: str) -> _Cloud | None:
        stamp = await _stamp(session, model)
        known = self._clouds.get((tenant_id, model))
        if known is None or known.stamp != stamp:
            query = sa.select(SearchVector.item_id, SearchVector.vector).where(SearchVector.model == model)
            rows = (await session.execute(query)).all()
            self._clouds.pop((tenant_id, model), None)
            if not rows:
                return None
            known = await asyncio.to_thread(_assembled, stamp, rows)
            self._clouds[tenant_id, model] = known
        self._clouds.move_to_end((tenant_id, model))
        while len(self._clouds) > 1 and sum(cloud.points.nbytes for cloud in self._clouds.values()) > self._most_bytes:
            self._clouds.popitem(last=False)
        return known


async def missing(session: AsyncSession, kind: str, model: str, limit: int) -> list[tuple[int, str, dict[str, Any]]]:
    """(id, text, extra) of texts of this kind that have no vector of this model yet."""
    query = (
        sa.select(SearchItem.id, SearchItem.text, SearchItem.extra)
        .outerjoin(SearchVector, SearchVector.item_id == SearchItem.id)
        .where(SearchItem.kind == kind, sa.or_(SearchVector.item_id.is_(None), SearchVector.model != model))
        .order_by(SearchItem.id)
        .limit(limit)
    )
    return [(row.id, row.text, row.extra) for row in await session.execute(query)]


async def put(session: AsyncSession, model: str, ids: Sequence[int], points: Any) -> None:
    """Keep these vectors, one row for each id, instead of earlier ones. Texts deleted meanwhile are passed over."""
    there = set(await session.scalars(sa.select(SearchItem.id).where(SearchItem.id.in_(ids))))
    rows = [
        {"item_id": item_id, "model": model, "vector": point.astype(_STORED).tobytes()}
        for item_id, point in zip(ids, points, strict=True)
        if item_id in there
    ]
    await session.execute(sa.delete(SearchVector).where(SearchVector.item_id.in_(ids)))
    if rows:
        await session.execute(sa.insert(SearchVector), rows)


async def _stamp(session: AsyncSession, model: str) -> tuple[Any, ...]:
    """Changes whenever a vector comes or goes: ids are never given twice. Read from the index, not from the rows."""
    each = sa.cast(SearchVector.item_id, sa.BigInteger)
    sums = sa.func.count(), sa.func.max(each), sa.func.sum(each), sa.func.sum(each * each % 1_000_003)
    return tuple((await session.execute(sa.select(*sums).where(SearchVector.model == model))).one())


def _assembled(stamp: tuple[Any, ...], rows: Sequence[Any]) -> _Cloud:
    import numpy as np  # noqa: PLC0415 - slow to import, and without a model never needed

    width = max(len(row.vector) for row in rows)
    whole = [row for row in rows if len(row.vector) == width]
    points = np.frombuffer(b"".join(row.vector for row in whole), dtype=_STORED).reshape(len(whole), -1)
    return _Cloud(stamp, np.array([row.item_id for row in whole]), points.astype(np.float32))


def _nearest(cloud: _Cloud, point: Any, limit: int) -> list[tuple[int, float]]:
    import numpy as np  # noqa: PLC0415 - loaded by now

    cosines = cloud.points @ np.asarray(point, dtype=np.float32)
    best = np.argpartition(-cosines, min(limit, len(cosines) - 1))[:limit]
    return [(int(cloud.ids[i]), float(cosines[i])) for i in best[np.argsort(-cosines[best], kind="stable")]]
