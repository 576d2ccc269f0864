"""Which row holds the names of the columns, in tables of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ringside.metrics.sources.raw import Notes

_VALUE = re.compile(
    r"[(]?[-+]?[$€£₪]?\s?\d[\d.,' ]*[)%]?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T][\d:.]+)?|true|false", re.I
)


@dataclass(frozen=True, slots=True)
class Head:
    names: list[str]
    rows: int
    """Rows taken by the names: 1, or 0 where there are none."""


def find(rows: Sequence[Sequence[str]], notes: Notes) -> Head:
    """The names of the columns of a table that begins with these rows."""
    first, rest = rows[0], rows[1:]
    width = Counter(map(len, rest)).most_common(1)[0][0] if rest else len(first)
    if rest and len(first) == width - 1:  # as R writes it: the numbers of the rows have no name
        return Head(["row", *_named(first, notes)], 1)
    if rest and all(not cell.strip() for cell in first[width:]) and _is_data(first, rest):
        notes.add(
            "no-header",
            row=1, value=",".join(first),
        )  # fmt: skip
        return Head([f"column_{number}" for number in range(1, len(first) + 1)], 0)
    while len(first) > width and not first[-1].strip():
        first = first[:-1]
    return Head(_named(first, notes), 1)


def _named(cells: Sequence[str], notes: Notes) -> list[str]:
    names = [" ".join(cell.split())[:200] for cell in cells]
    for name, count in Counter(name.casefold() for name in names if name).items():
        if count > 1:
            notes.add("duplicate-header",
                      column=name, count=count)  # fmt: skip
    return [name or f"column_{number}" for number, name in enumerate(names, 1)]


def _is_data(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row looks like those below: values where they have values, not years as names."""
    filled = [cell.strip() for cell in first if cell.strip()]
    values = [cell for cell in filled if _VALUE.fullmatch(cell)]
    if not values or len(set(filled)) < len(filled) * 0.5:
        return bool(values)
    if (
        all(re.fullmatch(r"(19|20)\d\d", cell) for cell in values)
        and len(set(values)) == len(values)
        and len(values) > 1
    ):
        return False  # a column for each year
    alike = sum(
        bool(_VALUE.fullmatch(cell.strip()))
        for row in rest[:20]
        for cell, above in zip(row, first, strict=False)
        if _VALUE.fullmatch(above.strip())
    )
    return alike >= 0.7 * len(values) * min(len(rest), 20)
