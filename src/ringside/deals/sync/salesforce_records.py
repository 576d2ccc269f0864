"""Salesforce's objects as Ringside's records. Pure: rows of queries in, records out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from ringside.deals.schemas import DealStatus, Tracked
from ringside.deals.sync import mapping, roles, values
from ringside.deals.sync.mapping import Chosen, Use
from ringside.deals.sync.port import FieldInfo, Outgoing, Remote, RemoteChange, StageInfo, Stream, Value

CUSTOM_TYPES = frozenset(
    {
        "string",
        "picklist",
        "multipicklist",
        "boolean",
        "double",
        "int",
        "currency",
        "percent",
        "date",
        "datetime",
        "url",
    }
)
HISTORY = ("Id", "StageName", "Amount", "CloseDate", "CreatedDate")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of one object: always, by default mapping, and beside."""

    object: str
    stream: Stream
    fixed: tuple[str, ...]
    default: Mapping[str, str] = field(default_factory=dict)
    archived: bool = False
    """Whether old ones are found by `queryAll` only: Salesforce archives activities after a year."""
    uses: tuple[Use, ...] = ()
    percents: frozenset[str] = frozenset()
    custom: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def where(self, condition: str) -> str:
        """The condition as it stands in a query of this object."""
        parts = [part for part in ("IsDeleted = false" if self.archived else "", condition) if part]
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    def without(self, column: str) -> Shape:
        """The same without a column that turned out to be gone."""
        return replace(
            self,
            columns=tuple(name for name in self.columns if name != column),
            uses=tuple(replace(use, missing=True) if use.theirs == column else use for use in self.uses),
            custom={name: label for name, label in self.custom.items() if name != column},
        )


