"""Transcripts from elsewhere: `read` takes the bytes of a file, or of what was pasted, and gives what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from ringside.calls.imports import cues, json_exports, table, text
from ringside.calls.imports.decoding import text_of
from ringside.calls.imports.schemas import Format, Found, Imported, Note, Person, Sent, Utterance
from ringside.calls.imports.sniffing import sniff
from ringside.calls.imports.tidy import tidy
from ringside.calls.imports.wording import BadTranscript, Log
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language

__all__ = ["FORMATS", "BadTranscript", "Format", "Imported", "Note", "Person", "Utterance", "read"]

FORMATS: tuple[Sent, ...] = get_args(Sent)
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest transcript that is read; a day of speech is about one megabyte."""

_READERS: dict[str, Callable[[str, Log], Found]] = {
    "text": text.read,
    "vtt": cues.read,
    "srt": cues.read,
    "csv": table.read,
    **dict.fromkeys(("turns", "zoom", "gong", "transcribe", "deepgram", "json"), json_exports.read),
}


def read(data: bytes, filename: str | None = None, format: str | None = None, language: Language = "en") -> Imported:
    """What was said, in call order. Recognises the format unless it is named.

    `language` is that of notes and problems. Raises BadTranscript.
    """
    try:
        return _read(data, filename, format, language)
    except BadTranscript as problem:
        raise problem.spoken_in(language) from None


def _read(data: bytes, filename: str | None, format: str | None, language: Language) -> Imported:
    if format is not None and format not in FORMATS:
        raise BadTranscript("format", name=format[:40], known=", ".join(FORMATS))
    if len(data) > LARGEST:
        raise BadTranscript("large", limit=LARGEST // 1024**2)
    log = Log()
    content = text_of(data, log)
    if not content.strip():
        raise BadTranscript("empty")
    found = _found(content, filename, format, log)
    utterances = tidy(found, log)
    if not utterances:
        raise BadTranscript("silent")
    return Imported(
        format=found.format,
        utterances=utterances,
        title=found.title,
        language=_language(utterances),
        people=found.people or {},
        notes=log.notes(language),
    )


def _found(content: str, filename: str | None, format: str | None, log: Log) -> Found:
    chosen = format or sniff(content, filename)
    return _READERS[chosen](content, log)


def _language(utterances: tuple[Utterance, ...]) -> Language:
    """By the letters of the first words, whatever the source says: an engine's guess may be of its settings."""
    sample: list[str] = []
    size = 0
    for utterance in utterances:
        sample.append(utterance.text[:2_000])
        size += len(sample[-1])
        if size > 20_000:
            break
    return lang.detect(" ".join(sample))
