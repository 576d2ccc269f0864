"""Rows of dropped files as records. Pure."""

# A word list reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from ringside.deals.importing import outcome
from ringside.deals.records.matching import folded
from ringside.deals.schemas import DealStatus
from ringside.deals.sync import mapping, values
from ringside.deals.sync.drop_files import Dropped, Row
from ringside.deals.sync.mapping import Chosen
from ringside.deals.sync.port import FieldInfo, Gone, Kind, Owner, Remote, StageInfo, Trouble, Value
from ringside.deals.sync.salesforce_records import addresses

KINDS: tuple[Kind, ...] = ("account", "contact", "deal", "activity")
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "recordid", "externalid", "dealid", "opportunityid", "contactid", "accountid", "companyid", "activityid", "מזהה"),
    "name": ("name", "dealname", "opportunityname", "accountname", "companyname", "company", "fullname", "contactname", "title", "שם", "עסקה"),
    "account": ("account", "accountname", "company", "companyname", "organization", "customer", "client", "לקוח", "חברה"),
    "account_id": ("accountid", "companyid", "organizationid"),
    "parent_id": ("parentid", "parentaccountid", "parent"),
    "deal_id": ("dealid", "opportunityid"),
    "contact_ids": ("contactids", "contactid", "contacts"),
    "domain": ("domain", "website", "url", "אתר"),
    "industry": ("industry", "sector", "ענף"),
    "segment": ("segment", "פלח"),
    "employees": ("employees", "numberofemployees", "employeecount", "עובדים"),
    "country": ("country", "billingcountry", "מדינה"),
    "first": ("firstname", "שםפרטי"),
    "last": ("lastname", "שםמשפחה"),
    "email": ("email", "emailaddress", "mail", "אימייל", "דואל"),
    "phone": ("phone", "phonenumber", "mobile", "טלפון"),
    "title": ("title", "jobtitle", "position", "תפקיד"),
    "timezone": ("timezone",),
    "stage": ("stage", "dealstage", "stagename", "salesstage", "שלב"),
    "status": ("status", "dealstatus", "outcome", "סטטוס", "מצב"),
    "amount": ("amount", "value", "dealvalue", "dealamount", "סכום", "שווי"),
    "currency": ("currency", "currencyisocode", "dealcurrencycode", "מטבע"),
    "discount": ("discount", "discountpercent", "הנחה"),
    "close_on": ("closeon", "closedate", "expectedclosedate", "תאריךסגירה"),
    "closed_at": ("closedat", "actualclosedate", "closedon"),
    "created": ("createdat", "createdate", "createddate", "created", "נוצר"),
    "modified": ("updatedat", "lastmodifieddate", "modifiedat", "systemmodstamp", "hslastmodifieddate"),
    "owner": ("owner", "ownername", "dealowner", "rep", "נציג"),
    "owner_email": ("owneremail", "useremail", "repemail"),
    "lead_source": ("leadsource", "source", "מקור"),
    "product": ("product", "productname", "מוצר"),
    "next_step": ("nextstep", "הצעדהבא"),
    "close_reason": ("closereason", "lossreason", "lostreason", "closedlostreason", "סיבה"),
    "competitor": ("competitor", "competitors", "מתחרה"),
    "role": ("role", "buyingrole"),
    "kind": ("kind", "type", "activitytype", "סוג"),
    "direction": ("direction", "כיוון"),
    "at": ("at", "date", "timestamp", "activitydate", "when", "time", "תאריך"),
    "duration": ("durations", "duration", "durationseconds"),
    "subject": ("subject", "נושא"),
    "text": ("text", "body", "description", "notes", "content", "תוכן"),
    "from": ("from", "fromaddress", "fromemail", "sender"),
    "to": ("to", "toaddress", "toemail", "recipients"),
    "cc": ("cc",),
    "deleted": ("deleted", "isdeleted", "archived"),
}  # fmt: skip
_ACTIVITY = (
    (r"mail|מייל|דוא", "email"), (r"call|phone|שיחה", "call"), (r"meet|event|demo|פגישה", "meeting"),
    (r"task|to.?do|משימה", "task"), (r"visit|web|ביקור", "visit"), (r".*", "note"),
)  # fmt: skip


