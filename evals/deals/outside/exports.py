"""Eight exports as real systems write them, of made-up worlds whose truth is known.

`python -m evals.deals.outside.exports FOLDER` writes them; evals.deals.outside.importing sends them to a server.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

TODAY = date(2026, 11, 20)
FIRST = ["Anna", "Tom", "Miriam", "Jonas", "Priya", "Luis", "Noa", "Greg"]
LAST = ["Becker", "Hale", "Okafor", "Lindqvist", "Rao", "Mendes", "Katz", "Novak"]
OWNERS = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)][:6]
TRADES = ["Foods", "Logistics", "Clinics", "Printing", "Marine", "Tooling", "Hotels", "Media", "Seeds", "Glass"]
ROOTS = ["Alder", "Brook", "Cobalt", "Dorn", "Elm", "Falk", "Gorse", "Hart", "Iris", "Juno", "Kestrel", "Lark", "Moor"]


@dataclass
class Truth:
    """What an import must find, and what an analysis may and may not say."""

    won: int = 0
    lost: int = 0
    open: int = 0
    total: int = 0
    owners: dict[str, int] = field(default_factory=dict)
    closes: dict[str, date] = field(default_factory=dict)  # name of a deal -> its close date
    planted: str | None = None  # header of the column that matters
    leaks: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()  # headers that have nothing to do with the outcome


@dataclass(frozen=True)
class Deal:
    name: str
    account: str
    owner: str
    status: str  # won, lost, open
    amount: int
    created: datetime
    closed: datetime
    good: bool  # whether the planted circumstance holds

    @property
    def done(self) -> bool:
        return self.status != "open"


@dataclass(frozen=True)
class Export:
    name: str
    content: bytes
    truth: Truth


def world(
    rng: random.Random, n: int, base: float, lift: float, share: float = 0.35, openly: float = 0.12
) -> list[Deal]:
    """Returns deals of which those with the planted circumstance are won `lift` more often; all else is chance."""
    accounts = [f"{root} {trade}" for root in ROOTS for trade in TRADES]
    deals = []
    for number in range(n):
        good = rng.random() < share
        status = "open" if rng.random() < openly else "won" if rng.random() < base + lift * good else "lost"
        created = datetime(2025, 1, 6, 8, 0) + timedelta(minutes=rng.randrange(60 * 24 * 560))
        closed = created + timedelta(days=rng.randrange(14, 110))
        account = rng.choice(accounts)
        amount = rng.randrange(20, 900) * 100
        deals.append(
            Deal(f"{account} {number + 101}", account, rng.choice(OWNERS), status, amount, created, closed, good)
        )
    return deals


def truth(deals: list[Deal], planted: str | None, leaks: tuple[str, ...], noise: tuple[str, ...]) -> Truth:
    found = Truth(planted=planted, leaks=leaks, noise=noise)
    for deal in deals:
        setattr(found, deal.status, getattr(found, deal.status) + 1)
        found.total += deal.amount
        found.owners[deal.owner] = found.owners.get(deal.owner, 0) + 1
        found.closes[deal.name] = deal.closed.date()
    return found


def written(rows: list[list[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def us(day: datetime) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def clock(moment: datetime) -> str:
    return f"{us(moment)} {moment.hour % 12 or 12}:{moment:%M %p}"


def salesforce(rng: random.Random) -> Export:
    """A formatted report saved as CSV: grouped by owner, whose name stands on the first row of its group only."""
    deals = world(rng, 820, 0.32, 0.28)
    width = 11
    rows: list[list[object]] = [
        ["Closed and open opportunities FY26"],
        ["As of 2026-11-20 09:14:22 Eastern Standard Time"],
        [],
    ]
    rows += [["Filtered By"], ["   Show: All opportunities"], []]
    rows.append(
        [
            "Opportunity Owner  ↑",
            "Opportunity Name",
            "Account Name",
            "Stage",
            "Amount",
            "Close Date",
            "Created Date",
            "Type",
            "Lead Source",
            "Probability (%)",
            "Billing State/Province",
        ]
    )
    for owner in sorted(OWNERS):
        group = [deal for deal in deals if deal.owner == owner]
        for place, deal in enumerate(group):
            stage, chance = {"won": ("Closed Won", 100), "lost": ("Closed Lost", 0)}.get(
                deal.status, rng.choice([("Prospecting", 10), ("Proposal/Price Quote", 75), ("Needs Analysis", 20)])
            )
            source = (
                "Partner Referral" if deal.good else rng.choice(["Web", "Trade Show", "Cold Call", "Purchased List"])
            )
            rows.append(
                [
                    owner if place == 0 else "",
                    deal.name,
                    deal.account,
                    stage,
                    f"${deal.amount:,}.00",
                    us(deal.closed),
                    us(deal.created),
                    rng.choice(["New Customer", "Existing Customer - Upgrade"]),
                    source,
                    f"{chance}%",
                    rng.choice(["CA", "NY", "TX", "OH", "WA"]),
                ]
            )
        total = sum(deal.amount for deal in group)
        rows.append(["Subtotal", "Sum", "", "", f"${total:,}.00", *[""] * (width - 5)])
        rows.append(["", "Count", len(group), *[""] * (width - 3)])
    rows.append(["Total", "Sum", "", "", f"${sum(deal.amount for deal in deals):,}.00", *[""] * (width - 5)])
    rows.append(["", "Count", len(deals), *[""] * (width - 3)])
    rows += [
        [],
        ["Confidential Information - Do Not Distribute"],
        ["Copyright © 2000-2026 salesforce.com, inc. All rights reserved."],
    ]
    noise = ("Type", "Billing State/Province")
    return Export("salesforce", written(rows), truth(deals, "Lead Source", ("Probability (%)",), noise))


def hubspot(rng: random.Random) -> Export:
    deals = world(rng, 760, 0.3, 0.3)
    heads = [
        "Record ID",
        "Deal Name",
        "Deal Stage",
        "Pipeline",
        "Amount",
        "Close Date",
        "Create Date",
        "Deal owner",
        "Deal Type",
    ]
    heads += [
        "Associated Company",
        "Number of Associated Contacts",
        "Number of times contacted",
        "Original Traffic Source",
    ]
    heads += ["Closed Lost Reason", "Closed Won Reason", "Is Closed Won", "Days to close"]
    rows: list[list[object]] = [list(heads)]
    for number, deal in enumerate(deals):
        stage = {"won": "Closed won", "lost": "Closed lost"}.get(
            deal.status, rng.choice(["Appointment scheduled", "Qualified to buy", "Contract sent"])
        )
        lost = rng.choice(["Budget", "Went with competitor", "No decision"]) if deal.status == "lost" else ""
        won = rng.choice(["Great fit", "Service", "Price"]) if deal.status == "won" else ""
        rows.append(
            [
                18203344120 + number * 37,
                deal.name,
                f"{stage} (Sales Pipeline)",
                "Sales Pipeline",
                f"{deal.amount}.00",
                f"{deal.closed:%Y-%m-%d %H:%M}",
                f"{deal.created:%Y-%m-%d %H:%M}",
                deal.owner,
                rng.choice(["newbusiness", "existingbusiness"]),
                deal.account,
                rng.randrange(3, 7) if deal.good else rng.randrange(1, 3),
                rng.randrange(1, 30),
                rng.choice(["Organic search", "Paid social", "Offline sources"]),
                lost,
                won,
                str(deal.status == "won").lower(),
                (deal.closed - deal.created).days if deal.done else "",
            ]
        )
    noise = ("Deal Type", "Number of times contacted", "Original Traffic Source")
    leaks = ("Closed Lost Reason", "Closed Won Reason")
    return Export(
        "hubspot", written(rows, encoding="utf-8-sig"), truth(deals, "Number of Associated Contacts", leaks, noise)
    )


def zoho(rng: random.Random) -> Export:
    """Pure chance: nothing but the leaks has to do with the outcome."""
    deals = world(rng, 700, 0.42, 0.0)
    heads = [
        "Record Id",
        "Deal Owner.id",
        "Deal Owner",
        "Amount",
        "Deal Name",
        "Closing Date",
        "Account Name",
        "Stage",
        "Type",
    ]
    heads += [
        "Probability (%)",
        "Expected Revenue",
        "Lead Source",
        "Contact Name",
        "Created Time",
        "Reason For Loss",
        "Territory",
        "Score",
    ]
    rows: list[list[object]] = [list(heads)]
    for number, deal in enumerate(deals):
        lost = rng.choice([("Closed Lost", 0), ("Closed-Lost to Competition", 0)])
        still = rng.choice([("Qualification", 10), ("Value Proposition", 40), ("Negotiation/Review", 90)])
        stage, chance = {"won": ("Closed Won", 100), "lost": lost}.get(deal.status, still)
        reason = rng.choice(["Expectation Mismatch", "Price", "Unqualified Customer"]) if deal.status == "lost" else ""
        rows.append(
            [
                f"zcrm_55407000000{300000 + number}",
                f"zcrm_{OWNERS.index(deal.owner)}",
                deal.owner,
                f"{deal.amount}",
                deal.name,
                f"{deal.closed:%d/%m/%Y}",
                deal.account,
                stage,
                rng.choice(["New Business", "Existing Business"]),
                chance,
                deal.amount * chance // 100,
                rng.choice(["Advertisement", "Employee Referral", "Online Store", "Seminar"]),
                f"{rng.choice(FIRST)} {rng.choice(LAST)}",
                f"{deal.created:%d/%m/%Y %I:%M %p}",
                reason,
                rng.choice(["North", "South", "East", "West"]),
                rng.randrange(1, 100),
            ]
        )
    leaks = ("Probability (%)", "Expected Revenue", "Reason For Loss")
    return Export("zoho", written(rows), truth(deals, None, leaks, ("Type", "Lead Source", "Territory", "Score")))


def pipedrive(rng: random.Random) -> Export:
    deals = world(rng, 740, 0.48, -0.27)
    heads = [
        "ID",
        "Titel",
        "Organisation",
        "Kontaktperson",
        "Besitzer",
        "Wert",
        "Währung",
        "Status",
        "Phase",
        "Deal erstellt",
    ]
    heads += [
        "Gewonnen am",
        "Verloren am",
        "Grund für Verlust",
        "Erwartetes Abschlussdatum",
        "Abgeschlossene Aktivitäten",
    ]
    heads += ["Branche", "Label"]
    rows: list[list[object]] = [[f"Deal - {head}" for head in heads]]
    for number, deal in enumerate(deals):
        money = f"{deal.amount:,}".replace(",", ".") + ",00"
        status = {"won": "Gewonnen", "lost": "Verloren", "open": "Offen"}[deal.status]
        reason = rng.choice(["zu teuer", "Mitbewerber", "kein Budget"]) if deal.status == "lost" else ""
        day = f"{deal.closed:%d.%m.%Y}"
        rows.append(
            [
                number + 5001,
                deal.name,
                deal.account,
                f"{rng.choice(FIRST)} {rng.choice(LAST)}",
                deal.owner,
                money,
                "EUR",
                status,
                rng.choice(["Qualifiziert", "Kontakt hergestellt", "Angebot erstellt", "Verhandlung begonnen"]),
                f"{deal.created:%d.%m.%Y %H:%M:%S}",
                f"{deal.closed:%d.%m.%Y %H:%M:%S}" if deal.status == "won" else "",
                f"{deal.closed:%d.%m.%Y %H:%M:%S}" if deal.status == "lost" else "",
                reason,
                day,
                rng.randrange(0, 25),
                "Maschinenbau" if deal.good else rng.choice(["Handel", "Chemie", "Bau", "IT"]),
                rng.choice(["Heiß", "Warm", "Kalt"]),
            ]
        )
    leaks = ("Deal - Grund für Verlust",)
    noise = ("Deal - Label", "Deal - Abgeschlossene Aktivitäten", "Deal - Phase")
    return Export("pipedrive_de", written(rows, ";", "utf-8-sig"), truth(deals, "Deal - Branche", leaks, noise))


def dynamics(rng: random.Random) -> Export:
    deals = world(rng, 680, 0.5, -0.3, 0.4)
    heads = ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Topic"]
    heads += ["Potential Customer", "Status", "Status Reason", "Est. Revenue", "Actual Revenue", "Est. Close Date"]
    heads += ["Actual Close Date", "Created On", "Owner", "Purchase Process", "Purchase Timeframe", "Rating"]
    rows: list[list[object]] = [list(heads)]
    for deal in deals:
        still = rng.choice(["In Progress", "On Hold"])
        why = {"won": "Won", "lost": rng.choice(["Canceled", "Out-Sold"])}.get(deal.status, still)
        rows.append(
            [
                f"{rng.getrandbits(128):032x}",
                f"{rng.getrandbits(64):x}==",
                clock(deal.closed),
                deal.name,
                deal.account,
                deal.status.capitalize(),
                why,
                f"{deal.amount:,}.00",
                {"won": f"{deal.amount:,}.00", "lost": "0.00"}.get(deal.status, ""),
                us(deal.closed),
                us(deal.closed) if deal.done else "",
                clock(deal.created),
                deal.owner,
                rng.choice(["Committee"]) if deal.good else rng.choice(["Individual", "Unknown"]),
                rng.choice(["Immediate", "This Quarter", "Next Quarter", "This Year"]),
                rng.choice(["Hot", "Warm", "Cold"]),
            ]
        )
    leaks = ("Status Reason", "Actual Revenue")
    return Export("dynamics", written(rows), truth(deals, "Purchase Process", leaks, ("Purchase Timeframe", "Rating")))


def monday(rng: random.Random) -> Export:
    """A Hebrew board saved from a sheet: its name, then each group with its heading, the headers again, and a sum."""
    deals = world(rng, 640, 0.33, 0.28)
    heads = [
        "שם",
        "אחראי",
        "לקוח",
        "סטטוס",
        "סכום עסקה",
        "תאריך סגירה",
        "תאריך יצירה",
        "מקור הליד",
        "אזור",
        "סיבת הפסד",
    ]
    rows: list[list[object]] = [["לוח עסקאות 2026"], []]
    words = {"won": "זכינו", "lost": "הפסדנו"}
    for title, group in (
        ("עסקאות פעילות", [deal for deal in deals if not deal.done]),
        ("עסקאות שנסגרו", [deal for deal in deals if deal.done]),
    ):
        rows += [[title], list(heads)]
        for deal in group:
            rows.append(
                [
                    deal.name,
                    deal.owner,
                    deal.account,
                    words.get(deal.status) or rng.choice(["בעבודה", "הצעת מחיר", "משא ומתן"]),
                    f"₪{deal.amount:,}",
                    f"{deal.closed:%d/%m/%Y}",
                    f"{deal.created:%d/%m/%Y}",
                    "המלצה" if deal.good else rng.choice(["אתר", "פייסבוק", "תערוכה", "שיחה קרה"]),
                    rng.choice(["צפון", "מרכז", "דרום", "ירושלים"]),
                    rng.choice(["מחיר", "מתחרה", "אין תקציב"]) if deal.status == "lost" else "",
                ]
            )
        rows += [["", "", "", "", f"₪{sum(deal.amount for deal in group):,}", "", "", "", "", ""], []]
    return Export("monday_he", written(rows, encoding="cp1255"), truth(deals, "מקור הליד", ("סיבת הפסד",), ("אזור",)))


def kaggle(rng: random.Random) -> Export:
    """No names, dates or money that any CRM would know: custom columns and an outcome in words of its own."""
    deals = world(rng, 900, 0.3, 0.28, openly=0.0)
    rows: list[list[object]] = [
        [
            "web_visits_90d",
            "device_pref",
            "tenure_months",
            "plan_interest",
            "newsletter",
            "household_band",
            "Purchase_Decision",
        ]
    ]
    for deal in deals:
        rows.append(
            [
                rng.randrange(6, 15) if deal.good else rng.randrange(0, 6),
                rng.choice(["ios", "android", "desktop"]),
                rng.randrange(1, 72),
                rng.choice(["basic", "plus", "pro"]),
                rng.choice(["Y", "N"]),
                rng.choice("ABCD"),
                "Bought" if deal.status == "won" else "Did not buy",
            ]
        )
    found = truth(
        deals, "web_visits_90d", (), ("device_pref", "tenure_months", "plan_interest", "newsletter", "household_band")
    )
    found.owners, found.closes, found.total = {}, {}, 0
    return Export("custom_only", written(rows), found)


def leaky(rng: random.Random) -> Export:
    """What is known only afterwards, under names no list of leaks foresees."""
    deals = world(rng, 780, 0.3, 0.28, openly=0.08)
    rows: list[list[object]] = [
        [
            "Opp ref",
            "Client",
            "Rep",
            "Quote value (EUR)",
            "Opened",
            "Decided",
            "Outcome",
            "On-site demo",
            "Region",
            "PO no.",
            "Kick-off",
            "Implementation lead",
            "Booked value",
            "Autopsy",
            "Bonus",
        ]
    ]
    for deal in deals:
        won = deal.status == "won"
        rows.append(
            [
                deal.name,
                deal.account,
                deal.owner,
                deal.amount,
                f"{deal.created:%d-%b-%Y}",
                f"{deal.closed:%d-%b-%Y}",
                {"won": "Won", "lost": "Lost"}.get(deal.status, "Pending"),
                "Yes" if deal.good else "No",
                rng.choice(["DACH", "Nordics", "Benelux"]),
                f"PO-{rng.randrange(10**6):06d}" if won else "",
                f"{deal.closed + timedelta(days=20):%d-%b-%Y}" if won else "",
                rng.choice(LAST) if won else "",
                deal.amount if won else 0,
                rng.choice(["lost contact", "cheaper rival", "shelved"]) if deal.status == "lost" else "",
                round(deal.amount * 0.04) if won else 0,
            ]
        )
    leaks = ("PO no.", "Kick-off", "Implementation lead", "Booked value", "Autopsy", "Bonus")
    found = truth(deals, "On-site demo", leaks, ("Region",))
    found.closes = {}  # a reference is no name
    return Export("leaky", written(rows), found)


MAKERS: tuple[Callable[[random.Random], Export], ...] = (
    salesforce,
    hubspot,
    zoho,
    pipedrive,
    dynamics,
    monday,
    kaggle,
    leaky,
)


def exports(seed: int = 1) -> list[Export]:
    return [maker(random.Random(f"{maker.__name__} {seed}")) for maker in MAKERS]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for export in exports():
        (folder / f"{export.name}.csv").write_bytes(export.content)
