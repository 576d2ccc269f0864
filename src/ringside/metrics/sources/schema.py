"""What is known of stored tables, and what was found wrong while they were loaded. Imports nothing heavy."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.metrics.model.schema import ColumnType, Scalar

TENANT = "_tenant"
"""The constant column of every stored table by which each scan is limited to its tenant."""

Severity = Literal["error", "warning", "note"]
What = Literal[
    "broken-row", "unclosed-quote", "undecodable", "encoding", "invisible", "unparsable", "read-as-empty",
    "ambiguous-dates", "mixed-dates", "ambiguous-numbers", "mixed-currencies", "time-zones", "no-header", "preamble",
    "renamed-column", "renamed-table", "duplicate-header", "kept-as-text", "all-null", "empty-table", "empty-rows",
    "duplicate-keys", "missing-keys", "duplicate-rows", "similar-values", "differs-from-key", "nested-values",
    "left-out", "formula-errors", "formulas-not-computed", "total-row", "too-many-columns",
    "too-many-rows", "too-many-tables",
    "too-large", "unknown-kind", "damaged", "encrypted", "nothing-in-it", "unreachable", "driver-missing", "internal",
]  # fmt: skip


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Frozen):
    """Something in a file that a person should know: what it is, where, and how often. `wording` says it in words."""

    what: What
    severity: Severity
    table: str = ""
    column: str = ""
    row: int | None = Field(default=None, description="The first line (or sheet row) concerned, counted from 1.")
    value: str = Field(default="", max_length=400)
    count: int = 1
    examples: tuple[str, ...] = ()
    details: dict[str, Scalar] = {}


class ColumnProfile(Frozen):
    """A column as it is stored. Dates in `min`, `max`, `top` and `sample` are ISO text."""

    name: str
    header: str = Field(description="As it was written in the file.")
    type: ColumnType
    arrow: str = Field(description="The stored type, as Arrow words it: int64, decimal128(18, 2), string, date32[day].")
    rows: int
    nulls: int
    distinct: int
    min: Scalar | None = None
    max: Scalar | None = None
    top: tuple[tuple[Scalar, int], ...] = Field(default=(), description="The most frequent values, 50 at most.")
    sample: tuple[Scalar, ...] = ()
    is_unique: bool = Field(description="Never null and never twice.")
    decimals: int | None = Field(default=None, description="Places after the point that are really used.")
    unit: str | None = Field(default=None, description="A currency code, or 'percent' for values kept as fractions.")


class Connection(Frozen):
    """A warehouse that is asked directly. `sealed` is its address, encrypted: `sources.connect.backend` opens it."""

    source_id: str
    tenant_id: str
    kind: str
    sealed: str
    schema_name: str | None = None
    tenant_column: str | None = None
    tenant_value: str | None = None


class StoredTable(Frozen):
    """One table. `files` are Parquet files of the tenant's file store, or of the folder that `loading.load` filled."""

    name: str
    label: str
    rows: int
    columns: dict[str, ColumnProfile]
    files: tuple[str, ...] = ()
    values: str | None = Field(default=None, description="The file with distinct values of text columns.")
    source_id: str = ""
    managers_only: bool = Field(default=False, description="What a model drafted from it keeps for managers.")
    remote: str | None = Field(default=None, description="The table's own name in a connected warehouse.")
    connection: Connection | None = None


class Catalog(Frozen):
    """All tables of a tenant by name. `version` changes whenever any of the data does."""

    version: str
    tables: dict[str, StoredTable]


class LoadedTable(Frozen):
    """A table in a load report."""

    name: str
    label: str
    rows: int
    columns: int
    rejected: int = Field(default=0, description="Cells that could not be read and rows that were broken.")


class Report(Frozen):
    """What came of a load."""

    tables: tuple[LoadedTable, ...] = ()
    problems: tuple[Problem, ...] = ()
