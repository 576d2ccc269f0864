"""What an imported transcript is, whatever it was written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from ringside.dialogue.schemas import Language, Speaker

Sent = Literal["text", "vtt", "srt", "csv", "turns", "zoom", "gong", "transcribe", "deepgram", "json"]
"""`json` is any other list of things said: Fireflies, AssemblyAI, Whisper, Google, Microsoft Graph and the like."""
Format = Sent | Literal["live"]
"""What a transcript was sent in; `live` was heard here while the call was held."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Utterance(Frozen):
    """Something said. `label` names its speaker as the source does; times are seconds from the start of the call."""

    label: str | None = None
    start: float | None = None
    end: float | None = None
    text: str
    channel: int | None = None


class Person(Frozen):
    """What the source tells about a speaker. `side` is set only where the source itself says who belongs to whom."""

    name: str | None = None
    email: str | None = None
    company: str | None = None
    side: Speaker | None = None


class Note(Frozen):
    """Something about the source that a person should know; what is imported is usable all the same."""

    where: str
    what: str
    code: str = ""
    """What is noted, for programs; with `line` and `slots` it can be worded again in another language."""
    line: int | None = None
    slots: dict[str, Any] = {}


class Imported(Frozen):
    """A transcript in call order. `people` is keyed by label."""

    format: Format
    utterances: tuple[Utterance, ...]
    title: str | None = None
    language: Language | None = None
    people: dict[str, Person] = {}
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class Draft:
    """An utterance as a reader found it: times may be missing or wrong, `line` is 1-based (or the item's number)."""

    text: str
    label: str | None = None
    start: float | None = None
    end: float | None = None
    channel: int | None = None
    line: int = 0


@dataclass(slots=True)
class Found:
    """All that a reader found in a source. `clock` tells that times are of a wall clock, not of the call."""

    format: Format
    drafts: list[Draft]
    title: str | None = None
    language: str | None = None
    people: dict[str, Person] | None = None
    clock: bool = False
