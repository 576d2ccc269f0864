"""Names for tables and columns that never need quoting in a formula, made from whatever a file calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 63
RESERVED = frozenset({"_tenant", "_row"})


def clean(written: str, otherwise: str) -> str:
    """Letters of any script, digits and underscores, beginning with a letter; `otherwise` when nothing is left."""
    text = unicodedata.normalize("NFKC", written)
    text = "".join(char for char in text if not unicodedata.category(char).startswith("M"))
    text = re.sub(r"[^\w]+", "_", text).strip("_") if not re.fullmatch(r"[^\W\d]\w*", text) else text
    if not text:
        return otherwise
    if not re.match(r"[^\W\d]", text):
        text = f"{otherwise.split('_', maxsplit=1)[0]}_{text}"
    return text[:LONGEST]


def unique(wished: str, taken: Iterable[str]) -> str:
    """The name itself, or with the first number that makes it new; databases do not tell cases apart."""
    known = {name.casefold() for name in taken} | RESERVED
    if wished.casefold() not in known:
        return wished
    number = 2
    while (name := f"{wished[: LONGEST - 5]}_{number}").casefold() in known:
        number += 1
    return name


def columns(headers: Sequence[str]) -> list[str]:
    """A name for each header, all different."""
    names: list[str] = []
    for number, header in enumerate(headers, 1):
        names.append(unique(clean(header, f"column_{number}"), names))
    return names


def words(name: str) -> list[str]:
    """The words of a name, in lower case: `saleDate` and `sale_date` are both sale, date."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return [word for word in re.split(r"[\W_]+", spaced.casefold()) if word]


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())
