"""What knowledge sends and receives: documents, passages and cited answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.core.paging import Page
from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge.contents import Kind, Trouble
from ringside.playbook.plain import Plain

DocumentStatus = Literal["queued", "ready", "failed"]
Title = Annotated[Plain, Field(min_length=1, max_length=200)]


class DocumentProblem(BaseModel):
    """Why a document could not be read, in the caller's language."""

    slug: Trouble
    title: str
    detail: str


class DocumentOut(BaseModel):
    id: str
    title: str
    filename: str
    kind: Kind
    size: int = Field(description="Bytes.")
    status: DocumentStatus
    problem: DocumentProblem | None = None
    language: Language | None = None
    pages: int | None = Field(default=None, description="Where the format has pages.")
    passages: int
    created_at: datetime
    created_by: str = Field(description="Who gave it (user id).")
    read_at: datetime | None = None


class DocumentList(Page[DocumentOut]):
    editable: bool = Field(description="Whether the caller's role may change what is here.")
    answers: int = Field(description="Passages made from the company questionnaire.")
    embeddings: str | None = Field(description="The embedding model; without one, search goes by words only.")


class DocumentChange(BaseModel):
    title: Title


class DocumentsQueued(BaseModel):
    documents: int = Field(description="How many are read anew.")


class Source(BaseModel):
    """Where a passage is from. `kind` is `questionnaire` for the company's own answers."""

    id: str
    title: str
    kind: Kind | Literal["questionnaire"]


class Span(BaseModel):
    """Characters from `start` up to `end` of the passage's text."""

    start: int
    end: int


class Passage(BaseModel):
    id: int
    document: Source
    heading: list[str] = Field(description="The headings it stands under, outermost first.")
    page: int | None = None
    text: str
    spans: list[Span] = Field(description="Where the text has the words that were asked for.")
    score: float
    covered: float = Field(description="How much of the question's words, by their rarity, is there: 0 to 1.")
    found_by: Literal["words", "meaning", "both"] = "words"


class PassageList(BaseModel):
    items: list[Passage]
    next_cursor: str | None = None


class Question(BaseModel):
    text: Annotated[Plain, Field(min_length=1, max_length=1_000)]
    language: Language | None = Field(default=None, description="Of the answer's own words; else the question's.")


class Cited(BaseModel):
    """One sentence of an answer and what it rests on: a place in one of the answer's passages."""

    text: str
    passage: int = Field(description="Id of a passage in `passages`.")
    start: int
    end: int


class DocumentQuote(BaseModel):
    """A sentence of the company's documents, word for word, and where it stands."""

    text: str
    document: Source
    heading: list[str]
    page: int | None = None
    passage: int
    start: int
    end: int


class KnowledgeAnswer(BaseModel):
    answered: bool
    sentences: list[Cited]
    passages: list[Passage] = Field(description="The sources, the best first; the nearest ones when not answered.")
    message: str = Field(description="What to say when nothing answers the question; else empty.")
    dropped: int = Field(description="Sentences of a model that their source did not bear out.")
    source: str = Field(description='"builtin" or provider:model.')
    note: str | None = None
