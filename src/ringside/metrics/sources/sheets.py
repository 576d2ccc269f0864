"""Workbooks: every sheet that holds a table, its cells as the text they stand for."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any

from ringside.metrics.sources import headers as heads
from ringside.metrics.sources.raw import BATCH, MOST_COLUMNS, MOST_TABLES, MOST_UNPACKED, Notes, Raw, Unreadable
from ringside.metrics.sources.texts import batch

GENERIC = ("sheet", "גיליון", "tabelle", "feuil", "hoja")
MOST_CELLS = 30_000_000
_VALUELESS = re.compile(rb"<f(?: [^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read(path: Path, name: str) -> Iterator[Raw | Unreadable]:
    """The sheets of a workbook, the empty ones left out, and what cannot be read of it. Raises Unreadable."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415

    _check_size(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        found = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(name, "encrypted" if "password" in str(error).casefold() else "damaged") from None
    if len(found) > MOST_TABLES:
        raise Unreadable(name, "too-many-tables", most=MOST_TABLES)
    if empty := _not_computed(path):
        yield Unreadable(name, "formulas-not-computed", count=empty)
    some = False
    for title in found:
        try:
            sheet = book.get_sheet_by_name(title)
        except (CalamineError, OSError, ValueError):
            yield Unreadable(f"{name}: {title}", "damaged")
            continue
        if sheet.end is None or not sheet.total_height:
            continue
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            yield Unreadable(f"{name}: {title}", "too-many-rows", most=MOST_CELLS // sheet.total_width)
            continue
        some = True
        alone = len(found) == 1 or (title.casefold().rstrip("0123456789 ") in GENERIC and len(found) == 1)
        yield _table(sheet, Path(name).stem if alone and _generic(title) else title, name)
    if not some:
        raise Unreadable(name, "nothing-in-it")


def _not_computed(path: Path) -> int:
    """How many formulas of a workbook have no value, because the program that wrote it does not compute."""
    if not zipfile.is_zipfile(path):
        return 0
    found = 0
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                with archive.open(part) as file:
                    found += _valueless(file)
    return found


def _valueless(file: IO[bytes]) -> int:
    found, rest = 0, b""
    while block := file.read(1 << 20):
        text = rest + block
        cut = text.rfind(b"<c ")  # a cell that goes on in the next block
        whole, rest = (text, b"") if cut < 0 else (text[:cut], text[cut:])
        found += len(_VALUELESS.findall(whole))
    return found + len(_VALUELESS.findall(rest))


def _generic(title: str) -> bool:
    return title.casefold().rstrip("0123456789 ") in GENERIC


def _check_size(path: Path, name: str) -> None:
    """A workbook is an archive, and archives may unpack to anything."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise Unreadable(name, "damaged") from None
    if unpacked > min(MOST_UNPACKED, max(64 * 1024**2, 200 * path.stat().st_size)):
        raise Unreadable(name, "too-large", most=MOST_UNPACKED // 1024**3)


def _table(sheet: Any, title: str, name: str) -> Raw:
    notes = Notes(title)
    first_row = (sheet.start or (0, 0))[0] + 1
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
    start = _begin(rows)
    if start:
        notes.add("preamble", "note", row=first_row, count=start, value=", ".join(map(text, rows[0])))
    opening = [[text(cell) for cell in row] for row in rows[start : start + 100]]
    while len(opening[0]) > 1 and not any(row[-1] for row in opening) and not any(text(row[-1]) for row in rows):
        opening, rows = [row[:-1] for row in opening], [row[:-1] for row in rows]
    head = heads.find(opening, notes)
    if len(head.names) > MOST_COLUMNS:
        raise Unreadable(f"{name}: {title}", "too-many-columns", columns=len(head.names), most=MOST_COLUMNS)
    numbered = list(enumerate(rows, first_row))[start + head.rows :]
    return Raw(title, head.names, _batches(numbered, len(head.names), notes), notes, day_first=None)


def _begin(rows: Sequence[Sequence[Any]]) -> int:
    """The first row that is filled about as far as the table below it: titles above a table fill a cell or two."""
    filled = [sum(bool(text(cell)) for cell in row) for row in rows[:30]]
    most = max(filled)
    return next(number for number, count in enumerate(filled) if count * 2 > most)


def _batches(rows: Sequence[tuple[int, Sequence[Any]]], width: int, notes: Notes) -> Iterator[Any]:
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, row in rows:
        cells = [text(cell) for cell in row[:width]]
        if not any(cells):
            notes.add("empty-rows", "note", row=number)
            continue
        kept.append(cells + [""] * (width - len(cells)))
        numbers.append(number)
        if len(kept) == BATCH:
            yield batch(numbers, kept, width)
            kept, numbers = [], []
    yield batch(numbers, kept, width)


def text(cell: Any) -> str:
    """A cell as a CSV would have it, exactly: 19.99 is 19.99, and a date without a time of day is a date."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 10))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    return "" if cell is None else str(cell).strip()
