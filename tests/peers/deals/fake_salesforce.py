"""Salesforce as its REST API behaves: OAuth, describe, a reader of the SOQL that is sent, the delete log, tasks.

Its answers are shaped after the REST API Developer Guide: errors are lists of message and errorCode, pages end with
`done` and `nextRecordsUrl`, moments carry milliseconds and +0000, and a query knows no field that the object lacks.
"""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from peers.deals.crm_server import Asked, Reply, Vendor

Row = dict[str, Any]
_TASK = ["Subject", "Description", "WhoId", "WhatId", "AccountId", "OwnerId", "CreatedDate", "IsDeleted"]
FIELDS: dict[str, list[str]] = {
    "Account": ["Name", "Website", "Industry", "NumberOfEmployees", "BillingCountry", "ParentId", "OwnerId", "CreatedDate"],
    "Contact": ["Name", "FirstName", "LastName", "Email", "Phone", "Title", "AccountId", "CreatedDate"],
    "Opportunity": [
        "Name", "Amount", "CurrencyIsoCode", "CloseDate", "LeadSource", "NextStep", "AccountId", "OwnerId", "CreatedDate",
        "StageName", "IsClosed", "IsWon", "LastStageChangeDate",
    ],
    "OpportunityContactRole": ["OpportunityId", "ContactId", "Role", "IsPrimary", "CreatedDate"],
    "Task": [
        *_TASK, "Status", "IsClosed", "ActivityDate", "CompletedDateTime", "TaskSubtype", "CallType",
        "CallDurationInSeconds",
    ],
    "Event": [*_TASK, "StartDateTime", "EndDateTime", "ActivityDate", "IsAllDayEvent"],
    "EmailMessage": [
        "Subject", "TextBody", "HtmlBody", "FromAddress", "ToAddress", "CcAddress", "Incoming", "MessageDate",
        "RelatedToId", "ActivityId", "CreatedById", "CreatedDate",
    ],
    "OpportunityHistory": ["OpportunityId", "StageName", "Amount", "CloseDate", "CreatedDate"],
    "OpportunityStage": ["ApiName", "MasterLabel", "IsActive", "IsClosed", "IsWon", "SortOrder"],
    "User": ["Name", "Email"],
    "Organization": ["Name"],
    "TaskStatus": ["MasterLabel", "ApiName", "IsClosed", "SortOrder"],
}  # fmt: skip
PREFIX = {
    "Account": "001", "Contact": "003", "Opportunity": "006", "OpportunityContactRole": "00K", "Task": "00T",
    "Event": "00U", "EmailMessage": "02s", "OpportunityHistory": "008", "User": "005", "Organization": "00D",
    "OpportunityStage": "01J", "TaskStatus": "01K",
}  # fmt: skip
STAGES = (
    ("Qualify", False, False),
    ("Propose", False, False),
    ("Closed Won", True, True),
    ("Closed Lost", True, False),
)


