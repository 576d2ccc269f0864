"""People at accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.errors import Conflict
from ringside.core.ids import new_id
from ringside.core.paging import Page
from ringside.deals.persona import erasing
from ringside.deals.records import finding, loading, people, timeline
from ringside.deals.records.deals import FIRST_PAGE
from ringside.deals.records.engagement import engagement
from ringside.deals.records.filtering import decode_marker, marker
from ringside.deals.records.matching import folded, with_words
from ringside.deals.records.models import Account, Activity, ActivityPerson, Contact, Deal, DealPerson
from ringside.deals.records.news import tell
from ringside.deals.records.schemas import ContactChange, ContactDeal, ContactIn, ContactItem, ContactPage, Named


class ContactExists(Conflict):
    slug, title = "contact-exists", "A contact with this e-mail address exists"


async def create(session: AsyncSession, who: Principal, body: ContactIn, now: datetime) -> Contact:
    """A new contact. Raises ContactExists, UnknownAccount."""
    values = await _checked(session, body.model_dump(), None)
    row = Contact(**values, id=new_id(), source="ringside", custom={}, created_at=now, updated_at=now)
    session.add(row)
    await session.flush()
    return row


async def change(session: AsyncSession, who: Principal, contact_id: str, body: ContactChange, now: datetime) -> Contact:
    """Change the fields that were sent. Raises UnknownContact, ContactExists, UnknownAccount."""
    row = await finding.contact(session, contact_id)
    values = await _checked(session, body.model_dump(include=body.model_fields_set), row)
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = now
    await session.flush()
    await _tell(session, who, contact_id)
    return row


async def _checked(session: AsyncSession, values: dict[str, Any], row: Contact | None) -> dict[str, Any]:
    if "name" in values:
        values["folded"] = folded(values["name"])
    if values.get("account_id") is not None:
        await finding.account(session, values["account_id"])
    if values.get("email") is not None:
        query = sa.select(Contact.id).where(Contact.email == values["email"], Contact.deleted_at.is_(None))
        twin = await session.scalar(query if row is None else query.where(Contact.id != row.id))
        if twin is not None:
            raise ContactExists(contact_id=twin)
    return values


async def _tell(session: AsyncSession, who: Principal, contact_id: str) -> None:
    """Pages of the deals that this person has part in show the name."""
    for deal_id in await session.scalars(sa.select(DealPerson.deal_id).where(DealPerson.contact_id == contact_id)):
        tell(session, who.tenant_id, deal_id, "people")


async def delete(session: AsyncSession, who: Principal, contact_id: str, now: datetime) -> None:
    """Erase a contact and what was made of them. Raises UnknownContact, OthersRecord: the account is another's.

    A row without the person stays, so that an import or a CRM that names them again is told from a new one.
    """
    row = await finding.contact(session, contact_id)
    if row.account_id is not None:
        account = await session.get(Account, row.account_id)
        if account is not None and account.deleted_at is None:
            finding.require_change(who, account)
    row.deleted_at = row.updated_at = now
    for name, nothing in _NOBODY.items():
        setattr(row, name, nothing)
    await session.flush()
    await erasing.forget(session, contact_id, who.user_id, now)
    await _tell(session, who, contact_id)


_NOBODY: Mapping[str, Any] = MappingProxyType(
    {"name": "", "folded": "", "email": None, "phone": None, "title": None, "timezone": None, "notes": "", "custom": {}}
)


async def listed(
    session: AsyncSession, q: str | None, account_id: str | None, now: datetime, limit: int, cursor: str | None
) -> Page[ContactItem]:
    """Contacts by name. Raises BadCursor."""
    words = with_words(q or "", Contact.folded, Contact.email, sa.func.lower(Contact.title), Account.folded)
    query = sa.select(Contact).outerjoin(
        Account, sa.and_(Account.id == Contact.account_id, Account.deleted_at.is_(None))
    )
    query = query.where(Contact.deleted_at.is_(None), *words)
    if account_id is not None:
        query = query.where(Contact.account_id == account_id)
    if (after := decode_marker(cursor)) is not None:
        query = query.where(
            sa.or_(Contact.folded > after[0], sa.and_(Contact.folded == after[0], Contact.id > after[1]))
        )
    rows = (await session.scalars(query.order_by(Contact.folded, Contact.id).limit(limit + 1))).all()
    shown = rows[:limit]
    following = marker(shown[-1].folded, shown[-1].id) if len(rows) > limit else None
    return Page(items=await items(session, shown, now), next_cursor=following)


async def items(session: AsyncSession, rows: Sequence[Contact], now: datetime) -> list[ContactItem]:
    """Contacts as lists show them."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    accounts = await _accounts(session, {row.account_id for row in rows if row.account_id})
    opened = await _open_deals(session, ids)
    took_part = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id.in_(ids))
    touches = await people.touches_of(session, Activity.id.in_(took_part))
    found = []
    for row in rows:
        seen = engagement(touches.get(row.id, ()), now)
        values = {
            **_fields(row),
            "account": accounts.get(row.account_id or ""),
            "open_deals": opened.get(row.id, 0),
            "last_in_at": seen.last_in_at,
            "last_out_at": seen.last_out_at,
        }
        found.append(ContactItem.model_validate(values))
    return found


def _fields(row: Contact) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in sa.inspect(Contact).column_attrs}


async def _accounts(session: AsyncSession, ids: set[str]) -> Mapping[str, Named]:
    query = sa.select(Account.id, Account.name).where(Account.id.in_(ids), Account.deleted_at.is_(None))
    return {row.id: Named(id=row.id, name=row.name) for row in await session.execute(query)} if ids else {}


async def _open_deals(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, int]:
    query = (
        sa.select(DealPerson.contact_id, sa.func.count())
        .join(Deal, Deal.id == DealPerson.deal_id)
        .where(DealPerson.contact_id.in_(ids), Deal.status == "open", Deal.deleted_at.is_(None))
        .group_by(DealPerson.contact_id)
    )
    return await finding.by_key(session, query)


async def page(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, now: datetime
) -> ContactPage:
    """A contact with what hangs on it. Raises UnknownContact."""
    row = await finding.contact(session, contact_id)
    (item,) = await items(session, [row], now)
    scope = timeline.of_contact(contact_id)
    touches = await people.touches_of(session, ActivityPerson.contact_id == contact_id)
    return ContactPage(
        **item.model_dump(),
        notes=row.notes,
        deals=[
            ContactDeal(id=part.deal_id, name=part.deal_name, status=part.status, stage=part.stage, role=part.role)
            for part in await loading.parts(session, contact_id)
        ],
        engagement=engagement(touches.get(contact_id, ()), now),
        timeline=await timeline.page(session, control, who, scope, now, FIRST_PAGE),
    )
