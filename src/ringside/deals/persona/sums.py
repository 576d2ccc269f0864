"""The arithmetic of behaviour: how sure a share is, when things happened, how long answers took. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from math import sqrt
from statistics import median

from ringside.deals.persona.values import Touch

Z = 1.2816
"""Of the one-sided 90 % bound."""
WITHIN = timedelta(days=14)
"""How long an answer may take to count as one."""


def at_least(hits: int, n: int, z: float = Z) -> float:
    """The share that can be counted on with 90 % certainty (Wilson's lower bound): grows with n, falls with misses."""
    if n <= 0 or hits <= 0:
        return 0.0
    p = hits / n
    middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z * z / n))


def at_most(hits: int, n: int, z: float = Z) -> float:
    """The share it hardly exceeds."""
    return 1.0 - at_least(n - hits, n, z)


@dataclass(frozen=True, slots=True)
class Reply:
    """Our message and the answer to it; `answer` is None when none came in time."""

    asked: Touch
    answer: Touch | None

    @property
    def hours(self) -> float | None:
        return None if self.answer is None else (self.answer.at - self.asked.at).total_seconds() / 3600


def replies(touches: Sequence[Touch], now: datetime) -> list[Reply]:
    """Our e-mails to the contact, each with the first answer within two weeks.

    An answer belongs to the latest message before it in its thread, else to the latest of the same deal. Earlier ones
    of that thread were answered by it too, but tell no response time: they are left out, and so is what may still be
    answered.
    """
    mails = [t for t in touches if t.kind == "email" and t.timed]
    answered: dict[str, Touch] = {}
    nudged: set[str] = set()
    for answer in (t for t in mails if t.by_them):
        before = [t for t in mails if t.expects and t.at < answer.at <= t.at + WITHIN and t.id not in nudged]
        same = [t for t in before if t.thread and t.thread == answer.thread] or [
            t for t in before if t.deal_id == answer.deal_id
        ]
        waiting = [t for t in same if t.id not in answered]
        if not waiting:
            continue
        latest = waiting[-1]
        if latest is not same[-1]:
            continue  # the latest of ours was answered before: this one writes again
        answered[latest.id] = answer
        nudged |= {t.id for t in waiting[:-1]}
    return [
        Reply(t, answered.get(t.id))
        for t in mails
        if t.expects and t.id not in nudged and (t.id in answered or t.at + WITHIN <= now)
    ]


def active(touches: Iterable[Touch]) -> list[Touch]:
    """What the contact did at a known hour: wrote, called, took a call, visited."""
    return [t for t in touches if t.timed and (t.by_them or (t.kind == "call" and t.held))]


def local(at: datetime, zone: tzinfo | None) -> datetime:
    return at.astimezone(zone or UTC)


def busiest(hours: Sequence[int], width: int = 3) -> tuple[int, int]:
    """The hour at which the busiest `width` hours in a row begin, and how many fall into them."""
    counted = Counter(hours)
    sums = {start: sum(counted[(start + i) % 24] for i in range(width)) for start in range(24)}
    start = max(sums, key=lambda s: (sums[s], -s))
    return start, sums[start]


def middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def week_of(at: datetime) -> datetime:
    """Monday, midnight UTC, of that week."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())
