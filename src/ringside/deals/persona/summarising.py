"""The summary of a persona in a model's words: what the traits do not bear out is not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.deals.persona import wording
from ringside.deals.persona.schemas import PersonaSummary, PersonaTrait
from ringside.deals.schemas import Preferences, Tone
from ringside.dialogue import language as lang
from ringside.dialogue import orders
from ringside.dialogue.schemas import Language

LONGEST = 900
MOST_TIPS = 5
LEAK = 8
"""Words in a row that must not be those of the prompt."""
# A pattern reads best in one line.
# ruff: noqa: E501
_MARKUP = re.compile(r"https?://|www\.|[<>*_#`|\[\]{}]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CITED = re.compile(r'["“”״„]([^"“”״„]{2,})["“”״]')
_PERSONAL = re.compile(
    r"\b(?:he|she|his|her|him|hers|young|old(?:er)?|age|gender|male|female|woman|man|lady|mother|father|married|single|pregnan\w+|religio\w+|jew\w*|muslim\w*|christian\w*|arab\w*|"
    r"black|white|asian|ethnic\w*|national(?:ity|ities)|race|accent|disab\w+|ill(?:ness)?|health|sick|gay|lesbian|sexual\w*|politic\w*|union member|"
    r"lazy|stupid|smart|clever|difficult|arrogant|rude|nice|friendly|stubborn|nervous|anxious|narcissis\w+|emotional|aggressive|weak|incompetent|dishonest|greedy|cheap|honest|personality|character|introvert\w*|extrovert\w*)\b|"
    r"(?<!\w)(?:הוא|היא|שלו|שלה|אותו|אותה|צעיר\S*|מבוגר\S*|גיל|מגדר|גבר|אישה|אמא|אבא|נשוי\S*|רווק\S*|היריון|דת|דתי\S*|חילוני\S*|יהוד\S*|מוסלמ\S*|נוצר\S*|ערבי\S*|מוצא|לאום|גזע|מבטא|נכות|נכה|חולה|בריאות\S*|"
    r"עצל\S*|טיפש\S*|חכם|חכמה|קשה|יהיר\S*|גס\S*|נחמד\S*|חביב\S*|עקשן\S*|לחוצ?\S*|חרד\S*|רגש\S*|חלש\S*|קמצן\S*|אופי)(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
"""Words about the person. What a contact does at work can be said without them."""


class ToldTrait(BaseModel):
    title: str
    says: str
    tip: str | None = None
    confidence: float


class ToSummarise(BaseModel):
    """What is to be worded: `draft` says it already, plainly."""

    language: Language
    tone: Tone
    sentences: int
    contact: str
    traits: list[ToldTrait]
    draft: str
    draft_tips: list[str]
    quotes: tuple[str, ...] = Field(default=(), exclude=True)


class Summarised(BaseModel):
    text: str
    tips: list[str] = []


def fault(asked: ToSummarise, said: Summarised) -> str | None:  # noqa: PLR0911
    """Why a wording may not be shown, or None."""
    whole = " ".join([said.text, *said.tips])
    given = " ".join([asked.draft, *asked.draft_tips, *(f"{t.says} {t.tip or ''}" for t in asked.traits)])
    if not said.text.strip() or len(said.text) > LONGEST or len(said.tips) > MOST_TIPS:
        return "too long, or empty"
    if _MARKUP.search(whole) or orders.spans(whole):
        return "plain words only"
    if set(_NUMBER.findall(whole)) - set(_NUMBER.findall(given)):
        return "a number that is not among the traits"
    own = _CITED.sub("", whole)
    if lang.detect(own or whole) != asked.language:
        return f"not in the language {asked.language}"
    if any(not any(lang.fold(c).text in lang.fold(q).text for q in asked.quotes) for c in _CITED.findall(whole)):
        return "a quote that nobody said"
    if found := _PERSONAL.search(own.replace(asked.contact, "")):
        return f"about the person and not what is done at work: {found[0]}"
    if _shingles(whole) & _shingles(SUMMARY.words.instructions):
        return "the words of the instructions"
    return None


def _builtin(asked: ToSummarise) -> Summarised:
    return Summarised(text=asked.draft, tips=asked.draft_tips)


SUMMARY: Task[ToSummarise, Summarised] = Task(
    name="contact_persona",
    prompt="deals/prompts/persona.v1.md",
    input=ToSummarise,
    output=Summarised,
    builtin=_builtin,
    check=fault,
    cache=False,  # words about a person are kept with the persona alone, so that forgetting it forgets them
)


def asks_models(models: Models) -> bool:
    return bool(models.stations[SUMMARY.words.tier])


async def summarise(
    models: Models, caller: Caller, name: str, traits: Sequence[PersonaTrait], draft: PersonaSummary,
    language: Language, wishes: Preferences,
) -> PersonaSummary:  # fmt: skip
    """The summary in a model's words where there is one and they pass; else as it was, saying why."""
    told = wording.chosen(traits, wishes)
    if not asks_models(models) or not told:
        return draft
    asked = ToSummarise(
        language=language, tone=wishes.tone, sentences=wording.SENTENCES[wishes.length], contact=name,
        traits=[ToldTrait(title=t.title, says=orders.without(t.value), tip=t.tip, confidence=t.confidence) for t in told],
        draft=draft.text, draft_tips=draft.tips,
        quotes=tuple(text for t in told for text in (t.value, *(e.text for e in t.evidence))),
    )  # fmt: skip
    answer = await models.run(SUMMARY, asked, caller)
    if answer.source == BUILTIN:
        return draft.model_copy(update={"note": answer.note})
    if (problem := fault(asked, answer.value)) is not None:
        return draft.model_copy(update={"note": problem})
    return PersonaSummary(text=answer.value.text.strip(), tips=answer.value.tips, source=answer.source)


def _shingles(text: str) -> set[tuple[str, ...]]:
    said = lang.words(text)
    return {tuple(said[i : i + LEAK]) for i in range(len(said) - LEAK + 1)}
