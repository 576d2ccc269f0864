"""Which closed deals an explanation is about, and the figures of all of them kept while nothing changes."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.garbage import uncollected
from ringside.deals.facts import DealFacts
from ringside.deals.records.loading import load_many
from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Deal,
    DealChange,
    DealCompetitor,
    DealPerson,
)
from ringside.deals.winloss import listening
from ringside.deals.winloss.analysis import Prepared, prepare
from ringside.deals.winloss.asking import Ask
from ringside.deals.winloss.models import WinLossAsked
from ringside.deals.winloss.schemas import Cohort, CohortChoices

_KEPT = 4
_kept: OrderedDict[tuple[str, str], Prepared] = OrderedDict()
"""Figures by company and state; those of the companies asked about last."""


async def stamp(session: AsyncSession) -> str:
    """A short name of the present state of all records that explanations are made from."""
    count = sa.func.count
    dated = [
        sa.select(count(), sa.func.max(table.updated_at)).select_from(table) for table in (Deal, Account, Activity)
    ]
    undated = [sa.select(count(), sa.func.max(at)).select_from(table)
               for table, at in ((DealChange, DealChange.at), (DealPerson, DealPerson.since),
                                 (DealCompetitor, DealCompetitor.since),
                                 (ActivityPerson, ActivityPerson.activity_id))]  # fmt: skip
    gone = [sa.select(count()).select_from(table).where(table.deleted_at.is_not(None)) for table in (Deal, Activity)]
    parts: list[Any] = []
    for query in (*dated, *undated, *gone):
        parts.append(tuple((await session.execute(query)).one()))
    return _short(parts)


async def _with_read(session: AsyncSession, records: str) -> str:
    """The same with how far texts are read, which changes nothing else."""
    query = sa.select(sa.func.count(), sa.func.max(WinLossAsked.as_of)).select_from(WinLossAsked)
    return _short([records, *(await session.execute(query)).one()])


def _short(parts: Sequence[Any]) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:24]


async def figures(session: AsyncSession, tenant_id: str, now: datetime) -> tuple[Prepared, str]:
    """All closed deals of the company with their figures, and the state they are of."""
    records = await stamp(session)
    state = await _with_read(session, records)
    found = _kept.get((tenant_id, state))
    if found is None:
        whole = await listening.read(session)
        state = await _with_read(session, records)
        # Of open deals only their fields are looked at.
        deals = await load_many(session, sa.select(Deal.id).where(Deal.status != "open"), now)
        deals += await load_many(session, sa.select(Deal.id).where(Deal.status == "open"), now, activities=False)
        # While some texts are unread, a deal without a question cannot be told from one that was not read.
        heard = await listening.heard(session) if whole else {}
        found = await asyncio.to_thread(_prepared, deals, heard, await listening.own_words(session))
        found = replace(found, unread=not whole)
        for old in [key for key in _kept if key[0] == tenant_id]:
            del _kept[old]
        _kept[tenant_id, state] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end((tenant_id, state))
    return found, state


def _prepared(deals: Sequence[DealFacts], heard: Mapping[str, Sequence[Ask]], own: Collection[str]) -> Prepared:
    with uncollected():
        return prepare(deals, heard, own)


def chosen(prepared: Prepared, cohort: Cohort | None) -> Prepared:
    """The deals of a cohort."""
    return prepared if cohort is None else prepared.only(lambda deal: belongs(deal, cohort))


def belongs(deal: DealFacts, cohort: Cohort) -> bool:
    """Whether a closed deal passes every filter that is set. Names are compared without regard to case."""
    if not _within(deal.closed_at, cohort.closed_after, cohort.closed_before):
        return False
    words = (
        (cohort.owners, (deal.owner_id, deal.owner_name)),
        (cohort.segments, (deal.segment,)),
        (cohort.industries, (deal.industry,)),
        (cohort.countries, (deal.country,)),
        (cohort.products, (deal.product,)),
        (cohort.lead_sources, (deal.lead_source,)),
        (cohort.competitors, tuple(rival.name for rival in deal.competitors)),
        *((wanted, (_said(deal.custom.get(name)),)) for name, wanted in cohort.custom.items()),
    )
    if not all(_is_one(wanted, values) for wanted, values in words):
        return False
    if cohort.currency and (deal.currency or "").casefold() != cohort.currency.casefold():
        return False
    amount = None if deal.amount is None else float(deal.amount)
    low, high = cohort.min_amount, cohort.max_amount
    if amount is None:
        return low is None and high is None
    return (low is None or amount >= low) and (high is None or amount <= high)


def _within(at: datetime | None, after: datetime | None, before: datetime | None) -> bool:
    if at is None:
        return after is None and before is None
    return (after is None or at >= _aware(after)) and (before is None or at < _aware(before))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_one(wanted: list[str], values: tuple[str | None, ...]) -> bool:
    if not wanted:
        return True
    folded = {value.casefold() for value in values if value}
    return any(word.casefold() in folded for word in wanted)


def _said(value: object) -> str | None:
    return None if value is None else ("Yes" if value else "No") if isinstance(value, bool) else str(value)


_CHOICES = 50
_LEVELS = 12


def choices(prepared: Prepared) -> CohortChoices:
    """What the closed deals can be filtered by."""
    deals = prepared.deals
    headers = dict.fromkeys(name for deal in deals for name in deal.custom)
    custom = {name: _often(_said(deal.custom.get(name)) for deal in deals) for name in headers}
    return CohortChoices(
        deals=len(deals),
        segments=_often(deal.segment for deal in deals),
        industries=_often(deal.industry for deal in deals),
        countries=_often(deal.country for deal in deals),
        products=_often(deal.product for deal in deals),
        lead_sources=_often(deal.lead_source for deal in deals),
        competitors=_often(rival.name for deal in deals for rival in deal.competitors),
        owners=_often(deal.owner_name for deal in deals),
        custom={name: values for name, values in custom.items() if 2 <= len(values) <= _LEVELS},
    )


def _often(values: Iterable[str | None]) -> list[str]:
    return [value for value, _ in Counter(value[:200] for value in values if value).most_common(_CHOICES)]
