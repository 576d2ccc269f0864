"""What applying a page needs to know: the run, the records a page speaks of, and the links to what is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records.models import Account, Activity, Contact, Deal
from ringside.deals.sync import values
from ringside.deals.sync.models import CrmLink
from ringside.deals.sync.port import Kind, Owner, Remote
from ringside.deals.sync.reporting import Report

Record = Account | Contact | Deal | Activity
TABLES: dict[Kind, type[Record]] = {"account": Account, "contact": Contact, "deal": Deal, "activity": Activity}


@dataclass
class Taking:
    """What applying pages of one run needs to know, and what it finds to report."""

    session: AsyncSession
    connection_id: str
    vendor: str
    now: datetime
    """The run's beginning, which marks what the sync itself has written."""
    users: Mapping[str, str]
    """Ringside's users by e-mail address."""
    owners: Mapping[str, Owner]
    currency: str | None = None
    force: bool = False
    """Whether records are compared although the CRM says nothing new of them."""
    report: Report = field(default_factory=Report)
    deals: set[str] = field(default_factory=set)
    """Ids of deals that somebody may be looking at."""

    def owner(self, external: str | None) -> tuple[str | None, str | None]:
        """Our user and the name of a CRM's owner."""
        owner = self.owners.get(external or "")
        if owner is None:
            return None, None
        return self.users.get((owner.email or "").lower()), owner.name[:200] or None


async def links(taking: Taking, kind: Kind, ids: Iterable[str]) -> dict[str, CrmLink]:
    """The links of these external ids."""
    wanted = sorted(set(ids))
    found: dict[str, CrmLink] = {}
    for at in range(0, len(wanted), 500):
        query = sa.select(CrmLink).where(
            CrmLink.connection_id == taking.connection_id,
            CrmLink.kind == kind,
            CrmLink.external_id.in_(wanted[at : at + 500]),
        )
        found |= {link.external_id: link for link in await taking.session.scalars(query)}
    return found


@dataclass
class Taken:
    """One record that was written: what it is here now, and how its tracked fields stood before."""

    record: Remote
    row: Any
    link: CrmLink
    before: dict[str, str | None] | None
    clashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Near:
    """Our ids of what a page speaks of."""

    ids: Mapping[tuple[Kind, str], str]
    addresses: Mapping[str, str]
    """Contacts by e-mail address."""
    accounts: Mapping[str, str | None]
    """The account of each of our deals and contacts."""

    def of(self, kind: Kind, external: str | None) -> str | None:
        return self.ids.get((kind, external or ""))


def digest(taking: Taking, record: Remote) -> str:
    return values.digest_of(
        {
            "fields": sorted((name, values.shown(value)) for name, value in record.fields.items()),
            "custom": sorted((name, str(value)) for name, value in record.custom.items()),
            "ends": (record.parent, record.account, record.deal, taking.owner(record.owner)),
            "people": record.people,
            "addresses": record.addresses,
            "competitors": record.competitors,
            "changes": [change.key for change in record.changes or ()],
        }
    )


async def look_near(taking: Taking, records: Sequence[Remote]) -> Near:
    wanted: dict[Kind, set[str]] = {"account": set(), "contact": set(), "deal": set()}
    for record in records:
        wanted["account"] |= {one for one in (record.account, record.parent) if one}
        wanted["deal"] |= {record.deal} if record.deal else set()
        wanted["contact"] |= {one for one, _ in record.people or ()}
    ids: dict[tuple[Kind, str], str] = {}
    for kind, of in wanted.items():
        ids |= {(kind, one): link.record_id for one, link in (await links(taking, kind, of)).items() if not link.gone}
    addresses = await _by_address(taking.session, {a for record in records for a, _ in record.addresses})
    accounts = await _accounts(taking.session, {one for (kind, _), one in ids.items() if kind == "deal"}, Deal)
    people = {one for (kind, _), one in ids.items() if kind == "contact"} | set(addresses.values())
    return Near(ids, addresses, accounts | await _accounts(taking.session, people, Contact))


async def _by_address(session: AsyncSession, addresses: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    wanted = sorted(addresses)
    for at in range(0, len(wanted), 500):
        query = sa.select(Contact.email, Contact.id).where(
            Contact.email.in_(wanted[at : at + 500]), Contact.deleted_at.is_(None)
        )
        for email, contact_id in await session.execute(query.order_by(Contact.id.desc())):
            found[str(email)] = contact_id  # of several with one address, the oldest
    return found


async def _accounts(session: AsyncSession, ids: set[str], table: type[Deal] | type[Contact]) -> dict[str, str | None]:
    if not ids:
        return {}
    rows = await session.execute(sa.select(table.id, table.account_id).where(table.id.in_(ids)))
    return {row.id: row.account_id for row in rows}


def new_link(taking: Taking, stream: str, kind: Kind, external_id: str, record_id: str) -> CrmLink:
    link = CrmLink(
        connection_id=taking.connection_id, kind=kind, external_id=external_id, record_id=record_id, stream=stream,
        digest="", seen={}, wants=None, gone=False, swept=0,
    )  # fmt: skip
    taking.session.add(link)
    return link
