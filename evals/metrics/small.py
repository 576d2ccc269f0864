"""Questions over small invented databases, described by the tool alone: how it does on data nobody prepared.

The tables are made by seeded rules and written as CSV the way such systems export them; `small.yaml` has the questions.
"""

from __future__ import annotations

# Rules that make tables read best in one line.
# ruff: noqa: E501
import csv
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from evals.metrics.asking import Case, Figures, score
from evals.metrics.database import opened

TODAY = date(2025, 11, 20)
QUESTIONS = Path(__file__).parent / "small.yaml"
Tables = dict[str, tuple[Sequence[str], list[Sequence[Any]]]]


def score_small() -> list[Figures]:
    listed = yaml.safe_load(QUESTIONS.read_text("utf-8"))
    figures = []
    for name, make in DATABASES.items():
        with tempfile.TemporaryDirectory() as folder:
            write(make(random.Random(name)), Path(folder))
            with opened(Path(folder), TODAY) as database:
                for part in ("questions", "held out"):
                    told = f"{name} {'held out ' if part == 'held out' else ''}(drafted model)"
                    figures.append(score(told, database, _cases(name, listed[name].get(part, []))))
    return figures


def _cases(name: str, listed: list[dict[str, Any]]) -> Iterator[Case]:
    for i, each in enumerate(listed, 1):
        yield Case(
            f"{name}-{i}", each["ask"], sql=each.get("sql"), either=each.get("either"),
            status=tuple(each.get("status", ())), ordered=each.get("ordered", False),
        )  # fmt: skip


