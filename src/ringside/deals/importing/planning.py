"""How the rows of one file are read: fields of columns, orders of dates, decimal signs, identity of rows."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ringside.deals.importing import guessing, headers, outcome, values
from ringside.deals.importing.guessing import CUSTOM, FIELD_TYPES, SEVERAL, SKIP, STAGE_DATE, Guess, ImportKind
from ringside.deals.importing.profiling import Column, Evidence
from ringside.deals.importing.reports import Line
from ringside.deals.importing.schemas import ImportMapping
from ringside.deals.schemas import DealStatus

Identity = Literal["id", "name", "content"]
_SCALED = re.compile(
    r"(?:[(\[/ ]|in |^)[$€£₪]?(?:(?P<k>k|000s?|thousands?|tsd|אלפים|אלפי \S+|באלפים)"
    r"|(?P<m>m|mm|mn|mio|millions?|במיליונים|מיליוני \S+)|(?P<b>bn|billions?))"
    r"[$€£₪]?(?:[)\]]|$| usd| eur| gbp| ils)", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One column as it is read."""

    place: int
    header: str
    field: str
    type: str
    day_first: bool = False
    comma: bool = False
    percent: bool = False
    scale: int = 0
    """The power of ten by which amounts are larger than written."""
    known: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    """What texts of this column were read as."""


@dataclass(frozen=True)
class Plan:
    """Everything that reading a row needs. The same plan reads the same row the same way."""

    kind: ImportKind
    parts: tuple[Part, ...]
    outcome: Mapping[str, DealStatus | None]
    has_outcome: bool
    currency: str | None
    identity: Identity
    namespace: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column has."""
        return frozenset(part.field for part in self.parts)


def fields(kind: ImportKind) -> list[str]:
    """What a column of this kind of file may be taken for."""
    return list(values.words("vocabulary")[kind])


def chosen(
    kind: ImportKind,
    columns: Sequence[Column],
    given: ImportMapping | None,
    saved: ImportMapping | None,
    rows: Sequence[Line] = (),
) -> dict[str, Guess]:
    """The field of each column: as the person says, else as it was before, else as guessed."""
    guessed = guessing.guess(kind, columns, rows)
    said: dict[str, str] = {}
    for mapping in (saved, given):
        if mapping is not None:
            said |= _by_header(kind, columns, mapping.columns)
    found = {header: Guess(field, 1.0) for header, field in said.items()}
    taken = {field for field in said.values() if field not in SEVERAL}
    for header, item in guessed.items():
        if header not in found:
            found[header] = Guess(CUSTOM, 1.0) if item.field in taken else item
    return {column.header: found[column.header] for column in columns}


def _by_header(kind: ImportKind, columns: Sequence[Column], given: Mapping[str, str]) -> dict[str, str]:
    """The fields of headers that the file has, however they are spelled."""
    known = {headers.spaced(column.header): column.header for column in columns}
    known |= {column.header: column.header for column in columns}
    found: dict[str, str] = {}
    for header, field in given.items():
        name = known.get(header) or known.get(headers.spaced(header))
        if name is not None and is_field(kind, field):
            found[name] = field
    return found


def is_field(kind: ImportKind, field: str) -> bool:
    """Whether a column may be mapped to this."""
    return field in (CUSTOM, SKIP) or field in values.words("vocabulary")[kind] or (
        kind == "deals" and field.startswith(STAGE_DATE) and 0 < len(field) - len(STAGE_DATE) <= 120
    )  # fmt: skip


def type_of(column: Column, field: str) -> str:
    """How a column's cells are read."""
    if field.startswith(STAGE_DATE):
        return "date"
    if field == CUSTOM:
        return {"flag": "spoken", "number": "custom_number", "date": "custom_date"}.get(column.kind, "custom_text")
    return FIELD_TYPES.get(field, "text")


