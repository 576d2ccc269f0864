"""CSV and its relatives, whatever their encoding and separator: a broken row breaks nothing but itself."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources import headers as heads
from ringside.metrics.sources.raw import BATCH, MOST_COLUMNS, Notes, Raw, Rejected, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_FIELD = 1024 * 1024
LOOK = 256 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    delimiter: str
    skipped: int
    """Lines before the one with the column names."""


def read(path: Path, name: str) -> Raw:
    """The table of a text file. Raises Unreadable."""
    csv.field_size_limit(LONGEST_FIELD)
    notes = Notes(name)
    encoding = _encoding(path, notes)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        start = list(_plain(_first_lines(file), Notes(name), 0))
    if not any(line.strip() for line in start):
        raise Unreadable(name, "nothing-in-it")
    delimiter, skipped = _shape(start)
    if skipped:
        notes.add("preamble", "note", row=1, value=start[0], count=skipped)
    dialect = Dialect(encoding, delimiter, skipped)
    opening = _records(iter(start[skipped:]), delimiter, skipped, Notes(name))
    sample = [fields for _, fields in opening][:200]
    head = heads.find(sample, notes)
    if len(head.names) > MOST_COLUMNS:
        raise Unreadable(name, "too-many-columns", columns=len(head.names), most=MOST_COLUMNS)
    comma = delimiter == ";"
    return Raw(
        name, head.names, _batches(path, dialect, head, notes), notes, day_first=comma or None, decimal_comma=comma
    )


def _encoding(path: Path, notes: Notes) -> str:
    """How the bytes are to be read: by mark, as UTF-8 where they are, else as the Windows alphabet they look like."""
    with path.open("rb") as file:
        start = file.read(LOOK)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    if start.count(b"\0") > len(start) // 4:
        return "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    good, bad = _utf8_signs(path)
    if not bad:
        return "utf-8"
    if good > 4 * bad:
        notes.add("undecodable", count=bad)
        return "utf-8"
    encoding = _windows(path)
    notes.add("encoding", "note", encoding=encoding)
    return encoding


def _utf8_signs(path: Path) -> tuple[int, int]:
    """How many letters beyond ASCII are sound UTF-8, and how many bytes are none."""
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
    return good, bad


def _windows(path: Path) -> str:
    """The code page: Hebrew and Cyrillic words are runs of high bytes, accents in Latin words stand alone."""
    with path.open("rb") as file:
        runs = re.findall(rb"[\x80-\xff]+", file.read(4 << 20))
    high = bytes(byte for run in runs for byte in run if byte >= 0xC0)
    long = sum(len(run) for run in runs if len(run) > 1)
    if long < len(high) * 0.6:
        return "cp1252"
    return "cp1255" if sum(0xE0 <= byte <= 0xFA for byte in high) > 0.9 * len(high) else "cp1251"


def _first_lines(file: io.TextIOBase) -> Iterator[str]:
    size = 0
    for line in file:
        size += len(line)
        if size > LOOK and size > len(line):
            return
        yield line[:LOOK]


def _shape(lines: Sequence[str]) -> tuple[str, int]:
    """The separator, and how many lines stand before the column names."""
    said = re.match(r"(?i)sep=(.)\s*$", lines[0])
    if said:
        return said[1], 1
    best, delimiter, skipped = (0.0, 0), ",", 0
    for candidate in ",;\t|":
        rows = [len(fields) for _, fields in _records(iter(lines[:100]), candidate, 0, Notes(""))]
        counts = Counter(rows)
        # The most usual number of fields; a file of one column has no separator at all.
        width, share = counts.most_common(1)[0] if counts else (1, 0)
        if width > 1 and (score := (share / len(rows), width)) > best:
            best, delimiter = score, candidate
            skipped = _preamble(lines, candidate, width)
    return delimiter, skipped


def _preamble(lines: Sequence[str], delimiter: str, width: int) -> int:
    for number, fields in _records(iter(lines[:30]), delimiter, 0, Notes("")):
        if sum(bool(field.strip()) for field in fields) > width / 2:
            return number - 1
    return 0


class _Lines:
    """Lines that can be taken back."""

    def __init__(self, lines: Iterator[str], number: int) -> None:
        self._lines, self._back = lines, deque[str]()
        self.number = number
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def only_first(self) -> str:
        """Take back all but the first line of this record."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


