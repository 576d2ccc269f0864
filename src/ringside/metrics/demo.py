"""The numbers of the demo company: about three years of orders, deals and activities up to a day, from a seed.

What is true of them is planted, so that answers can be checked by hand (`docs/metrics-data.md` lists it): regions grow
at their own pace with a peak in December and a dip in August; the largest customer in Germany stops buying
`CHURN_MONTHS` before the end; deals against FormFox are won half as often since `FORMFOX_MONTHS`; Fast Start, launched
fourteen months ago, sells well at a low margin; discounts for Enterprise double in the last month of a quarter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ringside.core.content import parse

if TYPE_CHECKING:
    import pyarrow as pa

MONTHS = 36
CUSTOMERS = 260
ORDERS_A_MONTH = 105
DEALS_A_MONTH = 62
CHURN_MONTHS = 4
FORMFOX_MONTHS = 9
CENT = Decimal("0.01")


class Product(NamedTuple):
    id: int
    name: str
    category: str
    price: int
    cost: int
    weight: float
    launched: date
    only: str | None


class Customer(NamedTuple):
    id: int
    name: str
    segment: str
    industry: str
    country: str
    region: str
    handlers: int
    signed_up: date
    stopped: date | None


class Rep(NamedTuple):
    id: int
    name: str
    team: str
    regions: tuple[str, ...]
    strength: float
    hired: date


@dataclass(frozen=True)
class Company:
    """Everybody and everything that orders and deals refer to."""

    start: date
    as_of: date
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    reps: tuple[Rep, ...]


def generate(as_of: date, seed: int = 7) -> dict[str, pa.Table]:
    """The tables of the company as they are on this day, the same for the same seed."""
    chance = np.random.default_rng(seed)
    company = _company(as_of, chance)
    deals = list(_deals(company, chance))
    return {
        "customers": _table(
            [
                {
                    "customer_id": c.id, "customer_name": c.name, "segment": c.segment, "industry": c.industry,
                    "country": c.country, "region": c.region, "claims_handlers": c.handlers,
                    "signup_date": c.signed_up,
                }
                for c in company.customers
            ]
        ),
        "products": _table(
            [
                {
                    "product_id": p.id, "product_name": p.name, "category": p.category,
                    "list_price": _money(p.price), "unit_cost": _money(p.cost), "launch_date": p.launched,
                }
                for p in company.products
            ]
        ),
        "regions": _table([{"region": name, "team": _team(name)} for name in _content()["regions"]]),
        "reps": _table(
            [{"rep_id": r.id, "rep_name": r.name, "team": r.team, "hire_date": r.hired} for r in company.reps]
        ),
        "order_lines": _table(list(_order_lines(company, chance))),
        "opportunities": _table(deals),
        "activities": _table(list(_activities(company, deals, chance))),
        "targets": _table(list(_targets(company))),
    }  # fmt: skip


@cache
def _content() -> Any:
    return parse((files("ringside.metrics") / "demo.yaml").read_text(encoding="utf-8"))


def _team(region: str) -> str:
    return next(str(team) for team, regions in _content()["teams"].items() if region in regions)


def month_back(day: date, months: int) -> date:
    """The first day of the month this many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _pick(chance: np.random.Generator, weights: Mapping[str, float]) -> str:
    return next(iter(_picks(chance, weights, 1)))


def _picks(chance: np.random.Generator, weights: Mapping[str, float], count: int) -> list[str]:
    share = np.array(list(weights.values()), dtype=float)
    return [list(weights)[n] for n in chance.choice(len(share), size=count, p=share / share.sum())]


def _company(as_of: date, chance: np.random.Generator) -> Company:
    content, start = _content(), month_back(as_of, MONTHS)
    products = tuple(
        Product(
            number, item["name"], item["category"], item["price"], item["cost"], item["weight"],
            month_back(as_of, item.get("launched_months_ago", 60 + number)), item.get("only"),
        )
        for number, item in enumerate(content["products"], 1)
    )  # fmt: skip
    reps = tuple(
        Rep(number, item["name"], item["team"], tuple(content["teams"][item["team"]]), item["strength"],
            month_back(as_of, item["months"]) + timedelta(days=int(chance.integers(0, 27))))
        for number, item in enumerate(content["reps"], 1)
    )  # fmt: skip
    return Company(start, as_of, products, tuple(_customers(start, as_of, chance)), reps)


