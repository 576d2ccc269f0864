"""The tone of what is said, read from the words alone: pleased, displeased or neither, with how sure that is.

A trained head over letter and word n-grams, as for acts; evals/sentiment trains and scores it. It reads words, not
voices, so it is never called emotion.
"""

# A word list reads best as words.
# ruff: noqa: SIM905

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Literal

import numpy as np
from pydantic import Field

from ringside.dialogue import language as lang
from ringside.dialogue.reader.features import Sight, grams
from ringside.dialogue.reader.head import Head, chances
from ringside.dialogue.schemas import Frozen, Language, Speaker, Transcript

Mood = Literal["positive", "neutral", "negative"]
KINDS = ("positive", "negative")
LANGUAGES: tuple[Language, ...] = ("en", "he")

_DENIES = frozenset(
    "not no never nothing without hardly cannot cant dont doesnt didnt isnt wasnt arent werent wont wouldnt havent "
    "hasnt couldnt shouldnt aint nobody none barely לא אין בלי ללא אל אינו אינה איני אינם אף שום".split()
)
_TURNS = frozenset("but however though because and so אבל אלא כי ולכן".split())
"""Words after which a denial no longer holds."""
_ASKS = frozenset(
    "what who how when where which why is are do does did would could can was were has have "
    "מה מי איך מתי איפה איזה איזו כמה האם למה".split()
)
"""First words of a question; recognisers write no question mark."""
DENIED = 3
"""Words that a denial reaches."""
_PIECE = re.compile(r"[^\W_]+(?:['\"][^\W_]+)*|[.,;!?:]")


class Tone(Frozen):
    """`value` runs from -1, displeased, to 1, pleased; `confidence` is the chance that `mood` is right."""

    mood: Mood
    value: float = Field(ge=-1, le=1)
    confidence: float = Field(ge=0, le=1)


class TurnTone(Tone):
    """The tone of one turn."""

    turn: int
    speaker: Speaker


def read(text: str) -> Tone | None:
    """The tone of a text in English or Hebrew; None when it holds no words."""
    if not lang.words(text):
        return None
    head = heads()[lang.detect(text)]
    pleased, displeased = (float(chance) for chance in chances(head.logits(see(text))))
    weight = {
        "positive": pleased * (1 - displeased),
        "negative": displeased * (1 - pleased),
        "neutral": (1 - pleased) * (1 - displeased),
    }
    total = sum(weight.values()) or 1.0
    mood: Mood = max(("neutral", "negative", "positive"), key=lambda name: weight[name])
    value = (weight["positive"] - weight["negative"]) / total
    return Tone(mood=mood, value=round(value, 3), confidence=round(weight[mood] / total, 3))


def see(text: str) -> Sight:
    """What the head sees: words with those a denial reaches marked, and the letters of the others."""
    plain, marked, reach = [], [], 0
    pieces = _PIECE.findall(lang.fold(text).text)
    if pieces and pieces[0] in _ASKS and "?" not in pieces:
        pieces.append("?")
    for piece in pieces:
        bare = piece.replace("'", "").replace('"', "")
        if piece in ".,;!?:" or bare in _TURNS:
            reach = 0
        if reach and bare not in _DENIES:
            marked.append("not" + bare)
            reach -= 1
        else:
            plain.append(piece)
            marked.append(piece)
        if bare in _DENIES and (bare != "no" or len(marked) > 1):  # a "no" at the start answers
            reach = DENIED
    return Sight(grams(" ".join(plain))[0], grams(" ".join(marked))[1], {"bias": 1.0})


def over_time(transcript: Transcript) -> list[TurnTone]:
    """The tone of every turn with words, in call order."""
    found = ((turn, read(turn.text)) for turn in transcript.turns)
    return [TurnTone(turn=turn.index, speaker=turn.speaker, **tone.model_dump()) for turn, tone in found if tone]


@lru_cache(maxsize=1)
def heads() -> dict[Language, Head]:
    """The heads that ship with the product."""
    with (resources.files("ringside.dialogue") / "sentiment.npz").open("rb") as file, np.load(file) as stored:
        return {
            language: Head(
                KINDS,
                stored[f"{language}.text"],
                stored[f"{language}.scale"],
                stored[f"{language}.rarity"].astype(np.float32),
                {"bias": stored[f"{language}.bias"]},
            )
            for language in LANGUAGES
        }
