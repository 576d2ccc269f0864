"""Drafts as a model words them: it gets the facts and the built-in draft, and what it adds of its own is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel, Field

from ringside.ai import Answer, Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.deals.coach.actions import Form
from ringside.deals.coach.drafting import Draft, Variant
from ringside.deals.schemas import Length, Tone
from ringside.dialogue import language as lang
from ringside.dialogue import orders
from ringside.dialogue.schemas import Language

LONGEST = {"short": 700, "medium": 1_200, "long": 2_000}
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MARKUP = re.compile(r"https?://|www\.|</?[a-z]+>|\*\*|^#+ |`", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"[“”„«»\"]([^“”„«»\"]{3,})[“”„«»\"]")
_NAME = re.compile(r"(?<![.!?:\n]\s)(?<![.!?:\n])(?<!^)\b([A-Z][a-z]{2,})\b")
_COMMON = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "dear", "hello",
        "thanks", "thank", "best", "regards", "kind", "warm", "sincerely",
    }
)  # fmt: skip
"""Words that are written with a capital and name nobody."""


class ToDraft(BaseModel):
    """What is to be worded. Everything in `facts` is data from the CRM."""

    language: Language
    tone: Tone
    length: Length
    form: Form
    step: str
    facts: list[str]
    subject: str | None
    draft: str


class Drafted(BaseModel):
    subject: str | None = Field(default=None, max_length=200)
    text: str = Field(max_length=4000)


def fault(asked: ToDraft, drafted: Drafted) -> str | None:  # noqa: PLR0911 one line a case
    """Why a wording may not be shown, or None."""
    given = " ".join((asked.step, *asked.facts, asked.subject or "", asked.draft))
    text = f"{drafted.subject or ''}\n{drafted.text}"
    if not drafted.text.strip():
        return "the draft is empty"
    if len(drafted.text) > LONGEST[asked.length]:
        return f"too long: {LONGEST[asked.length]} characters at most"
    if lang.detect(drafted.text) != asked.language:
        return "it is in the wrong language"
    if new := set(_NUMBER.findall(text)) - set(_NUMBER.findall(given)) - _counting(asked, drafted):
        return f"these numbers are nowhere in the facts: {', '.join(sorted(new)[:3])}"
    if _MARKUP.search(text):
        return "plain words only, no links and no markup"
    if orders.spans(drafted.text):
        return "it repeats instructions from the data"
    folded = lang.fold(given).text
    if made_up := [q for q in _QUOTED.findall(text) if lang.fold(q).text.strip(" .,!?") not in folded]:
        return f"nobody said this: {made_up[0][:60]}"
    names = {name for name in _NAME.findall(text) if name.lower() not in _COMMON and name.lower() not in folded}
    if names:
        return f"these names are nowhere in the facts: {', '.join(sorted(names)[:3])}"
    return None


def _counting(asked: ToDraft, drafted: Drafted) -> set[str]:
    """The numbers of a list's items are no statements."""
    if asked.form == "message":
        return set()
    return {m.rstrip(".)") for m in re.findall(r"^\s*(\d{1,2}[.)])", drafted.text, re.MULTILINE)}


def _task(version: int) -> Task[ToDraft, Drafted]:
    return Task(
        name="coach-draft",
        prompt=f"deals/prompts/coach-draft.v{version}.md",
        input=ToDraft,
        output=Drafted,
        builtin=lambda asked: Drafted(subject=asked.subject, text=asked.draft),
        check=fault,
    )


TASKS: dict[Variant, Task[ToDraft, Drafted]] = {"a": _task(1), "b": _task(2)}


@dataclass(frozen=True, slots=True)
class Worded:
    """A draft with who worded it. `made` is absent where no model was asked."""

    draft: Draft
    source: str = BUILTIN
    note: str | None = None
    made: Answer[Drafted] | None = None


async def word(models: Models, caller: Caller, asked: ToDraft, variant: Variant) -> Worded:
    """The draft in a model's words where there is a model and its words pass, else as it was."""
    task = TASKS[variant]
    if not models.stations[task.words.tier]:
        return Worded(plain(asked))
    answer = await models.run(task, asked, caller)
    if answer.source == BUILTIN:
        return Worded(plain(asked), note=answer.note, made=answer)
    made = Draft(subject=answer.value.subject or asked.subject, text=answer.value.text)
    return Worded(made, answer.source, None, answer)


def plain(asked: ToDraft) -> Draft:
    """The built-in draft."""
    return Draft(subject=asked.subject, text=asked.draft)
