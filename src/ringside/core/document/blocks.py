"""The paragraphs a document is made of, and the file it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "heading", "fact", "point", "quote", "text", "said"]
Language = Literal["en", "he"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: what it is, its words, and what stands before them (a label, a speaker)."""

    kind: BlockKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    media_type: str
    name: str

    def headers(self) -> dict[str, str]:
        return {"Content-Disposition": f'attachment; filename="{self.name}"', "X-Content-Type-Options": "nosniff"}
