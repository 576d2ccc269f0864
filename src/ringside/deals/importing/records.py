"""Accounts and contacts of a file of their own: read from rows, found again by id, address or name, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import is_id, new_id
from ringside.deals.facts import Scalar
from ringside.deals.importing import context, parties
from ringside.deals.importing.cells import Read, Wrong
from ringside.deals.importing.context import OURS, SOURCE, Context
from ringside.deals.importing.drafts import Party, domain, role_of, tidy
from ringside.deals.importing.planning import Plan
from ringside.deals.importing.values import plain
from ringside.deals.models import Account, Contact


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """An account or a contact of a row; `at` is the account or, of an account, the parent that it names."""

    number: int
    key: str
    name: str
    fields: Mapping[str, Any]
    custom: Mapping[str, Scalar]
    created_at: datetime | None
    owner: str | None
    owner_email: str | None
    at: str | None
    by_id: bool


def account(plan: Plan, row: Read, key: str) -> RecordDraft | list[Wrong]:
    """The account of a row."""
    if row.wrong:
        return row.wrong
    name, parent = tidy(row.text("name")), tidy(row.text("parent"))
    if not name:
        return [Wrong(row.header(plan, "name"), None, "no_name")]
    if parent and plain(parent) == plain(name):
        return [Wrong(row.header(plan, "parent"), parent, "own_parent")]
    filled = {
        "domain": domain(row.text("domain")), "industry": row.text("industry"), "segment": row.text("segment"),
        "employees": row.fields.get("employees"), "country": row.text("country"), "notes": row.text("notes"),
    }  # fmt: skip
    return _draft(row, key, name, filled, parent, plan.identity == "id")


def contact(plan: Plan, row: Read, key: str) -> RecordDraft | list[Wrong]:
    """The contact of a row."""
    if row.wrong:
        return row.wrong
    addresses: list[str] = row.fields.get("email") or []
    parts = [text for text in (row.text("first"), row.text("last")) if text]
    name = tidy(row.text("name")) or " ".join(parts) or (addresses[0][:200] if addresses else None)
    if not name:
        return [Wrong(row.header(plan, "name") or row.header(plan, "last"), None, "no_name")]
    language = (row.text("language") or "")[:2].lower()
    filled = {
        "email": addresses[0] if addresses else None, "phone": row.text("phone"), "title": row.text("title"),
        "role": role_of(row.text("role")), "timezone": row.text("timezone"), "notes": row.text("notes"),
        "language": {"he": "he", "iw": "he", "en": "en", "עב": "he"}.get(language),
    }  # fmt: skip
    return _draft(row, key, name, filled, tidy(row.text("account")), plan.identity == "id")


def _draft(row: Read, key: str, name: str, filled: Mapping[str, Any], at: str | None, by_id: bool) -> RecordDraft:
    emails = row.fields.get("owner_email")
    return RecordDraft(
        row.number, key, name, {field: value for field, value in filled.items() if value is not None}, row.custom,
        row.fields.get("created_at"), tidy(row.text("owner")), emails[0] if emails else None, at, by_id,
    )  # fmt: skip


async def keep_accounts(session: AsyncSession, drafts: Sequence[RecordDraft], about: Context) -> list[str]:
    """Store these accounts. A parent is an account of any name, made where it is missing; circles are refused."""
    known = await _known(session, Account, drafts, [Account.folded.in_({plain(d.name)[:200] for d in drafts})])
    by_name = {row["folded"]: row for row in reversed(list(known.values()))}
    named = {plain(draft.name)[:200] for draft in drafts}
    above = [Party(draft.at[:200]) for draft in drafts if draft.at and plain(draft.at)[:200] not in named]
    parents = await parties.accounts(session, above, about)
    fresh: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    ids: dict[str, str] = dict(parents)
    for draft in drafts:
        owner_id, owner_name = about.owner(draft.owner, draft.owner_email)
        row = {"name": draft.name, "folded": plain(draft.name)[:200], **draft.fields}
        if owner_name:
            row |= {"owner_id": owner_id, "owner_name": owner_name}
        before = known.get(draft.key) or (
            None if draft.by_id and _has_id(by_name, draft) else by_name.get(row["folded"])
        )
        blank = {**dict.fromkeys(("domain", "industry", "segment", "employees", "country", "owner_id", "owner_name",
                                  "parent_id")), "notes": ""}  # fmt: skip
        ids[row["folded"]] = _keep(draft, row, blank, before, (fresh, updates), about, known)
        if ids[row["folded"]] in {item["id"] for item in fresh[-1:]}:
            by_name[row["folded"]] = fresh[-1]
    if not about.dry_run:
        await context.insert(session, Account, fresh)
        await context.update(session, Account, updates)
        await _set_parents(session, drafts, ids, about)
    return []


def _has_id(by_name: Mapping[str, Mapping[str, Any]], draft: RecordDraft) -> bool:
    """Whether the account of this name is another one by its id."""
    found = by_name.get(plain(draft.name)[:200])
    return found is not None and found["source"] == SOURCE and found["external_id"] not in (None, draft.key)


async def _set_parents(
    session: AsyncSession, drafts: Sequence[RecordDraft], ids: Mapping[str, str], about: Context
) -> None:
    """Whose part an account is, unless that would lead round in a circle."""
    above: dict[str, str | None] = {
        row.id: row.parent_id for row in await session.execute(sa.select(Account.id, Account.parent_id))
    } if any(draft.at for draft in drafts) else {}  # fmt: skip
    changed: list[dict[str, Any]] = []
    for draft in drafts:
        if not draft.at:
            continue
        child, parent = ids[plain(draft.name)[:200]], ids.get(plain(draft.at)[:200])
        if parent is None or above.get(child) == parent:
            continue
        step: str | None = parent
        while step is not None and step != child:
            step = above.get(step)
        if step == child:
            about.tally.late.append((draft.number, Wrong(None, draft.at, "circle")))
            continue
        above[child] = parent
        changed.append({"id": child, "parent_id": parent, "updated_at": about.now})
    await context.update(session, Account, changed)


async def keep_contacts(session: AsyncSession, drafts: Sequence[RecordDraft], about: Context) -> list[str]:
    """Store these contacts, with the accounts they name."""
    at = await parties.accounts(session, [Party(draft.at[:200]) for draft in drafts if draft.at], about)
    emails = {draft.fields["email"] for draft in drafts if "email" in draft.fields}
    names = {plain(draft.name)[:200] for draft in drafts}
    known = await _known(session, Contact, drafts, [Contact.email.in_(emails), Contact.folded.in_(names)])
    by_email = {row["email"]: row for row in known.values() if row["email"]}
    by_name = {(row["account_id"], row["folded"]): row for row in known.values() if not row["email"]}
    fresh: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    for draft in drafts:
        account_id = at[plain(draft.at)[:200]] if draft.at else None
        row = {"name": draft.name, "folded": plain(draft.name)[:200], **draft.fields}
        if account_id:
            row["account_id"] = account_id
        email = row.get("email")
        before = known.get(draft.key) or by_email.get(email or "") or by_name.get((account_id, row["folded"]))
        if before is not None and email and before["email"] == email and plain(before["name"]) != row["folded"]:
            shared = before.get("external_id") != draft.key and before["name"] != email
            if shared:  # two people of one address: the first keeps it
                about.tally.notes.add("email_shared", email, draft.number)
                row = {name: value for name, value in row.items() if name not in ("name", "folded")}
        blank = {
            **dict.fromkeys(("account_id", "email", "phone", "title", "role", "language", "timezone")),
            "notes": "",
        }
        _keep(draft, row, blank, before, (fresh, updates), about, known)
        last = fresh[-1] if fresh and fresh[-1].get("external_id") == draft.key else None
        if last is not None:
            by_email.setdefault(last["email"] or "", last)
            if not last["email"]:
                by_name.setdefault((last["account_id"], last["folded"]), last)
    if not about.dry_run:
        await context.insert(session, Contact, fresh)
        await context.update(session, Contact, updates)
    return []


def _keep(
    draft: RecordDraft, row: Mapping[str, Any], blank: Mapping[str, Any], before: dict[str, Any] | None,
    into: tuple[list[dict[str, Any]], list[dict[str, Any]]], about: Context, known: dict[str, dict[str, Any]],
) -> str:  # fmt: skip
    """A new record, or what differs of a known one; its id. What another source owns is only filled where empty."""
    fresh, updates = into
    custom = {header: value for header, value in draft.custom.items() if value is not None}
    if before is None:
        created = min(draft.created_at or about.now, about.now)
        made = {
            "id": new_id(), "source": SOURCE, "external_id": draft.key, "custom": custom, "created_at": created,
            "updated_at": about.now, "deleted_at": None, **blank, **row,
        }  # fmt: skip
        fresh.append(made)
        known[draft.key] = made
        about.tally.created += 1
        return str(made["id"])
    own = before["source"] in OURS
    new = {name: value for name, value in row.items() if before[name] != value and (own or before[name] in (None, ""))}
    merged = {**custom, **before["custom"]} if not own else {**before["custom"], **custom}
    if merged != before["custom"]:
        new["custom"] = merged
    if before["external_id"] is None and before["source"] == SOURCE:
        new["external_id"] = draft.key
    real = set(new) - {"external_id"}
    revived = before["deleted_at"] is not None
    if revived:
        new["deleted_at"] = None
    if new:
        updates.append({"id": before["id"], "updated_at": about.now, **new})
        before.update(new)
    about.tally.created += revived
    about.tally.updated += bool(real) and not revived
    about.tally.unchanged += not real and not revived
    return str(before["id"])


async def _known(
    session: AsyncSession, table: Any, drafts: Sequence[RecordDraft], natural: Sequence[sa.ColumnElement[bool]]
) -> dict[str, dict[str, Any]]:
    """Records with these keys, deleted ones too, and living ones of the same names; by key or else by id."""
    found: dict[str, dict[str, Any]] = {}
    keys = {draft.key for draft in drafts}
    mine = sa.select(*table.__table__.c).where(table.source == SOURCE, table.external_id.in_(keys))
    for row in await context.rows(session, mine):
        found[row["external_id"]] = row
    own = {key for key in keys if is_id(key)} - found.keys()
    if own:
        for row in await context.rows(session, sa.select(*table.__table__.c).where(table.id.in_(own))):
            found[row["id"]] = row
    ids = {row["id"] for row in found.values()}
    for condition in natural:
        alive = sa.select(*table.__table__.c).where(condition, table.deleted_at.is_(None)).order_by(table.id)
        for row in await context.rows(session, alive):
            if row["id"] not in ids:
                found[row["id"]] = row
                ids.add(row["id"])
    return found
