"""The engine under `core.jobs`: DBOS, which keeps each finished step in a database. Imported when there is a queue.

A process works as one executor with an id of its own, on an event loop of its own. The application version is pinned:
by default it would be a hash of the source, and every new release would leave the queued jobs of the one before.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, PortableWorkflowError
from dbos._error import DBOSException, DBOSUnexpectedStepError

from ringside.core import job_store
from ringside.core.compute import Helper
from ringside.core.ids import new_id
from ringside.core.jobs import Equipment, Job, Jobs, R, StepFailed, Work, attempt, give_up, job_id, waiting
from ringside.core.settings import Settings

log = structlog.get_logger()

NAME = "ringside"
QUEUE = "jobs"
WORKFLOW = "ringside_job"
VERSION = "1"
STARTS = 4
"""How often in a row a job may be started without finishing a step: as often its process must have died over it."""
HOUSEKEEPING_SECONDS = 600.0
KEPT_DAYS = 7
"""How long a finished job's identity is kept, so that queueing it again does nothing."""
_FINISHED = ["SUCCESS", "ERROR", "CANCELLED"]
_SERIALIZER = DBOSPortableJSONSerializer()


class _OnlyNews(logging.Filter):
    """Drops what the engine says about jobs that failed or were cut off, which we have said already."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, StepFailed) and "task cancelled" not in record.getMessage()


def _tame_log() -> None:
    """The engine's warnings go where all log lines go; its greetings and advertisements nowhere."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.WARNING)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # with no handler there it would add one of its own
        logger.addFilter(_OnlyNews())


class ProcessDied(Exception):
    """Process after process has died over this job: too much memory, most likely."""


class Engine:
    """Queues jobs, and works on them when the settings say that this process does."""

    def __init__(self, jobs: Jobs) -> None:
        _tame_log()
        self._store = job_store.open_store(jobs.settings)
        self._client = DBOSClient(
            system_database_engine=self._store,
            dbos_system_schema=job_store.SCHEMA,
            serializer=_SERIALIZER,
            application_name=NAME,
            lazy=True,
        )
        self._client._sys_db.run_migrations()
        self._worker: Worker | None = None
        if jobs.settings.worker:
            self._register_queue(jobs.settings)
            self._worker = Worker(jobs, self._store, self)
            self._worker.start()

    def _register_queue(self, settings: Settings) -> None:
        self._client.register_queue(
            QUEUE,
            worker_concurrency=settings.job_slots,
            # One place is always left to others, so that nobody waits for another tenant's whole pile.
            partition_worker_concurrency=max(1, settings.job_slots - 1),
            polling_interval_sec=settings.job_poll_seconds,
            on_conflict="always_update",
        )

    def enqueue(self, identity: str, name: str, tenant_id: str, subject_id: str, run: int) -> None:
        """Queue a job; one with this identity, whatever became of it, stays the only one."""
        self._client.enqueue(
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": identity,
                "queue_partition_key": tenant_id,
                "app_version": VERSION,
            },
            name,
            tenant_id,
            subject_id,
            run,
        )

    def cancel(self, identity: str) -> None:
        """Take a job back; an unknown one is fine."""
        if self._list(workflow_ids=[identity]):
            self._client.cancel_workflow(identity)

    def busy(self) -> bool:
        """Whether a job waits or is under way."""
        return bool(self._list(status=["ENQUEUED", "PENDING"], limit=1))

    def pending(self) -> list[str]:
        """The executors that jobs are under way on, according to the queue."""
        return sorted({str(row.executor_id) for row in self._list(status="PENDING")})

    def steps(self, identity: str) -> int:
        """How many steps of a job are finished."""
        return len(self._client.list_workflow_steps(identity))

    def hand_back(self, executor_id: str) -> list[str]:
        """Queue again what this executor had begun; the identities."""
        rows = self._list(status="PENDING", executor_id=executor_id)
        identities = [row.workflow_id for row in rows]
        if identities:
            self._client.resume_workflows(identities, queue_name=QUEUE)
        return identities

    def forget(self, *identities: str) -> None:
        """Remove jobs from the queue's tables."""
        if identities:
            self._client.delete_workflows(list(identities))

    def purge(self, before: datetime) -> None:
        """Forget the jobs that had finished before a moment."""
        while rows := self._list(status=_FINISHED, completed_before=before.isoformat(), limit=500):
            self.forget(*(row.workflow_id for row in rows))

    def _list(self, **which: Any) -> list[Any]:
        return self._client.list_workflows(load_input=False, load_output=False, **which)

    def close(self) -> None:
        """Stop working and let go of the database."""
        if self._worker is not None:
            self._worker.stop()
        self._client.destroy()
        self._store.dispose()


