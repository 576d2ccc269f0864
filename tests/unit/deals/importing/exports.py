"""Exports as systems of other makers write them, for tests: headers, rows, and the fields that a reader finds."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Export:
    name: str
    headers: list[str]
    rows: list[list[str]]
    fields: dict[str, str]
    """Of the headers that have a field; all others are custom."""
    outcome: dict[str, int]
    encoding: str = "utf-8"
    delimiter: str = ","
    before: str = ""
    after: str = ""

    def write(self, folder: Path) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter).writerows([self.headers, *self.rows])
        path = folder / f"{self.name}.csv"
        path.write_bytes((self.before + text.getvalue() + self.after).encode(self.encoding))
        return path


def cycle(count: int, *columns: list[str]) -> list[list[str]]:
    return [[column[n % len(column)] for column in columns] for n in range(count)]


def numbered(stem: str, count: int) -> list[str]:
    return [f"{stem} {n}" for n in range(count)]


SALESFORCE = Export(
    "salesforce-report",
    ["Opportunity Owner", "Account Name", "Opportunity Name", "Stage", "Fiscal Period", "Amount Currency", "Amount",
     "Probability (%)", "Age", "Close Date", "Created Date", "Next Step", "Lead Source", "Type", "Loss Reason"],
    cycle(
        60, ["Jané Roe", "Tim Li"], numbered("Account", 12), numbered("Renewal", 60),
        ["Closed Won", "Closed Lost", "Negotiation/Review"], ["Q1-2025"], ["USD"], ["1,250,000.00", "9,500.50"],
        ["100", "0", "90"], ["12", "40"], ["4/2/2025", "12/28/2025"], ["3/2/2024"], ["Call the CFO"],
        ["Web", "Partner"], ["New Business"], ["", "Price", ""],
    ),
    {"Opportunity Owner": "owner", "Account Name": "account", "Opportunity Name": "name", "Stage": "stage",
     "Amount Currency": "currency", "Amount": "amount", "Close Date": "close_date", "Created Date": "created_at",
     "Next Step": "next_step", "Lead Source": "lead_source", "Loss Reason": "close_reason"},
    {"won": 20, "lost": 20, "open": 20}, encoding="cp1252",
    after='"Grand Totals (60 records)"\r\n\r\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\r\n',
)  # fmt: skip
HUBSPOT = Export(
    "hubspot",
    ["Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount", "Pipeline", "Create Date",
     "Is Closed Won", "Is Deal Closed?", "Closed Lost Reason", "Number of Associated Contacts",
     'Date entered "Appointment Scheduled (Sales Pipeline)"', "Associated Contact", "Associated Contact IDs",
     "Associated Company"],
    cycle(
        40, [str(12345678900 + n) for n in range(40)], numbered("Deal", 40),
        ["Appointment Scheduled", "Closed won", "Closed lost", "Closed won"], ["2025-09-20 10:13"], ["Sam Carter"],
        ["24000"], ["Sales Pipeline"], ["2025-01-25 10:48"], ["false", "true", "false", "true"],
        ["false", "true", "true", "true"], ["", "", "Budget", ""], ["2"], ["2025-02-08 10:48"],
        ["Dana Levi (dana@x.example.com);Tom Ash (tom@x.example.com)"], ["1;2"], numbered("Company", 7),
    ),
    {"Record ID": "id", "Deal Name": "name", "Deal Stage": "stage", "Close Date": "close_date", "Deal owner": "owner",
     "Amount": "amount", "Create Date": "created_at", "Is Closed Won": "won", "Is Deal Closed?": "closed",
     "Closed Lost Reason": "close_reason", "Associated Contact": "contact", "Associated Company": "account",
     'Date entered "Appointment Scheduled (Sales Pipeline)"': "stage_date:Appointment Scheduled"},
    {"won": 20, "lost": 10, "open": 10}, encoding="utf-8-sig",
)  # fmt: skip
PIPEDRIVE = Export(
    "pipedrive",
    ["Deal - ID", "Deal - Title", "Deal - Owner", "Deal - Value", "Deal - Currency of Value", "Deal - Weighted value",
     "Deal - Organization", "Deal - Contact person", "Deal - Stage", "Deal - Status", "Deal - Deal created",
     "Deal - Won time", "Deal - Lost time", "Deal - Lost reason", "Deal - Expected close date",
     "Person - Email - Work"],
    cycle(
        30, [str(n + 1) for n in range(30)], numbered("Deal", 30), ["Ann"], ["900", "1200"], ["EUR", "USD"], ["10"],
        numbered("Org", 9), numbered("Person", 30), ["Qualified", "Demo Scheduled"], ["Open", "Won", "Lost"],
        ["2025-01-03 09:00:00"], ["", "2025-05-01 08:00:00", ""], ["", "", "2025-05-02 08:00:00"],
        ["", "", "Too dear"], ["2025-07-01"], [f"p{n}@org.example.com" for n in range(30)],
    ),
    {"Deal - ID": "id", "Deal - Title": "name", "Deal - Owner": "owner", "Deal - Value": "amount",
     "Deal - Currency of Value": "currency", "Deal - Organization": "account", "Deal - Contact person": "contact",
     "Deal - Stage": "stage", "Deal - Status": "status", "Deal - Deal created": "created_at",
     "Deal - Won time": "closed_at", "Deal - Lost time": "closed_at", "Deal - Lost reason": "close_reason",
     "Deal - Expected close date": "expected_close", "Person - Email - Work": "contact_email"},
    {"won": 10, "lost": 10, "open": 10},
)  # fmt: skip
ZOHO = Export(
    "zoho-german",
    ["Potential Name", "Account Name", "Amount", "Stage", "Closing Date", "Deal Owner", "Created Time", "Contact Name"],
    cycle(
        30, numbered("Pot", 30), numbered("Firma", 8), ["€ 18.188,89", "€ 744,50"],
        ["Closed Won", "Closed-Lost to Competition", "Needs Analysis"], ["13.10.2025", "02.03.2025"], ["Max Müller"],
        ["05.02.2024 10:00:00"], numbered("K. Ünal", 30),
    ),
    {"Potential Name": "name", "Account Name": "account", "Amount": "amount", "Stage": "stage",
     "Closing Date": "close_date", "Deal Owner": "owner", "Created Time": "created_at", "Contact Name": "contact"},
    {"won": 10, "lost": 10, "open": 10}, encoding="cp1252", delimiter=";",
)  # fmt: skip
HEBREW = Export(
    "hebrew-sheet",
    ["שם לקוח", "שם עסקה", "סכום (₪)", "סטטוס", "תאריך פתיחה", "תאריך סגירה", "איש מכירות", "מקור", "מתחרים", "גודל"],
    cycle(
        40, numbered("לקוח", 11), numbered("עסקה", 40), ["27,992", "5,100"],
        ["נסגר בהצלחה", "אבוד", "בתהליך", "משא ומתן"], ["6/8/2024"], ["22/10/2025"], ["נועם בר"], ["פניה", "הפניה"],
        ["פורמפוקס", "אין"], ["קטן", "גדול"],
    ),
    {"שם לקוח": "account", "שם עסקה": "name", "סכום (₪)": "amount", "סטטוס": "stage", "תאריך פתיחה": "created_at",
     "תאריך סגירה": "close_date", "איש מכירות": "owner", "מקור": "lead_source", "מתחרים": "competitor"},
    {"won": 10, "lost": 10, "open": 20}, encoding="cp1255",
)  # fmt: skip
FLAT = Export(
    "supplies",
    ["Opportunity Number", "Supplies Subgroup", "Region", "Elapsed Days In Sales Stage", "Opportunity Result",
     "Sales Stage Change Count", "Opportunity Amount USD", "Client Size By Revenue", "Competitor Type"],
    cycle(
        60, [str(1641984 + n) for n in range(60)], ["Parts", "Shelters"], ["Northwest", "Pacific"],
        [str(n) for n in range(7)], ["Won", "Loss"], ["1", "2", "3"], ["4500", "0"], ["1", "5"],
        ["Known", "Unknown", "None"],
    ),
    {"Opportunity Number": "id", "Supplies Subgroup": "product", "Opportunity Result": "status",
     "Opportunity Amount USD": "amount"},
    {"won": 30, "lost": 30},
)  # fmt: skip
ODD = Export(
    "odd-words",
    ["", "Fit", "Exec sponsor?", "Seats", "How it ended"],
    cycle(60, [str(n) for n in range(60)], ["good", "poor"], ["Y", "N"], [str(n * 3) for n in range(59)],
          ["Signed", "Went dark", "Chose other vendor"]),
    {"Column 1": "skip", "How it ended": "status"},
    {"won": 20, "lost": 40}, encoding="utf-16", delimiter="\t",
)  # fmt: skip
FLAGS = Export(
    "flags",
    ["TotalVisits", "size", "Country", "Converted"],
    cycle(40, [str(n) for n in range(9)], ["3", "7"], ["India", "Italy"], ["0", "1"]),
    {"Country": "country", "Converted": "won"},
    {"won": 20, "lost": 20}, before="sep=,\r\n",
)  # fmt: skip
ALL = (SALESFORCE, HUBSPOT, PIPEDRIVE, ZOHO, HEBREW, FLAT, ODD, FLAGS)
