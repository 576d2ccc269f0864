"""A dropped file as rows: CSV of any encoding and separator, JSON, or one JSON object a line. Blocks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ringside.deals.sync.port import Kind

MOST_ROWS = 1_000_000
_KIND = (
    (r"activit|engagement|task|call|email|meeting|note|event|פעילו", "activity"),
    (r"contact|people|person|אנשי|קשר", "contact"),
    (r"account|compan|organi[sz]ation|client|customer|לקוח|חברות", "account"),
    (r"deal|opportunit|opp|pipeline|עסק|הזדמנ", "deal"),
)


class FileUnreadable(Exception):
    """`code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file's rows by kind."""

    name: str
    at: datetime
    rows: dict[Kind, list[Row]]

    @classmethod
    def of(cls, path: Path, name: str, at: datetime) -> Dropped:
        """What a file holds. Raises FileUnreadable."""
        data = path.read_bytes()
        text = decoded(data)
        rows = _json_rows(text, name) if text.lstrip()[:1] in ("{", "[") else _csv_rows(text, name)
        if sum(map(len, rows.values())) > MOST_ROWS:
            raise FileUnreadable("too-many-rows")
        return cls(name, at, rows)


def decoded(data: bytes) -> str:
    """The text of a file in whatever encoding spreadsheets write. Raises FileUnreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\x00" in data[:4096]:
        raise FileUnreadable("not-text")
    else:
        hebrew = sum(0xE0 <= byte <= 0xFA for byte in data[:100_000])
        other = sum(0xC0 <= byte < 0xE0 or byte > 0xFA for byte in data[:100_000])
        encodings = ["utf-8-sig", "cp1255" if hebrew > 3 * other else "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable("not-text")


def _csv_rows(text: str, name: str) -> dict[Kind, list[Row]]:
    head = text[: text.find("\n")] if "\n" in text else text
    separator = max(",;\t|", key=head.count)
    csv.field_size_limit(64 * 1024**2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [cell.strip() for cell in next(reader)]
        rows = [dict(zip(header, row, strict=False)) for row in reader if any(cell.strip() for cell in row)]
    except (StopIteration, csv.Error):
        raise FileUnreadable("not-a-table") from None
    return {kind_of(name, header): rows}


def _json_rows(text: str, name: str) -> dict[Kind, list[Row]]:
    try:
        value = json.loads(text)
    except ValueError:
        value = list(_lines(text))
    except RecursionError:
        raise FileUnreadable("not-a-table") from None
    found: dict[Kind, list[Row]] = {}
    if isinstance(value, dict):
        for key, rows in value.items():
            if isinstance(rows, list) and (kind := _named(key)) is not None:
                found.setdefault(kind, []).extend(row for row in rows if isinstance(row, dict))
        return found or {kind_of(name, list(value)): [value]}
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict):
            kind = (
                _named(str(row.get("kind") or ""))
                if row.get("kind") in ("account", "contact", "deal", "activity")
                else None
            )
            found.setdefault(kind or kind_of(name, list(row)), []).append(row)
    if not found:
        raise FileUnreadable("not-a-table")
    return found


def _lines(text: str) -> Iterator[Any]:
    try:
        for line in text.splitlines():
            if line.strip():
                yield json.loads(line)
    except (ValueError, RecursionError):
        raise FileUnreadable("not-a-table") from None


def _named(word: str) -> Kind | None:
    return next((kind for pattern, kind in _KIND if re.search(pattern, word.lower())), None)  # type: ignore[misc]


def kind_of(name: str, header: list[str]) -> Kind:
    """What a file's rows are: by its name, else by its columns."""
    if (kind := _named(Path(name).stem)) is not None:
        return kind
    names = {re.sub(r"[^a-zא-ת]", "", cell.lower()) for cell in header}
    if names & {"stage", "amount", "closedate", "closeon", "dealname", "dealstage", "stagename", "שלב", "סכום"}:
        return "deal"
    if names & {"subject", "direction", "body", "duration", "נושא"}:
        return "activity"
    if names & {"email", "firstname", "lastname", "jobtitle", "אימייל", "דואל"}:
        return "contact"
    return "account"
