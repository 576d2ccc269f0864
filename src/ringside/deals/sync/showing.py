"""Reports, mappings and what is on its way, as people see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.db import Databases
from ringside.core.errors import NotFound
from ringside.core.files import FileStore
from ringside.core.paging import Page, newest_first
from ringside.core.settings import Settings
from ringside.deals.sync import (
    calling,
    hubspot_records,
    mapping,
    outgoing,
    reporting,
    salesforce_records,
    vendors,
    wording,
)
from ringside.deals.sync.credentials import Vault
from ringside.deals.sync.models import CrmConnection, CrmFinding, CrmOutgoing, CrmRun
from ringside.deals.sync.port import CrmUnreachable, FieldInfo, Kind, Paused
from ringside.deals.sync.schemas import (
    CrmField,
    CrmFieldUse,
    CrmFindingKind,
    CrmFindingOut,
    CrmKindMapping,
    CrmMapping,
    CrmMappingIn,
    CrmOutgoingOut,
    CrmRunOut,
)
from ringside.dialogue.schemas import Language

KINDS: tuple[Kind, ...] = ("account", "contact", "deal")
_PAGES = {"deal": "/deals/", "contact": "/contacts/", "account": "/accounts/"}


class UnknownRun(NotFound):
    slug, title = "unknown-crm-run", "There is no such sync"


class UnknownNote(NotFound):
    slug, title = "unknown-activity", "There is no such activity"


def run_out(run: CrmRun, language: Language) -> CrmRunOut:
    """A run and its report in numbers."""
    kinds = [kind for kind in run.counts if not kind.startswith("_")]
    return CrmRunOut(
        id=run.id,
        connection_id=run.connection_id,
        number=run.number,
        trigger=run.trigger,
        status=run.status,
        started_at=run.started_at,
        finished_at=run.finished_at,
        problem=wording.problem(run.problem, language),
        total=reporting.total(run.counts),
        by_kind={kind: reporting.of_kind(run.counts, kind) for kind in kinds},
        written=run.counts.get("_written", {}).get("written", 0),
    )


async def run(session: AsyncSession, who: Principal, run_id: str) -> CrmRunOut:
    """One run. Raises UnknownRun."""
    row = await session.get(CrmRun, run_id)
    if row is None:
        raise UnknownRun
    return run_out(row, who.language)


async def findings(
    session: AsyncSession, who: Principal, run_id: str, what: CrmFindingKind | None, limit: int, cursor: str | None
) -> Page[CrmFindingOut]:
    """What a run tells singly, the latest first. Raises UnknownRun."""
    await run(session, who, run_id)
    query = sa.select(CrmFinding).where(CrmFinding.run_id == run_id)
    if what is not None:
        query = query.where(CrmFinding.what == what)
    rows, following = await newest_first(session, query, CrmFinding.id, limit, cursor)
    return Page(items=[_finding(row, who.language) for row in rows], next_cursor=following)


def _finding(row: CrmFinding, language: Language) -> CrmFindingOut:
    page = _PAGES.get(row.kind or "")
    return CrmFindingOut(
        id=row.id,
        what=row.what,
        code=row.code,
        kind="contact" if row.kind == "person" else row.kind,
        record_id=row.record_id,
        external_id=row.external_id,
        name=row.name,
        field=row.field,
        ringside=row.ringside,
        crm=row.crm,
        text=wording.finding(row, language),
        link=f"{page}{row.record_id}" if page and row.record_id and row.what not in ("deleted", "merged") else None,
    )


async def mapping_of(
    databases: Databases, settings: Settings, files: FileStore, who: Principal, connection: CrmConnection
) -> CrmMapping:
    """Which field fills which, by the fields that the CRM has now. Raises SignInNeeded, CrmUnreachable, HostRefused."""
    vault = Vault(databases, settings, who.tenant_id, connection.id)
    async with calling.client() as client:
        connector = vendors.connector(connection, vault, client, files)
        try:
            await connector.open()
            there = await connector.fields()
        except Paused:
            raise CrmUnreachable("The CRM's limit of requests is used up; try again later.") from None
        finally:
            await connector.close()
    kinds = [_kind_mapping(connection, kind, list(there.get(kind, ())), who.language) for kind in KINDS]
    return CrmMapping(kinds=kinds, rule=wording.RULE[who.language])


def _kind_mapping(connection: CrmConnection, kind: Kind, there: list[FieldInfo], language: Language) -> CrmKindMapping:
    uses = mapping.plan(kind, _defaults(connection.kind, kind, there), connection.mapping, there) if there else []
    fields = [
        CrmFieldUse(
            ours=use.ours, label=wording.field(use.ours, language), theirs=use.theirs, chosen=use.chosen,
            missing=use.missing, suggestion=use.suggestion,
        )
        for use in uses
    ]  # fmt: skip
    available = [CrmField(name=f.name, label=f.label, type=f.type, custom=f.custom) for f in there]
    return CrmKindMapping(kind=kind, fields=fields, available=available)


def _defaults(vendor: str, kind: Kind, there: list[FieldInfo]) -> dict[str, str]:
    shapes: Any = {"salesforce": salesforce_records.OBJECTS, "hubspot": hubspot_records.OBJECTS}.get(vendor)
    if shapes is None:
        names = {info.name.lower(): info.name for info in there}
        return {ours: names[ours] for ours in mapping.READ[kind] if ours in names}
    shape = next(shape for shape in shapes.values() if shape.stream.kind == kind)
    names_there = {info.name for info in there}
    return {o: t for o, t in shape.default.items() if t in names_there or t not in mapping.OPTIONAL}


def choose(connection: CrmConnection, body: CrmMappingIn) -> None:
    """Keep what a person has chosen; the next sync reads everything of these kinds again."""
    chosen: dict[str, dict[str, str]] = {kind: dict(of) for kind, of in connection.mapping.items()}
    for kind, fields in body.kinds.items():
        known = set(mapping.READ.get(kind, {})) | ({"competitor"} if kind == "deal" else set())
        mine = chosen.setdefault(kind, {})
        for ours, theirs in fields.items():
            if ours not in known:
                continue
            if theirs is None:
                mine.pop(ours, None)
            else:
                mine[ours] = theirs
    connection.mapping = chosen


def outgoing_out(row: CrmOutgoing) -> CrmOutgoingOut:
    """A note or task on its way."""
    return CrmOutgoingOut.model_validate(row, from_attributes=True)


async def outgoing_list(
    session: AsyncSession, connection_id: str, limit: int, cursor: str | None
) -> Page[CrmOutgoingOut]:
    """What was written or is to be, the newest first."""
    query = sa.select(CrmOutgoing).where(CrmOutgoing.connection_id == connection_id)
    rows, following = await newest_first(session, query, CrmOutgoing.id, limit, cursor)
    return Page(items=[outgoing_out(row) for row in rows], next_cursor=following)


async def write_back(session: AsyncSession, who: Principal, activity_id: str, now: datetime) -> CrmOutgoing:
    """Put a note or task on its way. Raises UnknownNote, NothingToWrite, WriteBackOff."""
    from ringside.deals.records.models import Activity  # noqa: PLC0415

    activity = await session.get(Activity, activity_id)
    if activity is None or activity.deleted_at is not None:
        raise UnknownNote
    return await outgoing.queue(session, activity, who.user_id, now)
