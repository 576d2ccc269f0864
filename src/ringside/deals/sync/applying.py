"""A page of a CRM's records taken over into Ringside's, all or nothing, and the same page twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.deals.records import tracking
from ringside.deals.records.matching import folded
from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealCompetitor,
    DealPerson,
    Stage,
)
from ringside.deals.sync import adopting, merging, values
from ringside.deals.sync.adopting import OWN
from ringside.deals.sync.models import CrmLink
from ringside.deals.sync.port import Kind, Owner, Remote, Trouble, Value
from ringside.deals.sync.reporting import Report
from ringside.dialogue import language

Record = Account | Contact | Deal | Activity
TABLES: dict[Kind, type[Record]] = {"account": Account, "contact": Contact, "deal": Deal, "activity": Activity}
HISTORIC = frozenset({"stage", "status", "amount", "close_on"})


@dataclass
class Taking:
    """What applying pages of one run needs to know, and what it finds to report."""

    session: AsyncSession
    connection_id: str
    vendor: str
    now: datetime
    """The run's beginning, which marks what the sync itself has written."""
    users: Mapping[str, str]
    """Ringside's users by e-mail address."""
    owners: Mapping[str, Owner]
    currency: str | None = None
    force: bool = False
    """Whether records are compared although the CRM says nothing new of them."""
    report: Report = field(default_factory=Report)
    deals: set[str] = field(default_factory=set)
    """Ids of deals that somebody may be looking at."""

    def owner(self, external: str | None) -> tuple[str | None, str | None]:
        """Our user and the name of a CRM's owner."""
        owner = self.owners.get(external or "")
        if owner is None:
            return None, None
        return self.users.get((owner.email or "").lower()), owner.name[:200] or None


async def links(taking: Taking, kind: Kind, ids: Iterable[str]) -> dict[str, CrmLink]:
    """The links of these external ids."""
    wanted = sorted(set(ids))
    found: dict[str, CrmLink] = {}
    for at in range(0, len(wanted), 500):
        query = sa.select(CrmLink).where(
            CrmLink.connection_id == taking.connection_id,
            CrmLink.kind == kind,
            CrmLink.external_id.in_(wanted[at : at + 500]),
        )
        found |= {link.external_id: link for link in await taking.session.scalars(query)}
    return found


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
    near = await _near(taking, fresh)
    if kind == "person":
        await _people_of_deals(taking, stream, fresh, known, near)
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
        await _histories(taking, made)
        await _stakeholders(taking, made, near)
        await _rivals(taking, made)
    if kind == "activity":
        await _participants(taking, made, near)


@dataclass
class Taken:
    """One record that was written: what it is here now, and how its tracked fields stood before."""

    record: Remote
    row: Any
    link: CrmLink
    before: dict[str, str | None] | None
    clashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Near:
    """Our ids of what a page speaks of."""

    ids: Mapping[tuple[Kind, str], str]
    addresses: Mapping[str, str]
    """Contacts by e-mail address."""
    accounts: Mapping[str, str | None]
    """The account of each of our deals and contacts."""

    def of(self, kind: Kind, external: str | None) -> str | None:
        return self.ids.get((kind, external or ""))


def _is_news(taking: Taking, stream: str, record: Remote, link: CrmLink | None) -> bool:
    if link is None:
        return True
    if OWN in link.seen or (record.weak and link.stream != stream):
        return False
    return taking.force or link.gone or link.digest != _digest(taking, record)


def _digest(taking: Taking, record: Remote) -> str:
    return values.digest_of(
        {
            "fields": sorted((name, values.shown(value)) for name, value in record.fields.items()),
            "custom": sorted((name, str(value)) for name, value in record.custom.items()),
            "ends": (record.parent, record.account, record.deal, taking.owner(record.owner)),
            "people": record.people,
            "addresses": record.addresses,
            "competitors": record.competitors,
            "changes": [change.key for change in record.changes or ()],
        }
    )


def _told_as(kind: Kind) -> str:
    return "contact" if kind == "person" else kind


async def _near(taking: Taking, records: Sequence[Remote]) -> Near:
    wanted: dict[Kind, set[str]] = {"account": set(), "contact": set(), "deal": set()}
    for record in records:
        wanted["account"] |= {one for one in (record.account, record.parent) if one}
        wanted["deal"] |= {record.deal} if record.deal else set()
        wanted["contact"] |= {one for one, _ in record.people or ()}
    ids: dict[tuple[Kind, str], str] = {}
    for kind, of in wanted.items():
        ids |= {(kind, one): link.record_id for one, link in (await links(taking, kind, of)).items() if not link.gone}
    addresses = await _by_address(taking.session, {a for record in records for a, _ in record.addresses})
    accounts = await _accounts(taking.session, {one for (kind, _), one in ids.items() if kind == "deal"}, Deal)
    people = {one for (kind, _), one in ids.items() if kind == "contact"} | set(addresses.values())
    return Near(ids, addresses, accounts | await _accounts(taking.session, people, Contact))


