"""Activities of a file: e-mails, calls, meetings and notes, linked to the deals and people that their rows name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import is_id, new_id
from ringside.deals.facts import Scalar
from ringside.deals.importing import context, values
from ringside.deals.importing.cells import Read, Wrong
from ringside.deals.importing.context import NAMESPACE, SOURCE, Context
from ringside.deals.importing.drafts import Contactee, contacts, tidy
from ringside.deals.importing.parties import People
from ringside.deals.importing.planning import Plan
from ringside.deals.importing.values import plain
from ringside.deals.models import Account, Activity, ActivityPerson, Contact, Deal
from ringside.deals.schemas import ActivityKind, Direction, Part
from ringside.dialogue.language import detect


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    number: int
    key: str
    fields: Mapping[str, Any]
    custom: Mapping[str, Scalar]
    deal: str | None
    deal_id: str | None
    account: str | None
    people: tuple[tuple[Contactee, Part], ...]
    contact_ids: tuple[str, ...]
    addresses: tuple[str, ...]
    """Of e-mails: who it is from and to, ours and theirs."""
    owner: str | None
    owner_email: str | None
    odd_kind: str | None
    """What the file calls it, where that is no word for an activity."""

    @property
    def links(self) -> bool:
        return bool(self.deal or self.deal_id or self.account or self.people or self.contact_ids or self.addresses)


def activity(plan: Plan, row: Read, key: str) -> ActivityDraft | list[Wrong]:
    """The activity of a row."""
    if row.wrong:
        return row.wrong
    at = _when(row)
    if at is None:
        return [Wrong(row.header(plan, "at"), None, "no_when")]
    text, subject = row.text("text") or "", row.text("subject") or ""
    said = row.text("kind")
    kind = kind_of(said, plan, row)
    sender, receivers = row.text("from"), row.text("to")
    direction = direction_of(row.text("direction")) or direction_of(row.text("kind"))
    named = contacts(row, "contact")
    part: Part = (
        "with"
        if kind not in ("email", "call")
        else "from"
        if direction == "in"
        else "to"
        if direction == "out"
        else "with"
    )
    addresses = tuple(dict.fromkeys(values.emails(sender or "") + values.emails(receivers or "")))
    emails = row.fields.get("owner_email")
    draft = ActivityDraft(
        row.number, key,
        {"kind": kind, "direction": direction, "at": at, "duration_s": row.fields.get("duration"), "subject": subject,
         "text": text, "language": detect(text or subject) if text or subject else None},
        row.custom, tidy(row.text("deal")), row.text("deal_id"), tidy(row.text("account")),
        tuple((person, part) for person in named), tuple(_ids(row.text("contact_id"))), addresses,
        tidy(row.text("owner")), emails[0] if emails else None, said if said and _kind(said) is None else None,
    )  # fmt: skip
    return draft if draft.links else [Wrong(None, None, "no_link")]


def _ids(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace(",", ";").split(";") if part.strip()]


def _when(row: Read) -> datetime | None:
    at: datetime | None = row.fields.get("at")
    clock = row.text("time")
    if at is not None and clock and at.hour == at.minute == 0:
        found = values.moment(f"2000-01-01 {clock}")
        if found is not None:
            at = at + timedelta(hours=found.hour, minutes=found.minute)
    return at


@lru_cache(maxsize=2048)
def _kind(text: str) -> ActivityKind | None:
    folded = plain(text).replace("_", " ")
    kinds: Mapping[ActivityKind, list[str]] = values.words("words")["kinds"]
    for kind, names in kinds.items():
        if folded in names:
            return kind
    padded = f" {folded} "
    return next((kind for kind, names in kinds.items() if any(f" {name} " in padded for name in names)), None)


def kind_of(said: str | None, plan: Plan, row: Read) -> ActivityKind:
    """What sort of activity a word means; without one an e-mail has addresses, and anything else is a note."""
    found = _kind(said) if said else None
    if found:
        return found
    if row.text("from") or row.text("to"):
        return "email"
    if row.fields.get("duration"):
        return "call"
    return "note"


@lru_cache(maxsize=2048)
def direction_of(said: str | None) -> Direction | None:
    """From the customer or from us."""
    if not said:
        return None
    folded = plain(said).replace("_", " ")
    for way in ("in", "out"):
        names = [str(name).replace("_", " ") for name in values.words("words")[way]]
        if folded in names or any(f" {name} " in f" {folded} " for name in names if len(name) > 3):
            return way
    return None


async def keep(session: AsyncSession, drafts: Sequence[ActivityDraft], about: Context) -> list[str]:
    """Store these activities; the ids of the deals they are of."""
    known = await _known(session, drafts)
    accounts = await _accounts(session, drafts)
    deals = await _Deals.load(session, drafts, accounts)
    people = await _people(session, drafts, deals, accounts, about)
    fresh: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    touched: dict[str, None] = {}
    for draft, there in zip(drafts, people, strict=True):
        deal = deals.of(draft)
        account_id = accounts.get(plain(draft.account)) if draft.account else deal.account_id if deal else None
        account_id = account_id or next((contact.account_id for contact, _ in there if contact.account_id), None)
        if deal is None and account_id is None and not there:
            about.tally.late.append(
                (draft.number, Wrong(None, draft.deal or draft.deal_id or draft.account, "no_link"))
            )
            continue
        if deal is None and (draft.deal or draft.deal_id):
            about.tally.notes.add("no_deal", row=draft.number)
        if draft.odd_kind:
            about.tally.notes.add("odd_kind", draft.odd_kind, draft.number)
        row = _row(draft, deal, account_id, there, about)
        before = known.get(draft.key)
        activity_id = _keep_one(draft, row, before, (fresh, updates), about)
        known[draft.key] = {"id": activity_id, "custom": {}, "deleted_at": None, **row}
        for contact, part in there:
            parts.setdefault(
                (activity_id, contact.id), {"activity_id": activity_id, "contact_id": contact.id, "part": part}
            )
        if row["deal_id"]:
            touched[row["deal_id"]] = None
    if not about.dry_run:
        await context.insert(session, Activity, fresh)
        await context.update(session, Activity, updates)
        await _add_parts(session, parts, {row["id"] for row in fresh})
    return list(touched) if fresh or updates else []


def _row(
    draft: ActivityDraft,
    deal: _Deal | None,
    account_id: str | None,
    there: Sequence[tuple[_Person, Part]],
    about: Context,
) -> dict[str, Any]:
    user_id, user_name = about.owner(draft.owner, draft.owner_email)
    direction = draft.fields["direction"]
    if direction is None and draft.fields["kind"] == "email" and there:
        direction = "in" if any(part == "from" for _, part in there) else "out"
    return {
        **draft.fields, "direction": direction, "deal_id": deal.id if deal else None, "account_id": account_id,
        "user_id": user_id, "user_name": user_name,
    }  # fmt: skip


def _keep_one(
    draft: ActivityDraft, row: dict[str, Any], before: Mapping[str, Any] | None,
    into: tuple[list[dict[str, Any]], list[dict[str, Any]]], about: Context,
) -> str:  # fmt: skip
    fresh, updates = into
    custom = {header: value for header, value in draft.custom.items() if value is not None}
    if before is None:
        made = {
            "id": new_id(), "source": SOURCE, "external_id": draft.key, "custom": custom,
            "created_at": min(row["at"], about.now), "updated_at": about.now, "deleted_at": None, "call_id": None,
            "conversation_id": None, **row,
        }  # fmt: skip
        fresh.append(made)
        about.tally.created += 1
        return str(made["id"])
    new = {name: value for name, value in row.items() if value is not None and before[name] != value}
    if before["deleted_at"] is not None:
        new["deleted_at"] = None
        about.tally.created += 1
    elif new:
        about.tally.updated += 1
    else:
        about.tally.unchanged += 1
    if new:
        updates.append({"id": before["id"], "updated_at": about.now, **new})
    return str(before["id"])


async def _known(session: AsyncSession, drafts: Sequence[ActivityDraft]) -> dict[str, dict[str, Any]]:
    keys = {draft.key for draft in drafts}
    query = sa.select(*Activity.__table__.c).where(Activity.source == SOURCE, Activity.external_id.in_(keys))
    found = {row["external_id"]: row for row in await context.rows(session, query)}
    own = {key for key in keys if is_id(key)} - found.keys()
    if own:
        query = sa.select(*Activity.__table__.c).where(Activity.id.in_(own))
        found |= {row["id"]: row for row in await context.rows(session, query)}
    return found


async def _accounts(session: AsyncSession, drafts: Sequence[ActivityDraft]) -> dict[str, str]:
    names = {plain(draft.account)[:200] for draft in drafts if draft.account}
    query = sa.select(Account.folded, Account.id).where(Account.folded.in_(names), Account.deleted_at.is_(None))
    rows = (await session.execute(query.order_by(Account.id.desc()))).all() if names else []
    return {row.folded: row.id for row in rows}


@dataclass(frozen=True, slots=True)
class _Deal:
    id: str
    account_id: str | None


class _Deals:
    """The deals that rows name, by id as their source has it, or by name where only one has it."""

    def __init__(
        self, by_id: Mapping[str, _Deal], by_name: Mapping[str, list[_Deal]], accounts: Mapping[str, str]
    ) -> None:
        self._by_id, self._by_name, self._accounts = by_id, by_name, accounts

    @classmethod
    async def load(cls, session: AsyncSession, drafts: Sequence[ActivityDraft], accounts: Mapping[str, str]) -> _Deals:
        """Those of these rows."""
        ids = {draft.deal_id for draft in drafts if draft.deal_id} | {draft.deal for draft in drafts if draft.deal}
        names = {plain(draft.deal)[:200] for draft in drafts if draft.deal}
        by_id: dict[str, _Deal] = {}
        by_name: dict[str, list[_Deal]] = {}
        columns = sa.select(Deal.id, Deal.account_id, Deal.folded, Deal.external_id).where(Deal.deleted_at.is_(None))
        if ids:
            # An id that only counts stands behind the name of where it came from (`service._before`).
            behind = sa.func.substr(Deal.external_id, NAMESPACE + 1)
            wanted = sa.or_(Deal.external_id.in_(ids), behind.in_(ids), Deal.id.in_(ids))
            for row in await session.execute(columns.where(wanted)):
                for key in (row.external_id, (row.external_id or "")[NAMESPACE:], row.id):
                    by_id.setdefault(key, _Deal(row.id, row.account_id))
        if names:
            for row in await session.execute(columns.where(Deal.folded.in_(names)).order_by(Deal.id)):
                by_name.setdefault(row.folded, []).append(_Deal(row.id, row.account_id))
        return cls(by_id, by_name, accounts)

    def of(self, draft: ActivityDraft) -> _Deal | None:
        """The deal of a row, where it is beyond doubt."""
        for key in (draft.deal_id, draft.deal):
            if key and (found := self._by_id.get(key)):
                return found
        named = self._by_name.get(plain(draft.deal)[:200], []) if draft.deal else []
        if len(named) > 1 and draft.account:
            account_id = self._accounts.get(plain(draft.account))
            named = [deal for deal in named if deal.account_id == account_id]
        return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    account_id: str | None


async def _people(
    session: AsyncSession, drafts: Sequence[ActivityDraft], deals: _Deals, accounts: Mapping[str, str], about: Context
) -> list[list[tuple[_Person, Part]]]:
    """Who took part: those named, made where they are missing, and those whose addresses or ids the row has."""

    def at(draft: ActivityDraft) -> str | None:
        if draft.account:
            return accounts.get(plain(draft.account)[:200])
        deal = deals.of(draft)
        return deal.account_id if deal else None

    named = [
        (person, at(draft))
        for draft in drafts
        for person, _ in draft.people
    ]  # fmt: skip
    ids = iter(
        await People(session, about).find(named, make=any(account_id for _, account_id in named)) if named else []
    )
    known = await _contacts(session, drafts)
    found: list[list[tuple[_Person, Part]]] = []
    for draft in drafts:
        there: dict[str, tuple[_Person, Part]] = {}
        for _, part in draft.people:
            contact_id = next(ids)
            if contact_id is not None:
                there[contact_id] = (known.get(contact_id) or _Person(contact_id, None), part)
        for place, key in enumerate((*draft.addresses, *draft.contact_ids)):
            if (contact := known.get(key)) is not None:
                sender = place == 0 and key in draft.addresses
                role: Part = "from" if sender else "to" if key in draft.addresses else "with"
                there.setdefault(contact.id, (contact, role))
        found.append(list(there.values()))
    return found


async def _contacts(session: AsyncSession, drafts: Sequence[ActivityDraft]) -> dict[str, _Person]:
    """Contacts by address, by id of their source and by their own."""
    addresses = {address for draft in drafts for address in draft.addresses}
    ids = {key for draft in drafts for key in draft.contact_ids}
    emails = {person.email for draft in drafts for person, _ in draft.people if person.email}
    found: dict[str, _Person] = {}
    columns = sa.select(Contact.id, Contact.account_id, Contact.email, Contact.external_id)
    behind = sa.func.substr(Contact.external_id, NAMESPACE + 1)
    for condition in (
        Contact.email.in_(addresses | emails),
        sa.or_(Contact.external_id.in_(ids), behind.in_(ids)),
    ):
        for row in await session.execute(columns.where(condition, Contact.deleted_at.is_(None))):
            for key in (row.email, row.external_id, (row.external_id or "")[NAMESPACE:], row.id):
                if key:
                    found.setdefault(key, _Person(row.id, row.account_id))
    return found


async def _add_parts(session: AsyncSession, parts: Mapping[tuple[str, str], dict[str, Any]], fresh: set[str]) -> None:
    old = {activity_id for activity_id, _ in parts if activity_id not in fresh}
    there: set[tuple[str, str]] = set()
    if old:
        query = sa.select(ActivityPerson.activity_id, ActivityPerson.contact_id)
        rows = await session.execute(query.where(ActivityPerson.activity_id.in_(old)))
        there = {(row[0], row[1]) for row in rows}
    await context.insert(session, ActivityPerson, [row for key, row in parts.items() if key not in there])
