"""HubSpot as its CRM API behaves: search with its ceiling of 10,000, batch reads with history, associations, archived
records, owners, pipelines, properties, OAuth v3, rate limits by policy, and signed webhooks."""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import Any

from peers.deals.crm_server import Asked, Reply, Vendor

Row = dict[str, Any]
OBJECTS = ("companies", "contacts", "deals", "calls", "emails", "meetings", "notes", "tasks")
PROPERTIES: dict[str, list[str]] = {
    "companies": ["name", "domain", "industry", "numberofemployees", "country", "createdate", "hubspot_owner_id"],
    "contacts": ["firstname", "lastname", "email", "phone", "jobtitle", "createdate", "associatedcompanyid"],
    "deals": ["dealname", "amount", "deal_currency_code", "dealstage", "pipeline", "closedate", "createdate",
              "hubspot_owner_id", "hs_next_step", "closed_lost_reason", "closed_won_reason"],
}  # fmt: skip
PIPELINES = [
    {"id": "default", "label": "Sales", "displayOrder": 0, "stages": [
        {"id": "appointment", "label": "Appointment", "displayOrder": 0, "metadata": {"isClosed": "false", "probability": "0.2"}},
        {"id": "contract", "label": "Contract sent", "displayOrder": 1, "metadata": {"isClosed": "false", "probability": "0.9"}},
        {"id": "closedwon", "label": "Closed", "displayOrder": 2, "metadata": {"isClosed": "true", "probability": "1.0"}},
        {"id": "closedlost", "label": "Lost", "displayOrder": 3, "metadata": {"isClosed": "true", "probability": "0.0"}},
    ]},
    {"id": "777", "label": "Renewals", "displayOrder": 1, "stages": [
        {"id": "8801", "label": "Up for renewal", "displayOrder": 0, "metadata": {"isClosed": "false", "probability": "0.5"}},
        {"id": "8802", "label": "Closed", "displayOrder": 1, "metadata": {"isClosed": "true", "probability": "0.0"}},
    ]},
]  # fmt: skip


