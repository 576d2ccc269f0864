"""Quotes: words proven to stand in the transcript. There is no other way to make one."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Speaker, Transcript, Turn

_FOUND = object()


class NotInTranscript(ValueError):
    """The words asked for do not stand where they are said to stand."""


class Quote(BaseModel):
    """Words of one turn, character for character. Made by `quote` or `find` only; `verify` checks a stored one."""

    model_config = ConfigDict(frozen=True)

    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str
    at: float | None = None

    def __init__(self, _proof: object = None, /, **data: Any) -> None:
        if _proof is not _FOUND:
            raise NotInTranscript("a quote is made by finding it: use evidence.quote, find or verify")
        super().__init__(**data)


def quote(transcript: Transcript, turn: int, start: int, end: int) -> Quote:
    """The words at start..end of a turn; NotInTranscript when there are none."""
    if not 0 <= turn < len(transcript.turns):
        raise NotInTranscript(f"the transcript has no turn {turn}")
    said = transcript.turns[turn]
    if not (0 <= start < end <= len(said.text)) or not said.text[start:end].strip():
        raise NotInTranscript(f"turn {turn} has no words at {start}..{end}")
    return _make(said, start, end)


def _make(said: Turn, start: int, end: int) -> Quote:
    return Quote(
        _FOUND, turn=said.index, speaker=said.speaker, start=start, end=end, text=said.text[start:end], at=said.start
    )


def find(transcript: Transcript, text: str, *, speaker: Speaker | None = None, turn: int | None = None) -> Quote | None:
    """The first place where `text` was said, None when it was not; case, blanks, quote marks and niqqud may differ."""
    wanted = lang.fold(text).text.strip()
    if not wanted:
        return None
    for said in transcript.turns:
        if (speaker and said.speaker != speaker) or (turn is not None and said.index != turn):
            continue
        view = lang.fold(said.text)
        place = view.text.find(wanted)
        if place >= 0:
            start, end = view.span(place, place + len(wanted))
            if lang.fold(said.text[start:end]).text.strip() == wanted:
                return _make(said, start, end)
    return None


def verify(transcript: Transcript, quote: Quote | dict[str, Any]) -> Quote:
    """The same quote, read again from the transcript; NotInTranscript when its words do not stand there."""
    data = quote.model_dump() if isinstance(quote, Quote) else quote
    try:
        turn, start, end = int(data["turn"]), int(data["start"]), int(data["end"])
        claimed, speaker = data["text"], data["speaker"]
    except (KeyError, TypeError, ValueError) as error:
        raise NotInTranscript("not a quote: turn, speaker, start, end and text are needed") from error
    if not (0 <= turn < len(transcript.turns) and 0 <= start < end):
        raise NotInTranscript(f"the transcript has no words at turn {turn}, {start}..{end}")
    said = transcript.turns[turn]
    if said.text[start:end] != claimed or said.speaker != speaker or end > len(said.text):
        raise NotInTranscript(f"turn {turn} does not say {str(claimed)[:60]!r} at {start}")
    return _make(said, start, end)
