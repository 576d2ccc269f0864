"""A page of a CRM's records taken over into Ringside's, all or nothing, and the same page twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ringside.core.ids import new_id
from ringside.deals.records import tracking
from ringside.deals.records.matching import folded
from ringside.deals.records.models import Activity, Deal, Stage
from ringside.deals.sync import adopting, history, merging, parties, values
from ringside.deals.sync.adopting import OWN
from ringside.deals.sync.context import TABLES, Near, Taken, Taking, digest, links, look_near, new_link
from ringside.deals.sync.models import CrmLink
from ringside.deals.sync.port import Kind, Remote, Trouble, Value
from ringside.dialogue import language


async def apply(taking: Taking, stream: str, kind: Kind, records: Sequence[Remote]) -> None:
    """Take over a page."""
    by_id = {record.id: record for record in records}
    for record in by_id.values():
        for trouble in record.troubles:
            taking.report.trouble(trouble)
    known = await links(taking, kind, by_id)
    fresh = [record for record in by_id.values() if _is_news(taking, stream, record, known.get(record.id))]
    taking.report.count(_told_as(kind), "unchanged", len(by_id) - len(fresh))
    if not fresh:
        return
    if kind == "activity":
        mine = await adopting.written_before(taking, stream, [r for r in fresh if r.id not in known])
        fresh = [record for record in fresh if record.id not in mine]
    near = await look_near(taking, fresh)
    if kind == "person":
        await parties.people_of_deals(taking, stream, fresh, known, near)
        return
    rows = await _rows(taking, kind, [link.record_id for link in known.values()])
    found = await adopting.find(taking, kind, [r for r in fresh if r.id not in known], near)
    made = [
        entry
        for record in fresh
        if (entry := _take(taking, stream, kind, record, known.get(record.id), rows, found, near)) is not None
    ]
    await taking.session.flush()
    if kind == "deal":
        await history.keep(taking, made)
        await parties.stakeholders(taking, made, near)
        await parties.rivals(taking, made)
    if kind == "activity":
        await parties.participants(taking, made, near)


def _is_news(taking: Taking, stream: str, record: Remote, link: CrmLink | None) -> bool:
    if link is None:
        return True
    if OWN in link.seen or (record.weak and link.stream != stream):
        return False
    return taking.force or link.gone or link.digest != digest(taking, record)


def _told_as(kind: Kind) -> str:
    return "contact" if kind == "person" else kind


async def _rows(taking: Taking, kind: Kind, ids: Sequence[str]) -> dict[str, Any]:
    table: Any = TABLES[kind]
    found: dict[str, Any] = {}
    for at in range(0, len(ids), 500):
        rows = await taking.session.scalars(sa.select(table).where(table.id.in_(ids[at : at + 500])))
        found |= {row.id: row for row in rows}
    return found


def _take(
    taking: Taking, stream: str, kind: Kind, record: Remote, link: CrmLink | None, rows: Mapping[str, Any],
    found: Mapping[str, Any], near: Near,
) -> Taken | None:  # fmt: skip
    """Write one record, new or known."""
    row: Any = rows.get(link.record_id) if link is not None else found.get(record.id)
    theirs, wants = _theirs(taking, kind, record, near)
    created = row is None
    if created:
        row = _new(taking, kind, record, theirs)
        taking.session.add(row)
    before = tracking.values_of(row) if isinstance(row, Deal) and not created else None
    seen = {} if link is None else link.seen
    ours = {name: getattr(row, name) for name in theirs}
    decision = merging.decide({n: d for n, d in seen.items() if isinstance(d, str)}, {} if created else ours, theirs)
    for name, value in (theirs if created else decision.values).items():
        if not (created and value is None):
            setattr(row, name, value)
    custom = _custom(row, record, seen)
    hidden = row.deleted_at is not None and link is not None and not link.gone
    changed = created or row.deleted_at is not None or bool(decision.values) or custom != row.custom
    row.custom = custom
    row.source, row.external_id, row.deleted_at = taking.connection_id, record.id, None
    if changed:
        row.updated_at = taking.now
        _settle(row)
    link = link or new_link(taking, stream, kind, record.id, row.id)
    link.digest, link.wants, link.gone, link.stream = digest(taking, record), wants or None, False, stream
    link.seen = (
        decision.seen | {n: d for n, d in seen.items() if not isinstance(d, str)} | {"_custom": list(record.custom)}
    )
    clashes = () if created else decision.conflicts
    _tell(
        taking, kind, record, row, created=created, changed=changed, hidden=hidden, decision=decision, clashes=clashes
    )
    return Taken(record, row, link, before, frozenset(clash.field for clash in clashes))


def _theirs(taking: Taking, kind: Kind, record: Remote, near: Near) -> tuple[dict[str, Value], dict[str, Any]]:
    """All that the CRM says of a record by our columns, and what it speaks of that is not here yet."""
    theirs: dict[str, Value] = dict(record.fields)
    wants: dict[str, Any] = {}

    def refer(column: str, target: Kind, external: str | None) -> None:
        if external is None or near.of(target, external):
            theirs[column] = near.of(target, external)
        else:
            wants[column] = [target, external]

    if kind in ("account", "contact", "deal") and not theirs.get("name"):
        theirs["name"] = record.name or str(theirs.get("email") or theirs.get("domain") or record.id)[:200]
    if kind == "account":
        theirs["owner_id"], theirs["owner_name"] = taking.owner(record.owner)
        if record.parent is not None:
            wants["parent_id"] = ["account", record.parent]  # once all are here, and circles can be seen
        else:
            theirs["parent_id"] = None
    elif kind == "contact":
        refer("account_id", "account", record.account)
    elif kind == "deal":
        refer("account_id", "account", record.account)
        theirs["owner_id"], theirs["owner_name"] = taking.owner(record.owner)
        if theirs.get("amount") is not None and theirs.get("currency") is None and taking.currency:
            theirs["currency"] = taking.currency
    else:
        refer("deal_id", "deal", record.deal)
        refer("account_id", "account", record.account)
        if theirs.get("account_id") is None and "account_id" not in wants:
            theirs["account_id"] = _account_of(record, near)
        theirs["user_id"], theirs["user_name"] = taking.owner(record.owner)
        theirs["language"] = language.detect(str(theirs["text"])) if theirs.get("text") else None
    return theirs, wants


def _account_of(record: Remote, near: Near) -> str | None:
    """Where the CRM names no account: that of the deal, else of whoever took part."""
    ends = [near.of("deal", record.deal)]
    ends += [near.of("contact", one) for one, _ in record.people or ()]
    ends += [near.addresses.get(address) for address, _ in record.addresses]
    return next((account for one in ends if one is not None and (account := near.accounts.get(one))), None)


def _new(taking: Taking, kind: Kind, record: Remote, theirs: Mapping[str, Value]) -> Any:
    began = record.created or record.modified
    common: dict[str, Any] = {
        "id": new_id(began), "source": taking.connection_id, "external_id": record.id, "custom": {},
        "created_at": began, "updated_at": taking.now,
    }  # fmt: skip
    if kind == "activity":
        return Activity(
            **common, kind=str(theirs.get("kind") or "note"), at=theirs.get("at") or began, subject="", text=""
        )
    if kind == "deal":
        common["status"] = str(theirs.get("status") or "open")
    name = str(theirs.get("name") or record.id)
    return TABLES[kind](**common, name=name, folded=folded(name))


def _settle(row: Any) -> None:
    if not isinstance(row, Activity):
        row.folded = folded(row.name)


def _custom(row: Any, record: Remote, seen: Mapping[str, Any]) -> dict[str, Any]:
    """Ringside's own further fields, and the CRM's; those that the CRM had before and has no more are gone."""
    before = set(seen.get("_custom") or ())
    return {name: value for name, value in (row.custom or {}).items() if name not in before} | dict(record.custom)


def _tell(
    taking: Taking, kind: Kind, record: Remote, row: Any, *, created: bool, changed: bool, hidden: bool,
    decision: merging.Decision, clashes: Sequence[merging.Clash],
) -> None:  # fmt: skip
    what = "created" if created else "updated" if changed else "unchanged"
    taking.report.count(kind, what)
    taking.report.count(kind, "conflicts", len(clashes) + hidden)
    about = {"record_id": row.id, "external_id": record.id, "name": record.name or getattr(row, "name", "")[:200]}
    for clash in clashes:
        told = {"ringside": values.shown(clash.ringside), "crm": values.shown(clash.crm)}
        taking.report.note("conflict", kind, field=clash.field, **about, **{n: v and v[:500] for n, v in told.items()})
    if hidden:
        taking.report.note("conflict", kind, field="deleted", ringside="deleted", crm="present", **about)
    if kind == "deal" and created:
        taking.report.note("created", kind, **about)
    for name, value in decision.values.items() if kind == "deal" and changed and not created else ():
        if name not in merging.QUIET:
            taking.report.note("updated", kind, field=name, crm=(values.shown(value) or "")[:500] or None, **about)
    if changed and not created and kind == "deal":
        taking.deals.add(row.id)
    if changed and kind == "activity" and row.deal_id:
        taking.deals.add(row.deal_id)


async def add_stages(taking: Taking, names: Mapping[str, str], unknown: Mapping[str, str]) -> None:
    """The CRM's stages, in its order, before any others there are; `unknown` are met on deals but not in its list."""
    rows = {row.name: row for row in await taking.session.scalars(sa.select(Stage).order_by(Stage.position))}
    for position, (name, status) in enumerate(names.items()):
        row = rows.pop(name, None)
        if row is None:
            taking.session.add(Stage(name=name, position=position, status=status))
        else:
            row.position, row.status = position, status
    for position, row in enumerate(rows.values(), len(names)):
        row.position = position
    following = len(names) + len(rows)
    for position, (name, status) in enumerate(unknown.items(), following):
        if name not in names and name not in rows:
            taking.session.add(Stage(name=name, position=position, status=status))
            taking.report.trouble(Trouble("unknown-stage", "deal", name=name))
    await taking.session.flush()
