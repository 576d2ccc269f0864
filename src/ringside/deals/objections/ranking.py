"""How well an answer has done, and which of several comes first. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.96
"""Of a 95 % interval."""
GOOD, BAD = 4, 2
"""Ratings from which on, and down to which, a use counts where nothing else is known of it."""
NEAR = 0.3
"""How much of an objection's words an entry must share to be about the same thing."""


def lower_bound(successes: int, trials: int, z: float = Z) -> float:
    """The lower end of Wilson's interval for a rate (JASA 1927); 0 without trials."""
    if trials <= 0:
        return 0.0
    rate, square = successes / trials, z * z
    middle = rate + square / (2 * trials)
    spread = z * sqrt((rate * (1 - rate) + square / (4 * trials)) / trials)
    return max(0.0, (middle - spread) / (1 + square / trials))


def succeeded(outcome: str | None, deal: str | None, rating: int | None) -> bool | None:
    """Whether a use did its work: what somebody said of it, else how the deal closed, else how it was rated.

    None while nobody can say: an open deal and a middling rating prove nothing.
    """
    if outcome is not None:
        return outcome == "resolved"
    if deal in ("won", "lost"):
        return deal == "won"
    if rating is not None and (rating >= GOOD or rating <= BAD):
        return rating >= GOOD
    return None


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an entry's uses. `rating` is the mean of its ratings."""

    uses: int = 0
    trials: int = 0
    successes: int = 0
    ratings: int = 0
    rating: float | None = None

    @property
    def lower(self) -> float:
        return lower_bound(self.successes, self.trials)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved entry as it stands to an objection. `near`: how much of the objection's words it shares, 0 to 1."""

    id: str
    concern: str | None
    record: Record
    near: float = 0.0


def ranked(candidates: Iterable[Candidate], concern: str | None) -> list[Candidate]:
    """The best first: those about this very concern or in its words, then those for any, then those about others.

    Within each: the lower bound of success, then ratings, then likeness. Nothing proven counts as nothing won.
    """
    return sorted(
        candidates,
        key=lambda c: (-fit(c, concern), -c.record.lower, -(c.record.rating or 0.0), -c.near, c.id),
    )


def fit(candidate: Candidate, concern: str | None) -> int:
    """2: about this; 1: about objections of this kind; 0: about another side of it."""
    if candidate.near >= NEAR or (concern is not None and candidate.concern == concern):
        return 2
    return 1 if candidate.concern is None else 0
