"""Who wins, field by field: the CRM on what it says, Ringside on everything else. Pure.

A conflict is a field that somebody edited in Ringside and that the CRM says otherwise: it is overwritten, and told with
both values. Where the CRM has never had a value, it has nothing to win with, and what Ringside has stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ringside.deals.sync.port import Value
from ringside.deals.sync.values import digest

QUIET = frozenset({"stage_since", "closed_at", "owner_id", "user_id", "folded", "language"})
"""Fields that follow from others, and would say a conflict twice."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field edited here, and what the CRM says."""

    field: str
    ringside: Value
    crm: Value


@dataclass(frozen=True, slots=True)
class Decision:
    """What to write into our record, what was lost by it, and what the CRM has said so far."""

    values: dict[str, Value]
    conflicts: tuple[Clash, ...]
    seen: dict[str, str]


def decide(seen: Mapping[str, str], ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> Decision:
    """What becomes of a record. `seen` holds by field the digest of what the CRM said before; {} for never."""
    values: dict[str, Value] = {}
    conflicts: list[Clash] = []
    for field, crm in theirs.items():
        mine, said, before = digest(ours.get(field)), digest(crm), seen.get(field)
        if mine == said or (not said and not before):
            continue
        values[field] = crm
        edited = mine != before if before is not None else bool(mine)
        if edited and field not in QUIET:
            conflicts.append(Clash(field, ours.get(field), crm))
    return Decision(values, tuple(conflicts), dict(seen) | {field: digest(crm) for field, crm in theirs.items()})


def edited(seen: Mapping[str, str], ours: Mapping[str, Value]) -> bool:
    """Whether somebody has changed here what the CRM has said."""
    return any(before and digest(ours.get(field)) != before for field, before in seen.items() if field in ours)
