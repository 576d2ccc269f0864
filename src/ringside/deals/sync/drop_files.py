"""A dropped file as rows: a table as imports read it, JSON, or one JSON object a line. Blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ringside.deals.importing import reading
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
        with path.open("rb") as file:
            start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
        rows = _json_rows(path, name) if start[:1] in (b"{", b"[") else _table_rows(path, name)
        if sum(map(len, rows.values())) > MOST_ROWS:
            raise FileUnreadable("too-many-rows")
        return cls(name, at, rows)


def _table_rows(path: Path, name: str) -> dict[Kind, list[Row]]:
    try:
        layout = reading.look(path)
        rows = [dict(zip(layout.headers, line.cells, strict=False)) for line in reading.lines(path, layout)]
    except (reading.Unreadable, UnicodeError, ValueError):
        raise FileUnreadable("not-a-table") from None
    return {kind_of(name, list(layout.headers)): rows}


def _json_rows(path: Path, name: str) -> dict[Kind, list[Row]]:
    text = path.read_bytes().decode("utf-8-sig", "replace")
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
