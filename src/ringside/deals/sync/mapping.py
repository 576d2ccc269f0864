"""Which field of a CRM fills which of ours: by default, by name, or as a person chose. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ringside.deals.sync import values
from ringside.deals.sync.port import FieldInfo, Kind, StageInfo, Trouble, Value

Read = Callable[[Any], Value]
Chosen = Mapping[str, Mapping[str, str]]
"""By kind: our field -> theirs; "" for none."""

READ: dict[Kind, dict[str, Read]] = {
    "account": {
        "name": values.text(200), "domain": values.domain, "industry": values.text(120), "segment": values.text(120),
        "employees": values.count, "country": values.text(80),
    },
    "contact": {
        "email": values.email, "phone": values.text(60), "title": values.text(200), "timezone": values.text(60),
    },
    "deal": {
        "name": values.text(200), "amount": values.money, "currency": values.currency, "discount": values.share,
        "close_on": values.day, "lead_source": values.text(120), "product": values.text(200),
        "next_step": values.text(500), "close_reason": values.text(500),
    },
}  # fmt: skip
"""The fields a person may map, and how each is read. What a connector works out itself (stage, owner, status,
people, activities) is not for choosing."""

OPTIONAL = frozenset({"CurrencyIsoCode", "deal_currency_code", "hs_next_step", "hs_timezone", "hs_analytics_source"})
"""Fields that not every account has, so that their absence is no news."""

_BY_LABEL: dict[Kind, dict[str, str]] = {
    "account": {"segment": r"segment|פלח"},
    "deal": {
        "discount": r"discount|הנחה",
        "close_reason": r"(loss|lost|close[d]?|win|won).*reason|reason.*(loss|lost|close)|סיבת.*(סגירה|הפסד)",
        "product": r"product( line| family)?|מוצר",
        "competitor": r"(main |primary )?competitors?|מתחר",
    },
}
"""Fields that companies add themselves, told by what they are called."""


@dataclass(frozen=True, slots=True)
class Use:
    """One of our fields and theirs. `chosen` by a person; `missing` when theirs is not there."""

    ours: str
    theirs: str | None
    chosen: bool = False
    missing: bool = False
    suggestion: str | None = None


def plan(kind: Kind, default: Mapping[str, str], chosen: Chosen, there: Sequence[FieldInfo]) -> list[Use]:
    """What fills each of our fields of a kind, given the fields the company's CRM has."""
    by_name = {field.name: field for field in there}
    mine = chosen.get(kind, {})
    uses = []
    ours_known = [*READ.get(kind, {}), *(["competitor"] if kind == "deal" else [])]
    for ours in ours_known:
        theirs = mine[ours] if ours in mine else default.get(ours) or _by_label(kind, ours, there)
        if not theirs:
            uses.append(Use(ours, None, ours in mine))
        elif theirs in by_name:
            uses.append(Use(ours, theirs, ours in mine))
        else:
            uses.append(Use(ours, theirs, ours in mine, True, similar(theirs, there)))
    return uses


def troubles(kind: Kind, uses: Sequence[Use]) -> list[Trouble]:
    """What a report says of fields that are missing."""
    return [
        Trouble("field-missing", kind, name=use.theirs or "", field=use.ours, detail=use.suggestion)
        for use in uses
        if use.missing
    ]


def in_use(uses: Sequence[Use]) -> dict[str, str]:
    """Our field -> theirs, for those that are there."""
    return {use.ours: use.theirs for use in uses if use.theirs is not None and not use.missing}


def plan_of(columns: Sequence[str], uses: Sequence[Use], stages: Sequence[StageInfo]) -> str:
    """A mark that changes when other fields are read, or the same ones fill others, or stages are called otherwise."""
    filled = sorted((use.ours, use.theirs or "") for use in uses if not use.missing)
    return values.digest_of({"columns": sorted(columns), "filled": filled, "stages": list(stages)})


def similar(name: str, there: Sequence[FieldInfo]) -> str | None:
    """The field that a missing one may have been renamed to."""
    plain = {_plain(field.name): field.name for field in there} | {_plain(field.label): field.name for field in there}
    found = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=0.75)
    return plain[found[0]] if found else None


def read(kind: Kind, fields: Mapping[str, str], raw: Mapping[str, Any]) -> tuple[dict[str, Value], list[Trouble]]:
    """The values of a record by our names. One that cannot be used is left out, and named."""
    found: dict[str, Value] = {}
    wrong: list[Trouble] = []
    for ours, theirs in fields.items():
        reader = READ.get(kind, {}).get(ours)
        if reader is None or theirs not in raw:
            continue
        try:
            found[ours] = reader(raw[theirs])
        except values.Unusable as error:
            wrong.append(Trouble(str(error), kind, field=theirs, detail=str(raw[theirs])[:100]))
    return found, wrong


def competitors(fields: Mapping[str, str], raw: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The competitors that a field names, several by semicolons or commas; None where no field is for them."""
    theirs = fields.get("competitor")
    if theirs is None or theirs not in raw:
        return None
    pieces = re.split(r"[;,\n]", str(raw[theirs] or ""))
    return tuple(dict.fromkeys(name for piece in pieces if (name := values.text(120)(piece)) is not None))[:20]


def custom_names(there: Sequence[FieldInfo], used: Mapping[str, str], most: int = 100) -> dict[str, str]:
    """The company's own fields that nothing else uses: their name -> what they are called here."""
    own = [field for field in there if field.custom and field.name not in set(used.values())][:most]
    labels = [field.label for field in own]
    return {field.name: field.label if labels.count(field.label) == 1 else field.name for field in own if field.label}


def _by_label(kind: Kind, ours: str, there: Sequence[FieldInfo]) -> str | None:
    pattern = _BY_LABEL.get(kind, {}).get(ours)
    if pattern is None:
        return None
    fitting = [field.name for field in there if field.custom and re.fullmatch(pattern, field.label.strip(), re.I)]
    return fitting[0] if len(fitting) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9א-ת]", "", name.removesuffix("__c").lower())
