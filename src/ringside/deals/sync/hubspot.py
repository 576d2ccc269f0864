"""HubSpot over its CRM API: search in order of modification, associations and history in batches beside it.

Search gives 10,000 results of a query at most and counts pages from the start, so that a record which changes while
one reads would push another out of sight. It is therefore never asked for a second page: each request begins at the
last modification seen, and where more records than fit share that one moment, they are read by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from ringside.deals.sync import hubspot_records, mapping, values
from ringside.deals.sync.calling import Answer, Caller, Sleep, retry_after
from ringside.deals.sync.credentials import Bearer, Credentials, Vault, grant, with_tokens
from ringside.deals.sync.hubspot_records import OBJECTS, Beside, Shape
from ringside.deals.sync.mapping import Chosen
from ringside.deals.sync.port import (
    CrmRefused,
    CrmUnreachable,
    FieldInfo,
    Gone,
    GonePage,
    IdPage,
    Kind,
    NotReadable,
    Opened,
    Outgoing,
    Owner,
    Page,
    Position,
    Remote,
    StageInfo,
    Stream,
    Trouble,
)

PAGE = 200
BATCH = 100
WITH_HISTORY = 50
REMEMBERED = timedelta(days=85)
"""Deleted records can be listed for 90 days."""
HISTORY = ("dealstage", "amount", "closedate")
STREAMS = tuple(shape.stream for shape in OBJECTS.values())
SCOPES = (
    "oauth crm.objects.companies.read crm.objects.contacts.read crm.objects.deals.read crm.objects.owners.read "
    "crm.schemas.companies.read crm.schemas.contacts.read crm.schemas.deals.read"
)
OPTIONAL_SCOPES = "sales-email-read crm.objects.contacts.write crm.objects.deals.write"


def token_url(origin: str) -> str:
    return f"{origin}/oauth/v3/token"


async def renewed(client: httpx.AsyncClient, origin: str, kept: Credentials) -> Credentials:
    """New tokens by refresh token. Raises SignInNeeded, CrmUnreachable."""
    form = {"grant_type": "refresh_token", "refresh_token": kept.refresh_token}
    return with_tokens(kept, await grant(client, token_url(origin), kept, form))


def limit(answer: Answer) -> float | None:
    """Seconds to wait where the day's requests are used up; a limit per second passes by itself."""
    data = answer.data if isinstance(answer.data, dict) else {}
    if answer.status == 429 and data.get("policyName") == "DAILY":
        return retry_after(answer) or 3600.0
    return None


