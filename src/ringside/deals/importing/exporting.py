"""Records as CSV that sheets show harmlessly and that an import reads back as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.db import Databases
from ringside.deals.importing import context
from ringside.deals.importing.guessing import ImportKind
from ringside.deals.models import Account, Activity, ActivityPerson, Contact, Deal, DealCompetitor, DealPerson

PIECE = 1_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_parent = sa.orm.aliased(Account)


def cell(value: Any) -> str:
    """A value as a cell; text that a sheet would run as a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date | Decimal | int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or (text.startswith("'") and text[1:].startswith(_FORMULA)) else text


async def rows(store: Databases, tenant_id: str, kind: ImportKind) -> AsyncIterator[str]:
    """The file, piece by piece, in the order of ids."""
    async with store.tenant(tenant_id) as session:
        table: Any = {"deals": Deal, "accounts": Account, "contacts": Contact, "activities": Activity}[kind]
        custom = await _custom_headers(session, table)
        head = [*_HEADERS[kind], *custom]
        yield _lines([head])
        after = ""
        while True:
            query = _QUERIES[kind].where(table.id > after, table.deleted_at.is_(None)).order_by(table.id).limit(PIECE)
            found = await context.rows(session, query)
            if not found:
                return
            after = found[-1]["id"]
            linked = await _LINKS[kind](session, [row["id"] for row in found])
            yield _lines(
                [*(cell(value) for value in _values(kind, row, linked.get(row["id"], {}))),
                 *(cell(row["custom"].get(name)) for name in custom)]
                for row in found
            )  # fmt: skip


def _lines(found: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(found)
    return text.getvalue()


async def _custom_headers(session: AsyncSession, table: Any) -> list[str]:
    """The headers of custom fields, in the order in which they turn up; those that are ours already are left out."""
    found: dict[str, None] = {}
    stream = await session.stream(
        sa.select(table.custom).where(table.deleted_at.is_(None)).execution_options(yield_per=2_000)
    )
    async for (custom,) in stream:
        if custom:
            found.update(dict.fromkeys(custom))
    ours = {name.casefold() for names in _HEADERS.values() for name in names}
    return [name for name in found if name.casefold() not in ours]


_HEADERS: dict[ImportKind, list[str]] = {
    "deals": [
        "Deal ID", "Deal Name", "Account", "Status", "Stage", "Amount", "Currency", "Discount", "Created date",
        "Expected close date", "Closed at", "Stage since", "Owner", "Lead source", "Product", "Next step",
        "Close reason", "Competitors", "Contacts",
    ],
    "accounts": ["Account ID", "Account Name", "Domain", "Industry", "Segment", "Employees", "Country",
                 "Parent account", "Owner", "Notes", "Created date"],
    "contacts": ["Contact ID", "Full name", "Account", "Email", "Phone", "Job title", "Buying role", "Language",
                 "Time zone", "Notes", "Created date"],
    "activities": ["Activity ID", "Activity type", "Direction", "Activity date", "Duration seconds", "Subject", "Text",
                   "Deal ID", "Deal name", "Account", "Contacts", "Owner"],
}  # fmt: skip
_QUERIES: dict[ImportKind, sa.Select[Any]] = {
    "deals": sa.select(*Deal.__table__.c, Account.name.label("account")).outerjoin(
        Account, Account.id == Deal.account_id
    ),
    "accounts": sa.select(*Account.__table__.c, _parent.name.label("parent")).outerjoin(
        _parent, _parent.id == Account.parent_id
    ),
    "contacts": sa.select(*Contact.__table__.c, Account.name.label("account")).outerjoin(
        Account, Account.id == Contact.account_id
    ),
    "activities": sa.select(*Activity.__table__.c, Account.name.label("account"), Deal.name.label("deal"))
    .outerjoin(Account, Account.id == Activity.account_id)
    .outerjoin(Deal, Deal.id == Activity.deal_id),
}


def _values(kind: ImportKind, row: Mapping[str, Any], linked: Mapping[str, str]) -> list[Any]:
    """The values in the order of the headers."""
    names = {
        "deals": ("id", "name", "account", "status", "stage", "amount", "currency", "discount", "created_at",
                  "close_on", "closed_at",
                  "stage_since", "owner_name", "lead_source", "product", "next_step", "close_reason"),
        "accounts": ("id", "name", "domain", "industry", "segment", "employees", "country", "parent", "owner_name",
                     "notes", "created_at"),
        "contacts": ("id", "name", "account", "email", "phone", "title", "role", "language", "timezone", "notes",
                     "created_at"),
        "activities": ("id", "kind", "direction", "at", "duration_s", "subject", "text", "deal_id", "deal", "account"),
    }[kind]  # fmt: skip
    found = [row[name] for name in names]
    if kind == "deals":
        found += [linked.get("competitors", ""), linked.get("contacts", "")]
    if kind == "activities":
        found += [linked.get("contacts", ""), row["user_name"]]
    return found


async def _of_deals(session: AsyncSession, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {deal_id: {} for deal_id in ids}
    rivals = sa.select(DealCompetitor.deal_id, DealCompetitor.name).where(DealCompetitor.deal_id.in_(ids))
    for deal_id, name in await session.execute(rivals.order_by(DealCompetitor.folded)):
        found[deal_id]["competitors"] = "; ".join(filter(None, (found[deal_id].get("competitors"), name)))
    people = (
        sa.select(DealPerson.deal_id, Contact.name, Contact.email)
        .join(Contact, Contact.id == DealPerson.contact_id)
        .where(DealPerson.deal_id.in_(ids), Contact.deleted_at.is_(None))
    )
    _name_people(found, await session.execute(people.order_by(DealPerson.since, Contact.id)))
    return found


async def _of_activities(session: AsyncSession, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {activity_id: {} for activity_id in ids}
    people = (
        sa.select(ActivityPerson.activity_id, Contact.name, Contact.email)
        .join(Contact, Contact.id == ActivityPerson.contact_id)
        .where(ActivityPerson.activity_id.in_(ids), Contact.deleted_at.is_(None))
    )
    _name_people(found, await session.execute(people.order_by(Contact.id)))
    return found


def _name_people(found: dict[str, dict[str, str]], people: Iterable[Any]) -> None:
    for record_id, name, email in people:
        person = f"{name} <{email}>" if email and email != name else name
        found[record_id]["contacts"] = "; ".join(filter(None, (found[record_id].get("contacts"), person)))


async def _of_nothing(session: AsyncSession, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    return {}


_LINKS: dict[ImportKind, Any] = {
    "deals": _of_deals, "activities": _of_activities, "accounts": _of_nothing, "contacts": _of_nothing,
}  # fmt: skip
