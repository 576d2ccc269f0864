"""Deals as plain values: one with everything, or thousands in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import facts as call_facts
from ringside.core.garbage import uncollected
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

Which = Sequence[str] | sa.Select[Any]
"""Ids of deals, or a query for ids."""
_AT_ONCE = 5_000
"""Ids in one statement: SQLite and PostgreSQL take about 32,000."""
Ids = Sequence[str] | sa.Select[Any]


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
    with uncollected():
        if isinstance(which, sa.Select):
            return await _some(session, sa.select(_D.id).where(_D.id.in_(which)), now, texts, activities)
        found: dict[str, DealFacts] = {}
        for some in _in_parts(which):
            for deal in await _some(session, some, now, texts, activities):
                found[deal.id] = deal
    return [found[deal_id] for deal_id in dict.fromkeys(which) if deal_id in found]


# Columns of the tables themselves: through the mapped classes rows take twice as long.
_D, _K, _P, _C, _A, _X, _T, _R = (
    table.__table__.c
    for table in (Deal, DealChange, DealPerson, Contact, Account, Activity, ActivityPerson, DealCompetitor)
)
_DEAL = (
    _D.id, _D.name, _D.status, _D.created_at, _D.stage, _D.stage_since, _D.amount, _D.currency, _D.discount,
    _D.close_on, _D.closed_at, _D.owner_id, _D.owner_name, _D.lead_source, _D.product, _D.next_step, _D.close_reason,
    _D.custom, _A.id.label("account_id"), _A.name.label("account_name"), _A.industry, _A.segment, _A.employees,
    _A.country,
)  # fmt: skip
_ACTIVITY = (
    _X.deal_id, _X.id, _X.kind, _X.direction, _X.at, _X.duration_s, _X.user_id, _X.call_id, _X.created_at,
)  # fmt: skip


async def _some(session: AsyncSession, ids: Ids, now: datetime, texts: bool, activities: bool) -> list[DealFacts]:
    query = (
        sa.select(*_DEAL)
        .outerjoin(Account.__table__, sa.and_(_A.id == _D.account_id, _A.deleted_at.is_(None)))
        .where(_D.id.in_(ids), _D.deleted_at.is_(None))
    )
    deals = (await session.execute(query.order_by(_D.id))).all()
    people, competitors = await _people(session, ids), await _competitors(session, ids)
    changes = await _changes(session, ids)
    happened: Mapping[str | None, list[ActivityFact]] = {}
    calls: Mapping[str, call_facts.Measured] = {}
    if activities:
        happened = await _activities(session, _X.deal_id.in_(ids), texts=texts)
        calls = await _measured(session, happened.values())
    return [
        DealFacts(
            **row._mapping,
            looked_at=now,
            people=tuple(people.get(row.id, ())),
            competitors=tuple(competitors.get(row.id, ())),
            activities=tuple(happened.get(row.id, ())),
            changes=tuple(changes.get(row.id, ())),
            calls=_calls(happened.get(row.id, ()), calls),
        )
        for row in deals
    ]


async def courses(session: AsyncSession, which: sa.Select[Any], now: datetime) -> list[DealFacts]:
    """Deals by their way through the stages alone: when they began and closed, and each move."""
    chosen = sa.select(_D.id).where(_D.id.in_(which), _D.deleted_at.is_(None))
    columns = (_D.id, _D.name, _D.status, _D.created_at, _D.stage, _D.stage_since, _D.closed_at)
    moves = await _changes(session, chosen, _K.field == "stage")
    return [
        DealFacts(**row._mapping, looked_at=now, changes=tuple(moves.get(row.id, ())))
        for row in await session.execute(sa.select(*columns).where(_D.id.in_(chosen)))
    ]


async def _people(session: AsyncSession, ids: Ids) -> Mapping[str, list[PersonFact]]:
    rows = await session.execute(
        sa.select(_P.deal_id, _C.id, _C.name, _C.title, sa.func.coalesce(_P.role, _C.role), _P.since)
        .join(Contact.__table__, _C.id == _P.contact_id)
        .where(_P.deal_id.in_(ids), _C.deleted_at.is_(None))
        .order_by(_P.deal_id, _P.since, _C.id)
    )
    found: dict[str, list[PersonFact]] = defaultdict(list)
    for deal_id, *values in rows:
        found[deal_id].append(PersonFact(*values))
    return found


async def _competitors(session: AsyncSession, ids: Ids) -> Mapping[str, list[CompetitorFact]]:
    query = sa.select(_R.deal_id, _R.name, _R.since).where(_R.deal_id.in_(ids)).order_by(_R.since, _R.folded)
    found: dict[str, list[CompetitorFact]] = defaultdict(list)
    for deal_id, name, since in await session.execute(query):
        found[deal_id].append(CompetitorFact(name, since))
    return found


async def _changes(session: AsyncSession, ids: Ids, *where: sa.ColumnElement[bool]) -> Mapping[str, list[ChangeFact]]:
    columns = (_K.deal_id, _K.id, _K.at, _K.field, _K.before, _K.after)
    query = sa.select(*columns).where(_K.deal_id.in_(ids), *where)
    found: dict[str, list[ChangeFact]] = defaultdict(list)
    # The order of the index; the few of each deal are put in order here.
    for deal_id, change_id, at, field, before, after in await session.execute(query.order_by(_K.deal_id, _K.at)):
        found[deal_id].append(ChangeFact(change_id, at, field, before, after))
    for changes in found.values():
        changes.sort(key=_IN_TIME)
    return found


_IN_TIME = attrgetter("at", "id")


async def _activities(
    session: AsyncSession, where: sa.ColumnElement[bool], *, texts: bool
) -> Mapping[str | None, list[ActivityFact]]:
    """By deal, each in order of time."""
    alive = (where, _X.deleted_at.is_(None))
    said = (_X.subject, _X.text) if texts else (sa.literal(""), sa.literal(""))
    rows = (await session.execute(sa.select(*_ACTIVITY, *said).where(*alive).order_by(_X.deal_id, _X.at))).all()
    people = await _participants(session, alive, len(rows))
    found: dict[str | None, list[ActivityFact]] = defaultdict(list)
    for deal_id, row_id, kind, direction, at, duration_s, user_id, call_id, created_at, subject, text in rows:
        present, sender = people.get(row_id, _NOBODY)
        found[deal_id].append(
            ActivityFact(
                row_id, kind, direction, at, duration_s, subject, text, user_id, present,
                sender if direction == "in" else None, call_id, created_at if created_at < at else at, deal_id,
            )
        )  # fmt: skip
    for happened in found.values():
        happened.sort(key=_IN_TIME)
    return found


_Present = tuple[tuple[str, ...], str | None]
"""Who took part, the sender first, and who sent it."""
_NOBODY: _Present = ((), None)
_MANY = 10_000


async def _participants(
    session: AsyncSession, where: Iterable[sa.ColumnElement[bool]], activities: int
) -> Mapping[str, _Present]:
    """By activity. Where most are wanted, reading all takes a fifth of the time of finding each."""
    gone = set(await session.scalars(sa.select(_C.id).where(_C.deleted_at.is_not(None))))
    query = sa.select(_T.activity_id, _T.contact_id, _T.part)
    if activities < _MANY or 2 * activities < await _count(session):
        query = query.where(_T.activity_id.in_(sa.select(_X.id).where(*where)))
    found: dict[str, _Present] = {}
    for activity_id, contact_id, part in await session.execute(query):
        if contact_id in gone:
            continue
        ids, sender = found.get(activity_id, _NOBODY)
        if part == "from" and sender is None:
            sender = contact_id
        ids = (*ids, contact_id)
        found[activity_id] = (ids if len(ids) == 1 else _ordered(ids, sender)), sender
    return found


def _ordered(ids: tuple[str, ...], sender: str | None) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda contact_id: (contact_id != sender, contact_id)))


async def _count(session: AsyncSession) -> int:
    return await session.scalar(sa.select(sa.func.count()).select_from(Activity.__table__)) or 0


async def _measured(
    session: AsyncSession, happened: Iterable[Sequence[ActivityFact]]
) -> Mapping[str, call_facts.Measured]:
    ids = {activity.call_id for some in happened for activity in some if activity.call_id}
    return await call_facts.measured(session, sorted(ids)) if ids else {}


def _calls(happened: Sequence[ActivityFact], measured: Mapping[str, call_facts.Measured]) -> tuple[CallFact, ...]:
    if not measured:
        return ()
    return tuple(
        CallFact(a.call_id, a.id, a.at, measured[a.call_id].figures, measured[a.call_id].objections)
        for a in happened
        if a.call_id is not None and a.call_id in measured
    )


def _in_parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


async def history(session: AsyncSession, contact_id: str, now: datetime) -> ContactFacts:
    """All that is known of a contact, over all deals. Raises UnknownContact."""
    person = await finding.contact(session, contact_id)
    theirs = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id == contact_id)
    by_deal = await _activities(session, _X.id.in_(theirs), texts=True)
    happened = sorted((activity for some in by_deal.values() for activity in some), key=_IN_TIME)
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
