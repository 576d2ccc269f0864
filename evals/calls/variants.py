"""The same call in other clothes: what leaves the conversation alone must not move the score; what breaks it must."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from ringside.dialogue.schemas import Language, Transcript, Turn

Change = Callable[[Transcript], Transcript]

_MHM: dict[Language, str] = {"en": "mhm", "he": "אהה"}


def _texts(transcript: Transcript, change: Callable[[str], str]) -> Transcript:
    turns = tuple(t.model_copy(update={"text": change(t.text)}) for t in transcript.turns)
    return transcript.model_copy(update={"turns": turns})


def _numbered(transcript: Transcript, turns: list[Turn]) -> Transcript:
    again = tuple(Turn(index=i, speaker=t.speaker, text=t.text) for i, t in enumerate(turns))
    return transcript.model_copy(update={"turns": again})


def capitals(transcript: Transcript) -> Transcript:
    return _texts(transcript, str.upper)


def emoji(transcript: Transcript) -> Transcript:
    return _texts(transcript, lambda text: f"{text} 🙂")


def unpunctuated(transcript: Transcript) -> Transcript:
    """As a speech recogniser without punctuation writes it."""
    return _texts(transcript, lambda text: re.sub(r"\s+", " ", re.sub(r"[.,;:?!…—\"]+", " ", text)).strip().lower())


def listening_noises(transcript: Transcript) -> Transcript:
    """A noise of the other side in the middle of every long turn."""
    turns: list[Turn] = []
    for turn in transcript.turns:
        words = turn.text.split()
        if len(words) < 24:
            turns.append(turn)
            continue
        other: Turn = turn.model_copy(
            update={"speaker": "customer" if turn.speaker == "rep" else "rep", "text": _MHM[transcript.language]}
        )
        half = len(words) // 2
        turns += [_said(turn, words[:half]), other, _said(turn, words[half:])]
    return _numbered(transcript, turns)


def cut_turns(transcript: Transcript) -> Transcript:
    """Long turns in two of the same speaker, as recognisers cut at a pause; at a sentence's end where there is one."""
    turns: list[Turn] = []
    for turn in transcript.turns:
        words = turn.text.split()
        ends = [i + 1 for i, w in enumerate(words[:-1]) if w[-1] in ".?!"]
        cut = min(ends, key=lambda i: abs(i - len(words) / 2), default=len(words) // 2)
        turns += [_said(turn, words[:cut]), _said(turn, words[cut:])] if len(words) >= 16 else [turn]
    return _numbered(transcript, turns)


def _said(turn: Turn, words: list[str]) -> Turn:
    return turn.model_copy(update={"text": " ".join(words)})


def shuffled(transcript: Transcript) -> Transcript:
    """The rep's own lines in any order, whatever the customer says: the words are there, the conversation is not."""
    lines = [t.text for t in transcript.turns if t.speaker == "rep"]
    random.Random(len(lines)).shuffle(lines)
    turns = [t.model_copy(update={"text": lines.pop()}) if t.speaker == "rep" else t for t in transcript.turns]
    return _numbered(transcript, turns)


HARMLESS: dict[str, Change] = {
    "capitals": capitals,
    "emoji": emoji,
    "unpunctuated": unpunctuated,
    "listening noises": listening_noises,
    "cut turns": cut_turns,
}
