"""Recorded calls and practice sessions as activities of a deal, and which calls seem to belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import parties
from ringside.calls import records as calls
from ringside.calls.parties import Parties
from ringside.core.errors import Conflict, NotFound
from ringside.core.ids import new_id
from ringside.deals.records import activities, finding, people
from ringside.deals.records.matching import folded
from ringside.deals.records.models import Account, Activity, ActivityPerson, Contact, Deal, DealPerson
from ringside.deals.records.news import tell
from ringside.deals.records.schemas import CallSuggestion, CallSuggestions, Named, ParticipantIn
from ringside.dialogue.language import fold, tokens
from ringside.practice import calls as practice

SAME_CALL = timedelta(minutes=30)
"""A call that the CRM wrote down this close to the recording is the recorded one."""
BEFORE = timedelta(days=90)
"""How long before a deal was opened a call may already have been about it."""
LOOKED_AT = 300
MOST = 10


class CallLinked(Conflict):
    slug, title = "call-linked", "This call belongs to another deal"


class NotLinked(NotFound):
    slug, title = "not-linked", "This is not linked to the deal"


async def link_call(
    session: AsyncSession, who: Principal, deal_id: str, call_id: str, contact_ids: Sequence[str], now: datetime
) -> str:
    """Make a recorded call an activity of the deal; the id of the activity. Once is enough, twice does no harm.

    Raises UnknownDeal, UnknownCall, UnknownContact, CallLinked.
    """
    deal = await finding.deal(session, deal_id)
    call = await calls.visible(session, who, call_id)
    await activities.contacts(session, [ParticipantIn(contact_id=contact_id) for contact_id in contact_ids])
    row = await _linked(session, Activity.call_id == call_id)
    if row is not None and row.deal_id != deal_id:
        raise CallLinked(deal_id=row.deal_id)
    row = row or await _noted(session, deal_id, call.happened_at)
    if row is None:
        row = _activity(deal, "call", call.happened_at, call.title, call.user_id, now)
        row.duration_s, row.language = call.duration_s, call.language
        session.add(row)
    row.call_id, row.updated_at = call_id, now
    await session.flush()
    await _take_part(session, row, contact_ids)
    tell(session, who.tenant_id, deal_id, "activity")
    return row.id


async def link_practice(
    session: AsyncSession, who: Principal, deal_id: str, conversation_id: str, contact_ids: Sequence[str], now: datetime
) -> str:
    """Make a practice session an activity of the deal that it prepared; the id of the activity.

    Raises UnknownDeal, UnknownConversation, UnknownContact.
    """
    deal = await finding.deal(session, deal_id)
    call = await practice.visible(session, who, conversation_id)
    await activities.contacts(session, [ParticipantIn(contact_id=contact_id) for contact_id in contact_ids])
    row = await _linked(session, sa.and_(Activity.conversation_id == conversation_id, Activity.deal_id == deal_id))
    if row is None:
        title = call.scenario.get("title")
        subject = (title.get(call.language) if isinstance(title, dict) else title) or ""
        row = _activity(deal, "practice", call.started_at, str(subject), call.user_id, now)
        row.conversation_id = conversation_id
        session.add(row)
        await session.flush()
    await _take_part(session, row, contact_ids, join=False)
    tell(session, who.tenant_id, deal_id, "activity")
    return row.id


def _activity(deal: Deal, kind: str, at: datetime, subject: str, user_id: str, now: datetime) -> Activity:
    return Activity(
        id=new_id(at), source="ringside", custom={}, kind=kind, at=at, subject=subject[:500], text="", deal_id=deal.id,
        account_id=deal.account_id, user_id=user_id, created_at=now, updated_at=now,
    )  # fmt: skip


async def _linked(session: AsyncSession, where: sa.ColumnElement[bool]) -> Activity | None:
    return await session.scalar(sa.select(Activity).where(where, Activity.deleted_at.is_(None)).limit(1))


async def _noted(session: AsyncSession, deal_id: str, at: datetime) -> Activity | None:
    """A call on the deal that was written down, without a recording yet, when this one was."""
    query = sa.select(Activity).where(
        Activity.deal_id == deal_id,
        Activity.kind.in_(("call", "meeting")),
        Activity.call_id.is_(None),
        Activity.deleted_at.is_(None),
        Activity.at.between(at - SAME_CALL, at + SAME_CALL),
    )
    rows = (await session.scalars(query)).all()
    return min(rows, key=lambda row: abs(row.at - at), default=None)


async def _take_part(session: AsyncSession, row: Activity, contact_ids: Iterable[str], *, join: bool = True) -> None:
    there = set(await session.scalars(sa.select(ActivityPerson.contact_id).where(ActivityPerson.activity_id == row.id)))
    new = [contact_id for contact_id in dict.fromkeys(contact_ids) if contact_id not in there]
    session.add_all(ActivityPerson(activity_id=row.id, contact_id=contact_id, part="with") for contact_id in new)
    if join and new and row.deal_id is not None:
        await people.join(session, row.deal_id, new, row.at)
    await session.flush()


async def unlink_call(session: AsyncSession, who: Principal, deal_id: str, call_id: str, now: datetime) -> None:
    """Take a recorded call off the deal; what a CRM had written down of it stays.

    Raises UnknownDeal, OthersRecord, NotLinked.
    """
    finding.require_change(who, await finding.deal(session, deal_id))
    row = await _linked(session, sa.and_(Activity.call_id == call_id, Activity.deal_id == deal_id))
    if row is None:
        raise NotLinked
    row.updated_at = now
    if row.source == "ringside" and not row.text:
        row.deleted_at = now
    row.call_id = None
    await session.flush()
    tell(session, who.tenant_id, deal_id, "activity")


# ---- which calls seem to belong to a deal


def named_in(texts: Iterable[str], person: str, email: str | None) -> str | None:
    """The text in which a person is named by e-mail address or by full name, or None.

    A first name alone is too little: it would bring every Dana's calls to every Dana's deals.
    """
    name = set(tokens(fold(person).text))
    for text in texts:
        view = fold(text).text
        if email and email in view:
            return text
        if len(name) >= 2 and name <= set(tokens(view)):
            return text
    return None


def labelled(texts: Iterable[str], person: str) -> str | None:
    """The speaker label that is this person's first or last name alone: a hint where the account is named too."""
    name = tokens(fold(person).text)
    return next(
        (text for text in texts if (said := tokens(fold(text).text)) and set(said) <= {*name[:1], *name[-1:]}), None
    )


