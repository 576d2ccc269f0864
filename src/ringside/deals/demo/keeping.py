"""The demo company's deals in a tenant's database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.demo import PEOPLE
from ringside.accounts.principal import Principal
from ringside.core.db import Databases, TenantBase
from ringside.deals.demo.generating import SOURCE, Generated, Row, generate
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


async def prepare(store: Databases, people: Sequence[Principal], now: datetime) -> None:
    """The demo deals, owned by the people of the tenant who bear their reps' names; nothing where any are there."""
    tenant = next(person.tenant_id for person in people if person.role == "owner")
    async with store.tenant(tenant) as session:
        if await session.scalar(sa.select(Deal.id).where(Deal.source == SOURCE).limit(1)) is not None:
            return
        names = [person.name for person in PEOPLE]  # in the order in which the people were made
        users = {name: who.user_id for name, who in zip(names, people, strict=True)}
        await insert(session, generate(now, users=users))


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
