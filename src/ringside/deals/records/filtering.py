"""Which deals a list or a board shows, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

import sqlalchemy as sa
from fastapi import Query

from ringside.accounts.principal import Principal
from ringside.core.paging import BadCursor, decode_cursor, encode_cursor
from ringside.deals.norms import LEAST, Norms
from ringside.deals.records.matching import folded, with_words
from ringside.deals.records.models import Account, Activity, Deal, DealCompetitor, Stage
from ringside.deals.schemas import DealStatus

QUIET_DAYS = 21
"""Without any activity for longer, an open deal is stale."""
TOUCHES = ("email", "call", "meeting", "visit")
"""Activities in which a customer has part; notes, tasks and practice are ours alone."""
Marker = Annotated[str | None, Query(max_length=4_000, description="`next_cursor` of the page before.")]

Sort = Literal[
    "name", "-name", "amount", "-amount", "close_on", "-close_on", "created", "-created", "updated", "-updated",
    "activity", "-activity", "stage", "-stage", "stage_age", "-stage_age",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see. `owner` is a user's id, "me" or "none"."""

    q: str | None = None
    stage: str | None = None
    status: DealStatus | None = None
    owner: str | None = None
    account: str | None = None
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    closing_after: date | None = None
    closing_before: date | None = None
    stale: bool | None = None
    competitor: str | None = None


def touched(now: datetime) -> sa.ScalarSelect[Any]:
    """When somebody was last in touch about a deal; null when never."""
    return (
        sa.select(sa.func.max(Activity.at))
        .where(
            Activity.deal_id == Deal.id,
            Activity.at <= now,
            Activity.deleted_at.is_(None),
            Activity.kind.in_(TOUCHES),
        )
        .correlate(Deal)
        .scalar_subquery()
    )


def conditions(wish: Wish, who: Principal, now: datetime, norms: Norms) -> list[sa.ColumnElement[bool]]:
    """What a deal joined to its account has to fulfil."""
    found: list[sa.ColumnElement[bool]] = [Deal.deleted_at.is_(None)]
    found += with_words(wish.q or "", Deal.folded, Account.folded)
    if wish.stage is not None:
        found.append(Deal.stage == wish.stage)
    if wish.status is not None:
        found.append(Deal.status == wish.status)
    if wish.owner == "none":
        found.append(sa.and_(Deal.owner_id.is_(None), Deal.owner_name.is_(None)))
    elif wish.owner is not None:
        found.append(Deal.owner_id == (who.user_id if wish.owner == "me" else wish.owner))
    if wish.account is not None:
        found.append(Deal.account_id == wish.account)
    if wish.min_amount is not None:
        found.append(Deal.amount >= wish.min_amount)
    if wish.max_amount is not None:
        found.append(Deal.amount <= wish.max_amount)
    if wish.closing_after is not None:
        found.append(Deal.close_on >= wish.closing_after)
    if wish.closing_before is not None:
        found.append(Deal.close_on <= wish.closing_before)
    if wish.competitor is not None:
        rival = sa.select(DealCompetitor.deal_id).where(DealCompetitor.folded == folded(wish.competitor, 120))
        found.append(Deal.id.in_(rival))
    if wish.stale is not None:
        stale = stale_now(now, norms)
        found.append(stale if wish.stale else sa.not_(stale))
    return found


def stale_now(now: datetime, norms: Norms) -> sa.ColumnElement[bool]:
    """The same as `stale` in SQL."""
    since = sa.func.coalesce(Deal.stage_since, Deal.created_at)
    long_there = [
        sa.and_(sa.func.coalesce(Deal.stage, "") == stage, since < now - timedelta(days=norm.upper))
        for stage, norm in norms.stages.items()
        if norm.upper is not None and norm.n >= LEAST
    ]
    quiet = sa.func.coalesce(touched(now), Deal.created_at) < now - timedelta(days=QUIET_DAYS)
    return sa.and_(Deal.status == "open", sa.or_(quiet, *long_there))


