"""Deals of a file in the database: new ones, changed ones with what changed, and those that are known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import is_id, new_id
from ringside.deals.importing import context, stages
from ringside.deals.importing.context import OURS, SOURCE, Context
from ringside.deals.importing.drafts import DealDraft, amount_text
from ringside.deals.importing.parties import People, accounts
from ringside.deals.importing.values import plain
from ringside.deals.models import Deal, DealChange, DealCompetitor, DealPerson

_TRACKED = ("stage", "status", "amount", "discount", "close_on")
_BLANK: dict[str, Any] = dict.fromkeys(
    ("stage", "stage_since", "amount", "currency", "discount", "close_on", "closed_at", "lead_source", "product",
     "next_step", "close_reason")
)  # fmt: skip


async def keep(session: AsyncSession, drafts: Sequence[DealDraft], about: Context) -> list[str]:
    """Store these deals, all of one import; the ids of known ones that changed."""
    known_accounts = await accounts(session, [draft.account for draft in drafts if draft.account], about)
    people = await _people(session, drafts, known_accounts, about)
    await stages.add(session, drafts, about)
    known = await _known(session, [draft.key for draft in drafts])
    batch = _Batch(about)
    for draft, contacts in zip(drafts, people, strict=True):
        account_id = known_accounts[plain(draft.account.name)[:200]] if draft.account else None
        row = _row(draft, account_id, about)
        about.tally.outcome[draft.status] += 1
        before = known.get(draft.key)
        if before is None:
            known[draft.key] = batch.create(draft, row)
        elif before["deleted_at"] is not None:
            batch.restore(draft, before, row)
        else:
            batch.change(draft, before, row)
        batch.involve(str(known[draft.key]["id"]), draft, contacts, known[draft.key]["created_at"])
    if not about.dry_run:
        await batch.write(session)
    return list(batch.changed)


async def _known(session: AsyncSession, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Deals of these keys; an export of ours names any deal by its own id."""
    query = sa.select(*Deal.__table__.c).where(Deal.source == SOURCE, Deal.external_id.in_(set(keys)))
    found = {row["external_id"]: row for row in await context.rows(session, query)}
    own = {key for key in keys if is_id(key)} - found.keys()
    if own:
        query = sa.select(*Deal.__table__.c).where(Deal.id.in_(own))
        found |= {row["id"]: row for row in await context.rows(session, query)}
    return found


async def _people(
    session: AsyncSession, drafts: Sequence[DealDraft], known: Mapping[str, str], about: Context
) -> list[list[str]]:
    named = [
        (person, known[plain(draft.account.name)[:200]] if draft.account else None)
        for draft in drafts
        for person in draft.contacts
    ]
    ids = iter(await People(session, about).find(named) if named else [])
    return [[found for _ in draft.contacts if (found := next(ids)) is not None] for draft in drafts]


def _row(draft: DealDraft, account_id: str | None, about: Context) -> dict[str, Any]:
    """The columns that a row fills; what it leaves empty stays as it is."""
    owner_id, owner_name = about.owner(draft.owner, draft.owner_email)
    row = {"status": draft.status, **draft.fields}
    if draft.name:
        row |= {"name": draft.name, "folded": plain(draft.name)[:200]}
    if account_id:
        row["account_id"] = account_id
    if owner_name:
        row |= {"owner_id": owner_id, "owner_name": owner_name}
        if owner_id is None:
            about.tally.notes.add("unknown_owner", row=draft.number)
    if draft.odd_status:
        about.tally.notes.add("odd_status", draft.odd_status, draft.number)
    return row


def _name(draft: DealDraft) -> str:
    """A name for a deal whose file has none: what is known of it, and its line."""
    about = (draft.account.name if draft.account else None) or draft.fields.get("product")
    return f"{about} · {draft.number}"[:200] if about else f"#{draft.number}"


