"""Bytes to text: byte order marks, UTF-16 without one, Hebrew and Western code pages, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from ringside.calls.imports.wording import BadTranscript, Log

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SOUND = re.compile(
    rb"RIFF....(?:WAVE|AVI )|ID3|OggS|fLaC|\x1aE\xdf\xa3|....ftyp|\x30\x26\xb2\x75|\xff[\xfb\xf3\xf2\xf1\xf9]", re.S
)
_DOCUMENT = re.compile(rb"PK\x03\x04|%PDF-|\xd0\xcf\x11\xe0|\{\\rtf|\x1f\x8b")
_HEBREW_RUN = re.compile(rb"[\xe0-\xfa]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SAMPLE = 1 << 16


def text_of(data: bytes, log: Log) -> str:
    """The text with `\\n` line ends and no control characters. Raises BadTranscript on what is no text."""
    if _DOCUMENT.match(data):
        raise BadTranscript("document")
    if _SOUND.match(data):
        raise BadTranscript("sound")
    text = _decoded(data, log)
    controls = len(_CONTROL.findall(text[:SAMPLE]))
    if controls > 20 and controls > 0.1 * len(text[:SAMPLE]):
        raise BadTranscript("binary")
    text, removed = _CONTROL.subn("", text)
    if removed:
        log.count("controls", removed)
    return _BREAKS.sub("\n", text)


def _decoded(data: bytes, log: Log) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return _noting(text, log)
    if wide := _wide(data[:SAMPLE]):
        return _noting(data.decode(wide, "replace"), log)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _of_code_page(data, log)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin is zero, of Hebrew five."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        pages = high.count(0) + high.count(5)
        if pages > 0.9 * len(high) and low.count(0) < 0.1 * len(low):
            return name
    return None


def _of_code_page(data: bytes, log: Log) -> str:
    broken = data.decode("utf-8", "replace")
    high = len(_HIGH.findall(data))
    if broken.count("\ufffd") * 10 <= high:
        return _noting(broken, log)  # a text in UTF-8 that was cut or damaged here and there
    hebrew = sum(len(run) for run in _HEBREW_RUN.findall(data))
    # Accents of Western languages stand alone between plain letters; Hebrew letters stand together.
    page = "windows-1255" if hebrew * 2 > high else "windows-1252"
    log.add("code_page", name=page)
    return data.decode(page, "replace")


def _noting(text: str, log: Log) -> str:
    if lost := text.count("\ufffd"):
        log.count("undecodable", lost)
    return text
