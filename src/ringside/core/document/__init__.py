"""Documents for people to keep: paragraphs, written as Markdown or PDF."""

from ringside.core.document.blocks import Block, BlockKind, File

__all__ = ["Block", "BlockKind", "File"]
