"""What a CRM deletes or merges, here; and what was waiting for records that had not come yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.deals.records.models import Account, Activity, ActivityPerson, Contact, Deal, DealPerson
from ringside.deals.sync import context, merging, parties, values
from ringside.deals.sync.adopting import OWN
from ringside.deals.sync.context import TABLES, Taking
from ringside.deals.sync.models import CrmLink
from ringside.deals.sync.port import Gone, Kind

CHUNK = 500
ERASED = "—"


async def remove(taking: Taking, kind: Kind, gone: Sequence[Gone]) -> None:
    """Delete what the CRM has deleted; hand over to the winner what belonged to a merged record."""
    known = await context.links(taking, kind, [item.id for item in gone])
    into = await context.links(taking, kind, [item.into for item in gone if item.into])
    for item in gone:
        link = known.get(item.id)
        if link is None or (link.gone and not item.private):
            continue
        already, link.gone, link.wants = link.gone, True, None
        if kind == "person":
            if link.record_id:
                await parties.drop_person(taking, link.record_id)
            continue
        row: Any = await taking.session.get(TABLES[kind], link.record_id)
        if row is None or OWN in link.seen or row.source != taking.connection_id:
            continue
        winner = into.get(item.into or "")
        merged = winner is not None and not winner.gone and winner.record_id != row.id
        if merged and winner is not None:
            await _hand_over(taking.session, kind, row.id, winner.record_id)
        if isinstance(row, Contact) and item.private:
            row.name = row.folded = ERASED
            row.email = row.phone = row.title = None
            row.notes, row.custom = "", {}
        if not already:
            _count(taking, kind, item, row, merged=merged)
        row.deleted_at = row.deleted_at or taking.now
        row.updated_at = taking.now


def _count(taking: Taking, kind: Kind, item: Gone, row: Any, *, merged: bool) -> None:
    what = "merged" if merged else "deleted"
    taking.report.count(kind, what)
    name = (row.subject if isinstance(row, Activity) else row.name)[:200]
    taking.report.note(what, kind, record_id=row.id, external_id=item.id, name=name, crm=item.into)
    if isinstance(row, Deal):
        taking.deals.add(row.id)
    if isinstance(row, Activity) and row.deal_id:
        taking.deals.add(row.deal_id)


async def _hand_over(session: AsyncSession, kind: Kind, loser: str, winner: str) -> None:
    """What hung on a merged record hangs on the winner, Ringside's own notes and practice calls too."""
    if kind == "account":
        for column in (Contact.account_id, Deal.account_id, Activity.account_id, Account.parent_id):
            await _move(session, column, loser, winner)
    elif kind == "contact":
        await _move_part(session, DealPerson, DealPerson.deal_id, DealPerson.contact_id, loser, winner)
        await _move_part(session, ActivityPerson, ActivityPerson.activity_id, ActivityPerson.contact_id, loser, winner)
    elif kind == "deal":
        await _move(session, Activity.deal_id, loser, winner)
        await _move_part(session, DealPerson, DealPerson.contact_id, DealPerson.deal_id, loser, winner)


async def _move(session: AsyncSession, column: Any, loser: str, winner: str) -> None:
    rows = sa.update(column.class_).where(column == loser, column.class_.id != winner)
    await session.execute(rows.values({column.key: winner}))


async def _move_part(session: AsyncSession, table: Any, kept: Any, moved: Any, loser: str, winner: str) -> None:
    """Rows of two keys: where the winner has the place already, the loser's row goes."""
    taken = sa.select(kept).where(moved == winner).scalar_subquery()
    plain = {"synchronize_session": False}
    await session.flush()
    await session.execute(
        sa.update(table)
        .where(moved == loser, kept.not_in(taken))
        .values({moved.key: winner})
        .execution_options(**plain)
    )
    await session.execute(sa.delete(table).where(moved == loser).execution_options(**plain))


async def sweep(taking: Taking, stream: str, kind: Kind, ids: Sequence[str], run: int) -> None:
    """Mark the records of a stream that still exist."""
    for at in range(0, len(ids), CHUNK):
        there = sa.update(CrmLink).where(
            CrmLink.connection_id == taking.connection_id,
            CrmLink.kind == kind,
            CrmLink.stream == stream,
            CrmLink.external_id.in_(ids[at : at + CHUNK]),
        )
        await taking.session.execute(there.values(swept=run).execution_options(synchronize_session=False))


async def swept_out(taking: Taking, stream: str, kind: Kind, run: int) -> bool:
    """Delete a chunk of what a sweep has not found; whether more may follow."""
    query = sa.select(CrmLink.external_id).where(
        CrmLink.connection_id == taking.connection_id,
        CrmLink.kind == kind,
        CrmLink.stream == stream,
        CrmLink.gone.is_(False),
        CrmLink.swept != run,
    )
    ids = list(await taking.session.scalars(query.order_by(CrmLink.external_id).limit(CHUNK)))
    await remove(taking, kind, [Gone(one) for one in ids])
    return len(ids) == CHUNK


