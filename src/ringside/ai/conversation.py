"""One question put to the chain: model by model until one answers, else the built-in counterpart."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Generic, cast

from ringside.ai import log
from ringside.ai.cache import Cache, content_key
from ringside.ai.chain import ModelName
from ringside.ai.endpoint import question
from ringside.ai.faults import Fault, FaultKind, builtin_sentence, length_sentence, sentence
from ringside.ai.pace import Deadline, Pace
from ringside.ai.prices import Prices, cost_usd
from ringside.ai.schemas import BUILTIN, Answer, Caller, Speaking, Waiting
from ringside.ai.spend import CallRecord, Ledger, Recorder
from ringside.ai.task import I, O, Task
from ringside.ai.visit import Given, Station, TimeLimits, Visit


@dataclass(frozen=True)
class Rules:
    """The limits of every call; the settings of the same names explain them. Times are in seconds."""

    deadline: float = 30.0
    attempt: float = 15.0
    idle: float = 8.0
    retries: int = 2
    max_output_tokens: int = 2048


@dataclass(frozen=True)
class Means:
    """What every conversation works with."""

    recorder: Recorder
    ledger: Ledger
    rules: Rules
    pace: Pace
    prices: Prices
    cache: Cache | None


class Conversation(Generic[I, O]):
    """The way of one value through a task. In a live one the pieces of the text are heard as they come."""

    def __init__(self, means: Means, task: Task[I, O], value: I, caller: Caller, *, live: bool) -> None:
        self._means = means
        self._task = task
        self._value = value
        self._caller = caller
        self._live = live
        self._began = means.pace.now()
        self._deadline = Deadline(means.pace, means.rules.deadline)
        self._notes: list[str] = []
        self._spent: float | None = 0.0

    async def through(
        self, chain: tuple[Station, ...], refusal: str | None
    ) -> AsyncGenerator[str | Waiting | Speaking | Answer[O], None]:
        """`Waiting`, where live `Speaking` and pieces of text, last the `Answer`. A refusal keeps models out."""
        if refusal:
            self._notes.append(refusal)
            chain = ()
        for station in chain:
            if self._deadline.left() <= 0:
                break
            async with aclosing(self._at(station)) as events:
                async for event in events:
                    yield event
                    if isinstance(event, Answer):
                        return
        if self._notes:
            self._notes.append(builtin_sentence(self._caller.language))
        answer = self._answer(self._task.builtin(self._value), BUILTIN)
        if self._live:
            yield self._speaking(BUILTIN)
            yield cast(str, answer.value)
        yield answer

    async def _at(self, station: Station) -> AsyncGenerator[str | Waiting | Speaking | Answer[O], None]:
        """What this model gives; no Answer when it gives none, and then a note says why."""
        if (kept := await self._remembered(station.name)) is not None:
            if self._live:
                yield self._speaking(str(station.name))
                yield cast(str, kept)
            yield replace(self._answer(kept, str(station.name)), cached=True)
            return
        if not station.breaker.admits():
            self._note(FaultKind.RESTING, station.name)
            return
        visit = self._visit(station)
        outcome, given, spoken = "abandoned", None, False
        try:
            async with aclosing(visit.speech() if self._live else visit.answer()) as events:
                async for event in events:
                    if isinstance(event, Given):
                        given = cast(Given[O], event)
                        continue
                    if isinstance(event, str) and not spoken:
                        spoken = True
                        yield self._speaking(str(station.name))
                    yield event
            outcome = _outcome(visit, given)
        except Fault as fault:
            outcome = fault.kind.value
            self._note(fault.kind, station.name)
        finally:
            self._record(station.name, visit, outcome)
        if given is not None:
            yield await self._finished(given, station.name)

    async def _finished(self, given: Given[O], name: ModelName) -> Answer[O]:
        if given.whole:
            await self._remember(name, given.value)
        elif given.shortcoming:
            self._note(given.shortcoming, name)
        else:
            self._notes.append(length_sentence(self._caller.language))
        return replace(self._answer(given.value, str(name)), complete=given.whole)

    def _visit(self, station: Station) -> Visit[I, O]:
        rules = self._means.rules
        asked = question(self._task, self._value, max_output_tokens=rules.max_output_tokens, seconds=rules.attempt)
        return Visit(
            station,
            self._task,
            self._value,
            asked,
            deadline=self._deadline,
            limits=TimeLimits(rules.attempt, rules.idle, rules.retries),
            pace=self._means.pace,
        )

    def _answer(self, value: O, source: str) -> Answer[O]:
        latency = round((self._means.pace.now() - self._began) * 1000, 3)
        note = " ".join(self._notes) or None
        return Answer(value, source, self._task.words.version, latency, self._spent, note)

    def _speaking(self, source: str) -> Speaking:
        return Speaking(source, self._task.words.version)

    def _note(self, kind: FaultKind, name: ModelName) -> None:
        self._notes.append(sentence(kind, str(name), self._caller.language))

    def _record(self, name: ModelName, visit: Visit[I, O], outcome: str) -> None:
        """Hands the figures of a visit on and adds its cost to that of the answer."""
        cost = _cost(self._means.prices, name, visit)
        known = [usage for usage in visit.usages if usage]
        record = CallRecord(
            at=self._means.pace.date(),
            user_id=self._caller.user_id,
            task=self._task.name,
            prompt_version=self._task.words.version,
            tier=self._task.words.tier,
            source=str(name)[:200],
            outcome=outcome,
            attempts=visit.attempts,
            input_tokens=sum(usage.input_tokens for usage in known) if known else None,
            output_tokens=sum(usage.output_tokens for usage in known) if known else None,
            cost_usd=cost,
            latency_ms=visit.latency_ms,
            first_token_ms=visit.first_token_ms,
        )
        self._means.recorder.record(self._caller.tenant_id, record)
        self._means.ledger.add(self._caller, cost)
        self._spent = None if cost is None or self._spent is None else self._spent + cost
        log.info("model call", task=self._task.name, source=str(name), outcome=outcome, attempts=visit.attempts)

    def _key(self, name: ModelName) -> str:
        return f"{content_key(self._task, self._value, self._caller.tenant_id)}:{name}"

    async def _remembered(self, name: ModelName) -> O | None:
        cache = self._means.cache
        if cache is None or not self._task.cache or (text := await cache.get(self._key(name))) is None:
            return None
        try:
            return self._task.adapter.validate_json(text)
        except ValueError:
            return None  # not written by us, or cut short

    async def _remember(self, name: ModelName, answer: O) -> None:
        if self._means.cache is not None and self._task.cache:
            await self._means.cache.put(self._key(name), self._task.adapter.dump_json(answer).decode())


def _outcome(visit: Visit[I, O], given: Given[O] | None) -> str:
    if given is None or not given.whole:
        return "incomplete"
    return "repaired" if visit.repaired else "answered"


def _cost(prices: Prices, name: ModelName, visit: Visit[I, O]) -> float | None:
    """What the visit cost; None when the price, or what some try used, is not known."""
    costs = [cost_usd(prices, name, usage) for usage in visit.usages]
    return None if None in costs else sum(cost for cost in costs if cost is not None)
