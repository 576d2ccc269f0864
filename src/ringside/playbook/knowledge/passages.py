"""Documents cut into passages a person can read as a source: under one heading, of about 80 to 200 words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ringside.playbook.knowledge.contents import Block

ENOUGH, MOST = 80, 200  # words
# A sentence ends at its mark where a capital, a digit, a quote or a letter without case follows, or at a line's end.
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-zß-öø-ÿ])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|vs|no|nr|st|approx|inc|ltd|co|e\.g|i\.e|etc|fig|ca)|\b(?-i:[A-Z])|\bע)\.\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage: the headings it stands under, outermost first, its text, and its page."""

    heading: tuple[str, ...]
    text: str
    page: int | None = None


def split(blocks: Iterable[Block]) -> list[Piece]:
    """The passages of a document, in order."""
    pieces: list[Piece] = []
    for heading, paragraphs in _sections(blocks):
        pieces += _packed(heading, paragraphs)
    return pieces


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    path: list[Block] = []
    under: list[Block] = []
    for block in blocks:
        if not block.level:
            under.append(block)
            continue
        if under:
            yield _said(path), under
            under = []
        path = [*(outer for outer in path if outer.level < block.level), block]
    if under or path:
        # Headings at the very end with nothing under them are all there is to read.
        yield _said(path), under or [Block(path[-1].text, 0, path[-1].page)]


def _said(path: list[Block]) -> tuple[str, ...]:
    return tuple(block.text.replace("\n", " ")[:200] for block in path[-4:])


def _packed(heading: tuple[str, ...], paragraphs: list[Block]) -> Iterator[Piece]:
    held: list[Block] = []
    length = 0
    for block in _cut(paragraphs):
        count = len(block.text.split())
        if held and (length + count > MOST or length >= ENOUGH or block.page != held[0].page):
            yield _piece(heading, held)
            held, length = [], 0
        held.append(block)
        length += count
    if held:
        yield _piece(heading, held)


def _piece(heading: tuple[str, ...], held: list[Block]) -> Piece:
    return Piece(heading, "\n".join(block.text for block in held), held[0].page)


def _cut(paragraphs: list[Block]) -> Iterator[Block]:
    """Paragraphs no longer than a passage: long ones are cut between sentences, endless sentences between words."""
    for block in paragraphs:
        if len(block.text.split()) <= MOST:
            yield block
            continue
        held: list[str] = []
        for start, end in sentences(block.text):
            words = block.text[start:end].split()
            if held and len(held) + len(words) > MOST:
                yield Block(" ".join(held), 0, block.page)
                held = []
            held += words
            while len(held) > MOST:
                yield Block(" ".join(held[:MOST]), 0, block.page)
                held = held[MOST:]
        if held:
            yield Block(" ".join(held), 0, block.page)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text are: (start, end), in order, without the blanks between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _END.finditer(text):
        marks = gap.group().rstrip()
        end = gap.start() + len(marks)
        if "\n" not in gap.group() and _SHORT.search(text[max(start, end - 8) : end]):
            continue
        if text[start:end].strip():
            found.append((start, end))
        start = gap.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found
