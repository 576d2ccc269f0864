"""A sync as a durable job: each page is a step, saved together with where it ended, so that a killed one goes on there.

Order: what each stream has changed, what was deleted or merged, what waited for something else, what was edited here
against the CRM, and at last what Ringside writes back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tenants
from ringside.core.errors import AppError
from ringside.core.ids import new_id
from ringside.core.jobs import Job, Work
from ringside.deals.records import news
from ringside.deals.sync import applying, calling, leaving, outgoing, reporting, vendors
from ringside.deals.sync.context import TABLES, Taking
from ringside.deals.sync.credentials import Vault
from ringside.deals.sync.models import CrmConnection, CrmCursor, CrmRun
from ringside.deals.sync.port import (
    Connector,
    Gone,
    Kind,
    NotReadable,
    Opened,
    Paused,
    Position,
    Remote,
    SignInNeeded,
    Stream,
    Trouble,
)

OVERLAP = timedelta(minutes=5)
"""Read again each time: what was being saved at the CRM while it was asked shows up with an earlier moment."""
DEAD = timedelta(hours=1)
"""A run without a sign of life for so long is over."""
MOST_TOLD = 20
SLEEP: Callable[[float], Awaitable[None]] = asyncio.sleep
ACTIVE = ("queued", "running")
JOIN, EDITS = "_join", "_edits"


async def sync(work: Work) -> None:
    """One run of a connection."""
    kind = await work.step("begin", partial(_begin, work))
    if not kind:
        return
    trip = Trip(work)
    try:
        if await _everything(work, trip, vendors.STREAMS[kind]):
            await work.step("end", trip.end)
    finally:
        await trip.close()


async def _everything(work: Work, trip: Trip, streams: Sequence[Stream]) -> bool:
    """Whether the run came to its end; else it has said why not."""
    phases: list[tuple[str, Callable[[], Awaitable[str]]]] = [("mark", trip.mark)]
    phases += [(stream.name, partial(trip.page, stream)) for stream in streams]
    phases += [(f"{stream.name} gone", partial(trip.gone, stream)) for stream in streams]
    phases += [("join", trip.join), ("edits", trip.edits), ("out", trip.write_back)]
    for name, phase in phases:
        number, said = 0, "more"
        while said == "more":
            said = await work.step(f"{name} {number}", partial(trip.unless_paused, phase))
            number += 1
        if said in ("paused", "stop"):
            return False
    return True


async def _begin(work: Work) -> str:
    """The kind of the connection, or "" when there is nothing to do."""
    async with work.databases.tenant(work.tenant_id) as session:
        connection = await session.get(CrmConnection, work.subject_id, with_for_update=True)
        if connection is None:
            return ""
        now = work.now()
        run = await _run(session, work)
        if connection.status != "ready" or connection.run > work.run:
            if run is not None and run.status in ACTIVE:
                lost = "lost" if connection.run > work.run else SignInNeeded.slug
                run.status, run.problem, run.finished_at = "failed", lost, now
            return ""
        if run is None:
            if await _active(session, connection.id, now):
                return ""
            run = new_run(connection.id, work.run, "clock", None, now)
            session.add(run)
        if run.status not in ACTIVE:
            return ""
        others = sa.update(CrmRun).where(
            CrmRun.connection_id == connection.id, CrmRun.number < work.run, CrmRun.status.in_(ACTIVE)
        )
        await session.execute(others.values(status="failed", problem="lost", finished_at=now))
        connection.run = work.run
        connection.next_at = next_time(connection, now)
        run.status, run.seen_at = "running", now
        _news(work, run, "running")
        return connection.kind


def new_run(connection_id: str, number: int, trigger: str, by: str | None, now: datetime) -> CrmRun:
    """A run that waits for its job."""
    return CrmRun(
        id=new_id(now), connection_id=connection_id, number=number, trigger=trigger, status="queued", started_at=now,
        seen_at=now, finished_at=None, counts={}, problem=None, by=by,
    )  # fmt: skip


def next_time(connection: CrmConnection, now: datetime) -> datetime | None:
    """When the clock starts the next sync."""
    minutes = connection.options.get("every_minutes")
    return None if minutes is None else now + timedelta(minutes=int(minutes))


async def _run(session: AsyncSession, work: Work) -> CrmRun | None:
    query = sa.select(CrmRun).where(CrmRun.connection_id == work.subject_id, CrmRun.number == work.run)
    return (await session.scalars(query)).one_or_none()


async def _active(session: AsyncSession, connection_id: str, now: datetime) -> CrmRun | None:
    query = sa.select(CrmRun).where(
        CrmRun.connection_id == connection_id, CrmRun.status.in_(ACTIVE), CrmRun.seen_at > now - DEAD
    )
    return (await session.scalars(query.order_by(CrmRun.number.desc()).limit(1))).first()


active = _active


def _news(work: Work, run: CrmRun, status: str) -> None:
    work.tell("crm", {"connection_id": work.subject_id, "run_id": run.id, "status": status})


class Superseded(Exception):
    """The connection was deleted, or a newer run has taken over."""


class Trip:
    """What one process holds while it works on a run: the connector, opened when it is first needed."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._client = calling.client()
        self._connector: Connector | None = None
        self._opened = Opened(None)
        self._users: dict[str, str] = {}
        self._vendor = ""

    async def close(self) -> None:
        if self._connector is not None:
            await self._connector.close()
        await self._client.aclose()

    async def unless_paused(self, phase: Callable[[], Awaitable[str]]) -> str:
        """What the phase says; or that the CRM's limit ends the run for now, or that it is not ours any more."""
        try:
            return await phase()
        except Paused as pause:
            return await self._pause(pause.seconds)
        except Superseded:
            return "stop"

    async def _ready(self) -> Connector:
        if self._connector is None:
            work = self._work
            async with work.databases.control() as control:
                people = await tenants.people(control, work.tenant_id)
            self._users = {colleague.email.lower(): user_id for user_id, colleague in people.by_id.items()}
            async with work.databases.tenant(work.tenant_id) as session:
                connection = await session.get(CrmConnection, work.subject_id)
                if connection is None:
                    raise Superseded
                session.expunge(connection)
            vault = Vault(work.databases, work.settings, work.tenant_id, work.subject_id)
            connector = vendors.connector(connection, vault, self._client, work.files, SLEEP)
            self._opened = await connector.open()
            self._vendor = vendor(connection.kind, self._opened.org)
            self._connector = connector
        return self._connector

    async def _saving(self, session: AsyncSession) -> tuple[CrmConnection, CrmRun, Taking]:
        """The rows that every step locks and the tools to apply. Raises Superseded."""
        connection = await session.get(CrmConnection, self._work.subject_id, with_for_update=True)
        run = await _run(session, self._work)
        if connection is None or run is None or run.status != "running" or connection.run != self._work.run:
            raise Superseded
        currency = connection.options.get("currency") or self._opened.currency
        taking = Taking(
            session, connection.id, self._vendor, run.started_at, self._users, self._opened.owners, currency
        )
        return connection, run, taking

    def _save(self, run: CrmRun, taking: Taking) -> None:
        reporting.save(taking.session, run, taking.report, self._work.now())
        for deal_id in sorted(taking.deals)[:MOST_TOLD]:
            news.tell(taking.session, self._work.tenant_id, deal_id, "sync")
        _news(self._work, run, "running")

    async def _cursor(self, session: AsyncSession, stream: str) -> CrmCursor:
        cursor = await session.get(CrmCursor, (self._work.subject_id, stream))
        if cursor is None:
            cursor = CrmCursor(
                connection_id=self._work.subject_id, stream=stream, at=None, after="", run=0, done=False, gone_at=None,
                gone_after=None,
                plan="", sweep=0,
            )  # fmt: skip
            session.add(cursor)
        return cursor

    async def mark(self) -> str:
        """What is known of the CRM before its records; and from when on its deletions count."""
        connector = await self._ready()
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            connection, run, taking = await self._saving(session)
            connection.org = self._opened.org or connection.org
            for trouble in self._opened.troubles:
                taking.report.trouble(trouble)
            if self._opened.stages:
                await applying.add_stages(taking, {s.name: s.status for s in self._opened.stages}, {})
            for stream in vendors.STREAMS[connection.kind]:
                cursor = await self._cursor(session, stream.name)
                plan = self._opened.plans.get(stream.name, "")
                if cursor.plan and cursor.plan != plan:
                    cursor.at, cursor.after, cursor.run = None, "", 0
                cursor.plan = plan
                if cursor.gone_at is None:
                    try:
                        cursor.gone_at = (await connector.gone(stream, None, None)).until
                    except NotReadable:
                        continue
            self._save(run, taking)
        return "done"

    async def page(self, stream: Stream) -> str:
        """The next page of a stream."""
        connector = await self._ready()
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            cursor = await self._cursor(session, stream.name)
            if cursor.run == self._work.run and cursor.done:
                return "done"
            position = where(cursor, self._work.run)
        try:
            page = await connector.page(stream, position)
        except NotReadable as refusal:
            await self._not_readable(stream, refusal)
            return "done"
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            for trouble in page.troubles:
                taking.report.trouble(trouble)
            await self._apply(taking, stream, page.records)
            cursor = await self._cursor(session, stream.name)
            cursor.at, cursor.after = page.position.at, page.position.id
            cursor.run, cursor.done = self._work.run, not page.more
            self._save(run, taking)
        return "more" if page.more else "done"

    async def _apply(self, taking: Taking, stream: Stream, records: Sequence[Remote]) -> None:
        if stream.kind == "deal":
            known = {stage.name: stage.status for stage in self._opened.stages}
            met = {str(r.fields["stage"]): str(r.fields["status"]) for r in records if r.fields.get("stage")}
            if unknown := {name: status for name, status in met.items() if name not in known}:
                await applying.add_stages(taking, known, unknown)
        await applying.apply(taking, stream.name, stream.kind, records)
        absorbed = [Gone(loser, record.id) for record in records for loser in record.absorbed]
        if absorbed:
            await taking.session.flush()
            await leaving.remove(taking, stream.kind, absorbed)

    async def _not_readable(self, stream: Stream, refusal: NotReadable) -> None:
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            if not stream.optional:
                taking.report.trouble(Trouble(refusal.code, stream.kind, name=refusal.name))
            cursor = await self._cursor(session, stream.name)
            cursor.run, cursor.done = self._work.run, True
            self._save(run, taking)

    async def gone(self, stream: Stream) -> str:
        """The next page of what was deleted; or of all ids, where deletions are too long ago."""
        connector = await self._ready()
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            cursor = await self._cursor(session, stream.name)
            since, after, sweeping = cursor.gone_at, cursor.gone_after, cursor.sweep
        if since is None:
            return "done"
        if sweeping:
            return await self._sweep(connector, stream, after, sweeping)
        try:
            page = await connector.gone(stream, since, after)
        except NotReadable:
            return "done"
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            cursor = await self._cursor(session, stream.name)
            await leaving.remove(taking, stream.kind, page.items)
            cursor.gone_after = page.after
            if page.after is None:
                cursor.gone_at = page.until or cursor.gone_at
            if page.too_late:
                cursor.sweep = self._work.run
            self._save(run, taking)
        return "more" if page.after is not None or page.too_late else "done"

    async def _sweep(self, connector: Connector, stream: Stream, after: str | None, sweeping: int) -> str:
        done = after == "\n"  # all ids are marked; what is not is gone
        page = None if done else await connector.ids(stream, after)
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            cursor = await self._cursor(session, stream.name)
            if page is not None:
                await leaving.sweep(taking, stream.name, stream.kind, page.ids, sweeping)
                cursor.gone_after = page.after or "\n"
                more = True
            else:
                more = await leaving.swept_out(taking, stream.name, stream.kind, sweeping)
                if not more:
                    cursor.gone_after, cursor.sweep = None, 0
            self._save(run, taking)
        return "more" if more else "done"

    async def join(self) -> str:
        """Give records what they waited for."""
        await self._ready()
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            cursor = await self._cursor(session, JOIN)
            mine = cursor.run == self._work.run
            kind, _, external_id = (cursor.after if mine else "").partition("\n")
            following = await leaving.join(taking, (kind, external_id))
            cursor.run, cursor.after = self._work.run, "\n".join(following)[:200] if following else ""
            self._save(run, taking)
        return "more" if following else "done"

    async def edits(self) -> str:
        """What was edited here although the CRM owns it is read again from the CRM, which wins."""
        connector = await self._ready()
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            connection, run, taking = await self._saving(session)
            cursor = await self._cursor(session, EDITS)
            kind, _, after = (cursor.after if cursor.run == self._work.run else "").partition(":")
            here: Kind = kind if kind in TABLES else "account"
            found, following = await leaving.edited(taking, connection.synced_at, run.started_at, after, here)
        by_name = {stream.name: stream for stream in vendors.STREAMS[connection.kind]}
        read: list[tuple[Stream, Sequence[Remote]]] = []
        for name, ids in found.items():
            try:
                read.append((by_name[name], await connector.read(by_name[name], ids)))
            except (NotReadable, KeyError):
                continue
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            _, run, taking = await self._saving(session)
            taking.force, taking.now = True, self._work.now()
            for stream, records in read:
                await self._apply(taking, stream, records)
            cursor = await self._cursor(session, EDITS)
            kinds = list(TABLES)
            at = here if following else (kinds[kinds.index(here) + 1] if here != kinds[-1] else "")
            cursor.run, cursor.after = self._work.run, f"{at}:{following}" if at else ""
            self._save(run, taking)
        return "more" if at else "done"

    async def write_back(self) -> str:
        """One note or task of Ringside's, into the CRM."""
        connector = await self._ready()
        return await outgoing.send_next(self._work, connector, self._opened.owners)

    async def end(self) -> None:
        """Close the run."""
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            try:
                connection, run, taking = await self._saving(session)
            except Superseded:
                return
            now = self._work.now()
            run.status, run.finished_at = "done", now
            connection.synced_at = run.started_at
            if connection.next_at is None or connection.next_at > now:  # else a webhook has asked for more
                connection.next_at = next_time(connection, now)
            old = sa.delete(CrmRun).where(
                CrmRun.connection_id == connection.id, CrmRun.number <= run.number - reporting.KEPT_RUNS
            )
            await session.execute(old)
            self._save(run, taking)
        _news(self._work, run, "done")

    async def _pause(self, seconds: float) -> str:
        async with self._work.databases.tenant(self._work.tenant_id) as session:
            connection = await session.get(CrmConnection, self._work.subject_id, with_for_update=True)
            run = await _run(session, self._work)
            if connection is None or run is None:
                return "stop"
            now = self._work.now()
            run.status, run.problem, run.finished_at = "paused", "crm-limit", now
            connection.next_at = now + timedelta(seconds=max(60.0, min(seconds, 86_400.0)))
        _news(self._work, run, "paused")
        return "paused"