_TASK = ("Subject", "Description", "WhoId", "WhatId", "AccountId", "OwnerId", "CreatedDate")
OBJECTS: dict[str, Shape] = {
    shape.object: shape
    for shape in (
        Shape(
            "Account", Stream("accounts", "account"), ("Name", "ParentId", "OwnerId", "CreatedDate"),
            {
                "name": "Name", "domain": "Website", "industry": "Industry", "employees": "NumberOfEmployees",
                "country": "BillingCountry",
            },
        ),
        Shape(
            "Contact", Stream("contacts", "contact"), ("Name", "AccountId", "CreatedDate"),
            {"email": "Email", "phone": "Phone", "title": "Title"},
        ),
        Shape(
            "Opportunity", Stream("deals", "deal"),
            ("Name", "AccountId", "OwnerId", "CreatedDate", "StageName", "IsClosed", "IsWon", "CloseDate",
             "LastStageChangeDate"),
            {
                "name": "Name", "amount": "Amount", "currency": "CurrencyIsoCode", "close_on": "CloseDate",
                "lead_source": "LeadSource", "next_step": "NextStep",
            },
        ),
        Shape(
            "OpportunityContactRole", Stream("people", "person"),
            ("OpportunityId", "ContactId", "Role", "IsPrimary", "CreatedDate"),
        ),
        Shape(
            "Task", Stream("tasks", "activity"),
            (*_TASK, "Status", "IsClosed", "ActivityDate", "CompletedDateTime", "TaskSubtype", "CallType",
             "CallDurationInSeconds"),
            archived=True,
        ),
        Shape(
            "Event", Stream("events", "activity"),
            (*_TASK, "StartDateTime", "EndDateTime", "ActivityDate", "IsAllDayEvent"), archived=True,
        ),
        Shape(
            "EmailMessage", Stream("emails", "activity", optional=True),
            ("Subject", "TextBody", "HtmlBody", "FromAddress", "ToAddress", "CcAddress", "Incoming", "MessageDate",
             "RelatedToId", "ActivityId", "CreatedById", "CreatedDate"),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class More:
    """What stands in lesser objects, by opportunity; None where a company has none of it."""

    history: Mapping[str, Sequence[Mapping[str, Any]]] | None
    rivals: Mapping[str, Sequence[Mapping[str, Any]]] | None


def fitted(shape: Shape, there: Sequence[FieldInfo], chosen: Chosen) -> Shape:
    """A shape with the columns that this company's Salesforce really has."""
    kind, names = shape.stream.kind, {info.name for info in there}
    default = {
        ours: theirs for ours, theirs in shape.default.items() if theirs in names or theirs not in mapping.OPTIONAL
    }
    uses = mapping.plan(kind, default, chosen, there) if kind in mapping.READ else []
    mapped = mapping.in_use(uses)
    own = [info for info in there if info.type in CUSTOM_TYPES]
    used = mapped | {name: name for name in shape.fixed}
    custom = mapping.custom_names(own, used) if kind in mapping.READ else {}
    wanted = ["Id", "SystemModstamp", *shape.fixed, *mapped.values(), *custom]
    return replace(
        shape,
        uses=tuple(uses),
        percents=frozenset(info.name for info in there if info.type == "percent"),
        custom=custom,
        columns=tuple(name for name in dict.fromkeys(wanted) if name in names),
    )


def status(row: Mapping[str, Any]) -> DealStatus:
    """What a deal in this stage is."""
    if row.get("IsWon") is True:
        return "won"
    return "lost" if row.get("IsClosed") is True else "open"


def record(shape: Shape, row: Mapping[str, Any], stages: Mapping[str, StageInfo], more: More) -> Remote:
    """One row as a record. Raises KeyError, TypeError, ValueError for a row that is none."""
    modified = values.moment(row["SystemModstamp"])
    if modified is None:
        raise ValueError("no time")
    fields, troubles = mapping.read(shape.stream.kind, mapping.in_use(shape.uses), _percented(shape, row))
    base = Remote(
        kind=shape.stream.kind,
        id=str(row["Id"]),
        modified=modified,
        name=values.text(200)(row.get("Name") or row.get("Subject")) or "",
        fields=fields,
        custom={label: values.scalar(row[name]) for name, label in shape.custom.items() if row.get(name) is not None},
        created=values.moment(row.get("CreatedDate")),
        account=_text(row.get("AccountId")),
        owner=_text(row.get("OwnerId")),
        competitors=mapping.competitors(mapping.in_use(shape.uses), row),
        troubles=tuple(replace(t, id=str(row["Id"])) for t in troubles),
    )
    return _MADE[shape.object](base, row, stages, more)


def _percented(shape: Shape, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Percentages with their sign: 0.5 of a percent field is half a percent, not a half."""
    return {name: f"{value}%" if name in shape.percents and value is not None else value for name, value in row.items()}


def _account(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    return replace(base, parent=_text(row.get("ParentId")))


def _contact(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    return replace(base, fields={"name": base.name} | dict(base.fields))


def _deal(base: Remote, row: Mapping[str, Any], stages: Mapping[str, StageInfo], more: More) -> Remote:
    raw = str(row.get("StageName") or "")
    stage = stages.get(raw)
    state = status(row) if "IsClosed" in row else (stage.status if stage else "open")
    name = stage.name if stage else (values.text(120)(raw) or None)
    changes = None if more.history is None else history(more.history.get(base.id, ()), stages)
    moved = max((c.at for c in changes or () if c.field == "stage"), default=None)
    moved = moved or values.moment(row.get("LastStageChangeDate"))
    closed = None if state == "open" else moved or values.noon(values.day(row.get("CloseDate")))
    extra: dict[str, Value] = {
        "stage": name,
        "status": state,
        "closed_at": closed,
        "stage_since": moved or base.created,
    }
    rivals = None if more.rivals is None else more.rivals.get(base.id, ())
    told = [name for rival in rivals or () if (name := values.text(120)(rival.get("CompetitorName")))]
    return replace(
        base,
        fields=dict(base.fields) | extra,
        changes=changes,
        competitors=base.competitors if rivals is None else tuple(dict.fromkeys([*(base.competitors or ()), *told])),
    )


def history(rows: Sequence[Mapping[str, Any]], stages: Mapping[str, StageInfo]) -> tuple[RemoteChange, ...]:
    """The changes between the states that Salesforce keeps of an opportunity, oldest first."""
    found: list[RemoteChange] = []
    for before, now in pairwise(rows):
        at = values.moment(now.get("CreatedDate"))
        if at is None:
            continue
        was, became = _state(before, stages), _state(now, stages)
        found += [
            RemoteChange(f"{now['Id']}:{name}", at, name, was[name], became[name])
            for name in became
            if was[name] != became[name]
        ]
    return tuple(found)


def _state(row: Mapping[str, Any], stages: Mapping[str, StageInfo]) -> dict[Tracked, str | None]:
    raw = str(row.get("StageName") or "")
    stage = stages.get(raw)
    amount, close = _safe(values.money, row.get("Amount")), _safe(values.day, row.get("CloseDate"))
    return {
        "stage": stage.name if stage else (values.text(120)(raw) or None),
        "status": stage.status if stage else None,
        "amount": values.shown(amount),
        "close_on": values.shown(close),
    }


def _safe(reader: Any, raw: Any) -> Value:
    try:
        found: Value = reader(raw)
    except values.Unusable:
        return None
    return found


def _person(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    role = roles.buying_role(str(row.get("Role") or ""))
    return replace(
        base, deal=_text(row.get("OpportunityId")), people=((str(row["ContactId"]), role or ""),), owner=None
    )


def _activity(base: Remote, row: Mapping[str, Any], kind: str, at: datetime, **more: Value) -> Remote:
    what, who = _text(row.get("WhatId")) or "", _text(row.get("WhoId")) or ""
    part = {"in": "from", "out": "to"}.get(str(more.get("direction")), "with")
    fields: dict[str, Value] = {
        "kind": kind, "at": at, "subject": values.text(500)(row.get("Subject")) or "",
        "text": values.body(row.get("Description")), "direction": None, "duration_s": None,
    }  # fmt: skip
    return replace(
        base,
        fields=fields | more,
        deal=what if what.startswith("006") else None,
        account=_text(row.get("AccountId")) or (what if what.startswith("001") else None),
        people=((who, part),) if who.startswith("003") else (),
    )


def _task(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    kind = {"Call": "call", "Email": "email", "ListEmail": "email"}.get(str(row.get("TaskSubtype")), "task")
    seconds = values.count(row.get("CallDurationInSeconds"))
    if kind == "task" and (seconds or row.get("CallType")):
        kind = "call"
    done = values.moment(row.get("CompletedDateTime")) if row.get("IsClosed") else None
    due = values.noon(values.day(row.get("ActivityDate")))
    at = (due if kind == "task" and not done else done or due) or base.created or base.modified
    way = {"Inbound": "in", "Outbound": "out"}.get(str(row.get("CallType")))
    way = way or ("out" if kind == "email" else None)
    found = _activity(base, row, kind, at, direction=way, duration_s=float(seconds) if seconds else None)
    return replace(found, weak=kind == "email")


def _event(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    start, end = values.moment(row.get("StartDateTime")), values.moment(row.get("EndDateTime"))
    at = start or values.noon(values.day(row.get("ActivityDate"))) or base.modified
    whole_day = row.get("IsAllDayEvent") is True
    lasted = (end - start).total_seconds() if start and end and not whole_day else None
    return _activity(base, row, "meeting", at, duration_s=lasted if lasted and lasted > 0 else None)


def _email(base: Remote, row: Mapping[str, Any], *_: Any) -> Remote:
    about = _text(row.get("RelatedToId")) or ""
    text = values.body(row.get("TextBody")) or values.body(row.get("HtmlBody"))
    found = _activity(
        base, row, "email", values.moment(row.get("MessageDate")) or base.created or base.modified,
        direction="in" if row.get("Incoming") is True else "out", text=text,
    )  # fmt: skip
    # The message and its task are one activity: they share the task's id.
    return replace(
        found,
        id=_text(row.get("ActivityId")) or base.id,
        deal=about if about.startswith("006") else None,
        account=about if about.startswith("001") else None,
        owner=_text(row.get("CreatedById")),
        people=None,
        addresses=tuple(
            (address, part)
            for name, part in (("FromAddress", "from"), ("ToAddress", "to"), ("CcAddress", "cc"))
            for address in addresses(row.get(name))
        ),
    )


def addresses(raw: Any) -> list[str]:
    """The e-mail addresses in a header: "Dana <d@x.com>; e@x.com"."""
    found = []
    for piece in str(raw or "")[:20_000].replace(";", ",").split(","):
        bare = piece.rpartition("<")[2].strip().rstrip(">").strip()
        try:
            found.append(values.email(bare) or "")
        except values.Unusable:
            continue
    return [address for address in dict.fromkeys(found) if address][:100]


_MADE = {
    "Account": _account, "Contact": _contact, "Opportunity": _deal, "OpportunityContactRole": _person, "Task": _task,
    "Event": _event, "EmailMessage": _email,
}  # fmt: skip


def mark(item: Outgoing) -> str:
    """What a note or task of ours is known by, in its text."""
    return f"Ringside {item.key}"


def task(item: Outgoing, done: str | None) -> dict[str, Any]:
    """A note or task as fields of a Task; `done` is the status of one that is finished, as a note is."""
    subject = item.subject or item.text.partition("\n")[0]
    fields: dict[str, Any] = {
        "Subject": (f"Note: {subject}" if item.kind == "note" else subject)[:255],
        "Description": f"{item.text[:31_900]}\n\n({mark(item)})",
        "ActivityDate": item.at.date().isoformat(),
    }
    if done:
        fields["Status"] = done
    if item.deal or item.account:
        fields["WhatId"] = item.deal or item.account
    if item.contacts:
        fields["WhoId"] = item.contacts[0]
    if item.owner:
        fields["OwnerId"] = item.owner
    return fields


def _text(raw: Any) -> str | None:
    return str(raw)[:200] if raw else None
