"""Deals as plain values: one with everything, or thousands in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import facts as call_facts
from ringside.deals.facts import (
    ActivityFact,
    CallFact,
    ChangeFact,
    CompetitorFact,
    ContactFacts,
    DealFacts,
    Part,
    PersonFact,
)
from ringside.deals.records import finding
from ringside.deals.records.finding import UnknownDeal
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
from ringside.deals.schemas import BuyingRole, Tracked

Which = Sequence[str] | sa.Select[Any]
"""Ids of deals, or a query for ids."""
_AT_ONCE = 5_000
"""Ids in one statement: SQLite and PostgreSQL take about 32,000."""
T = TypeVar("T")


async def load(session: AsyncSession, deal_id: str, now: datetime, *, texts: bool = True) -> DealFacts:
    """All that is known of a deal. Raises UnknownDeal."""
    found = await load_many(session, [deal_id], now, texts=texts)
    if not found:
        raise UnknownDeal
    return found[0]


async def load_many(
    session: AsyncSession, which: Which, now: datetime, *, texts: bool = False, activities: bool = True
) -> list[DealFacts]:
    """These deals, in the order of the ids given, else by id; those that do not exist are absent.

    `texts`: with subjects and texts of the activities. Without `activities`, and so without calls, it is faster.
    """
    if isinstance(which, sa.Select):
        return await _some(session, sa.select(Deal.id).where(Deal.id.in_(which)), now, texts, activities)
    found: dict[str, DealFacts] = {}
    for some in _in_parts(which):
        for deal in await _some(session, some, now, texts, activities):
            found[deal.id] = deal
    return [found[deal_id] for deal_id in dict.fromkeys(which) if deal_id in found]


_ACTIVITY = (
    Activity.id, Activity.kind, Activity.direction, Activity.at, Activity.duration_s, Activity.user_id,
    Activity.call_id, Activity.created_at, Activity.deal_id,
)  # fmt: skip
_TEXTS = (Activity.subject, Activity.text)
_DEAL = (
    Deal.id, Deal.name, Deal.status, Deal.created_at, Deal.stage, Deal.stage_since, Deal.amount, Deal.currency,
    Deal.discount, Deal.close_on, Deal.closed_at, Deal.owner_id, Deal.owner_name, Deal.account_id, Deal.lead_source,
    Deal.product, Deal.next_step, Deal.close_reason, Deal.custom,
)  # fmt: skip
_ACCOUNT = (
    Account.name.label("account_name"), Account.industry, Account.segment, Account.employees, Account.country,
)  # fmt: skip


async def _some(
    session: AsyncSession, ids: Sequence[str] | sa.Select[Any], now: datetime, texts: bool, activities: bool
) -> list[DealFacts]:
    deals = (
        await session.execute(
            sa.select(*_DEAL, *_ACCOUNT)
            .outerjoin(Account, sa.and_(Account.id == Deal.account_id, Account.deleted_at.is_(None)))
            .where(Deal.id.in_(ids), Deal.deleted_at.is_(None))
            .order_by(Deal.id)
        )
    ).all()
    people = await _people(session, ids)
    competitors = await _competitors(session, ids)
    changes = await _changes(session, ids)
    happened: Mapping[str | None, list[ActivityFact]] = {}
    calls: Mapping[str, call_facts.Measured] = {}
    if activities:
        happened = await _activities(session, Activity.deal_id.in_(ids), texts=texts)
        calls = await _measured(session, happened.values())
    return [
        DealFacts(
            **_named(row, _known_account(row)),
            looked_at=now,
            people=tuple(people.get(row.id, ())),
            competitors=tuple(competitors.get(row.id, ())),
            activities=tuple(happened.get(row.id, ())),
            changes=tuple(changes.get(row.id, ())),
            calls=_calls(happened.get(row.id, ()), calls),
        )
        for row in deals
    ]


def _named(row: sa.Row[Any], account_known: bool) -> dict[str, Any]:
    values = dict(row._mapping)
    return values if account_known else {**values, "account_id": None}


def _known_account(row: sa.Row[Any]) -> bool:
    return row.account_name is not None


async def _people(session: AsyncSession, ids: Any) -> Mapping[str, list[PersonFact]]:
    rows = await session.execute(
        sa.select(
            DealPerson.deal_id, Contact.id, Contact.name, Contact.title, DealPerson.role, Contact.role, DealPerson.since
        )
        .join(Contact, Contact.id == DealPerson.contact_id)
        .where(DealPerson.deal_id.in_(ids), Contact.deleted_at.is_(None))
        .order_by(DealPerson.since, Contact.id)
    )
    found: dict[str, list[PersonFact]] = defaultdict(list)
    for deal_id, contact_id, name, title, role, usual, since in rows:
        part = cast("BuyingRole | None", role or usual)
        found[deal_id].append(PersonFact(contact_id, name, title, part, since))
    return found


async def _competitors(session: AsyncSession, ids: Any) -> Mapping[str, list[CompetitorFact]]:
    columns = (DealCompetitor.deal_id, DealCompetitor.name, DealCompetitor.since)
    found: dict[str, list[CompetitorFact]] = defaultdict(list)
    query = sa.select(*columns).where(DealCompetitor.deal_id.in_(ids))
    for deal_id, name, since in await session.execute(query.order_by(DealCompetitor.since, DealCompetitor.folded)):
        found[deal_id].append(CompetitorFact(name, since))
    return found


async def _changes(session: AsyncSession, ids: Any) -> Mapping[str, list[ChangeFact]]:
    columns = (DealChange.deal_id, DealChange.id, DealChange.at, DealChange.field, DealChange.before, DealChange.after)
    found: dict[str, list[ChangeFact]] = defaultdict(list)
    query = sa.select(*columns).where(DealChange.deal_id.in_(ids)).order_by(DealChange.at, DealChange.id)
    for deal_id, change_id, at, field, before, after in await session.execute(query):
        found[deal_id].append(ChangeFact(change_id, at, cast("Tracked", field), before, after))
    return found


async def _activities(
    session: AsyncSession, where: sa.ColumnElement[bool], *, texts: bool, by_deal: bool = True
) -> Mapping[str | None, list[ActivityFact]]:
    """By deal, each in order of time."""
    alive = (where, Activity.deleted_at.is_(None))
    people = await _participants(session, alive)
    found: dict[str | None, list[ActivityFact]] = defaultdict(list)
    columns = (*_ACTIVITY, *(_TEXTS if texts else ()))
    query = sa.select(*columns).where(*alive).order_by(Activity.at, Activity.id)
    for row in await session.execute(query):
        activity_id, kind, direction, at, duration_s, user_id, call_id, created_at, deal_id, *said = row
        took_part = people.get(activity_id, _NOBODY)
        found[deal_id if by_deal else None].append(
            ActivityFact(
                activity_id, kind, direction, at, duration_s,
                said[0] if said else "", said[1] if said else "",
                user_id, took_part.ids, took_part.sender if direction == "in" else None, call_id,
                min(created_at, at), deal_id,
            )
        )  # fmt: skip
    return found


@dataclass(slots=True)
class _Present:
    ids: tuple[str, ...] = ()
    sender: str | None = None


_NOBODY = _Present()


async def _participants(session: AsyncSession, where: Iterable[sa.ColumnElement[bool]]) -> Mapping[str, _Present]:
    """Who took part, the sender first."""
    rows = await session.execute(
        sa.select(ActivityPerson.activity_id, ActivityPerson.contact_id, ActivityPerson.part)
        .join(Activity, Activity.id == ActivityPerson.activity_id)
        .join(Contact, Contact.id == ActivityPerson.contact_id)
        .where(*where, Contact.deleted_at.is_(None))
        .order_by(ActivityPerson.activity_id, ActivityPerson.contact_id)
    )
    found: dict[str, _Present] = {}
    for activity_id, contact_id, part in rows:
        present = found.get(activity_id)
        if present is None:
            present = found[activity_id] = _Present()
        if part == "from" and present.sender is None:
            present.ids, present.sender = (contact_id, *present.ids), contact_id
        else:
            present.ids = (*present.ids, contact_id)
    return found


async def _measured(
    session: AsyncSession, happened: Iterable[Sequence[ActivityFact]]
) -> Mapping[str, call_facts.Measured]:
    ids = {activity.call_id for some in happened for activity in some if activity.call_id}
    return await call_facts.measured(session, sorted(ids)) if ids else {}


def _calls(happened: Sequence[ActivityFact], measured: Mapping[str, call_facts.Measured]) -> tuple[CallFact, ...]:
    return tuple(
        CallFact(a.call_id, a.id, a.at, measured[a.call_id].figures, measured[a.call_id].objections)
        for a in happened
        if a.call_id is not None and a.call_id in measured
    )


def _in_parts(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


async def history(session: AsyncSession, contact_id: str, now: datetime) -> ContactFacts:
    """All that is known of a contact, over all deals. Raises UnknownContact."""
    person = await finding.contact(session, contact_id)
    theirs = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id == contact_id)
    happened = (await _activities(session, Activity.id.in_(theirs), texts=True, by_deal=False)).get(None, [])
    account = None if person.account_id is None else await session.get(Account, person.account_id)
    if account is not None and account.deleted_at is not None:
        account = None
    return ContactFacts(
        id=person.id,
        name=person.name,
        looked_at=now,
        title=person.title,
        email=person.email,
        role=person.role,  # type: ignore[arg-type]
        language=person.language,
        timezone=person.timezone,
        notes=person.notes,
        account_id=account.id if account else None,
        account_name=account.name if account else None,
        industry=account.industry if account else None,
        deals=await parts(session, contact_id),
        activities=tuple(happened),
        calls=_calls(happened, await _measured(session, [happened])),
    )


async def parts(session: AsyncSession, contact_id: str) -> tuple[Part, ...]:
    """A contact's part in each deal, the newest deal first."""
    rows = await session.execute(
        sa.select(Deal.id, Deal.name, Deal.status, Deal.stage, DealPerson.role, DealPerson.since, Deal.closed_at)
        .join(DealPerson, DealPerson.deal_id == Deal.id)
        .where(DealPerson.contact_id == contact_id, Deal.deleted_at.is_(None))
        .order_by(Deal.created_at.desc(), Deal.id)
    )
    return tuple(Part(*cast(tuple[Any, ...], row)) for row in rows)
