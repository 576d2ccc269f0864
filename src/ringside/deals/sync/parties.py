"""Who has a part in deals and activities, and which competitors: the CRM's own as it says, Ringside's stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records.matching import folded
from ringside.deals.records.models import ActivityPerson, DealCompetitor, DealPerson
from ringside.deals.sync import values
from ringside.deals.sync.context import Near, Taken, Taking, digest, new_link
from ringside.deals.sync.models import CrmLink
from ringside.deals.sync.port import Remote


async def stakeholders(taking: Taking, made: Sequence[Taken], near: Near) -> None:
    """The people of deals, where the CRM lists them with the deal: its own are as it says, Ringside's stay."""
    told = [entry for entry in made if entry.record.people is not None]
    there = await _by_deal(taking.session, DealPerson, [entry.row.id for entry in told])
    for entry in told:
        mine = {row.contact_id: row for row in there.get(entry.row.id, ())}
        wanted = {near.of("contact", one): (one, role) for one, role in entry.record.people or ()}
        missing = [[one, role] for one, role in entry.record.people or () if near.of("contact", one) is None]
        if missing:
            entry.link.wants = dict(entry.link.wants or {}) | {"people": missing}
        for contact_id, (_, role) in wanted.items():
            if contact_id is None:
                continue
            if contact_id not in mine:
                taking.session.add(_person(taking, entry.row.id, contact_id, role, entry.record.created))
            elif role and mine[contact_id].source == taking.connection_id:
                mine[contact_id].role = role
        for contact_id, row in mine.items():
            if contact_id not in wanted and row.source == taking.connection_id:
                await taking.session.delete(row)


def _person(taking: Taking, deal_id: str, contact_id: str, role: str, since: datetime | None) -> DealPerson:
    return DealPerson(
        deal_id=deal_id,
        contact_id=contact_id,
        role=role or None,
        since=since or taking.now,
        source=taking.connection_id,
    )


async def _by_deal(session: AsyncSession, table: Any, ids: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in await session.scalars(sa.select(table).where(table.deal_id.in_(ids))) if ids else ():
        found.setdefault(row.deal_id, []).append(row)
    return found


async def people_of_deals(
    taking: Taking, stream: str, fresh: Sequence[Remote], known: Mapping[str, CrmLink], near: Near
) -> None:
    """Stakeholders that are records of their own in the CRM."""
    there = await _by_deal(taking.session, DealPerson, [one for (kind, _), one in near.ids.items() if kind == "deal"])
    mine = {(row.deal_id, row.contact_id): row for rows in there.values() for row in rows}
    for record in fresh:
        contact, role = (record.people or (("", ""),))[0]
        deal_id, contact_id = near.of("deal", record.deal), near.of("contact", contact)
        link = known.get(record.id)
        if deal_id is None or contact_id is None:
            taking.report.count("contact", "skipped")
            link = link or new_link(taking, stream, "person", record.id, "")
            link.wants = {"person": [record.deal, contact, role, values.shown(record.created)]}
            link.digest, link.gone = digest(taking, record), False
            continue
        link = link or new_link(taking, stream, "person", record.id, "")
        place = f"{deal_id}:{contact_id}"
        if link.record_id and link.record_id != place:
            await drop_person(taking, link.record_id)
        row = mine.get((deal_id, contact_id))
        if row is None:
            row = mine[deal_id, contact_id] = _person(taking, deal_id, contact_id, role, record.created)
            taking.session.add(row)
        elif role and (row.source == taking.connection_id or row.role is None):
            row.role = role
        link.record_id, link.digest, link.wants, link.gone = place, digest(taking, record), None, False
        taking.deals.add(deal_id)


async def drop_person(taking: Taking, place: str) -> None:
    """Take a stakeholder off a deal, if the CRM had put them there."""
    deal_id, _, contact_id = place.partition(":")
    row = await taking.session.get(DealPerson, (deal_id, contact_id))
    if row is not None and row.source == taking.connection_id:
        await taking.session.delete(row)
        taking.deals.add(deal_id)


async def rivals(taking: Taking, made: Sequence[Taken]) -> None:
    told = [entry for entry in made if entry.record.competitors is not None]
    there = await _by_deal(taking.session, DealCompetitor, [entry.row.id for entry in told])
    for entry in told:
        mine = {row.folded: row for row in there.get(entry.row.id, ())}
        wanted = {folded(name, 120): name for name in entry.record.competitors or ()}
        for mark, name in wanted.items():
            if mark and mark not in mine:
                since = min(entry.record.modified, taking.now)
                taking.session.add(
                    DealCompetitor(
                        deal_id=entry.row.id, folded=mark, name=name, since=since, source=taking.connection_id
                    )
                )
        for mark, row in mine.items():
            if mark not in wanted and row.source == taking.connection_id:
                await taking.session.delete(row)


async def participants(taking: Taking, made: Sequence[Taken], near: Near) -> None:
    """Who took part. Those the CRM named before and names no more are taken off; those added here stay."""
    ids = [entry.row.id for entry in made]
    there: dict[str, dict[str, ActivityPerson]] = {}
    for row in await taking.session.scalars(sa.select(ActivityPerson).where(ActivityPerson.activity_id.in_(ids))):
        there.setdefault(row.activity_id, {})[row.contact_id] = row
    joined: dict[tuple[str, str], datetime] = {}
    for entry in made:
        mine, wanted = there.get(entry.row.id, {}), _parts(entry, near)
        for contact_id, part in wanted.items():
            if contact_id in mine:
                mine[contact_id].part = part
            else:
                taking.session.add(ActivityPerson(activity_id=entry.row.id, contact_id=contact_id, part=part))
        for contact_id in set(entry.link.seen.get("_people") or ()) - set(wanted):
            if contact_id in mine:
                await taking.session.delete(mine[contact_id])
        entry.link.seen = dict(entry.link.seen) | {"_people": sorted(wanted)}
        for contact_id in wanted if entry.row.deal_id is not None else ():
            place = (entry.row.deal_id, contact_id)
            joined[place] = min(joined.get(place, entry.row.at), entry.row.at)
    await _join(taking.session, joined)


def _parts(entry: Taken, near: Near) -> dict[str, str]:
    """Our contacts in an activity and their parts; those that are not here yet are noted on its link."""
    wanted: dict[str, str] = {}
    missing: list[list[str]] = []
    for address, part in entry.record.addresses:
        if contact_id := near.addresses.get(address):
            wanted.setdefault(contact_id, part)
    for one, part in entry.record.people or ():
        if contact_id := near.of("contact", one):
            wanted.setdefault(contact_id, part)
        else:
            missing.append([one, part])
    if missing:
        entry.link.wants = dict(entry.link.wants or {}) | {"people": missing}
    return wanted


async def _join(session: AsyncSession, joined: Mapping[tuple[str, str], datetime]) -> None:
    """Whoever took part in something about a deal has a part in it.

    Not as the CRM's own: its list of stakeholders does not name them, and would take them off again.
    """
    there = await _by_deal(session, DealPerson, sorted({deal_id for deal_id, _ in joined}))
    known = {(row.deal_id, row.contact_id) for rows in there.values() for row in rows}
    session.add_all(
        DealPerson(deal_id=deal_id, contact_id=contact_id, role=None, since=at, source="ringside")
        for (deal_id, contact_id), at in sorted(joined.items())
        if (deal_id, contact_id) not in known
    )