async def join(taking: Taking, after: tuple[str, str]) -> tuple[str, str] | None:
    """Give a chunk of records what they were waiting for; where to go on, or None at the end."""
    query = (
        sa.select(CrmLink)
        .where(
            CrmLink.connection_id == taking.connection_id,
            CrmLink.wants.is_not(None),
            CrmLink.gone.is_(False),
            sa.tuple_(CrmLink.kind, CrmLink.external_id) > sa.tuple_(sa.literal(after[0]), sa.literal(after[1])),
        )
        .order_by(CrmLink.kind, CrmLink.external_id)
        .limit(CHUNK)
    )
    waiting = list(await taking.session.scalars(query))
    for link in waiting:
        await _join_one(taking, link)
    return (waiting[-1].kind, waiting[-1].external_id) if len(waiting) == CHUNK else None


async def _join_one(taking: Taking, link: CrmLink) -> None:
    wants = dict(link.wants or {})
    if "person" in wants:
        await _join_person(taking, link, *wants["person"])
        return
    row: Any = await taking.session.get(TABLES[cast(Kind, link.kind)], link.record_id)
    if row is None:
        link.wants = None
        return
    for column, want in list(wants.items()):
        if column == "people":
            wants[column] = await _join_people(taking, link, row, want)
            if not wants[column]:
                del wants[column]
            continue
        found = await _here(taking, want[0], want[1])
        if found is None:
            continue
        del wants[column]
        link.seen = dict(link.seen) | {column: values.digest(found)}
        if column == "parent_id" and await _circles(taking.session, row.id, found):
            taking.report.count("account", "problems")
            taking.report.note(
                "problem", "account", code="parent-circle", record_id=row.id, name=row.name, field=column
            )
            continue
        if getattr(row, column) != found:
            setattr(row, column, found)
            row.updated_at = taking.now
    link.wants = wants or None


async def _here(taking: Taking, kind: Kind, external: str) -> str | None:
    link = (await context.links(taking, kind, [external])).get(external)
    return link.record_id if link is not None and not link.gone else None


async def _join_people(taking: Taking, link: CrmLink, row: Any, people: list[list[str]]) -> list[list[str]]:
    still = []
    for external, part in people:
        contact_id = await _here(taking, "contact", external)
        if contact_id is None:
            still.append([external, part])
            continue
        table: Any = DealPerson if isinstance(row, Deal) else ActivityPerson
        if await taking.session.get(table, (row.id, contact_id)) is None:
            if isinstance(row, Deal):
                new = DealPerson(
                    deal_id=row.id, contact_id=contact_id, role=part or None, since=row.created_at,
                    source=taking.connection_id,
                )  # fmt: skip
                taking.session.add(new)
            else:
                taking.session.add(ActivityPerson(activity_id=row.id, contact_id=contact_id, part=part or "with"))
                link.seen = dict(link.seen) | {"_people": [*(link.seen.get("_people") or ()), contact_id]}
            await taking.session.flush()
            row.updated_at = taking.now
    return still


async def _join_person(taking: Taking, link: CrmLink, deal: str, contact: str, role: str, since: str | None) -> None:
    deal_id, contact_id = await _here(taking, "deal", deal), await _here(taking, "contact", contact)
    if deal_id is None or contact_id is None:
        return
    if await taking.session.get(DealPerson, (deal_id, contact_id)) is None:
        began = values.moment(since) or taking.now
        taking.session.add(
            DealPerson(
                deal_id=deal_id, contact_id=contact_id, role=role or None, since=began, source=taking.connection_id
            )
        )
        await taking.session.flush()
    link.record_id, link.wants = f"{deal_id}:{contact_id}", None


async def _circles(session: AsyncSession, child: str, parent: str) -> bool:
    """Whether a parent would belong, over whatever others, to its own child."""
    seen, at = {child}, parent
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = await session.scalar(sa.select(Account.parent_id).where(Account.id == at))
    return False


async def edited(
    taking: Taking, since: Any, run_began: Any, after: str, kind: Kind
) -> tuple[dict[str, list[str]], str]:
    """Records of this connection that were changed or deleted here since, by stream; where to go on, or ""."""
    table: Any = TABLES[kind]
    query = (
        sa.select(table, CrmLink)
        .join(
            CrmLink,
            sa.and_(CrmLink.record_id == table.id, CrmLink.connection_id == taking.connection_id, CrmLink.kind == kind),
        )
        .where(
            table.source == taking.connection_id,
            table.id > after,
            table.updated_at != run_began,
            CrmLink.gone.is_(False),
        )
        .order_by(table.id)
        .limit(CHUNK)
    )
    if since is not None:
        query = query.where(table.updated_at > since)
    rows = (await taking.session.execute(query)).all()
    found: dict[str, list[str]] = {}
    for row, link in rows:
        if OWN in link.seen:
            continue
        told = {name: mark for name, mark in link.seen.items() if isinstance(mark, str) and hasattr(row, name)}
        if row.deleted_at is not None or merging.edited(told, {name: getattr(row, name) for name in told}):
            found.setdefault(link.stream, []).append(link.external_id)
    return found, rows[-1][0].id if len(rows) == CHUNK else ""
