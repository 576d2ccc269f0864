"""A document as PDF, in one bundled font for Latin and Hebrew (Assistant, SIL OFL)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import Align, WrapMode, XPos, YPos

from ringside.core.document.blocks import Block, BlockKind, Language

FONT = "Assistant"
INK, GREY, MARK = (33, 33, 33), (110, 110, 110), (255, 243, 176)
MISSING = "\u25a1"  # never printed: stands for what the font has no sign for until it is replaced
SIZES: dict[BlockKind, float] = {"title": 20, "heading": 14}
GAP_BEFORE: dict[BlockKind, float] = {"heading": 6, "point": 2.5, "said": 1.5}
NOTE: dict[Language, str] = {
    "en": "Some signs (such as emoji) cannot be printed here and appear as “?”; the Markdown export holds them.",
    "he": "חלק מהסימנים (כגון אימוג׳י) אינם ניתנים להדפסה ומופיעים כ-״?״; הם נשמרים בייצוא ה-Markdown.",
}


def pdf(blocks: Sequence[Block], language: Language) -> bytes:
    """The document as the bytes of a PDF file."""
    page = _Page(language)
    for block in blocks:
        page.add(block)
    if page.replaced:
        page.add(Block("text", NOTE[language]))
    return bytes(page.pdf.output())


def printable(text: str) -> str:
    """The text on one line, with "?" for each sign that the font does not have."""
    out: list[str] = []
    for char in " ".join(unicodedata.normalize("NFC", text).split()):
        if ord(char) in _signs():
            out.append(char)
        elif not _silent(char):
            out.append(MISSING)
    return re.sub(f"{MISSING}+", "?", "".join(out))


class _Page:
    """The document as it is written down the page."""

    def __init__(self, language: Language) -> None:
        self.rtl = language == "he"
        self.replaced = False
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(auto=True, margin=18)
        self.pdf.set_margins(20, 18, 20)
        folder = files("ringside.core.document") / "fonts"
        for style, name in (("", "Regular"), ("B", "Bold")):
            with as_file(folder / f"{FONT}-{name}.ttf") as path:
                self.pdf.add_font(FONT, style, path)
        direction: Literal["rtl", "ltr"] = "rtl" if self.rtl else "ltr"
        self.pdf.set_text_shaping(use_shaping_engine=True, direction=direction)
        self.pdf.set_title("Ringside")
        self.pdf.set_lang(language)
        self.pdf.add_page()

    def add(self, block: Block) -> None:
        text = printable(block.text)
        self.replaced = self.replaced or ("?" in text and text.count("?") > block.text.count("?"))
        self.pdf.ln(GAP_BEFORE.get(block.kind, 0.6))
        match block.kind:
            case "title" | "heading":
                self._write(text, size=SIZES[block.kind], bold=True)
            case "fact" | "said":
                self._write(printable(block.label), size=9, colour=GREY)
                self._write(text)
            case "quote":
                self._write(f"{text} [{block.label}]", fill=True)
            case "point":
                label = printable(block.label)
                self._write(f"{label} {text}" if label else text, bold=label.endswith("."))
            case _:
                self._write(text)

    def _write(
        self,
        text: str,
        *,
        size: float = 11,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        fill: bool = False,
    ) -> None:
        if not text:
            return
        self.pdf.set_font(FONT, "B" if bold else "", size)
        self.pdf.set_text_color(*colour)
        self.pdf.set_fill_color(*MARK)
        align = Align.R if self.rtl else Align.L
        self.pdf.multi_cell(
            0, size * 0.5, text, align=align, fill=fill, new_x=XPos.LMARGIN, new_y=YPos.NEXT, wrapmode=WrapMode.WORD
        )


@cache
def _signs() -> frozenset[int]:
    """The signs that both weights of the font have."""
    signs: list[set[int]] = []
    for name in ("Regular", "Bold"):
        with as_file(files("ringside.core.document") / "fonts" / f"{FONT}-{name}.ttf") as path:
            signs.append(set(TTFont(path, lazy=True).getBestCmap()))
    return frozenset(signs[0] & signs[1])


def _silent(char: str) -> bool:
    """Whether a sign shows nothing by itself: joiners, direction marks, variation selectors."""
    return unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc") or 0xFE00 <= ord(char) <= 0xFE0F