class Rows:
    """All rows of the files that lie there, ready to be read as records."""

    def __init__(self, dropped: Sequence[Dropped], chosen: Chosen) -> None:
        self._chosen = chosen
        self._rows: dict[Kind, list[tuple[Row, datetime]]] = {kind: [] for kind in KINDS}
        for file in dropped:
            for kind, rows in file.rows.items():
                self._rows[kind] += [(row, file.at) for row in rows]
        self.troubles: list[Trouble] = []
        self._columns: dict[Kind, dict[str, str]] = {kind: self._fit(kind) for kind in KINDS}

    def has(self, kind: Kind) -> bool:
        """Whether the files speak of this kind at all."""
        return bool(self._rows[kind])

    def fields(self) -> dict[Kind, list[FieldInfo]]:
        """The columns of each kind."""
        return {kind: self._there(kind) for kind in KINDS if kind in mapping.READ and self._rows[kind]}

    def _there(self, kind: Kind) -> list[FieldInfo]:
        names = dict.fromkeys(str(name) for row, _ in self._rows[kind][:1000] for name in row)
        return [FieldInfo(name, name, "string", True) for name in names if name]

    def _fit(self, kind: Kind) -> dict[str, str]:
        """Our names -> their columns."""
        there = self._there(kind)
        plain = {_plain(info.name): info.name for info in reversed(there)}
        found = {}
        for ours, names in _NAMES.items():
            theirs = next((plain[name] for name in names if name in plain), None)
            if theirs is not None:
                found[ours] = theirs
        for ours, theirs in self._chosen.get(kind, {}).items():
            if theirs and theirs not in {info.name for info in there} and there:
                self.troubles.append(
                    Trouble("field-missing", kind, name=theirs, field=ours, detail=mapping.similar(theirs, there))
                )
            elif theirs:
                found[ours] = theirs
            else:
                found.pop(ours, None)
        if kind == "account":
            found.pop("account", None)
            found.pop("account_id", None)
        if kind != "contact" and found.get("title") == found.get("name"):
            found.pop("title", None)
        return found

    @cached_property
    def _accounts(self) -> dict[str, str]:
        """Ids of accounts by folded name, those too that only deals or contacts speak of."""
        found: dict[str, str] = {}
        for kind in KINDS:
            for row, _ in self._rows[kind]:
                name = self._cell(kind, row, "name" if kind == "account" else "account")
                if name and (kind == "account" or not self._cell(kind, row, "account_id")):
                    own = self._cell(kind, row, "id") if kind == "account" else None
                    found.setdefault(folded(name), own or _key("account", folded(name)))
        return found

    @cached_property
    def _ids(self) -> dict[Kind, list[str]]:
        """The id of each row: its own, or its natural key and the how-manieth of that key it is."""
        made: dict[Kind, list[str]] = {}
        for kind in KINDS:
            times: dict[str, int] = {}
            made[kind] = []
            for row, _ in self._rows[kind]:
                own = self._cell(kind, row, "id")
                if own:
                    made[kind].append(own[:200])
                    continue
                key = self._natural(kind, row)
                times[key] = times.get(key, 0) + 1
                made[kind].append(_key(kind, key, times[key]) if times[key] > 1 else _key(kind, key))
        return made

    def _natural(self, kind: Kind, row: Row) -> str:
        if kind == "contact" and (email := self._cell(kind, row, "email")):
            return email.lower()
        if kind == "activity":
            return repr(sorted((str(name), str(value)) for name, value in row.items()))
        account = self._cell(kind, row, "account_id") or folded(self._cell(kind, row, "account") or "")
        name = folded(self._name(kind, row))
        return name if kind == "account" else f"{name}\n{account}"

    def ids(self, kind: Kind) -> list[str]:
        """All ids there are."""
        return [*self._ids[kind], *(self._accounts.values() if kind == "account" else ())]

    def gone(self, kind: Kind) -> list[Gone]:
        """Rows that say of themselves that they are deleted."""
        rows = zip(self._ids[kind], self._rows[kind], strict=True)
        return [Gone(one) for one, (row, _) in rows if self._deleted(kind, row)]

    def read(self, kind: Kind, ids: Sequence[str]) -> list[Remote]:
        """The records of these ids."""
        wanted = set(ids)
        rows = zip(self._ids[kind], self._rows[kind], strict=True)
        return [self._record(kind, row, one, at) for one, (row, at) in rows if one in wanted]

    def page(self, kind: Kind, start: int, size: int) -> tuple[list[Remote], bool, list[Trouble]]:
        """Some rows from one on, whether more follow, and what is wrong with some of them."""
        troubles: list[Trouble] = []
        records: list[Remote] = []
        if kind == "account" and start == 0:
            records += self._implied()
        for one, (row, at) in list(zip(self._ids[kind], self._rows[kind], strict=True))[start : start + size]:
            if self._deleted(kind, row):
                continue
            try:
                records.append(self._record(kind, row, one, at))
            except values.Unusable as error:
                troubles.append(Trouble(str(error), kind, one))
        return records, start + size < len(self._rows[kind]), troubles

    def _implied(self) -> list[Remote]:
        """Accounts that only other rows speak of."""
        own = set(self._ids["account"])
        at = max((at for rows in self._rows.values() for _, at in rows), default=None)
        names: dict[str, str] = {}
        for kind in ("contact", "deal", "activity"):
            for row, _ in self._rows[kind]:
                if name := self._cell(kind, row, "account"):
                    names.setdefault(folded(name), name)
        return [
            Remote("account", one, at, name[:200], {"name": values.text(200)(name)})
            for mark, name in names.items()
            if at is not None and (one := self._accounts.get(mark)) is not None and one not in own
        ]

    @property
    def owners(self) -> dict[str, Owner]:
        """Owners by their e-mail address, else by their name."""
        found: dict[str, Owner] = {}
        for kind in ("account", "deal", "activity"):
            for row, _ in self._rows[kind]:
                name, email = (self._cell(kind, row, part) for part in ("owner", "owner_email"))
                email = email or (name if name and "@" in name else None)
                if email or name:
                    found.setdefault(email or name or "", Owner(name or email or "", email))
        return found

    @property
    def stages(self) -> list[StageInfo]:
        """Stages in order of appearance."""
        found: dict[str, StageInfo] = {}
        for row, _ in self._rows["deal"]:
            if (stage := self._stage(row)) is not None:
                found.setdefault(stage.name, stage)
        return list(found.values())

    def _stage(self, row: Row) -> StageInfo | None:
        name = values.text(120)(self._cell("deal", row, "stage"))
        return StageInfo(name, _status(name)) if name else None

    def _cell(self, kind: Kind, row: Row, ours: str) -> str | None:
        column = self._columns[kind].get(ours)
        value = row.get(column) if column is not None else None
        return None if value is None or isinstance(value, dict | list) or not str(value).strip() else str(value).strip()

    def _name(self, kind: Kind, row: Row) -> str:
        name = self._cell(kind, row, "name") or ""
        parts = [self._cell(kind, row, part) or "" for part in ("first", "last")] if kind == "contact" else []
        return " ".join(part for part in parts if part) or name

    def _deleted(self, kind: Kind, row: Row) -> bool:
        return (self._cell(kind, row, "deleted") or "").lower() in values.TRUE

    def _record(self, kind: Kind, row: Row, one: str, at: datetime) -> Remote:
        columns = self._columns[kind]
        fields, troubles = mapping.read(kind, columns, {name: row.get(name) for name in columns.values()})
        name = values.text(200)(self._name(kind, row)) or ""
        modified = _moment(self._cell(kind, row, "modified")) or at
        used = set(columns.values())
        account = self._cell(kind, row, "account_id")
        if account is None and (named := self._cell(kind, row, "account")):
            account = self._accounts.get(folded(named))
        base = Remote(
            kind=kind, id=one, modified=modified, name=name, fields={n: v for n, v in fields.items() if v is not None},
            custom={str(k)[:200]: values.scalar(v) for k, v in row.items() if k and k not in used and v not in (None, "")},
            created=_moment(self._cell(kind, row, "created")), account=account,
            owner=self._cell(kind, row, "owner_email") or self._cell(kind, row, "owner"),
            competitors=mapping.competitors(columns, row) if kind == "deal" else None,
            troubles=tuple(replace(trouble, id=one) for trouble in troubles),
        )  # fmt: skip
        made = {"account": self._account, "contact": self._contact, "deal": self._deal, "activity": self._activity}
        return made[kind](base, row)

    def _account(self, base: Remote, row: Row) -> Remote:
        return replace(
            base,
            fields={"name": base.name} | dict(base.fields),
            parent=self._cell("account", row, "parent_id"),
            account=None,
        )

    def _contact(self, base: Remote, row: Row) -> Remote:
        return replace(base, fields={"name": base.name or base.fields.get("email")} | dict(base.fields), owner=None)

    def _deal(self, base: Remote, row: Row) -> Remote:
        stage = self._stage(row)
        told = self._cell("deal", row, "status")
        status = _status(told) if told else (stage.status if stage else "open")
        closed = _moment(self._cell("deal", row, "closed_at"))
        if status != "open" and closed is None:
            closed = values.noon(values.day(base.fields.get("close_on"))) or base.modified
        extra: dict[str, Value] = {"status": status, "closed_at": closed if status != "open" else None}
        if stage is not None:
            extra["stage"] = stage.name
        people = self._cell("deal", row, "contact_ids")
        return replace(
            base,
            fields={"name": base.name} | dict(base.fields) | extra,
            people=None if people is None else tuple((one, "") for one in _split(people)),
        )

    def _activity(self, base: Remote, row: Row) -> Remote:
        told = (self._cell("activity", row, "kind") or "").lower()
        kind = next(kind for pattern, kind in _ACTIVITY if re.match(pattern, told) or re.search(pattern, told))
        way = (self._cell("activity", row, "direction") or "").lower()
        direction = "in" if re.match(r"in|נכנס", way) else "out" if re.match(r"out|יוצא", way) else None
        part = {"in": "from", "out": "to"}.get(str(direction), "with")
        seconds = values.number(self._cell("activity", row, "duration"))
        raw = row.get(self._columns["activity"].get("text", ""), "")
        fields: dict[str, Value] = {
            "kind": kind, "at": _moment(self._cell("activity", row, "at")) or base.created or base.modified,
            "subject": values.text(500)(self._cell("activity", row, "subject")) or "", "text": values.body(raw),
            "direction": direction, "duration_s": float(seconds) if seconds and seconds > 0 else None,
        }  # fmt: skip
        people = _split(self._cell("activity", row, "contact_ids") or "")
        named = tuple(
            (address, name) for name in ("from", "to", "cc") for address in addresses(self._cell("activity", row, name))
        )
        return replace(
            base, fields=fields, deal=self._cell("activity", row, "deal_id"),
            people=tuple((one, part) for one in people), addresses=named,
        )  # fmt: skip


def _status(told: str) -> DealStatus:
    return outcome.status_of(told) or "open"


def _moment(raw: str | None) -> datetime | None:
    """A moment in ISO form. Raises Unusable, as other orders of day and month would be guesses."""
    return values.moment(raw)


def _split(text: str) -> list[str]:
    return [piece for part in re.split(r"[;,|]", text) if (piece := part.strip())][:100]


def _key(kind: str, natural: str, number: int = 1) -> str:
    return "#" + hashlib.blake2b(f"{kind}\n{natural}\n{number}".encode(), digest_size=12).hexdigest()


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9א-ת]", "", str(name).lower())
