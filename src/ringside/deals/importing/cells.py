"""One row of a file as typed values, or what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from ringside.deals.facts import Scalar
from ringside.deals.importing import values
from ringside.deals.importing.guessing import CUSTOM
from ringside.deals.importing.planning import Part, Plan
from ringside.deals.importing.reports import Line

MOST_MONEY = Decimal(10) ** 13
LONGEST_TEXT = 100_000
LONGEST = {
    "id": 200, "name": 200, "account": 200, "contact": 1_000, "industry": 120, "segment": 120, "country": 80,
    "stage": 120,
    "lead_source": 120, "product": 200, "owner": 200, "account_domain": 200, "domain": 200, "competitor": 500,
    "title": 200, "contact_title": 200, "phone": 60, "contact_phone": 60, "first": 100, "last": 99,
    "contact_first": 100, "contact_last": 99, "parent": 200, "timezone": 60,
}  # fmt: skip
CLIPPED = {"next_step": 500, "close_reason": 500, "subject": 500, CUSTOM: 2_000}
"""What may be cut at its end, which is told."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken; `code` of `wording.TEXTS`."""

    column: str | None
    value: str | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Read:
    """A row: values by field (several columns: a list), what has no field by header, and what is wrong."""

    number: int
    fields: dict[str, Any] = field(default_factory=dict)
    several: dict[str, list[Any]] = field(default_factory=dict)
    custom: dict[str, Scalar] = field(default_factory=dict)
    amount_currency: str | None = None
    wrong: list[Wrong] = field(default_factory=list)
    shortened: int = 0

    def text(self, name: str) -> str | None:
        """The text of a field."""
        found = self.fields.get(name)
        return found if isinstance(found, str) else None

    def header(self, plan: Plan, name: str) -> str | None:
        """The column that a field comes from."""
        return next((part.header for part in plan.parts if part.field == name), None)


MOST_KNOWN, LONGEST_KNOWN = 4_000, 100
"""Of each column so many values are remembered: most columns say the same again and again."""
_BESIDE = frozenset({"money"})
"""Types whose cells say more than their value."""
_UNREAD = object()


class _Bad(Exception):
    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details


def read(plan: Plan, line: Line) -> Read:
    """What one row says."""
    row = Read(line.number)
    for part in plan.parts:
        text = line.cells[part.place].strip()
        if not text:
            continue
        known = part.known.get(text, _UNREAD)
        if known is not _UNREAD:
            value = known
        else:
            try:
                value = _READERS.get(part.type, _text)(part, text, row)
            except _Bad as bad:
                row.wrong.append(Wrong(part.header, text[:120], bad.code, bad.details))
                continue
            if part.type not in _BESIDE and len(part.known) < MOST_KNOWN and len(text) < LONGEST_KNOWN:
                part.known[text] = value
        if value is None:
            continue
        if part.field == CUSTOM:
            row.custom[part.header] = value
        elif part.field in ("closed_at", "competitor", "close_reason"):
            row.several.setdefault(part.field, []).append(value)
        else:
            row.fields[part.field] = value
    return row


def _text(part: Part, text: str, row: Read) -> str | None:
    if (
        values.missing(text)
        if part.field not in ("lead_source", "industry", "segment", "product")
        else values.nothing(text)
    ):
        return None
    most = CLIPPED.get(part.field)
    if most is not None and len(text) <= LONGEST_TEXT:
        if len(text) > most:
            row.shortened += 1
        return text[:most].strip()
    most = LONGEST.get(part.field, LONGEST_TEXT)
    if len(text) > most:
        raise _Bad("long", size=len(text), most=most)
    return text


def _custom(part: Part, text: str, row: Read) -> str | None:
    if values.nothing(text):
        return None
    if len(text) > LONGEST_TEXT:
        raise _Bad("long", size=len(text), most=LONGEST_TEXT)
    if len(text) > CLIPPED[CUSTOM]:
        row.shortened += 1
    return text[: CLIPPED[CUSTOM]]


