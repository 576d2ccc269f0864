"""What happened with customers, or is planned: entered, mended, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.ids import new_id
from ringside.deals.records import finding, naming, people, timeline
from ringside.deals.records.finding import CHANGES_ALL, OthersRecord, UnknownContact
from ringside.deals.records.models import Account, Activity, ActivityPerson, Contact, Deal
from ringside.deals.records.news import tell
from ringside.deals.records.schemas import ActivityChange, ActivityIn, ActivityOut, Named, ParticipantIn
from ringside.dialogue.language import detect


async def create(session: AsyncSession, who: Principal, body: ActivityIn, now: datetime) -> Activity:
    """A new activity of the caller's. Whoever took part becomes a stakeholder of the deal.

    Raises UnknownDeal, UnknownAccount, UnknownContact.
    """
    values = await _checked(session, body.model_dump(exclude={"people"}))
    present = await contacts(session, body.people)
    if values["account_id"] is None:
        values["account_id"] = next((contact.account_id for contact in present if contact.account_id), None)
    row = Activity(
        **values,
        id=new_id(body.at),
        source="ringside",
        custom={},
        user_id=who.user_id,
        language=detect(body.text) if body.text.strip() else None,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    await session.flush()
    await _take_part(session, row, body.people)
    await session.flush()
    _tell(session, who, row.deal_id)
    return row


async def _checked(session: AsyncSession, values: dict[str, Any]) -> dict[str, Any]:
    """The columns that a request sets; an activity of a deal is one of the deal's account."""
    if values.get("deal_id") is not None:
        deal = await finding.deal(session, values["deal_id"])
        if values.get("account_id") is None:
            values["account_id"] = deal.account_id
            return values
    if values.get("account_id") is not None:
        await finding.account(session, values["account_id"])
    return values


async def contacts(session: AsyncSession, wanted: Sequence[ParticipantIn]) -> list[Contact]:
    """The contacts in the order named. Raises UnknownContact."""
    ids = {person.contact_id for person in wanted}
    if not ids:
        return []
    rows = await session.scalars(sa.select(Contact).where(Contact.id.in_(ids), Contact.deleted_at.is_(None)))
    known = {row.id: row for row in rows}
    if ids - known.keys():
        raise UnknownContact
    return [known[person.contact_id] for person in wanted]


async def _take_part(session: AsyncSession, row: Activity, wanted: Sequence[ParticipantIn]) -> None:
    parts = {person.contact_id: person.part for person in wanted}
    session.add_all(ActivityPerson(activity_id=row.id, contact_id=key, part=part) for key, part in parts.items())
    if row.deal_id is not None and parts:
        await people.join(session, row.deal_id, parts, row.at)


def _tell(session: AsyncSession, who: Principal, *deal_ids: str | None) -> None:
    for deal_id in {deal_id for deal_id in deal_ids if deal_id}:
        tell(session, who.tenant_id, deal_id, "activity")


async def change(
    session: AsyncSession, who: Principal, activity_id: str, body: ActivityChange, now: datetime
) -> Activity:
    """Change the fields that were sent.

    Raises UnknownActivity, OthersRecord, UnknownDeal, UnknownAccount, UnknownContact.
    """
    row = await _mine(session, who, activity_id)
    before = row.deal_id
    sent = body.model_fields_set - {"people"}
    values = {
        name: value for name, value in body.model_dump(include=sent).items() if name in _NULLABLE or value is not None
    }
    if values.get("deal_id") == row.deal_id:
        values.pop("deal_id", None)
    for name, value in (await _checked(session, values)).items():
        setattr(row, name, value)
    if "text" in values:
        row.language = detect(row.text) if row.text.strip() else None
    row.updated_at = now
    if body.people is not None:
        await contacts(session, body.people)
        await session.execute(sa.delete(ActivityPerson).where(ActivityPerson.activity_id == activity_id))
        await _take_part(session, row, body.people)
    await session.flush()
    _tell(session, who, before, row.deal_id)
    return row


_NULLABLE = {"direction", "duration_s", "deal_id", "account_id"}


async def delete(session: AsyncSession, who: Principal, activity_id: str, now: datetime) -> None:
    """Take an activity away and erase its words. Raises UnknownActivity, OthersRecord."""
    row = await _mine(session, who, activity_id)
    row.deleted_at = row.updated_at = now
    row.subject, row.text, row.custom = "", "", {}
    await session.flush()
    _tell(session, who, row.deal_id)


async def _mine(session: AsyncSession, who: Principal, activity_id: str) -> Activity:
    row = await finding.activity(session, activity_id)
    if not await _may_change(session, who, row):
        raise OthersRecord
    return row


async def _may_change(session: AsyncSession, who: Principal, row: Activity) -> bool:
    """One's own, one of a deal that one may change, or one of nobody's."""
    if who.role in CHANGES_ALL or row.user_id == who.user_id:
        return True
    deal = None if row.deal_id is None else await session.get(Deal, row.deal_id)
    return finding.may_change(who, row.user_id if deal is None else deal.owner_id)


async def shown(
    session: AsyncSession, control: AsyncSession, who: Principal, activity_id: str, now: datetime
) -> ActivityOut:
    """An activity in full. Raises UnknownActivity."""
    row = await finding.activity(session, activity_id)
    known = await naming.names(control, who, [row.user_id])
    return ActivityOut.model_validate(
        {
            **{column.key: getattr(row, column.key) for column in sa.inspect(Activity).column_attrs},
            "planned": row.at > now,
            "deal": await _named(session, Deal, row.deal_id),
            "account": await _named(session, Account, row.account_id),
            "user": naming.owner(known, row.user_id, row.user_name),
            "people": (await timeline.participants(session, [activity_id])).get(activity_id, []),
            "may_change": await _may_change(session, who, row),
        }
    )


async def _named(session: AsyncSession, table: type[Deal | Account], row_id: str | None) -> Named | None:
    row: Deal | Account | None = None if row_id is None else await session.get(table, row_id)
    return None if row is None or row.deleted_at is not None else Named.model_validate(row)
