"""A table as a file holds it, before anything is made of its cells, and how far files may go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ringside.metrics.model.schema import Scalar
from ringside.metrics.sources.schema import Problem, Severity, What

if TYPE_CHECKING:
    import pyarrow as pa

MOST_COLUMNS = 1000
MOST_TABLES = 300
MOST_ROWS = 200_000_000
MOST_UNPACKED = 8 * 1024**3
BATCH = 20_000
SHOWN = 10
"""Examples a problem lists."""


class Unreadable(Exception):
    """A file that cannot be taken in at all, and why."""

    def __init__(self, file: str, what: What, **details: Scalar) -> None:
        super().__init__(f"{file}: {what}")
        self.problem = Problem(what=what, severity="error", table=shortened(file), details=details)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was not taken over, kept as it was."""

    row: int | None
    column: str
    value: str
    what: What


@dataclass(slots=True)
class Notes:
    """What is noticed while a table is read: each kind once per column, counted, with its first place."""

    table: str
    found: dict[tuple[str, str], Problem] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def add(
        self,
        what: What,
        severity: Severity = "warning",
        *,
        column: str = "",
        row: int | None = None,
        value: str = "",
        count: int = 1,
        examples: tuple[str, ...] = (),
        **details: Scalar,
    ) -> None:
        """Note a problem, or count it once more."""
        value = shortened(value)
        known = self.found.get((what, column))
        if known is None:
            shown = examples or ((value,) if value else ())
            self.found[what, column] = Problem(
                what=what, severity=severity, table=self.table, column=column, row=row, value=value, count=count,
                examples=tuple(map(shortened, shown[:SHOWN])), details=details,
            )  # fmt: skip
            return
        more = tuple(dict.fromkeys((*known.examples, *([value] if value else examples))))[:SHOWN]
        self.found[what, column] = known.model_copy(update={"count": known.count + count, "examples": more})


@dataclass(slots=True)
class Raw:
    """One table of a file. Batches have the columns `_row` (where a row stands in its file) and c0, c1, ..."""

    name: str
    headers: list[str]
    batches: Iterator[pa.RecordBatch]
    notes: Notes
    loose: bool = True
    """Whether text may stand for numbers, flags and dates, as in a CSV; a database says what is text."""
    day_first: bool | None = None
    """What the kind of file suggests where dates do not say it themselves."""
    decimal_comma: bool = False


def shortened(value: str) -> str:
    """A value for a report: one line of at most 200 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in value[:600]).split())
    return line if len(line) <= 200 else line[:199] + "…"
