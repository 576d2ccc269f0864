"""One record by its id, as long as it is not deleted, and who may change a deal."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.db import TenantBase
from ringside.core.errors import AppError, Forbidden, NotFound
from ringside.deals.records.models import Account, Activity, Contact, Deal, Kept

R = TypeVar("R", bound=Kept)
CHANGES_ALL = ("manager", "owner")


class UnknownDeal(NotFound):
    slug, title = "unknown-deal", "There is no such deal"


class UnknownAccount(NotFound):
    slug, title = "unknown-account", "There is no such account"


class UnknownContact(NotFound):
    slug, title = "unknown-contact", "There is no such contact"


class UnknownActivity(NotFound):
    slug, title = "unknown-activity", "There is no such activity"


class OthersRecord(Forbidden):
    slug, title = "others-record", "This belongs to somebody else; its owner or a manager can change it"


async def deal(session: AsyncSession, deal_id: str) -> Deal:
    """A deal of the company. Raises UnknownDeal."""
    return await _kept(session, Deal, deal_id, UnknownDeal)


async def account(session: AsyncSession, account_id: str) -> Account:
    """An account of the company. Raises UnknownAccount."""
    return await _kept(session, Account, account_id, UnknownAccount)


async def contact(session: AsyncSession, contact_id: str) -> Contact:
    """A contact of the company. Raises UnknownContact."""
    return await _kept(session, Contact, contact_id, UnknownContact)


async def activity(session: AsyncSession, activity_id: str) -> Activity:
    """An activity of the company. Raises UnknownActivity."""
    return await _kept(session, Activity, activity_id, UnknownActivity)


async def add_once(session: AsyncSession, row: TenantBase) -> bool:
    """Add a row unless somebody has added the same a moment ago (a second click, another person); whether it did."""
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


async def by_key(session: AsyncSession, query: sa.Executable) -> dict[Any, Any]:
    """The rows of a query for two columns, the second by the first."""
    return {row[0]: row[1] for row in await session.execute(query)}


async def _kept(session: AsyncSession, table: type[R], record_id: str, missing: type[AppError]) -> R:
    row: Any = await session.get(table, record_id, populate_existing=True)
    if row is None or row.deleted_at is not None:
        raise missing
    return row  # type: ignore[no-any-return]


def may_change(who: Principal, owner_id: str | None) -> bool:
    """Whether a record of this owner may be changed: one's own, nobody's, or any for managers and owners."""
    return owner_id is None or owner_id == who.user_id or who.role in CHANGES_ALL


def require_change(who: Principal, record: Deal | Account) -> None:
    """Raises OthersRecord when the caller may not change this record."""
    if not may_change(who, record.owner_id):
        raise OthersRecord
