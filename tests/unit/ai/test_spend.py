"""What models cost: written to the tenant's database, summed by month, compared with the allowance."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ringside.ai import Allowance, Caller, Task
from ringside.ai.faults import FaultKind
from ringside.ai.models import ModelCall
from ringside.ai.prices import Price
from ringside.ai.service import spend_summary, spend_this_month
from ringside.core.db import Databases, open_databases
from ringside.core.settings import Settings
from unit.ai.kit import CALLER, Clock, Question, Script, models, station

ASKED = Question(text="SECRET WORDS")
PRICES: Any = {"openai": {"gpt-5-mini": Price(input=1, output=10)}}
A, B = "0" * 31 + "a", "0" * 31 + "b"
IN_A, IN_B = Caller(A, "1" * 32), Caller(B, "2" * 32)


@pytest.fixture
async def databases(tmp_path: Path) -> AsyncIterator[Databases]:
    databases = open_databases(Settings(_env_file=None, data=tmp_path))
    await databases.start()
    for tenant in (A, B):
        await databases.create_tenant(tenant)
    yield databases
    await databases.close()


async def calls(databases: Databases, tenant: str) -> list[ModelCall]:
    async with databases.tenant(tenant) as session:
        return list(await session.scalars(sa.select(ModelCall).order_by(ModelCall.at, ModelCall.id)))


async def test_each_visit_is_recorded_without_any_words(
    databases: Databases, clock: Clock, speak: Task[Question, str]
) -> None:
    chain = station(Script(FaultKind.UNAVAILABLE), clock), station(Script(["Yes", "."]), clock, "openai:gpt-5-mini")
    chain = (replace(chain[0], name=replace(chain[0].name, model="gpt-first")), chain[1])
    engine = models(clock, *chain, databases=databases, prices=PRICES)
    _ = [event async for event in engine.stream(speak, ASKED, IN_A)]
    await engine.recorded()
    first, second = await calls(databases, A)
    assert (first.source, first.outcome, first.attempts, first.cost_usd) == ("openai:gpt-first", "unavailable", 3, 0)
    assert (first.input_tokens, first.first_token_ms) == (None, None)
    assert (second.source, second.outcome, second.attempts) == ("openai:gpt-5-mini", "answered", 1)
    assert (second.input_tokens, second.output_tokens, second.cost_usd) == (1000, 100, 0.002)
    assert (second.user_id, second.task, second.prompt_version, second.tier) == (IN_A.user_id, "speak", "1", "fast")
    assert (first.latency_ms, second.first_token_ms) == (750.0, 0.0)
    everything = repr([vars(call) for call in (first, second)])
    assert "SECRET" not in everything
    assert "Yes" not in everything
    assert await calls(databases, B) == []


@pytest.mark.parametrize(
    ("script", "outcome", "cost"),
    [
        (Script(["Yes", FaultKind.CUT]), "incomplete", None),
        (Script(["Yes"], usage=None), "answered", None),
        (Script(FaultKind.TIMEOUT), "timeout", None),
        (Script(FaultKind.BAD_KEY), "bad_key", 0),
    ],
)
async def test_unknown_cost_is_null(
    databases: Databases, clock: Clock, speak: Task[Question, str], script: Script, outcome: str, cost: float | None
) -> None:
    script.requests.clear()
    engine = models(clock, station(script, clock), databases=databases, prices=PRICES)
    _ = [event async for event in engine.stream(speak, ASKED, IN_A)]
    await engine.recorded()
    (call,) = await calls(databases, A)
    assert (call.outcome, call.cost_usd) == (outcome, cost)


async def test_an_abandoned_stream_is_recorded(databases: Databases, clock: Clock, speak: Task[Question, str]) -> None:
    engine = models(clock, station(Script(["Yes", "."]), clock), databases=databases)
    async with aclosing(engine.stream(speak, ASKED, IN_A)) as events:
        async for event in events:
            if event == "Yes":
                break
    await engine.recorded()
    assert [(call.outcome, call.cost_usd) for call in await calls(databases, A)] == [("abandoned", None)]


async def test_a_broken_database_costs_no_answer(clock: Clock, speak: Task[Question, str]) -> None:
    class Broken:
        def tenant(self, tenant_id: str) -> Any:
            raise OSError("disk full")

    engine = models(clock, station(Script("Yes."), clock), databases=Broken(), prices=PRICES)
    caller = replace(CALLER, allowance=Allowance(tenant_usd=1))
    assert (await engine.run(speak, ASKED, caller)).value == "Yes."
    await engine.recorded()


async def test_month_and_summary(databases: Databases, clock: Clock, speak: Task[Question, str]) -> None:
    engine = models(clock, station(Script("Yes."), clock), databases=databases, prices=PRICES)
    clock.date = datetime(2026, 10, 31, 23, 59, tzinfo=UTC)
    await engine.run(speak, ASKED, IN_A)
    clock.date = datetime(2026, 11, 1, tzinfo=UTC)
    for caller in (IN_A, IN_A, replace(IN_A, user_id="3" * 32), IN_B):
        await engine.run(speak, ASKED, caller)
    await engine.run(replace(speak, name="guess"), ASKED, IN_A)
    unknown = models(clock, station(Script("Yes."), clock, "gemini:new"), databases=databases, prices=PRICES)
    await unknown.run(speak, ASKED, IN_A)
    await engine.recorded()
    await unknown.recorded()
    now = datetime(2026, 11, 20, tzinfo=UTC)
    async with databases.tenant(A) as session:
        assert await spend_this_month(session, now=now) == pytest.approx(0.008)
        assert await spend_this_month(session, "3" * 32, now=now) == pytest.approx(0.002)
        assert await spend_this_month(session, now=datetime(2026, 12, 1, tzinfo=UTC)) == 0
        summary = await spend_summary(session, now=now)
    assert (summary.month, summary.calls, summary.calls_of_unknown_cost) == ("2026-11", 5, 1)
    assert summary.cost_usd == pytest.approx(0.008)
    assert [(m.name, m.calls, m.input_tokens) for m in summary.models] == [
        ("openai:gpt-5-mini", 4, 4000),
        ("gemini:new", 1, 1000),
    ]
    assert [(t.name, t.calls) for t in summary.tasks] == [("speak", 4), ("guess", 1)]


async def test_spend_of_other_processes_and_months_counts_rightly(
    databases: Databases, clock: Clock, speak: Task[Question, str]
) -> None:
    allowance = Allowance(tenant_usd=10, user_usd=0.004)
    caller = replace(IN_A, allowance=allowance)
    other = models(clock, station(Script("Yes."), clock), databases=databases, prices=PRICES)
    for _ in range(2):
        await other.run(speak, ASKED, caller)
    await other.recorded()
    engine = models(clock, station(Script("Yes."), clock), databases=databases, prices=PRICES)
    assert (await engine.run(speak, ASKED, caller)).note == (
        "Your model budget for this month is used up. This is the built-in answer."
    )
    assert (await engine.run(speak, ASKED, replace(caller, user_id="3" * 32))).source == "openai:gpt-5-mini"
    clock.date = datetime(2026, 12, 1, tzinfo=UTC)
    assert (await engine.run(speak, ASKED, caller)).source == "openai:gpt-5-mini"
