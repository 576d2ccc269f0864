"""The history of a deal: what a change of a tracked field is, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

from ringside.core.ids import new_id
from ringside.deals.records.models import Deal, DealChange
from ringside.deals.schemas import Tracked

FIELDS: tuple[str, ...] = get_args(Tracked)
_COLUMN = {"owner": "owner_name"}
LONGEST = 500


def as_text(value: Any) -> str | None:
    """A value as a history keeps it: money with two places, days ISO, shares with a point."""
    match value:
        case None | "":
            return None
        case Decimal():
            return f"{value:.2f}"
        case float():
            return f"{value:.6g}"
        case date():
            return value.isoformat()
        case _:
            return str(value)[:LONGEST]


def values_of(deal: Deal) -> dict[str, str | None]:
    """The tracked fields of a deal as text."""
    return {field: as_text(getattr(deal, _COLUMN.get(field, field))) for field in FIELDS}


def differences(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> list[tuple[str, str | None, str | None]]:
    """What differs, as (field, before, after) in the order of FIELDS."""
    return [(field, before.get(field), after.get(field)) for field in FIELDS if before.get(field) != after.get(field)]


def apply(
    deal: Deal, values: Mapping[str, Any], at: datetime, *, by: str | None = None, source: str = "ringside"
) -> list[DealChange]:
    """Set columns of a deal and return the rows of its history that this makes; the caller adds them to the session.

    A move to another stage sets `stage_since`, a close `closed_at`, unless `values` says when these were.
    """
    before = values_of(deal)
    status, stage = deal.status, deal.stage
    for name, value in values.items():
        setattr(deal, name, value)
    if deal.stage != stage and "stage_since" not in values:
        deal.stage_since = at
    if deal.status != status and "closed_at" not in values:
        deal.closed_at = None if deal.status == "open" else at
    return [
        DealChange(id=new_id(at), deal_id=deal.id, at=at, field=field, before=was, after=became, by=by, source=source)
        for field, was, became in differences(before, values_of(deal))
    ]
