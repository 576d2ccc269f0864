"""Durable jobs: rooms declare them, any process of Ringside works on them, and none is lost or done twice.

A job is a name and an async function of a `Work`; it consists of steps. What a step has finished is never repeated,
whatever process dies when; a step cut off in the middle runs again, so it must not mind. The queue knows ids only.
`core.job_engine` is how this is kept; it is imported when there is something to do.
"""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

import structlog
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from ringside.core import clock, events
from ringside.core.db import Databases, UnknownTenant
from ringside.core.errors import AppError
from ringside.core.files import FileStore
from ringside.core.settings import Settings

if TYPE_CHECKING:
    from ringside.core.compute import Helper
    from ringside.core.job_engine import Engine

log = structlog.get_logger()

T = TypeVar("T")
Result = None | bool | int | float | str
R = TypeVar("R", bound=Result)

ATTEMPTS = 3
"""How often a step is tried before its job has failed."""
LOOK_SECONDS = 1.0
"""How often a process that has not begun to work looks whether another one has queued something."""
TICK_SECONDS = 60.0
"""How often a working process asks what is due by the clock."""

# What a step may give back is kept in the queue's tables, so it must be too small to hold a customer's words.
_TOKEN = re.compile(r"[\w.:+-]{0,64}", re.ASCII)


class StepFailed(Exception):
    """A step has given up. Says which and over what kind of error; the error's own words stay out of the queue."""

    def __init__(self, step: str, kind: str) -> None:
        super().__init__(f"{step}: {kind}")


@dataclass(frozen=True, slots=True)
class Equipment:
    """What jobs work with. Their own, because connections belong to the event loop that opened them."""

    settings: Settings
    databases: Databases
    files: FileStore
    models: Any
    """An `ai.Models`, which this room does not know."""


Equip = Callable[[], AbstractAsyncContextManager[Equipment]]


class Work(ABC):
    """One job under way, as its function sees it."""

    def __init__(self, equipment: Equipment, helper: Helper, tenant_id: str, subject_id: str, run: int) -> None:
        self.tenant_id, self.subject_id, self.run = tenant_id, subject_id, run
        self.settings, self.databases = equipment.settings, equipment.databases
        self.files, self.models = equipment.files, equipment.models
        self._helper = helper

    def now(self) -> datetime:
        """The current moment, aware, UTC."""
        return clock.now()

    @abstractmethod
    async def step(self, name: str, function: Callable[[], Awaitable[R]]) -> R:
        """Run a step, or give what it gave when it was finished before: nothing, a number or an id.

        It is tried ATTEMPTS times, but once only over an error that lies in the data (AppError below 500, ValueError).
        Raises StepFailed after the job's `on_failure` has been told.
        """

    async def compute(self, function: Callable[..., T], *args: Any) -> T:
        """What a pure function gives, run in a helper process; function, arguments and result must be picklable."""
        return await self._helper.run(function, *args)

    def tell(self, kind: str, data: Any) -> None:
        """News for the tenant's browsers: ids and stages, for everybody in the tenant sees them."""
        events.publish(self.tenant_id, None, kind, data)


@dataclass(frozen=True)
class Job:
    """A kind of job. Rooms declare these; the application lists them."""

    name: str
    run: Callable[[Work], Awaitable[None]]
    on_failure: Callable[[Work, Exception], Awaitable[None]] | None = None
    """Told once when the job has failed, with the error; marks the subject failed. Must not mind being told twice."""
    unfinished: Callable[[AsyncSession], Awaitable[Iterable[tuple[str, int]]]] | None = None
    """(subject_id, run) of whatever waits for its job in a tenant's database. Asked after a start, in case a process
    ended between saving a subject and queueing its job."""
    due: Callable[[AsyncSession, datetime], Awaitable[Iterable[tuple[str, int]]]] | None = None
    """(subject_id, run) of whatever the clock says is due in a tenant's database. Several processes ask: `run` tells
    the occasions apart, so that each is done once."""
    backoff: tuple[float, ...] = (1.0, 5.0)
    """Seconds to wait before a step's second try, and each later one."""


def job_id(job: Job, tenant_id: str, subject_id: str, run: int = 1) -> str:
    """The one identity of a job: the same never runs twice."""
    return f"{job.name}/{tenant_id}/{subject_id}/{run}"


def hopeless(error: Exception) -> bool:
    """Whether trying again cannot help, because the error lies in the data."""
    return isinstance(error, ValueError) or (isinstance(error, AppError) and error.status < 500)


