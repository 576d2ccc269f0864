"""What the columns of a table hold, judged by rows from all over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ringside.deals.importing import values
from ringside.deals.importing.reports import Line

SAMPLE = 4_000
ENOUGH = 0.9
Kind = Literal["empty", "flag", "number", "date", "email", "text"]


@dataclass(frozen=True)
class Column:
    """One column in a sample of the rows. `counts` holds its values as they stand, by how often they occur."""

    header: str
    place: int
    rows: int
    counts: Counter[str] = field(repr=False)
    kind: Kind = "text"

    @property
    def filled(self) -> int:
        return sum(self.counts.values())

    @property
    def distinct(self) -> int:
        return len(self.counts)

    def share(self, holds: Callable[[str], object]) -> float:
        """Of the filled cells, how many this holds for; numbers and dates are asked of what is not missing."""
        asked = {value: count for value, count in self.counts.items() if not values.missing(value)}
        total = sum(asked.values())
        return sum(count for value, count in asked.items() if holds(value)) / total if total else 0.0


class Sampler:
    """Rows spread evenly over a table of any length, in flat memory, and how many there are."""

    def __init__(self, most: int = SAMPLE) -> None:
        self.rows: list[Line] = []
        self.total = 0
        self.broken = 0
        self._most, self._step = most, 1

    def add(self, line: Line) -> None:
        if line.broken is not None:
            self.broken += 1
            return
        if self.total % self._step == 0:
            self.rows.append(line)
            if len(self.rows) > self._most:
                self.rows, self._step = self.rows[::2], self._step * 2
        self.total += 1


def columns(headers: Sequence[str], rows: Iterable[Line]) -> list[Column]:
    """What each column holds in these rows."""
    counts = [Counter[str]() for _ in headers]
    total = 0
    for line in rows:
        total += 1
        for counter, cell in zip(counts, line.cells, strict=False):
            if text := cell.strip():
                counter[text if len(text) <= 500 else text[:500]] += 1
    found = []
    for place, (header, counter) in enumerate(zip(headers, counts, strict=True)):
        column = Column(header, place, total, counter)
        found.append(Column(header, place, total, counter, kind_of(column)))
    return found


def kind_of(column: Column) -> Kind:
    """What nearly all of its values are."""
    if not column.counts or all(values.nothing(value) for value in column.counts):
        return "empty"
    if column.distinct <= 4 and all(values.spoken_flag(v) is not None or values.nothing(v) for v in column.counts):
        return "flag"
    if column.share(_is_number) >= ENOUGH:
        return "number"
    if column.share(_is_date) >= ENOUGH:
        return "date"
    if column.share(values.emails) >= ENOUGH:
        return "email"
    return "text"


def _is_number(value: str) -> bool:
    digits = value.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
        return False  # a code whose zeros count
    return values.money(value) is not None


def _is_date(value: str) -> bool:
    return values.moment(value) is not None or values.moment(value, True) is not None


@dataclass
class Evidence:
    """What a whole column says of how its values are to be read."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    comma: int = 0
    point: int = 0
    grouped: Counter[str] = field(default_factory=Counter)
    most: float = 0.0
    dotted: int = 0
    currencies: Counter[str] = field(default_factory=Counter)

    def see_date(self, value: str) -> None:
        """Take one date into account."""
        parts = values.date_parts(value)
        if parts is None:
            return
        a, b = parts
        self.day_first += a > 12
        self.month_first += b > 12
        self.either += a <= 12 and b <= 12 and a != b
        self.dotted += "." in value

    def see_number(self, value: str) -> None:
        """Take one number into account."""
        sign = values.decimal_sign(value)
        self.comma += sign == "comma"
        self.point += sign == "point"
        if sign is None and (group := values.grouping_sign(value)):
            self.grouped[group] += 1
        found = values.money(value)
        if found is not None:
            self.most = max(self.most, abs(float(found[0])))
            if found[1]:
                self.currencies[found[1]] += 1
