"""Any document as blocks of text: finds out its format by its bytes and reads it. Nothing in it is ever executed."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import PurePath

from ringside.playbook.knowledge import office, pages, plain_text
from ringside.playbook.knowledge.contents import Contents, Kind, Unreadable, checked

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_ARCHIVE = (b"mime-version:", b"multipart/related")
_ENDINGS: dict[str, Kind] = {".md": "markdown", ".markdown": "markdown", ".htm": "html", ".html": "html"}


def kind_of(data: bytes, filename: str) -> Kind:
    """The format of a document: by its bytes, and where these do not tell, by its name. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") and office.is_document(data):
        return "docx"
    if data.startswith(_OLE):  # an old Word file, or a new one behind a password
        raise Unreadable("encrypted" if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d" in data else "unknown-kind")
    start = data[:4096]
    if all(mark in start.lower() for mark in _ARCHIVE):
        return "mhtml"
    if data.startswith(b"{\\rtf") or not plain_text.is_text(data):
        raise Unreadable("unknown-kind")
    named = _ENDINGS.get(PurePath(filename).suffix.lower(), "text")
    return "html" if _HTML.search(start.replace(b"\x00", b"")) and named != "markdown" else named


def read(data: bytes, filename: str) -> Contents:
    """What is in a document. Raises Unreadable."""
    kind = kind_of(data, filename)
    match kind:
        case "pdf":
            contents = pages.read_pdf(data)
        case "docx":
            contents = office.read_docx(data)
        case "html":
            contents = pages.read_html(data, kind)
        case "mhtml":
            contents = pages.read_html(*_saved_page(data))
        case "markdown":
            contents = plain_text.read_markdown(plain_text.decode(data))
        case "text":
            contents = plain_text.read_text(plain_text.decode(data))
    return checked(contents)


def _saved_page(data: bytes) -> tuple[bytes, Kind]:
    """The page inside a web archive, without its pictures and scripts."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                encoding = part.get_content_charset("utf-8")
                return plain_text.decode(body, encoding).encode(), "mhtml"
    raise Unreadable("broken")
