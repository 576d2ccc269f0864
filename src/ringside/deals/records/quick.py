"""Quick entry over the company's contacts: who may be meant, and the activity that would be saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records import entry, finding
from ringside.deals.records.entry import Known
from ringside.deals.records.models import Account, Contact, DealPerson
from ringside.deals.records.schemas import (
    ActivityIn,
    ContactBrief,
    EntryIn,
    EntryOut,
    EntrySpan,
    EntryUnknown,
    Named,
    ParticipantIn,
)
from ringside.dialogue.language import words

MOST_WORDS = 40
MOST_KNOWN = 500
_MONTH_FIRST = ("America/", "US/")


async def parse(session: AsyncSession, body: EntryIn, now: datetime) -> EntryOut:
    """The line as an activity to look at before it is saved. Raises UnknownDeal."""
    account_id = None if body.deal_id is None else (await finding.deal(session, body.deal_id)).account_id
    rows = await _maybe_meant(session, body.text, body.deal_id, account_id)
    zone = ZoneInfo(body.timezone) if body.timezone else UTC
    month_first = (body.timezone or "").startswith(_MONTH_FIRST)
    known = [Known(row.id, row.name, row.email, near) for row, _, near in rows]
    found = entry.read(body.text, now.astimezone(zone), known, month_first=month_first)
    briefs = {row.id: _brief(row, account) for row, account, _ in rows}
    return EntryOut(
        activity=ActivityIn(
            kind=found.kind,
            at=found.at,
            direction=found.direction,
            duration_s=found.duration_s,
            subject=found.subject,
            text=body.text,
            deal_id=body.deal_id,
            people=[ParticipantIn(contact_id=contact_id, part=part) for contact_id, part in found.people],
        ),
        people=[briefs[contact_id] for contact_id, _ in found.people],
        unknown=[
            EntryUnknown(name=one.name, candidates=[briefs[contact_id] for contact_id in one.candidates])
            for one in found.unsure
        ],
        understood=[EntrySpan(what=what, start=start, end=end) for what, start, end in found.spans],
    )


async def _maybe_meant(
    session: AsyncSession, text: str, deal_id: str | None, account_id: str | None
) -> Sequence[tuple[Contact, str | None, bool]]:
    """Contacts of whose name a word of the text is a part, with the account's name and whether they are near."""
    said = dict.fromkeys(form for word in words(text)[:200] for form in _forms(word))
    theirs = sa.select(DealPerson.contact_id).where(DealPerson.deal_id == deal_id)
    near = sa.or_(Contact.id.in_(theirs), sa.and_(Contact.account_id.is_not(None), Contact.account_id == account_id))
    named = [Contact.folded.contains(word, autoescape=True) for word in list(said)[:MOST_WORDS]]
    query = (
        sa.select(Contact, Account.name, near.label("near"))
        .outerjoin(Account, sa.and_(Account.id == Contact.account_id, Account.deleted_at.is_(None)))
        .where(Contact.deleted_at.is_(None), sa.or_(near, *named))
        .order_by(near.desc(), Contact.folded, Contact.id)
        .limit(MOST_KNOWN)
    )
    return [(contact, account, bool(is_near)) for contact, account, is_near in await session.execute(query)]


def _forms(word: str) -> Sequence[str]:
    """A word, and without the letter that Hebrew puts before a name ("to Dana")."""
    if len(word) < 2:
        return ()
    return (word, word[1:]) if word[0] in "ולמבשה" and len(word) > 2 else (word,)


def _brief(row: Contact, account: str | None) -> ContactBrief:
    company = Named(id=row.account_id, name=account) if row.account_id and account else None
    values = {"id": row.id, "name": row.name, "title": row.title, "email": row.email, "role": row.role}
    return ContactBrief.model_validate({**values, "account": company})
