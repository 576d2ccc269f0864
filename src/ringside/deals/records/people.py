"""Who takes part in a deal: stakeholders with their engagement, and competitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.errors import NotFound
from ringside.deals.records import finding, schemas
from ringside.deals.records.engagement import Touch, engagement
from ringside.deals.records.filtering import TOUCHES
from ringside.deals.records.matching import folded
from ringside.deals.records.models import Activity, ActivityPerson, Contact, Deal, DealCompetitor, DealPerson
from ringside.deals.records.news import tell
from ringside.deals.schemas import BuyingRole


class NoStakeholder(NotFound):
    slug, title = "no-stakeholder", "This contact has no part in this deal"


class NoCompetitor(NotFound):
    slug, title = "no-competitor", "This competitor is not noted on this deal"


async def of_deal(session: AsyncSession, deal_id: str, now: datetime) -> list[schemas.DealPerson]:
    """The stakeholders, those most in touch first."""
    rows = await session.execute(
        sa.select(
            Contact.id, Contact.name, Contact.title, Contact.email, DealPerson.since,
            sa.func.coalesce(DealPerson.role, Contact.role).label("role"),
        )
        .join(DealPerson, DealPerson.contact_id == Contact.id)
        .where(DealPerson.deal_id == deal_id, Contact.deleted_at.is_(None))
        .order_by(Contact.folded, Contact.id)
    )  # fmt: skip
    touches = await touches_of(session, Activity.deal_id == deal_id)
    found = [schemas.DealPerson(**row._mapping, engagement=engagement(touches.get(row.id, ()), now)) for row in rows]
    return sorted(found, key=lambda person: -person.engagement.touches)


async def touches_of(session: AsyncSession, where: sa.ColumnElement[bool]) -> Mapping[str, Sequence[Touch]]:
    """By contact, the touches among these activities."""
    rows = await session.execute(
        sa.select(ActivityPerson.contact_id, Activity.at, Activity.kind, Activity.direction, ActivityPerson.part)
        .join(Activity, Activity.id == ActivityPerson.activity_id)
        .where(where, Activity.deleted_at.is_(None), Activity.kind.in_(TOUCHES))
    )
    found: dict[str, list[Touch]] = defaultdict(list)
    for contact_id, at, kind, direction, part in rows:
        found[contact_id].append(Touch(at, kind, direction, wrote=part in ("from", "with")))
    return found


async def put(
    session: AsyncSession, who: Principal, deal_id: str, contact_id: str, role: BuyingRole | None, now: datetime
) -> None:
    """Give a contact a part in a deal, or change it. Raises UnknownDeal, UnknownContact, OthersRecord."""
    deal = await _mine(session, who, deal_id)
    await finding.contact(session, contact_id)
    row = await session.get(DealPerson, (deal_id, contact_id))
    if row is None:
        fresh = DealPerson(deal_id=deal_id, contact_id=contact_id, role=role, since=now, source="ringside")
        await finding.add_once(session, fresh)
    else:
        row.role = role
    await _changed(session, who, deal, "people", now)


async def remove(session: AsyncSession, who: Principal, deal_id: str, contact_id: str, now: datetime) -> None:
    """Take a contact's part in a deal away. Raises UnknownDeal, OthersRecord, NoStakeholder."""
    deal = await _mine(session, who, deal_id)
    row = await session.get(DealPerson, (deal_id, contact_id))
    if row is None:
        raise NoStakeholder
    await session.delete(row)
    await _changed(session, who, deal, "people", now)


async def join(
    session: AsyncSession, deal_id: str, contact_ids: Iterable[str], since: datetime, source: str = "ringside"
) -> None:
    """Whoever took part in something about a deal has a part in it, if only one nobody has named yet."""
    wanted = set(contact_ids)
    there = await session.scalars(
        sa.select(DealPerson.contact_id).where(DealPerson.deal_id == deal_id, DealPerson.contact_id.in_(wanted))
    )
    for contact_id in sorted(wanted - set(there)):
        fresh = DealPerson(deal_id=deal_id, contact_id=contact_id, role=None, since=since, source=source)
        await finding.add_once(session, fresh)


async def add_competitor(session: AsyncSession, who: Principal, deal_id: str, name: str, now: datetime) -> None:
    """Note a competitor on a deal; nothing happens when it is there. Raises UnknownDeal, OthersRecord."""
    deal = await _mine(session, who, deal_id)
    key = folded(name, 120)
    if key and await session.get(DealCompetitor, (deal_id, key)) is None:
        fresh = DealCompetitor(deal_id=deal_id, folded=key, name=name, since=now, source="ringside")
        if await finding.add_once(session, fresh):
            await _changed(session, who, deal, "competitors", now)


async def remove_competitor(session: AsyncSession, who: Principal, deal_id: str, name: str, now: datetime) -> None:
    """Take a competitor off a deal. Raises UnknownDeal, OthersRecord, NoCompetitor."""
    deal = await _mine(session, who, deal_id)
    row = await session.get(DealCompetitor, (deal_id, folded(name, 120)))
    if row is None:
        raise NoCompetitor
    await session.delete(row)
    await _changed(session, who, deal, "competitors", now)


async def _mine(session: AsyncSession, who: Principal, deal_id: str) -> Deal:
    deal = await finding.deal(session, deal_id)
    finding.require_change(who, deal)
    return deal


async def _changed(session: AsyncSession, who: Principal, deal: Deal, what: str, now: datetime) -> None:
    deal.updated_at = now
    await session.flush()
    tell(session, who.tenant_id, deal.id, what)
