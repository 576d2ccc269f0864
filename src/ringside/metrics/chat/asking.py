"""From a question to its kept answer. The answer is found and kept even when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import structlog
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from ringside.accounts.quotas import Quotas
from ringside.ai.schemas import BUILTIN
from ringside.core.errors import AppError
from ringside.dialogue import language as lang
from ringside.dialogue import sentiment
from ringside.dialogue.schemas import Language
from ringside.metrics import service
from ringside.metrics.answer.schema import Answer
from ringside.metrics.chat import conversations, refusing, usage
from ringside.metrics.chat.conversations import Spoken
from ringside.metrics.chat.schemas import (
    AnswerOut,
    AskIn,
    Computed,
    PieceOut,
    RowsOut,
    Understanding,
    Worded,
)
from ringside.metrics.model.schema import Model
from ringside.metrics.query.problems import CannotAnswer, DuplicateKeys
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.question.schema import Asked, Parsed, Refused, Understood
from ringside.metrics.service import Asker, Desk, Numbers
from ringside.metrics.store import Item, Store
from ringside.metrics.store.opening import Stores

log = structlog.get_logger()

MOST_KEPT = 200_000
"""Characters of an answer that are kept with the message; of one with more, the first rows."""

_FAILED = "The question could not be answered. Please ask it again."
Kind = Literal["understanding", "rows", "piece", "done", "problem"]


class Telling:
    """What becomes of a question, event by event; "done" and "problem" are the last."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[tuple[Kind, BaseModel | AppError]] = asyncio.Queue()

    def tell(self, kind: Kind, data: BaseModel | AppError) -> None:
        self._events.put_nowait((kind, data))

    async def events(self) -> AsyncIterator[tuple[Kind, BaseModel | AppError]]:
        while True:
            kind, data = await self._events.get()
            yield kind, data
            if kind in {"done", "problem"}:
                return

    async def answer(self) -> AnswerOut:
        """The answer itself. Raises the AppError that took its place."""
        async for _, data in self.events():
            if isinstance(data, AnswerOut):
                return data
            if isinstance(data, AppError):
                raise data
        raise AssertionError("a question ends with its answer or a problem")


class Underway:
    """The questions being answered in this process, whoever still listens."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until everything under way is kept."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)


@dataclass(frozen=True)
class Counter:
    """Where questions are asked: the desk, where messages are kept, and what is under way."""

    desk: Desk
    stores: Stores
    quotas: Quotas
    underway: Underway = field(default_factory=Underway)

    @property
    def days(self) -> int:
        """How long what is said is kept; 0 is for ever."""
        return self.desk.settings.conversation_days

    @asynccontextmanager
    async def store(self, asker: Asker) -> AsyncIterator[Store]:
        """The asker's company's store; what was put is kept at the end."""
        async with self.desk.databases.tenant(asker.tenant_id) as session:
            yield await self.stores.of(asker.tenant_id, session)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with what it follows."""

    text: str
    query: MetricQuery | None
    context: MetricQuery | None
    language: Language | None
    today: date
    at: datetime


async def ask(at: Counter, asker: Asker, user_id: str, now: datetime, body: AskIn) -> Telling:
    """Keep the question and start answering it. Raises UnknownConversation, NoSuchChoice, QuotaExceeded."""
    async with at.desk.databases.tenant(asker.tenant_id) as session:
        store = await at.stores.of(asker.tenant_id, session)
        if body.conversation_id is None:
            await store.purge()
            conversation = conversations.begun(user_id, body.text, now)
        else:
            conversation = await conversations.find(store, user_id, body.conversation_id)
        question = _question(conversation, body, now)
        context = {
            "as_of": question.today.isoformat(),
            "language": body.language,
            "follows": _plain(question.context),
            "query": _plain(body.query),
        }
        said = Spoken("user", question.text, context, {"edited": body.query is not None, "choice": body.choice})
        await at.quotas.use_question(session, asker.tenant_id, user_id, now)
        conversation, _ = await conversations.add(store, conversation, said, now, at.days)
    telling = Telling()
    at.underway.start(_answer(at, asker, conversation, question, telling))
    return telling


def _question(conversation: Item, body: AskIn, now: datetime) -> Question:
    text, query = body.text, body.query
    if body.choice is not None:
        chosen = conversations.choice(conversation, body.choice)
        text, query = chosen.text or chosen.label, query or chosen.query
    context = conversations.standing(conversation)
    return Question(text, query, context, body.language, body.as_of or now.date(), now)


