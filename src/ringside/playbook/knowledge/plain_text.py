"""Plain text and Markdown as blocks."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING

from ringside.playbook.knowledge.contents import Block, Contents

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEBREW_WORD = re.compile(rb"[\xe0-\xfa]{3}")
_PARAGRAPH = re.compile(r"\n\s*\n")
_UNDERLINE = re.compile(r"\n\s*([=\-~])\1{2,}\s*\Z")
_LONGEST_HEADING = 80


def is_text(data: bytes) -> bool:
    """Whether these bytes are words in some encoding, not a picture or a program."""
    if data.startswith(tuple(_BOMS)):
        return True
    return len(_BINARY.findall(data[:65_536])) * 1000 <= len(data[:65_536])


def decode(data: bytes, encoding: str | None = None) -> str:
    """Text of bytes in their declared encoding, else UTF-8, else what Windows wrote in Hebrew or in the West."""
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            return data.decode(name, "replace")
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):
        # French writes these bytes one by one, Hebrew as whole words.
        hebrew = bool(_HEBREW_WORD.search(data))
        return data.decode("cp1255" if hebrew else "cp1252", "replace")


def read_text(text: str) -> Contents:
    """Paragraphs are parted by empty lines; a short line of its own that ends no sentence is a heading."""
    pieces = [piece for piece in _PARAGRAPH.split(text.replace("\r\n", "\n")) if piece.strip()]
    blocks = []
    for place, piece in enumerate(pieces):
        if underlined := _UNDERLINE.search(piece):
            blocks.append(Block(piece[: underlined.start()], 1 if underlined[1] == "=" else 2))
        else:
            follows = place + 1 < len(pieces)
            blocks.append(Block(piece, 2 if follows and is_heading(piece) else 0))
    return Contents("text", tuple(blocks))


def is_heading(text: str) -> bool:
    """Whether a line of its own looks like a heading."""
    line = text.strip()
    looks = "\n" not in line and len(line) <= _LONGEST_HEADING and line[-1:] not in ".!?:;,…" and line[:1] not in "-*•|"
    return looks and any(char.isalpha() for char in line)


def read_markdown(text: str) -> Contents:
    """Headings, paragraphs, list items and table rows, without their marks. Raw HTML in it is left out."""
    blocks: list[Block] = []
    tokens = _markdown().parse(text)
    row: list[str] | None = None
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(Block(" | ".join(filter(None, row))))
            row = None
        elif token.type == "inline":
            if row is not None:
                row.append(_words(token))
            else:
                before = tokens[place - 1]
                blocks.append(Block(_words(token), int(before.tag[1]) if before.type == "heading_open" else 0))
        elif token.type in ("fence", "code_block"):
            blocks.append(Block(token.content))
    title = next((block.text for block in blocks if block.level == 1), "")
    return Contents("markdown", tuple(blocks), title)


def _words(token: Token) -> str:
    children = token.children or []
    return "".join("\n" if child.type.endswith("break") else child.content for child in children if child.type in _SAID)


_SAID = {"text", "code_inline", "softbreak", "hardbreak"}


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to import, and not every process reads documents

    return MarkdownIt("commonmark").enable("table")
