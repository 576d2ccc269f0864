"""The job that reads a document and indexes it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.files import FileStore
from ringside.core.jobs import Job, Work
from ringside.playbook.knowledge import meaning, reading, service
from ringside.playbook.knowledge.contents import Contents, Trouble, Unreadable
from ringside.playbook.knowledge.models import Document

NEWS = "knowledge"
INLINE_KINDS, INLINE_BYTES = ("text", "markdown", "html", "mhtml"), 200_000
"""Texts up to this size are read while their sender waits; everything else is a job."""


def contents_of(data: bytes, filename: str) -> Contents | Trouble:
    """What is in a document, or what is wrong with it: an exception would not come back whole from a helper process."""
    try:
        return reading.read(data, filename)
    except Unreadable as error:
        return error.trouble


async def _read(work: Work) -> None:
    async def index() -> None:
        async with work.databases.tenant(work.tenant_id) as session:
            document = await session.get(Document, work.subject_id)
        if document is None or document.status != "queued":
            return  # deleted, or done by somebody else meanwhile
        data = await work.files.read(work.tenant_id, service.file_name(work.subject_id))
        found = await work.compute(contents_of, data, document.filename)
        async with work.databases.tenant(work.tenant_id) as session:
            document = await session.get(Document, work.subject_id)
            if document is not None:
                await settle(session, document, found, work)

    async def embed() -> int:
        return await meaning.embed_missing(work.databases, work.tenant_id, work.models)

    await work.step("index", index)
    work.tell(NEWS, {"id": work.subject_id})
    await work.step("embed", embed)


async def settle(session: AsyncSession, document: Document, found: Contents | Trouble, clock: Work) -> None:
    """Keep what was read, or note why nothing was."""
    if isinstance(found, Contents):
        await service.keep(session, document, found, clock.now())
    else:
        service.fail(document, Unreadable(found), clock.now())


async def _failed(work: Work, _error: Exception) -> None:
    async with work.databases.tenant(work.tenant_id) as session:
        document = await session.get(Document, work.subject_id)
        if document is not None:
            service.fail(document, Unreadable("broken"), work.now())
    work.tell(NEWS, {"id": work.subject_id})


async def _unfinished(session: AsyncSession) -> Iterable[tuple[str, int]]:
    rows = await session.execute(sa.select(Document.id, Document.run).where(Document.status == "queued"))
    return [(row.id, row.run) for row in rows]


async def _embed(work: Work) -> None:
    async def embed() -> int:
        return await meaning.embed_missing(work.databases, work.tenant_id, work.models)

    await work.step("embed", embed)


EMBED = Job("knowledge-vectors", _embed)
"""Gives vectors to whatever has none, such as new answers of the questionnaire; the subject only tells runs apart."""
READ = Job("knowledge", _read, on_failure=_failed, unfinished=_unfinished)


async def save_original(files: FileStore, tenant_id: str, document_id: str, data: bytes) -> None:
    """Keep a document as it came."""

    async def once() -> AsyncIterator[bytes]:
        yield data

    await files.save(tenant_id, service.file_name(document_id), once())
