"""The answer lane: what the company's sources say to a customer's words, found beside the call and held to a deadline.

Code finds the sources and checks every number and name; a model may only word them, and without one the best sentence
of the sources stands as it is.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.ai.schemas import BUILTIN
from ringside.calls.live.following import State
from ringside.calls.live.messages import CueQuote, CueSource
from ringside.calls.live.ports import Library
from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.schemas import Act, Language, ObjectionKind
from ringside.playbook.knowledge import asking, meaning
from ringside.playbook.knowledge import service as knowledge

BUDGET_S = 6.0
"""How long finding and wording may take together before what was found is shown as it stands, or nothing."""
SEARCH_S = 2.0
MOST_PASSAGES = 6
MOST_WORDS, BUILTIN_WORDS = 36, 45
ASKED = 0.5
"""From which confidence on a question of the customer is looked up."""
FEWEST = 4
"""Words of a question that can be looked up."""
LINK = "/playbook/knowledge"
_MARKUP = re.compile(r"https?://|www\.|[<>*_#`|\[\]{}]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;:] )\b[A-Z][\w&'-]+")
"""A capital inside a sentence: whoever is named there must be in the sources."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words of the customer to be answered. `cue`: the cue that was shown for them already, which gets the sources."""

    text: str
    quote: CueQuote
    at: float
    about: ObjectionKind | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An answer with what it rests on; `source` is "builtin" or "provider:model"."""

    text: str
    sources: tuple[CueSource, ...]
    source: str = BUILTIN


class GivenSource(BaseModel):
    id: int
    title: str
    text: str
    headings: tuple[str, ...] = Field(default=(), exclude=True)
    covered: float = Field(default=0.0, exclude=True)
    link: str | None = Field(default=None, exclude=True)
    answers: bool = Field(default=True, exclude=True)
    """Whether it may be the answer itself, or only shapes one: facts about the customer never are said as such."""


class CustomerSaid(BaseModel):
    """What a customer said, with the sources found for it."""

    language: Language
    said: str
    about: str
    sources: list[GivenSource]


class LiveAnswer(BaseModel):
    """One line for the rep; empty when the sources do not answer."""

    text: str = Field(max_length=400)
    sources: list[int] = Field(max_length=8)


def wanted(state: State) -> Wanted | None:
    """The question in the customer's latest words that the company's sources may answer."""
    breath = state.breath
    if breath is None or not state.turns or state.turns[-1].speaker != "customer":
        return None
    asked = [a for a in breath.acts if a.kind == "question" and a.confidence >= ASKED and breath.new(a)]
    best: Act | None = max(asked, key=lambda a: (a.confidence, a.end), default=None)
    if best is None:
        return None
    text, quote = breath.text[best.start : best.end], breath.quote(best.start, best.end)
    plain = len(lang.words(text)) < FEWEST or len(set(topics.stems(text, state.language))) < 2
    return None if quote is None or plain else Wanted(text, quote, state.at)


def extract(said: CustomerSaid) -> LiveAnswer:
    """The sentence of the sources that answers best, word for word; an approved answer as it stands."""
    own = [each for each in said.sources if each.answers]
    if said.about != "question":
        best = next((each for each in own if len(each.text.split()) <= BUILTIN_WORDS), None)
        return LiveAnswer(text=best.text, sources=[best.id]) if best else LiveAnswer(text="", sources=[])
    chosen = asking.answer(
        said.said, [asking.Found(each.text, (each.title, *each.headings), each.covered) for each in own]
    )
    for place in chosen:
        text = own[place.passage].text[place.start : place.end].strip()
        if len(text.split()) <= BUILTIN_WORDS:
            return LiveAnswer(text=text, sources=[own[place.passage].id])
    return LiveAnswer(text="", sources=[])


def fault(said: CustomerSaid, answer: LiveAnswer) -> str | None:
    """Why an answer may not be shown, or None. An empty one says that nothing answers, and is fine."""
    text = answer.text.strip()
    if not text:
        return None
    given = {each.id: each for each in said.sources}
    if not answer.sources or any(each not in given for each in answer.sources):
        return "name the sources it rests on, by their ids"
    rests = [given[each] for each in answer.sources]
    if not any(each.answers for each in rests):
        return "what is known of the customer is no answer to them"
    return _misworded(text, said.language) or _unfounded(text, rests, said.said)


def _misworded(text: str, language: Language) -> str | None:
    """What is wrong with how it is said."""
    if len(text.split()) > MOST_WORDS or _MARKUP.search(text):
        return f"plain words, at most {MOST_WORDS}"
    return None if lang.detect(text) == language else f"must be in the language {language}"


def _unfounded(text: str, rests: Sequence[GivenSource], said: str) -> str | None:
    """What the sources do not say. A number that only the customer named is no fact of the company's."""
    sources = " ".join(each.text for each in rests)
    numbers = {number.replace(",", "") for number in _NUMBER.findall(sources)}
    if (wrong := next((n for n in _NUMBER.findall(text) if n.replace(",", "") not in numbers), None)) is not None:
        return f"{wrong} is not in the sources"
    known = lang.fold(" ".join([sources, said, *(each.title for each in rests)])).text
    if (stranger := next((n for n in _NAME.findall(text) if lang.fold(n).text not in known), None)) is not None:
        return f"{stranger} is not in the sources"
    return None if asking.borne_out(text, sources, said) else "say no more than the sources do"


