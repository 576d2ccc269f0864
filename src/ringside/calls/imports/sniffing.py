"""Which format a text is in, by how it looks; the file's name decides nothing that its content does not show."""

from __future__ import annotations

import re

from ringside.calls.imports import table
from ringside.calls.imports.schemas import Format

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_ARROW = re.compile(r"^[ \t]*[-\d:.,;]{3,16}[ \t]*-{1,2}>[ \t]*[-\d:.,;]{3,16}", re.MULTILINE)
SAMPLE = 200_000


def sniff(content: str, filename: str | None) -> Format:
    """One of text, vtt, srt, csv and json (whose kinds are told apart in reading)."""
    if re.match(r"\s*WEBVTT(?:\s|$)", content):
        return "vtt"
    if _JSON.match(content):
        return "json"
    ending = (filename or "").rpartition(".")[2].lower()
    if _ARROW.search(content, 0, SAMPLE):
        return "vtt" if ending == "vtt" else "srt"
    if table.is_table(content[:SAMPLE], named=ending in ("csv", "tsv")):
        return "csv"
    return "text"