def _customers(start: date, as_of: date, chance: np.random.Generator) -> Sequence[Customer]:
    content = _content()
    names = [f"{one} {two}" for one in content["customers"]["first"] for two in content["customers"]["second"]]
    chance.shuffle(names)
    hebrew = list(content["customers"]["hebrew"])
    first = start - timedelta(days=500)
    found: list[Customer] = []
    for number in range(1, CUSTOMERS + 1):
        region = _pick(chance, {name: item["weight"] for name, item in content["regions"].items()})
        segment = _pick(chance, {name: item["weight"] for name, item in content["segments"].items()})
        country = _pick(chance, content["regions"][region]["countries"])
        name = hebrew.pop() if region == "Israel" and hebrew else names.pop()
        low, high = content["segments"][segment]["handlers"]
        signed_up = first + timedelta(days=int(chance.integers(0, (as_of - first).days - 20)))
        found.append(
            Customer(number, name, segment, _pick(chance, content["industries"]), country, region,
                     int(chance.integers(low, high + 1)), signed_up, None)
        )  # fmt: skip
    # The customer whose loss is felt: an Enterprise in Germany from the first day on.
    found[0] = found[0]._replace(
        name="Nordstern Mutual Group", segment="Enterprise", industry="Property", country="Germany", region="DACH",
        handlers=380, signed_up=first, stopped=month_back(as_of, CHURN_MONTHS),
    )  # fmt: skip
    return found


def _orders_on(company: Company, month: date) -> float:
    content = _content()
    years = (month - company.start).days / 365.25
    weights = {name: item["weight"] for name, item in content["regions"].items()}
    growth = sum(weights[name] * item["growth"] ** years for name, item in content["regions"].items())
    return float(ORDERS_A_MONTH * growth / sum(weights.values()) * content["months"][month.month])


def _days(company: Company, month: date) -> int:
    """How many days of a month have been."""
    after = month_back(month, -1)
    return (min(after, company.as_of + timedelta(days=1)) - month).days


