"""Cells as the answer carries them: plain numbers, texts, dates and flags; nothing rounded, null where unknown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import ibis.expr.datatypes as dt


def plain(rows: Iterable[Any], types: list[dt.DataType]) -> tuple[tuple[Any, ...], ...]:
    """Rows of a database driver with each cell in the Python type that its column promises."""
    return tuple(tuple(_cell(value, dtype) for value, dtype in zip(row, types, strict=True)) for row in rows)


def _cell(value: Any, dtype: dt.DataType) -> Any:  # noqa: PLR0911 one line a type
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if dtype.is_boolean():
        return bool(value)
    if dtype.is_integer():
        return int(value)
    if dtype.is_numeric():
        return float(value)
    if dtype.is_date() and hasattr(value, "hour"):
        return value.date()
    if isinstance(value, Decimal):
        return float(value)
    if dtype.is_date() or dtype.is_timestamp() or isinstance(value, str | bool | int | float):
        return value
    return str(value)