def stale(deal: Deal, last: datetime | None, now: datetime, norms: Norms) -> bool:
    """Whether an open deal is quiet for longer than QUIET_DAYS, or stands in its stage longer than 3 of 4 won ones."""
    if deal.status != "open":
        return False
    if (last or deal.created_at) < now - timedelta(days=QUIET_DAYS):
        return True
    upper = norms.stage(deal.stage).upper
    return upper is not None and (deal.stage_since or deal.created_at) < now - timedelta(days=upper)


@dataclass(frozen=True, slots=True)
class Order:
    """A key that every deal has, and which way. `read` makes a value for the key of the text in a page marker."""

    key: sa.ColumnElement[Any]
    down: bool
    read: Any

    def by(self) -> tuple[sa.ColumnElement[Any], ...]:
        return (self.key.desc(), Deal.id.desc()) if self.down else (self.key.asc(), Deal.id.asc())

    def after(self, cursor: str | None) -> list[sa.ColumnElement[bool]]:
        """What stands after the deal that a page marker names. Raises BadCursor."""
        if (text := decode_marker(cursor)) is None:
            return []
        try:
            value = self.read(text[0])
        except (ValueError, ArithmeticError) as error:
            raise BadCursor from error
        if self.down:
            return [sa.or_(self.key < value, sa.and_(self.key == value, Deal.id < text[1]))]
        return [sa.or_(self.key > value, sa.and_(self.key == value, Deal.id > text[1]))]


def decode_marker(cursor: str | None) -> tuple[str, str] | None:
    """The key and the id in a page marker. Raises BadCursor."""
    if (text := decode_cursor(cursor)) is None:
        return None
    key, _, row_id = text.rpartition("|")
    if not row_id:
        raise BadCursor
    return unquote(key), row_id


def marker(key: Any, row_id: str) -> str:
    """A page marker that continues after the row with this key and id."""
    text = key.isoformat() if isinstance(key, date) else str(key)
    return encode_cursor(f"{quote(text)}|{row_id}")


def order(sort: Sort, now: datetime) -> Order:
    """The order that a sort asks for. What has no value stands last in a rising and first in no order but that."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    return Order(_keys(down, now)[name], down, _READERS[name])


def _keys(down: bool, now: datetime) -> Mapping[str, sa.ColumnElement[Any]]:
    none_last = datetime(1800, 1, 1, tzinfo=now.tzinfo) if down else datetime(2300, 1, 1, tzinfo=now.tzinfo)
    day_last = none_last.date()
    money_last = Decimal(-1) if down else Decimal(10) ** 15
    kind = Deal.created_at.type
    position = sa.select(Stage.position).where(Stage.name == Deal.stage).correlate(Deal).scalar_subquery()
    return {
        "name": Deal.folded.expression,
        "amount": sa.func.coalesce(Deal.amount, sa.literal(money_last, Deal.amount.type)),
        "close_on": sa.func.coalesce(Deal.close_on, sa.literal(day_last, sa.Date())),
        "created": Deal.created_at.expression,
        "updated": Deal.updated_at.expression,
        "activity": sa.func.coalesce(touched(now), sa.literal(none_last, kind)),
        "stage": sa.func.coalesce(position, -1 if down else 1_000_000),
        "stage_age": sa.func.coalesce(Deal.stage_since, Deal.created_at),
    }


def _amount(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(value) > 10**16:
        raise ValueError(text)
    return value


def _place(text: str) -> int:
    return max(-1, min(int(text[:9]), 1_000_000))


def moment(text: str) -> datetime:
    """A moment out of a page marker. ValueError when no marker of ours holds it."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 1700 <= at.year <= 2400:
        raise ValueError(text)
    return at


_READERS: Mapping[str, Any] = {
    "name": str,
    "amount": _amount,
    "close_on": date.fromisoformat,
    "stage": _place,
} | dict.fromkeys(("created", "updated", "activity", "stage_age"), moment)
