"""How long deals of this company usually take: the measure for each open one. Only what was won is a measure."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.facts import DealFacts
from ringside.deals.records import loading
from ringside.deals.records.models import Deal

LEAST = 8
"""Won deals below which there is no norm."""
LATEST = 1_000
"""So many of the deals won last make the norms of a company now: enough, and as it sells today."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Days that won deals took; `median` and `upper` (upper quartile) are None where there are fewer than LEAST."""

    n: int = 0
    median: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Norms:
    """Of the whole way from opening to winning, and of each stage."""

    cycle: Norm = Norm()
    stages: Mapping[str, Norm] = field(default_factory=dict)

    def stage(self, name: str | None) -> Norm:
        """The norm of a stage; one without figures where nothing is known."""
        return self.stages.get(name or "", Norm())


def norms(deals: Iterable[DealFacts]) -> Norms:
    """The norms of a company by its deals, of which only the won ones count."""
    cycles: list[float] = []
    stages: dict[str, list[float]] = defaultdict(list)
    for deal in deals:
        if deal.status != "won" or deal.closed_at is None:
            continue
        cycles.append(_days(deal.created_at, deal.closed_at))
        spent: dict[str, float] = defaultdict(float)
        for stage, begin, end in stays(deal):
            spent[stage] += _days(begin, end)
        for stage, days in spent.items():
            stages[stage].append(days)
    return Norms(_norm(cycles), {stage: _norm(days) for stage, days in stages.items()})


def stays(deal: DealFacts) -> Iterator[tuple[str, datetime, datetime]]:
    """Each stay of a deal in a stage, from when to when: until its close, or until it is looked at.

    Without a history only the present stage of an open deal is known, since `stage_since`.
    """
    end = deal.closed_at or deal.looked_at
    moves = [change for change in deal.changes if change.field == "stage" and change.at <= end]
    if not moves:
        if deal.stage is not None and deal.status == "open":
            yield deal.stage, deal.stage_since or deal.created_at, end
        return
    stage, since = moves[0].before, deal.created_at
    for move in moves:
        if stage is not None and since <= move.at:
            yield stage, since, move.at
        stage, since = move.after, move.at
    if stage is not None and since < end:
        yield stage, since, end


def _days(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin).total_seconds() / 86_400)


def _norm(days: list[float]) -> Norm:
    if len(days) < LEAST:
        return Norm(len(days))
    _, median, upper = quantiles(days, n=4, method="inclusive")
    return Norm(len(days), round(median, 1), round(upper, 1))


_State = tuple[int, datetime | None]
_known: OrderedDict[str, tuple[_State, Norms]] = OrderedDict()
_MOST_KNOWN = 256


async def present(session: AsyncSession, tenant_id: str, now: datetime) -> Norms:
    """The norms of a company now, worked out anew only when something about its won deals has changed."""
    won = (Deal.status == "won", Deal.deleted_at.is_(None))
    count, newest = (await session.execute(sa.select(sa.func.count(), sa.func.max(Deal.updated_at)).where(*won))).one()
    state: _State = (count, newest)
    known = _known.get(tenant_id)
    if known is None or known[0] != state:
        latest = sa.select(Deal.id).where(*won, Deal.closed_at.is_not(None)).order_by(Deal.closed_at.desc(), Deal.id)
        deals = await loading.courses(session, latest.limit(LATEST), now)
        known = _known[tenant_id] = (state, norms(deals))
        while len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    _known.move_to_end(tenant_id)
    return known[1]
