"""Notes and tasks of Ringside's on their way into the CRM: each once, even if a process dies in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Conflict
from ringside.core.ids import new_id
from ringside.core.jobs import Work
from ringside.deals.records.models import Activity, ActivityPerson
from ringside.deals.sync.adopting import OWN
from ringside.deals.sync.models import CrmConnection, CrmFinding, CrmLink, CrmOutgoing, CrmRun
from ringside.deals.sync.port import Connector, CrmRefused, CrmUnreachable, NotReadable, Outgoing, Owner

KINDS = ("note", "task")
MOST_TRIES = 5
MOST_AT_ONCE = 200


class NothingToWrite(Conflict):
    slug, title = (
        "nothing-to-write",
        "Only notes and tasks made in Ringside on a deal of a connected CRM can be written",
    )


class WriteBackOff(Conflict):
    slug, title = "write-back-off", "This connection does not write into the CRM; switch that on first"


async def queue(session: AsyncSession, activity: Activity, by: str, now: datetime) -> CrmOutgoing:
    """Put a note or task on its way. Asking again gives what is there. Raises NothingToWrite, WriteBackOff."""
    if activity.source != "ringside" or activity.kind not in KINDS or activity.deleted_at is not None:
        raise NothingToWrite
    connection = await _connection_of(session, activity)
    if connection is None:
        raise NothingToWrite
    if not connection.options.get("write_back"):
        raise WriteBackOff
    query = sa.select(CrmOutgoing).where(
        CrmOutgoing.connection_id == connection.id, CrmOutgoing.activity_id == activity.id
    )
    row = (await session.scalars(query)).one_or_none()
    if row is None:
        row = _new(connection.id, activity.id, by, now)
        session.add(row)
    elif row.status == "refused":
        row.status, row.tries, row.problem = "waiting", 0, None
    await session.flush()
    return row


def _new(connection_id: str, activity_id: str, by: str | None, now: datetime) -> CrmOutgoing:
    return CrmOutgoing(
        id=new_id(now), connection_id=connection_id, activity_id=activity_id, status="waiting", tries=0,
        external_id=None, problem=None, by=by, created_at=now, begun_at=None, sent_at=None,
    )  # fmt: skip


async def _connection_of(session: AsyncSession, activity: Activity) -> CrmConnection | None:
    """The connection that the activity's deal, else its account, comes from."""
    ids = [one for one in (activity.deal_id, activity.account_id) if one]
    query = (
        sa.select(CrmConnection)
        .join(CrmLink, CrmLink.connection_id == CrmConnection.id)
        .where(CrmLink.record_id.in_(ids), CrmLink.kind.in_(("deal", "account")), CrmLink.gone.is_(False))
        .order_by(CrmLink.kind.desc())
        .limit(1)
    )
    return (await session.scalars(query)).first() if ids else None


async def collect(session: AsyncSession, connection: CrmConnection, now: datetime) -> None:
    """Put on their way the notes and tasks that were made on this CRM's deals since write-back was switched on."""
    since = connection.options.get("write_back_since")
    if not connection.options.get("write_back") or since is None:
        return
    query = (
        sa.select(Activity.id)
        .join(
            CrmLink,
            sa.and_(
                CrmLink.record_id == Activity.deal_id,
                CrmLink.connection_id == connection.id,
                CrmLink.kind == "deal",
                CrmLink.gone.is_(False),
            ),
        )
        .outerjoin(
            CrmOutgoing,
            sa.and_(CrmOutgoing.activity_id == Activity.id, CrmOutgoing.connection_id == connection.id),
        )
        .where(
            Activity.source == "ringside",
            Activity.kind.in_(KINDS),
            Activity.deleted_at.is_(None),
            Activity.created_at >= datetime.fromisoformat(since),
            CrmOutgoing.id.is_(None),
        )
        .order_by(Activity.id)
        .limit(MOST_AT_ONCE)
    )
    session.add_all([_new(connection.id, activity_id, None, now) for activity_id in await session.scalars(query)])
    await session.flush()


async def send_next(work: Work, connector: Connector, owners: Mapping[str, Owner]) -> str:
    """Write one waiting note or task: `more`, or `done` when none waits.

    It is marked as begun before it is sent. One that was begun and not ended may have arrived: the CRM is asked for
    it by its mark before it is sent again.
    """
    async with work.databases.tenant(work.tenant_id) as session:
        connection = await session.get(CrmConnection, work.subject_id)
        if connection is None or not connection.options.get("write_back"):
            return "done"
        await collect(session, connection, work.now())
        query = sa.select(CrmOutgoing).where(
            CrmOutgoing.connection_id == connection.id, CrmOutgoing.status.in_(("waiting", "sending"))
        )
        row = (await session.scalars(query.order_by(CrmOutgoing.tries, CrmOutgoing.id).limit(1))).first()
        if row is None or row.tries >= MOST_TRIES:
            return "done"
        begun, outgoing_id = row.status == "sending", row.id
        item = await _item(session, connection, row, await _owner_of(work, session, row, owners))
        if item is None:
            row.status, row.problem = "refused", "gone"
            return "more"
        row.status, row.tries, row.begun_at = "sending", row.tries + 1, row.begun_at or work.now()
    try:
        external_id = (await connector.written(item) if begun else None) or await connector.write(item)
    except (CrmRefused, NotReadable) as refusal:
        await _settle(work, outgoing_id, None, getattr(refusal, "detail", str(refusal)))
        return "more"
    except CrmUnreachable:
        return "done"  # next time
    await _settle(work, outgoing_id, external_id, None)
    return "more"