def where(cursor: CrmCursor, run: int) -> Position | None:
    """Where a stream goes on: in the same run exactly there, in a new one a little before."""
    if cursor.run == run:
        return Position(cursor.at, cursor.after) if cursor.at is not None or cursor.after else None
    return None if cursor.at is None else Position(cursor.at - OVERLAP)


def vendor(kind: str, org: str | None) -> str:
    """What records are marked with when their connection goes and they stay; the same CRM takes them over again."""
    return f"{kind}:{org}"[:40] if org else kind


async def failed(work: Work, error: Exception) -> None:
    """Say on the run why there is no more of it; what it had brought stays."""
    slug = error.slug if isinstance(error, AppError) else "internal"
    async with work.databases.tenant(work.tenant_id) as session:
        connection = await session.get(CrmConnection, work.subject_id, with_for_update=True)
        run = await _run(session, work)
        now = work.now()
        if run is not None:
            run.status, run.problem, run.finished_at = "failed", slug[:40], now
            _news(work, run, "failed")
        if connection is not None:
            if isinstance(error, SignInNeeded):
                connection.status, connection.next_at = "sign_in", None
            elif connection.next_at is None or connection.next_at <= now:
                connection.next_at = next_time(connection, now)


async def unfinished(session: AsyncSession) -> Iterable[tuple[str, int]]:
    """Runs that were saved without their job being queued, or were cut off."""
    query = sa.select(CrmRun.connection_id, CrmRun.number).where(CrmRun.status.in_(ACTIVE))
    return [(row.connection_id, row.number) for row in await session.execute(query)]


async def due(session: AsyncSession, at: datetime) -> Iterable[tuple[str, int]]:
    """Connections whose time has come and that nothing works on."""
    busy = sa.select(CrmRun.connection_id).where(CrmRun.status.in_(ACTIVE), CrmRun.seen_at > at - DEAD)
    query = sa.select(CrmConnection.id, CrmConnection.run).where(
        CrmConnection.next_at <= at, CrmConnection.status == "ready", CrmConnection.id.not_in(busy)
    )
    rows: Any = await session.execute(query)
    return [(row.id, row.run + 1) for row in rows]


SYNC = Job("deals.sync", sync, on_failure=failed, unfinished=unfinished, due=due)