def _records(
    lines: Iterator[str], delimiter: str, before: int, notes: Notes, width: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line. A quotation that never ends costs its own line only."""
    source = _Lines(lines, before)
    usual = width
    while True:
        # Strict, so that a quotation which swallows other rows is noticed where it ends.
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            while True:
                source.taken.clear()
                fields = next(reader)
                if fields:
                    usual = width or len(fields)
                    yield source.number - len(source.taken) + 1, fields
        except StopIteration:
            return
        except csv.Error:
            line = source.only_first()
            notes.add("unclosed-quote",
                      row=source.number, value=line)  # fmt: skip
            yield source.number, _leniently(line.rstrip("\r\n"), delimiter, usual)


def _leniently(line: str, delimiter: str, usual: int) -> list[str]:
    """The values of a line whose quotation marks do not pair, read so that there are as many as usual."""
    plain = line.split(delimiter)
    if len(plain) == usual or len(line) > LONGEST_FIELD:
        return plain
    return next(csv.reader([line], delimiter=delimiter), [])


def _batches(path: Path, dialect: Dialect, head: heads.Head, notes: Notes) -> Iterator[pa.RecordBatch]:
    width = len(head.names)
    rows: list[list[str]] = []
    numbers: list[int] = []
    with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
        for _ in range(dialect.skipped):
            next(file)
        records = _records(_plain(file, notes, dialect.skipped), dialect.delimiter, dialect.skipped, notes, width)
        for place, (number, fields) in enumerate(records):
            if place < head.rows:
                continue
            whole = _whole(fields, head.names, number, dialect.delimiter, notes)
            if whole is None:
                continue
            rows.append(whole)
            numbers.append(number)
            if len(rows) == BATCH:
                yield batch(numbers, rows, width)
                rows, numbers = [], []
    yield batch(numbers, rows, width)


def _plain(lines: Iterator[str], notes: Notes, before: int) -> Iterator[str]:
    """Lines without marks that nobody sees and that would make equal values differ."""
    for number, line in enumerate(lines, before + 1):
        if _CONTROL.search(line):
            cleaned = _CONTROL.sub("", line)
            notes.add("invisible", "note", row=number, value=cleaned)
            yield cleaned
        else:
            yield line


def _whole(fields: list[str], names: list[str], number: int, delimiter: str, notes: Notes) -> list[str] | None:
    """The row if it has a value for every column; else it is noted and kept apart."""
    width = len(names)
    if len(fields) == width and fields[0]:
        return fields
    if not any(field.strip() for field in fields):
        notes.add("empty-rows", "note", row=number)
        return None
    if len(fields) > width and not any(field.strip() for field in fields[width:]):
        fields = fields[:width]
    if len(fields) == width:
        return fields
    line = delimiter.join(fields)
    column = names[min(len(fields), width - 1)]
    notes.add("broken-row", "error", row=number, value=line, at=column, have=len(fields), width=width)
    notes.rejected.append(Rejected(number, column, line, "broken-row"))
    return None


def batch(numbers: Sequence[int], rows: Sequence[Sequence[str | None]], width: int) -> pa.RecordBatch:
    """Rows of text as Arrow keeps them, with where they stand."""
    import pyarrow as pa  # noqa: PLC0415

    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    arrays = [pa.array(numbers, pa.int64()), *(pa.array(column, pa.string()) for column in columns)]
    return pa.RecordBatch.from_arrays(arrays, ["_row", *(f"c{n}" for n in range(width))])
