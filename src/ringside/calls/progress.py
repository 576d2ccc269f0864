"""How far a long step of an analysis is: stored with the call and told to browsers, as often as somebody would look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from ringside.calls.models import Call
from ringside.core.jobs import Work

LOOK_SECONDS = 1.0
STEP = 0.01
"""Of the whole analysis; less is not worth telling."""


@asynccontextmanager
async def watched(work: Work, stage: str, begin: float, end: float, look: Callable[[], float]) -> AsyncIterator[None]:
    """While the block runs, tell how far it is between `begin` and `end` of the analysis; `look` gives its 0..1."""
    over = asyncio.Event()
    watching = asyncio.create_task(_watch(work, stage, begin, end, look, over))
    try:
        yield
    finally:
        over.set()
        await watching


async def _watch(
    work: Work, stage: str, begin: float, end: float, look: Callable[[], float], over: asyncio.Event
) -> None:
    known = begin
    while not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), LOOK_SECONDS)
        now = round(begin + (end - begin) * min(1.0, max(0.0, look())), 3)
        if now < known + STEP:
            continue
        known = now
        await _tell(work, stage, now)


async def _tell(work: Work, stage: str, progress: float) -> None:
    mine = (Call.id == work.subject_id, Call.run == work.run, Call.status == "running")
    async with work.databases.tenant(work.tenant_id) as session:
        await session.execute(sa.update(Call).where(*mine).values(progress=progress))
    work.tell("call", {"call_id": work.subject_id, "status": "running", "stage": stage, "progress": progress})


def noting(target: Path | None) -> Callable[[float], None] | None:
    """Notes a share of the work in a file, from a process that has nothing else to tell it by."""
    return None if target is None else lambda share: _write(target, share)


def _write(target: Path, share: float) -> None:
    target.write_text(f"{share:.4f}")


def noted(target: Path) -> float:
    """The share that was noted last; 0 before there is one."""
    try:
        return float(target.read_text())
    except (OSError, ValueError):
        return 0.0
