"""The rows of the demo company's deals: plain values, the same for the same seed and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from ringside.deals.demo.course import Course, course
from ringside.deals.demo.market import Company, Person, company, content, identity, met
from ringside.deals.demo.telling import Teller, Told
from ringside.dialogue.language import fold

SEED = 11
DEALS = 300
OPEN = 80
DAYS = 730
SOURCE = "demo"

Row = dict[str, Any]


@dataclass(frozen=True)
class Generated:
    """Rows by table, in an order in which they can be inserted, and what is planted in each deal by its id."""

    stages: list[Row] = field(default_factory=list)
    accounts: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    deals: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    competitors: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)
    activity_people: list[Row] = field(default_factory=list)
    truths: dict[str, frozenset[str]] = field(default_factory=dict)


def generate(
    now: datetime, seed: int = SEED, *, users: Mapping[str, str] | None = None, deals: int = DEALS, open_: int = OPEN
) -> Generated:
    """The whole company as it stands now. `users` gives the ids of reps by name; others have a name only."""
    chance, now = Random(seed), now.replace(second=0, microsecond=0)
    made = Generated()
    made.stages.extend(_stages())
    taken: set[str] = set()
    accounts = [company(chance, now - timedelta(days=DAYS + 260), taken) for _ in range(max(1, deals * 3 // 4))]
    made.accounts.extend(_account(item, number) for number, item in enumerate(accounts))
    known: dict[str, Person] = {}
    for number, given in enumerate(content("company")["met"][:deals]):
        accounts[number], plan = _met(chance, given, now)
        made.accounts[number] = _account(accounts[number], number)
        _add(made, chance, plan, number, known, users or {})
    for number in range(len(made.deals), deals):
        # The first ones have each account once, later ones come back to some.
        account = accounts[number] if number < len(accounts) else chance.choice(accounts)
        plan = _unlike(chance, account, number < open_, now)
        _add(made, chance, plan, number, known, users or {})
    _date_contacts(made)
    return made


def _met(chance: Random, given: Mapping[str, Any], now: datetime) -> tuple[Company, Course]:
    """The open deal of a customer whose calls were recorded over the last weeks."""
    account, somebody = met(chance, given, now - timedelta(days=DAYS))
    plan = course(chance, account, now - timedelta(days=38), timedelta(days=85), now)
    return account, replace(plan, people=(somebody, *plan.people[1:]), owner=given["owner"])


def _date_contacts(made: Generated) -> None:
    """A contact is as old as the first deal they were met on."""
    first: dict[str, datetime] = {}
    for row in made.people:
        first[row["contact_id"]] = min(row["since"], first.get(row["contact_id"], row["since"]))
    for row in made.contacts:
        row["created_at"] = row["updated_at"] = first[row["id"]]


def many(now: datetime, deals: int = 10_000, seed: int = SEED) -> Generated:
    """The same at any size, for benchmarks."""
    return generate(now, seed, deals=deals, open_=deals // 4)


def _unlike(chance: Random, account: Company, open_: bool, now: datetime) -> Course:
    """A course that is still open, or one that has closed, as wanted."""
    lasts = timedelta(days=25 + min(chance.gammavariate(4.0, 16.0), 240))
    if open_:
        age = lasts * chance.uniform(0.08, 0.97)
        return course(chance, account, now - age, lasts, now)
    closed = now - timedelta(days=chance.uniform(1, DAYS - 90), hours=chance.uniform(0, 8))
    return course(chance, account, closed - lasts, lasts, now)


def _stages() -> Iterable[Row]:
    names = content("company")["stages"]
    for position, (name, status) in enumerate([*((n, "open") for n in names), ("Won", "won"), ("Lost", "lost")]):
        yield {"name": name, "position": position, "status": status}


def _kept(chance: Random, at: datetime, key: str, updated: datetime | None = None) -> Row:
    return {
        "id": identity(chance, at), "source": SOURCE, "external_id": key, "custom": {}, "created_at": at,
        "updated_at": updated or at, "deleted_at": None,
    }  # fmt: skip


def _account(item: Company, number: int) -> Row:
    return {
        "id": item.id, "source": SOURCE, "external_id": f"account-{number + 1}", "custom": {},
        "created_at": item.since, "updated_at": item.since, "deleted_at": None, "name": item.name,
        "folded": fold(item.name).text, "domain": item.domain, "industry": item.industry, "segment": item.segment,
        "employees": item.handlers * 6, "country": item.country, "owner_id": None,
        "owner_name": None, "parent_id": None, "notes": "",
    }  # fmt: skip


def _add(
    made: Generated, chance: Random, plan: Course, number: int, known: dict[str, Person], users: Mapping[str, str]
) -> None:
    """One deal with all that belongs to it. A person met before is the same contact."""
    plan = _acquainted(plan, known)
    deal = _deal(chance, plan, number, users)
    made.deals.append(deal)
    made.truths[deal["id"]] = plan.truths
    for person, since in zip(plan.people, plan.joined, strict=True):
        if since <= plan.until:
            if person.email not in known:
                known[person.email] = person
                made.contacts.append(_contact(person, plan, len(known), since))
            made.people.append({"deal_id": deal["id"], "contact_id": person.id, "role": person.role, "since": since,
                                "source": SOURCE})  # fmt: skip
    if plan.competitor and plan.competitor_since and plan.competitor_since <= plan.until:
        made.competitors.append({
            "deal_id": deal["id"], "folded": fold(plan.competitor).text, "name": plan.competitor,
            "since": plan.competitor_since, "source": SOURCE,
        })  # fmt: skip
    made.changes.extend(_changes(chance, plan, deal))
    told = Teller(chance, plan).all()
    for place, item in enumerate(told):
        row = _activity(chance, plan, deal, item, f"activity-{number + 1}-{place + 1}")
        made.activities.append(row)
        made.activity_people.extend(_took_part(row["id"], item))
    happened = [item.at for item in told if item.at <= plan.now]
    deal["updated_at"] = max([deal["updated_at"], *happened])


def _acquainted(plan: Course, known: Mapping[str, Person]) -> Course:
    return replace(plan, people=tuple(known.get(person.email, person) for person in plan.people))


def _deal(chance: Random, plan: Course, number: int, users: Mapping[str, str]) -> Row:
    words = content("words")
    outcome = "won" if plan.won else "lost"
    account = plan.account
    shares = [share for _, share in plan.discounts]
    status = outcome if plan.closed else "open"
    name = f"{account.name} – {plan.product}"
    steps = words["next_steps"][account.language]
    step = chance.choice(steps).format(first=plan.people[0].first) if chance.random() < 0.7 else None
    return _kept(chance, plan.created, f"deal-{number + 1}", plan.closed or plan.stages[-1][1]) | {
        "account_id": account.id, "name": name, "folded": fold(name).text, "status": status,
        "stage": outcome.capitalize() if plan.closed else plan.stages[-1][0],
        "stage_since": plan.closed or plan.stages[-1][1],
        "amount": Decimal(str(plan.price(plan.until))), "currency": account.currency,
        "discount": shares[-1] if shares else None, "close_on": (plan.closed or plan.expected[-1][1]).date(),
        "closed_at": plan.closed, "owner_id": users.get(plan.owner), "owner_name": plan.owner,
        "lead_source": plan.source, "product": plan.product, "next_step": None if plan.closed else step,
        "close_reason": chance.choice(words["reasons"][outcome]) if plan.closed else None,
    }  # fmt: skip


def _contact(person: Person, plan: Course, number: int, since: datetime) -> Row:
    return {
        "id": person.id, "source": SOURCE, "external_id": f"contact-{number}", "custom": {}, "created_at": since,
        "updated_at": since, "deleted_at": None, "account_id": plan.account.id, "name": person.name,
        "folded": fold(person.name).text, "email": person.email, "phone": None, "title": person.title, "role": None,
        "language": person.language, "timezone": person.timezone, "notes": "",
    }  # fmt: skip


def _changes(chance: Random, plan: Course, deal: Row) -> list[Row]:
    found: list[tuple[datetime, str, str | None, str | None]] = []
    for (before, _), (after, at) in zip(plan.stages, plan.stages[1:], strict=False):
        found.append((at, "stage", before, after))
    for number, (at, share) in enumerate(plan.discounts):
        found.append((at, "discount", str(plan.discounts[number - 1][1]) if number else None, str(share)))
    for at in sorted([at for at, _ in plan.discounts] + ([plan.scope[0]] if plan.scope else [])):
        before_ = plan.price(at - timedelta(seconds=1))
        found.append((at, "amount", f"{before_:.2f}", f"{plan.price(at):.2f}"))
    for (_, old), (at, new) in zip(plan.expected, plan.expected[1:], strict=False):
        found.append((at, "close_on", old.date().isoformat(), new.date().isoformat()))
    if plan.closed:
        found.append((plan.closed, "stage", plan.stages[-1][0], deal["stage"]))
        found.append((plan.closed, "status", "open", deal["status"]))
        if plan.expected[-1][1].date() != plan.closed.date():
            old_day = plan.expected[-1][1].date().isoformat()
            found.append((plan.closed, "close_on", old_day, plan.closed.date().isoformat()))
    return [
        {"id": identity(chance, at), "deal_id": deal["id"], "at": at, "field": name, "before": before,
         "after": after, "by": deal["owner_id"], "source": SOURCE}
        for at, name, before, after in found if at <= plan.until
    ]  # fmt: skip


def _activity(chance: Random, plan: Course, deal: Row, item: Told, key: str) -> Row:
    entered = item.entered or item.at
    return _kept(chance, item.at, key) | {
        "created_at": entered, "updated_at": entered, "kind": item.kind, "direction": item.direction, "at": item.at,
        "duration_s": None if item.minutes is None else round(item.minutes * 60), "subject": item.subject,
        "text": item.text, "language": plan.account.language, "deal_id": deal["id"], "account_id": plan.account.id,
        "user_id": None if item.kind == "visit" else deal["owner_id"],
        "user_name": None if item.kind == "visit" else deal["owner_name"], "call_id": None, "conversation_id": None,
    }  # fmt: skip


def _took_part(activity_id: str, item: Told) -> Sequence[Row]:
    """The contacts of an activity and their part in it."""
    first = {"in": "from", "out": "to"}.get(item.direction or "", "with")
    part = first if item.kind == "email" else "with"
    if item.kind in ("call", "visit") and item.direction == "in":
        part = "from"
    return [{"activity_id": activity_id, "contact_id": person.id, "part": part} for person in item.people]
