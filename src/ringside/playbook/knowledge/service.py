"""What the company knows: its documents, read and indexed, and the passages that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.core.errors import Conflict, Invalid, NotFound
from ringside.core.ids import new_id
from ringside.core.models import SearchItem
from ringside.core.paging import newest_first
from ringside.core.search import Hit, Item
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge import answers
from ringside.playbook.knowledge import passages as cutting
from ringside.playbook.knowledge.answers import PASSAGES
from ringside.playbook.knowledge.asking import synonyms
from ringside.playbook.knowledge.contents import TROUBLES, Contents, Unreadable
from ringside.playbook.knowledge.models import Document
from ringside.playbook.knowledge.reading import kind_of
from ringside.playbook.knowledge.schemas import DocumentList, DocumentOut, Passage, Source, Span
from ringside.playbook.knowledge.troubles import problem
from ringside.playbook.plain import plain

EDITORS = ("manager", "owner")
MOST_PASSAGES = 20_000


class UnknownDocument(NotFound):
    slug, title = "unknown-document", "There is no such document"


class SameDocument(Conflict):
    slug, title = "same-document", "This document is here already"


class UnreadableDocument(Invalid):
    slug, title = "unreadable-document", "This document cannot be read"


def file_name(document_id: str) -> str:
    """The name of a document's original in the file store."""
    return f"knowledge-{document_id}"


async def add(session: AsyncSession, who: Principal, data: bytes, filename: str, title: str, now: datetime) -> Document:
    """Note a new document, to be read next. Raises SameDocument, and UnreadableDocument when its kind is unknown."""
    try:
        kind = kind_of(data, filename)
    except Unreadable as error:
        said = problem(error.trouble, who.language)
        raise UnreadableDocument(f"{said.title}. {said.detail}", problem=said.slug) from error
    name = _file_title(filename)
    document = Document(
        id=new_id(),
        title=title or PurePath(name).stem[:200] or name,
        filename=name,
        kind=kind,
        size=len(data),
        digest=sha256(data).hexdigest(),
        status="queued",
        created_at=now,
        created_by=who.user_id,
    )
    try:
        async with session.begin_nested():
            session.add(document)
    except IntegrityError:
        there = (await session.scalars(sa.select(Document).where(Document.digest == document.digest))).one_or_none()
        raise SameDocument(f"It is here as “{there.title if there else name}”.", id=there and there.id) from None
    return document


def _file_title(filename: str) -> str:
    """A client's file name as text to show: no folders, no control characters."""
    name = PurePath(filename.replace("\\", "/")).name
    try:
        return plain(name)[:200].strip() or "document"
    except ValueError:
        return "document"


async def keep(session: AsyncSession, document: Document, contents: Contents, now: datetime) -> None:
    """Index what was read from a document."""
    pieces = cutting.split(contents.blocks)
    if len(pieces) > MOST_PASSAGES:
        fail(document, Unreadable("too-long"), now)
        return
    title = document.title
    items = [
        Item(
            str(place),
            piece.text,
            {"heading": list(piece.heading), "page": piece.page, "title": title},
            context=" \n".join((title, *piece.heading)),
        )
        for place, piece in enumerate(pieces)
    ]
    await PASSAGES.put(session, document.id, items)
    document.status, document.problem, document.read_at = "ready", None, now
    document.passages, document.pages = len(pieces), contents.pages
    document.language = detect("\n".join(piece.text for piece in pieces[:50]))


def fail(document: Document, error: Unreadable, now: datetime) -> None:
    """Note that a document cannot be read, and why."""
    document.status, document.problem, document.read_at = "failed", error.trouble, now


async def get(session: AsyncSession, document_id: str) -> Document:
    """A document. Raises UnknownDocument."""
    document = await session.get(Document, document_id)
    if document is None:
        raise UnknownDocument
    return document


