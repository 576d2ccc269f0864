"""Salesforce over its REST API: SOQL in order of SystemModstamp and Id, deletions from its delete log."""

# SOQL takes no parameters: ids pass `_id`, and names are those of the vendor's own description.
# ruff: noqa: S608

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from ringside.core.settings import Settings
from ringside.deals.sync import hosts, mapping, salesforce_records, values
from ringside.deals.sync.calling import Answer, Caller, Sleep, same_host
from ringside.deals.sync.credentials import Bearer, Credentials, Vault, grant, with_tokens
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
from ringside.deals.sync.salesforce_records import OBJECTS, Shape

VERSION = "v62.0"
PAGE = 500
REMEMBERED = timedelta(days=14)
"""Deletions are told for 15 days; one less, because clocks differ."""
STREAMS = tuple(shape.stream for shape in OBJECTS.values())
_COLUMN = re.compile(r"No such column '([^']+)'")
_MERGEABLE = frozenset({"Account", "Contact"})


def token_url(login_url: str) -> str:
    return f"{login_url}/services/oauth2/token"


async def renewed(client: httpx.AsyncClient, login_url: str, settings: Settings, kept: Credentials) -> Credentials:
    """New tokens by refresh token, or by the client's own credentials. Raises SignInNeeded, CrmUnreachable."""
    form = {"grant_type": "client_credentials"}
    if kept.auth == "oauth":
        form = {"grant_type": "refresh_token", "refresh_token": kept.refresh_token}
    return told(kept, await grant(client, token_url(login_url), kept, form), settings)


def told(kept: Credentials, data: dict[str, Any], settings: Settings) -> Credentials:
    """The credentials with a token answer, whose instance must be one of Salesforce's. Raises HostRefused."""
    instance = hosts.check(str(data.get("instance_url") or kept.instance_url), hosts.SALESFORCE, settings)
    return with_tokens(kept, data, instance)


def limit(answer: Answer) -> float | None:
    """Seconds to wait where Salesforce says that requests are used up: those of a day, or those at once."""
    if _code(answer) != "REQUEST_LIMIT_EXCEEDED":
        return None
    return 3600.0 if "TotalRequests" in _message(answer) else 60.0


