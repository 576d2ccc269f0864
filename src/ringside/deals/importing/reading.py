"""Rows of a text table, whatever its encoding and separator: a broken row breaks nothing but itself."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ringside.core.errors import Invalid
from ringside.deals.importing import reports
from ringside.deals.importing.reports import Line

MOST_COLUMNS = 400
LONGEST_CELL = 128 * 1024 * 1024
"""What the reader takes in; what a field may hold is decided where it is read."""
LONGEST_RECORD = 192 * 1024 * 1024
LOOK = 256 * 1024
HEADER_LENGTH = 120
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHIELDED = re.compile(r"^'(?='?[=+\-@\t\r])")
_TOTALS = re.compile(r"(grand |sub-?)?totals?\b|sum\b|summe\b|gesamt\b|סה[\"״']{0,2}כ|סך הכו?ל|סיכום", re.I)
_DATA = re.compile(r"[-+(]?[$€£₪]?\s?\d[\d.,:/ '-]*[)%]?|true|false|yes|no|\S+@\S+\.\S+", re.I)


class Unreadable(Invalid):
    slug, title = "unreadable-table", "This file is not a table that can be read"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read. `skipped` lines stand before the headers; of the first `groups` columns a report says
    the value once for all rows of a group."""

    encoding: str
    delimiter: str
    skipped: int
    headers: tuple[str, ...]
    groups: int = 0


def look(path: Path) -> Layout:
    """How this file is to be read. Raises Unreadable."""
    encoding = _encoding(path)
    start = _start(path, encoding)
    if not any(line.strip() for line in start):
        raise Unreadable("There is nothing in the file.")
    if start[0].startswith(("PK\x03\x04", "PAR1", "%PDF", "\xd0\xcf")) or "\x00" in start[0]:
        raise Unreadable("This is not a text file. Save the sheet as CSV and send that.")
    delimiter, skipped = _shape(start)
    records = _records(iter(start[skipped:]), delimiter, skipped)
    headers = next((line.cells for line in records if not line.broken and any(cell.strip() for cell in line.cells)), [])
    while headers and not headers[-1].strip():
        headers.pop()
    if not headers:
        raise Unreadable("The first line must hold the names of the columns.")
    if len(headers) > MOST_COLUMNS:
        raise Unreadable(f"The file has {len(headers)} columns; at most {MOST_COLUMNS} can be taken.")
    filled = [cell.strip() for cell in headers if cell.strip()]
    if len(filled) > 1 and sum(bool(_DATA.fullmatch(cell)) for cell in filled) > len(filled) / 2:
        raise Unreadable("The first line holds values, not the names of the columns. Add a line with names above it.")
    below = [line.cells for line in records if not line.broken and any(cell.strip() for cell in line.cells)]
    return Layout(encoding, delimiter, skipped, tuple(_named(headers)), reports.grouped(headers, below))


def lines(path: Path, layout: Layout) -> Iterator[Line]:
    """The rows below the headers, without empty ones, totals and what else reports and boards put between records."""
    return reports.table(_rows(path, layout), layout.headers, layout.groups)


def _rows(path: Path, layout: Layout) -> Iterator[Line]:
    width = len(layout.headers)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=layout.encoding, errors="replace", newline="") as file:
        for _ in range(layout.skipped):
            next(file, None)
        below = False
        for line in _records(file, layout.delimiter, layout.skipped):
            if not below:
                below = any(cell.strip() for cell in line.cells)
            elif line.broken is not None:
                yield line
            elif (whole := _whole(line, width)) is not None:
                yield whole


