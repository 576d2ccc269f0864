"""Sources of numbers as they go over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ringside.metrics.model.schema import ColumnType, Scalar
from ringside.metrics.sources.schema import What

Kind = Literal["files", "connection", "own", "demo"]
Status = Literal["queued", "loading", "ready", "failed"]


class ColumnOut(BaseModel):
    name: str
    header: str
    type: ColumnType
    nulls: int
    distinct: int
    min: Scalar | None
    max: Scalar | None
    sample: list[Scalar]
    unit: str | None


class TableOut(BaseModel):
    """A table as it was loaded."""

    name: str
    label: str
    rows: int
    rejected: int = Field(description="Cells that could not be read and rows that were broken; all are kept apart.")
    columns: list[ColumnOut]


class ProblemOut(BaseModel):
    """Something in the data that a person should know, in the reader's language."""

    code: What
    severity: Literal["error", "warning", "info"]
    table: str
    column: str
    row: int | None = Field(description="The first line or sheet row concerned, counted from 1.")
    value: str
    values: list[str]
    count: int
    what: str
    fix: str


class ReportOut(BaseModel):
    """What came of a load."""

    tables: list[TableOut] = []
    problems: list[ProblemOut] = []


class SourceItem(BaseModel):
    """A source of numbers."""

    id: str
    name: str
    kind: Kind
    status: Status
    problem: str | None = Field(description="Why the last load failed.")
    version: int
    created_at: datetime
    loaded_at: datetime | None
    tables: list[str]
    rows: int


class MetricSource(SourceItem):
    report: ReportOut
    rejected: bool = Field(description="Whether there is a list of what was not taken over.")


class MetricSources(BaseModel):
    items: list[SourceItem]


class NewSource(BaseModel):
    """The form fields of an upload, beside its files."""

    name: str = Field(default="", max_length=200)


class NewConnection(BaseModel):
    """A warehouse to ask. Its address holds the password, is kept encrypted and never given back."""

    url: str = Field(
        min_length=5, max_length=4000, description="Such as postgresql://user:password@host:5432/database."
    )
    name: str = Field(default="", max_length=200)
    tables: list[str] = Field(default=[], max_length=200, description="Which tables; all of the schema when empty.")
    schema_name: str | None = Field(default=None, max_length=200, alias="schema")
    tenant_column: str | None = Field(
        default=None, max_length=63, description="Only rows with `tenant_value` here count."
    )
    tenant_value: str | None = Field(default=None, max_length=200)
    mode: Literal["live", "copy"] = Field(default="live", description="Ask it each time, or copy its tables.")