async def attempt(work: Work, job: Job, step: str, function: Callable[[], Awaitable[R]]) -> R:
    """Run a step's function a bounded number of times. Raises StepFailed after telling the room."""
    for tried in range(1, ATTEMPTS + 1):
        try:
            return _small(step, await function())
        except Exception as error:
            if tried < ATTEMPTS and not hopeless(error):
                log.warning("job step failed, trying again", job=job.name, step=step, kind=type(error).__name__)
                await asyncio.sleep(job.backoff[min(tried, len(job.backoff)) - 1])
                continue
            await give_up(work, job, step, error)
            raise StepFailed(step, type(error).__name__) from None
    raise AssertionError("unreachable")


async def give_up(work: Work, job: Job, step: str, error: Exception) -> None:
    """Log a job's failure and tell its room, whatever comes of that."""
    if isinstance(error, UnknownTenant):  # deleted while its job waited: nobody is left to tell
        return
    about = {"job": job.name, "step": step, "tenant_id": work.tenant_id, "kind": type(error).__name__}
    if isinstance(error, AppError) and hopeless(error):  # somebody's bad file is no fault of ours
        log.warning("job failed", **about)
    else:
        log.error("job failed", **about, exc_info=error)
    if job.on_failure is not None:
        try:
            await job.on_failure(work, error)
        except Exception as second:
            log.error("job failure not told", job=job.name, tenant_id=work.tenant_id, exc_info=second)


def _small(step: str, value: R) -> R:
    if value is None or isinstance(value, bool | int | float) or _TOKEN.fullmatch(value):
        return value
    raise TypeError(f"step {step} must give nothing, a number or an id: content stays out of the queue")


class _HereAndNow(Work):
    """A job that is not kept: its steps just run."""

    def __init__(self, job: Job, *args: Any) -> None:
        super().__init__(*args)
        self._job = job

    async def step(self, name: str, function: Callable[[], Awaitable[R]]) -> R:
        return await attempt(self, self._job, name, function)


async def perform(
    job: Job, equipment: Equipment, tenant_id: str, subject_id: str, run: int = 1, *, helper: Helper | None = None
) -> None:
    """Do a job here and now, without queue and without surviving a crash: for preparing data and for tests."""
    from ringside.core.compute import Helper  # noqa: PLC0415

    helper = helper or Helper()
    try:
        await job.run(_HereAndNow(job, equipment, helper, tenant_id, subject_id, run))
    finally:
        helper.close()


Occasions = Callable[[AsyncSession], Awaitable[Iterable[tuple[str, int]]]]


async def waiting(jobs: Iterable[Job], databases: Databases) -> list[tuple[Job, str, str, int]]:
    """Everything that some tenant's database says should have a job."""
    return await _ask_tenants([(job, job.unfinished) for job in jobs if job.unfinished is not None], databases)


async def due(jobs: Iterable[Job], databases: Databases, at: datetime) -> list[tuple[Job, str, str, int]]:
    """Everything that some tenant's database says is due at this moment."""
    return await _ask_tenants([(job, partial(_due_at, job.due, at)) for job in jobs if job.due is not None], databases)


async def _due_at(
    ask: Callable[[AsyncSession, datetime], Awaitable[Iterable[tuple[str, int]]]], at: datetime, session: AsyncSession
) -> Iterable[tuple[str, int]]:
    return await ask(session, at)


async def _ask_tenants(
    asking: Sequence[tuple[Job, Occasions]], databases: Databases
) -> list[tuple[Job, str, str, int]]:
    found: list[tuple[Job, str, str, int]] = []
    for tenant_id in await databases.tenants() if asking else ():
        try:
            async with databases.tenant(tenant_id) as session:
                for job, occasions in asking:
                    found += [(job, tenant_id, subject, run) for subject, run in await occasions(session)]
        except UnknownTenant:  # deleted this very moment
            continue
        except Exception as error:  # the others shall not wait for this one's repair
            log.error("jobs: a tenant cannot be asked", tenant_id=tenant_id, exc_info=error)
    return found


