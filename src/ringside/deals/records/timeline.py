"""What happened with a deal, an account or a contact, and what is planned: the newest first, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.paging import BadCursor
from ringside.deals.records import naming
from ringside.deals.records.filtering import decode_marker, marker, moment
from ringside.deals.records.models import Activity, ActivityPerson, Contact, Deal, DealChange
from ringside.deals.records.schemas import Named, ParticipantOut, TimelineItem, TimelineKind, TimelinePage

SHOWN = 2_000
"""Characters of a text."""
Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose timeline: conditions on activities, and the deal whose changes belong to it."""

    where: sa.ColumnElement[bool]
    deal_id: str | None = None


def of_deal(deal_id: str) -> Scope:
    return Scope(Activity.deal_id == deal_id, deal_id)


def of_contact(contact_id: str) -> Scope:
    theirs = sa.select(ActivityPerson.activity_id).where(ActivityPerson.contact_id == contact_id)
    return Scope(Activity.id.in_(theirs))


def of_account(account_id: str) -> Scope:
    deals = sa.select(Deal.id).where(Deal.account_id == account_id, Deal.deleted_at.is_(None))
    return Scope(sa.or_(Activity.account_id == account_id, Activity.deal_id.in_(deals)))


async def page(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    scope: Scope,
    now: datetime,
    limit: int,
    cursor: str | None = None,
    kinds: Collection[TimelineKind] = (),
) -> TimelinePage:
    """One page. Raises BadCursor."""
    before = _before(cursor)
    rows: list[Any] = []
    wanted = set(kinds)
    if not wanted or wanted - {"change"}:
        rows += await _activities(session, scope, wanted - {"change"}, before, limit + 1)
    if scope.deal_id is not None and (not wanted or "change" in wanted):
        rows += await _changes(session, scope.deal_id, before, limit + 1)
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    shown = rows[:limit]
    return TimelinePage(
        items=await items(session, control, who, shown, now),
        next_cursor=marker(shown[-1].at, shown[-1].id) if len(rows) > limit else None,
    )


def _before(cursor: str | None) -> tuple[datetime, str] | None:
    if (found := decode_marker(cursor)) is None:
        return None
    try:
        return moment(found[0]), found[1]
    except ValueError as error:
        raise BadCursor from error


_COLUMNS = (
    Activity.id, Activity.kind, Activity.at, Activity.direction, Activity.duration_s, Activity.subject,
    sa.func.substr(Activity.text, 1, SHOWN + 1).label("text"), Activity.deal_id, Activity.user_id, Activity.user_name,
    Activity.call_id, Activity.conversation_id, Activity.source,
)  # fmt: skip


async def _activities(
    session: AsyncSession, scope: Scope, kinds: Collection[str], before: tuple[datetime, str] | None, limit: int
) -> Rows:
    query = sa.select(*_COLUMNS).where(scope.where, Activity.deleted_at.is_(None))
    if kinds:
        query = query.where(Activity.kind.in_(kinds))
    if before is not None:
        query = query.where(_earlier(Activity.at, Activity.id, before))
    return (await session.execute(query.order_by(Activity.at.desc(), Activity.id.desc()).limit(limit))).all()


async def _changes(session: AsyncSession, deal_id: str, before: tuple[datetime, str] | None, limit: int) -> Rows:
    query = sa.select(
        DealChange.id, sa.literal("change").label("kind"), DealChange.at, DealChange.field, DealChange.before,
        DealChange.after, DealChange.by.label("user_id"), DealChange.source,
    ).where(DealChange.deal_id == deal_id)  # fmt: skip
    if before is not None:
        query = query.where(_earlier(DealChange.at, DealChange.id, before))
    return (await session.execute(query.order_by(DealChange.at.desc(), DealChange.id.desc()).limit(limit))).all()


def _earlier(at: Any, row_id: Any, before: tuple[datetime, str]) -> sa.ColumnElement[bool]:
    return sa.or_(at < before[0], sa.and_(at == before[0], row_id < before[1]))


async def items(
    session: AsyncSession, control: AsyncSession, who: Principal, rows: Rows, now: datetime
) -> list[TimelineItem]:
    """Rows of activities and changes as a timeline shows them, in a constant number of queries."""
    activities = [row for row in rows if row.kind != "change"]
    people = await participants(session, [row.id for row in activities])
    deals = await _deals(session, {row.deal_id for row in activities if row.deal_id})
    known = await naming.names(control, who, (row.user_id for row in rows))
    return [
        TimelineItem(
            id=row.id, kind="change", at=row.at, field=row.field, before=row.before, after=row.after,
            user=naming.owner(known, row.user_id, None), source=row.source,
        )
        if row.kind == "change"
        else TimelineItem(
            id=row.id, kind=row.kind, at=row.at, planned=row.at > now, direction=row.direction,
            duration_s=row.duration_s, subject=row.subject, text=row.text[:SHOWN], cut=len(row.text) > SHOWN,
            deal=deals.get(row.deal_id), user=naming.owner(known, row.user_id, row.user_name),
            people=people.get(row.id, []), call_id=row.call_id, conversation_id=row.conversation_id, source=row.source,
        )
        for row in rows
    ]  # fmt: skip


async def participants(session: AsyncSession, activity_ids: Sequence[str]) -> Mapping[str, list[ParticipantOut]]:
    """Who took part in each of these activities, by name."""
    found: dict[str, list[ParticipantOut]] = defaultdict(list)
    if not activity_ids:
        return found
    rows = await session.execute(
        sa.select(ActivityPerson.activity_id, Contact.id, Contact.name, ActivityPerson.part)
        .join(Contact, Contact.id == ActivityPerson.contact_id)
        .where(ActivityPerson.activity_id.in_(activity_ids), Contact.deleted_at.is_(None))
        .order_by(Contact.folded, Contact.id)
    )
    for activity_id, contact_id, name, part in rows:
        found[activity_id].append(ParticipantOut(id=contact_id, name=name, part=part))
    return found


async def _deals(session: AsyncSession, ids: set[str]) -> Mapping[str, Named]:
    if not ids:
        return {}
    query = sa.select(Deal.id, Deal.name).where(Deal.id.in_(ids), Deal.deleted_at.is_(None))
    return {row.id: Named(id=row.id, name=row.name) for row in await session.execute(query)}


async def soonest(session: AsyncSession, where: sa.ColumnElement[bool], limit: int) -> Rows:
    """The first activities of those that fulfil a condition, for `items`."""
    query = sa.select(*_COLUMNS).where(where, Activity.deleted_at.is_(None)).order_by(Activity.at, Activity.id)
    return (await session.execute(query.limit(limit))).all()
