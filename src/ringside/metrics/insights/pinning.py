"""Where pinned answers come from: a message of a conversation as it was shown, or a query asked now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from ringside.accounts.access import SignedIn
from ringside.core.errors import Conflict
from ringside.dialogue.schemas import Language
from ringside.metrics import roles
from ringside.metrics import service as metrics
from ringside.metrics.chat import conversations
from ringside.metrics.chat.conversations import UnknownConversation, UnknownMessage
from ringside.metrics.chat.schemas import AnswerOut
from ringside.metrics.insights import service
from ringside.metrics.insights.schemas import InsightIn, InsightOut, Saved
from ringside.metrics.insights.service import ROWS_KEPT, Ask, Desk
from ringside.metrics.model.schema import Model
from ringside.metrics.query.problems import CannotAnswer
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.service import Answered, Asker, Numbers

__all__ = ["UnknownConversation", "UnknownMessage"]


class NothingToPin(Conflict):
    slug, title = "nothing-to-pin", "This message holds no answer"


@dataclass(frozen=True)
class Asking:
    """One person's way of asking, with the company's numbers as they stand at this moment."""

    desk: metrics.Desk
    asker: Asker

    async def numbers(self) -> Numbers:
        """What can be asked about. Raises NoNumbers."""
        return await metrics.load(self.desk, self.asker)

    def ask(self, numbers: Numbers, now: datetime) -> Ask:
        """Answers a query and makes it fit to be kept."""

        async def asked(query: MetricQuery, as_of: date, language: Language) -> Saved:
            found = await metrics.query(self.desk, self.asker, query, language, as_of, numbers=numbers)
            return await self.marked(of_answer(found, as_of, now), numbers)

        return asked

    async def marked(self, saved: Saved, numbers: Numbers) -> Saved:
        """The same, knowing whether a rep may see it: whether the model that reps have can answer it."""
        model = roles.seen_by(numbers.model, "rep")
        if model is numbers.model:
            return saved
        try:
            await self.desk.engine.run(self.asker.tenant_id, numbers.catalog, model, saved.query, saved.as_of)
        except CannotAnswer:
            return saved.model_copy(update={"managers_only": True})
        return saved


async def _asking(request: Request, principal: SignedIn) -> Asking:
    return Asking(metrics.desk_of(request.app.state), Asker.of(principal))


AskerDep = Annotated[Asking, Depends(_asking)]


def today(model: Model, now: datetime) -> date:
    """The company's day at this moment."""
    return now.astimezone(ZoneInfo(model.calendar.timezone)).date()


async def pin(desk: Desk, asking: Asking, body: InsightIn, now: datetime) -> InsightOut:
    """Keep an answer. Raises UnknownMessage, NothingToPin, or what asking raises."""
    numbers = await asking.numbers()
    language = body.language or desk.who.language
    if body.query is not None:
        day = body.as_of or today(numbers.model, now)
        saved, title = await asking.ask(numbers, now)(body.query, day, language), ""
    else:
        answer = await _shown(desk, body)
        saved = await asking.marked(of_message(answer), numbers)
        title, language = answer.asked, answer.language
    return await service.pin(
        desk,
        saved,
        title=body.title or title[:200] or named(saved, numbers.model, language),
        note=body.note,
        shared=body.shared,
        language=language,
        calendar=numbers.model.calendar,
        now=now,
    )


async def _shown(desk: Desk, body: InsightIn) -> AnswerOut:
    conversation = await conversations.find(desk.store, desk.who.user_id, body.conversation_id or "")
    message = await desk.store.get(conversations.MESSAGE, conversation.id, body.message_id or "")
    if message is None:
        raise UnknownMessage
    answer = conversations.message_out(message).answer
    if answer is None or answer.status != "answered" or answer.understanding is None:
        raise NothingToPin("Pin an answer with numbers.")
    return answer


async def refresh(desk: Desk, asking: Asking, insight_id: str, now: datetime) -> InsightOut:
    """Ask a pinned question again. Raises UnknownInsight, or what asking raises."""
    await service.visible(desk, insight_id)
    numbers = await asking.numbers()
    calendar, day = numbers.model.calendar, today(numbers.model, now)
    return await service.refresh(desk, insight_id, asking.ask(numbers, now), calendar, day)


def named(saved: Saved, model: Model, language: Language) -> str:
    """The question of a kept answer in words."""
    from ringside.metrics.question import wording  # noqa: PLC0415

    return wording.say(saved.query, model, language)[:200]


def of_answer(found: Answered, as_of: date, now: datetime) -> Saved:
    """An answer as it is kept."""
    return Saved(
        at=now,
        as_of=as_of,
        query=found.query,
        columns=list(found.result.columns),
        rows=_rows(found.result.rows),
        truncated=found.result.truncated or len(found.result.rows) > ROWS_KEPT,
        facts=list(found.answer.facts),
        narrative=found.answer.narrative,
        headline=found.answer.headline,
        chart=found.answer.chart,
        notes=list(found.answer.notes),
        sql=found.result.sql,
        data_version=found.data_version,
        model_version=found.model_version,
    )


def of_message(answer: AnswerOut) -> Saved:
    """An answer of a conversation, as it was shown there."""
    if answer.understanding is None or answer.computed is None:
        raise NothingToPin
    worded = answer.worded.model_dump() if answer.worded else {}
    return Saved.model_validate(
        {
            **{
                name: getattr(answer, name)
                for name in ("at", "as_of", "columns", "facts", "headline", "chart", "notes")
            },
            "query": answer.understanding.query,
            "rows": _rows(answer.rows),
            "truncated": answer.truncated or len(answer.rows) > ROWS_KEPT,
            "narrative": {"segments": answer.segments, "text": answer.narrative, **worded},
            "sql": answer.computed.sql,
            "data_version": answer.computed.data_version,
            "model_version": answer.computed.model_version,
        },
        from_attributes=True,
    )


def _rows(rows: Any) -> list[list[Any]]:
    """The rows that are kept, dates as ISO text: the same before and after they were stored."""
    return [[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows[:ROWS_KEPT]]
