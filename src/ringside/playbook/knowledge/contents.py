"""What is in a document, whatever its format, and what can be wrong with one. Pure values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["markdown", "text", "pdf", "docx", "html", "mhtml"]
Trouble = Literal["empty", "no-text", "encrypted", "broken", "too-long", "unpacked-size", "unknown-kind"]
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)

MOST_CHARACTERS = 5_000_000
_BLANKS = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Unreadable(ValueError):
    """A document nothing can be learned from."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` from 1) or a paragraph (`level` 0), and its page where the format has pages."""

    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A document's blocks in order. `title` is what it calls itself, if it does."""

    kind: Kind
    blocks: tuple[Block, ...]
    title: str = ""
    pages: int | None = None


def clean(text: str) -> str:
    """Text without control characters and superfluous blanks; line breaks stay."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _CONTROLS.sub(" ", text).replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def checked(contents: Contents) -> Contents:
    """The same with clean blocks. Raises Unreadable when there is nothing, or too much, to read."""
    blocks = tuple(
        Block(text, block.level, block.page) for block in contents.blocks if (text := clean(block.text)) != ""
    )
    if sum(len(block.text) for block in blocks) > MOST_CHARACTERS:
        raise Unreadable("too-long")
    if not any(char.isalnum() for block in blocks for char in block.text):
        raise Unreadable("no-text" if contents.kind == "pdf" else "empty")
    return Contents(contents.kind, blocks, clean(contents.title).replace("\n", " ")[:200], contents.pages)
