"""Search by meaning, where an embedding model is configured: passages as vectors, and those nearest to a question."""

from __future__ import annotations

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.ai import Caller, Models
from ringside.ai.faults import Fault
from ringside.core import search_vectors
from ringside.core.db import Databases
from ringside.playbook.knowledge.answers import PASSAGES

log = structlog.get_logger()

_AT_ONCE = 64
NEAREST = 50
_vectors = search_vectors.Vectors()


async def embed_missing(databases: Databases, tenant_id: str, models: Models) -> int:
    """How many passages were given a vector. A model that fails costs vectors, never the search by words."""
    embeddings = models.embeddings
    done = 0
    while embeddings is not None:
        async with databases.tenant(tenant_id) as session:
            rows = await search_vectors.missing(session, PASSAGES.kind, embeddings.name, _AT_ONCE)
        if not rows:
            break
        texts = ["\n".join((extra["title"], *extra["heading"], text)) for _, text, extra in rows]
        try:
            points = await embeddings.embed(texts, Caller(tenant_id), "document")
        except Fault as fault:
            log.warning("passages not embedded", model=embeddings.name, kind=fault.kind.value)
            break
        async with databases.tenant(tenant_id) as session:
            await search_vectors.put(session, embeddings.name, [item_id for item_id, _, _ in rows], points)
        done += len(rows)
    return done


async def near(session: AsyncSession, models: Models, caller: Caller, text: str) -> list[int]:
    """The ids of the passages nearest in meaning, the nearest first; none without a model or when it fails."""
    embeddings = models.embeddings
    if embeddings is None or not text.strip():
        return []
    try:
        [point] = await embeddings.embed([text], caller, "question")
    except Fault:
        return []
    nearest = await _vectors.nearest(session, caller.tenant_id, embeddings.name, point, NEAREST)
    return [item_id for item_id, _ in nearest]