class Worker:
    """Works on queued jobs in a thread with an event loop of its own, and takes over from workers that died."""

    _only: Worker | None = None

    def __init__(self, jobs: Jobs, store: Any, engine: Engine) -> None:
        self._jobs, self._store, self._engine = jobs, store, engine
        self._id = new_id()
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._equipment: Equipment
        self._workers = job_store.Workers(store, self._id)
        self._helper = Helper()
        self._ready, self._over = threading.Event(), threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._main, name="ringside-jobs", daemon=True)

    def start(self) -> None:
        """Begin. Raises what prevents it."""
        if Worker._only is not None:
            raise RuntimeError("another application in this process works on jobs already")
        Worker._only = self
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            Worker._only = None
            raise self._failure

    def stop(self) -> None:
        """End in order; the jobs under way are taken up again by whoever starts next."""
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        Worker._only = None

    @property
    def ending(self) -> bool:
        """Whether nothing new should be begun."""
        return self._over.is_set()

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
            log.error("jobs have stopped", exc_info=error)
        finally:
            self._over.set()  # no more heartbeats: if this was no orderly end, others take over
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        async with self._jobs.equip() as self._equipment:
            self._launch()
            beating = threading.Thread(target=self._beat, name="ringside-jobs-watch", daemon=True)
            beating.start()
            self._keeping = asyncio.create_task(self._keep_house())
            self._ready.set()
            await self._stopping.wait()
            self._over.set()
            await self._wind_up()
            beating.join()
            self._workers.ended(*self._engine.hand_back(self._id))
            self._workers.leave()

    def _launch(self) -> None:
        config: DBOSConfig = {
            "name": NAME,
            "system_database_engine": self._store,
            "dbos_system_schema": job_store.SCHEMA,
            "application_version": VERSION,
            "executor_id": self._id,
            "serializer": _SERIALIZER,
            "use_listen_notify": False,  # needs a connection kept open, which a pooler does not give
            "log_level": "WARNING",
            "max_executor_threads": 16,
        }
        DBOS(config=config)
        DBOS.launch()
        self._workers.join()

    async def _wind_up(self) -> None:
        """Cut off what is under way; an interrupted step is not recorded, so it will run again."""
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        self._helper.close()
        with ThreadPoolExecutor(1) as thread:  # not the loop's own threads, which end with the engine
            await self._loop.run_in_executor(thread, DBOS.destroy)

    def _beat(self) -> None:
        """In a thread of its own: a busy event loop must not look like a dead process."""
        while True:
            try:
                self._workers.beat()
                self._take_over()
            except Exception as error:
                if not self._over.is_set():
                    log.warning("jobs: no word from the queue's database", kind=type(error).__name__)
            if self._over.wait(job_store.BEAT_SECONDS):
                return

    def _take_over(self) -> None:
        dead = self._workers.dead(self._engine.pending())
        if dead:
            log.info("jobs of ended workers are taken up again", workers=len(dead))
            # Only rows that still name a dead executor change, so several may do this at once.
            DBOS._recover_pending_workflows(dead)
            self._workers.bury(dead)

    async def _keep_house(self) -> None:
        while True:
            for chore in (self._sweep, self._purge):
                try:
                    await chore()
                except Exception as error:
                    log.error("jobs: a chore failed", chore=chore.__name__, exc_info=error)
            await asyncio.sleep(HOUSEKEEPING_SECONDS)

    async def _sweep(self) -> None:
        """Queue what was saved without being queued."""
        for job, tenant_id, subject_id, run in await waiting(self._jobs, self._equipment.databases):
            identity = job_id(job, tenant_id, subject_id, run)
            await asyncio.to_thread(self._engine.enqueue, identity, job.name, tenant_id, subject_id, run)

    async def _purge(self) -> None:
        await asyncio.to_thread(self._engine.purge, datetime.now(UTC) - timedelta(days=KEPT_DAYS))

    async def execute(self, name: str, tenant_id: str, subject_id: str, run: int) -> None:
        """Work on one job. Raises StepFailed, which is all that the queue is to know about an error."""
        job = self._jobs.find(name)
        if job is None:
            raise StepFailed("run", "UnknownJob")
        work = _Durable(job, self._equipment, self._helper, tenant_id, subject_id, run)
        identity = str(DBOS.workflow_id)
        try:
            if await asyncio.to_thread(self._starts, identity) > STARTS:
                raise ProcessDied
            await job.run(work)
        except DBOSUnexpectedStepError:
            # A newer release has other steps: what this job had done under the older one says nothing now.
            await asyncio.to_thread(self._engine.enqueue, f"{identity}+", name, tenant_id, subject_id, run)
        except (StepFailed, PortableWorkflowError) as error:  # the second is the first, read back from the queue
            raise error from None
        except DBOSException:
            raise
        except Exception as error:
            await give_up(work, job, "run", error)
            raise StepFailed("run", type(error).__name__) from None
        await asyncio.to_thread(self._workers.ended, identity)

    def _starts(self, identity: str) -> int:
        return self._workers.started(identity, self._engine.steps(identity))


class _Durable(Work):
    """A job in the queue: what its steps gave is kept."""

    def __init__(self, job: Job, *args: Any) -> None:
        super().__init__(*args)
        self._job = job

    async def step(self, name: str, function: Callable[[], Awaitable[R]]) -> R:
        async def body() -> R:
            return await attempt(self, self._job, name, function)

        # Preemptible: taking a job back stops the step under way.
        return await DBOS.run_step_async({"name": name, "preemptible": True}, body)


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
async def _workflow(name: str, tenant_id: str, subject_id: str, run: int) -> None:
    worker = Worker._only
    if worker is None or worker.ending:
        raise asyncio.CancelledError  # stopping: nothing is recorded, so it runs again
    await worker.execute(name, tenant_id, subject_id, run)
