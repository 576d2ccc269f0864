"""The demo company's deals in a tenant's database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.demo import PEOPLE
from ringside.accounts.principal import Principal
from ringside.calls import parties
from ringside.core.db import Databases, TenantBase
from ringside.deals.demo.generating import SOURCE, Generated, Row, generate
from ringside.deals.demo.market import content
from ringside.deals.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealCompetitor,
    DealPerson,
    Stage,
)
from ringside.deals.records import links


async def prepare(store: Databases, people: Sequence[Principal], now: datetime) -> None:
    """The demo deals, owned by the people of the tenant who bear their reps' names; nothing where any are there."""
    tenant = next(person.tenant_id for person in people if person.role == "owner")
    async with store.tenant(tenant) as session:
        if await session.scalar(sa.select(Deal.id).where(Deal.source == SOURCE).limit(1)) is not None:
            return
        names = [person.name for person in PEOPLE]  # in the order in which the people were made
        users = {name: who.user_id for name, who in zip(names, people, strict=True)}
        await insert(session, generate(now, users=users))
        await _link_calls(session, people, now)


async def _link_calls(session: AsyncSession, people: Sequence[Principal], now: datetime) -> None:
    """Recorded calls of the demo tenant, with the deals that they were about."""
    owner = next(person for person in people if person.role == "owner")
    calls = await parties.recent(session, owner, now - timedelta(days=30), (), 50)
    for given in content("company")["met"]:
        deal = await session.scalar(
            sa.select(Deal).join(Account, Account.id == Deal.account_id).where(Account.name == given["name"])
        )
        contact_id = await session.scalar(
            sa.select(Contact.id).where(Contact.email == f"{given['address']}@{given['domain']}")
        )
        for call in calls:
            if call.title.startswith(given["call"]) and deal is not None and contact_id is not None:
                await links.link_call(session, owner, deal.id, call.call_id, [contact_id], now)


async def insert(session: AsyncSession, made: Generated) -> None:
    """All rows, table by table. Stages that the tenant has stay as they are."""
    known = set(await session.scalars(sa.select(Stage.name)))
    tables: tuple[tuple[type[TenantBase], list[Row]], ...] = (
        (Stage, [row for row in made.stages if row["name"] not in known]),
        (Account, made.accounts),
        (Contact, made.contacts),
        (Deal, made.deals),
        (DealChange, made.changes),
        (DealPerson, made.people),
        (DealCompetitor, made.competitors),
        (Activity, made.activities),
        (ActivityPerson, made.activity_people),
    )
    for table, rows in tables:
        if rows:
            await session.execute(sa.insert(table), rows)
