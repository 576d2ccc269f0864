"""The rules: each is a function of the deal that suggests one step, with what it rests on, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable

from ringside.deals.coach.looking import Candidate, Look
from ringside.deals.coach.rules import closing, commerce, people, qualifying, rhythm

Rule = Callable[[Look], Candidate | None]

RULES: tuple[Rule, ...] = (*rhythm.RULES, *people.RULES, *qualifying.RULES, *commerce.RULES, *closing.RULES)
VERSION = 1
"""Counts up when a rule changes, so that nothing worked out by an older one is shown."""


def candidates(look: Look) -> list[Candidate]:
    """What the facts of an open deal call for, the strongest first. Each rests on at least one record."""
    found = [candidate for rule in RULES if (candidate := rule(look)) is not None and candidate.evidence]
    return sorted(found, key=lambda c: (-c.strength, c.action))
