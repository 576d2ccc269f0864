"""Deals in lists and on the board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.deals import norms as measures
from ringside.deals.norms import Norms
from ringside.deals.records import filtering, naming, pipeline
from ringside.deals.records.filtering import Sort, Wish
from ringside.deals.records.finding import by_key, may_change
from ringside.deals.records.models import Account, Activity, Contact, Deal, DealCompetitor, DealPerson
from ringside.deals.records.schemas import (
    Board,
    BoardColumn,
    DealItem,
    DealList,
    FacetsOut,
    Named,
    NormOut,
    OwnerOut,
    TotalOut,
)

CARDS = 30
"""Shown of each stage."""
_JOINED = sa.and_(Account.id == Deal.account_id, Account.deleted_at.is_(None))


async def deals(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    wish: Wish,
    sort: Sort,
    now: datetime,
    limit: int,
    cursor: str | None,
) -> DealList:
    """One page of the deals that the filters let through."""
    norms = await measures.present(session, who.tenant_id, now)
    where = filtering.conditions(wish, who, now, norms)
    order = filtering.order(sort, now)
    query = sa.select(Deal, order.key.label("key")).outerjoin(Account, _JOINED).where(*where, *order.after(cursor))
    rows = (await session.execute(query.order_by(*order.by()).limit(limit + 1))).all()
    shown = rows[:limit]
    totals = await _totals(session, where)
    return DealList(
        items=await items(session, control, who, [row[0] for row in shown], now, norms),
        next_cursor=filtering.marker(shown[-1].key, shown[-1][0].id) if len(rows) > limit else None,
        count=sum(total.count for total in totals),
        totals=totals,
    )


async def _totals(session: AsyncSession, where: Sequence[sa.ColumnElement[bool]]) -> list[TotalOut]:
    query = (
        sa.select(Deal.currency, sa.type_coerce(sa.func.sum(Deal.amount), Deal.amount.type), sa.func.count())
        .outerjoin(Account, _JOINED)
        .where(*where)
        .group_by(Deal.currency)
    )
    return totals_of(list(await session.execute(query)))


def totals_of(rows: Sequence[Any]) -> list[TotalOut]:
    """Sums per currency from rows of (currency, sum, count), the largest group first."""
    found = [TotalOut(currency=currency, amount=amount or 0, count=count) for currency, amount, count in rows]
    return sorted(found, key=lambda total: (-total.count, total.currency or ""))


async def board(session: AsyncSession, control: AsyncSession, who: Principal, wish: Wish, now: datetime) -> Board:
    """The deals by stage: the company's stages in order, then those that no longer exist but have deals."""
    norms = await measures.present(session, who.tenant_id, now)
    where = filtering.conditions(wish, who, now, norms)
    counted: dict[tuple[str | None, str], list[Any]] = defaultdict(list)
    for stage, status, *total in await session.execute(_by_stage(where)):
        counted[stage, status].append(total)
    chosen = await _cards(session, where)
    made = {item.id: item for item in await items(session, control, who, chosen, now, norms)}
    steps = [(step.name, step.status) for step in await pipeline.steps(session, who.language)]
    columns = []
    for stage, status in [*steps, *sorted(counted.keys() - set(steps), key=str)]:
        totals = totals_of(counted.get((stage, status), []))
        columns.append(
            BoardColumn(
                stage=stage,
                status=status,
                count=sum(total.count for total in totals),
                totals=totals,
                items=[made[deal.id] for deal in chosen if (deal.stage, deal.status) == (stage, status)],
            )
        )
    return Board(columns=columns)