class _Batch:
    """Rows to be written together."""

    def __init__(self, about: Context) -> None:
        self._about = about
        self._deals: list[dict[str, Any]] = []
        self._updates: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._people: dict[tuple[str, str], dict[str, Any]] = {}
        self._competitors: dict[tuple[str, str], dict[str, Any]] = {}
        self._fresh: set[str] = set()
        self.changed: dict[str, None] = {}

    def create(self, draft: DealDraft, row: Mapping[str, Any]) -> dict[str, Any]:
        """A new deal with the history that its dates tell."""
        now = self._about.now
        created = draft.created_at or min([at for _, at in draft.entered] or [draft.fields.get("closed_at") or now])
        name = draft.name or _name(draft)
        deal = {
            "id": new_id(), "source": SOURCE, "external_id": draft.key, "created_at": min(created, now),
            "updated_at": now, "deleted_at": None, "account_id": None, "owner_id": None, "owner_name": None,
            "name": name, "folded": plain(name)[:200], **_BLANK, **row,
            "custom": {header: value for header, value in draft.custom.items() if value is not None},
        }  # fmt: skip
        deal["stage_since"] = (
            deal["stage_since"] or _since(draft) or (deal["closed_at"] if draft.status != "open" else None)
        )
        self._deals.append(deal)
        self._fresh.add(deal["id"])
        self._history(draft, deal)
        self._about.tally.created += 1
        return deal

    def restore(self, draft: DealDraft, before: dict[str, Any], row: Mapping[str, Any]) -> None:
        """Bring back a deal that was deleted here and is in the file again."""
        self._updates.append({"id": before["id"], "deleted_at": None, "updated_at": self._about.now, **row})
        before["deleted_at"] = None
        self._about.tally.created += 1

    def change(self, draft: DealDraft, before: dict[str, Any], row: Mapping[str, Any]) -> None:
        """A known deal: what differs is written, with a change for what is tracked."""
        # A file fills what a connected CRM leaves empty; on what it says, the CRM wins.
        own = before["source"] in OURS
        new = {name: value for name, value in row.items() if before[name] != value and (own or before[name] is None)}
        custom = before["custom"] | {header: value for header, value in draft.custom.items() if value is not None}
        if custom != before["custom"]:
            new["custom"] = custom
        if draft.status == "open" and before["closed_at"] is not None:
            new["closed_at"] = None
        if not new:
            self._about.tally.unchanged += 1
            return
        at = self._about.now
        if "stage" in new and "stage_since" not in new:
            new["stage_since"] = at
        for name in _TRACKED:
            if name in new:
                self._add_change(before["id"], at, name, _text(name, before[name]), _text(name, new[name]))
        if "owner_name" in new:
            self._add_change(before["id"], at, "owner", before["owner_name"], new["owner_name"])
        self._updates.append({"id": before["id"], "updated_at": at, **new})
        before.update(new)
        self.changed[before["id"]] = None
        self._about.tally.updated += 1

    def involve(self, deal_id: str, draft: DealDraft, contacts: Sequence[str], since: datetime) -> None:
        """The people and competitors of a deal."""
        for contact_id, person in zip(contacts, draft.contacts, strict=False):
            self._people.setdefault(
                (deal_id, contact_id),
                {"deal_id": deal_id, "contact_id": contact_id, "role": person.role, "since": since, "source": SOURCE},
            )
        for name in draft.competitors:
            folded = plain(name)[:120]
            self._competitors.setdefault(
                (deal_id, folded),
                {"deal_id": deal_id, "folded": folded, "name": name, "since": since, "source": SOURCE},
            )

    def _history(self, draft: DealDraft, deal: Mapping[str, Any]) -> None:
        """The stages it went through, and its close: before that nobody knew how it would end."""
        now, closed = self._about.now, deal["closed_at"]
        last: str | None = None
        for stage, at in draft.entered:
            if at <= now and (closed is None or at < closed) and stage != last:
                self._add_change(deal["id"], at, "stage", last, stage)
                last = stage
        if draft.status != "open" and closed is not None and closed <= now:
            if deal["stage"] and deal["stage"] != last and stages.status_of(deal["stage"]) != "open":
                self._add_change(deal["id"], closed, "stage", last, deal["stage"])
            self._add_change(deal["id"], closed, "status", "open", draft.status)

    def _add_change(self, deal_id: str, at: datetime, field: str, before: str | None, after: str | None) -> None:
        self._changes.append({"id": new_id(at), "deal_id": deal_id, "at": at, "field": field, "before": before,
                              "after": after, "by": None, "source": SOURCE})  # fmt: skip

    async def write(self, session: AsyncSession) -> None:
        """Everything, in an order in which rows find what they refer to."""
        await context.insert(session, Deal, self._deals)
        await context.update(session, Deal, self._updates)
        await context.insert(session, DealChange, self._changes)
        people = await self._missing(session, self._people, DealPerson, "contact_id")
        competitors = await self._missing(session, self._competitors, DealCompetitor, "folded")
        if competitors:
            self._about.tally.linked["competitors"] += len(competitors)
        await context.insert(session, DealPerson, people)
        await context.insert(session, DealCompetitor, competitors)

    async def _missing(
        self, session: AsyncSession, rows: Mapping[tuple[str, str], dict[str, Any]], table: Any, key: str
    ) -> list[dict[str, Any]]:
        """Of these rows those that are not there yet."""
        old = {deal_id for deal_id, _ in rows if deal_id not in self._fresh}
        if not old:
            return list(rows.values())
        query = sa.select(table.deal_id, getattr(table, key)).where(table.deal_id.in_(old))
        there = {(row[0], row[1]) for row in await session.execute(query)}
        found = [row for place, row in rows.items() if place not in there]
        self.changed.update(dict.fromkeys(row["deal_id"] for row in found if row["deal_id"] in old))
        return found


def _since(draft: DealDraft) -> datetime | None:
    """When it came into its present stage, as the file says."""
    return next((at for stage, at in reversed(draft.entered) if stage == draft.fields.get("stage")), None)


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if name == "amount":
        return amount_text(value)
    return value.isoformat() if name == "close_on" else str(value)
