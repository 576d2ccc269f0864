"""The course of one deal of the demo company: who is involved, what changes, and how it ends.

Three truths decide how it ends, and chance; nothing else does. They are values of the plan, so tests can ask for them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ringside.deals.demo.market import Company, Person, content, person, pick

BASE = 1.7
SINGLE_THREADED = -2.4
LATE_DISCOUNT = -2.6
FORMFOX_AT_BROKERS = -2.6
"""What each truth adds to the log-odds of winning."""
PRICE_OF_A_TEAM = 10_800
"""For a team of ten and a year, in euros."""


@dataclass(frozen=True, slots=True)
class Course:
    """`discounts` and `moves` hold moments; `life` is from the first day to the close, or to now and on."""

    account: Company
    people: tuple[Person, ...]
    joined: tuple[datetime, ...]
    created: datetime
    closed: datetime | None
    now: datetime
    won: bool
    owner: str
    source: str
    product: str
    competitor: str | None
    competitor_since: datetime | None
    stages: tuple[tuple[str, datetime], ...]
    list_price: float
    discounts: tuple[tuple[datetime, float], ...]
    scope: tuple[datetime, float] | None
    expected: tuple[tuple[datetime, datetime], ...]
    truths: frozenset[str]

    @property
    def until(self) -> datetime:
        """The last moment of which anything is told."""
        return self.closed or self.now

    def stage(self, at: datetime) -> str:
        """Where the deal stood then."""
        return [name for name, since in self.stages if since <= at][-1] if at >= self.created else self.stages[0][0]

    def price(self, at: datetime) -> float:
        """The amount as it was then, in the account's currency."""
        amount = self.list_price
        if self.scope and self.scope[0] <= at:
            amount *= self.scope[1]
        given = [share for since, share in self.discounts if since <= at]
        return round(amount * (1 - (given[-1] if given else 0)), -2)


def course(chance: Random, account: Company, created: datetime, lasts: timedelta, now: datetime) -> Course:
    """One deal from its first day. It is open where it would close later than now."""
    book = content("company")
    closes = created + lasts
    closed = closes if closes <= now else None
    stages = _stages(chance, created, lasts, closed)
    people, joined = _people(chance, account, created, lasts)
    rival = pick(chance, book["competitors"])
    discounts, late = _discounts(chance, created, lasts)
    truths = frozenset(
        name
        for name, holds in {
            "single_threaded": len(people) == 1,
            "late_discount": late,
            "formfox_at_brokers": rival == "FormFox" and account.segment == "Brokers",
        }.items()
        if holds
    )
    owners = {rep["name"]: rep for rep in book["reps"][account.language]}
    teams = max(1, round(account.handlers / 10))
    scope = (created + lasts * chance.uniform(0.35, 0.6), chance.choice((0.7, 0.85, 1.2, 1.4)))
    return Course(
        account, people, joined, created, closed, now,
        won=chance.random() < chances(truths),
        owner=pick(chance, owners), source=pick(chance, book["lead_sources"]),
        product=pick(chance, book["products"]),
        competitor=None if rival == "none" else rival,
        competitor_since=None if rival == "none" else created + lasts * chance.uniform(0.08, 0.45),
        stages=tuple(step for step in stages if closed or step[1] <= now),
        list_price=round(teams * PRICE_OF_A_TEAM * account.rate * chance.uniform(0.8, 1.3), -2),
        discounts=tuple(given for given in discounts if given[0] <= now),
        scope=scope if chance.random() < 0.2 and scope[0] <= now else None,
        expected=_expected(chance, created, lasts, now), truths=truths,
    )  # fmt: skip


def chances(truths: frozenset[str]) -> float:
    """How likely a deal is won of which these truths hold."""
    odds = BASE
    odds += SINGLE_THREADED * ("single_threaded" in truths)
    odds += LATE_DISCOUNT * ("late_discount" in truths)
    odds += FORMFOX_AT_BROKERS * ("formfox_at_brokers" in truths)
    return 1 / (1 + math.exp(-odds))


def _stages(
    chance: Random, created: datetime, lasts: timedelta, closed: datetime | None
) -> tuple[tuple[str, datetime], ...]:
    names: Sequence[str] = content("company")["stages"]
    parts = [chance.uniform(*span) for span in ((0.15, 0.3), (0.38, 0.52), (0.62, 0.8))]
    steps = [(names[0], created), *((name, created + lasts * at) for name, at in zip(names[1:], parts, strict=True))]
    if closed and chance.random() < 0.25:
        steps = steps[:-1]  # decided on the proposal
    return tuple(steps)


def _people(
    chance: Random, account: Company, created: datetime, lasts: timedelta
) -> tuple[tuple[Person, ...], tuple[datetime, ...]]:
    """The main contact, and in two deals of three others who join in the first third."""
    count = chance.choices((1, 2, 3, 4), (36, 32, 22, 10))[0]
    main = chance.choices(("champion", "decision_maker", "influencer", "user"), (56, 14, 16, 14))[0]
    rest = [role for role in content("company")["positions"] if role != main]
    roles = [main, *chance.sample(rest, count - 1)]
    people: dict[str, Person] = {}
    for role in roles:
        somebody = person(chance, account, role, created)
        while somebody.email in people:
            somebody = person(chance, account, role, created)
        people[somebody.email] = somebody
    joined = [created, *(created + lasts * chance.uniform(0.08, 0.33) for _ in roles[1:])]
    return tuple(people.values()), tuple(joined)


def _discounts(chance: Random, created: datetime, lasts: timedelta) -> tuple[tuple[tuple[datetime, float], ...], bool]:
    """What is given away and when, and whether it is more than a fifth in a late stage."""
    draw = chance.random()
    late = created + lasts * chance.uniform(0.66, 0.86)
    if draw < 0.22:
        return ((late, chance.choice((0.22, 0.24, 0.25, 0.28, 0.3, 0.35))),), True
    if draw < 0.48:
        return ((late, chance.choice((0.05, 0.08, 0.1, 0.12, 0.15, 0.18))),), False
    if draw < 0.56:  # much, but from the first day: a framework price
        return ((created + lasts * 0.02, chance.choice((0.22, 0.25, 0.3))),), False
    return (), False


def _expected(
    chance: Random, created: datetime, lasts: timedelta, now: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """When the close was expected, and since when: hopes come first, postponements later."""
    moves = chance.choices((0, 1, 2, 3), (34, 36, 20, 10))[0]
    aim = created + lasts * (chance.uniform(0.95, 1.1) if not moves else chance.uniform(0.6, 0.8))
    found = [(created, aim)]
    for number in range(moves):
        at = created + lasts * (0.35 + 0.5 * (number + chance.random()) / max(moves, 1))
        aim = max(aim, at) + timedelta(days=chance.choice((7, 14, 21, 30)))
        found.append((at, aim))
    return tuple(step for step in found if step[0] <= now)
