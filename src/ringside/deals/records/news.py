"""Open pages hear of every change of a deal, and what is made from a deal knows when it has changed."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import facts as call_facts
from ringside.core import events
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

NEWS = "deal"


def tell(session: AsyncSession, tenant_id: str, deal_id: str, what: str) -> None:
    """Tell everybody's open pages, once the session has committed, that `what` about this deal changed."""
    told = partial(events.publish, tenant_id, None, NEWS, {"deal_id": deal_id, "what": what})
    # A page that hears of it asks at once, and must find it.
    sa.event.listen(session.sync_session, "after_commit", lambda _: told(), once=True)


async def revision(session: AsyncSession, deal_id: str) -> str:
    """A short name of the deal's present state: it changes whenever anything about the deal does. "" when unknown.

    Read from the records themselves, so that no writer can forget to say that it changed something.
    """
    head = (
        await session.execute(
            sa.select(Deal.updated_at, Account.id, Account.updated_at, Account.deleted_at)
            .outerjoin(Account, Account.id == Deal.account_id)
            .where(Deal.id == deal_id, Deal.deleted_at.is_(None))
        )
    ).one_or_none()
    if head is None:
        return ""
    parts: list[Any] = [tuple(head)]
    for query in _parts(deal_id):
        parts.append([tuple(row) for row in await session.execute(query)])
    call_ids = [row[0] for row in parts[-1]]
    measured = await call_facts.measured(session, call_ids) if call_ids else {}
    parts.append(sorted((call_id, repr(of)) for call_id, of in measured.items()))
    return sha256(repr(parts).encode()).hexdigest()[:24]


def _parts(deal_id: str) -> list[sa.Select[Any]]:
    """All that hangs on a deal, each in few rows; the last gives its recorded calls."""
    count, newest, total = sa.func.count, sa.func.max, sa.func.sum
    alive = (Activity.deal_id == deal_id, Activity.deleted_at.is_(None))
    size = sa.func.length(Activity.text) + sa.func.length(Activity.subject)
    return [
        sa.select(DealPerson.contact_id, DealPerson.role, Contact.updated_at, Contact.deleted_at)
        .join(Contact, Contact.id == DealPerson.contact_id)
        .where(DealPerson.deal_id == deal_id)
        .order_by(DealPerson.contact_id),
        sa.select(DealCompetitor.name, DealCompetitor.since)
        .where(DealCompetitor.deal_id == deal_id)
        .order_by(DealCompetitor.folded),
        sa.select(count(), newest(DealChange.id), newest(DealChange.at)).where(DealChange.deal_id == deal_id),
        sa.select(count(), newest(Activity.updated_at), newest(Activity.at), newest(Activity.id), total(size)).where(
            *alive
        ),
        sa.select(count(), newest(ActivityPerson.contact_id))
        .join(Activity, Activity.id == ActivityPerson.activity_id)
        .where(*alive),
        sa.select(Activity.call_id).where(*alive, Activity.call_id.is_not(None)).order_by(Activity.call_id),
    ]
