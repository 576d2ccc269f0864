"""Companies that are sold to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.errors import Conflict, FieldProblem, Invalid
from ringside.core.ids import new_id
from ringside.core.paging import Page
from ringside.deals.records import finding, listing, naming, timeline
from ringside.deals.records.deals import FIRST_PAGE
from ringside.deals.records.filtering import decode_marker, marker
from ringside.deals.records.matching import folded, with_words
from ringside.deals.records.models import Account, Contact, Deal
from ringside.deals.records.schemas import AccountChange, AccountIn, AccountItem, AccountPage, ContactBrief, Named

MOST_SHOWN = 200
"""Contacts, deals and daughters on the page of one account."""


class AccountExists(Conflict):
    slug, title = "account-exists", "There is such an account already"


class AccountInUse(Conflict):
    slug, title = "account-in-use", "Deals belong to this account"


class ParentCircle(Invalid):
    slug, title = "parent-circle", "An account cannot belong to itself, not even by others"


def circular(parents: Mapping[str, str | None], account_id: str, parent_id: str | None) -> bool:
    """Whether an account would come to belong to itself; `parents` leads from each account to its parent."""
    seen = {account_id}
    while parent_id is not None:
        if parent_id in seen:
            return True
        seen.add(parent_id)
        parent_id = parents.get(parent_id)
    return False


async def create(
    session: AsyncSession, control: AsyncSession, who: Principal, body: AccountIn, now: datetime
) -> Account:
    """A new account. Raises AccountExists, UnknownAccount (as a parent), UnknownOwner."""
    values = await _checked(session, control, who, body, None)
    row = Account(**values, id=new_id(), source="ringside", custom={}, created_at=now, updated_at=now)
    session.add(row)
    await session.flush()
    return row


async def change(
    session: AsyncSession, control: AsyncSession, who: Principal, account_id: str, body: AccountChange, now: datetime
) -> Account:
    """Change the fields that were sent.

    Raises UnknownAccount, OthersRecord, AccountExists, ParentCircle, UnknownOwner.
    """
    row = await finding.account(session, account_id)
    finding.require_change(who, row)
    for name, value in (await _checked(session, control, who, body, row)).items():
        setattr(row, name, value)
    row.updated_at = now
    await session.flush()
    return row


async def _checked(
    session: AsyncSession, control: AsyncSession, who: Principal, body: AccountIn, row: Account | None
) -> dict[str, Any]:
    """The columns that a request sets."""
    values = body.model_dump(include=body.model_fields_set if row is not None else None)
    if "name" in values:
        values["folded"] = folded(values["name"])
    if row is None and "owner_id" not in body.model_fields_set:
        values["owner_id"] = who.user_id
    if "owner_id" in values:
        owner_id = values["owner_id"]
        values["owner_name"] = None if owner_id is None else await naming.name_of(control, who, owner_id)
    if values.get("domain"):
        values["domain"] = values["domain"].lower()
    if {"name", "domain"} & values.keys():
        await _refuse_twin(session, values, row)
    if values.get("parent_id") is not None:
        await finding.account(session, values["parent_id"])
        if row is not None and circular(await _parents(session), row.id, values["parent_id"]):
            raise ParentCircle(errors=[FieldProblem(field="parent_id", problem="It belongs to this account itself")])
    return values


async def _refuse_twin(session: AsyncSession, values: Mapping[str, Any], row: Account | None) -> None:
    """Two companies may bear one name, but then their domains tell them apart."""
    name = values.get("folded", row.folded if row else "")
    domain = values.get("domain", row.domain if row else None)
    query = sa.select(Account.id, Account.domain).where(Account.folded == name, Account.deleted_at.is_(None))
    for twin_id, twin_domain in await session.execute(query):
        if (row is None or twin_id != row.id) and (not domain or not twin_domain or domain == twin_domain):
            raise AccountExists(account_id=twin_id)


async def _parents(session: AsyncSession) -> dict[str, str | None]:
    query = sa.select(Account.id, Account.parent_id).where(Account.parent_id.is_not(None), Account.deleted_at.is_(None))
    return await finding.by_key(session, query)


async def delete(session: AsyncSession, who: Principal, account_id: str, now: datetime) -> None:
    """Take an account away; its contacts stay. Raises UnknownAccount, OthersRecord, AccountInUse."""
    row = await finding.account(session, account_id)
    finding.require_change(who, row)
    theirs = sa.select(Deal.id).where(Deal.account_id == account_id, Deal.deleted_at.is_(None)).limit(1)
    if await session.scalar(theirs) is not None:
        raise AccountInUse
    row.deleted_at = row.updated_at = now
    await session.flush()


async def listed(
    session: AsyncSession, control: AsyncSession, who: Principal, q: str | None, limit: int, cursor: str | None
) -> Page[AccountItem]:
    """Accounts by name. Raises BadCursor."""
    query = sa.select(Account).where(Account.deleted_at.is_(None), *with_words(q or "", Account.folded))
    if (after := decode_marker(cursor)) is not None:
        query = query.where(
            sa.or_(Account.folded > after[0], sa.and_(Account.folded == after[0], Account.id > after[1]))
        )
    rows = (await session.scalars(query.order_by(Account.folded, Account.id).limit(limit + 1))).all()
    shown = rows[:limit]
    following = marker(shown[-1].folded, shown[-1].id) if len(rows) > limit else None
    return Page(items=await items(session, control, who, shown), next_cursor=following)


async def items(
    session: AsyncSession, control: AsyncSession, who: Principal, rows: Sequence[Account]
) -> list[AccountItem]:
    """Accounts as lists show them."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    contacts = await _counted(session, Contact, ids)
    opened = await _counted(session, Deal, ids, Deal.status == "open")
    won = await _counted(session, Deal, ids, Deal.status == "won")
    known = await naming.names(control, who, (row.owner_id for row in rows))
    return [
        AccountItem.model_validate(
            {
                **_fields(row),
                "owner": naming.owner(known, row.owner_id, row.owner_name),
                "contacts": contacts.get(row.id, 0),
                "open_deals": opened.get(row.id, 0),
                "won_deals": won.get(row.id, 0),
            }
        )
        for row in rows
    ]


