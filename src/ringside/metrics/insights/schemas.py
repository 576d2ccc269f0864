"""What pinned answers send and receive."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ringside.core.ids import ID_PATTERN
from ringside.dialogue.schemas import Language
from ringside.metrics.answer.schema import Chart, Fact, Narrative
from ringside.metrics.query.schema import MetricQuery, ResultColumn
from ringside.playbook.plain import Plain

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Title = Annotated[Plain, Field(min_length=1, max_length=200)]
Format = Literal["png", "svg", "csv", "markdown"]
Scope = Literal["all", "mine", "shared"]


class Saved(BaseModel):
    """An answer as it was when it was kept: rows, facts and the words and picture made of them."""

    at: datetime
    as_of: date
    query: MetricQuery
    columns: list[ResultColumn]
    rows: list[list[Any]]
    truncated: bool = False
    facts: list[Fact]
    narrative: Narrative
    headline: str | None = None
    chart: Chart | None = None
    notes: list[str] = []
    sql: str = ""
    data_version: str
    model_version: str
    managers_only: bool = Field(default=False, description="Something in it is kept from reps by the model.")


class InsightIn(BaseModel):
    """An answer to pin: one of a conversation, or the answer to a query asked now."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Id | None = None
    message_id: Id | None = None
    query: MetricQuery | None = None
    title: Title | None = Field(default=None, description="The question in words when absent.")
    note: Annotated[Plain, Field(max_length=2_000)] = ""
    shared: bool = False
    language: Language | None = None
    as_of: date | None = None

    @model_validator(mode="after")
    def _one_source(self) -> InsightIn:
        if (self.query is None) == (self.message_id is None):
            raise ValueError("give either message_id (with conversation_id) or query")
        if self.message_id is not None and self.conversation_id is None:
            raise ValueError("a message is found by its conversation_id")
        return self


class InsightChange(BaseModel):
    """Absent fields stay."""

    model_config = ConfigDict(extra="forbid")

    title: Title | None = None
    note: Annotated[Plain, Field(max_length=2_000)] | None = None
    shared: bool | None = None
    rolling: bool | None = None


class Moved(BaseModel):
    """One cell that differs between two refreshes. `key` is the row's dimension values."""

    key: list[str | None]
    column: str
    label: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    change: float | None = None
    change_pct: float | None = Field(default=None, description="A fraction: 0.1 is ten percent more.")


class Diff(BaseModel):
    """What a refresh changed. `redefined`: the model's definitions changed too, which alone may explain it."""

    since: datetime
    changed: list[Moved] = []
    more_changed: int = Field(default=0, description="Further cells that differ and are not listed.")
    appeared: list[list[str | None]] = []
    gone: list[list[str | None]] = []
    redefined: bool = False
    text: str = ""


class AlertIn(BaseModel):
    """When to speak up. A threshold is crossed from one side to the other; a surprise is far from its own history."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["threshold", "surprise"]
    direction: Literal["above", "below", "either"] = "either"
    value: float | None = Field(default=None, allow_inf_nan=False)
    sensitivity: Annotated[float, Field(ge=2, le=6, allow_inf_nan=False)] = Field(
        default=3.5, description="Robust standard deviations that make a surprise."
    )
    every: Literal["hour", "day", "week"] = "day"
    email: bool = False

    @model_validator(mode="after")
    def _whole(self) -> AlertIn:
        if self.kind == "threshold" and (self.value is None or self.direction == "either"):
            raise ValueError("a threshold needs a value and a direction, above or below")
        return self


class AlertOut(AlertIn):
    model_config = ConfigDict(extra="ignore")

    state: Literal["waiting", "quiet", "raised", "failed", "too_little_history"]
    last_value: float | None = None
    checked_at: datetime | None = None
    raised_at: datetime | None = None
    next_at: datetime
    problem: str | None = None


class InsightItem(BaseModel):
    """A pin as lists show it."""

    id: Id
    title: str
    note: str
    shared: bool
    mine: bool
    by: str | None = Field(description="The name of whoever pinned it; null when they have left.")
    language: Language
    rolling: bool = Field(description="Whether a refresh asks about the period as it is named then.")
    created_at: datetime
    refreshed_at: datetime
    headline: Fact | None
    text: str
    chart: Chart | None
    comments: int
    moved: Moved | None = Field(default=None, description="The number that the last refresh changed most.")
    alert: AlertOut | None = None


class InsightOut(InsightItem):
    saved: Saved
    diff: Diff | None = Field(description="What the last refresh changed.")
    version: int


class Refresh(BaseModel):
    """One earlier state of a pin."""

    id: Id
    at: datetime
    text: str
    headline: Fact | None
    diff: Diff | None


class Refreshes(BaseModel):
    items: list[Refresh]
    next_cursor: str | None = None


class CommentIn(BaseModel):
    """A remark; who is mentioned is told."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Plain, Field(min_length=1, max_length=4_000)]
    mentions: Annotated[list[Id], Field(max_length=20)] = []


class Teammate(BaseModel):
    user_id: str
    name: str | None


class CommentOut(BaseModel):
    id: Id
    by: Teammate
    mine: bool
    text: str
    mentions: list[Teammate]
    at: datetime
