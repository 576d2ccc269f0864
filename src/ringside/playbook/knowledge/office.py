"""Word documents (DOCX) as blocks."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from ringside.playbook.knowledge.contents import Block, Contents, Unreadable

MOST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_PACKED_TIMES = 200
MOST_PARTS = 5_000
_SMALL = 5 * 1024 * 1024
_LEVEL = re.compile(r"heading (\d)\Z", re.IGNORECASE)


def is_document(data: bytes) -> bool:
    """Whether a ZIP file is a Word document."""
    try:
        with ZipFile(BytesIO(data)) as parcel:
            return "word/document.xml" in parcel.namelist()
    except (BadZipFile, ValueError, OSError):
        return b"word/document.xml" in data


def read_docx(data: bytes) -> Contents:
    """Paragraphs and table rows in order. Raises Unreadable for what is broken, or would unpack to far too much."""
    _refuse_bombs(data)
    import docx  # noqa: PLC0415 - slow to import, and not every process reads documents

    try:
        document = docx.Document(BytesIO(data))
        blocks = [block for part in document.iter_inner_content() for block in _blocks(part)]
        title = document.core_properties.title or next((b.text for b in blocks if b.level == 1), "")
    except Exception as error:  # the parser raises whatever it stumbles over
        raise Unreadable("broken") from error
    return Contents("docx", tuple(blocks), title)


def _refuse_bombs(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as parcel:
            parts = parcel.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise Unreadable("broken") from error
    # What a part claims here is also the most that reading it will unpack.
    unpacked = sum(part.file_size for part in parts)
    dense = unpacked > _SMALL and unpacked > MOST_PACKED_TIMES * len(data)
    if unpacked > MOST_UNPACKED or dense or len(parts) > MOST_PARTS:
        raise Unreadable("unpacked-size")


def _blocks(part: Any) -> list[Block]:
    if hasattr(part, "rows"):
        return [Block(" | ".join(_cells(row))) for row in part.rows]
    style = (part.style.name if part.style is not None else "") or ""
    level = _LEVEL.match(style)
    return [Block(part.text, 1 if style.lower() == "title" else int(level[1]) if level else 0)]


def _cells(row: Any) -> list[str]:
    """The texts of a row; a cell that spans several columns comes once."""
    texts: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            texts.append(cell.text.replace("\n", " ").strip())
    return [text for text in texts if text]