async def listed(
    session: AsyncSession, who: Principal, limit: int, cursor: str | None, embeddings: str | None
) -> DocumentList:
    """The documents, the newest first."""
    rows, next_cursor = await newest_first(session, sa.select(Document), Document.id, limit, cursor)
    count = sa.select(sa.func.count()).where(SearchItem.kind == PASSAGES.kind, SearchItem.owner_id == answers.OWNER)
    return DocumentList(
        items=[describe(row, who.language) for row in rows],
        next_cursor=next_cursor,
        editable=who.role in EDITORS,
        answers=await session.scalar(count) or 0,
        embeddings=embeddings,
    )


async def rename(session: AsyncSession, document: Document, title: str) -> None:
    """Give a document another title, under which its passages are found and shown."""
    document.title = title
    document.run += 1
    rows = await session.scalars(
        sa.select(SearchItem).where(SearchItem.kind == PASSAGES.kind, SearchItem.owner_id == document.id)
    )
    items = [
        Item(row.key, row.text, {**row.extra, "title": title}, context=" \n".join((title, *row.extra["heading"])))
        for row in rows
    ]
    await PASSAGES.put(session, document.id, items)


async def delete(session: AsyncSession, document: Document) -> None:
    """Forget a document: at the commit neither it nor a word of it is found."""
    await PASSAGES.remove(session, document.id)
    await session.delete(document)


async def read_again(session: AsyncSession, document: Document) -> None:
    """Queue a document to be read anew."""
    document.status, document.problem = "queued", None
    document.run += 1


async def read_all_again(session: AsyncSession) -> list[tuple[str, int]]:
    """Queue all documents to be read anew; their ids and runs."""
    documents = list(await session.scalars(sa.select(Document)))
    for document in documents:
        await read_again(session, document)
    return [(document.id, document.run) for document in documents]


def describe(document: Document, language: Language) -> DocumentOut:
    """The document as it is shown."""
    known = document.problem if document.problem in TROUBLES else None
    return DocumentOut.model_validate(
        {
            **{name: getattr(document, name) for name in DocumentOut.model_fields if name != "problem"},
            "problem": problem(known, language) if known else None,
        }
    )


async def search(
    session: AsyncSession, text: str, limit: int = 20, *, typing: bool = False, near: Sequence[int] = ()
) -> list[Passage]:
    """The passages that have all these words, the best first; with fewer of them where none has all."""
    hits = [] if near else await PASSAGES.search(session, text, limit=limit, typing=typing)
    if not hits:
        hits = await PASSAGES.search(session, text, limit=limit, every=False, typing=typing, near=near)
    return await shown(session, hits)


async def passages(session: AsyncSession, question: str, limit: int = 5, near: Sequence[int] = ()) -> list[Passage]:
    """The passages that answer a question best; `covered` says how much of it they speak of.

    `near` are passages of like meaning (meaning.near).
    """
    hits = await PASSAGES.search(session, question, limit=limit, every=False, near=near, also=synonyms())
    return await shown(session, hits)


async def shown(session: AsyncSession, hits: list[Hit]) -> list[Passage]:
    """Hits as passages with the documents they are from."""
    owners = {hit.owner_id for hit in hits}
    documents = {row.id: row for row in await session.scalars(sa.select(Document).where(Document.id.in_(owners)))}
    return [
        Passage(
            id=hit.id,
            document=_source(hit, documents.get(hit.owner_id)),
            heading=hit.extra["heading"],
            page=hit.extra.get("page"),
            text=hit.text,
            spans=[Span(start=start, end=end) for start, end in hit.spans],
            score=round(hit.score, 4),
            covered=round(hit.covered, 4),
            found_by=hit.found_by,
        )
        for hit in hits
    ]


def _source(hit: Hit, document: Document | None) -> Source:
    if document is None:
        return Source(id=answers.OWNER, title=hit.extra["title"], kind="questionnaire")
    return Source.model_validate({"id": document.id, "title": document.title, "kind": document.kind})
