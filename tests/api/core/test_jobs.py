"""Durable jobs in one process, on both stores: once each, fair, bounded in their tries, and without content."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ringside.app import equipment
from ringside.core import events
from ringside.core.compute import HelperDied
from ringside.core.ids import new_id
from ringside.core.jobs import Job, Jobs, StepFailed, Work

SECRET = "Zanzibar walnut quotation"


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"job_poll_seconds": 0.05, "job_slots": 2})


@pytest.fixture
def working(settings) -> Callable[..., AsyncIterator[Jobs]]:
    @asynccontextmanager
    async def open_jobs(*jobs: Job):
        made = Jobs(settings, jobs, lambda: equipment(settings))
        try:
            yield made
        finally:
            await made.close()

    return open_jobs


def stored(settings) -> bytes:
    """Everything the queue has written, as bytes."""
    if settings.database_url is None:
        return b"".join(path.read_bytes() for path in sorted(settings.data.glob("jobs.db*")))
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'ringside_jobs'").fetchall()
        assert tables
        rows = [connection.execute(f'select * from ringside_jobs."{name}"').fetchall() for (name,) in tables]
    return repr(rows).encode()


async def test_a_job_runs_once_however_often_it_is_queued_and_keeps_what_its_steps_gave(working):
    seen, tenant, subject = [], new_id(), new_id()

    async def run(work: Work) -> None:
        async def compute() -> int:
            return await work.compute(math.factorial, 5)

        seen.append((work.tenant_id, work.subject_id, work.run, await work.step("compute", compute)))

    job = Job("test.once", run)
    async with working(job) as jobs:
        ids = await asyncio.gather(*(jobs.enqueue(job, tenant, subject) for _ in range(5)))
        await jobs.settle()
        assert await jobs.enqueue(job, tenant, subject) == ids[0]
        await jobs.settle()
        assert (len(set(ids)), seen) == (1, [(tenant, subject, 1, 120)])
        await jobs.enqueue(job, tenant, subject, run=2)
        await jobs.settle()
        assert [run for _, _, run, _ in seen] == [1, 2]


async def test_finished_jobs_are_forgotten_in_time(working, settings):
    async def run(work: Work) -> None:
        await work.step("nothing", lambda: asyncio.sleep(0))

    job, tenant, subject = Job("test.purged", run), new_id(), new_id()
    async with working(job) as jobs:
        await jobs.enqueue(job, tenant, subject)
        await jobs.settle()
        engine = await jobs._open()
        engine.purge(datetime.now(UTC) - timedelta(hours=1))
        assert subject.encode() in stored(settings)
        engine.purge(datetime.now(UTC) + timedelta(hours=1))
        rows = [row.workflow_id for row in engine._client.list_workflows()]
        assert not [row for row in rows if subject in row]


async def test_one_job_of_a_tenant_does_not_wait_for_another_tenants_pile(working):
    order, large, small = [], new_id(), new_id()

    async def run(work: Work) -> None:
        async def short() -> None:
            await asyncio.sleep(0.02)

        await work.step("short", short)
        order.append(work.tenant_id)

    job = Job("test.fair", run)
    async with working(job) as jobs:
        for _ in range(20):
            await jobs.enqueue(job, large, new_id())
        before = len(order)
        await jobs.enqueue(job, small, new_id())
        await jobs.settle()
    assert len(order) == 21
    assert order.index(small) - before <= 3


async def test_a_failing_step_is_tried_a_few_times_then_its_room_is_told_why(working):
    tries, told = [], []

    async def run(work: Work) -> None:
        async def flaky() -> int:
            tries.append("flaky")
            if len(tries) < 3:
                raise OSError("not yet")
            return 1

        async def broken() -> None:
            tries.append("broken")
            raise OSError(SECRET)

        await work.step("flaky", flaky)
        await work.step("broken", broken)

    async def failed(work: Work, error: Exception) -> None:
        told.append((work.subject_id, error))

    job, subject = Job("test.fails", run, on_failure=failed, backoff=(0,)), new_id()
    async with working(job) as jobs:
        await jobs.enqueue(job, new_id(), subject)
        await jobs.settle()
    assert tries == ["flaky"] * 3 + ["broken"] * 3
    assert [(who, type(error), str(error)) for who, error in told] == [(subject, OSError, SECRET)]


async def test_what_is_wrong_with_the_data_is_tried_once_and_no_word_of_it_reaches_the_queue(working, settings):
    tries, told = [], []

    async def run(work: Work) -> None:
        async def step() -> str:
            tries.append(work.run)
            if work.run == 1:
                raise ValueError(SECRET)
            return SECRET

        if work.run == 3:
            raise RuntimeError(SECRET)
        await work.step("step", step)

    async def failed(work: Work, error: Exception) -> None:
        told.append(type(error))

    job, tenant, subject = Job("test.words", run, on_failure=failed, backoff=(0,)), new_id(), new_id()
    async with working(job) as jobs:
        for number in (1, 2, 3):
            await jobs.enqueue(job, tenant, subject, run=number)
            await jobs.settle()
        found = stored(settings)
    assert (tries.count(1), told) == (1, [ValueError, TypeError, RuntimeError])
    assert subject.encode() in found
    assert not [word for word in SECRET.split() if word.encode() in found]


async def test_a_job_taken_back_stops_in_its_step_and_never_starts_when_it_waits(working):
    begun, stopped, told = asyncio.Queue(), asyncio.Event(), []
    loop = asyncio.get_running_loop()

    async def run(work: Work) -> None:
        async def wait() -> None:
            loop.call_soon_threadsafe(begun.put_nowait, work.subject_id)
            try:
                await asyncio.Event().wait()
            finally:
                loop.call_soon_threadsafe(stopped.set)

        await work.step("wait", wait)

    async def failed(work: Work, error: Exception) -> None:
        told.append(error)

    job, tenant, first, second = Job("test.cancel", run, on_failure=failed), new_id(), new_id(), new_id()
    async with working(job) as jobs:
        await jobs.enqueue(job, tenant, first)
        await jobs.enqueue(job, tenant, second)  # waits: with two slots a tenant has one
        async with asyncio.timeout(10):
            running = await begun.get()
            await jobs.cancel(job, tenant, second if running == first else first)
            await jobs.cancel(job, tenant, running)
            await jobs.cancel(job, tenant, new_id())
            await stopped.wait()
            await jobs.settle()
    assert (begun.qsize(), told) == (0, [])


async def test_an_orderly_stop_is_taken_up_again_and_other_steps_mean_a_new_beginning(working):
    done, begun = [], asyncio.Event()
    loop = asyncio.get_running_loop()

    def job_with(*steps: str) -> Job:
        async def run(work: Work) -> None:
            for name in steps:

                async def step(name: str = name) -> None:
                    if name == "endless":
                        loop.call_soon_threadsafe(begun.set)
                        await asyncio.Event().wait()
                    done.append(name)

                await work.step(name, step)

        return Job("test.release", run)

    tenant, subject = new_id(), new_id()
    async with working(old := job_with("a", "endless")) as jobs:
        await jobs.enqueue(old, tenant, subject)
        await asyncio.wait_for(begun.wait(), 10)
    async with working(same := job_with("a", "b")) as jobs:
        await jobs.cancel(same, tenant, new_id())  # opens the queue, as a start does
        await jobs.settle()
        assert done == ["a", "b"]
    begun.clear()
    async with working(old) as jobs:
        await jobs.enqueue(old, tenant, subject, run=2)
        await asyncio.wait_for(begun.wait(), 10)
    async with working(new := job_with("first", "a", "c")) as jobs:
        await jobs.cancel(new, tenant, new_id())
        await jobs.settle()
    assert done == ["a", "b", "a", "first", "a", "c"]


async def test_what_was_saved_but_never_queued_is_found_after_a_start(settings):
    async with equipment(settings) as tools:
        await tools.databases.start()
        await tools.databases.create_tenant(tenant := new_id())
    done, subject, loop = asyncio.Queue(), new_id(), asyncio.get_running_loop()

    async def run(work: Work) -> None:
        loop.call_soon_threadsafe(done.put_nowait, (work.tenant_id, work.subject_id))

    async def unfinished(session) -> list[tuple[str, int]]:
        return [(subject, 1)]

    jobs = Jobs(settings, [Job("test.swept", run, unfinished=unfinished)], lambda: equipment(settings))
    await jobs.start()
    try:
        assert await asyncio.wait_for(done.get(), 20) == (tenant, subject)
        await jobs.settle()
    finally:
        await jobs.close()
    assert done.empty()


async def test_what_the_clock_says_is_due_is_done_once_however_many_processes_ask(settings):
    async with equipment(settings) as tools:
        await tools.databases.start()
        await tools.databases.create_tenant(tenant := new_id())
    done, subject, noon = [], new_id(), datetime(2026, 3, 1, 12, tzinfo=UTC)

    async def run(work: Work) -> None:
        done.append((work.tenant_id, work.subject_id, work.run))

    async def due(session, at: datetime) -> list[tuple[str, int]]:
        return [(subject, int(at.timestamp()) // 3600)]

    job = Job("test.hourly", run, due=due)
    first = Jobs(settings, [job], lambda: equipment(settings))
    try:
        for minutes in (0, 1, 59, 60):
            await first.tick(noon + timedelta(minutes=minutes))
        await first.settle()
    finally:
        await first.close()
    hour = int(noon.timestamp()) // 3600
    assert done == [(tenant, subject, hour), (tenant, subject, hour + 1)]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_news_from_a_job_reach_the_tenants_browsers_in_order(working):
    tenant = new_id()

    async def run(work: Work) -> None:
        for number in range(50):
            work.tell("test.progress", {"step": number})

    job = Job("test.news", run)
    async with working(job) as jobs:
        news, strangers = events.listen(tenant, new_id()), events.listen(new_id(), new_id())
        await anext(news)
        await anext(strangers)
        await jobs.enqueue(job, tenant, new_id())
        async with asyncio.timeout(10):
            heard = [(await anext(news)).data["step"] for _ in range(50)]
        await jobs.settle()
        await strangers.aclose()
        await news.aclose()
    assert heard == list(range(50))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_helper_that_dies_fails_its_own_job_only(working):
    told, fine = [], []

    async def run(work: Work) -> None:
        async def compute() -> int:
            return await (work.compute(os._exit, 9) if work.run == 2 else work.compute(math.factorial, 3))

        fine.append(await work.step("compute", compute))

    async def failed(work: Work, error: Exception) -> None:
        told.append((work.run, type(error)))

    job, tenant = Job("test.dies", run, on_failure=failed, backoff=(0,)), new_id()
    async with working(job) as jobs:
        await asyncio.gather(*(jobs.enqueue(job, tenant, new_id(), run=number) for number in (1, 2, 3)))
        await jobs.settle()
    assert (told, fine) == ([(2, HelperDied)], [6, 6])


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_job_can_be_done_here_and_now_without_a_queue(working, settings):
    done = []

    async def run(work: Work) -> None:
        async def step() -> int:
            done.append(work.subject_id)
            return await work.compute(math.factorial, 4)

        assert await work.step("step", step) == 24
        if work.run == 2:
            await work.step("bad", lambda: asyncio.sleep(0, SECRET))

    job, subject = Job("test.now", run, backoff=(0,)), new_id()
    async with working(job) as jobs:
        await jobs.perform(job, new_id(), subject)
        with pytest.raises(StepFailed):
            await jobs.perform(job, new_id(), subject, run=2)
    assert done == [subject] * 2
    assert not (settings.data / "jobs.db").exists()
