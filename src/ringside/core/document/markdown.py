"""A document as Markdown. What people said stays text, whatever signs it contains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ringside.core.document.blocks import Block, Language

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_RTL_MARK = "\u200f"


def markdown(blocks: Sequence[Block], language: Language) -> str:
    """The document; a right-to-left one says so to renderers that allow HTML and marks its lines for the others."""
    lines = [_line(block) for block in blocks]
    if language == "he":
        lines = [_marked(line) for line in lines]
        return '<div dir="rtl">\n\n' + "\n\n".join(lines) + "\n\n</div>\n"
    return "\n\n".join(lines) + "\n"


def escape(text: str) -> str:
    """The text on one line, with every sign that Markdown or HTML would read taken literally."""
    flat = _literal(" ".join(text.split()))
    return re.sub(r"^(\d+)([.)])|^([-+=])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", flat)


def _literal(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _line(block: Block) -> str:
    text, label = escape(block.text), " ".join(block.label.split())
    match block.kind:
        case "title" | "heading":
            return f"{'#' if block.kind == 'title' else '##'} {text}"
        case "point":
            return f"{label} {text}" if label.endswith(".") else f"- {f'[{label}] ' if label else ''}{text}"
        case "quote":
            return f"> {text} [{label}]"
        case "fact" | "said":
            return f"**{_literal(label)}:** {text}"
    return text


def _marked(line: str) -> str:
    """The line with a right-to-left mark behind the signs that give it its shape."""
    return re.sub(r"^((?:#+|>|-|\*\*)?\s*)", lambda m: m[1] + _RTL_MARK, line, count=1)
