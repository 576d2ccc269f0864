"""Accounts and contacts that rows name: the ones that are there, or new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.deals.importing import context
from ringside.deals.importing.context import SOURCE, Context
from ringside.deals.importing.drafts import Contactee, Party
from ringside.deals.importing.values import plain
from ringside.deals.models import Account, Contact

_FILLED = ("domain", "industry", "segment", "employees", "country")
Known = Mapping[str, str]
"""Ids by folded name."""


async def accounts(session: AsyncSession, parties: Iterable[Party], about: Context) -> Known:
    """The ids of these accounts by folded name. What is empty on a known one is filled, nothing is overwritten."""
    wanted: dict[str, Party] = {}
    for party in parties:
        folded = plain(party.name)[:200]
        before = wanted.get(folded)
        wanted[folded] = party if before is None else Party(before.name, {**party.fields, **before.fields})
    if not wanted:
        return {}
    found: dict[str, str] = {}
    filled: list[dict[str, Any]] = []
    columns = Account.__table__.c
    query = (
        sa.select(columns.id, columns.folded, *(columns[name] for name in _FILLED))
        .where(Account.folded.in_(wanted), Account.deleted_at.is_(None))
        .order_by(Account.id)
    )
    for row in await session.execute(query):
        if row.folded in found:
            continue
        found[row.folded] = row.id
        blanks = {name: value for name, value in wanted[row.folded].fields.items() if getattr(row, name) is None}
        if blanks:
            filled.append({"id": row.id, "updated_at": about.now, **blanks})
    fresh = [_account(folded, party, about) for folded, party in wanted.items() if folded not in found]
    for row_ in fresh:
        about.made("accounts", row_["folded"])
    if not about.dry_run:
        await context.update(session, Account, filled)
        await context.insert(session, Account, fresh)
    return found | {row_["folded"]: row_["id"] for row_ in fresh}


def _account(folded: str, party: Party, about: Context) -> dict[str, Any]:
    empty = dict.fromkeys(_FILLED)
    return {
        "id": new_id(), "source": SOURCE, "external_id": None, "custom": {}, "created_at": about.now,
        "updated_at": about.now, "deleted_at": None, "parent_id": None, "name": party.name, "folded": folded,
        "owner_id": None, "owner_name": None, "notes": "", **empty, **party.fields,
    }  # fmt: skip


class People:
    """The contacts that a part of the rows names, found and made together."""

    def __init__(self, session: AsyncSession, about: Context) -> None:
        self._session, self._about = session, about
        self._by_email: dict[str, tuple[str, str]] = {}
        self._by_name: dict[tuple[str | None, str], str] = {}

    async def find(self, named: Sequence[tuple[Contactee, str | None]], *, make: bool = True) -> list[str | None]:
        """The id of each of these, with the account they are at. Without `make` only those that are there."""
        await self._look(named)
        fresh: list[dict[str, Any]] = []
        ids = [self._one(person, account_id, fresh if make else None) for person, account_id in named]
        if not self._about.dry_run:
            await context.insert(self._session, Contact, fresh)
        return ids

    async def _look(self, named: Sequence[tuple[Contactee, str | None]]) -> None:
        emails = {person.email for person, _ in named if person.email}
        names = {plain(person.name)[:200] for person, _ in named if person.name and not person.email}
        names_ = ("id", "email", "account_id", "folded", "name")
        alive = (
            sa.select(*(Contact.__table__.c[name] for name in names_))
            .where(Contact.deleted_at.is_(None))
            .order_by(Contact.id)
        )
        for condition in (Contact.email.in_(emails) if emails else None, Contact.folded.in_(names) if names else None):
            if condition is None:
                continue
            for row in await self._session.execute(alive.where(condition)):
                if row.email:
                    self._by_email.setdefault(row.email, (row.id, row.name))
                self._by_name.setdefault((row.account_id, row.folded), row.id)

    def _one(self, person: Contactee, account_id: str | None, fresh: list[dict[str, Any]] | None) -> str | None:
        folded = plain(person.name)[:200] if person.name else ""
        if person.email and (found := self._by_email.get(person.email)):
            if folded and plain(found[1]) != folded and plain(found[1]) != plain(person.email):
                self._about.tally.notes.add("email_shared", person.email)
            return found[0]
        if folded and (known := self._by_name.get((account_id, folded))) and not person.email:
            return known
        if fresh is None or not (folded or person.email):
            return self._by_name.get((account_id, folded)) if folded else None
        row = _contact(person, account_id, self._about)
        fresh.append(row)
        if person.email:
            self._by_email[person.email] = (row["id"], row["name"])
        self._by_name.setdefault((account_id, row["folded"]), row["id"])
        self._about.made("contacts", person.email or f"{account_id}/{folded}")
        return str(row["id"])


def _contact(person: Contactee, account_id: str | None, about: Context) -> dict[str, Any]:
    name = person.name or str(person.email)[:200]
    return {
        "id": new_id(), "source": SOURCE, "external_id": None, "custom": {}, "created_at": about.now,
        "updated_at": about.now, "deleted_at": None, "account_id": account_id, "name": name,
        "folded": plain(name)[:200], "email": person.email, "phone": person.phone, "title": person.title,
        "role": None, "language": None, "timezone": None, "notes": "",
    }  # fmt: skip
