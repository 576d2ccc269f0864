"""`ringside` with one more job, whose steps write down when they begin and end: `python job_server.py serve ...`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from fastapi import APIRouter

import ringside.app
from ringside.accounts.access import SignedIn
from ringside.core.jobs import Job, JobsDep, Work

LOG = Path(os.environ["JOB_LOG"])
STEP_SECONDS = float(os.environ.get("JOB_STEP_SECONDS", "0.2"))
STEPS = 5
COMPUTED = 2
"""The step that runs in the helper process."""


def note(*words: object) -> None:
    """One line that is on the disk when this returns."""
    with LOG.open("a") as file:
        file.write(" ".join(map(str, words)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def work_hard(subject: str, step: int) -> None:
    """A step's effect: what a test counts."""
    note("begin", subject, step, os.getpid())
    time.sleep(STEP_SECONDS)
    note("end", subject, step, os.getpid())


async def run(work: Work) -> None:
    for number in range(STEPS):

        async def one(number: int = number) -> int:
            if number == COMPUTED:
                await work.compute(work_hard, work.subject_id, number)
            else:
                work_hard(work.subject_id, number)
            work.tell("test.progress", {"subject": work.subject_id, "step": number})
            return number

        assert await work.step(f"step-{number}", one) == number
    note("done", work.subject_id)


async def failed(work: Work, error: Exception) -> None:
    note("failed", work.subject_id, type(error).__name__)


async def deadly(work: Work) -> None:
    async def die() -> None:
        note("begin", work.subject_id, 0, os.getpid())
        os._exit(9)

    await work.step("die", die)


TEST = Job("test.steps", run, on_failure=failed)
DEADLY = Job("test.deadly", deadly, on_failure=failed)

router = APIRouter(tags=["test"], prefix="/test")


@router.post("/jobs/{subject_id}")
async def queue(subject_id: str, who: SignedIn, jobs: JobsDep) -> str:
    """Queue the job twice, as an impatient client might."""
    job = DEADLY if subject_id.startswith("deadly") else TEST
    await jobs.enqueue(job, who.tenant_id, subject_id)
    return await jobs.enqueue(job, who.tenant_id, subject_id)


if __name__ == "__main__":
    ringside.app.JOBS = (*ringside.app.JOBS, TEST, DEADLY)
    ringside.app.ROOMS = (*ringside.app.ROOMS, sys.modules["__main__"])

    from ringside.cli import main

    main()
