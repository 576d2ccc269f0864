"""The port: whatever turns the sound of a call into words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from ringside.speech.transcription.results import in_order
from ringside.speech.transcription.schemas import AudioSource, Language, Note, Recognised, Spoken

Progress = Callable[[float], None]
"""Told how many seconds of the call have been transcribed."""

_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_LATIN = re.compile(r"[A-Za-z]")


class Transcriber(Protocol):
    """One recogniser, ready to be asked. `source` is its name as in the settings: deepgram:nova-3."""

    source: str

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        """The call in words; the language is found out when None.

        Raises TranscriptionFailed (TranscriptionRefused where trying again is no use) and Undecodable.
        """

    async def close(self) -> None:
        """Let go of connections and models."""


def recognised(
    source: str,
    spoken: Iterable[Spoken],
    language: Language | None,
    audio: AudioSource,
    notes: Iterable[Note] = (),
) -> Recognised:
    """What was heard, put in order, with what a person should know of it."""
    heard = tuple(in_order(one for one in spoken if one.text.strip()))
    found: list[Note] = list(notes)
    if not heard:
        found.append("nothing_said")
    elif audio.channels == 1 and not any(one.speaker for one in heard):
        found.append("no_speakers")
    return Recognised(source=source, language=language, utterances=heard, notes=tuple(dict.fromkeys(found)))


def by_letters(spoken: Iterable[Spoken]) -> Language | None:
    """The language by the letters it was written in, for recognisers that do not tell."""
    text = " ".join(one.text for one in spoken)[:50_000]
    hebrew, latin = len(_HEBREW.findall(text)), len(_LATIN.findall(text))
    if hebrew + latin == 0:
        return None
    return "he" if 2 * hebrew > latin else "en"
