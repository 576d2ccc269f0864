"""A CRM's values as ours: money, days, moments, shares, texts of the length there is room for. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from ringside.deals.facts import Scalar
from ringside.deals.sync import texts
from ringside.deals.sync.port import Value

MOST_MONEY = Decimal("9999999999999.99")
TRUE = frozenset({"true", "yes", "1", "y", "כן"})


class Unusable(ValueError):
    """Why a value cannot be taken: a code of `wording`."""


def text(most: int) -> Callable[[Any], str | None]:
    """Makes a reader of single lines."""
    return lambda raw: None if raw is None else texts.line(str(raw), most) or None


def body(raw: Any) -> str:
    """A text of several lines, of HTML too."""
    return "" if raw is None else texts.plain(str(raw))


def money(raw: Any) -> Decimal | None:
    """An amount with two places. Raises Unusable for one that is negative, too large or none."""
    amount = number(raw)
    if amount is None:
        return None
    if amount < 0:
        raise Unusable("negative-amount")
    if amount > MOST_MONEY:
        raise Unusable("bad-number")
    return amount.quantize(Decimal("0.01"))


def number(raw: Any) -> Decimal | None:
    """A number, from text in the vendors' plain form. Raises Unusable."""
    if raw is None or isinstance(raw, bool) or str(raw).strip() == "":
        return None
    try:
        found = Decimal(str(raw).strip())
    except InvalidOperation:
        raise Unusable("bad-number") from None
    if not found.is_finite():
        raise Unusable("bad-number")
    return found


def count(raw: Any) -> int | None:
    """A whole number that a database column holds. Raises Unusable."""
    found = number(raw)
    if found is None:
        return None
    if not 0 <= found < 2**31:
        raise Unusable("bad-number")
    return int(found)


def share(raw: Any) -> float | None:
    """A share of 0..1 from a percentage, with or without sign; what is at most 1 is a share already."""
    if isinstance(raw, str):
        raw, percent = raw.strip().rstrip("%").strip(), raw.strip().endswith("%")
    else:
        percent = False
    found = number(raw)
    if found is None:
        return None
    value = float(found) / 100 if percent or abs(found) > 1 else float(found)
    if not 0 <= value <= 1:
        raise Unusable("bad-share")
    return value


def moment(raw: Any) -> datetime | None:
    """A moment in UTC from ISO text or milliseconds since 1970. Raises Unusable."""
    if raw is None or raw == "":
        return None
    try:
        if isinstance(raw, int | Decimal) or re.fullmatch(r"-?\d{9,14}", str(raw)):
            found = datetime.fromtimestamp(int(raw) / 1000, UTC)
        else:
            given = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", str(raw).strip().replace("Z", "+00:00"))
            found = datetime.fromisoformat(given)
    except (ValueError, OverflowError, OSError):
        raise Unusable("bad-date") from None
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    if not 1900 <= found.year <= 2200:
        raise Unusable("bad-date")
    return found


def day(raw: Any) -> date | None:
    """A day, from a day or a moment. Raises Unusable."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    found = moment(raw)
    return None if found is None else found.date()


def noon(found: date | None) -> datetime | None:
    """A moment for a day of which nobody knows the hour: noon, which is that day in most of the world."""
    return None if found is None else datetime.combine(found, time(12), UTC)


def currency(raw: Any) -> str | None:
    """A currency's three letters. Raises Unusable."""
    if raw is None or not str(raw).strip():
        return None
    code = str(raw).strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Unusable("bad-currency")
    return code


def email(raw: Any) -> str | None:
    """An address in lower case. Raises Unusable."""
    if raw is None or not str(raw).strip():
        return None
    address = str(raw).strip().lower()
    if len(address) > 254 or not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", address):
        raise Unusable("bad-email")
    return address


def domain(raw: Any) -> str | None:
    """The host of a web address, without www."""
    if raw is None or not str(raw).strip():
        return None
    host = re.sub(r"^[a-z+]+://", "", str(raw).strip().lower())
    host = re.split(r"[/?#:\s]", host.rpartition("@")[2])[0].removeprefix("www.")
    return host[:200] or None


def scalar(raw: Any) -> Scalar:
    """A value for `custom`: as it is, if it is text, a number or yes and no."""
    if raw is None or isinstance(raw, bool | int | float):
        return raw if not isinstance(raw, int) or abs(raw) < 2**53 else str(raw)
    if isinstance(raw, Decimal):
        return float(raw)
    return texts.line(str(raw), 500) if isinstance(raw, str) else None


def shown(value: Value) -> str | None:
    """A value as text: how changes and conflicts are told."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def digest(value: Value) -> str:
    """A short mark that tells values apart; nothing and empty text are the same."""
    said = shown(value)
    return "" if said in (None, "") else hashlib.blake2b(str(said).encode(), digest_size=9).hexdigest()


def digest_of(parts: Mapping[str, Any]) -> str:
    """One mark of a whole record."""
    lines = "\n".join(f"{name}={value!r}" for name, value in sorted(parts.items()))
    return hashlib.blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
