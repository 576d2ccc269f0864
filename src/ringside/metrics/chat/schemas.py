"""What the conversation about numbers sends and receives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ringside.core.ids import ID_PATTERN
from ringside.dialogue.schemas import Language
from ringside.metrics.answer.schema import Chart, Fact, Segment
from ringside.metrics.query.schema import Filter, Intent, MetricQuery, ResultColumn, Time
from ringside.metrics.question.schema import Chip, Choice, Word

Status = Literal["answered", "asked", "refused"]
Thumbs = Literal["up", "down"]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]


class AskIn(BaseModel):
    """A question in words; or an edited understanding in `query`; or one of the choices that were offered last."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=200_000)
    conversation_id: str | None = Field(default=None, max_length=64)
    as_of: date | None = Field(default=None, description="The day the question counts from; today when absent.")
    language: Language | None = Field(default=None, description="Of the answer; the question's own when absent.")
    query: MetricQuery | None = None
    choice: int | None = Field(default=None, ge=0, le=5, description="Which of the last question's choices, from 0.")


class Understanding(BaseModel):
    """What the question was taken for: `query` entire, its main parts beside it, and the same in words."""

    intent: Intent
    subject: str | None
    measures: tuple[str, ...]
    dimensions: tuple[str, ...]
    time: Time
    filters: tuple[Filter, ...]
    limit: int | None
    query: MetricQuery
    chips: tuple[Chip, ...] = ()
    words: str = Field(default="", description="The query said in one sentence.")
    spans: tuple[Word, ...] = Field(default=(), description="Which words of the question were taken for what.")
    assumed: tuple[str, ...] = ()
    source: str = Field(default="builtin", description="Who understood it: builtin, provider:model, or person.")


class Computed(BaseModel):
    """How the numbers came about."""

    sql: str
    rows: int
    scanned: int | None
    tables: tuple[str, ...]
    data_version: str
    model_version: str
    took_ms: float
    cached: bool


class Worded(BaseModel):
    """Who worded the narrative, and why a model's words were not used."""

    source: str
    rejected: str | None = None


class AnswerOut(BaseModel):
    """What became of a question. Of `asked` and `refused` only the question back, or the reason, is filled in."""

    conversation_id: str
    message_id: str
    asked: str = Field(description="The question.")
    at: datetime
    as_of: date
    status: Status
    language: Language
    source: str = "builtin"
    understanding: Understanding | None = None
    columns: tuple[ResultColumn, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truncated: bool = Field(default=False, description="There are more rows than these.")
    narrative: str = ""
    segments: tuple[Segment, ...] = ()
    worded: Worded | None = None
    facts: tuple[Fact, ...] = ()
    headline: str | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    question: str | None = None
    reason: str | None = None
    choices: tuple[Choice, ...] = ()
    computed: Computed | None = None
    thumbs: Thumbs | None = None


class RowsOut(BaseModel):
    """The numbers, as soon as they are there: before they are put into words."""

    columns: tuple[ResultColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    facts: tuple[Fact, ...]
    headline: str | None = None
    chart: Chart | None = None


class PieceOut(BaseModel):
    """The next stretch of the narrative."""

    text: str
    fact: str | None = None


class MetricConversation(BaseModel):
    """One conversation in the list."""

    id: str
    title: str
    at: datetime
    last_at: datetime
    messages: int


class MetricMessage(BaseModel):
    """One message as it is kept. `answer` is the whole of what was answered."""

    id: str
    timestamp: datetime
    sender: Literal["user", "ringside"]
    text: str
    context: dict[str, Any]
    metadata: dict[str, Any]
    answer: AnswerOut | None = None


class MetricConversationDetail(MetricConversation):
    """A conversation with its messages, oldest first; `next_cursor` leads to the later ones."""

    items: list[MetricMessage]
    next_cursor: str | None = None


class MetricConversationChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class ThumbsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    thumbs: Thumbs | None = Field(description="null takes it back.")
    reason: str | None = Field(default=None, max_length=1000)