async def _answer(at: Counter, asker: Asker, conversation: Item, question: Question, telling: Telling) -> None:
    """Find the answer, keep it, tell it. Whatever goes wrong is told as well."""
    try:
        try:
            out, query = await _find(at, asker, conversation.id, question, telling)
        except AppError as problem:
            await _keep_problem(at, asker, conversation, question, problem)
            telling.tell("problem", problem)
        except Exception:
            log.exception("question failed", conversation_id=conversation.id)
            failed = AppError(_FAILED)
            failed.detail = refusing.say(failed, _language(asker, question))
            await _keep_problem(at, asker, conversation, question, failed)
            telling.tell("problem", failed)
        else:
            telling.tell("done", await _keep(at, asker, conversation, question, out, query))
    except AppError as problem:  # such as a conversation deleted meanwhile
        telling.tell("problem", problem)
    except Exception:
        log.exception("answer not kept", conversation_id=conversation.id)
        telling.tell("problem", AppError(_FAILED))


async def _find(
    at: Counter, asker: Asker, conversation_id: str, question: Question, telling: Telling
) -> tuple[AnswerOut, MetricQuery | None]:
    """The answer, and what was understood."""
    language = _language(asker, question)
    with refusing.worded(language):
        numbers = await service.load(at.desk, asker)
    with refusing.worded(language, numbers.model):
        return await _find_in(numbers, at, asker, conversation_id, question, telling)


async def _find_in(
    numbers: Numbers, at: Counter, asker: Asker, conversation_id: str, question: Question, telling: Telling
) -> tuple[AnswerOut, MetricQuery | None]:
    head = {
        "conversation_id": conversation_id,
        "message_id": "",
        "asked": question.text,
        "at": question.at,
        "as_of": question.today,
    }
    parsed = await _understand(at, asker, numbers, question)
    if isinstance(parsed, Understood):
        try:
            return await _compute(at, asker, numbers, parsed, question.today, head, telling), parsed.query
        except (CannotAnswer, DuplicateKeys) as error:
            parsed = await _instead(at, asker, numbers, question, parsed, error)
    if isinstance(parsed, Asked):
        asked = {"question": parsed.question, "reason": parsed.reason, "choices": parsed.choices}
        return AnswerOut(**head, status="asked", language=parsed.language, source=parsed.source, **asked), None
    return AnswerOut(**head, status="refused", language=parsed.language, reason=parsed.reason), None


async def _understand(at: Counter, asker: Asker, numbers: Numbers, question: Question) -> Parsed:
    if question.query is None:
        return await service.understand(
            at.desk, asker, numbers, question.text, question.today, question.context, question.language
        )
    return Understood(query=question.query, language=_language(asker, question), source="person")


def _language(asker: Asker, question: Question) -> Language:
    return question.language or (lang.detect(question.text) if question.text.strip() else asker.language)


async def _instead(
    at: Counter, asker: Asker, numbers: Numbers, question: Question, parsed: Understood, error: AppError
) -> Asked | Refused:
    """What is said to a question that was understood and cannot be computed. An edited query is the editor's matter.

    Of a query that a model made, it is what would have been asked without the model.
    """
    if parsed.source == "person":
        raise error
    if parsed.source != BUILTIN:
        again = await service.understand(
            at.desk, asker, numbers, question.text, question.today, question.context, parsed.language, with_model=False
        )
        if not isinstance(again, Understood):
            return again
    return Refused(language=parsed.language, reason=refusing.say(error, parsed.language, numbers.model))


async def _compute(
    at: Counter,
    asker: Asker,
    numbers: Numbers,
    parsed: Understood,
    today: date,
    head: dict[str, Any],
    telling: Telling,
) -> AnswerOut:
    language = parsed.language
    understood = understanding(parsed, numbers.model)
    telling.tell("understanding", understood)

    def tell_rows(result: Result, answer: Answer) -> None:
        telling.tell("rows", rows_out(result, answer))

    got = await service.query(at.desk, asker, parsed.query, language, today, numbers=numbers, on_result=tell_rows)
    for segment in got.answer.narrative.segments:
        telling.tell("piece", PieceOut(text=segment.text, fact=segment.fact))
    shown = rows_out(got.result, got.answer)
    narrative = got.answer.narrative
    return AnswerOut(
        **head,
        status="answered",
        language=language,
        source=narrative.source,
        understanding=understood,
        narrative=narrative.text,
        segments=narrative.segments,
        worded=Worded(source=narrative.source, rejected=narrative.rejected),
        notes=got.answer.notes,
        follow_ups=got.answer.follow_ups,
        computed=computed(got),
        **{name: getattr(shown, name) for name in RowsOut.model_fields},
    )