class FakeSalesforce(Vendor):
    """An org with a connected app."""

    client_id, client_secret = "3MVG9.consumer", "salesforce-client-secret"
    rotates = False
    """Whether each refresh gives a new refresh token and ends the old one."""
    batch = 2000
    """Rows of one answer at most."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in FIELDS}
        self.custom: dict[str, list[Row]] = {name: [] for name in FIELDS}
        self.deleted: list[tuple[str, str, datetime]] = []
        self.tokens: set[str] = set()
        self.refresh: set[str] = set()
        self.codes: dict[str, str] = {}
        self.count = 0
        self.hidden: set[str] = {"OpportunityCompetitor"}
        self.cursors: dict[str, tuple[list[Row], str]] = {}
        self.add("Organization", Name="Claimlight")
        self.add("TaskStatus", MasterLabel="Done and dusted", ApiName="Done", IsClosed=True, SortOrder=2)
        for number, (name, closed, won) in enumerate(STAGES):
            self.add(
                "OpportunityStage",
                ApiName=name,
                MasterLabel=name,
                IsActive=True,
                IsClosed=closed,
                IsWon=won,
                SortOrder=number,
            )

    def add(self, kind: str, at: datetime | None = None, **fields: Any) -> str:
        """A new record; its id."""
        with self.lock:
            self.count += 1
            one = f"{PREFIX[kind]}{self.count:012d}AAA"
            at = at or self.now()
            names = [*FIELDS[kind], *(extra["name"] for extra in self.custom[kind])]
            row = dict.fromkeys(names) | {"CreatedDate": at, "IsDeleted": False} | fields
            self.rows[kind][one] = row | {"Id": one, "SystemModstamp": at}
            if kind == "Opportunity":
                self._stage(self.rows[kind][one])
                self._remember(one, at)
            return one

    def edit(self, kind: str, one: str, at: datetime | None = None, **fields: Any) -> None:
        """Change a record as a user of Salesforce would."""
        with self.lock:
            row = self.rows[kind][one]
            row |= fields | {"SystemModstamp": at or self.now()}
            if kind == "Opportunity":
                self._stage(row)
                if {"StageName", "Amount", "CloseDate"} & set(fields):
                    self._remember(one, at or self.now())

    def _stage(self, row: Row) -> None:
        stage = next((s for s in STAGES if s[0] == row["StageName"]), (None, False, False))
        row["IsClosed"], row["IsWon"] = stage[1], stage[2]

    def _remember(self, one: str, at: datetime) -> None:
        row = self.rows["Opportunity"][one]
        told = {name: row[name] for name in ("StageName", "Amount", "CloseDate")}
        self.add("OpportunityHistory", at, OpportunityId=one, **told)

    def delete(self, kind: str, one: str, into: str | None = None, at: datetime | None = None) -> None:
        with self.lock:
            self.rows[kind][one] |= {"IsDeleted": True, "MasterRecordId": into}
            self.deleted.append((kind, one, at or self.now()))

    def rename_field(self, kind: str, old: str, new: str) -> None:
        """A custom field gets another API name."""
        for info in self.custom[kind]:
            if info["name"] == old:
                info["name"] = new
        for row in self.rows[kind].values():
            row[new] = row.pop(old, None)

    def expire(self) -> None:
        self.tokens.clear()

    # Answers

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/services/oauth2/token":
            return self._token(asked.form)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return _error(401, "INVALID_SESSION_ID", "Session expired or invalid")
        path = asked.path.removeprefix("/services/data/v62.0")
        if found := re.fullmatch(r"/sobjects/(\w+)/describe", path):
            return self._describe(found[1])
        if found := re.fullmatch(r"/sobjects/(\w+)/deleted/", path):
            return self._deleted(found[1], asked.query)
        if path in ("/query", "/queryAll"):
            return self._query(asked.query["q"], everything=path == "/queryAll")
        if found := re.fullmatch(r"/query/([\w-]+)", path):
            return self._page(found[1])
        if path == "/sobjects/Task" and asked.method == "POST":
            return self._create(asked.json)
        return _error(404, "NOT_FOUND", "The requested resource does not exist")

    def _token(self, form: Row) -> Reply:
        if form.get("client_id") != self.client_id or form.get("client_secret") != self.client_secret:
            return Reply(400, {"error": "invalid_client", "error_description": "invalid client credentials"})
        kind, refresh = form.get("grant_type"), ""
        if kind == "authorization_code":
            challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
            if self.codes.pop(form.get("code", ""), None) != challenge.decode().rstrip("="):
                return Reply(400, {"error": "invalid_grant", "error_description": "expired authorization code"})
            refresh = self._new("5Aep861refresh")
            self.refresh.add(refresh)
        elif kind == "refresh_token":
            if form.get("refresh_token") not in self.refresh:
                return Reply(400, {"error": "invalid_grant", "error_description": "expired access/refresh token"})
            if self.rotates:
                self.refresh = {refresh := self._new("5Aep861refresh")}
        elif kind != "client_credentials":
            return Reply(400, {"error": "unsupported_grant_type", "error_description": "grant type not supported"})
        token = self._new("00Dxx!AQEAQsecretaccess")
        self.tokens.add(token)
        data = {
            "access_token": token, "instance_url": self.url, "id": f"{self.url}/id/00D/005", "token_type": "Bearer",
            "issued_at": "1708058728442", "signature": "c2ln",
        }  # fmt: skip
        return Reply(200, data | ({"refresh_token": refresh} if refresh else {}))

    def _new(self, head: str) -> str:
        self.count += 1
        return f"{head}{self.count}"

    def _describe(self, name: str) -> Reply:
        if name in self.hidden or name not in FIELDS:
            return _error(404, "NOT_FOUND", "The requested resource does not exist")
        plain = [
            {"name": n, "label": n, "type": "string", "custom": False} for n in ("Id", "SystemModstamp", *FIELDS[name])
        ]
        return Reply(200, {"name": name, "fields": [*plain, *self.custom[name]]})

    def _deleted(self, name: str, query: Row) -> Reply:
        start, end = (datetime.fromisoformat(query[side]).replace(second=0) for side in ("start", "end"))
        if end - start <= timedelta(minutes=1) or self.now() - start > timedelta(days=30):
            return _error(400, "INVALID_REPLICATION_DATE", "startDate before the org's replication window")
        rows = [(one, at) for kind, one, at in self.deleted if kind == name and start <= at]
        data = {
            "deletedRecords": [{"id": one, "deletedDate": _shown(at)} for one, at in rows],
            "earliestDateAvailable": _shown(self.now() - timedelta(days=15)),
            "latestDateCovered": _shown(end),
        }
        return Reply(200, data)

    def _query(self, soql: str, *, everything: bool) -> Reply:
        found = re.fullmatch(
            r"SELECT (?P<cols>.+?) FROM (?P<kind>\w+)(?: WHERE (?P<where>.+?))?(?: ORDER BY (?P<order>.+?))?(?: LIMIT (?P<limit>\d+))?",
            soql,
        )
        if found is None:
            return _error(400, "MALFORMED_QUERY", f"unexpected token: {soql[:80]}")
        kind, columns = found["kind"], [name.strip() for name in found["cols"].split(",")]
        if kind in self.hidden or kind not in FIELDS:
            return _error(400, "INVALID_TYPE", f"sObject type '{kind}' is not supported.")
        known = {"Id", "SystemModstamp", "MasterRecordId", *FIELDS[kind], *(info["name"] for info in self.custom[kind])}
        for name in columns:
            if name not in known:
                told = f"\nSELECT {name}\n       ^\nERROR at Row:1:Column:8\nNo such column '{name}' on entity '{kind}'. If you are attempting to use a custom field, be sure to append the '__c'"
                return _error(400, "INVALID_FIELD", told)
        test = _condition(found["where"]) if found["where"] else lambda _row: True
        rows = [row for row in self.rows[kind].values() if (everything or not row.get("IsDeleted")) and test(row)]
        for column in reversed([part.split()[0] for part in (found["order"] or "").split(",") if part.strip()]):
            descending = f"{column} DESC" in (found["order"] or "")
            rows.sort(key=lambda row, c=column: (row.get(c) is not None, row.get(c)), reverse=descending)  # type: ignore[misc]
        rows = rows[: int(found["limit"] or 50_000)]
        told_rows = [{"attributes": {"type": kind}} | {name: _shown(row.get(name)) for name in columns} for row in rows]
        locator = self._new("01gRO")
        self.cursors[locator] = (told_rows, locator)
        return self._page(f"{locator}-0")

    def _page(self, place: str) -> Reply:
        locator, _, start = place.rpartition("-")
        if locator not in self.cursors:
            return _error(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        rows, at = self.cursors[locator][0], int(start)
        part = rows[at : at + self.batch]
        done = at + self.batch >= len(rows)
        data: Row = {"totalSize": len(rows), "done": done, "records": part}
        if not done:
            data["nextRecordsUrl"] = f"/services/data/v62.0/query/{locator}-{at + self.batch}"
        return Reply(200, data)

    def _create(self, fields: Row) -> Reply:
        for name in fields:
            if name not in FIELDS["Task"]:
                return _error(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type Task")
        if len(str(fields.get("Description", ""))) > 32_000:
            return _error(400, "STRING_TOO_LONG", "Description: data value too large")
        one = self.add("Task", **fields)
        return Reply(201, {"id": one, "success": True, "errors": []})


def _condition(text: str) -> Callable[[Row], bool]:
    """A reader of conditions: comparisons, IN, AND, OR and brackets."""
    tokens = re.findall(r"\(|\)|,|'[^']*'|[<>=]+|[\w:.+-]+", text)
    at = 0

    def peek() -> str:
        return tokens[at] if at < len(tokens) else ""

    def take() -> str:
        nonlocal at
        at += 1
        return tokens[at - 1]

    def value(token: str) -> Any:
        if token.startswith("'"):
            return token[1:-1]
        if token in ("true", "false"):
            return token == "true"
        return datetime.strptime(token, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

    def single() -> Callable[[Row], bool]:
        if peek() == "(":
            take()
            inner = either()
            assert take() == ")"
            return inner
        name, sign = take(), take()
        if sign == "IN":
            assert take() == "("
            wanted = []
            while (token := take()) != ")":
                if token != ",":
                    wanted.append(value(token))
            return lambda row: row.get(name) in wanted
        other = value(take())
        compare: dict[str, Callable[[Any], bool]] = {
            "=": lambda mine: mine == other,
            ">": lambda mine: mine is not None and mine > other,
            ">=": lambda mine: mine is not None and mine >= other,
        }
        return lambda row: compare[sign](_cut(row.get(name)))

    def both() -> Callable[[Row], bool]:
        parts = [single()]
        while peek() == "AND":
            take()
            parts.append(single())
        return lambda row: all(part(row) for part in parts)

    def either() -> Callable[[Row], bool]:
        parts = [both()]
        while peek() == "OR":
            take()
            parts.append(both())
        return lambda row: any(part(row) for part in parts)

    return either()


def _cut(value: Any) -> Any:
    """Moments are kept to the second."""
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _shown(value: Any) -> Any:
    return _cut(value).strftime("%Y-%m-%dT%H:%M:%S.000+0000") if isinstance(value, datetime) else value


def _error(status: int, code: str, message: str) -> Reply:
    return Reply(status, [{"message": message, "errorCode": code}])
