"""What tells a row's record in the next import of the same export, so that nothing is stored twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ringside.deals.importing.cells import Read, content_key
from ringside.deals.importing.planning import Plan
from ringside.deals.importing.reports import Line
from ringside.deals.importing.values import plain

_WORLDWIDE = re.compile(
    r"[0-9a-zA-Z]{3}(?=\w*\d)(?=\w*[a-zA-Z])[0-9a-zA-Z]{12}(?:[0-9A-Z]{3})?|\d{9,20}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-f]{32}"
)
_LINKS = frozenset({
    "contact", "contact_first", "contact_last", "contact_email", "contact_title", "contact_role", "contact_phone",
    "competitor",
})  # fmt: skip
"""Columns of which one deal may have several rows, as in a report of deals with their contacts."""


def namespace_needed(ids: Iterable[str]) -> bool:
    """Whether these ids only count within their system."""
    some = [value for value in ids if value]
    return not some or not all(_WORLDWIDE.fullmatch(value) for value in some)


class Identities:
    """Gives each row of one file its key. Rows of equal identity are told apart by which of them it is."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._seen: dict[int, int] = {}
        self._said: dict[int, int] = {}
        self._places = [part.place for part in plan.parts if part.field not in _LINKS]

    def key(self, line: Line, row: Read) -> tuple[str, str | None]:
        """The key, and a code of `wording.NOTES` where the row repeats another's."""
        if self._plan.identity == "id" and (given := row.text("id")):
            return self._by_id(given, line)
        named = self._named(row) if self._plan.identity == "name" else None
        # Content is the same wherever it comes from; a name is somebody's.
        stem = f"row:{content_key(self._plan, line).hex()}" if named is None else f"{self._plan.namespace}name:{named}"
        count = self._count(stem)
        return (stem if count == 1 else f"{stem}:{count}"), None

    def _by_id(self, given: str, line: Line) -> tuple[str, str | None]:
        stem = self._plan.namespace + (given if len(given) <= 120 else _short(given))
        said = hash(tuple([line.cells[place] for place in self._places]))
        number = hash(stem)
        first = self._said.setdefault(number, said)
        if number not in self._seen:
            self._seen[number] = 1
            return stem, None
        if first == said:
            return stem, "merged"
        again = hash((stem, said))
        if again not in self._said:
            self._seen[number] += 1
            self._said[again] = self._seen[number]
        return f"{stem}#{self._said[again]}", "twice"

    def _named(self, row: Read) -> str | None:
        name, account = row.text("name"), row.text("account")
        if self._plan.kind == "contacts":
            address = row.fields.get("email")
            name = address[0] if address else name or " ".join(t for t in (row.text("first"), row.text("last")) if t)
            account = None if address else account
        return _short(f"{plain(name)}\n{plain(account or '')}") if name else None

    def _count(self, stem: str) -> int:
        number = hash(stem)
        self._seen[number] = self._seen.get(number, 0) + 1
        return self._seen[number]


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