def understanding(parsed: Understood, model: Model) -> Understanding:
    """An understanding as it is shown."""
    from ringside.metrics import question  # noqa: PLC0415

    query = parsed.query
    return Understanding(
        intent=query.intent,
        subject=query.subject,
        measures=query.measures,
        dimensions=query.dimensions,
        time=query.time,
        filters=query.filters,
        limit=query.limit,
        query=query,
        chips=question.chips(query, model, parsed.language),
        words=question.wording.say(query, model, parsed.language),
        spans=parsed.words,
        assumed=parsed.assumed,
        source=parsed.source,
    )


def rows_out(result: Result, answer: Answer) -> RowsOut:
    return RowsOut(
        columns=result.columns,
        rows=to_jsonable_python(result.rows),
        truncated=result.truncated,
        facts=answer.facts,
        headline=answer.headline,
        chart=answer.chart,
    )


def computed(got: service.Answered) -> Computed:
    result = got.result
    return Computed(
        sql=result.sql,
        rows=len(result.rows),
        scanned=result.scanned,
        tables=result.tables,
        data_version=got.data_version,
        model_version=got.model_version,
        took_ms=result.took_ms,
        cached=result.cached,
    )


async def _keep(
    at: Counter, asker: Asker, conversation: Item, question: Question, out: AnswerOut, query: MetricQuery | None
) -> AnswerOut:
    """Keep the answer as a message, and count it; the answer with the id it is kept by."""
    changes: dict[str, Any] = {"choices": to_jsonable_python(out.choices)}
    if query is not None:
        changes["query"] = _plain(query)
    said = Spoken(
        "ringside",
        out.narrative or out.question or out.reason or "",
        {"as_of": question.today.isoformat(), "language": out.language, "query": _plain(query)},
        {"status": out.status, "source": out.source, "answer": _kept(out)},
    )
    counted = {"answered": "answered", "asked": "clarified", "refused": "refused"}[out.status]
    async with at.store(asker) as store:
        _, message = await conversations.add(store, conversation, said, question.at, at.days, **changes)
        await _count(store, conversation, question, counted, out.reason)
    return out.model_copy(update={"message_id": message.id})


async def _keep_problem(at: Counter, asker: Asker, conversation: Item, question: Question, problem: AppError) -> None:
    """Keep what went wrong in the answer's place."""
    context = {"as_of": question.today.isoformat(), "language": question.language, "query": _plain(question.query)}
    said = Spoken("ringside", problem.detail, context, {"status": "failed", "problem": problem.slug})
    async with at.store(asker) as store:
        await conversations.add(store, conversation, said, question.at, at.days)
        await _count(store, conversation, question, "failed", problem.slug)


async def _count(store: Store, conversation: Item, question: Question, became: str, reason: str | None) -> None:
    user_id = conversation.parent
    tone = await asyncio.to_thread(sentiment.read, question.text[:2000])
    toned = {"tone": tone.value, "toned": 1} if tone else {}
    await usage.count(store, user_id, question.at.date(), asked=1, **{became: 1}, **toned)
    if became != "answered":
        await usage.note_unanswered(store, user_id, question.text, reason or became, question.at)


def _kept(out: AnswerOut) -> dict[str, Any]:
    """The answer as JSON that is small enough to keep: where it is not, with fewer rows."""
    whole: dict[str, Any] = out.model_dump(mode="json", exclude={"thumbs"})
    while len(json.dumps(whole)) > MOST_KEPT:
        if len(whole["rows"]) > 10:
            whole |= {"rows": whole["rows"][: len(whole["rows"]) // 2], "truncated": True}
        elif whole["chart"] is not None:
            whole["chart"] = None
        else:
            return whole | {"rows": [], "facts": [], "segments": [], "truncated": True}
    return whole


def _plain(query: MetricQuery | None) -> dict[str, Any] | None:
    return None if query is None else query.model_dump(mode="json", exclude_defaults=True)
