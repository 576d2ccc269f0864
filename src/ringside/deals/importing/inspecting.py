"""A file looked at as a whole, before a row of it is stored: its columns, what they are, and what it leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ringside.deals.importing import identity, planning, profiling, reading
from ringside.deals.importing.guessing import Guess, ImportKind
from ringside.deals.importing.planning import Identity, Plan
from ringside.deals.importing.profiling import Column, Evidence, Sampler
from ringside.deals.importing.reading import Layout
from ringside.deals.importing.reports import Line
from ringside.deals.importing.schemas import ImportMapping
from ringside.deals.schemas import DealStatus

MOST_WORDS = 2_000
_FINITE = ("status", "stage", "currency")
"""Fields of which every value of the whole file is wanted."""


@dataclass(frozen=True)
class Inspected:
    """A file and how it will be read."""

    path: Path
    layout: Layout
    rows: int
    columns: tuple[Column, ...]
    guesses: Mapping[str, Guess]
    evidence: Mapping[str, Evidence]
    sample: tuple[Line, ...]
    plan: Plan


@dataclass(frozen=True)
class Before:
    """How a file with these columns was read before."""

    mapping: ImportMapping | None = None
    identity: Identity | None = None
    namespace: str = ""


def headers(path: Path) -> tuple[str, ...]:
    """The names of a file's columns. Raises Unreadable."""
    return reading.look(path).headers


def inspect(path: Path, kind: ImportKind, given: ImportMapping | None, before: Before) -> Inspected:
    """Look at the whole file twice: what its columns are, then how dates are written and which words occur.

    Takes a while for a long one: call it in a thread. Raises Unreadable.
    """
    layout = reading.look(path)
    sampler = Sampler()
    for line in reading.lines(path, layout):
        sampler.add(line)
    columns = profiling.columns(layout.headers, sampler.rows)
    guesses = planning.chosen(kind, columns, given, before.mapping, sampler.rows)
    fields = {header: item.field for header, item in guesses.items()}
    evidence = _evidence(columns, fields)
    if sampler.total > len(sampler.rows):
        columns = _whole(path, layout, columns, fields, evidence)
    mapping = _merged(given, before.mapping, fields)
    rows = [line.cells for line in sampler.rows]
    how = before.identity if _still(before.identity, fields) else None
    how = how or planning.identity_of(kind, fields, columns, rows)
    space = before.namespace if _counts_only(how, fields, columns) else ""
    plan = planning.plan(kind, columns, fields, evidence, mapping, how, space)
    return Inspected(
        path, layout, sampler.total + sampler.broken, tuple(columns), guesses, evidence, tuple(sampler.rows), plan
    )


def mapping_of(seen: Inspected, given: ImportMapping | None, before: Before) -> ImportMapping:
    """Everything that was decided, as it can be sent again."""
    fields = {header: item.field for header, item in seen.guesses.items()}
    return _merged(given, before.mapping, fields)


def _merged(given: ImportMapping | None, saved: ImportMapping | None, fields: Mapping[str, str]) -> ImportMapping:
    said: dict[str, object] = {}
    outcome: dict[str, DealStatus] = {}
    for mapping in (saved, given):
        if mapping is not None:
            said |= {
                name: value
                for name in ("date_order", "decimal", "currency")
                if (value := getattr(mapping, name)) is not None
            }
            outcome |= mapping.outcome
    return ImportMapping.model_validate({"columns": dict(fields), "outcome": outcome, **said})


def _evidence(columns: Sequence[Column], fields: Mapping[str, str]) -> dict[str, Evidence]:
    """What the sample says of the dates and numbers."""
    found: dict[str, Evidence] = {}
    for column in columns:
        kind = planning.type_of(column, fields[column.header])
        mine = Evidence()
        if kind in ("date", "custom_date"):
            for value in column.counts:
                mine.see_date(value)
        elif kind in ("money", "share", "count", "length", "custom_number"):
            for value in column.counts:
                mine.see_number(value)
        else:
            continue
        found[column.header] = mine
    return found


def _whole(
    path: Path, layout: Layout, columns: Sequence[Column], fields: Mapping[str, str], evidence: dict[str, Evidence]
) -> list[Column]:
    """Dates and words of the rows that the sample left out."""
    dated = [c for c in columns if planning.type_of(c, fields[c.header]) in ("date", "custom_date")]
    worded = [c for c in columns if fields[c.header] in _FINITE]
    for column in dated:
        evidence[column.header] = Evidence(comma=0)
    counts = {column.header: Counter[str]() for column in worded}
    for line in reading.lines(path, layout):
        if line.broken is not None:
            continue
        for column in dated:
            if cell := line.cells[column.place].strip():
                evidence[column.header].see_date(cell)
        for column in worded:
            if (cell := line.cells[column.place].strip()) and len(counts[column.header]) < MOST_WORDS:
                counts[column.header][cell[:500]] += 1
    return [Column(c.header, c.place, c.rows, counts[c.header], c.kind) if counts.get(c.header) else c for c in columns]


def _still(how: Identity | None, fields: Mapping[str, str]) -> bool:
    """Whether the columns that told records apart before are there now."""
    given = set(fields.values())
    return (
        how == "content"
        or (how == "id" and "id" in given)
        or (how == "name" and bool(given & {"name", "email", "last"}))
    )


def _counts_only(how: Identity, fields: Mapping[str, str], columns: Sequence[Column]) -> bool:
    if how != "id":
        return how == "name"
    return any(
        identity.namespace_needed(list(column.counts)[:500]) for column in columns if fields[column.header] == "id"
    )