def company_in(title: str, account: str | None) -> bool:
    """Whether a title names the account, if it has a name worth looking for."""
    name = folded(account or "")
    return len(name) >= 4 and f" {name} " in f" {' '.join(tokens(fold(title).text))} "


async def suggest(session: AsyncSession, who: Principal, deal_id: str) -> CallSuggestions:
    """Recorded calls that nobody has linked yet and that name people of the deal. Raises UnknownDeal."""
    deal = await finding.deal(session, deal_id)
    linked = sa.select(Activity.call_id).where(Activity.call_id.is_not(None), Activity.deleted_at.is_(None))
    without = set(await session.scalars(linked))
    seen = await parties.recent(session, who, deal.created_at - BEFORE, sorted(i for i in without if i), LOOKED_AT)
    account = None if deal.account_id is None else await session.get(Account, deal.account_id)
    persons = await _persons(session, deal)
    found = [_suggestion(call, persons, account.name if account else None) for call in seen]
    return CallSuggestions(items=[one for one in found if one is not None][:MOST])


async def _persons(session: AsyncSession, deal: Deal) -> Sequence[Contact]:
    part = sa.select(DealPerson.contact_id).where(DealPerson.deal_id == deal.id)
    theirs = sa.and_(Contact.account_id.is_not(None), Contact.account_id == deal.account_id)
    query = sa.select(Contact).where(Contact.deleted_at.is_(None), sa.or_(Contact.id.in_(part), theirs))
    return (await session.scalars(query.order_by(Contact.folded, Contact.id).limit(200))).all()


def _suggestion(call: Parties, persons: Sequence[Contact], account: str | None) -> CallSuggestion | None:
    company = company_in(call.title, account)
    texts = (call.title, *call.named)
    why: list[str] = []
    present: list[Named] = []
    for person in persons:
        text = named_in(texts, person.name, person.email) or (labelled(call.named, person.name) if company else None)
        if text is not None:
            present.append(Named(id=person.id, name=person.name))
            why.append(text)
    if not present and not company:
        return None
    if company:
        why.append(call.title)
    return CallSuggestion(
        call_id=call.call_id,
        title=call.title,
        happened_at=call.happened_at,
        people=present,
        why=list(dict.fromkeys(why))[:5],
    )