@dataclass
class Salesforce:
    """A company's Salesforce."""

    caller: Caller
    signer: Bearer
    chosen: Chosen
    streams: tuple[Stream, ...] = STREAMS

    def __post_init__(self) -> None:
        self._origin = ""
        self._there: dict[str, list[FieldInfo]] = {}
        self._shapes: dict[str, Shape] = {}
        self._stages: dict[str, StageInfo] = {}
        self._without: set[str] = set()

    async def open(self) -> Opened:
        self._origin = (await self.signer.credentials()).instance_url
        troubles: list[Trouble] = []
        for name, shape in OBJECTS.items():
            there = await self._describe(name)
            if there is None:
                continue
            self._there[name] = there
            self._shapes[shape.stream.name] = ready = salesforce_records.fitted(shape, there, self.chosen)
            troubles += mapping.troubles(shape.stream.kind, ready.uses)
        people = await self._looked_up("User", "Id, Name, Email FROM User ORDER BY Id", troubles)
        owners = {str(row["Id"]): Owner(str(row.get("Name") or ""), row.get("Email")) for row in people}
        org = await self._looked_up("Organization", "Id FROM Organization", troubles)
        stages = await self._read_stages(troubles)
        plans = {
            name: mapping.plan_of(shape.columns, shape.uses, stages if name == "deals" else ())
            for name, shape in self._shapes.items()
        }
        return Opened(str(org[0]["Id"])[:24] if org else None, owners, stages, None, plans, troubles)

    async def fields(self) -> Mapping[Kind, Sequence[FieldInfo]]:
        return {
            shape.stream.kind: self._there[name]
            for name, shape in OBJECTS.items()
            if name in self._there and shape.stream.kind in mapping.READ
        }

    async def page(self, stream: Stream, position: Position | None) -> Page:
        shape = self._shape(stream)
        before = position or Position()
        troubles: list[Trouble] = []
        where = shape.where(after(before))
        rows, done = await self._select(shape, f"{where} ORDER BY SystemModstamp, Id LIMIT {PAGE}", troubles)
        shape = self._shape(stream)
        reached = _reached(rows[-1], before) if rows else before
        stuck = reached == before and bool(rows)
        records = await self._records(shape, rows, troubles)
        more = (not done or len(rows) == PAGE) and not stuck
        return Page(records, reached, more, troubles)

    async def gone(self, stream: Stream, since: datetime | None, after: str | None) -> GonePage:
        shape = self._shape(stream)
        now = self.caller.date
        if now is None:
            raise CrmUnreachable
        if since is None:
            return GonePage((), now)
        if now - since > REMEMBERED:
            return GonePage((), now, too_late=True)
        if now - since < timedelta(minutes=2):  # it wants more than a minute, and ignores seconds
            return GonePage((), since)
        times = f"start={_moment(since, encoded=True)}&end={_moment(now, encoded=True)}"
        answer = await self.caller.ask("GET", self._url(f"/sobjects/{shape.object}/deleted/?{times}"))
        if _code(answer) in ("INVALID_REPLICATION_DATE", "EXCEEDED_ID_LIMIT"):
            return GonePage((), now, too_late=True)
        data = self._good(answer, shape)
        ids = [str(row["id"]) for row in data.get("deletedRecords", ())]
        until = values.moment(data.get("latestDateCovered")) or now
        masters = await self._masters(shape, ids)
        return GonePage([Gone(one, masters.get(one)) for one in ids], until)

    async def ids(self, stream: Stream, after: str | None) -> IdPage:
        shape = self._shape(stream)
        also = ", ActivityId" if "ActivityId" in shape.columns else ""
        where = shape.where(f"Id > '{_id(after)}'" if after else "")
        rows = await self._all(f"SELECT Id{also} FROM {shape.object}{where} ORDER BY Id LIMIT 2000", shape)
        ids = [str(row.get("ActivityId") or row["Id"]) for row in rows]
        return IdPage(ids, str(rows[-1]["Id"]) if len(rows) == 2000 else None)

    async def read(self, stream: Stream, ids: Sequence[str]) -> Sequence[Remote]:
        shape = self._shape(stream)
        rows: list[dict[str, Any]] = []
        for part in _parts(ids):
            condition = f"Id IN ({_list(part)})"
            if "ActivityId" in shape.columns:
                condition = f"({condition} OR ActivityId IN ({_list(part)}))"
            found, _ = await self._select(shape, shape.where(condition), [])
            rows += found
        return await self._records(self._shape(stream), rows, [])

    async def write(self, item: Outgoing) -> str:
        fields = salesforce_records.task(item, await self._closed_status() if item.kind == "note" else None)
        url = self._url("/sobjects/Task")
        answer = await self.caller.ask("POST", url, repeat=False, json=fields)
        if (
            answer.status == 400
            and "OwnerId" in fields
            and _code(answer)
            in ("INVALID_CROSS_REFERENCE_KEY", "INACTIVE_OWNER_OR_USER", "OP_WITH_INVALID_USER_TYPE_EXCEPTION")
        ):
            fields.pop("OwnerId")
            answer = await self.caller.ask("POST", url, repeat=False, json=fields)
        if answer.status == 201 and isinstance(answer.data, dict) and answer.data.get("id"):
            return str(answer.data["id"])
        raise CrmRefused(f"Salesforce answered {answer.status} {_code(answer)}.")

    async def written(self, item: Outgoing) -> str | None:
        about = item.deal or item.account
        if about is None:
            return None
        rows = await self._all(
            f"SELECT Id, Description FROM Task WHERE WhatId = '{_id(about)}' ORDER BY CreatedDate DESC LIMIT 200"
        )
        mark = salesforce_records.mark(item)
        return next((str(row["Id"]) for row in rows if mark in str(row.get("Description") or "")), None)

    async def close(self) -> None:
        return None

    def _shape(self, stream: Stream) -> Shape:
        try:
            return self._shapes[stream.name]
        except KeyError:
            raise NotReadable("no-access", stream.name) from None

    def _url(self, path: str) -> str:
        return f"{self._origin}/services/data/{VERSION}{path}"

    async def _describe(self, name: str) -> list[FieldInfo] | None:
        answer = await self.caller.ask("GET", self._url(f"/sobjects/{name}/describe"))
        if answer.status in (403, 404) or not isinstance(answer.data, dict):
            if answer.status >= 500:
                raise CrmUnreachable
            return None
        return [
            FieldInfo(str(f["name"]), str(f.get("label") or f["name"]), str(f.get("type") or ""), bool(f.get("custom")))
            for f in answer.data.get("fields", ())
        ]

    async def _looked_up(self, name: str, rest: str, troubles: list[Trouble]) -> list[dict[str, Any]]:
        """Rows that help to understand others; none, and named, where they may not be read."""
        try:
            return await self._all(f"SELECT {rest}")
        except NotReadable:
            troubles.append(Trouble("no-access", None, name=name))
            return []

    async def _read_stages(self, troubles: list[Trouble]) -> list[StageInfo]:
        rows = await self._looked_up(
            "OpportunityStage",
            "ApiName, MasterLabel, IsActive, IsClosed, IsWon FROM OpportunityStage ORDER BY SortOrder",
            troubles,
        )
        stages = []
        for row in rows:
            name = values.text(120)(row.get("MasterLabel")) or str(row.get("ApiName"))[:120]
            stage = StageInfo(name, salesforce_records.status(row))
            self._stages[str(row.get("ApiName"))] = stage
            if row.get("IsActive") is not False:
                stages.append(stage)
        return stages

    async def _select(self, shape: Shape, rest: str, troubles: list[Trouble]) -> tuple[list[dict[str, Any]], bool]:
        """The rows of one answer. A field that is gone is left out from then on, and named."""
        while True:
            soql = f"SELECT {', '.join(shape.columns)} FROM {shape.object}{rest}"
            answer = await self._query(soql, shape.archived)
            if _code(answer) != "INVALID_FIELD":
                data = self._good(answer, shape)
                return list(data.get("records", ())), data.get("done") is not False
            missing = _COLUMN.search(_message(answer))
            if missing is None or missing[1] not in shape.columns:
                raise NotReadable("no-access", shape.stream.name)
            shape = self._shapes[shape.stream.name] = shape.without(missing[1])
            ours = next((use.ours for use in shape.uses if use.theirs == missing[1]), None)
            there = [field for field in self._there[shape.object] if field.name != missing[1]]
            hint = mapping.similar(missing[1], there)
            troubles.append(Trouble("field-missing", shape.stream.kind, name=missing[1], field=ours, detail=hint))

    async def _query(self, soql: str, archived: bool = False) -> Answer:
        return await self.caller.ask(
            "GET", self._url(f"/{'queryAll' if archived else 'query'}?q={quote(soql, safe='')}")
        )

    async def _all(self, soql: str, shape: Shape | None = None) -> list[dict[str, Any]]:
        """Every row of a query, over as many answers as Salesforce likes to give."""
        answer = await self._query(soql, shape is not None and shape.archived)
        rows: list[dict[str, Any]] = []
        while True:
            data = self._good(answer, shape)
            rows += data.get("records", ())
            if data.get("done") is not False:
                return rows
            answer = await self.caller.ask("GET", same_host(self._origin, str(data.get("nextRecordsUrl"))))

    def _good(self, answer: Answer, shape: Shape | None) -> dict[str, Any]:
        if answer.status == 200 and isinstance(answer.data, dict):
            return answer.data
        code = _code(answer)
        if code in ("QUERY_TIMEOUT", "INVALID_QUERY_LOCATOR", "UNABLE_TO_LOCK_ROW") or answer.status >= 500:
            raise CrmUnreachable
        if code == "API_DISABLED_FOR_ORG":
            raise CrmRefused("This edition of Salesforce has no API, or the user may not use it.")
        raise NotReadable("no-access", shape.stream.name if shape else "query")

    async def _records(self, shape: Shape, rows: Sequence[Mapping[str, Any]], troubles: list[Trouble]) -> list[Remote]:
        more = await self._more_of_deals(shape, rows, troubles)
        found = []
        for row in rows:
            try:
                found.append(salesforce_records.record(shape, row, self._stages, more))
            except (KeyError, TypeError, ValueError, AttributeError):
                troubles.append(Trouble("unreadable", shape.stream.kind, str(row.get("Id", ""))[:200]))
        return found

    async def _more_of_deals(
        self, shape: Shape, rows: Sequence[Mapping[str, Any]], troubles: list[Trouble]
    ) -> salesforce_records.More:
        if shape.object != "Opportunity" or not rows:
            return salesforce_records.More(None, None)
        ids = [str(row["Id"]) for row in rows]
        history = await self._beside("OpportunityHistory", salesforce_records.HISTORY, "CreatedDate, Id", ids, troubles)
        rivals = await self._beside("OpportunityCompetitor", ("CompetitorName",), "CreatedDate", ids, [])
        return salesforce_records.More(history, rivals)

    async def _beside(
        self, name: str, columns: Sequence[str], order: str, ids: Sequence[str], troubles: list[Trouble]
    ) -> dict[str, list[dict[str, Any]]] | None:
        """Rows of a lesser object by their opportunity; None where the company has no such thing."""
        if name in self._without:
            return None
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for part in _parts(ids):
            try:
                for row in await self._all(
                    f"SELECT OpportunityId, {', '.join(columns)} FROM {name} "
                    f"WHERE OpportunityId IN ({_list(part)}) ORDER BY OpportunityId, {order}"
                ):
                    found[str(row["OpportunityId"])].append(row)
            except NotReadable:
                self._without.add(name)
                troubles.append(Trouble("no-access", "deal", name=name))
                return None
        return found

    async def _masters(self, shape: Shape, ids: Sequence[str]) -> dict[str, str]:
        """Into which record these were merged."""
        if shape.object not in _MERGEABLE:
            return {}
        masters: dict[str, str] = {}
        for part in _parts(ids):
            answer = await self._query(
                f"SELECT Id, MasterRecordId FROM {shape.object} WHERE IsDeleted = true AND Id IN ({_list(part)})", True
            )
            rows = answer.data.get("records", ()) if answer.status == 200 and isinstance(answer.data, dict) else ()
            masters |= {str(row["Id"]): str(row["MasterRecordId"]) for row in rows if row.get("MasterRecordId")}
        return masters

    async def _closed_status(self) -> str:
        rows = await self._all("SELECT MasterLabel, ApiName FROM TaskStatus WHERE IsClosed = true ORDER BY SortOrder")
        return str(rows[0].get("ApiName") or rows[0]["MasterLabel"]) if rows else "Completed"