class Jobs:
    """The jobs of this process: queues them, and works on them too when its settings say so."""

    def __init__(self, settings: Settings, jobs: Iterable[Job], equip: Equip) -> None:
        self.settings = settings
        self.equip = equip
        self._jobs: dict[str, Job] = {}
        self._engine: Engine | None = None
        self._opening = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._ticking: asyncio.Task[None] | None = None
        for job in jobs:
            self.add(job)

    def add(self, job: Job) -> None:
        """Make one more kind of job known."""
        if self._jobs.setdefault(job.name, job) is not job:
            raise ValueError(f"two jobs are named {job.name}")

    def find(self, name: str) -> Job | None:
        """The job of this name."""
        return self._jobs.get(name)

    def __iter__(self) -> Iterator[Job]:
        return iter(self._jobs.values())

    async def start(self, *, at_once: bool = False) -> None:
        """Begin to work as soon as anything may be queued; `at_once` for a process that does nothing else."""
        if at_once:
            await self._open()
        elif self.settings.worker:
            self._watching = asyncio.create_task(self._begin_when_needed())
        if at_once or self.settings.worker:
            self._ticking = asyncio.create_task(self._tick_on())

    async def _tick_on(self) -> None:
        while any(job.due is not None for job in self):
            await asyncio.sleep(TICK_SECONDS)
            try:
                await self.tick(clock.now())
            except Exception as error:
                log.error("jobs: what is due cannot be found out", exc_info=error)

    async def tick(self, at: datetime) -> None:
        """Queue whatever is due at this moment."""
        async with self.equip() as equipment:
            occasions = await due(self, equipment.databases, at)
        for job, tenant_id, subject_id, run in occasions:
            await self.enqueue(job, tenant_id, subject_id, run)

    async def _begin_when_needed(self) -> None:
        """Importing and starting the engine would be felt at every start, so it waits until there is a queue."""
        asked = False
        while self._engine is None:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                needed = await asyncio.to_thread(_queue_exists, self.settings)
                if not needed and not asked:
                    needed, asked = await self._left_behind(), True
                if needed:
                    await self._open()
            except Exception as error:
                log.error("jobs cannot start", exc_info=error)

    async def _left_behind(self) -> bool:
        """Whether anything was saved without being queued: a first job's process may end before there is a queue."""
        async with self.equip() as equipment:
            return bool(await waiting(self, equipment.databases))

    async def _open(self) -> Engine:
        async with self._opening:
            if self._engine is None:
                starting = asyncio.create_task(asyncio.to_thread(_make_engine, self))
                try:
                    self._engine = await asyncio.shield(starting)
                except asyncio.CancelledError:  # it starts all the same: whoever closes has to find it
                    self._engine = await starting
                    raise
            return self._engine

    async def enqueue(self, job: Job, tenant_id: str, subject_id: str, run: int = 1) -> str:
        """Queue a job and give its id. Queueing the same again changes nothing.

        To be called after the subject has been committed: the job may begin at once, perhaps in another process.
        """
        engine = await self._open()
        identity = job_id(job, tenant_id, subject_id, run)
        await asyncio.to_thread(engine.enqueue, identity, job.name, tenant_id, subject_id, run)
        return identity

    async def cancel(self, job: Job, tenant_id: str, subject_id: str, run: int = 1) -> None:
        """Take a job back. One under way stops in its present step; one finished or unknown stays as it is."""
        engine = await self._open()
        await asyncio.to_thread(engine.cancel, job_id(job, tenant_id, subject_id, run))

    async def perform(self, job: Job, tenant_id: str, subject_id: str, run: int = 1) -> None:
        """Do a job here and now, outside the queue."""
        async with self.equip() as equipment:
            await perform(job, equipment, tenant_id, subject_id, run)

    async def settle(self) -> None:
        """Wait until nothing is queued or under way."""
        # Nothing in this process could say so: another one may be at work.
        while self._engine is not None and await asyncio.to_thread(self._engine.busy):  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """Stop working. What is under way goes on from its last finished step when a process starts again."""
        for task in (self._watching, self._ticking):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if self._engine is not None:
            await asyncio.to_thread(self._engine.close)
            self._engine = None


def _make_engine(jobs: Jobs) -> Engine:
    from ringside.core.job_engine import Engine  # noqa: PLC0415

    return Engine(jobs)


def _queue_exists(settings: Settings) -> bool:
    from ringside.core import job_store  # noqa: PLC0415

    return job_store.exists(settings)


async def jobs_of(connection: HTTPConnection) -> Jobs:
    """The `Jobs` the application was built with."""
    return cast(Jobs, connection.app.state.jobs)


JobsDep = Annotated[Jobs, Depends(jobs_of)]
