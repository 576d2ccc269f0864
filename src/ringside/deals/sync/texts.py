"""E-mail bodies and notes of a CRM as plain text: what a person reads in them, and nothing that acts. Pure."""

from __future__ import annotations

import html
import re

LONGEST = 200_000
_LOOKS_HTML = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|span|table|a|ul|ol|b|i|font|style|script|h[1-6])\b", re.I
)
_BLOCK = {
    "p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr",
    "section", "article", "header", "footer", "dd", "dt",
}  # fmt: skip
_UNSEEN = {"script", "style", "head", "title", "noscript", "template", "object", "iframe", "svg", "xml"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text of a body that may be HTML; cut to LONGEST characters."""
    text = text[: 20 * LONGEST]  # tags may be most of it, and a body without end is no letter
    if _LOOKS_HTML.search(text[:50_000]):
        text = _of_html(text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()[:LONGEST]


def line(text: str, most: int) -> str:
    """One line of at most so many characters."""
    return " ".join(_CONTROL.sub("", text).split())[:most].rstrip()


def _of_html(text: str) -> str:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load, and few processes sync
    from lxml import html as parser  # noqa: PLC0415

    text = _CONTROL.sub("", text)
    try:
        root = parser.document_fromstring(text, parser=parser.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return html.unescape(re.sub(r"<[^>]*>", " ", text))
    pieces: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "pi", "comment")):
        name = node.tag.lower() if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += name in _UNSEEN
            if name in _BLOCK:
                pieces.append("\n- " if name == "li" else "\n")
            if not hidden and node.text:
                pieces.append(_spaces(node.text))
            continue
        if event == "end":
            hidden -= name in _UNSEEN
            if name in _BLOCK and name not in ("br", "li"):
                pieces.append("\n")
            if name in ("td", "th"):
                pieces.append(" ")
        if not hidden and node.tail:
            pieces.append(_spaces(node.tail))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]{2,}", " ", "".join(pieces)))


def _spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text)
