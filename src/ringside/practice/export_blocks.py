"""The paragraphs an exported call is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "heading", "fact", "point", "quote", "text", "rep", "customer"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: what it is, its words, and what stands before them (a label, a speaker)."""

    kind: BlockKind
    text: str
    label: str = ""