def _order_lines(company: Company, chance: np.random.Generator) -> Sequence[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    order = 10_000
    for back in range(MONTHS, -1, -1):
        month = month_back(company.as_of, back)
        days, whole = _days(company, month), (month_back(month, -1) - month).days
        for _ in range(int(chance.poisson(_orders_on(company, month) * days / whole))):
            day = month + timedelta(days=int(chance.integers(0, days)))
            customer = _buyer(company, day, chance)
            order += 1
            lines += _lines_of(company, order, day, customer, chance)
    return lines


def _buyer(company: Company, day: date, chance: np.random.Generator) -> Customer:
    years = (day - company.start).days / 365.25
    regions = _content()["regions"]
    able = [c for c in company.customers if c.signed_up <= day and (c.stopped is None or day < c.stopped)]
    weight = np.array(
        [(9.0 if c.stopped else 1.0) * regions[c.region]["growth"] ** years for c in able], dtype=float
    )  # fmt: skip
    return able[int(chance.choice(len(able), p=weight / weight.sum()))]


def _lines_of(
    company: Company, order: int, day: date, customer: Customer, chance: np.random.Generator
) -> Sequence[dict[str, Any]]:
    sold = {
        str(p.id): p.weight for p in company.products
        if p.launched <= day and (p.only is None or p.only == customer.region)
    }  # fmt: skip
    size = _content()["segments"][customer.segment]["size"]
    rep = _rep_of(company, customer, day)
    channel = _pick(chance, _content()["channels"])
    discount = _discount(customer, day, chance)
    lines: list[dict[str, Any]] = []
    wanted = dict.fromkeys(_picks(chance, sold, int(chance.integers(1, 5))))
    for number, picked in enumerate(wanted, 1):
        product = company.products[int(picked) - 1]
        # Prices rise by three in a hundred each January.
        raised = Decimal(product.price) * Decimal("1.03") ** (day.year - company.start.year)
        lines.append(
            {
                "order_id": order, "line": number, "order_date": day, "customer_id": customer.id,
                "product_id": product.id, "rep_id": rep.id, "channel": channel,
                "quantity": max(1, int(chance.poisson(size * (1.5 if product.category == "Platform" else 0.9)))),
                "unit_price": raised.quantize(CENT), "discount": discount,
            }
        )  # fmt: skip
    return lines


def _discount(customer: Customer, day: date, chance: np.random.Generator) -> Decimal:
    usual = {"Small": 2, "Mid-Market": 5, "Enterprise": 8}[customer.segment]
    if customer.segment == "Enterprise" and day.month % 3 == 0:
        usual *= 2
    return (Decimal(max(0, int(chance.normal(usual, 2)))) / 100).quantize(CENT)


def _rep_of(company: Company, customer: Customer, day: date) -> Rep:
    """Who looks after a customer: always the same person of those who were there."""
    able = [rep for rep in company.reps if customer.region in rep.regions and rep.hired <= day]
    return able[customer.id % len(able)] if able else company.reps[0]


def _deals(company: Company, chance: np.random.Generator) -> Sequence[dict[str, Any]]:
    deals: list[dict[str, Any]] = []
    for back in range(MONTHS, -1, -1):
        month = month_back(company.as_of, back)
        days, whole = _days(company, month), (month_back(month, -1) - month).days
        for _ in range(int(chance.poisson(DEALS_A_MONTH * days / whole))):
            created = month + timedelta(days=int(chance.integers(0, days)))
            deals.append(_deal(company, len(deals) + 1, created, chance))
    return deals


def _deal(company: Company, number: int, created: date, chance: np.random.Generator) -> dict[str, Any]:
    content = _content()
    customer = company.customers[int(chance.integers(0, len(company.customers)))]
    rep = _rep_of(company, customer, created)
    competitor = _pick(chance, content["competitors"])
    source = _pick(chance, content["lead_sources"])
    lasts = int(chance.gamma(3.0, {"Small": 13, "Mid-Market": 22, "Enterprise": 36}[customer.segment])) + 5
    closed = created + timedelta(days=lasts)
    won = chance.random() < _odds(company, rep, competitor, source, closed)
    loss = _pick(chance, content["loss_reasons"])
    stage = _pick(chance, content["stages"])
    size = content["segments"][customer.segment]["size"]
    amount = round(float(chance.lognormal(9.0, 0.5)) * (0.6 + 0.5 * size), -2)
    over = closed <= company.as_of
    return {
        "opportunity_id": 5000 + number, "customer_id": customer.id, "rep_id": rep.id,
        "stage": ("Won" if won else "Lost") if over else stage, "amount": _money(amount), "created_date": created,
        "closed_date": closed if over else None, "expected_close": None if over else closed,
        "competitor": None if competitor == "None" else competitor, "lead_source": source,
        "loss_reason": loss if over and not won else None,
    }  # fmt: skip


def _odds(company: Company, rep: Rep, competitor: str, source: str, closed: date) -> float:
    odds = 0.36 * rep.strength * {"Referral": 1.35, "Inbound": 1.1, "Partner": 1.0, "Outbound": 0.75}[source]
    if competitor == "FormFox":
        odds *= 0.5 if closed >= month_back(company.as_of, FORMFOX_MONTHS) else 1.0
    if (closed - rep.hired).days < 180:
        odds *= 0.6
    return min(odds, 0.9)


def _activities(
    company: Company, deals: Sequence[dict[str, Any]], chance: np.random.Generator
) -> Sequence[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    kinds = _content()["activities"]
    for deal in deals:
        until = deal["closed_date"] or company.as_of
        span = max(1, (until - deal["created_date"]).days)
        count = int(chance.poisson(5.5))
        for day, kind in zip(
            sorted(chance.integers(0, span + 1, size=count)), _picks(chance, kinds, count), strict=True
        ):
            at = datetime.combine(deal["created_date"] + timedelta(days=int(day)), time(8)) + timedelta(
                minutes=int(chance.integers(0, 600))
            )
            found.append(
                {
                    "activity_id": 90_000 + len(found), "opportunity_id": deal["opportunity_id"],
                    "customer_id": deal["customer_id"], "rep_id": deal["rep_id"], "kind": kind, "activity_at": at,
                    "minutes": 0 if kind == "E-mail" else int(chance.gamma(3.0, 8.0)) + 3,
                }
            )  # fmt: skip
    return found


def _targets(company: Company) -> Sequence[dict[str, Any]]:
    """What each region was to sell each month: this year's to its end too."""
    found: list[dict[str, Any]] = []
    last = date(company.as_of.year, 12, 1)
    month = company.start
    regions = _content()["regions"]
    while month <= last:
        years = (month - company.start).days / 365.25
        for region, item in regions.items():
            goal = 5400 * item["weight"] * 1.2**years * _content()["months"][month.month]
            found.append({"month": month, "region": region, "target_revenue": _money(round(goal, -2))})
        month = month_back(month, -1)
    return found


def _money(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(CENT)


def _table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {
        "unit_price": pa.decimal128(18, 2), "amount": pa.decimal128(18, 2), "list_price": pa.decimal128(18, 2),
        "unit_cost": pa.decimal128(18, 2), "target_revenue": pa.decimal128(18, 2), "discount": pa.decimal128(18, 2),
        "activity_at": pa.timestamp("us"),
    }  # fmt: skip
    return pa.table({name: pa.array([row[name] for row in rows], kinds.get(name)) for name in rows[0]})