class FakeHubSpot(Vendor):
    """An account with an app and a private app."""

    client_id, client_secret, private_token = "hs-client", "hubspot-client-secret", "pat-eu1-private-secret"
    ceiling = 10_000
    portal = 62515

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in OBJECTS}
        self.links: dict[tuple[str, str], dict[str, list[str]]] = {}
        self.custom: dict[str, list[Row]] = {name: [] for name in OBJECTS}
        self.owners = [
            {"id": "41", "email": "rep@example.com", "firstName": "Rita", "lastName": "Rep", "archived": False}
        ]
        self.tokens: set[str] = set()
        self.refresh: set[str] = set()
        self.codes: set[str] = set()
        self.missing_scopes: set[str] = set()
        self.count = 100

    def add(self, kind: str, at: datetime | None = None, **properties: Any) -> str:
        """A new record; its id."""
        with self.lock:
            self.count += 1
            at = at or self.now()
            one = str(self.count)
            self.rows[kind][one] = {
                "id": one,
                "at": at,
                "created": at,
                "archived": None,
                "history": {},
                "properties": {},
            }
            self.edit(kind, one, at, **properties)
            return one

    def edit(self, kind: str, one: str, at: datetime | None = None, **properties: Any) -> None:
        with self.lock:
            row, at = self.rows[kind][one], at or self.now()
            row["at"] = at
            for name, value in properties.items():
                row["properties"][name] = None if value is None else str(value)
                row["history"].setdefault(name, []).insert(
                    0, {"value": str(value or ""), "timestamp": _iso(at), "sourceType": "CRM_UI"}
                )

    def link(self, kind: str, one: str, to: str, other: str) -> None:
        """Associate two records, both ways."""
        for a, x, b, y in ((kind, one, to, other), (to, other, kind, one)):
            self.links.setdefault((a, b), {}).setdefault(x, []).append(y)

    def delete(self, kind: str, one: str, at: datetime | None = None) -> None:
        self.rows[kind][one]["archived"] = at or self.now()

    def merge(self, kind: str, winner: str, loser: str) -> None:
        self.rows[kind].pop(loser)
        self.edit(kind, winner, hs_merged_object_ids=loser)

    def expire(self) -> None:
        self.tokens.clear()

    def webhook(
        self, address: str, events: list[Row], *, secret: str | None = None, at: float | None = None
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a webhook, signed as HubSpot does. Independent of what is being tested."""
        body = json.dumps(events).encode()
        timestamp = str(int((at if at is not None else self.now().timestamp()) * 1000))
        signed = b"POST" + address.encode() + body + timestamp.encode()
        mark = base64.b64encode(hmac.digest((secret or self.client_secret).encode(), signed, hashlib.sha256)).decode()
        return body, {
            "X-HubSpot-Signature-v3": mark, "X-HubSpot-Request-Timestamp": timestamp, "Content-Type": "application/json",
        }  # fmt: skip

    # Answers

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/oauth/v3/token":
            return self._token(asked)
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token != self.private_token and token not in self.tokens:
            return _error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.")
        path = asked.path
        if path == "/account-info/v3/details":
            return Reply(200, {"portalId": self.portal, "companyCurrency": "USD", "timeZone": "Asia/Jerusalem"})
        if path == "/crm/v3/owners":
            archived = asked.query.get("archived") == "true"
            return Reply(200, {"results": [owner for owner in self.owners if owner["archived"] is archived]})
        if path == "/crm/v3/pipelines/deals":
            return Reply(200, {"results": PIPELINES})
        if found := re.fullmatch(r"/crm/v3/properties/(\w+)", path):
            plain = [{"name": n, "label": n, "type": "string", "hubspotDefined": True} for n in PROPERTIES[found[1]]]
            return Reply(200, {"results": [*plain, *self.custom[found[1]]]})
        if found := re.fullmatch(r"/crm/v4/associations/(\w+)/(\w+)/batch/read", path):
            return self._associations(found[1], found[2], asked.json)
        if found := re.fullmatch(r"/crm/v3/objects/(\w+)(/search|/batch/read)?", path):
            kind = found[1]
            if kind in self.missing_scopes:
                return _error(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes.")
            if found[2] == "/search":
                return self._search(kind, asked.json)
            if found[2] == "/batch/read":
                return self._batch(kind, asked.json)
            return self._create(kind, asked.json) if asked.method == "POST" else self._list(kind, asked.query)
        return _error(404, "OBJECT_NOT_FOUND", "resource not found")

    def _token(self, asked: Asked) -> Reply:
        form = asked.form
        if asked.query or form.get("client_id") != self.client_id or form.get("client_secret") != self.client_secret:
            return Reply(400, {"status": "BAD_CLIENT_ID", "message": "missing or unknown client id"})
        if form.get("grant_type") == "authorization_code" and form.get("code") in self.codes:
            self.codes.discard(form["code"])
        elif form.get("grant_type") != "refresh_token" or form.get("refresh_token") not in self.refresh:
            return Reply(400, {"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"})
        self.count += 1
        access, refresh = (
            f"CN-access-secret-{self.count}",
            form.get("refresh_token") or f"na1-refresh-secret-{self.count}",
        )
        self.tokens.add(access)
        self.refresh.add(refresh)
        return Reply(
            200, {"token_type": "bearer", "access_token": access, "refresh_token": refresh, "expires_in": 1800}
        )

    def _stamp(self, kind: str) -> str:
        return "lastmodifieddate" if kind == "contacts" else "hs_lastmodifieddate"

    def _value(self, kind: str, row: Row, name: str) -> Any:
        if name == self._stamp(kind):
            return int(row["at"].timestamp() * 1000)
        return int(row["id"]) if name == "hs_object_id" else row["properties"].get(name)

    def _search(self, kind: str, asked: Row) -> Reply:
        if asked["limit"] > 200 or len(asked.get("sorts", [])) > 1 or len(asked["filterGroups"]) > 5:
            return _error(400, "VALIDATION_ERROR", "There was a problem with the request.")
        after = int(asked.get("after") or 0)
        if after + asked["limit"] > self.ceiling:
            return _error(400, "VALIDATION_ERROR", "The total number of results cannot exceed 10000")
        rows = [
            row
            for row in self.rows[kind].values()
            if row["archived"] is None and self._fits(kind, row, asked["filterGroups"])
        ]
        order = asked["sorts"][0]["propertyName"]
        # Equal moments come in no order that anybody may rely on.
        rows.sort(key=lambda row: (self._value(kind, row, order), hashlib.md5(row["id"].encode()).digest()))
        page = rows[after : after + asked["limit"]]
        data: Row = {"total": len(rows), "results": [self._shown(kind, row, asked["properties"]) for row in page]}
        if after + len(page) < len(rows):
            data["paging"] = {"next": {"after": str(after + len(page))}}
        return Reply(200, data)

    def _fits(self, kind: str, row: Row, groups: list[Row]) -> bool:
        def one(test: Row) -> bool:
            mine, other = self._value(kind, row, test["propertyName"]), int(test["value"])
            return {"EQ": mine == other, "GT": mine > other, "GTE": mine >= other}[test["operator"]]

        return not groups or any(all(one(test) for test in group["filters"]) for group in groups)

    def _shown(self, kind: str, row: Row, names: list[str]) -> Row:
        known = {name: value for name, value in row["properties"].items() if name in names}
        known |= {self._stamp(kind): _iso(row["at"]), "hs_object_id": row["id"]}
        told = {"id": row["id"], "properties": known, "createdAt": _iso(row["created"]), "updatedAt": _iso(row["at"])}
        return told | {"archived": row["archived"] is not None}

    def _batch(self, kind: str, asked: Row) -> Reply:
        wanted = [one["id"] for one in asked["inputs"]]
        if len(wanted) > (50 if asked.get("propertiesWithHistory") else 100):
            return _error(400, "VALIDATION_ERROR", "The batch is too large.")
        results = []
        for one in wanted:
            if (row := self.rows[kind].get(one)) is not None and row["archived"] is None:
                shown = self._shown(kind, row, asked.get("properties") or [])
                if names := asked.get("propertiesWithHistory"):
                    shown["propertiesWithHistory"] = {n: row["history"].get(n, []) for n in names}
                results.append(shown)
        return Reply(200 if len(results) == len(wanted) else 207, {"status": "COMPLETE", "results": results})

    def _associations(self, kind: str, to: str, asked: Row) -> Reply:
        links = self.links.get((kind, to), {})
        results = [
            {"from": {"id": one["id"]}, "to": [
                {"toObjectId": int(other), "associationTypes": [{"category": "HUBSPOT_DEFINED", "typeId": 3, "label": None}]}
                for other in links[one["id"]]
            ]}
            for one in asked["inputs"] if one["id"] in links
        ]  # fmt: skip
        return Reply(200 if len(results) == len(asked["inputs"]) else 207, {"status": "COMPLETE", "results": results})

    def _list(self, kind: str, query: Row) -> Reply:
        archived = query.get("archived") == "true"
        rows = sorted(
            (row for row in self.rows[kind].values() if (row["archived"] is not None) is archived),
            key=lambda r: int(r["id"]),
        )
        rows = [row for row in rows if int(row["id"]) > int(query.get("after") or 0)]
        page = rows[: int(query.get("limit") or 10)]
        told = [
            self._shown(kind, row, []) | ({"archivedAt": _iso(row["archived"])} if archived else {}) for row in page
        ]
        data: Row = {"results": told}
        if len(page) < len(rows):
            data["paging"] = {"next": {"after": page[-1]["id"]}}
        return Reply(200, data)

    def _create(self, kind: str, asked: Row) -> Reply:
        if "hs_timestamp" not in asked["properties"]:
            return _error(400, "VALIDATION_ERROR", "hs_timestamp is required")
        one = self.add(kind, **asked["properties"])
        ends = {214: "deals", 216: "deals", 202: "contacts", 204: "contacts", 190: "companies", 192: "companies"}
        for association in asked.get("associations", []):
            self.link(kind, one, ends[association["types"][0]["associationTypeId"]], association["to"]["id"])
        return Reply(201, self._shown(kind, self.rows[kind][one], list(asked["properties"])))


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _error(status: int, category: str, message: str) -> Reply:
    return Reply(status, {"status": "error", "message": message, "correlationId": "c0ffee", "category": category})
