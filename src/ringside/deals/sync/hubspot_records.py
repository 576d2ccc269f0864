"""HubSpot's objects as Ringside's records. Pure: answers in, records out."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from ringside.deals.facts import Scalar
from ringside.deals.schemas import DealStatus, Tracked
from ringside.deals.sync import mapping, values
from ringside.deals.sync.mapping import Chosen, Use
from ringside.deals.sync.port import FieldInfo, Outgoing, Remote, RemoteChange, StageInfo, Stream, Value
from ringside.deals.sync.salesforce_records import addresses

CUSTOM_TYPES = frozenset({"string", "number", "bool", "enumeration", "date", "datetime"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of one object."""

    object: str
    stream: Stream
    fixed: tuple[str, ...]
    default: Mapping[str, str] = field(default_factory=dict)
    linked: tuple[str, ...] = ()
    modified: str = "hs_lastmodifieddate"
    uses: tuple[Use, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[str, ...] = ()


_TO = ("deals", "contacts", "companies")
_ANY = ("hs_timestamp", "hs_createdate", "hubspot_owner_id", "hs_lastmodifieddate")
OBJECTS: dict[str, Shape] = {
    shape.object: shape
    for shape in (
        Shape(
            "companies", Stream("companies", "account"),
            ("name", "createdate", "hubspot_owner_id", "hs_parent_company_id", "hs_merged_object_ids"),
            {
                "name": "name", "domain": "domain", "industry": "industry", "employees": "numberofemployees",
                "country": "country",
            },
        ),
        Shape(
            "contacts", Stream("contacts", "contact"),
            ("firstname", "lastname", "email", "createdate", "associatedcompanyid", "hs_merged_object_ids"),
            {"email": "email", "phone": "phone", "title": "jobtitle", "timezone": "hs_timezone"},
            modified="lastmodifieddate",
        ),
        Shape(
            "deals", Stream("deals", "deal"),
            ("dealname", "dealstage", "pipeline", "createdate", "closedate", "hubspot_owner_id",
             "hs_is_closed", "hs_is_closed_won", "closed_won_reason", "hs_merged_object_ids"),
            {
                "name": "dealname", "amount": "amount", "currency": "deal_currency_code", "close_on": "closedate",
                "next_step": "hs_next_step", "close_reason": "closed_lost_reason", "lead_source": "hs_analytics_source",
            },
            linked=("companies", "contacts"),
        ),
        Shape(
            "calls", Stream("calls", "activity"),
            (*_ANY, "hs_call_title", "hs_call_body", "hs_call_duration", "hs_call_direction"), linked=_TO,
        ),
        Shape(
            "emails", Stream("emails", "activity", optional=True),
            (*_ANY, "hs_email_subject", "hs_email_text", "hs_email_html", "hs_email_direction", "hs_email_from_email",
             "hs_email_to_email", "hs_email_cc_email"),
            linked=_TO,
        ),
        Shape(
            "meetings", Stream("meetings", "activity"),
            (*_ANY, "hs_meeting_title", "hs_meeting_body", "hs_meeting_start_time", "hs_meeting_end_time",
             "hs_internal_meeting_notes"),
            linked=_TO,
        ),
        Shape("notes", Stream("notes", "activity"), (*_ANY, "hs_note_body"), linked=_TO),
        Shape(
            "tasks", Stream("tasks", "activity"), (*_ANY, "hs_task_subject", "hs_task_body", "hs_task_status"),
            linked=_TO,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the records of a page: ids of associated records, and the history of deals, by id."""

    linked: Mapping[str, Mapping[str, Sequence[str]]]
    history: Mapping[str, Mapping[str, Any]]

    def of(self, to: str, one: str) -> Sequence[str]:
        return self.linked.get(to, {}).get(one, ())


def fitted(shape: Shape, there: Sequence[FieldInfo], chosen: Chosen) -> Shape:
    """A shape with the properties that this company's HubSpot really has."""
    kind, names = shape.stream.kind, {info.name for info in there}
    if kind not in mapping.READ:
        return replace(shape, properties=shape.fixed)
    default = {o: t for o, t in shape.default.items() if t in names or t not in mapping.OPTIONAL}
    uses = mapping.plan(kind, default, chosen, there)
    mapped = mapping.in_use(uses)
    own = [info for info in there if info.type in CUSTOM_TYPES]
    custom = mapping.custom_names(own, mapped | {name: name for name in shape.fixed})
    wanted = [*shape.fixed, shape.modified, *mapped.values(), *custom]
    return replace(shape, uses=tuple(uses), custom=custom, properties=tuple(dict.fromkeys(wanted)))


def stages(pipelines: Sequence[Mapping[str, Any]]) -> list[tuple[str, StageInfo]]:
    """Stage ids and stages in order. A name that means different stages in several pipelines carries its pipeline's."""
    found: list[tuple[str, str, str, DealStatus]] = []
    for pipeline in sorted(pipelines, key=lambda p: p.get("displayOrder") or 0):
        for stage in sorted(pipeline.get("stages") or (), key=lambda s: s.get("displayOrder") or 0):
            label = values.text(120)(stage.get("label")) or str(stage["id"])[:120]
            found.append((str(stage["id"]), label, str(pipeline.get("label") or ""), _status(stage)))
    labels = [label for _, label, _, _ in found]
    return [
        (one, StageInfo(label if labels.count(label) == 1 else f"{pipeline}: {label}"[:120], state))
        for one, label, pipeline, state in found
    ]


def _status(stage: Mapping[str, Any]) -> DealStatus:
    told = stage.get("metadata") or {}
    if str(told.get("isClosed", "")).lower() != "true":
        return "open"
    return "won" if float(str(told.get("probability") or 0)) >= 1 else "lost"


def modified(shape: Shape, row: Mapping[str, Any]) -> datetime | None:
    """When a record was last modified, as its search is ordered."""
    return values.moment((row.get("properties") or {}).get(shape.modified) or row.get("updatedAt"))


def record(shape: Shape, row: Mapping[str, Any], named: Mapping[str, StageInfo], beside: Beside) -> Remote:
    """One result as a record. Raises KeyError, TypeError, ValueError for a result that is none."""
    raw: Mapping[str, Any] = row["properties"]
    one, at = str(row["id"]), modified(shape, row)
    if at is None:
        raise ValueError("no time")
    fields, troubles = mapping.read(shape.stream.kind, mapping.in_use(shape.uses), raw)
    base = Remote(
        kind=shape.stream.kind,
        id=one,
        modified=at,
        fields=fields,
        custom={label: _custom(raw[name]) for name, label in shape.custom.items() if raw.get(name) not in (None, "")},
        created=values.moment(raw.get("createdate") or raw.get("hs_createdate") or row.get("createdAt")),
        owner=_text(raw.get("hubspot_owner_id")),
        absorbed=tuple(part for part in str(raw.get("hs_merged_object_ids") or "").split(";") if part),
        competitors=mapping.competitors(mapping.in_use(shape.uses), raw),
        troubles=tuple(replace(trouble, id=one) for trouble in troubles),
    )
    return _MADE[shape.object](base, raw, named, beside)


def _custom(raw: Any) -> Scalar:
    """HubSpot sends all values as text; yes, no and numbers are told apart here. Codes such as 007 stay text."""
    if raw in ("true", "false"):
        return bool(raw == "true")
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d+)?", str(raw)):
        return float(str(raw)) if "." in str(raw) else int(str(raw))
    return values.scalar(raw)


def _company(base: Remote, raw: Mapping[str, Any], *_: Any) -> Remote:
    name = values.text(200)(raw.get("name")) or values.domain(raw.get("domain")) or ""
    return replace(base, name=name, parent=_text(raw.get("hs_parent_company_id")))


def _contact(base: Remote, raw: Mapping[str, Any], *_: Any) -> Remote:
    parts = [str(raw.get(part) or "").strip() for part in ("firstname", "lastname")]
    name = values.text(200)(" ".join(part for part in parts if part)) or values.text(200)(raw.get("email")) or ""
    return replace(
        base, name=name, fields={"name": name} | dict(base.fields), account=_text(raw.get("associatedcompanyid"))
    )


def _deal(base: Remote, raw: Mapping[str, Any], named: Mapping[str, StageInfo], beside: Beside) -> Remote:
    key = str(raw.get("dealstage") or "")
    stage = named.get(key)
    state: DealStatus = stage.status if stage else "open"
    if raw.get("hs_is_closed") == "true":
        state = "won" if raw.get("hs_is_closed_won") == "true" else "lost"
    told = beside.history.get(base.id)
    changes = None if told is None else history(base.id, told, named)
    moved = max((c.at for c in changes or () if c.field == "stage"), default=None)
    closed = None if state == "open" else moved or values.moment(raw.get("closedate"))
    fields: dict[str, Value] = dict(base.fields) | {
        "stage": stage.name if stage else (values.text(120)(key) or None),
        "status": state,
        "closed_at": closed,
        "stage_since": moved or base.created,
    }
    if state == "won" and "close_reason" in fields:
        fields["close_reason"] = values.text(500)(raw.get("closed_won_reason")) or fields["close_reason"]
    return replace(
        base,
        name=values.text(200)(raw.get("dealname")) or "",
        fields=fields,
        account=next(iter(beside.of("companies", base.id)), None),
        people=tuple((other, "") for other in beside.of("contacts", base.id)),
        changes=changes,
    )


def history(one: str, told: Mapping[str, Any], named: Mapping[str, StageInfo]) -> tuple[RemoteChange, ...]:
    """The changes of a deal's properties as HubSpot keeps them (newest first there), oldest first."""
    found: list[RemoteChange] = []
    for name, ours in (("dealstage", "stage"), ("amount", "amount"), ("closedate", "close_on")):
        versions = sorted(
            (
                (at, version.get("value"))
                for version in told.get(name) or ()
                if (at := values.moment(version.get("timestamp")))
            ),
            key=lambda pair: pair[0],
        )
        for (_, before), (at, after) in pairwise(versions):
            found += _changes(one, at, ours, before, after, named)  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda change: change.at))


def _changes(
    one: str, at: datetime, ours: Tracked, before: Any, after: Any, named: Mapping[str, StageInfo]
) -> list[RemoteChange]:
    key = f"{one}:{round(at.timestamp() * 1000)}"
    if ours == "stage":
        was, became = named.get(str(before)), named.get(str(after))
        names = [stage.name if stage else values.text(120)(raw) for stage, raw in ((was, before), (became, after))]
        found = [RemoteChange(f"{key}:stage", at, "stage", names[0], names[1])]
        if was and became and was.status != became.status:
            found.append(RemoteChange(f"{key}:status", at, "status", was.status, became.status))
        return found if names[0] != names[1] else []
    reader = values.money if ours == "amount" else values.day
    shown = []
    for raw in (before, after):
        try:
            shown.append(values.shown(reader(raw)))
        except values.Unusable:
            shown.append(None)
    return [RemoteChange(f"{key}:{ours}", at, ours, *shown)] if shown[0] != shown[1] else []


def _activity(base: Remote, raw: Mapping[str, Any], beside: Beside, kind: str, **more: Value) -> Remote:
    part = {"in": "from", "out": "to"}.get(str(more.get("direction")), "with")
    fields: dict[str, Value] = {
        "kind": kind, "at": values.moment(raw.get("hs_timestamp")) or base.created or base.modified, "subject": "",
        "text": "", "direction": None, "duration_s": None,
    }  # fmt: skip
    return replace(
        base,
        name=str(more.get("subject") or "")[:200],
        fields=fields | {name: value for name, value in more.items() if name != "at" or value is not None},
        deal=next(iter(beside.of("deals", base.id)), None),
        account=next(iter(beside.of("companies", base.id)), None),
        people=tuple((other, part) for other in beside.of("contacts", base.id)),
    )


def _call(base: Remote, raw: Mapping[str, Any], _named: Any, beside: Beside) -> Remote:
    lasted = values.number(raw.get("hs_call_duration"))
    return _activity(
        base, raw, beside, "call", subject=values.text(500)(raw.get("hs_call_title")) or "",
        text=values.body(raw.get("hs_call_body")), duration_s=float(lasted) / 1000 if lasted and lasted > 0 else None,
        direction={"INBOUND": "in", "OUTBOUND": "out"}.get(str(raw.get("hs_call_direction"))),
    )  # fmt: skip


def _email(base: Remote, raw: Mapping[str, Any], _named: Any, beside: Beside) -> Remote:
    incoming = raw.get("hs_email_direction") == "INCOMING_EMAIL"
    found = _activity(
        base, raw, beside, "email", subject=values.text(500)(raw.get("hs_email_subject")) or "",
        text=values.body(raw.get("hs_email_text")) or values.body(raw.get("hs_email_html")),
        direction="in" if incoming else "out",
    )  # fmt: skip
    parts = (("hs_email_from_email", "from"), ("hs_email_to_email", "to"), ("hs_email_cc_email", "cc"))
    named = tuple((address, part) for name, part in parts for address in addresses(raw.get(name)))
    return replace(found, addresses=named)


def _meeting(base: Remote, raw: Mapping[str, Any], _named: Any, beside: Beside) -> Remote:
    start, end = (values.moment(raw.get(f"hs_meeting_{side}_time")) for side in ("start", "end"))
    lasted = (end - start).total_seconds() if start and end and end > start else None
    bodies = [values.body(raw.get(name)) for name in ("hs_meeting_body", "hs_internal_meeting_notes")]
    return _activity(
        base, raw, beside, "meeting", subject=values.text(500)(raw.get("hs_meeting_title")) or "", at=start,
        text="\n\n".join(text for text in bodies if text), duration_s=lasted,
    )  # fmt: skip


def _note(base: Remote, raw: Mapping[str, Any], _named: Any, beside: Beside) -> Remote:
    return _activity(base, raw, beside, "note", text=values.body(raw.get("hs_note_body")))


def _task(base: Remote, raw: Mapping[str, Any], _named: Any, beside: Beside) -> Remote:
    return _activity(
        base, raw, beside, "task", subject=values.text(500)(raw.get("hs_task_subject")) or "",
        text=values.body(raw.get("hs_task_body")),
    )  # fmt: skip


_MADE = {
    "companies": _company, "contacts": _contact, "deals": _deal, "calls": _call, "emails": _email,
    "meetings": _meeting, "notes": _note, "tasks": _task,
}  # fmt: skip

# HubSpot's own numbers for what a note or task is associated with.
_TYPES = {
    "note": {"deal": 214, "contact": 202, "account": 190},
    "task": {"deal": 216, "contact": 204, "account": 192},
}


def mark(item: Outgoing) -> str:
    """What a note or task of ours is known by, in its text."""
    return f"Ringside {item.key}"


def outgoing(item: Outgoing) -> tuple[str, dict[str, Any]]:
    """The object that a note or task becomes, and what is sent to make it."""
    properties: dict[str, Any] = {"hs_timestamp": item.at.isoformat().replace("+00:00", "Z")}
    text = _html(f"{item.text[:60_000]}\n\n({mark(item)})")
    if item.kind == "note":
        properties["hs_note_body"] = f"{_html(item.subject)}<br>{text}" if item.subject else text
    else:
        subject = item.subject or item.text.partition("\n")[0][:200]
        properties |= {"hs_task_subject": subject, "hs_task_body": text, "hs_task_status": "NOT_STARTED"}
    if item.owner:
        properties["hubspot_owner_id"] = item.owner
    ends = [("deal", item.deal), ("account", item.account), *(("contact", one) for one in item.contacts)]
    associations = [
        {
            "to": {"id": one},
            "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": _TYPES[item.kind][end]}],
        }
        for end, one in ends
        if one
    ]
    return f"{item.kind}s", {"properties": properties, "associations": associations}


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _text(raw: Any) -> str | None:
    return str(raw)[:200] if raw else None