async def _by_address(session: AsyncSession, addresses: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    wanted = sorted(addresses)
    for at in range(0, len(wanted), 500):
        query = sa.select(Contact.email, Contact.id).where(
            Contact.email.in_(wanted[at : at + 500]), Contact.deleted_at.is_(None)
        )
        for email, contact_id in await session.execute(query.order_by(Contact.id.desc())):
            found[str(email)] = contact_id  # of several with one address, the oldest
    return found


async def _accounts(session: AsyncSession, ids: set[str], table: type[Deal] | type[Contact]) -> dict[str, str | None]:
    if not ids:
        return {}
    rows = await session.execute(sa.select(table.id, table.account_id).where(table.id.in_(ids)))
    return {row.id: row.account_id for row in rows}


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
    link = link or _link(taking, stream, kind, record.id, row.id)
    link.digest, link.wants, link.gone, link.stream = _digest(taking, record), wants or None, False, stream
    link.seen = (
        decision.seen | {n: d for n, d in seen.items() if not isinstance(d, str)} | {"_custom": list(record.custom)}
    )
    clashes = () if created else decision.conflicts
    _tell(
        taking, kind, record, row, created=created, changed=changed, hidden=hidden, decision=decision, clashes=clashes
    )
    return Taken(record, row, link, before, frozenset(clash.field for clash in clashes))


def _link(taking: Taking, stream: str, kind: Kind, external_id: str, record_id: str) -> CrmLink:
    link = CrmLink(
        connection_id=taking.connection_id, kind=kind, external_id=external_id, record_id=record_id, stream=stream,
        digest="", seen={}, wants=None, gone=False, swept=0,
    )  # fmt: skip
    taking.session.add(link)
    return link


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


async def _histories(taking: Taking, made: Sequence[Taken]) -> None:
    """The changes the CRM remembers, each once, and those it does not as they are seen now."""
    wanted: dict[str, DealChange] = {}
    for entry in made:
        latest: dict[str, tuple[str, str | None]] = {}
        for change in entry.record.changes or ():
            known_by = _fixed_id(taking.connection_id, change.key, change.at)
            latest[change.field] = (known_by, change.after)
            wanted[known_by] = DealChange(
                id=known_by, deal_id=entry.row.id, at=change.at, field=change.field, before=change.before,
                after=change.after, source=taking.connection_id,
            )  # fmt: skip
        for name, was, became in (
            tracking.differences(entry.before, tracking.values_of(entry.row)) if entry.before is not None else ()
        ):
            told_of = latest.get(name)
            if told_of is not None and told_of[1] == became and name in HISTORIC and not _clashed(entry, name):
                continue
            at = taking.now if _clashed(entry, name) else min(entry.record.modified, taking.now)
            one = _fixed_id(taking.connection_id, f"{entry.record.id}:{name}:{was}:{became}", at)
            wanted[one] = DealChange(
                id=one, deal_id=entry.row.id, at=at, field=name, before=was, after=became, source=taking.connection_id
            )
    await _add_missing(taking.session, wanted)


def _clashed(entry: Taken, name: str) -> bool:
    return name in entry.clashes or (name == "owner" and "owner_name" in entry.clashes)


async def _add_missing(session: AsyncSession, wanted: Mapping[str, DealChange]) -> None:
    ids = sorted(wanted)
    there: set[str] = set()
    for at in range(0, len(ids), 500):
        there |= set(await session.scalars(sa.select(DealChange.id).where(DealChange.id.in_(ids[at : at + 500]))))
    session.add_all([wanted[one] for one in ids if one not in there])


def _fixed_id(connection_id: str, key: str, at: datetime) -> str:
    """The same id for the same change, however often it is told; sorted by its time."""
    mark = hashlib.blake2b(f"{connection_id}:{key}".encode(), digest_size=10).hexdigest()
    return f"{max(0, int(at.timestamp() * 1000)):012x}{mark}"[:32]


async def _stakeholders(taking: Taking, made: Sequence[Taken], near: Near) -> None:
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


async def _people_of_deals(
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
            link = link or _link(taking, stream, "person", record.id, "")
            link.wants = {"person": [record.deal, contact, role, values.shown(record.created)]}
            link.digest, link.gone = _digest(taking, record), False
            continue
        link = link or _link(taking, stream, "person", record.id, "")
        place = f"{deal_id}:{contact_id}"
        if link.record_id and link.record_id != place:
            await drop_person(taking, link.record_id)
        row = mine.get((deal_id, contact_id))
        if row is None:
            row = mine[deal_id, contact_id] = _person(taking, deal_id, contact_id, role, record.created)
            taking.session.add(row)
        elif role and (row.source == taking.connection_id or row.role is None):
            row.role = role
        link.record_id, link.digest, link.wants, link.gone = place, _digest(taking, record), None, False
        taking.deals.add(deal_id)


async def drop_person(taking: Taking, place: str) -> None:
    """Take a stakeholder off a deal, if the CRM had put them there."""
    deal_id, _, contact_id = place.partition(":")
    row = await taking.session.get(DealPerson, (deal_id, contact_id))
    if row is not None and row.source == taking.connection_id:
        await taking.session.delete(row)
        taking.deals.add(deal_id)


async def _rivals(taking: Taking, made: Sequence[Taken]) -> None:
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


async def _participants(taking: Taking, made: Sequence[Taken], near: Near) -> None:
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
