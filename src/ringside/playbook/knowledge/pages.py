"""PDF files and web pages as blocks."""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ringside.playbook.knowledge.contents import Block, Contents, Kind, Unreadable
from ringside.playbook.knowledge.plain_text import decode, is_heading

MOST_PAGES = 3_000
MOST_SECONDS = 120.0
_REPEATED_ON = 0.6
"""A line at the edge of more pages than this share is a running title, not text."""
_CUT_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+|עמוד\s+)?\d+(?:\s*(?:/|of|מתוך)\s*\d+)?\W*\Z", re.IGNORECASE)

# Neither read by people nor part of what a page says.
_SKIPPED = {
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "iframe", "object", "embed",
    "svg", "canvas", "audio", "video", "button", "select", "textarea", "input", "map", "math", "dialog",
}  # fmt: skip
_BLOCKS = {
    "p", "li", "dt", "dd", "blockquote", "pre", "div", "section", "article", "main", "header", "figure", "figcaption",
    "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "caption", "address", "details", "summary", "body",
    "html", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center", "fieldset",
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE
)


def read_pdf(data: bytes) -> Contents:
    """The text of each page. Raises Unreadable for a locked or broken file, or one with pictures of text only."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and not every process reads documents

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too-long")
        texts = list(_page_texts(reader))
        title = str((reader.metadata and reader.metadata.title) or "")
    except Unreadable:
        raise
    except Exception as error:  # the parser raises whatever it stumbles over
        raise Unreadable("broken") from error
    running = _running_titles(texts)
    blocks = [block for number, text in enumerate(texts, 1) for block in _page_blocks(text, number, running)]
    return Contents("pdf", tuple(blocks), title, pages=len(texts))


def _page_texts(reader: Any) -> Iterator[str]:
    end = time.monotonic() + MOST_SECONDS
    for page in reader.pages:
        if time.monotonic() > end:
            raise Unreadable("too-long")
        yield page.extract_text() or ""


def _edges(text: str) -> set[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {*lines[:2], *lines[-2:]}


def _running_titles(texts: list[str]) -> set[str]:
    seen = Counter(line for text in texts for line in _edges(text))
    return {line for line, times in seen.items() if len(texts) > 2 and times > _REPEATED_ON * len(texts)}


def _page_blocks(text: str, number: int, running: set[str]) -> Iterator[Block]:
    edges = _edges(text)
    kept = [
        line
        for line in text.splitlines()
        if not (line.strip() in edges and (line.strip() in running or _PAGE_NUMBER.match(line)))
    ]
    paragraph: list[str] = []
    for line in [*kept, ""]:
        # A PDF knows lines, not paragraphs: one ends at a gap, before a heading, or where a short line ends a sentence.
        heading = bool(line.strip()) and _numbered_or_titled(line.strip())
        if not line.strip() or heading:
            yield from _paragraph(paragraph, number)
            paragraph = []
        if heading:
            yield Block(line, 2, number)
        elif line.strip():
            paragraph.append(line.strip())


def _numbered_or_titled(line: str) -> bool:
    """Whether a line of a PDF is surely a heading: numbered, or in capitals. A short line may be anything."""
    short = is_heading(line) and len(line.split()) <= 10
    numbered = re.match(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[^\W\d_]", line)
    return short and bool(numbered or (line.isupper() and len(line) > 3))


def _paragraph(lines: list[str], number: int) -> Iterator[Block]:
    if lines:
        yield Block(_CUT_WORD.sub("", "\n".join(lines)).replace("\n", " "), 0, number)


def read_html(data: bytes, kind: Kind = "html") -> Contents:
    """What a reader of the page sees: no scripts, no navigation, nothing hidden. Nothing is fetched or run."""
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415 - not everybody reads documents

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(decode(data, _declared_encoding(data)).encode(), parser=parser)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise Unreadable("broken") from error
    found = tree.find(".//title")
    title = found.text_content() if found is not None else ""
    main = tree.find(".//main")
    whole = main if main is not None and len(main.text_content()) > 200 else tree
    return Contents(kind, tuple(_html_blocks(whole)), title)


def _declared_encoding(data: bytes) -> str | None:
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", data[:4096], re.IGNORECASE)
    return declared[1].decode() if declared else None


def _html_blocks(root: Any) -> Iterator[Block]:
    """Walks the page without recursion: a page may nest as deeply as it likes."""
    said: list[str] = []
    level = 0
    cells = False
    for event, element in _walk(root):
        tag = element.tag
        if event == "text":
            said.append(_flowed(element.text, element))
        elif event == "tail":
            said.append(_flowed(element.tail, element.getparent()))
        elif tag == "br":
            said.append("\n")
        elif tag in ("td", "th"):
            said.append(" | " if event == "start" and cells else "")
            cells = True
        elif tag in _BLOCKS:
            yield Block("".join(said).strip(" |\n\t"), level)
            said, cells = [], False
            level = int(tag[1]) if event == "start" and re.fullmatch("h[1-6]", tag) else 0
    yield Block("".join(said), level)


def _flowed(text: str | None, inside: Any) -> str:
    """Text as a browser flows it: a line break in the source is a blank, except where it is preformatted."""
    return (text or "") if inside is not None and inside.tag == "pre" else _SPACE.sub(" ", text or "")


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    waiting: list[tuple[str, Any]] = [("start", root)]
    while waiting:
        event, element = waiting.pop()
        if event != "start":
            yield event, element
            continue
        after = [("tail", element)] if element is not root else []
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or _hidden(element):
            waiting += after
            continue
        yield "start", element
        waiting += [*after, ("end", element), *[("start", child) for child in reversed(element)], ("text", element)]


def _hidden(element: Any) -> bool:
    get = element.get
    return get("hidden") is not None or get("aria-hidden") == "true" or bool(_HIDDEN.search(get("style") or ""))