ANSWER: Task[CustomerSaid, LiveAnswer] = Task(
    name="live_answer",
    prompt="calls/prompts/live_answer.v1.md",
    input=CustomerSaid,
    output=LiveAnswer,
    builtin=extract,
    tier="fast",
    check=fault,
    max_output_tokens=200,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers are found with. `facts`: what is known of whom the call is with."""

    databases: Any
    models: Models | None
    tenant_id: str
    language: Language
    caller: Caller | None = None
    facts: tuple[CueSource, ...] = ()
    library: Library | None = None


async def find(desk: Desk, wish: Wanted, budget: float = BUDGET_S) -> Found | None:
    """The answer to what was said, None where the sources have none. Never later than `budget` seconds."""
    loop = asyncio.get_running_loop()
    until = loop.time() + budget
    try:
        async with asyncio.timeout(min(SEARCH_S, budget)):
            sources = await _sources(desk, wish)
    except TimeoutError:
        return None
    said = CustomerSaid(language=desk.language, said=wish.text, about=wish.about or "question", sources=sources)
    if not any(each.answers for each in sources):
        return None
    answer, source = await asyncio.to_thread(extract, said), BUILTIN
    if desk.models is not None and desk.caller is not None:
        try:
            async with asyncio.timeout_at(until):
                worded = await desk.models.run(ANSWER, said, desk.caller)
            answer, source = worded.value, worded.source
        except TimeoutError:
            pass  # what the sources say word for word is there already
    text = answer.text.strip()
    used = [each for each in sources if each.id in answer.sources]
    if not text or not used:
        return None
    return Found(text, tuple(CueSource(title=s.title, text=s.text[:500], link=s.link) for s in used), source)


async def _sources(desk: Desk, wish: Wanted) -> list[GivenSource]:
    """Approved answers to an objection, or passages that speak of a question; then what is known of the customer."""
    found: list[GivenSource] = []
    if wish.about is not None:
        if desk.library is not None:
            for entry in await desk.library(desk.tenant_id, wish.text, wish.about, desk.language):
                found.append(GivenSource(id=len(found) + 1, title=entry.title, text=entry.text, link=entry.link))
    else:
        found = await _passages(desk, wish.text)
    for fact in _telling(desk.facts, wish.text, desk.language):
        found.append(GivenSource(id=len(found) + 1, title=fact.title, text=fact.text, link=fact.link, answers=False))
    return found


async def _passages(desk: Desk, question: str) -> list[GivenSource]:
    async with desk.databases.tenant(desk.tenant_id) as session:
        near: Sequence[int] = ()
        if desk.models is not None and desk.caller is not None:
            near = await meaning.near(session, desk.models, desk.caller, question)
        passages = await knowledge.passages(session, question, MOST_PASSAGES, near)
    return [
        GivenSource(
            id=number, title=each.document.title, text=each.text, headings=tuple(each.heading), covered=each.covered,
            link=LINK,
        )
        for number, each in enumerate(passages, start=1)
        if each.covered >= asking.ENOUGH_COVERED
    ]  # fmt: skip


def _telling(facts: Sequence[CueSource], text: str, language: Language, most: int = 3) -> list[CueSource]:
    """Facts that speak of what was said, the most telling first."""
    shared = [(topics.shared_words(fact.text, text, language), fact) for fact in facts]
    return [fact for count, fact in sorted(shared, key=lambda each: -each[0]) if count][:most]
