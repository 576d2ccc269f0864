"""Which of the steps that the facts call for are shown, and in which order. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ringside.deals.coach.actions import ACTIONS, ActionId
from ringside.deals.coach.looking import Candidate

LEAST, MOST = 3, 5
SHOWN = (3, 4, 5)
"""How many are shown, by boldness."""
CONSIDERED = 6
"""How many steps stand for choice at the most: the ranking learns faster among few, and weak ones help nobody."""
OF_A_THEME = {"qualifying": 2}
"""Questions are never all that is suggested."""
_EFFORT = {"low": 0, "medium": 1, "high": 2}


def most(found: Sequence[Candidate], without: Collection[ActionId] = ()) -> list[Candidate]:
    """The candidates among which is chosen, the strongest first; never fewer than LEAST where there are so many.

    `without` are steps that were done or dismissed lately, the earliest first: they come back only when too few are
    left.
    """
    fresh = [c for c in found if c.action not in without]
    kept, left = _varied(fresh)
    lacking = max(0, LEAST - len(kept))
    resting = {c.action: c for c in found if c.action in without}
    again = [resting[action] for action in without if action in resting]
    return [*kept, *(left + again)[:lacking]]


def _varied(found: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The strongest, not too many of one theme; and the rest."""
    count: Counter[str] = Counter()
    kept: list[Candidate] = []
    left: list[Candidate] = []
    for candidate in found:
        theme = ACTIONS[candidate.action].theme
        if len(kept) < CONSIDERED and count[theme] < OF_A_THEME.get(theme, CONSIDERED):
            count[theme] += 1
            kept.append(candidate)
        else:
            left.append(candidate)
    return kept, left


def ordered(
    found: Sequence[Candidate], lead: ActionId | None, chances: Mapping[ActionId, float] | None, held_back: bool
) -> list[Candidate]:
    """The steps as they are shown: the lead first, then by their chance of progress, or by the rules where too little
    is known. Where the ranking is held back, the least effort comes first."""
    if held_back:
        return sorted(found, key=lambda c: (_EFFORT[ACTIONS[c.action].effort], ACTIONS[c.action].minutes, c.action))
    if chances is None:
        rest = sorted(found, key=lambda c: (-c.strength, c.action))
    else:
        rest = sorted(found, key=lambda c: (-chances.get(c.action, 0.0), -c.strength, c.action))
    return sorted(rest, key=lambda c: c.action != lead)
