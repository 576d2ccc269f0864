"""What reports and boards put between their rows: totals, headings, the headers again, names said once a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LEVELS = 3
_TOTAL = re.compile(
    r"((grand |sub-?)?totals?|(record )?count|sum|average|avg|summe|zwischensumme|gesamt(summe)?|anzahl|total général|"
    r"סה[\"״']{0,2}כ|סך הכו?ל|סיכום|ספירה|ממוצע)\s*:?( \(\d+\))?",
    re.I,
)
_GROUP = re.compile(r"(sub-?)?totals?|zwischensumme|סה[\"״']{0,2}כ|סך הכו?ל", re.I)
_NUMBER = re.compile(r"[-+(]?\s?[^\W\d_]{0,3}[$€£₪]?\s?\d[\d.,' \xa0\u202f]*\s?[%€$£₪)]?\s?[A-Z]{0,3}")


class Line(NamedTuple):
    """One row as it stands in the file; `broken` says what is wrong where it cannot be taken apart."""

    number: int
    cells: list[str]
    broken: str | None = None


def grouped(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How many of the first columns name their group on its first row only, as these rows below the headers show."""
    data = [row for row in rows if len(_filled(row)) * 2 > len(headers) and not is_total(row)]
    level = 0
    while level < min(_LEVELS, len(headers) - 2):
        cells = [row[level].strip() if level < len(row) else "" for row in data]
        sums = sum(is_total(row) and bool(_GROUP.fullmatch(row[level].strip())) for row in rows if level < len(row))
        marked = headers[level].rstrip().endswith(("↑", "↓")) or sums >= 2
        if not (marked and cells and cells[0] and "" in cells):
            break
        level += 1
    return level


def table(lines: Iterable[Line], headers: Sequence[str], groups: int) -> Iterator[Line]:
    """The rows that are records; what a group's name stands for below its first row is filled in."""
    width = len(headers)
    carried = [""] * groups
    waiting: list[Line] = []  # may be a heading or a sum: the next row tells
    full = ended = False
    for line in lines:
        cells = line.cells
        if line.broken is None and width > 2 and is_total(cells):
            ended = True
            continue
        sparse = line.broken is None and cells.count("") * 2 >= width > 3
        if sparse and ((full and groups == 0 and _is_sum(cells)) or _is_heading(cells)):
            waiting.append(line)
            continue
        if line.broken is None and _repeats(cells, headers):
            waiting.clear()
            continue
        for one in waiting:
            if not (_is_sum(one.cells) and line.number > one.number + 1):
                yield one
        waiting.clear()
        full = line.broken is None and cells[0] != "" and not sparse
        if groups and line.broken is None:
            _fill(cells, carried)
        yield line
    for one in waiting:
        if not ended and not _is_sum(one.cells):
            yield one


def is_total(cells: Sequence[str]) -> bool:
    """Whether nothing stands in this row but words for sums and their numbers."""
    first = next((said for cell in cells if (said := cell.strip())), "")
    if not _TOTAL.fullmatch(first) or "" not in cells:
        return False
    return all(_TOTAL.fullmatch(cell) or _NUMBER.fullmatch(cell) for cell in _filled(cells))


def _is_sum(cells: Sequence[str]) -> bool:
    """Whether it holds a few numbers only, and nothing that says of what."""
    filled = _filled(cells)
    few = 0 < len(filled) <= max(1, len(cells) // 4)
    return few and not cells[0].strip() and all(_NUMBER.fullmatch(cell) for cell in filled)


def _is_heading(cells: Sequence[str]) -> bool:
    return cells[0].strip() != "" and len(_filled(cells)) == 1


def _repeats(cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether these are the names of the columns once more."""
    if cells[-1].strip() != headers[-1] and cells[0].strip() != headers[0]:
        return False
    same = sum(" ".join(cell.split()) == header for cell, header in zip(cells, headers, strict=False))
    return same >= 2 and same >= 0.8 * len(_filled(cells))


def _fill(cells: list[str], carried: list[str]) -> None:
    for level, known in enumerate(carried):
        if cells[level].strip():
            carried[level] = cells[level]
            carried[level + 1 :] = [""] * (len(carried) - level - 1)
        else:
            cells[level] = known


def _filled(cells: Sequence[str]) -> list[str]:
    return [said for cell in cells if (said := cell.strip())]
