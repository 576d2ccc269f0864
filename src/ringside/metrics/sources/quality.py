"""What is suspicious in tables that could be read: doubled keys and rows, empty columns, two spellings of one value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.names import words
from ringside.metrics.sources.raw import SHOWN, Notes
from ringside.metrics.sources.schema import ColumnProfile, Problem, StoredTable

if TYPE_CHECKING:
    import duckdb

MOST_SPELLINGS = 5000
MOST_FOR_TYPOS = 400
NEARLY_UNIQUE = 0.9
ALIKE = 88.0


def check_table(
    db: duckdb.DuckDBPyConnection, path: Path, table: StoredTable, texts: Mapping[str, Sequence[str]], notes: Notes
) -> None:
    """Note what is suspicious in one table."""
    if not table.rows:
        notes.add("empty-table")
        return
    source = f"read_parquet({literal(str(path))})"
    for column in table.columns.values():
        if column.nulls == column.rows:
            notes.add("all-null", column=column.header, count=column.rows)
    _doubled_rows(db, source, table, notes)
    _doubled_keys(db, source, table, notes)
    for name, values in texts.items():
        column = table.columns[name]
        if column.type in ("category", "text") and column.distinct <= MOST_SPELLINGS and not _free_text(column):
            _spellings(db, source, column, values, notes)


def _doubled_rows(db: duckdb.DuckDBPyConnection, source: str, table: StoredTable, notes: Notes) -> None:
    if any(column.is_unique for column in table.columns.values()) or len(table.columns) > 100:
        return
    listed = ", ".join(map(quoted, table.columns))
    found = db.execute(
        "SELECT coalesce(sum(n - 1), 0)::BIGINT "
        f"FROM (SELECT count(*) AS n FROM {source} GROUP BY {listed} HAVING n > 1)"
    ).fetchone()
    if found and found[0]:
        notes.add("duplicate-rows",
                  count=found[0])  # fmt: skip


def _doubled_keys(db: duckdb.DuckDBPyConnection, source: str, table: StoredTable, notes: Notes) -> None:
    """Columns that look like the key of their table and are one but for a few rows."""
    for column in table.columns.values():
        filled = column.rows - column.nulls
        if column.is_unique or not filled or not is_key_like(table, column):
            continue
        if column.distinct < NEARLY_UNIQUE * filled and not (filled < 20 and filled - column.distinct <= 2):
            continue
        if column.distinct == filled:  # never twice, only sometimes missing
            notes.add("missing-keys", column=column.header, count=column.nulls)
            continue
        name = quoted(column.name)
        doubled = db.execute(
            f"SELECT CAST({name} AS VARCHAR), count(*) AS n FROM {source} WHERE {name} IS NOT NULL "
            f"GROUP BY {name} HAVING n > 1 ORDER BY n DESC, 1 LIMIT {SHOWN}"
        ).fetchall()
        notes.add(
            "duplicate-keys", "error",
            column=column.header, count=filled - column.distinct, examples=tuple(value for value, _ in doubled),
        )  # fmt: skip


def is_key_like(table: StoredTable, column: ColumnProfile) -> bool:
    """Whether a column is named as the key of its table: id, or the table's own name with id, number or code."""
    if column.arrow.startswith(("date", "timestamp", "double", "bool")):
        return False
    named = words(column.header)
    if len(named) < 2:
        return named in (["id"], ["key"], ["uuid"], ["guid"], ["מזהה"])
    if named[-1] not in ("id", "key", "code", "number", "uuid", "guid", "מזהה", "קוד"):
        return False
    if _stem("".join(named[:-1])) == _stem("".join(words(table.label))):
        return True
    first = next(iter(table.columns.values()))
    return column is first and column.distinct >= 50 and column.distinct >= 0.98 * column.rows


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    return word


def _free_text(column: ColumnProfile) -> bool:
    """Columns whose values are each other's neighbours by nature: addresses, links, sentences."""
    values = [str(value) for value in column.sample]
    return any("@" in value or "://" in value for value in values) or sum(map(len, values)) > 60 * len(values)