def _by_stage(where: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    total = sa.type_coerce(sa.func.sum(Deal.amount), Deal.amount.type)
    return (
        sa.select(Deal.stage, Deal.status, Deal.currency, total, sa.func.count())
        .outerjoin(Account, _JOINED)
        .where(*where)
        .group_by(Deal.stage, Deal.status, Deal.currency)
    )


async def _cards(session: AsyncSession, where: Sequence[sa.ColumnElement[bool]]) -> Sequence[Deal]:
    """The first deals of each stage: open ones by expected close, closed ones the last first."""
    soonest = sa.func.coalesce(Deal.close_on, sa.literal(datetime(2300, 1, 1).date(), sa.Date()))
    place = sa.func.row_number().over(
        partition_by=(Deal.stage, Deal.status), order_by=(Deal.closed_at.desc().nulls_last(), soonest, Deal.id)
    )
    ranked = sa.select(Deal.id, place.label("place")).outerjoin(Account, _JOINED).where(*where).subquery()
    query = (
        sa.select(Deal)
        .join(ranked, ranked.c.id == Deal.id)
        .where(ranked.c.place <= CARDS)
        .order_by(ranked.c.place, Deal.id)
    )
    return (await session.scalars(query)).all()


async def items(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    rows: Sequence[Deal],
    now: datetime,
    norms: Norms | None = None,
) -> list[DealItem]:
    """Deals as lists show them, in a constant number of queries."""
    if not rows:
        return []
    norms = norms or await measures.present(session, who.tenant_id, now)
    ids = [row.id for row in rows]
    accounts = await _accounts(session, {row.account_id for row in rows if row.account_id})
    known = await naming.names(control, who, (row.owner_id for row in rows))
    rivals, people = await _rivals(session, ids), await _people(session, ids)
    touched, planned = await _touched(session, ids, now), await _planned(session, ids, now)
    return [
        DealItem.model_validate(
            {
                **fields(row),
                "account": accounts.get(row.account_id or ""),
                "owner": naming.owner(known, row.owner_id, row.owner_name),
                "days_in_stage": days_in_stage(row, now),
                "stage_norm": NormOut.model_validate(norms.stage(row.stage)),
                "competitors": rivals.get(row.id, []),
                "people": people.get(row.id, 0),
                "last_activity_at": touched.get(row.id),
                "next_meeting_at": planned.get(row.id),
                "overdue": overdue(row, now),
                "stale": filtering.stale(row, touched.get(row.id), now, norms),
                "may_change": may_change(who, row.owner_id),
            }
        )
        for row in rows
    ]


def fields(row: Deal) -> dict[str, Any]:
    """The plain columns of a deal."""
    return {column.key: getattr(row, column.key) for column in sa.inspect(Deal).column_attrs}


def days_in_stage(row: Deal, now: datetime) -> int | None:
    """Whole days that an open deal has stood in its stage."""
    if row.status != "open":
        return None
    return max(0, (now - (row.stage_since or row.created_at)) // timedelta(days=1))


def overdue(row: Deal, now: datetime) -> bool:
    """Whether an open deal should have closed already."""
    return row.status == "open" and row.close_on is not None and row.close_on < now.date()


async def _accounts(session: AsyncSession, ids: set[str]) -> Mapping[str, Named]:
    if not ids:
        return {}
    query = sa.select(Account.id, Account.name).where(Account.id.in_(ids), Account.deleted_at.is_(None))
    return {row.id: Named(id=row.id, name=row.name) for row in await session.execute(query)}


async def _rivals(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = sa.select(DealCompetitor.deal_id, DealCompetitor.name).where(DealCompetitor.deal_id.in_(ids))
    for deal_id, name in await session.execute(query.order_by(DealCompetitor.since, DealCompetitor.folded)):
        found[deal_id].append(name)
    return found


async def _people(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, int]:
    query = (
        sa.select(DealPerson.deal_id, sa.func.count())
        .join(Contact, Contact.id == DealPerson.contact_id)
        .where(DealPerson.deal_id.in_(ids), Contact.deleted_at.is_(None))
        .group_by(DealPerson.deal_id)
    )
    return await by_key(session, query)


async def _touched(session: AsyncSession, ids: Sequence[str], now: datetime) -> Mapping[str, datetime]:
    query = sa.select(Activity.deal_id, sa.func.max(Activity.at)).where(
        Activity.deal_id.in_(ids),
        Activity.at <= now,
        Activity.deleted_at.is_(None),
        Activity.kind.in_(filtering.TOUCHES),
    )
    return {deal_id: at for deal_id, at in await session.execute(query.group_by(Activity.deal_id)) if deal_id}


async def _planned(session: AsyncSession, ids: Sequence[str], now: datetime) -> Mapping[str, datetime]:
    query = sa.select(Activity.deal_id, sa.func.min(Activity.at)).where(
        Activity.deal_id.in_(ids),
        Activity.at > now,
        Activity.deleted_at.is_(None),
        Activity.kind.in_(("call", "meeting")),
    )
    return {deal_id: at for deal_id, at in await session.execute(query.group_by(Activity.deal_id)) if deal_id}


async def facets(session: AsyncSession, control: AsyncSession, who: Principal) -> FacetsOut:
    """What deals can be filtered by, as it occurs among them."""
    alive = Deal.deleted_at.is_(None)
    owners = (await session.execute(sa.select(Deal.owner_id, Deal.owner_name).where(alive).distinct())).all()
    known = await naming.names(control, who, (row.owner_id for row in owners))
    rivals = await session.scalars(
        sa.select(sa.func.min(DealCompetitor.name))
        .join(Deal, Deal.id == DealCompetitor.deal_id)
        .where(alive)
        .group_by(DealCompetitor.folded)
        .order_by(sa.func.count().desc(), DealCompetitor.folded)
        .limit(200)
    )
    money = sa.select(Deal.currency).where(alive, Deal.currency.is_not(None)).group_by(Deal.currency)
    return FacetsOut(
        owners=_sorted({naming.owner(known, row.owner_id, row.owner_name) for row in owners if row.owner_id in known}),
        competitors=list(rivals),
        currencies=[code for code in await session.scalars(money.order_by(sa.func.count().desc())) if code],
    )


def _sorted(people: set[OwnerOut | None]) -> list[OwnerOut]:
    return sorted((person for person in people if person), key=lambda person: person.name)
