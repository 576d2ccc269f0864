"""What an import is told and what it answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.deals.importing.guessing import ImportKind
from ringside.deals.schemas import DealStatus

ColumnType = Literal["empty", "flag", "number", "date", "email", "text"]
DateOrder = Literal["day", "month"]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class ImportMapping(BaseModel):
    """How the columns of a file are read. What is left out is guessed."""

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = Field(
        default_factory=dict,
        max_length=400,
        description="Header to field, `custom` (kept under its header), `skip`, or `stage_date:<stage>`.",
    )
    outcome: dict[str, DealStatus] = Field(
        default_factory=dict, max_length=200, description="What values of the status or stage column mean."
    )
    date_order: DateOrder | None = Field(None, description="How dates like 3/4/2026 are written.")
    decimal: Literal["comma", "point"] | None = Field(None, description="How 1.234 is meant: comma, as in 1.234,00.")
    currency: Currency | None = Field(None, description="Of amounts that carry none.")


class ImportColumn(BaseModel):
    """One column of a file and what it is taken for."""

    header: str
    field: str
    confidence: float = Field(ge=0, le=1)
    type: ColumnType
    filled: int = Field(description="Of the rows looked at.")
    distinct: int
    examples: list[str]


class ImportOutcome(BaseModel):
    """How a value of the status or stage column is read; null status: not understood, taken as open."""

    value: str
    status: DealStatus | None
    rows: int


class ImportQuestion(BaseModel):
    """What the file leaves open: to be answered once, in the mapping."""

    id: Literal["date_order", "decimal", "currency", "outcome"]
    text: str
    columns: list[str]
    options: list[str]
    guess: str | None
    examples: list[str]


class ImportProblem(BaseModel):
    """What is wrong with one row, and what to do."""

    row: int = Field(description="Its line in the file, the first being 1.")
    column: str | None
    value: str | None
    problem: str


class ImportRemark(BaseModel):
    """What was done that a person should know, and how often."""

    code: str
    text: str
    count: int
    row: int | None = None


class ImportPreview(BaseModel):
    """What a file holds and how it would be read. Nothing has been stored."""

    kind: ImportKind
    rows: int
    encoding: str
    delimiter: str
    identity: Literal["id", "name", "content"] = Field(description="What tells the same record in the next import.")
    columns: list[ImportColumn]
    fields: list[str] = Field(
        description="What a column may be taken for, besides custom, skip and stage_date:<stage>."
    )
    sample: list[list[str]]
    outcome: list[ImportOutcome]
    questions: list[ImportQuestion]
    problems: list[ImportProblem]
    mapping: ImportMapping
    saved: bool = Field(description="Whether the mapping was used before for a file with these headers.")


class ImportResult(BaseModel):
    """What an import did, or with `dry_run` would do."""

    kind: ImportKind
    dry_run: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[ImportProblem] = Field(description="The first 1,000.")
    errors_total: int
    notes: list[ImportRemark]
    linked: dict[str, int] = Field(description="Accounts, contacts, competitors, stages made along the way.")
    outcome: dict[DealStatus, int] = Field(description="Deals of the file by status.")
    identity: Literal["id", "name", "content"]
    mapping: ImportMapping


class ImportLayoutOut(BaseModel):
    """A mapping that was used for files with these headers."""

    id: str
    kind: ImportKind
    headers: list[str]
    mapping: ImportMapping
    used_at: str