def write(tables: Tables, folder: Path) -> None:
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def clinic(chance: random.Random) -> Tables:
    """A group practice: who came when to whom, what was done, what was billed."""
    cities = ("Leeds", "York", "Hull", "Sheffield")
    doctors = [
        (i, first, last, field, _day(chance, date(2015, 1, 1), date(2023, 12, 31)))
        for i, (first, last, field) in enumerate(
            [("Amara", "Osei", "Cardiology"), ("Ben", "Whitlock", "Dermatology"), ("Clara", "Nowak", "Pediatrics"),
             ("Deepa", "Rao", "General"), ("Ewan", "Fraser", "General"), ("Fay", "Lindqvist", "Orthopedics")], 1,
        )
    ]  # fmt: skip
    firsts, lasts = (
        ["Ada", "Bo", "Cy", "Dot", "Eli", "Flo", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou", "Mo", "Ned", "Oz", "Pia"],
        ["Ash", "Birch", "Cole", "Dale", "Elm", "Ford", "Gale"],
    )
    patients = [
        (1000 + i, chance.choice(firsts), chance.choice(lasts), chance.choice("FM"), _day(chance, date(1940, 1, 1), date(2022, 1, 1)),
         chance.choice(cities), chance.choice(["NHS", "Aviva", "Bupa", "Self-pay"]), _day(chance, date(2023, 1, 1), date(2025, 11, 1)))
        for i in range(120)
    ]  # fmt: skip
    visits, procedures, payments = [], [], []
    for i in range(700):
        when = datetime.combine(_day(chance, date(2024, 1, 1), date(2025, 11, 20)), datetime.min.time())
        when += timedelta(hours=8 + chance.randrange(9), minutes=15 * chance.randrange(4))
        status = chance.choices(["completed", "cancelled", "no-show"], [80, 12, 8])[0]
        visits.append((i + 1, chance.choice(patients)[0], chance.choice(doctors)[0], when.isoformat(" "), chance.choice([15, 20, 30, 45]),
                       status, chance.choice(["checkup", "follow-up", "emergency"]), chance.choice([1, 2, 3, 4, 5, ""])))  # fmt: skip
        if status == "completed":
            for _ in range(chance.randrange(1, 3)):
                fee = chance.choice([40, 65, 90, 120, 250])
                procedures.append(
                    (
                        len(procedures) + 1,
                        i + 1,
                        chance.choice(["ECG", "X-ray", "Blood test", "Vaccination", "Consultation"]),
                        fee,
                    )
                )
                if chance.random() < 0.85:
                    payments.append((len(payments) + 1, i + 1, fee, (when.date() + timedelta(days=chance.randrange(40))).isoformat(),
                                     chance.choice(["card", "cash", "insurance"])))  # fmt: skip
    return {
        "doctors": (("doctor_id", "first_name", "last_name", "specialty", "hired_on"), doctors),
        "patients": (("patient_id", "first_name", "last_name", "gender", "date_of_birth", "city", "insurer", "registered_at"), patients),
        "visits": (("visit_id", "patient_id", "doctor_id", "visit_time", "duration_minutes", "status", "visit_type", "rating"), visits),
        "procedures": (("procedure_id", "visit_id", "procedure_name", "fee"), procedures),
        "payments": (("payment_id", "visit_id", "amount", "paid_on", "method"), payments),
    }  # fmt: skip


def subscriptions(chance: random.Random) -> Tables:
    """A software company: accounts, their plans, invoices, support tickets."""
    plans = [
        (1, "Starter", 29, "monthly"),
        (2, "Team", 99, "monthly"),
        (3, "Business", 299, "monthly"),
        (4, "Enterprise", 4800, "yearly"),
    ]
    accounts = [
        (i, f"{first} {last}", chance.choice(["US", "GB", "DE", "FR", "BR"]), chance.choice(["Retail", "Health", "Finance", "Education"]),
         chance.choice([5, 12, 30, 80, 250, 900]), _day(chance, date(2022, 6, 1), date(2025, 11, 1)), chance.choice(["ads", "referral", "organic", "event"]))
        for i, (first, last) in enumerate(((a, b) for a in ["Acorn", "Bluff", "Cobalt", "Drift", "Ember", "Flint", "Grove", "Hatch"]
                                           for b in ["Labs", "Works", "Foods", "Media", "Care", "Bank"]), 1)
    ]  # fmt: skip
    subs, invoices, tickets = [], [], []
    for account in accounts:
        plan = chance.choice(plans)
        start = account[5] + timedelta(days=chance.randrange(20))
        end = start + timedelta(days=chance.randrange(60, 900)) if chance.random() < 0.35 else None
        end = end if end and end <= TODAY else None
        subs.append(
            (
                len(subs) + 1,
                account[0],
                plan[0],
                start,
                end or "",
                "cancelled" if end else "active",
                chance.choice([1, 2, 5, 10]),
            )
        )
        day = start
        while day <= (end or TODAY):
            status = chance.choices(["paid", "overdue", "refunded"], [90, 7, 3])[0]
            invoices.append((5000 + len(invoices), len(subs), day, plan[2] * subs[-1][6], status))
            day += timedelta(days=30 if plan[3] == "monthly" else 365)
        for _ in range(chance.randrange(0, 9)):
            opened_at = _day(chance, start, TODAY) if start < TODAY else start
            hours = chance.choice([1, 3, 8, 24, 72, None])
            tickets.append((len(tickets) + 1, account[0], opened_at, chance.choice(["low", "normal", "urgent"]), chance.choice(["billing", "bug", "how-to"]),
                            (opened_at + timedelta(hours=hours)).isoformat() if hours else "", hours or ""))  # fmt: skip
    return {
        "plans": (("plan_id", "plan_name", "price", "billing_period"), plans),
        "accounts": (("account_id", "company_name", "country", "industry", "employees", "signup_date", "acquisition_channel"), accounts),
        "subscriptions": (("subscription_id", "account_id", "plan_id", "start_date", "end_date", "status", "seats"), subs),
        "invoices": (("invoice_id", "subscription_id", "invoice_date", "amount_usd", "status"), invoices),
        "support_tickets": (("ticket_id", "account_id", "created_at", "priority", "category", "closed_at", "resolution_hours"), tickets),
    }  # fmt: skip


def crm(chance: random.Random) -> Tables:
    """An export of a sales system, with headers as people see them there."""
    owners = ["Nina Holt", "Omar Said", "Paula Reyes", "Quinn Baker"]
    companies = [
        (f"C-{i:03}", f"{a} {b}", chance.choice(["Manufacturing", "Logistics", "Software", "Retail"]), chance.choice(["Spain", "Italy", "Portugal"]),
         chance.choice([20, 60, 150, 600, 2000]), chance.choice(owners))
        for i, (a, b) in enumerate(((a, b) for a in ["Ibex", "Jade", "Kestrel", "Lumen", "Mako", "Nimbus", "Opal"]
                                    for b in ["Group", "Partners", "Industries", "Systems", "Trading"]), 1)
    ]  # fmt: skip
    deals, notes = [], []
    for i in range(320):
        created = _day(chance, date(2023, 7, 1), date(2025, 11, 15))
        stage = chance.choices(
            ["Closed Won", "Closed Lost", "Qualification", "Demo", "Contract Sent"], [36, 40, 10, 8, 6]
        )[0]
        closed = min(created + timedelta(days=chance.randrange(10, 150)), TODAY) if stage.startswith("Closed") else None
        amount = chance.choice([4000, 7500, 12000, 25000, 60000])
        deals.append((f"D-{i:04}", f"Deal {i}", chance.choice(companies)[0], chance.choice(owners), stage, f"{amount:,}", created.strftime("%d/%m/%Y"),
                      closed.strftime("%d/%m/%Y") if closed else "", chance.choice(["New Business", "Renewal", "Upsell"]),
                      chance.choice(["Web", "Cold call", "Partner", "Event"]),
                      chance.choice(["Price", "Timing", "Competitor"]) if stage == "Closed Lost" else ""))  # fmt: skip
        for _ in range(chance.randrange(0, 6)):
            notes.append((len(notes) + 1, f"D-{i:04}", chance.choice(["Call", "Email", "Meeting"]), _day(chance, created, max(closed or TODAY, created)).strftime("%d/%m/%Y"),
                          chance.choice([5, 10, 30, 60]), chance.choice(["Connected", "No answer", "Left message"])))  # fmt: skip
    return {
        "Companies": (("Company ID", "Company Name", "Industry", "Country", "Number of Employees", "Account Owner"), companies),
        "Deals": (("Deal ID", "Deal Name", "Company ID", "Deal Owner", "Deal Stage", "Amount (EUR)", "Create Date", "Close Date", "Deal Type",
                   "Original Source", "Closed Lost Reason"), deals),
        "Activities": (("Activity ID", "Deal ID", "Activity Type", "Activity Date", "Duration (min)", "Outcome"), notes),
    }  # fmt: skip


DATABASES: dict[str, Callable[[random.Random], Tables]] = {"clinic": clinic, "subscriptions": subscriptions, "crm": crm}
