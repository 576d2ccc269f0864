"""A row of a deals file as a deal with all that belongs to it, or what is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ringside.deals.facts import Scalar
from ringside.deals.importing import outcome, values
from ringside.deals.importing.cells import Read, Wrong
from ringside.deals.importing.guessing import STAGE_DATE
from ringside.deals.importing.planning import Plan
from ringside.deals.schemas import BuyingRole, DealStatus


class Party(NamedTuple):
    """An account as a deal, a contact or an activity names it."""

    name: str
    fields: Mapping[str, Any] = MappingProxyType({})


class Contactee(NamedTuple):
    """A contact as a row names them: by address, name or both."""

    name: str | None
    email: str | None
    title: str | None = None
    phone: str | None = None
    role: BuyingRole | None = None


class DealDraft(NamedTuple):
    """`fields` are columns of the deals table that the row fills."""

    number: int
    key: str
    name: str | None
    status: DealStatus
    odd_status: str | None
    fields: Mapping[str, Any]
    custom: Mapping[str, Scalar]
    created_at: datetime | None
    owner: str | None
    owner_email: str | None
    account: Party | None
    contacts: tuple[Contactee, ...]
    competitors: tuple[str, ...]
    entered: tuple[tuple[str, datetime], ...]


def deal(plan: Plan, row: Read, key: str) -> DealDraft | list[Wrong]:
    """The deal of a row."""
    if row.wrong:
        return row.wrong
    status, odd = status_in(plan, row)
    closed_at, close_on = _closes(row, status)
    created_at = row.fields.get("created_at")
    if created_at and closed_at and closed_at.date() < created_at.date():
        header = row.header(plan, "closed_at") or row.header(plan, "close_date")
        return [Wrong(header, closed_at.date().isoformat(), "order")]
    if created_at and closed_at and closed_at < created_at:
        closed_at = created_at  # a day and an hour of the same day
    filled = {
        "stage": tidy(row.text("stage")), "stage_since": row.fields.get("stage_since"),
        "amount": row.fields.get("amount"), "discount": row.fields.get("discount"), "close_on": close_on,
        "closed_at": closed_at, "lead_source": row.text("lead_source"), "product": row.text("product"),
        "next_step": row.text("next_step"),
        "close_reason": _joined(row.several.get("close_reason", ())),
    }  # fmt: skip
    if filled["amount"] is not None:
        filled["currency"] = row.amount_currency or row.fields.get("currency") or plan.currency
    emails = row.fields.get("owner_email")
    return DealDraft(
        row.number, key, tidy(row.text("name")), status, odd,
        {name: value for name, value in filled.items() if value is not None}, row.custom, created_at,
        _person_name(row.text("owner")), emails[0] if emails else _address(row.text("owner")), _account(row),
        contacts(row, "contact"), _competitors(row.several.get("competitor", ())),
        tuple(sorted(
            ((name.removeprefix(STAGE_DATE), at) for name, at in row.fields.items() if name.startswith(STAGE_DATE)),
            key=lambda item: item[1],
        )),
    )  # fmt: skip


def status_in(plan: Plan, row: Read) -> tuple[DealStatus, str | None]:
    """What the row says of the deal's end: its outcome column, then flags, then its stage. Else it is open.

    With it, the word of the outcome column that says nothing known.
    """
    said = row.text("status")
    meant = plan.outcome.get(values.plain(said)) if said else None
    if said and meant is None:
        meant = outcome.status_of(said)
    if meant in ("won", "lost"):
        return meant, None
    stage = row.text("stage")
    stage_says = (plan.outcome.get(values.plain(stage)) or outcome.status_of(stage)) if stage else None
    flags = _flagged(row, stage_says, stage is not None or meant is not None)
    odd = said if said and meant is None and flags is None and not values.missing(said) else None
    return flags or meant or stage_says or "open", odd


def _flagged(row: Read, stage_says: DealStatus | None, has_other: bool) -> DealStatus | None:
    """What flags say: not won is lost only where nothing else could say that the deal is still open."""
    won, lost, closed = (row.fields.get(name) for name in ("won", "lost", "closed"))
    if won:
        return "won"
    if lost:
        return "lost"
    if won is False and closed:
        return "lost"
    if closed is False:
        return "open"
    if won is False and lost is None and closed is None and not has_other:
        return "lost"
    return stage_says if stage_says in ("won", "lost") else None


def _closes(row: Read, status: DealStatus) -> tuple[datetime | None, date | None]:
    """When it closed, and for what day the close was or is expected."""
    dates = [at for at in row.several.get("closed_at", ()) if at]
    either: datetime | None = row.fields.get("close_date")
    expected: datetime | None = row.fields.get("expected_close")
    closed = (min(dates) if dates else either) if status != "open" else None
    aim = expected or either or (dates[0] if dates and status == "open" else closed)
    return closed, aim.date() if aim else None


def _account(row: Read) -> Party | None:
    name = tidy(row.text("account"))
    if not name:
        return None
    filled = {
        "domain": domain(row.text("account_domain")), "industry": row.text("industry"),
        "segment": row.text("segment"), "employees": row.fields.get("employees"), "country": row.text("country"),
    }  # fmt: skip
    return Party(name[:200], {field_: value for field_, value in filled.items() if value is not None})


def contacts(row: Read, prefix: str) -> tuple[Contactee, ...]:
    """The people of a row: one, or several in a cell as `Dana Levi; Tom Ash`, each with their address."""
    first, last = row.text(f"{prefix}_first"), row.text(f"{prefix}_last")
    written = row.text(prefix) or " ".join(part for part in (first, last) if part)
    addresses: list[str] = list(row.fields.get(f"{prefix}_email") or ())
    names = [name for part in re.split(r"[;|\n]", written) if (name := _person_name(part)) is not None]
    if not addresses:
        addresses = values.emails(written)
    title, phone = row.text(f"{prefix}_title"), row.text(f"{prefix}_phone")
    role = role_of(row.text(f"{prefix}_role"))
    found: list[Contactee] = []
    for place in range(max(len(names), len(addresses))):
        name = names[place] if place < len(names) else None
        paired = len(names) == len(addresses) or not names or not addresses or place < len(addresses)
        email = addresses[place] if paired and place < len(addresses) else None
        only = place == 0
        found.append(
            Contactee(
                name and name[:200], email, title if only else None, phone if only else None, role if only else None
            )
        )
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _person_name(text: str | None) -> str | None:
    """A name without the address that stands beside it: `Dana Levi (dana@x.com)`."""
    if not text:
        return None
    name = re.sub(r"[(<\[]?\s*\S+@\S+\.\w+\s*[)>\]]?", "", text) if "@" in text else text
    name = name.strip(" ,<>()\t\"'")
    return tidy(name) or None


def _address(text: str | None) -> str | None:
    found = values.emails(text) if text else []
    return found[0] if found else None


def _competitors(cells: Sequence[str]) -> tuple[str, ...]:
    """The names in competitor cells; what only says that there are or are not any is none."""
    found: dict[str, str] = {}
    for cell in cells:
        for part in re.split(r"[;|,\n]", cell):
            name = (tidy(part) or "")[:120]
            if name and values.flag(name) is None and not values.missing(name):
                found.setdefault(values.plain(name), name)
    return tuple(found.values())


@lru_cache(maxsize=1024)
def role_of(text: str | None) -> BuyingRole | None:
    """The buying role that an export's word means."""
    if not text:
        return None
    folded = values.plain(text).replace("_", " ")
    for role, names in values.words("words")["roles"].items():
        if folded in names:
            return role  # type: ignore[no-any-return]
    for role, names in values.words("words")["roles"].items():
        if any(f" {name} " in f" {folded} " for name in names):
            return role  # type: ignore[no-any-return]
    return None


def domain(text: str | None) -> str | None:
    """A web address without what stands around its host."""
    if not text:
        return None
    host = re.sub(r"^[a-z]+://", "", text.strip().lower()).split("/")[0].removeprefix("www.")
    return host[:200] if "." in host else None


def _joined(texts: Sequence[str]) -> str | None:
    return "; ".join(dict.fromkeys(texts))[:500] or None


def tidy(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def amount_text(amount: Decimal | None) -> str | None:
    """Money as changes write it."""
    return None if amount is None else f"{amount:.2f}"
