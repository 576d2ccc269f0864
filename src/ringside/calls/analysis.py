"""The analysis of a call as a durable job: decode, transcribe, attribute, acts, signals, scorecard, findings, skills.

Each step stores what it found under a key made of everything the result depends on, and looks there first. So a step
that is tried again after a crash finds its own result, and a run with another rubric repeats only what changes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tenants
from ringside.calls import hearing, steps, wording
from ringside.calls.models import Call
from ringside.calls.schemas import STAGES, Stage
from ringside.core.jobs import Job, Work

Do = Callable[[Work, Call], Awaitable[None]]

_DO: dict[Stage, Do] = {
    "decode": hearing.decode,
    "transcribe": hearing.transcribe,
    "attribute": steps.attribute,
    "acts": steps.acts,
    "signals": steps.signals,
    "scorecard": steps.scorecard,
    "findings": steps.findings,
    "skills": steps.conclude,
}
_BEGINS: dict[Stage, float] = {
    "decode": 0.02, "transcribe": 0.3, "attribute": 0.7, "acts": 0.75, "signals": 0.85, "scorecard": 0.88,
    "findings": 0.92, "skills": 0.98,
}  # fmt: skip
"""How much of the work is done when a step begins."""


async def analyse(work: Work) -> None:
    """Everything that is to be found in a call."""
    if await _held_up(work):
        return
    for stage in STAGES:
        await work.step(stage, partial(_run, work, stage))
    work.tell("call", {"call_id": work.subject_id, "status": "done", "stage": None, "progress": 1.0})


async def _held_up(work: Work) -> bool:
    """Whether a person has to confirm consent first."""
    async with work.databases.control() as control:
        required = await tenants.requires_call_consent(control, work.tenant_id)
    async with work.databases.tenant(work.tenant_id) as session:
        call = await session.get(Call, work.subject_id)
        if call is None or call.run != work.run:
            return True
        if required and call.consent_basis is None:
            call.needs = sorted({*call.needs, "consent"})
            return True
    return False


async def _run(work: Work, stage: Stage) -> None:
    """One step, unless the call was deleted or is being analysed anew."""
    async with work.databases.tenant(work.tenant_id) as session:
        call = await session.get(Call, work.subject_id)
        if call is None or call.run != work.run:
            return
        call.status, call.stage, call.progress = "running", stage, _BEGINS[stage]
    news = {"call_id": work.subject_id, "status": "running", "stage": stage, "progress": _BEGINS[stage]}
    work.tell("call", news)
    await _DO[stage](work, call)


async def failed(work: Work, error: Exception) -> None:
    """Say on the call why there is no report. What was uploaded stays, and so does an earlier report."""
    mine = (Call.id == work.subject_id, Call.run == work.run)
    async with work.databases.tenant(work.tenant_id) as session:
        await session.execute(sa.update(Call).where(*mine).values(status="failed", problem=wording.told(error)))
    work.tell("call", {"call_id": work.subject_id, "status": "failed", "stage": None, "progress": 1.0})


async def unfinished(session: AsyncSession) -> Iterable[tuple[str, int]]:
    """Calls that wait for their analysis and for nobody's consent."""
    rows = await session.execute(sa.select(Call.id, Call.run, Call.needs).where(Call.status.in_(("queued", "running"))))
    return [(row.id, row.run) for row in rows if "consent" not in row.needs]


ANALYSE = Job("calls.analyse", analyse, on_failure=failed, unfinished=unfinished)
