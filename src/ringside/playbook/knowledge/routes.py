"""Knowledge over HTTP: documents in, passages and cited answers out."""

from __future__ import annotations

import asyncio
from typing import Annotated, cast

from fastapi import APIRouter, BackgroundTasks, Depends, File, Form, Query, Request, Response, UploadFile

from ringside.accounts.access import DatabasesDep, Managers, SettingsDep, SignedIn, TenantSession
from ringside.ai import Caller, ModelsDep
from ringside.core.clock import Now
from ringside.core.errors import TooLarge, responses
from ringside.core.files import FileStore, NoSuchFile
from ringside.core.jobs import JobsDep
from ringside.core.paging import BadCursor, Cursor, Limit
from ringside.playbook.knowledge import answering, meaning, service
from ringside.playbook.knowledge.contents import Contents, Unreadable
from ringside.playbook.knowledge.indexing import EMBED, INLINE_BYTES, INLINE_KINDS, READ, contents_of, save_original
from ringside.playbook.knowledge.schemas import (
    DocumentChange,
    DocumentList,
    DocumentOut,
    DocumentsQueued,
    KnowledgeAnswer,
    PassageList,
    Question,
    Title,
)

router = APIRouter(prefix="/playbook/knowledge", tags=["knowledge"])


async def file_store(request: Request) -> FileStore:
    return cast("FileStore", request.app.state.files)


FilesDep = Annotated[FileStore, Depends(file_store)]


class DocumentTooLarge(TooLarge):
    slug, title = "document-too-large", "This document is too large"


@router.post(
    "",
    status_code=201,
    responses=responses(service.SameDocument, DocumentTooLarge, service.UnreadableDocument),
)
async def add_document(
    file: Annotated[UploadFile, File(description="Markdown, text, PDF, DOCX, HTML or a saved web page (MHTML).")],
    who: Managers,
    store: DatabasesDep,
    files: FilesDep,
    jobs: JobsDep,
    settings: SettingsDep,
    now: Now,
    title: Annotated[Title | None, Form(description="Else the name of the file.")] = None,
) -> DocumentOut:
    """Add a document. A short text can be found at once; others are `queued` first and read in the background."""
    if (file.size or 0) > settings.knowledge_max_bytes:
        raise DocumentTooLarge(f"At most {settings.knowledge_max_bytes // 1024**2} MB are read.")
    data = await file.read()
    name = file.filename or ""
    async with store.tenant(who.tenant_id) as session:
        document = await service.add(session, who, data, name, title or "", now)
        await save_original(files, who.tenant_id, document.id, data)
        at_once = document.kind in INLINE_KINDS and document.size <= INLINE_BYTES
        if at_once:
            found = await asyncio.to_thread(contents_of, data, name)
            if isinstance(found, Contents):
                await service.keep(session, document, found, now)
            else:
                service.fail(document, Unreadable(found), now)
    if not at_once or settings.embeddings:
        await jobs.enqueue(EMBED if at_once else READ, who.tenant_id, document.id, document.run)
    return service.describe(document, who.language)


@router.get("", responses=responses(BadCursor))
async def list_documents(
    who: SignedIn, session: TenantSession, settings: SettingsDep, limit: Limit = 50, cursor: Cursor = None
) -> DocumentList:
    """The company's documents, the newest first."""
    return await service.listed(session, who, limit, cursor, settings.embeddings or None)


@router.get("/search")
async def search(
    who: SignedIn,
    session: TenantSession,
    models: ModelsDep,
    q: Annotated[str, Query(max_length=400, description='Words; "in quotes" a phrase.')],
    limit: Limit = 20,
    typing: Annotated[bool, Query(description="The last word may be unfinished.")] = False,
) -> PassageList:
    """The passages of documents and questionnaire that have these words, the best first."""
    nearest = [] if typing else await meaning.near(session, models, Caller(who.tenant_id, who.user_id), q)
    return PassageList(items=await service.search(session, q, limit, typing=typing, near=nearest))


@router.post("/ask")
async def ask(question: Question, who: SignedIn, session: TenantSession, models: ModelsDep) -> KnowledgeAnswer:
    """Ask the company's documents. Every sentence of the answer cites its source; what they do not say is not said."""
    caller = Caller(who.tenant_id, who.user_id, question.language or who.language)
    nearest = await meaning.near(session, models, caller, question.text)
    return await answering.ask(session, models, caller, question.text, question.language, nearest)


@router.get("/{document_id}", responses=responses(service.UnknownDocument))
async def get_document(document_id: str, who: SignedIn, session: TenantSession) -> DocumentOut:
    """One document and how far it is read."""
    return service.describe(await service.get(session, document_id), who.language)


@router.get("/{document_id}/file", responses=responses(service.UnknownDocument, NoSuchFile), response_class=Response)
async def get_file(document_id: str, who: SignedIn, session: TenantSession, files: FilesDep) -> Response:
    """The document as it was uploaded, to be saved, never shown: it may hold scripts."""
    document = await service.get(session, document_id)
    data = await files.read(who.tenant_id, service.file_name(document.id))
    headers = {"Content-Disposition": "attachment"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.patch("/{document_id}", responses=responses(service.UnknownDocument))
async def change_document(
    document_id: str,
    change: DocumentChange,
    who: Managers,
    session: TenantSession,
    settings: SettingsDep,
    jobs: JobsDep,
    afterwards: BackgroundTasks,
) -> DocumentOut:
    """Give a document another title."""
    document = await service.get(session, document_id)
    await service.rename(session, document, change.title)
    if settings.embeddings:
        afterwards.add_task(jobs.enqueue, EMBED, who.tenant_id, document.id, document.run)
    return service.describe(document, who.language)


@router.post("/read", status_code=202)
async def read_all(who: Managers, store: DatabasesDep, jobs: JobsDep) -> DocumentsQueued:
    """Read and index all documents anew, for example after an embedding model was configured."""
    async with store.tenant(who.tenant_id) as session:
        queued = await service.read_all_again(session)
    for document_id, run in queued:
        await jobs.enqueue(READ, who.tenant_id, document_id, run)
    return DocumentsQueued(documents=len(queued))


@router.post("/{document_id}/read", status_code=202, responses=responses(service.UnknownDocument))
async def read_document(document_id: str, who: Managers, store: DatabasesDep, jobs: JobsDep) -> DocumentOut:
    """Read and index a document anew."""
    async with store.tenant(who.tenant_id) as session:
        document = await service.get(session, document_id)
        await service.read_again(session, document)
    await jobs.enqueue(READ, who.tenant_id, document.id, document.run)
    return service.describe(document, who.language)


@router.delete("/{document_id}", status_code=204, responses=responses(service.UnknownDocument))
async def delete_document(document_id: str, who: Managers, store: DatabasesDep, files: FilesDep, jobs: JobsDep) -> None:
    """Erase a document: the original, and at once every word of it in the index."""
    async with store.tenant(who.tenant_id) as session:
        document = await service.get(session, document_id)
        waiting = document.status == "queued"
        await service.delete(session, document)
    await files.delete(who.tenant_id, service.file_name(document_id))
    if waiting:
        await jobs.cancel(READ, who.tenant_id, document_id, document.run)
