"""Deals, activities and accounts as rows of numbers, for questions about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records.finding import by_key
from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealCompetitor,
    DealPerson,
)

DEALS: dict[str, type] = {
    "deal_id": str, "deal": str, "account_id": str, "user_id": str, "owner": str, "status": str, "stage": str,
    "amount": float, "currency": str, "discount": float, "created_at": datetime, "closed_at": datetime,
    "close_on": date, "days_open": float, "lead_source": str, "product": str, "contacts": int, "activities": int,
    "competitors": int, "competitor": str, "close_date_moves": int, "won": int, "lost": int,
}  # fmt: skip
ACTIVITIES: dict[str, type] = {
    "activity_id": str, "deal_id": str, "account_id": str, "user_id": str, "happened_at": datetime, "kind": str,
    "direction": str, "minutes": float, "people": int, "recorded": bool,
}  # fmt: skip
ACCOUNTS: dict[str, type] = {
    "account_id": str, "account": str, "industry": str, "segment": str, "employees": int, "country": str,
    "created_at": datetime, "contacts": int,
}  # fmt: skip


async def deals(session: AsyncSession) -> Sequence[dict[str, Any]]:
    """One row for each deal."""
    alive = Activity.deleted_at.is_(None)
    contacts = await _counted(
        session,
        sa.select(DealPerson.deal_id, sa.func.count())
        .join(Contact, Contact.id == DealPerson.contact_id)
        .where(Contact.deleted_at.is_(None)),
        DealPerson.deal_id,
    )
    happened = await _counted(session, sa.select(Activity.deal_id, sa.func.count()).where(alive), Activity.deal_id)
    moved = sa.select(DealChange.deal_id, sa.func.count()).where(
        DealChange.field == "close_on", DealChange.before.is_not(None)
    )
    moves = await _counted(session, moved, DealChange.deal_id)
    rivals: dict[str, list[str]] = defaultdict(list)
    named = sa.select(DealCompetitor.deal_id, DealCompetitor.name).order_by(DealCompetitor.since, DealCompetitor.folded)
    for deal_id, name in await session.execute(named):
        rivals[deal_id].append(name)
    return [
        {
            "deal_id": row.id, "deal": row.name, "account_id": row.account_id, "user_id": row.owner_id,
            "owner": row.owner_name, "status": row.status, "stage": row.stage,
            "amount": None if row.amount is None else float(row.amount), "currency": row.currency,
            "discount": row.discount, "created_at": row.created_at, "closed_at": row.closed_at,
            "close_on": row.close_on, "days_open": _days(row.created_at, row.closed_at),
            "lead_source": row.lead_source, "product": row.product, "contacts": contacts.get(row.id, 0),
            "activities": happened.get(row.id, 0), "competitors": len(rivals.get(row.id, ())),
            "competitor": next(iter(rivals.get(row.id, ())), None), "close_date_moves": moves.get(row.id, 0),
            "won": int(row.status == "won"), "lost": int(row.status == "lost"),
        }
        for row in await session.execute(sa.select(Deal.__table__).where(Deal.deleted_at.is_(None)).order_by(Deal.id))
    ]  # fmt: skip


async def _counted(session: AsyncSession, query: Any, key: Any) -> dict[str, int]:
    return await by_key(session, query.group_by(key))


def _days(begin: datetime, end: datetime | None) -> float | None:
    """How long a closed deal was open."""
    return None if end is None else round(max(0.0, (end - begin).total_seconds() / 86_400), 2)


async def activities(session: AsyncSession) -> Sequence[dict[str, Any]]:
    """One row for each activity that has happened, or is planned."""
    people = await _counted(session, sa.select(ActivityPerson.activity_id, sa.func.count()), ActivityPerson.activity_id)
    query = sa.select(
        Activity.id, Activity.deal_id, Activity.account_id, Activity.user_id, Activity.at, Activity.kind,
        Activity.direction, Activity.duration_s, Activity.call_id,
    )  # fmt: skip
    return [
        {
            "activity_id": row.id, "deal_id": row.deal_id, "account_id": row.account_id, "user_id": row.user_id,
            "happened_at": row.at, "kind": row.kind, "direction": row.direction,
            "minutes": None if row.duration_s is None else round(row.duration_s / 60, 3),
            "people": people.get(row.id, 0), "recorded": row.call_id is not None,
        }
        for row in await session.execute(query.where(Activity.deleted_at.is_(None)).order_by(Activity.id))
    ]  # fmt: skip


async def accounts(session: AsyncSession) -> Sequence[dict[str, Any]]:
    """One row for each account."""
    people = sa.select(Contact.account_id, sa.func.count()).where(Contact.deleted_at.is_(None))
    contacts = await _counted(session, people, Contact.account_id)
    query = sa.select(
        Account.id, Account.name, Account.industry, Account.segment, Account.employees, Account.country,
        Account.created_at,
    )  # fmt: skip
    return [
        {
            "account_id": row.id, "account": row.name, "industry": row.industry, "segment": row.segment,
            "employees": row.employees, "country": row.country, "created_at": row.created_at,
            "contacts": contacts.get(row.id, 0),
        }
        for row in await session.execute(query.where(Account.deleted_at.is_(None)).order_by(Account.id))
    ]  # fmt: skip