def _whole(line: Line, width: int) -> Line | None:
    """The row with a value for every column, or None where it is none."""
    cells, said = line.cells, "".join(line.cells)
    if "'" in said or not said.isprintable():
        cells = [_plain(cell) for cell in cells]
    filled = sum(map(bool, map(str.strip, cells)))
    if not filled:
        return None
    if filled <= max(1, width // 4) and width > 2:
        first = next(cell.strip() for cell in cells if cell.strip())
        if len(cells) == 1 or _TOTALS.match(first):
            return None  # a footer, a total
    if len(cells) > width:
        if any(cell.strip() for cell in cells[width:]):
            return Line(line.number, cells, f"{len(cells)} values for {width} columns")
        del cells[width:]
    cells.extend([""] * (width - len(cells)))
    return Line(line.number, cells)


def _plain(cell: str) -> str:
    """Without marks that nobody sees, and without the apostrophe that keeps a sheet from running a formula."""
    return _SHIELDED.sub("", _UNSEEN.sub("", cell))


def _named(cells: Sequence[str]) -> Iterator[str]:
    """Headers that differ from each other and are never empty."""
    seen: Counter[str] = Counter()
    for number, cell in enumerate(cells, 1):
        name = " ".join(_UNSEEN.sub("", cell).rstrip("↑↓ ").split())[:HEADER_LENGTH] or f"Column {number}"
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        yield name if count == 1 else f"{name} ({count})"


def _start(path: Path, encoding: str) -> list[str]:
    found: list[str] = []
    size = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while size < LOOK and (line := file.readline(LOOK)):
            found.append(line)
            size += len(line)
    # The last line may be cut in the middle of a quotation.
    return found[:-1] if size >= LOOK and len(found) > 1 else found


def _encoding(path: Path) -> str:
    """How the bytes are to be read: by mark, as UTF-8 where they are, else as the Windows alphabet they look like."""
    with path.open("rb") as file:
        start = file.read(LOOK)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd > len(start) // 5:
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-8" if _is_utf8(path) else _windows(path)


def _is_utf8(path: Path) -> bool:
    """Whether the bytes are UTF-8, or so nearly that a few of them are broken."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if block.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(block)
            wrong = text.count("\ufffd")
            bad += wrong
            good += sum(not char.isascii() for char in text) - wrong
    return not bad or good > 4 * bad


def _windows(path: Path) -> str:
    """The code page: Hebrew and Cyrillic words are runs of high bytes, accents in Latin words stand alone."""
    with path.open("rb") as file:
        runs = re.findall(rb"[\x80-\xff]+", file.read(4 << 20))
    high = bytes(byte for run in runs for byte in run if byte >= 0xC0)
    if sum(len(run) for run in runs if len(run) > 1) < len(high) * 0.6:
        return "cp1252"
    return "cp1255" if sum(0xE0 <= byte <= 0xFA for byte in high) > 0.9 * len(high) else "cp1251"


def _shape(start: Sequence[str]) -> tuple[str, int]:
    """The separator, and how many lines stand before the column names."""
    said = re.match(r"(?i)sep=(.)\s*$", start[0].strip('\ufeff"\r\n') or " ")
    if said:
        return said[1], 1
    best, delimiter, skipped = (0.0, 0), ",", _first_filled(start)
    for candidate in ",;\t|":
        records = list(_records(iter(start[:200]), candidate, 0))
        widths = Counter(len(line.cells) for line in records if any(cell.strip() for cell in line.cells))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * min(item[0], 3), item[0]))
        score = (round(count / sum(widths.values()), 2), width)
        if width > 1 and score > best:
            best, delimiter = score, candidate
            skipped = _preamble(records, width)
    return delimiter, skipped


def _preamble(records: Iterable[Line], width: int) -> int:
    """The lines before the first that names most of the columns."""
    for line in records:
        if sum(bool(cell.strip()) for cell in line.cells) > width / 2:
            return line.number - 1
    return 0


def _first_filled(start: Sequence[str]) -> int:
    return next((number for number, line in enumerate(start) if line.strip()), 0)


class _Source:
    """Physical lines that can be taken back."""

    def __init__(self, given: Iterator[str], number: int) -> None:
        self._given, self._back = given, deque[str]()
        self.number = number
        self.taken: list[str] = []
        self._size = 0

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._given)
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size > LONGEST_RECORD:
            raise csv.Error("too long")
        return line

    def settle(self) -> None:
        self.taken.clear()
        self._size = 0

    def only_first(self) -> str:
        """Take back all but the first line of this record."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


def _records(given: Iterator[str], delimiter: str, before: int) -> Iterator[Line]:
    """Each row with the number of its first line. A quotation that never ends costs its own line only."""
    source = _Source(given, before)
    while True:
        # Strict, so that a quotation which swallows other rows is noticed where it ends.
        reader = csv.reader(source, delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
        try:
            while True:
                source.settle()
                cells = next(reader)
                if cells:
                    yield Line(source.number - len(source.taken) + 1, cells)
        except StopIteration:
            return
        except csv.Error:
            first = source.only_first().rstrip("\r\n")
            cells = [cell.strip().strip('"') for cell in first[:100_000].split(delimiter)]
            yield Line(source.number, cells, "its quotation marks do not pair")