def connector(
    client: httpx.AsyncClient, vault: Vault, login_url: str, settings: Settings, chosen: Chosen,
    sleep: Sleep | None = None,
) -> Salesforce:  # fmt: skip
    """A company's Salesforce, opened with what the vault holds."""

    async def again(kept: Credentials) -> Credentials:
        return await renewed(client, hosts.check(login_url, hosts.SALESFORCE, settings), settings, kept)

    signer = Bearer(vault, again)
    caller = Caller(client, signer, is_limit=limit, sleep=sleep)
    return Salesforce(caller, signer, chosen)


def after(position: Position) -> str:
    """The condition for everything that follows a position."""
    if position.at is None:
        return ""
    at = _moment(position.at)
    if not position.id:
        return f"SystemModstamp >= {at}"
    return f"(SystemModstamp > {at} OR (SystemModstamp = {at} AND Id > '{_id(position.id)}'))"


def _reached(row: Mapping[str, Any], before: Position) -> Position:
    at = values.moment(row.get("SystemModstamp"))
    return before if at is None else Position(at, str(row["Id"]))


def _moment(at: datetime, *, encoded: bool = False) -> str:
    text = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
    return quote(at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), safe="") if encoded else text


def _id(text: str) -> str:
    """An id that may stand in a query. Raises NotReadable for anything that is none of Salesforce's."""
    if not re.fullmatch(r"[A-Za-z0-9]{1,18}", text):
        raise NotReadable("bad-id", "query")
    return text


def _list(ids: Sequence[str]) -> str:
    return ", ".join(f"'{_id(one)}'" for one in ids)


def _parts(ids: Sequence[str], size: int = 200) -> list[Sequence[str]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def _errors(answer: Answer) -> list[Any]:
    return answer.data if answer.status >= 400 and isinstance(answer.data, list) else []


def _code(answer: Answer) -> str:
    return next((str(e.get("errorCode", ""))[:60] for e in _errors(answer) if isinstance(e, dict)), "")


def _message(answer: Answer) -> str:
    return next((str(e.get("message", "")) for e in _errors(answer) if isinstance(e, dict)), "")
