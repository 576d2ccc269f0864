"""The quick drill: one customer line, one answer, immediate feedback."""

from __future__ import annotations

import re
from datetime import datetime

from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.ai import Caller, Models, Task
from ringside.core.ids import new_id
from ringside.dialogue import quick
from ringside.dialogue.evidence import NotInTranscript, Quote, find, verify
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language, Transcript, Turn
from ringside.playbook.knowledge import answering
from ringside.practice.models import Drill
from ringside.practice.schemas import QuickAspect, QuickIn, QuickOut, QuoteView

ASPECTS = ("tone", "content", "strategy")
_CITED = re.compile(r'["“”״„]([^"“”״„]{2,})["“”״]')


class Judged(BaseModel):
    verdict: str
    why: str


class QuickAsk(BaseModel):
    """What was said and how it was judged; only the explanations are asked for."""

    language: Language
    customer: str
    answer: str
    tone: Judged
    content: Judged
    strategy: Judged


class QuickWords(BaseModel):
    """The explanations of the three judgements."""

    tone: str = Field(min_length=3, max_length=400)
    content: str = Field(min_length=3, max_length=400)
    strategy: str = Field(min_length=3, max_length=400)


def fault(ask: QuickAsk, said: QuickWords) -> str | None:
    """What is wrong with a model's explanations: another language, or words cited that nobody said."""
    transcript = _transcript(ask.customer, ask.answer, ask.language)
    for aspect in ASPECTS:
        text = getattr(said, aspect)
        if detect(_CITED.sub("", text) or text) != ask.language:
            return f"{aspect}: must be in the language {ask.language}"
        for cited in _CITED.findall(text):
            if find(transcript, cited) is None:
                return f"{aspect}: nobody said {cited[:60]!r}"
    return None


QUICK: Task[QuickAsk, QuickWords] = Task(
    name="quick",
    prompt="practice/prompts/quick.v1.md",
    input=QuickAsk,
    output=QuickWords,
    builtin=lambda ask: QuickWords.model_construct(
        tone=ask.tone.why, content=ask.content.why, strategy=ask.strategy.why
    ),
    check=fault,
)


async def drill(session: AsyncSession, models: Models, who: Principal, now: datetime, body: QuickIn) -> QuickOut:
    """Feedback on one answer, kept in the rep's history."""
    language: Language = body.language or detect(body.answer)
    review = quick.review(body.customer, body.answer, language)
    transcript = _transcript(body.customer, body.answer, language)
    ask = QuickAsk(
        language=language,
        customer=body.customer,
        answer=body.answer,
        **{
            aspect: Judged(verdict=getattr(review, aspect).verdict, why=getattr(review, aspect).why)
            for aspect in ASPECTS
        },
    )
    worded = await models.run(QUICK, ask, Caller(who.tenant_id, who.user_id, language))
    out = QuickOut(
        id=new_id(),
        language=language,
        source=worded.source,
        better=list(review.better),
        documents=await answering.says(session, body.customer) if "?" in body.customer else [],
        **{
            aspect: QuickAspect(
                verdict=getattr(review, aspect).verdict,
                why=getattr(worded.value, aspect),
                quotes=_quotes(transcript, getattr(review, aspect).quotes),
            )
            for aspect in ASPECTS
        },
    )
    session.add(
        Drill(
            id=out.id,
            user_id=who.user_id,
            at=now,
            language=language,
            customer=body.customer,
            answer=body.answer,
            # Not what the documents say: when one is erased, no copy of its words may stay.
            result=out.model_dump(mode="json", exclude={"documents"}),
        )
    )
    return out


def _transcript(customer: str, answer: str, language: Language) -> Transcript:
    said = (Turn(index=0, speaker="customer", text=customer), Turn(index=1, speaker="rep", text=answer))
    return Transcript(turns=said, language=language)


def _quotes(transcript: Transcript, quotes: tuple[Quote, ...]) -> list[QuoteView]:
    found = []
    for claimed in quotes:
        try:
            found.append(QuoteView.model_validate(verify(transcript, claimed).model_dump()))
        except NotInTranscript:
            continue
    return found