async def _settle(work: Work, outgoing_id: str, external_id: str | None, problem: str | None) -> None:
    async with work.databases.tenant(work.tenant_id) as session:
        row = await session.get_one(CrmOutgoing, outgoing_id)
        activity = await session.get_one(Activity, row.activity_id)
        row.status, row.problem = ("sent" if external_id else "refused"), problem and problem[:300]
        run = (
            await session.scalars(
                sa.select(CrmRun).where(CrmRun.connection_id == row.connection_id, CrmRun.number == work.run)
            )
        ).one_or_none()
        if external_id is not None:
            row.external_id, row.sent_at = external_id, work.now()
            await _link(session, row, external_id)
        if run is not None:
            counts = dict(run.counts)
            name = "_written" if external_id else "_refused"
            counts[name] = {"written": counts.get(name, {}).get("written", 0) + 1}
            run.counts = counts
            session.add(
                CrmFinding(
                    id=new_id(), run_id=run.id, what="written" if external_id else "problem",
                    code="" if external_id else "not-written", kind="activity", record_id=activity.id,
                    external_id=external_id, name=(activity.subject or activity.text)[:200], field=None, ringside=None,
                    crm=problem and problem[:500],
                )
            )  # fmt: skip


async def _link(session: AsyncSession, row: CrmOutgoing, external_id: str) -> None:
    """So that it is known when it comes back with the next sync; it may have, if this was tried before."""
    place = (row.connection_id, "activity", external_id)
    link = await session.get(CrmLink, place)
    if link is not None and link.record_id != row.activity_id:
        double = await session.get(Activity, link.record_id)
        if double is not None:
            double.deleted_at = row.sent_at
        link.record_id = row.activity_id
    if link is None:
        link = CrmLink(
            connection_id=row.connection_id, kind="activity", external_id=external_id, record_id=row.activity_id,
            stream="tasks", digest="", seen={}, wants=None, gone=False, swept=0,
        )  # fmt: skip
        session.add(link)
    link.seen = {OWN: 1}


async def _item(
    session: AsyncSession, connection: CrmConnection, row: CrmOutgoing, owner: str | None
) -> Outgoing | None:
    activity = await session.get(Activity, row.activity_id)
    if activity is None or activity.deleted_at is not None:
        return None
    contacts = await session.scalars(
        sa.select(ActivityPerson.contact_id).where(ActivityPerson.activity_id == activity.id)
    )
    ends = await _external(session, connection.id, [activity.deal_id, activity.account_id, *contacts])
    if "deal" not in ends and "account" not in ends:
        return None
    return Outgoing(
        key=row.id, kind=cast("Literal['note', 'task']", activity.kind), at=activity.at, subject=activity.subject,
        text=activity.text or activity.subject, deal=next(iter(ends.get("deal", ())), None),
        account=next(iter(ends.get("account", ())), None), contacts=tuple(ends.get("contact", ())), owner=owner,
    )  # fmt: skip


async def _external(session: AsyncSession, connection_id: str, ids: Sequence[str | None]) -> dict[str, list[str]]:
    """External ids of our records, by kind."""
    query = sa.select(CrmLink.kind, CrmLink.external_id).where(
        CrmLink.connection_id == connection_id,
        CrmLink.record_id.in_([one for one in ids if one]),
        CrmLink.gone.is_(False),
    )
    found: dict[str, list[str]] = {}
    for kind, external_id in await session.execute(query):
        found.setdefault(kind, []).append(external_id)
    return found


async def _owner_of(work: Work, session: AsyncSession, row: CrmOutgoing, owners: Mapping[str, Owner]) -> str | None:
    """The CRM's user who is the activity's author, by e-mail address."""
    user_id = row.by or await session.scalar(sa.select(Activity.user_id).where(Activity.id == row.activity_id))
    if user_id is None:
        return None
    from ringside.accounts import service as accounts  # noqa: PLC0415

    async with work.databases.control() as control:
        account = await accounts.member(control, work.tenant_id, user_id)
    email = account.user.email.lower() if account is not None else None
    return next((one for one, owner in owners.items() if email and (owner.email or "").lower() == email), None)