def plan(
    kind: ImportKind, columns: Sequence[Column], fields_: Mapping[str, str], evidence: Mapping[str, Evidence],
    mapping: ImportMapping, identity: Identity, namespace: str,
) -> Plan:  # fmt: skip
    """The plan of a file whose columns have these fields."""
    parts = tuple(
        _part(column, fields_[column.header], evidence.get(column.header, Evidence()), evidence, mapping)
        for column in columns
        if fields_[column.header] != SKIP
    )
    return Plan(
        kind, parts, outcomes(columns, fields_, mapping),
        bool({"status", "won", "lost"} & set(fields_.values())) or _stage_ends(columns, fields_, mapping),
        mapping.currency or _currency_in_header(columns, fields_), identity, namespace,
    )  # fmt: skip


def _part(column: Column, field: str, mine: Evidence, all_: Mapping[str, Evidence], mapping: ImportMapping) -> Part:
    kind = type_of(column, field)
    return Part(
        column.place, column.header, field, kind,
        day_first=day_first(mine, all_, mapping), comma=decimal_comma(kind, mine, all_, mapping),
        percent=kind == "share" and mine.most > 1, scale=_scale(column.header) if kind == "money" else 0,
    )  # fmt: skip


def _scale(header: str) -> int:
    """The power of ten that a header gives to its amounts: `Value ($k)`, `Revenue in millions`."""
    found = _SCALED.search(header)
    if found is None:
        return 0
    return 3 if found["k"] else 6 if found["m"] else 9


def day_first(mine: Evidence, all_: Mapping[str, Evidence], mapping: ImportMapping) -> bool:
    """Whether 3/4 is the third of April: as days above twelve in this column say, else in the others, else dots do."""
    if mine.day_first != mine.month_first:
        return mine.day_first > mine.month_first
    if mapping.date_order:
        return mapping.date_order == "day"
    days = sum(item.day_first for item in all_.values())
    months = sum(item.month_first for item in all_.values())
    if days != months:
        return days > months
    return mine.dotted > 0 or sum(item.comma for item in all_.values()) > sum(item.point for item in all_.values())


def decimal_comma(kind: str, mine: Evidence, all_: Mapping[str, Evidence], mapping: ImportMapping) -> bool:
    """Whether 1.234 is more than a thousand. Money has no thousandths, so three digits behind a sign are a group."""
    if mine.comma != mine.point:
        return mine.comma > mine.point
    if mapping.decimal:
        return mapping.decimal == "comma"
    if kind == "money" and len(mine.grouped) == 1:
        return "." in mine.grouped
    return sum(item.comma for item in all_.values()) > sum(item.point for item in all_.values())


def outcomes(
    columns: Sequence[Column], fields_: Mapping[str, str], mapping: ImportMapping
) -> dict[str, DealStatus | None]:
    """What the values of status and stage columns mean, as said or as understood; by the value as compared."""
    found: dict[str, DealStatus | None] = {}
    for field in ("stage", "status"):
        for column in columns:
            if fields_[column.header] == field:
                meant = outcome.statuses(column.counts)
                found |= {values.plain(value): status for value, status in meant.items()}
    return found | {values.plain(value): status for value, status in mapping.outcome.items()}


def _stage_ends(columns: Sequence[Column], fields_: Mapping[str, str], mapping: ImportMapping) -> bool:
    return bool({"won", "lost"} & set(outcomes(columns, fields_, mapping).values()))


def _currency_in_header(columns: Sequence[Column], fields_: Mapping[str, str]) -> str | None:
    known = values.words("vocabulary")["currencies"]
    for column in columns:
        if fields_[column.header] == "amount":
            for word in (*column.header.casefold().replace("(", " ").replace(")", " ").split(), *column.header):
                if word in known:
                    return str(known[word])
    return None


def identity_of(
    kind: ImportKind, fields_: Mapping[str, str], columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> Identity:
    """What tells the same record in the next import: its id, its name (with its account), or all that it says."""
    places = {fields_[column.header]: column.place for column in columns}
    if "id" in places:
        return "id"
    if kind == "activities":
        return "content"
    if kind == "contacts" and "email" in places:
        return "name"
    if "name" not in places and not (kind == "contacts" and {"first", "last"} & set(places)):
        return "content"
    if kind != "deals":
        return "name"
    keys = {(values.plain(row[places["name"]]), values.plain(row[places["account"]]) if "account" in places else "")
            for row in rows}  # fmt: skip
    return "name" if len(keys) >= 0.8 * len(rows) else "content"
