"""What differs between two states of the same pinned answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ringside.metrics.insights.schemas import Diff, Moved, Saved
from ringside.metrics.query.schema import ResultColumn

LISTED = 50
_KEYS = ("dimension", "period")
Key = tuple[str | None, ...]
Write = Callable[[Any, Any, ResultColumn], tuple[str, str]]
"""Words two values of a column so that they read differently when they differ."""


def between(before: Saved, after: Saved, write: Write) -> Diff:
    """Cells that moved (largest relative move first), rows that came and went. `write` words values for people."""
    old, new = _rows(before), _rows(after)
    numbers = [(i, column) for i, column in enumerate(after.columns) if column.kind not in _KEYS]
    was = {column.name: i for i, column in enumerate(before.columns)}
    moved = [
        cell
        for key in new
        if key in old
        for i, column in numbers
        if column.name in was and (cell := _moved(key, column, old[key][was[column.name]], new[key][i], write))
    ]
    moved.sort(key=lambda cell: -abs(cell.change_pct) if cell.change_pct is not None else float("-inf"))
    return Diff(
        since=before.at,
        changed=moved[:LISTED],
        more_changed=max(0, len(moved) - LISTED),
        appeared=[list(key) for key in new if key not in old][:LISTED],
        gone=[list(key) for key in old if key not in new][:LISTED],
        redefined=before.model_version != after.model_version,
    )


def _rows(saved: Saved) -> dict[Key, Sequence[Any]]:
    """Rows by the values that name them. A rolling period names no row when it is the only one asked about."""
    keys = [i for i, column in enumerate(saved.columns) if column.kind in _KEYS]
    return {tuple(None if row[i] is None else str(row[i]) for i in keys): row for row in saved.rows}


def _moved(key: Key, column: ResultColumn, before: Any, after: Any, write: Write) -> Moved | None:
    if before == after or not (_is_number(before) and _is_number(after)):
        return None
    change = None if before is None or after is None else after - before
    before_text, after_text = write(before, after, column)
    return Moved(
        key=list(key),
        column=column.name,
        label=column.label,
        before=before,
        after=after,
        before_text=before_text,
        after_text=after_text,
        change=change,
        change_pct=None if change is None or not before else change / abs(before),
    )


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
