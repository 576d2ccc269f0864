"""What belongs to the matter of a call and what is talk beside it, in long calls: weather, family, football.

A call is judged by how the matter was handled. Shares of turns would otherwise fall with every word about the weather.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue.exchanges import Run, join
from ringside.dialogue.reader import features
from ringside.dialogue.reader.head import heads
from ringside.dialogue.schemas import Act, Language, Transcript

LONG = 60
"""Runs from which on a call is long enough to tell the matter from other talk."""
EDGE = 2
"""Runs at the start and the end that always belong to the call."""
ASIDE = 6
"""Runs in a row that must be beside the matter before they are left out."""
REACH = 3
"""Runs on each side that speak for a run as well."""
FEW = 3
"""Words below which a run says nothing of its matter."""
READ = 600
"""Letters of a run that are looked at."""
PLAINLY = 1.0
"""From which score on a run belongs to the matter whatever stands around it."""
MOST, LEAST = 2.0, -0.5
"""How much one run can speak for or against, and below what it is, with its neighbours, beside the matter."""
SHOWN = 0.5
"""What a move of the trade adds."""

MOVES = frozenset(
    {
        "opener_permission", "opener_reason", "pitch", "value", "proof", "price_mention", "objection_answer",
        "trial_close", "next_step_ask", "argument", "callback_offer", "hold", "need_surface",
        "need_pain", "need_impact", "objection", "brush_off", "buying_signal", "refusal",
    }
)  # fmt: skip
"""Moves that belong to the trade; anybody asks questions and tells facts."""


def of(runs: Sequence[Run], acts: Sequence[Act], language: Language) -> tuple[Run, ...]:
    """The runs that belong to the matter, all of a short call."""
    if len(runs) < LONG:
        return tuple(runs)
    moved = {a.turn for a in acts if a.kind in MOVES}
    scores = [_words(run.text[:READ], language) + SHOWN * bool(moved & set(run.turns)) for run in runs]
    beside = _stretches([score < LEAST for score in _smoothed(scores)])
    near = {i for i in beside if scores[i] >= PLAINLY or i < EDGE or i >= len(runs) - EDGE}
    return tuple(run for i, run in enumerate(runs) if i not in beside - near)


def judged(transcript: Transcript, acts: Sequence[Act]) -> tuple[tuple[Act, ...], tuple[Run, ...], frozenset[int]]:
    """The acts and runs a call is judged by, and the turns that are beside the matter."""
    runs = join(transcript)
    kept = of(runs, acts, transcript.language)
    left = frozenset(turn for run in runs for turn in run.turns) - {turn for run in kept for turn in run.turns}
    return tuple(a for a in acts if a.turn not in left), kept, left


@lru_cache(maxsize=4096)
def _words(text: str, language: Language) -> float:
    """How much the wording speaks for the matter; a word or two say nothing."""
    folded = lang.fold(text).text
    if len(lang.tokens(folded)) < FEW:
        return 0.0
    logit = float(heads()["matter", language].logits(features.see(folded, [], "", frozenset(), language))[0])
    return max(-MOST, min(MOST, logit))


def _smoothed(scores: Sequence[float]) -> list[float]:
    sums = [0.0]
    for score in scores:
        sums.append(sums[-1] + score)
    n = len(scores)
    return [
        (sums[min(n, i + REACH + 1)] - sums[max(0, i - REACH)]) / (min(n, i + REACH + 1) - max(0, i - REACH))
        for i in range(n)
    ]


def _stretches(beside: Sequence[bool]) -> set[int]:
    """Places in runs of at least ASIDE marks."""
    found: set[int] = set()
    start = 0
    for i, mark in enumerate([*beside, False]):
        if not mark:
            if i - start >= ASIDE:
                found.update(range(start, i))
            start = i + 1
    return found
