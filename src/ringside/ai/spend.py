"""What models cost: recorded beside the answer, never in its way, and compared with the month's allowance."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ringside.ai import log
from ringside.ai.pace import Pace
from ringside.ai.schemas import Allowance, Caller

if TYPE_CHECKING:
    from ringside.core.db import Databases

MOST_PENDING = 10_000
WRITE_TRIES = 3
FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class CallRecord:
    """One row of `model_calls`; its columns say what each field is."""

    at: datetime
    user_id: str | None
    task: str
    prompt_version: str
    tier: str
    source: str
    outcome: str
    attempts: int
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: float | None
    latency_ms: float
    first_token_ms: float | None


class Recorder:
    """Writes records in the background, many at a time. A database that fails costs records, never an answer."""

    def __init__(self, databases: Databases | None, pace: Pace) -> None:
        self._databases = databases
        self._pace = pace
        self._pending: deque[tuple[str, CallRecord]] = deque(maxlen=MOST_PENDING)
        self._writer: asyncio.Task[None] | None = None

    def record(self, tenant_id: str, record: CallRecord) -> None:
        if self._databases is None:
            return
        self._pending.append((tenant_id, record))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(self._databases))

    async def drain(self) -> None:
        """Returns when everything recorded so far is written."""
        while self._writer is not None and not self._writer.done():
            await asyncio.shield(self._writer)

    async def _write(self, databases: Databases) -> None:
        while self._pending:
            by_tenant: dict[str, list[CallRecord]] = defaultdict(list)
            while self._pending:
                tenant_id, record = self._pending.popleft()
                by_tenant[tenant_id].append(record)
            for tenant_id, records in by_tenant.items():
                await self._write_tenant(databases, tenant_id, records)

    async def _write_tenant(self, databases: Databases, tenant_id: str, records: list[CallRecord]) -> None:
        from ringside.ai.models import ModelCall  # noqa: PLC0415
        from ringside.core.ids import new_id  # noqa: PLC0415

        for attempt in range(WRITE_TRIES):
            try:
                async with databases.tenant(tenant_id) as session:
                    session.add_all(ModelCall(id=new_id(), **asdict(record)) for record in records)
                return
            except Exception as error:
                last = attempt == WRITE_TRIES - 1
                log.warning("model calls not recorded", calls=len(records), error=type(error).__name__, given_up=last)
                if not last:
                    await self._pace.sleep(2.0**attempt)


@dataclass
class _Month:
    start: datetime
    read_at: float
    total: float = 0.0
    by_user: dict[str | None, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, user_id: str | None, cost: float) -> None:
        self.total += cost
        self.by_user[user_id] += cost


class Ledger:
    """What each tenant and user spent this month: read from the database now and then, counted on in memory."""

    def __init__(self, databases: Databases | None, pace: Pace) -> None:
        self._databases = databases
        self._pace = pace
        self._months: dict[str, _Month] = {}

    async def used_up(self, caller: Caller, allowance: Allowance) -> Literal["tenant", "user"] | None:
        """Whose allowance is used up, if anybody's."""
        if allowance.tenant_usd is None and allowance.user_usd is None:
            return None
        month = await self._month(caller.tenant_id)
        if allowance.tenant_usd is not None and month.total >= allowance.tenant_usd:
            return "tenant"
        spent = month.by_user.get(caller.user_id, 0.0)
        return "user" if allowance.user_usd is not None and spent >= allowance.user_usd else None

    def add(self, caller: Caller, cost: float | None) -> None:
        if cost and (month := self._months.get(caller.tenant_id)):
            month.add(caller.user_id, cost)

    async def _month(self, tenant_id: str) -> _Month:
        start = month_start(self._pace.date())
        known = self._months.get(tenant_id)
        if known and known.start == start and self._pace.now() - known.read_at < FRESH_SECONDS:
            return known
        month = _Month(start, self._pace.now())
        if self._databases is not None:
            try:
                await _read(self._databases, month, tenant_id)
            except Exception as error:
                # Better the last known figures than a call refused for a database's sake.
                log.warning("model spend not read", error=type(error).__name__)
                month = known if known and known.start == start else month
        elif known and known.start == start:
            month = known
        self._months[tenant_id] = month
        return month


async def _read(databases: Databases, month: _Month, tenant_id: str) -> None:
    import sqlalchemy as sa  # noqa: PLC0415

    from ringside.ai.models import ModelCall  # noqa: PLC0415

    query = sa.select(ModelCall.user_id, sa.func.sum(ModelCall.cost_usd)).where(ModelCall.at >= month.start)
    async with databases.tenant(tenant_id) as session:
        for user_id, cost in await session.execute(query.group_by(ModelCall.user_id)):
            month.add(user_id, float(cost or 0))


def month_start(now: datetime) -> datetime:
    """The first moment of this moment's month."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


AllowanceOf = Callable[[Caller], Awaitable[Allowance | None]]