def _custom_number(part: Part, text: str, row: Read) -> Scalar:
    if values.missing(text):
        return None
    found = values.money(text, part.comma)
    if found is None:
        return _custom(part, text, row)
    number = found[0]
    whole = number == number.to_integral_value() and abs(number) < 2**53
    return int(number) if whole else float(number)


def _custom_date(part: Part, text: str, row: Read) -> str | None:
    if values.missing(text):
        return None
    found = values.moment(text, part.day_first)
    if found is None:
        return _custom(part, text, row)
    return found.date().isoformat() if not (found.hour or found.minute or found.second) else found.isoformat()


def _spoken(part: Part, text: str, row: Read) -> Scalar:
    said = values.spoken_flag(text)
    return said if said is not None else _custom(part, text, row)


def _number(part: Part, text: str) -> tuple[Decimal, str | None] | None:
    if values.missing(text):
        return None
    found = values.money(text, part.comma)
    if found is None:
        raise _Bad("number")
    if abs(found[0]) > MOST_MONEY:
        raise _Bad("large")
    return found


def _money(part: Part, text: str, row: Read) -> Decimal | None:
    found = _number(part, text)
    if found is None:
        return None
    if found[0] < 0:
        raise _Bad("negative")
    row.amount_currency = found[1]
    return found[0].scaleb(part.scale).quantize(Decimal("0.01"))


def _share(part: Part, text: str, row: Read) -> float | None:
    found = _number(part, text)
    if found is None:
        return None
    share = float(found[0]) / (100 if part.percent and "%" not in text else 1)
    if not 0 <= share <= 1:
        raise _Bad("share")
    return round(share, 6)


def _count(part: Part, text: str, row: Read) -> int | None:
    found = _number(part, text)
    if found is None:
        return None
    if found[0] < 0 or found[0] > 2**31 - 1:
        raise _Bad("whole")
    return int(found[0])


def _length(part: Part, text: str, row: Read) -> float | None:
    """Seconds: 12:30 is minutes and seconds, a number is minutes unless the column says seconds."""
    if values.missing(text):
        return None
    if ":" in text:
        pieces = text.split(":")
        if all(piece.isdigit() for piece in pieces) and len(pieces) in (2, 3):
            seconds = 0
            for piece in pieces:
                seconds = seconds * 60 + int(piece)
            return float(seconds)
        raise _Bad("number")
    found = _number(part, text)
    if found is None or found[0] < 0:
        return None
    name = part.header.casefold()
    scale = 0.001 if "ms" in name.split() or "millisecond" in name else 1 if "sec" in name or "שני" in name else 60
    return float(found[0]) * scale


def _date(part: Part, text: str, row: Read) -> datetime | None:
    if values.missing(text):
        return None
    found = values.moment(text, part.day_first)
    if found is None:
        raise _Bad("date")
    return found


def _currency(part: Part, text: str, row: Read) -> str | None:
    if values.missing(text):
        return None
    known = values.words("vocabulary")["currencies"]
    code = text.split(" ", maxsplit=1)[0].upper()
    found = known.get(text.casefold()) or (code if len(code) == 3 and code.isascii() and code.isalpha() else None)
    if found is None:
        raise _Bad("currency")
    return str(found)


def _email(part: Part, text: str, row: Read) -> list[str] | None:
    if values.missing(text):
        return None
    found = values.emails(text)
    if not found or len(max(found, key=len)) > 254:
        raise _Bad("email")
    return found


def _flag(part: Part, text: str, row: Read) -> bool | None:
    return values.flag(text)


def _status(part: Part, text: str, row: Read) -> str | None:
    return None if values.nothing(text) else text[:200]


_READERS: Mapping[str, Callable[[Part, str, Read], Any]] = {
    "custom_text": _custom, "custom_number": _custom_number, "custom_date": _custom_date, "spoken": _spoken,
    "money": _money, "share": _share, "count": _count, "length": _length, "date": _date, "currency": _currency,
    "email": _email, "flag": _flag, "status": _status,
}  # fmt: skip


def content_key(plan: Plan, line: Line) -> bytes:
    """A short name of what a row says, whatever the order of its columns."""
    said = sorted((part.header, cell) for part in plan.parts if (cell := line.cells[part.place].strip()))
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).digest()