def _fields(row: Account) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in sa.inspect(Account).column_attrs}


async def _counted(
    session: AsyncSession, table: type[Contact | Deal], ids: Sequence[str], *where: sa.ColumnElement[bool]
) -> Mapping[str | None, int]:
    query = sa.select(table.account_id, sa.func.count()).where(
        table.account_id.in_(ids), table.deleted_at.is_(None), *where
    )
    return await finding.by_key(session, query.group_by(table.account_id))


async def page(
    session: AsyncSession, control: AsyncSession, who: Principal, account_id: str, now: datetime
) -> AccountPage:
    """An account with what hangs on it. Raises UnknownAccount."""
    row = await finding.account(session, account_id)
    (item,) = await items(session, control, who, [row])
    alive = (Deal.account_id == account_id, Deal.deleted_at.is_(None))
    deals = (
        await session.scalars(sa.select(Deal).where(*alive).order_by(Deal.created_at.desc()).limit(MOST_SHOWN))
    ).all()
    people = sa.select(Contact).where(Contact.account_id == account_id, Contact.deleted_at.is_(None))
    return AccountPage(
        **item.model_dump(),
        notes=row.notes,
        parent=await _parent(session, row),
        children=await _children(session, account_id),
        people=[
            ContactBrief(id=person.id, name=person.name, title=person.title, email=person.email, role=person.role)
            for person in await session.scalars(people.order_by(Contact.folded, Contact.id).limit(MOST_SHOWN))
        ],
        deals=await listing.items(session, control, who, deals, now),
        open_totals=await _totals(session, *alive, Deal.status == "open"),
        won_totals=await _totals(session, *alive, Deal.status == "won"),
        timeline=await timeline.page(session, control, who, timeline.of_account(account_id), now, FIRST_PAGE),
        may_change=finding.may_change(who, row.owner_id),
    )


async def _parent(session: AsyncSession, row: Account) -> Named | None:
    parent = None if row.parent_id is None else await session.get(Account, row.parent_id)
    return None if parent is None or parent.deleted_at is not None else Named.model_validate(parent)


async def _children(session: AsyncSession, account_id: str) -> list[Named]:
    query = sa.select(Account).where(Account.parent_id == account_id, Account.deleted_at.is_(None))
    rows = await session.scalars(query.order_by(Account.folded).limit(MOST_SHOWN))
    return [Named.model_validate(row) for row in rows]


async def _totals(session: AsyncSession, *where: sa.ColumnElement[bool]) -> list[Any]:
    total = sa.type_coerce(sa.func.sum(Deal.amount), Deal.amount.type)
    query = sa.select(Deal.currency, total, sa.func.count()).where(*where).group_by(Deal.currency)
    return listing.totals_of(list(await session.execute(query)))
