"""Stores what a session finds, in order and beside it: nobody's words wait for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.live.messages import Cue
from ringside.calls.live.models import LiveCall, LiveTurn
from ringside.core.db import UnknownTenant
from ringside.dialogue.schemas import Turn

log = structlog.get_logger()

TRIES = 5
WAIT_S = 0.5

KeepCues = Callable[[AsyncSession, str, Sequence[Cue]], Awaitable[None]]
OpenTenant = Callable[[], AbstractAsyncContextManager[AsyncSession]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A final turn, who of its side said it, and who understood it."""

    turn: Turn
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a call stands; the fields of its row."""

    status: str
    started_at: datetime | None
    heard_at: datetime | None
    seconds: float
    spoken: dict[str, float]
    listens: str | None
    trouble: str | None


@dataclass(slots=True)
class _Waiting:
    turns: list[Spoken] = field(default_factory=list)
    cues: dict[str, Cue] = field(default_factory=dict)
    progress: Progress | None = None

    def __bool__(self) -> bool:
        return bool(self.turns or self.cues or self.progress)


class Keeper:
    """One call's way into the database. What comes while it writes is written together afterwards."""

    def __init__(self, call_id: str, tenant: OpenTenant, keep_cues: KeepCues) -> None:
        self._call_id, self._tenant, self._keep_cues = call_id, tenant, keep_cues
        self._waiting = _Waiting()
        self._task: asyncio.Task[None] | None = None
        self.gone = False
        """The call was ended or erased, or its company was: there is nothing to store to."""

    def turn(self, spoken: Spoken) -> None:
        self._waiting.turns.append(spoken)
        self._go()

    def cues(self, cues: Sequence[Cue]) -> None:
        self._waiting.cues.update({cue.id: cue for cue in cues})
        self._go()

    def progress(self, progress: Progress) -> None:
        self._waiting.progress = progress
        self._go()

    async def close(self) -> None:
        """Wait until everything is stored."""
        while self._task is not None:
            await self._task

    def _go(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, _Waiting()
                await self._stored(batch)
        finally:
            self._task = None

    async def _stored(self, batch: _Waiting) -> None:
        for tried in range(1, TRIES + 1):
            try:
                async with self._tenant() as session:
                    await self._store(session, batch)
                return
            except UnknownTenant:
                self.gone = True
                return
            except Exception as error:
                log.error("live call not stored", call_id=self._call_id, tried=tried, exc_info=error)
                if tried < TRIES:
                    await asyncio.sleep(WAIT_S * tried)

    async def _store(self, session: AsyncSession, batch: _Waiting) -> None:
        if batch.progress is not None:
            one = (LiveCall.id == self._call_id, LiveCall.status != "ended")
            found = await session.execute(sa.update(LiveCall).where(*one).values(**asdict(batch.progress)))
            if not found.rowcount:  # type: ignore[attr-defined]
                self.gone = True
                return
        if batch.turns:
            rows = [
                {
                    "call_id": self._call_id,
                    "index": spoken.turn.index,
                    "speaker": spoken.turn.speaker,
                    "label": spoken.label[:120],
                    "text": spoken.turn.text,
                    "start": spoken.turn.start,
                    "end": spoken.turn.end,
                    "source": spoken.source[:120],
                }
                for spoken in batch.turns
            ]
            await session.execute(sa.insert(LiveTurn), rows)
        if batch.cues:
            await self._keep_cues(session, self._call_id, list(batch.cues.values()))
