"""Who the demo company sells to: accounts and the people who work there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal

from ringside.core.content import parse

Style = Literal["driver", "analyst", "friendly", "careful"]


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, and how they behave: what is written and when follows from `style` and `pains`."""

    id: str
    first: str
    last: str
    email: str
    title: str
    role: str
    style: Style
    pains: tuple[str, ...]
    language: str
    timezone: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Company:
    id: str
    name: str
    domain: str
    country: str
    segment: str
    industry: str
    handlers: int
    language: str
    currency: str
    rate: float
    since: datetime


@cache
def content(name: str) -> Any:
    """What `company` or `words` says."""
    return parse((files("ringside.deals.demo") / f"{name}.yaml").read_text(encoding="utf-8"))


def pick(chance: Random, weights: Mapping[str, Any]) -> str:
    """One of the keys, by weight: a number or the `weight` of what the key names."""
    numbers = [value["weight"] if isinstance(value, dict) else value for value in weights.values()]
    return chance.choices(list(weights), numbers)[0]


def identity(chance: Random, at: datetime) -> str:
    """An id of the usual shape that is the same for the same seed."""
    value = int(at.timestamp() * 1000) << 80 | chance.getrandbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value:032x}"


def company(chance: Random, since: datetime, taken: set[str]) -> Company:
    """An account whose name is not taken yet; its name is, from then on."""
    book = content("company")
    country = pick(chance, book["countries"])
    place = book["countries"][country]
    segment = pick(chance, book["segments"])
    kind = book["segments"][segment]
    name, domain = _named(chance, place, segment, taken)
    low, high = kind["handlers"]
    return Company(
        identity(chance, since), name, domain, country, segment, chance.choice(kind["industry"]),
        round(chance.triangular(low, high, low + (high - low) * 0.3)), place["language"], place["currency"],
        place["rate"], since,
    )  # fmt: skip


def _named(chance: Random, place: Mapping[str, Any], segment: str, taken: set[str]) -> tuple[str, str]:
    names = content("company")["companies"]
    hebrew = place["language"] == "he"
    group = names["he"] if hebrew else names
    for attempt in range(1_000_000):
        index, kind = chance.randrange(len(group["first"])), chance.choice(group[segment])
        first = group["first"][index]
        if hebrew:
            name = f"{kind} {first}" if kind.startswith("סוכנ") else f"{first} {kind}"
            host = group["domains"][index] + ("-agency" if kind.startswith("סוכנ") else "")
        else:
            name, host = f"{first} {kind}", _plain(first + kind.split()[0])
        if attempt >= 20:  # all short names are gone
            name, host = f"{name} {attempt}", f"{host}{attempt}"
        if name not in taken and host not in taken:
            taken |= {name, host}
            suffix = f" {chance.choice(place['suffix'])}" if place["suffix"] else ""
            return name + suffix, f"{host}.{place['domain']}.example"
    raise ValueError("there are no names left")


def person(chance: Random, at: Company, role: str | None = None, since: datetime | None = None) -> Person:
    """Somebody who works there."""
    book = content("company")
    role = role or pick(chance, book["positions"])
    place = book["countries"][at.country]
    names = book["people"][place["names"]]
    first, last = chance.randrange(len(names["first"])), chance.randrange(len(names["last"]))
    latin = names.get("latin", names)
    email = f"{_plain(latin['first'][first])}.{_plain(latin['last'][last])}@{at.domain}"
    style: Any = pick(chance, book["styles"])
    return Person(
        identity(chance, since or at.since), names["first"][first], names["last"][last], email,
        chance.choice(book["positions"][role]["title"][at.language]), role, style,
        tuple(chance.sample(sorted(content("words")["pains"]), 2)), at.language, place["timezone"],
    )  # fmt: skip


def met(chance: Random, given: Mapping[str, Any], since: datetime) -> tuple[Company, Person]:
    """A customer who is known from recorded calls, and whom they were with."""
    place = content("company")["countries"][given["country"]]
    account = Company(
        identity(chance, since), given["name"], given["domain"], given["country"], given["segment"], given["industry"],
        given["handlers"], place["language"], place["currency"], place["rate"], since,
    )  # fmt: skip
    somebody = Person(
        identity(chance, since), given["first"], given["last"], f"{given['address']}@{given['domain']}",
        given["title"], given["role"], "analyst", ("waiting", "errors"), place["language"], place["timezone"],
    )  # fmt: skip
    return account, somebody


def _plain(name: str) -> str:
    """A name as it stands in an address."""
    folded = unicodedata.normalize("NFKD", name.lower().replace("ö", "oe").replace("ü", "ue").replace("ä", "ae"))
    return re.sub(r"[^a-z0-9]", "", folded)