def fold(value: str) -> str:
    """A value without case, accents, blanks and punctuation: what makes two spellings one."""
    plain = unicodedata.normalize("NFKD", value).casefold()
    return "".join(char for char in plain if char.isalnum())


def _spellings(
    db: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile, values: Sequence[str], notes: Notes
) -> None:
    """Groups of values that are probably one value, with how many rows have each."""
    groups = [group for group in _groups(values) if len(group) > 1]
    if not groups:
        return
    shown: list[str] = []
    rare = 0
    name = quoted(column.name)
    for group in groups:
        listed = ", ".join(map(literal, group))
        counted = db.execute(
            f"SELECT {name}, count(*) AS n FROM {source} WHERE {name} IN ({listed}) GROUP BY 1 ORDER BY n DESC, 1"
        ).fetchall()
        rare += sum(count for _, count in counted[1:])
        shown.append(" / ".join(f"{value} ({count})" for value, count in counted))
    notes.add(
        "similar-values",
        column=column.header, count=rare, value=shown[0], examples=tuple(shown[:SHOWN]),
    )  # fmt: skip


def _groups(values: Sequence[str]) -> list[list[str]]:
    """Spellings of one thing together, the most frequent first: equal when folded, or a slip of the pen apart."""
    folded: dict[str, list[str]] = {}
    for value in values:
        folded.setdefault(fold(value) or value, []).append(value)
    if len(folded) <= MOST_FOR_TYPOS:
        _merge_typos(folded)
    return list(folded.values())


def _merge_typos(folded: dict[str, list[str]]) -> None:
    from rapidfuzz import fuzz  # noqa: PLC0415
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    keys = list(folded)
    for place, key in enumerate(keys):
        for other in keys[:place]:
            if other not in folded or key not in folded or len(key) < 6 or min(len(key), len(other)) < 6:
                continue
            # Series differ by a digit or a letter at their end on purpose: Model A, Model B, Q1, Q2.
            if re.sub(r"\D", "", key) != re.sub(r"\D", "", other) or key[:-1] == other[:-1] or key[0] != other[0]:
                continue
            if fuzz.ratio(key, other) >= ALIKE and DamerauLevenshtein.distance(key, other) == 1:
                folded[other] += folded.pop(key)
                break


def check_between(tables: Mapping[str, StoredTable], texts: Mapping[str, Mapping[str, Sequence[str]]]) -> list[Problem]:
    """Values that refer to another table's and differ from them in spelling only: `texts` by table and column."""
    keys = [
        (table, column)
        for table in tables.values()
        for column in table.columns.values()
        if column.is_unique and column.name in texts.get(table.name, {}) and column.distinct <= MOST_SPELLINGS
    ]
    found = (
        _misspelled(table, column, texts[table.name][column.name], other, texts[other.name][key.name], key.name)
        for table in tables.values()
        for column in table.columns.values()
        if column.name in texts.get(table.name, {}) and column.distinct <= MOST_SPELLINGS
        for other, key in keys
        if other is not table and _refers(column, other, key)
    )
    return [problem for problem in found if problem is not None]


def _refers(column: ColumnProfile, other: StoredTable, key: ColumnProfile) -> bool:
    """Whether a column is named as the key of another table, or as that table."""
    name, about = "".join(words(column.header)), _stem("".join(words(other.label)))
    return name == "".join(words(key.header)) or name in (about, f"{about}name")


def _misspelled(
    table: StoredTable, column: ColumnProfile, values: Sequence[str], other: StoredTable, known: Sequence[str], key: str
) -> Problem | None:
    exact = set(known)
    folded = {fold(value): value for value in known}
    wrong = {value: folded[fold(value)] for value in values if value not in exact and fold(value) in folded}
    if not wrong or not exact & set(values):
        return None  # either all is well, or these are two lists that only share a name
    counts = dict(column.top)
    shown = tuple(f"{value} → {right} ({counts.get(value, 1)})" for value, right in wrong.items())
    return Problem(
        what="differs-from-key", severity="error", table=table.name, column=column.header, value=shown[0],
        count=sum(counts.get(value, 1) for value in wrong), examples=shown[:SHOWN],
        details={"other": f"{other.name}.{key}"},
    )  # fmt: skip