@dataclass
class HubSpot:
    """A company's HubSpot."""

    caller: Caller
    origin: str
    chosen: Chosen
    streams: tuple[Stream, ...] = STREAMS
    _shapes: dict[str, Shape] = field(default_factory=dict)
    _there: dict[str, list[FieldInfo]] = field(default_factory=dict)
    _stages: dict[str, StageInfo] = field(default_factory=dict)

    async def open(self) -> Opened:
        troubles: list[Trouble] = []
        for name, shape in OBJECTS.items():
            there = await self._properties(name) if shape.stream.kind in mapping.READ else []
            if there is None:
                continue
            self._there[name] = there
            self._shapes[shape.stream.name] = ready = hubspot_records.fitted(shape, there, self.chosen)
            troubles += mapping.troubles(shape.stream.kind, ready.uses)
        try:
            owners = await self._owners()
        except NotReadable:
            owners = {}
            troubles.append(Trouble("no-access", None, name="owners"))
        try:
            pipelines = await self._results("/crm/v3/pipelines/deals")
        except NotReadable:
            pipelines = []
            troubles.append(Trouble("no-access", "deal", name="pipelines"))
        named = hubspot_records.stages(pipelines)
        self._stages = dict(named)
        account = await self._ask("GET", "/account-info/v3/details")
        told = account.data if account.status == 200 and isinstance(account.data, dict) else {}
        org = str(told["portalId"])[:24] if "portalId" in told else None
        stages = list(dict.fromkeys(stage for _, stage in named))
        plans = {
            name: mapping.plan_of(shape.properties, shape.uses, stages if name == "deals" else ())
            for name, shape in self._shapes.items()
        }
        return Opened(org, owners, stages, _currency(told.get("companyCurrency")), plans, troubles)

    async def fields(self) -> Mapping[Kind, Sequence[FieldInfo]]:
        return {OBJECTS[name].stream.kind: there for name, there in self._there.items() if there}

    async def page(self, stream: Stream, position: Position | None) -> Page:
        shape = self._shape(stream)
        at = position or Position()
        rows = await self._search(shape, at)
        if at.id:
            return await self._tied(shape, at, rows)
        last = hubspot_records.modified(shape, rows[-1]) if rows else at.at
        if len(rows) < PAGE:
            return await self._page(shape, rows, Position(last), more=False)
        # Those of the last moment come again with the next page, all of them.
        kept = [row for row in rows if hubspot_records.modified(shape, row) != last]
        return await self._page(shape, kept, Position(last, "" if kept else "0"), more=True)

    async def _tied(self, shape: Shape, at: Position, rows: list[dict[str, Any]]) -> Page:
        """A page of records that were all changed at one moment."""
        if len(rows) == PAGE:
            return await self._page(shape, rows, Position(at.at, str(rows[-1]["id"])), more=True)
        following = None if at.at is None else at.at + timedelta(milliseconds=1)
        return await self._page(shape, rows, Position(following), more=True)

    async def _page(self, shape: Shape, rows: Sequence[dict[str, Any]], position: Position, *, more: bool) -> Page:
        troubles: list[Trouble] = []
        return Page(await self._records(shape, rows, troubles), position, more, troubles)

    async def _search(self, shape: Shape, at: Position) -> list[dict[str, Any]]:
        when, filters, order = shape.modified, [], shape.modified
        if at.at is not None:
            operator = "EQ" if at.id else "GTE"
            filters = [{"propertyName": when, "operator": operator, "value": str(_millis(at.at))}]
        if at.id:
            filters.append({"propertyName": "hs_object_id", "operator": "GT", "value": at.id})
            order = "hs_object_id"
        asked: dict[str, Any] = {
            "limit": PAGE,
            "properties": list(shape.properties),
            "sorts": [{"propertyName": order, "direction": "ASCENDING"}],
            "filterGroups": [{"filters": filters}] if filters else [],
        }
        data = self._good(await self._ask("POST", f"/crm/v3/objects/{shape.object}/search", json=asked), shape)
        return list(data.get("results", ()))

    async def gone(self, stream: Stream, since: datetime | None, after: str | None) -> GonePage:
        shape = self._shape(stream)
        now = self.caller.date
        if now is None:
            raise CrmUnreachable
        if since is None:
            return GonePage((), now)
        if now - since > REMEMBERED:
            return GonePage((), now, too_late=True)
        params = {"archived": "true", "limit": str(BATCH)} | ({"after": after} if after else {})
        data = self._good(await self._ask("GET", f"/crm/v3/objects/{shape.object}", params=params), shape)
        early = since - timedelta(minutes=10)
        items = [
            Gone(str(row["id"]))
            for row in data.get("results", ())
            if (values.moment(row.get("archivedAt")) or now) >= early
        ]
        following = _after(data)
        return GonePage(items, None if following else now, following)

    async def ids(self, stream: Stream, after: str | None) -> IdPage:
        shape = self._shape(stream)
        params = {"limit": str(BATCH), "properties": "hs_object_id"} | ({"after": after} if after else {})
        data = self._good(await self._ask("GET", f"/crm/v3/objects/{shape.object}", params=params), shape)
        return IdPage([str(row["id"]) for row in data.get("results", ())], _after(data))

    async def read(self, stream: Stream, ids: Sequence[str]) -> Sequence[Remote]:
        shape = self._shape(stream)
        rows = await self._batch(shape, ids, {"properties": list(shape.properties)}, BATCH)
        return await self._records(shape, rows, [])

    async def write(self, item: Outgoing) -> str:
        name, body = hubspot_records.outgoing(item)
        answer = await self._ask("POST", f"/crm/v3/objects/{name}", repeat=False, json=body)
        if answer.status == 400 and "hubspot_owner_id" in body["properties"]:
            body["properties"].pop("hubspot_owner_id")
            answer = await self._ask("POST", f"/crm/v3/objects/{name}", repeat=False, json=body)
        if answer.status == 201 and isinstance(answer.data, dict) and answer.data.get("id"):
            return str(answer.data["id"])
        raise CrmRefused(f"HubSpot answered {answer.status} {_category(answer)}.")

    async def written(self, item: Outgoing) -> str | None:
        name, _ = hubspot_records.outgoing(item)
        about = next(((n, one) for n, one in (("deals", item.deal), ("companies", item.account)) if one), None)
        if about is None:
            return None
        ids = (await self._linked(about[0], name, [about[1]])).get(about[1], [])
        shape = self._shapes[name]
        rows = await self._batch(shape, ids, {"properties": list(shape.properties)}, BATCH)
        mark = hubspot_records.mark(item)
        return next((str(row["id"]) for row in rows if mark in str(row.get("properties"))), None)

    async def close(self) -> None:
        return None

    def _shape(self, stream: Stream) -> Shape:
        try:
            return self._shapes[stream.name]
        except KeyError:
            raise NotReadable("no-access", stream.name) from None

    async def _ask(self, method: str, path: str, **request: Any) -> Answer:
        return await self.caller.ask(method, self.origin + path, **request)

    def _good(self, answer: Answer, shape: Shape | None) -> dict[str, Any]:
        if answer.status in (200, 207) and isinstance(answer.data, dict):
            return answer.data
        if answer.status >= 500:
            raise CrmUnreachable
        raise NotReadable("no-access", shape.stream.name if shape else "account")

    async def _properties(self, name: str) -> list[FieldInfo] | None:
        try:
            rows = await self._results(f"/crm/v3/properties/{name}")
        except NotReadable:
            return None
        return [
            FieldInfo(
                str(row["name"]), str(row.get("label") or row["name"]), str(row.get("type") or ""),
                row.get("hubspotDefined") is False or (row.get("hubspotDefined") is None and not row.get("calculated")),
            )
            for row in rows
        ]  # fmt: skip

    async def _results(self, path: str, params: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        """Everything under an address, page after page."""
        found: list[dict[str, Any]] = []
        following: str | None = None
        while True:
            more = {"after": following} if following else {}
            data = self._good(await self._ask("GET", path, params=dict(params or {}) | more), None)
            found += data.get("results", ())
            following = _after(data)
            if following is None:
                return found

    async def _owners(self) -> dict[str, Owner]:
        """Owners by id, those too who have left."""
        owners: dict[str, Owner] = {}
        for archived in ("true", "false"):
            rows = await self._results("/crm/v3/owners", {"limit": str(BATCH), "archived": archived})
            for row in rows:
                name = " ".join(str(row.get(part) or "") for part in ("firstName", "lastName")).strip()
                owners[str(row["id"])] = Owner(name or str(row.get("email") or ""), row.get("email"))
        return owners

    async def _records(self, shape: Shape, rows: Sequence[dict[str, Any]], troubles: list[Trouble]) -> list[Remote]:
        beside = await self._beside(shape, rows)
        found = []
        for row in rows:
            try:
                found.append(hubspot_records.record(shape, row, self._stages, beside))
            except (KeyError, TypeError, ValueError, AttributeError):
                troubles.append(Trouble("unreadable", shape.stream.kind, str(row.get("id", ""))[:200]))
        return found

    async def _beside(self, shape: Shape, rows: Sequence[Mapping[str, Any]]) -> Beside:
        ids = [str(row["id"]) for row in rows]
        linked = {to: await self._linked(shape.object, to, ids) for to in shape.linked} if ids else {}
        history: dict[str, Mapping[str, Any]] = {}
        if shape.stream.kind == "deal" and ids:
            old = await self._batch(
                shape, ids, {"properties": [], "propertiesWithHistory": list(HISTORY)}, WITH_HISTORY
            )
            history = {str(row["id"]): row.get("propertiesWithHistory") or {} for row in old}
        return Beside(linked, history)

    async def _linked(self, name: str, to: str, ids: Sequence[str]) -> dict[str, list[str]]:
        """Ids of associated records by id, the primary one first."""
        found: dict[str, list[tuple[bool, str]]] = {}
        waiting: list[dict[str, str]] = [{"id": one} for one in ids]
        while waiting:
            part, waiting = waiting[:BATCH], waiting[BATCH:]
            answer = await self._ask("POST", f"/crm/v4/associations/{name}/{to}/batch/read", json={"inputs": part})
            if answer.status == 403:
                return {}
            for row in self._good(answer, None).get("results", ()):
                one = str(row["from"]["id"])
                for other in row.get("to", ()):
                    labels = [str(kind.get("label") or "") for kind in other.get("associationTypes", ())]
                    secondary = not any("Primary" in label for label in labels)
                    found.setdefault(one, []).append((secondary, str(other["toObjectId"])))
                if following := _after(row):
                    waiting.append({"id": one, "after": following})
        return {one: [other for _, other in sorted(others, key=lambda o: o[0])] for one, others in found.items()}

    async def _batch(
        self, shape: Shape, ids: Sequence[str], asked: Mapping[str, Any], size: int
    ) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for at in range(0, len(ids), size):
            body = {"inputs": [{"id": one} for one in ids[at : at + size]]} | dict(asked)
            data = self._good(await self._ask("POST", f"/crm/v3/objects/{shape.object}/batch/read", json=body), shape)
            rows += data.get("results", ())
        return rows


def connector(
    client: httpx.AsyncClient, vault: Vault, origin: str, chosen: Chosen, *, private: bool, sleep: Sleep | None = None
) -> HubSpot:
    """A company's HubSpot, opened with what the vault holds; `private` for the token of a private app."""

    async def again(kept: Credentials) -> Credentials:
        return await renewed(client, origin, kept)

    signer = Bearer(vault, None if private else again)
    return HubSpot(Caller(client, signer, is_limit=limit, sleep=sleep), origin, chosen)


def _currency(raw: Any) -> str | None:
    try:
        return values.currency(raw)
    except values.Unusable:
        return None


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _after(data: Mapping[str, Any]) -> str | None:
    following = ((data.get("paging") or {}).get("next") or {}).get("after")
    return str(following) if following else None


def _category(answer: Answer) -> str:
    return str(answer.data.get("category", ""))[:60] if isinstance(answer.data, dict) else ""
