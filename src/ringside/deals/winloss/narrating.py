"""The narrative in a model's words: facts stay whole, and what it adds may hold no figure and no claim."""

# ruff: noqa: E501 - long expressions and sentences read better whole

from __future__ import annotations

import re

from pydantic import BaseModel

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.deals.winloss.schemas import ToldFact, WinLossOut
from ringside.dialogue.schemas import Language

_LONGEST = 160
_MARKUP = re.compile(r"https?://|www\.|[<>*_#`|\[\]{}%]")
_CLAIM = re.compile(
    r"\b(caus\w*|because|due to|therefore|thus|hence|prov(es?|en)|guarantee\w*|always|never|won|lost|win|lose|higher|lower|more|less|"
    r"most|least|best|worst|strong\w*|weak\w*|increase\w*|decrease\w*|double|twice|half|no|not|none|without)\b"
    r"|בגלל|גורם|גורמת|לכן|תמיד|אף פעם|נזכ|הופסד|זכי|הפסד|גבוה|נמוך|יותר|פחות|הכי|חזק|חלש|כפול|חצי|לא|אין|בלי",
    re.IGNORECASE,
)  # fmt: skip
"""Words that would say something of the deals; facts say those themselves."""
_NUMBER_WORDS = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|third|quarter)\b|אחת|שתיים|שלוש|ארבע|חמש|עשר",
                           re.IGNORECASE)  # fmt: skip


class StoryToWord(BaseModel):
    """What is to be told: facts in order, each a finished sentence."""

    language: Language
    facts: tuple[ToldFact, ...]


class StoryPiece(BaseModel):
    """Linking words, or the id of a fact."""

    text: str = ""
    fact: str | None = None


class StoryWorded(BaseModel):
    pieces: list[StoryPiece]


def fault(asked: StoryToWord, worded: StoryWorded) -> str | None:  # noqa: PLR0911
    """Why a wording may not be shown, or None. Every fact stands in it once; words between them only link."""
    ids = [fact.id for fact in asked.facts]
    told = [piece.fact for piece in worded.pieces if piece.fact is not None]
    if unknown := [each for each in told if each not in ids]:
        return f"there is no fact {unknown[0]}"
    if sorted(told) != sorted(ids):
        return "each fact must be told once"
    for piece in worded.pieces:
        if piece.fact is not None and piece.text.strip():
            return "a piece is either text or a fact"
        if len(piece.text) > _LONGEST:
            return "linking words only"
        if any(letter.isnumeric() for letter in piece.text) or _NUMBER_WORDS.search(piece.text):
            return "numbers are facts, not text"
        if _MARKUP.search(piece.text):
            return "plain words only"
        if claim := _CLAIM.search(piece.text):
            return f"only facts say what is so: {claim[0]}"
    return None


STORY: Task[StoryToWord, StoryWorded] = Task(
    name="win-loss-story",
    prompt="deals/prompts/win_loss_story.v1.md",
    input=StoryToWord,
    output=StoryWorded,
    builtin=lambda asked: StoryWorded(pieces=[StoryPiece(fact=fact.id) for fact in asked.facts]),
    check=fault,
)


async def narrate(models: Models, caller: Caller, out: WinLossOut) -> WinLossOut:
    """The same answer in a model's words, if there is a model and its words pass; else as it was, saying why."""
    if not models.stations[STORY.words.tier] or not out.told.facts:
        return out
    asked = StoryToWord(language=out.language, facts=out.told.facts)
    answer = await models.run(STORY, asked, caller)
    problem = answer.note if answer.source == BUILTIN else fault(asked, answer.value)
    if answer.source == BUILTIN or problem is not None:
        return out.model_copy(update={"told": out.told.model_copy(update={"rejected": problem})})
    texts = {fact.id: fact.text for fact in asked.facts}
    said = [texts[piece.fact] if piece.fact else piece.text.strip() for piece in answer.value.pieces]
    text = " ".join(part for part in said if part)
    told = out.told.model_copy(update={"text": text, "source": answer.source})
    return out.model_copy(update={"narrative": text, "told": told, "source": answer.source})
