"""A question answered from the company's documents, each sentence with its place in its source."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.ai import Caller, Models, Task
from ringside.dialogue.evidence import NotInTranscript, find
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language, Transcript, Turn
from ringside.playbook.knowledge import asking, service
from ringside.playbook.knowledge.schemas import Cited, DocumentQuote, KnowledgeAnswer, Passage

MOST_PASSAGES = 8
_SHOWN_WITHOUT_ANSWER = 3

_NOTHING: dict[str, str] = {
    "en": "Nothing in your documents answers this.",
    "he": "אין במסמכים שלכם תשובה לשאלה הזאת.",
}


class GivenPassage(BaseModel):
    id: int
    document: str
    heading: list[str]
    text: str
    covered: float = Field(exclude=True)


class AskedOfPassages(BaseModel):
    """A question with the passages found for it."""

    language: Language
    question: str
    passages: list[GivenPassage]


class WordedSentence(BaseModel):
    text: str = Field(min_length=1, max_length=600)
    passage: int
    quote: str = Field(min_length=1, max_length=1_000)


class WordedAnswer(BaseModel):
    """Sentences that each rest on words of one passage; none when the passages do not answer."""

    sentences: list[WordedSentence] = Field(max_length=6)


def extract(asked: AskedOfPassages) -> WordedAnswer:
    """The sentences of the documents that answer, word for word."""
    found = [asking.Found(each.text, tuple(each.heading), each.covered) for each in asked.passages]
    chosen = asking.answer(asked.question, found)
    said = [(asked.passages[each.passage], asked.passages[each.passage].text[each.start : each.end]) for each in chosen]
    return WordedAnswer.model_construct(
        sentences=[WordedSentence.model_construct(text=text, passage=source.id, quote=text) for source, text in said]
    )


def fault(asked: AskedOfPassages, answer: WordedAnswer) -> str | None:
    """What is wrong with a model's answer as a whole: it says something, and not one sentence is borne out."""
    if answer.sentences and not cited(asked, answer):
        return "no sentence is borne out by its quote: copy the words exactly and say no more than they do"
    return None


ANSWER: Task[AskedOfPassages, WordedAnswer] = Task(
    name="knowledge",
    prompt="playbook/prompts/knowledge.v1.md",
    input=AskedOfPassages,
    output=WordedAnswer,
    builtin=extract,
    check=fault,
)


def cited(asked: AskedOfPassages, answer: WordedAnswer) -> list[Cited]:
    """The sentences that verify, each with the place of its quote in its passage."""
    texts = {each.id: each.text for each in asked.passages}
    kept = []
    for sentence in answer.sentences:
        place = _place(texts.get(sentence.passage, ""), sentence.quote)
        quote = texts[sentence.passage][place[0] : place[1]] if place else ""
        if place and asking.borne_out(sentence.text, quote, asked.question):
            kept.append(Cited(text=sentence.text, passage=sentence.passage, start=place[0], end=place[1]))
    return kept


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Where a passage has these words."""
    if (at := text.find(quote)) >= 0:
        return at, at + len(quote)
    try:
        found = find(Transcript(turns=(Turn(index=0, speaker="rep", text=text),), language=detect(text)), quote)
    except NotInTranscript:
        return None
    return (found.start, found.end) if found else None


async def ask(
    session: AsyncSession, models: Models, caller: Caller, question: str, language: Language | None, near: Sequence[int]
) -> KnowledgeAnswer:
    """The answer the company's documents give, or the message that they give none."""
    language = language or detect(question)
    found = await service.passages(session, question, MOST_PASSAGES, near)
    asked = AskedOfPassages(language=language, question=question, passages=[_given(passage) for passage in found])
    if not found:
        return _unanswered([], language, "builtin", 0, None)
    worded = await models.run(ANSWER, asked, Caller(caller.tenant_id, caller.user_id, language, caller.allowance))
    kept = cited(asked, worded.value)
    dropped = len(worded.value.sentences) - len(kept)
    if not kept:
        return _unanswered(found[:_SHOWN_WITHOUT_ANSWER], language, worded.source, dropped, worded.note)
    used = {sentence.passage for sentence in kept}
    sources = [passage for passage in found if passage.id in used]
    return KnowledgeAnswer(
        answered=True, sentences=kept, passages=sources, message="", dropped=dropped, source=worded.source,
        note=worded.note,
    )  # fmt: skip


async def says(session: AsyncSession, question: str, limit: int = 2) -> list[DocumentQuote]:
    """What the company's documents say to a customer's question, word for word; nothing when they do not answer it.

    For other rooms: to show beside a rep's answer what would have been true. Needs no model.
    """
    found = await service.passages(session, question, MOST_PASSAGES)
    chosen = asking.answer(question, [asking.Found(each.text, tuple(each.heading), each.covered) for each in found])
    return [
        DocumentQuote(
            text=found[each.passage].text[each.start : each.end],
            document=found[each.passage].document,
            heading=found[each.passage].heading,
            page=found[each.passage].page,
            passage=found[each.passage].id,
            start=each.start,
            end=each.end,
        )
        for each in chosen[:limit]
    ]


def _given(passage: Passage) -> GivenPassage:
    return GivenPassage(
        id=passage.id,
        document=passage.document.title,
        heading=passage.heading,
        text=passage.text,
        covered=passage.covered,
    )


def _unanswered(
    nearest: list[Passage], language: Language, source: str, dropped: int, note: str | None
) -> KnowledgeAnswer:
    return KnowledgeAnswer(
        answered=False, sentences=[], passages=nearest, message=_NOTHING[language], dropped=dropped, source=source,
        note=note,
    )  # fmt: skip
